"""The best constant answer to a field: what it is, how often it is right, and where a field is worse than it."""

import json

import pytest
from endpoint_server import EndpointServer, answer
from in_process import onrecord
from labelled import labelled

from onrecord.evals import constants_of
from onrecord.testing import answer_text

EVENTS = """
events:
  - {what: Ana Ruiz opens the bridge., who: [Ana Ruiz | Ruiz], when: Monday, evidence: [opened the harbour bridge]}
  - {what: Ruiz cuts a ribbon., who: [Ruiz], when: on Monday, status: ongoing, evidence: [She cut a red ribbon]}
  - {what: Visitors come., who: [visitors, "Ana Ruiz"], status: ongoing | planned, evidence: [Police counted]}
"""


def constants(gold):
    return {name: (str(each), round(each.value, 2)) for name, each in constants_of(gold.records).items()}


def test_it_is_the_answer_that_is_right_for_most_records(tmp_path):
    assert constants(labelled(tmp_path, EVENTS)) == {
        "event.who": ("Ruiz", 0.67),
        "event.whom": ("nothing", 1),
        "event.where": ("nothing", 1),
        "event.when": ("Monday", 0.67),
        "event.status": ("ongoing", 0.67),
    }


def test_no_value_comes_first_among_equals(tmp_path):
    told = EVENTS.partition("  - {what: Ruiz cuts")[0] + "  - {what: It is done., evidence: [It is done]}\n"
    found = constants(labelled(tmp_path, told))
    assert (found["event.who"], found["event.when"]) == (("nothing", 0.5), ("nothing", 0.5))


def test_no_record_has_none():
    assert constants_of([]) == {}


@pytest.fixture
def evaluated(tmp_path):
    """Runs `onrecord eval` on one labelled article, about which a model tells two events, one of them planned."""
    labelled(tmp_path, EVENTS)
    events = [
        {"what": "Ana Ruiz opens the bridge.", "who": ["Ruiz"], "status": "planned", "sentences": [1]},
        {"what": "Ruiz cuts a ribbon.", "who": ["Ruiz"], "status": "planned", "sentences": [2]},
    ]

    def evaluate(*arguments):
        with EndpointServer([answer(answer_text({"events": events}))]) as server:
            command = ("eval", "-g", ".", "-k", "event", "-m", "openai/x", "-o", "run.json", *arguments)
            return onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)

    return evaluate


def test_a_field_that_is_worse_than_a_constant_answer_is_marked(evaluated):
    lines = evaluated().stdout.splitlines()
    rows = {line.split()[0]: line for line in lines if line.strip().startswith("event.")}
    assert rows["event.status"].endswith("  0.500  happened, better than the model")
    assert rows["event.who"].endswith("  1.000  Ruiz")
    assert "  1.000  nothing" in rows["event.whom"]


def test_programs_pages_and_ci_have_the_constant_answers_too(evaluated, tmp_path):
    done = evaluated("-f", "json", "--html", "page.html", "--junit", "report.xml")
    [cell] = json.loads(done.stdout)["cells"]
    assert cell["constants"]["event.status"] == {"answer": "happened", "value": 0.5}
    assert cell["constants"]["event.who"]["answer"] == ["Ruiz"]
    assert cell["scores"]["event.status"]["value"] == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<span class="note wrong">0.500: <bdi>happened</bdi>, better than the model</span>' in page
    assert '<span class="note">1.000: <bdi>Ruiz</bdi></span>' in page
    assert '<property name="event.status by a constant answer" value="0.500: happened" />' in (
        tmp_path / "report.xml"
    ).read_text(encoding="utf-8")


def test_only_required_records_that_are_matched_count(evaluated, tmp_path):
    evaluated()
    [cell] = json.loads((tmp_path / "run.json").read_text())["cells"]
    assert cell["constants"]["event.status"] == {"answer": "happened", "value": 0.5}
    gold = tmp_path / "gold/page.yaml"
    gold.write_text(gold.read_text().replace("[Ruiz], when", "[Ruiz], optional: true, when"))
    evaluated()
    [cell] = json.loads((tmp_path / "run.json").read_text())["cells"]
    assert cell["constants"]["event.status"] == {"answer": "happened", "value": 1.0}
