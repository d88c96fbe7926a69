"""Progress on stderr: a bar in a terminal, nothing when piped, complaints in both."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.cli.output import complain, harmless, stderr_console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from onrecord.extraction import Progress as Report
    from onrecord.kinds import Record

__all__ = ["Display", "counting", "display"]

STAGES = {
    "article": "reading the article as a whole: {done:,} of {total:,} tokens",
    "assemble": "putting the model's weights together, this once",
    "check": "checking the model's weights",
    "examples": "reading the prompt's examples, this once: {done:,} of {total:,} tokens",
    "fetch": "downloading the model's weights",
    "load": "loading the model",
    "try": "finding out how many questions to ask at once, this once",
    "wait": "waiting for another process that gets the model's weights",
}
"""What is shown for the stages of opening the embedded model and of what it reads before questions."""

DOING = {"read": "reading {}{}: {} of {} sentences", "verify": "verifying {}{}: {} of {} records"}
"""What is shown for what is done with an article: its name, which one it is, how far it is."""


class Display:
    """Shows how far the work is; without `bars`, only complaints. Bars are there from the first thing they show on.

    `articles` is how many there are, where that is known.
    """

    def __init__(self, bars: Progress | None, articles: int | None) -> None:
        self._bars = bars
        self._articles = articles
        self._done = 0
        self._stages: dict[str, TaskID] = {}

    def loading(self, stage: str, done: int, total: int) -> None:
        """Show that `stage` of opening the model has come to `done` of `total`."""
        if self._bars is None:
            return
        for other in self._stages.keys() - {stage}:
            self._bars.update(self._stages[other], visible=False)
        self._bars.start()
        if stage not in self._stages:
            self._stages[stage] = self._bars.add_task("", total=total)
        said = STAGES.get(stage, stage).format(done=done, total=total)
        self._bars.update(self._stages[stage], description=said, completed=done, total=total, visible=done < total)

    @contextmanager
    def article(self, name: str) -> Iterator[Report | None]:
        """What to tell of an article's progress, within the block."""
        self._done += 1
        if self._bars is None:
            yield None
            return
        bars, count = self._bars, self._counted()
        bars.start()
        task = bars.add_task(f"reading {harmless(name)}{count}", total=None, last="")

        def told(doing: str, done: int, total: int, found: Sequence[Record]) -> None:
            said = DOING[doing].format(harmless(name), count, done, total)
            bars.update(task, description=said, completed=done, total=total)
            if found:
                bars.update(task, last=" ".join(harmless(found[-1].as_sentence()).split()))

        try:
            yield told
        finally:
            bars.remove_task(task)

    def _counted(self) -> str:
        """Which article it is: nothing, of the only or the first one."""
        if self._articles is None:
            return f" ({self._done})" if self._done > 1 else ""
        return f" ({self._done} of {self._articles})" if self._articles > 1 else ""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bars off the terminal, for results to be written there, within the block."""
        if self._bars is None or not self._bars.live.is_started:
            yield
            return
        self._bars.stop()
        try:
            yield
        finally:
            self._bars.start()

    def say(self, problem: object) -> None:
        """Complain without breaking a bar."""
        with self.aside():
            complain(problem)


@contextmanager
def display(articles: int | None = None) -> Iterator[Display]:
    """A display for so many articles, or for who knows how many, gone after the block."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Display(None, articles)
        return
    from rich.console import RenderableType
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.text import Text

    class Bars(Progress):
        """The bars, and below them the record that was found last."""

        def get_renderables(self) -> Iterator[RenderableType]:
            yield from super().get_renderables()
            for last in filter(None, (task.fields.get("last") for task in self.tasks)):
                yield Text(f"  {last}", style="dim", no_wrap=True, overflow="ellipsis")

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    # redirected, what is written to stdout would end up on stderr
    options = {"transient": True, "redirect_stdout": False, "redirect_stderr": False}
    bars = Bars(*columns, console=stderr_console(), **options)  # type: ignore[arg-type]  # all of them bool
    try:
        yield Display(bars, articles)
    finally:
        bars.stop()


@contextmanager
def counting(doing: str) -> Iterator[Callable[[int, int], None]]:
    """What to tell of how much is done, within the block: `doing` says what, with `{done}` and `{total}`."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=stderr_console(), transient=True, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task("", total=None)

    def told(done: int, total: int) -> None:
        bar.start()
        bar.update(task, description=doing.format(done=done, total=total), completed=done, total=total)

    try:
        yield told
    finally:
        bar.stop()
