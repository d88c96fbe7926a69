"""Starting loads nothing heavy: clients, models and scientific libraries wait until they are used."""

import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SCRIPT, environment, run

HEAVY = set(runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "start.py"))["HEAVY"])

LOADED = "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"


def loaded(code):
    """The top-level packages that are loaded once `code` has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{LOADED}"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


COMMAND = "sys.argv = ['onrecord', *{!r}]\nfrom onrecord.cli.main import main\ntry: main()\nexcept SystemExit: pass"

CODE = {
    "import onrecord": "import onrecord",
    "every public name": "from onrecord import *",
    "the command's module": "import onrecord.cli.main",
    "--version": COMMAND.format(["--version"]),
}


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_starting_loads_no_client_model_or_scientific_library(code):
    found = loaded(code)
    assert "onrecord" in found
    assert found & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["summarize", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy_but_what_draws_it(arguments):
    assert loaded(COMMAND.format(arguments)) & HEAVY <= {"rich"}


def test_wrong_use_is_told_before_a_client_is_loaded(tmp_path):
    assert (
        loaded(COMMAND.format(["summarize", str(tmp_path / "missing.txt")])) & {"openai", "instructor", "xllamacpp"}
        == set()
    )


def test_importing_does_no_work_on_the_terminal():
    done = subprocess.run([sys.executable, "-W", "error", "-c", "import onrecord"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_help_answers_at_once():
    def spent():
        start = time.perf_counter()
        assert run("--help", script=SCRIPT).returncode == 0
        return time.perf_counter() - start

    assert min(spent() for _ in range(5)) < 1.5  # half of a second on a machine that does nothing else
