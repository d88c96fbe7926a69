"""What a person sees in a terminal while the embedded model is opened and reads."""

from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress, TextColumn

from onrecord.cli.progress import Display


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
        told("read", 3, 15)
        assert _lines(bars) == ["reading a{0}.txt (1 of 2): 3 of 15 sentences"]
        told("verify", 1, 4)
        assert _lines(bars) == ["verifying a{0}.txt (1 of 2): 1 of 4 records"]
    assert _lines(bars) == []
