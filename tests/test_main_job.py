"""The real embedded model reads the real article, end to end through the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.timeout(1800)]

ARTICLE = Path(__file__).parents[1] / "evals/articles/missile-launch.txt"
ONRECORD = Path(sys.executable).with_name("onrecord")


@pytest.fixture(scope="module")
def summary():
    command = [ONRECORD, "summarize", ARTICLE, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1700, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (summary,) = json.loads(done.stdout)
    return summary


def supported(summary, *kinds):
    return [record for record in summary["records"] if record["kind"] in kinds and record["supported"]]


def test_every_sentence_is_answered_for(summary):
    assert summary["status"] == "ok"
    assert summary["problems"] == []
    assert {record["kind"] for record in summary["records"]} == {"event", "statement", "claim"}


def test_at_least_eight_events_and_statements_have_exact_evidence(summary):
    text = summary["article"]["text"]
    assert text == ARTICLE.read_text()
    found = supported(summary, "event", "statement")
    assert len(found) >= 8
    for record in found:
        assert record["evidence"]
        for span in record["evidence"]:
            assert text[span["start"] : span["end"]].strip() == span["text"]


def test_the_speakers_include_blinken_and_choi(summary):
    speakers = " ".join(name for record in supported(summary, "statement") for name in record["speakers"])
    assert "Blinken" in speakers
    assert "Choi" in speakers


def test_what_is_called_exact_stands_in_the_article(summary):
    text = summary["article"]["text"]
    for record in summary["records"]:
        for field, support in record["support"].items():
            name, _, index = field.partition("[")
            value = record[name][int(index.rstrip("]"))] if index else record[name]
            if support["level"] == "exact":
                assert value in text
                assert [text[start:end] for start, end in support["spans"]][:1] == [value]
