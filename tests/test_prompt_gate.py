"""The gate on the packaged prompt: recorded answers of the embedded model hold the floors, a worse prompt does not.

`data/gate/worse.prompty` is the packaged prompt whose question no longer repeats the sentence that it asks about;
`data/gate/worse.jsonl` are the embedded model's answers to it, on two articles.
"""

from pathlib import Path

import pytest
from conftest import run
from labelled import some_gold

REPOSITORY = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "gate"
PACKAGED = REPOSITORY / "prompts" / "records.prompty"
ANSWERS = REPOSITORY / "evals" / "answers.jsonl"


@pytest.fixture
def evaluate(tmp_path):
    """Runs `onrecord eval` on two articles with the text of a prompt, from recorded answers, against its floors."""
    some_gold(tmp_path / "evals", "ferry-strike", "missile-launch")
    (tmp_path / "tried").mkdir()

    def evaluating(prompt, answers, *arguments):
        (tmp_path / "tried" / "records.prompty").write_text(prompt)
        options = ("--prompts", "tried", "--replay", answers, "--baseline", "floors.json", "-o", "run.json")
        return run("eval", *options, *arguments, cwd=tmp_path)

    done = evaluating(PACKAGED.read_text(), ANSWERS, "--pin", "--margin", "0.02")
    assert done.returncode == 0, done.stderr
    return evaluating


def test_the_packaged_prompt_holds_the_floors_of_the_repository(tmp_path):
    done = run(
        "eval",
        *("--gold", REPOSITORY / "evals", "--replay", ANSWERS, "--baseline", REPOSITORY / "evals" / "baseline.json"),
        *("-o", "run.json"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr


def test_a_prompt_made_worse_on_purpose_fails(evaluate):
    worse = (DATA / "worse.prompty").read_text()
    assert worse == PACKAGED.read_text().replace(": {{ asked[0].text }}", "")
    done = evaluate(worse, DATA / "worse.jsonl")
    assert done.returncode == 1
    assert "tried × local: event.f1: " in done.stderr


def test_a_description_that_changed_passes(evaluate):
    prompt = PACKAGED.read_text().replace("description: Events", "description: All events")
    assert prompt != PACKAGED.read_text()
    done = evaluate(prompt, ANSWERS)
    assert done.returncode == 0, done.stderr
