"""docs/kinds.md: what it says to run is run as it stands, against an endpoint that answers from a script."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment
from endpoint_server import EndpointServer, answer

from onrecord.testing import answer_text

DOC = Path(__file__).parents[1] / "docs" / "kinds.md"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
PREDICTIONS = [
    {
        "sentences": [1],
        "text": "Interest rates will fall by March.",
        "forecaster": "Aldo Renn",
        "horizon": "by March",
        "confidence": "high",
    },
    {
        "sentences": [3],
        "text": "Interest rates stay where they are for two years.",
        "forecaster": "Ida Moss",
        "horizon": "for two years",
    },
]


def blocks():
    return BLOCK.findall(DOC.read_text(encoding="utf-8").partition("\n## Where kinds come from")[0])


def script():
    """The page as a script of the shell, which writes its files and runs its commands in their order."""
    return "\n".join(f"cat > {file} <<'END'\n{text}END" if file else text for _, file, text in blocks())


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder in which the page was followed to its end, and what was said."""
    folder = tmp_path_factory.mktemp("docs")
    said = answer(answer_text({"predictions": PREDICTIONS}, kinds=()))
    with EndpointServer(lambda _: said) as server:
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_MODEL="openai/x")
        env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"
        command = ["bash", "-exc", script()]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "forecasts", done.stdout, env, len(server.requests)


def test_the_page_goes_from_nothing_to_a_gate_that_passes(followed):
    folder, said, _, asked = followed
    assert "prediction, predictions: Something" not in said  # the class as it was begun
    assert "prediction, predictions: One prediction (" in said
    assert "\nPREDICTIONS\n• Interest rates will fall by March. ~\n  forecaster: Aldo Renn" in said
    assert "• Interest rates stay where they are for two years. ~\n  forecaster: Ida Moss" in said
    assert "rates                    2 predictions; 0 facts, 0 entities" in said
    assert said.count("prediction.f1            1.000") == 2
    assert asked == 2  # by summarize and by the eval that records; the gate asks nobody
    [bounds] = json.loads((folder / "floors.json").read_text(encoding="utf-8"))["bounds"].values()
    assert bounds["prediction.f1"] == 1


def test_the_gate_at_its_end_fails_where_a_score_falls(followed):
    folder, _, env, _ = followed
    *_, gate = (text for kind, _, text in blocks() if kind == "sh")
    answers = folder / "answers.jsonl"
    kept = answers.read_text(encoding="utf-8")
    answers.write_text(kept.replace("Ida Moss", "Bo Ray"), encoding="utf-8")
    env = {**env, "ONRECORD_KINDS": str(folder / "prediction.py")}
    done = subprocess.run(gate, shell=True, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
    answers.write_text(kept, encoding="utf-8")
    assert (done.returncode, "below" in done.stderr or "floor" in done.stderr or "ceiling" in done.stderr) == (1, True)


def test_the_example_of_a_contract_runs():
    [(_, _, code)] = BLOCK.findall(DOC.read_text(encoding="utf-8").partition("\n## Records that aren't news")[2])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
