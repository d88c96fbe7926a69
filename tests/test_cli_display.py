"""What a person sees in a terminal while the embedded model is opened and reads."""

import sys
from io import StringIO
from types import SimpleNamespace

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.text import Text

from onrecord.cli.progress import Display, display
from onrecord.kinds import Claim


@pytest.fixture
def bars():
    console = Console(file=StringIO(), force_terminal=True, width=120)
    with Progress(TextColumn("{task.description}", markup=False), console=console, auto_refresh=False) as bars:
        yield bars


def _lines(bars):
    bars.refresh()
    return [task.description for task in bars.tasks if task.visible]


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        ("examples", "reading the prompt's examples, this once: 512 of 1,742 tokens"),
        ("article", "reading the article as a whole: 512 of 1,742 tokens"),
        ("load", "loading the model"),
        ("a stage of tomorrow", "a stage of tomorrow"),
    ],
)
def test_a_stage_is_shown_with_how_far_it_is_until_it_is_over(bars, stage, line):
    display = Display(bars, 1)

    display.loading(stage, 512, 1742)
    assert _lines(bars) == [line]
    display.loading(stage, 1742, 1742)
    assert _lines(bars) == []


def test_an_article_is_shown_sentence_by_sentence_and_record_by_record(bars):
    display = Display(bars, 2)

    with display.article("a{0}.txt") as told:
        assert _lines(bars) == ["reading a{0}.txt (1 of 2)"]
        told("read", 3, 15, [])
        assert _lines(bars) == ["reading a{0}.txt (1 of 2): 3 of 15 sentences"]
        told("read", 4, 15, [Claim(text="It sank.", sentences=[4])])
        assert _lines(bars) == ["reading a{0}.txt (1 of 2): 4 of 15 sentences"]
        told("verify", 1, 4, ())
        assert _lines(bars) == ["verifying a{0}.txt (1 of 2): 1 of 4 records"]
    assert _lines(bars) == []


def test_the_record_that_was_found_last_has_a_line_of_its_own(monkeypatch):
    console = Console(file=StringIO(), force_terminal=True, width=60)
    monkeypatch.setattr("onrecord.cli.progress.stderr_console", lambda: console)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: True))

    with display(1) as shown, shown.article("a.txt") as told:
        told("read", 0, 2, [Claim(text="It [red]sank[/].\n\x1b[2K" + "A" * 99, sentences=[1])])
        told("read", 1, 2, [])
        shown._bars.refresh()

    lines = Text.from_ansi(console.file.getvalue()).plain.splitlines()
    assert any(line.startswith("  It [red]sank[/].") for line in lines)
    assert all("AAAA" not in line or len(line.rstrip()) == 60 for line in lines)
