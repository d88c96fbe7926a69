"""The pytest fixture in a project of its own, as a user has it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment
from labelled import some_gold

REPOSITORY = Path(__file__).parents[1]
ARTICLES = ("cup-final", "missile-launch", "vaccine-trial")

TEST = f"""
def test_claims(onrecord_eval):
    cell = onrecord_eval(kinds=["claim"])
    assert cell.value("claim.precision") > 0
    assert len(cell.articles) == {len(ARTICLES)}

def test_more_than_there_is(onrecord_eval):
    assert onrecord_eval(kinds=["claim"]).value("claim.recall") > 1
"""


@pytest.fixture
def project(tmp_path, endpoint):
    """Runs pytest in a project with gold, a configuration and two tests."""
    some_gold(tmp_path / "evals", *ARTICLES)
    (tmp_path / "pytest.ini").write_text("[pytest]\nonrecord_model = openai/x\n")
    (tmp_path / "test_it.py").write_text(TEST)

    def pytest_there(*arguments):
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *arguments]
        env = environment(OPENAI_BASE_URL=endpoint.url)
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
        )

    return pytest_there


def test_answers_are_recorded_when_told_to_and_replayed_ever_after(project, endpoint, tmp_path):
    missing = project()
    assert "2 failed" in missing.stdout
    assert "no answer of openai/x to prompt 'claim' is recorded" in missing.stdout
    assert "`pytest --onrecord-record`" in missing.stdout
    recorded = project("--onrecord-record")
    assert "1 failed, 1 passed" in recorded.stdout
    assert all(json.loads(line) for line in (tmp_path / "evals" / "answers.jsonl").read_text().splitlines())
    asked = len(endpoint.requests)
    assert "1 failed, 1 passed" in project().stdout
    assert len(endpoint.requests) == asked


def test_the_documented_test_passes_with_the_documented_settings_on_the_shipped_answers(project, endpoint, tmp_path):
    documented = (REPOSITORY / "docs" / "evals.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^```(python|toml)\n(.*?)^```", documented, re.MULTILINE | re.DOTALL))
    (tmp_path / "pytest.ini").unlink()
    (tmp_path / "pyproject.toml").write_text(blocks["toml"])
    (tmp_path / "test_it.py").write_text(blocks["python"])
    shutil.copy(REPOSITORY / "evals" / "answers.jsonl", tmp_path / "evals")
    assert "1 passed" in project().stdout


def test_a_prompt_that_was_never_recorded_is_told_with_those_that_were(project, tmp_path):
    shutil.copy(REPOSITORY / "evals" / "answers.jsonl", tmp_path / "evals")
    (tmp_path / "pytest.ini").unlink()
    said = project("-k", "test_claims").stdout
    assert "no answer of local to prompt 'claim' is recorded; recorded: 'records' of local;" in said
    assert "changed" not in said
