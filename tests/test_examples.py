"""The Python examples of the README and of the docs: type-checked as a user's own code, and run.

An example that can't be run here has a comment before it that says why: `<!-- not run: it needs … -->`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from endpoint_server import EndpointServer, answer
from made_summaries import plain_summary

from onrecord.store import open_store
from onrecord.testing import answer_text

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?:<!-- (not run: [^>]*) -->\n)?^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLES = {
    f"{page.stem.lower()}_{number}": (code, why)
    for page in PAGES
    for number, (why, code) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1)
}
RUN = {name: code for name, (code, why) in EXAMPLES.items() if not why}
TEXT = "The ferry Elan sank off Holm on Monday."
ANSWER = answer_text(
    {
        "events": [{"sentences": [1], "what": "The ferry Elan sinks off Holm."}],
        "claims": [{"sentences": [1], "text": TEXT}],
    }
)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder with each example as a file of its own."""
    folder = tmp_path_factory.mktemp("examples")
    for name, (code, _) in EXAMPLES.items():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    return folder


def checked(*command, cwd):
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_examples_pass_mypy_strictly(written):
    (written / "mypy.ini").write_text("[mypy]\nstrict = True\n[mypy-pandas.*]\nignore_missing_imports = True\n")
    assert checked("mypy", "--config-file", "mypy.ini", "--cache-dir", ".cache", ".", cwd=written) == ""


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_examples_pass_pyright(written):
    if missing := checked("pyright", "--version", cwd=written):
        pytest.skip(f"pyright gets a part of itself from npm when it is first run: {missing}")
    assert checked("pyright", "--pythonpath", sys.executable, ".", cwd=written) == ""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with what examples read, and an endpoint for their model."""
    folder = tmp_path_factory.mktemp("place")
    for name in ("article.txt", "news.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "evals").symlink_to(ROOT / "evals")
    with open_store(folder / "news.db", create=True) as store:
        summary = plain_summary()
        run = store.run(summary.model, summary.prompts)
        run.keep(summary)
        run.end()
    with EndpointServer([answer(ANSWER)]) as server:
        yield folder, {"OPENAI_BASE_URL": server.url, "ONRECORD_MODEL": "openai/x", "OPENAI_API_KEY": "sk-test"}


@pytest.mark.parametrize("name", RUN)
def test_the_examples_run(name, place, monkeypatch, capsys):
    folder, environment = place
    monkeypatch.chdir(folder)
    for variable in [each for each in os.environ if each.startswith("ONRECORD_")]:
        monkeypatch.delenv(variable)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    exec(compile(RUN[name], name, "exec"), {"__name__": "__main__"})  # our own pages
    assert "Traceback" not in capsys.readouterr().err


def test_the_readme_shows_what_its_model_finds(place, monkeypatch, capsys):
    folder, environment = place
    monkeypatch.chdir(folder)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    exec(compile(RUN["readme_2"], "readme_2", "exec"), {"__name__": "__main__"})  # our own page
    assert "The ferry Elan sinks off Holm, on Monday. reworded" in capsys.readouterr().out
