"""`onrecord export` and `prompts`, as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest
from endpoint_server import EndpointServer, answer
from in_process import onrecord

from onrecord.testing import answer_text

PROMPTS = Path(__file__).parents[1] / "prompts"


@pytest.fixture
def store(tmp_path):
    """A folder with a store of one article, from which one claim of two is borne out."""
    text = "The ferry sank on Monday.\u202e"
    (tmp_path / "feed.jsonl").write_text(json.dumps({"id": "a", "text": text, "published": "2026-01-02"}) + "\n")
    claims = [{"sentences": [1], "text": told} for told in ("The ferry sank on Monday.", "Nine people were hurt.")]
    with EndpointServer([answer(answer_text({"claims": claims}))]) as server:
        command = ("batch", "feed.jsonl", "--store", "news.db", "--model", "openai/x", "--kind", "claim")
        done = onrecord(*command, cwd=tmp_path, OPENAI_BASE_URL=server.url)
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_json_lines_hold_what_could_steer_a_terminal_escaped(store):
    done = onrecord("export", "--store", "news.db", cwd=store)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Monday.\\u202e" in done.stdout
    assert json.loads(done.stdout)["article"]["text"] == "The ferry sank on Monday.\u202e"


def test_json_ld_says_how_many_records_it_leaves_out(store):
    done = onrecord("export", "--store", "news.db", "--format", "jsonld", cwd=store)
    assert (done.returncode, done.stderr) == (
        0,
        "onrecord: records left out because their articles don't bear them out: 1\n",
    )
    [article] = json.loads(done.stdout)["@graph"]
    assert [part["text"] for part in article["hasPart"]] == ["The ferry sank on Monday."]


def test_an_output_whose_links_go_in_circles_is_named(store):
    for name, target in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        (store / name).symlink_to(target)
    before = sorted(store.iterdir())
    done = onrecord("export", "--store", "news.db", "-o", "a.csv", cwd=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "onrecord: a.csv: can't be written: its links go in circles\n"
    assert sorted(store.iterdir()) == before


def test_a_prompt_is_one_line_whatever_its_description(tmp_path):
    text = (PROMPTS / "claim.prompty").read_text(encoding="utf-8")
    shutil.copytree(PROMPTS, tmp_path / "mine", ignore=lambda *_: ["records.prompty"])
    (tmp_path / "mine" / "claim.prompty").write_text(
        text.replace("description: ", 'description: "first\\n\\e[2Jsecond" # '), encoding="utf-8"
    )
    done = onrecord("prompts", "mine", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["claim", "event", "statement"]
    assert lines[0].endswith("first \ufffd[2Jsecond")
