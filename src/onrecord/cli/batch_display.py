"""How far a batch is, on stderr, and what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.output import complain, stderr_console
from onrecord.cli.progress import Display

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from onrecord.batch import BatchReport

__all__ = ["BatchDisplay", "batch_display", "reasons_of", "said_of"]

SELDOM = 60.0
"""Seconds between two lines where there is no terminal."""

OFTEN = 0.1
"""Seconds between two looks of the bar."""

SHOWN = 10
"""Reasons that are listed at the end."""


class BatchDisplay:
    """Shows how far a batch is: a bar in a terminal, a line now and then elsewhere."""

    def __init__(self, bars: Progress | None, total: int | None) -> None:
        shown = Display(bars, 0)
        self.loading = shown.loading
        self.say = shown.say
        self._bars = bars
        self._total = total
        self._task: TaskID | None = None
        self._last = time.monotonic()

    def tell(self, report: BatchReport) -> None:
        """Show what the batch has come to."""
        now = time.monotonic()
        if now - self._last < (SELDOM if self._bars is None else OFTEN):
            return
        self._last = now
        line = _so_far(report, self._total)
        if self._bars is None:
            with suppress(OSError):  # that nobody reads stderr any more ends no batch
                complain(line)
            return
        if self._task is None:
            self._task = self._bars.add_task(line, total=self._total)
        self._bars.update(self._task, description=line, completed=report.done + report.skipped)


@contextmanager
def batch_display(sources: Sequence[str]) -> Iterator[BatchDisplay]:
    """A display for a batch over those sources, gone after the block."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield BatchDisplay(None, _total(sources))
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}", markup=False))
    options = {"transient": True, "redirect_stdout": False, "redirect_stderr": False}
    with Progress(*columns, console=stderr_console(), **options) as bars:  # type: ignore[arg-type]  # all of them bool
        yield BatchDisplay(bars, _total(sources))


def _total(sources: Sequence[str]) -> int | None:
    """How many articles there are, where that is quickly told: files of JSON Lines are counted."""
    paths = [Path(source) for source in sources]
    if any(path.suffix not in (".jsonl", ".ndjson") or not path.is_file() for path in paths):
        return None
    return sum(map(_lines, paths))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _so_far(report: BatchReport, total: int | None) -> str:
    parts = [_articles(report.done), _rate(report)]
    if report.failed + report.unreadable:
        parts.insert(1, f"{report.failed + report.unreadable:,} failed")
    if report.skipped:
        parts.insert(1, f"{report.skipped:,} done before")
    used = report.usage.input + report.usage.output
    parts.append(f"{report.cost:,.4f} USD" if report.cost else f"{used:,} tokens")
    if total is not None and report.rate:
        parts.append(f"{_time(max(0, total - report.done - report.skipped) / report.rate)} left")
    return ", ".join(parts)


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _rate(report: BatchReport) -> str:
    if 0 < report.rate < 1:
        return f"{1 / report.rate:.0f} s each"
    return f"{report.rate:.1f} a second"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def reasons_of(report: BatchReport) -> Iterator[str]:
    """Why articles are not ok, the most frequent reasons first, each with an example."""
    told = report.reasons.most_common(SHOWN)
    for reason, count in told:
        yield f"  {count:,} × {reason} ({'first ' if count > 1 else ''}{report.examples[reason]})"
    rest = report.reasons.total() + report.other_reasons - sum(count for _, count in told)
    if rest:
        yield f"  {rest:,} × other reasons"


def said_of(report: BatchReport, store: str, *, unfinished: int) -> Iterator[str]:
    """What came of a batch, line by line; `unfinished` articles of the run failed or were read only in part."""
    counts = [f"{report.ok:,} ok", f"{report.partial:,} partial", f"{report.failed:,} failed"]
    counts += [f"{report.unreadable:,} unreadable"] if report.unreadable else []
    near = report.near_duplicates
    aside = [f"{near:,} of them near-duplicates, read only for what they add"] if near else []
    aside += [f"{report.skipped:,} more were done before"] if report.skipped else []
    took = f"{_articles(report.done)} in {_time(report.seconds)}, {_rate(report)}"
    yield "; ".join([f"{took}: {', '.join(counts)}", *aside])
    yield from reasons_of(report)
    used, cost = report.usage, "" if report.cost is None else f"; {report.cost:,.4f} USD"
    yield f"{used.calls:,} calls: {used.input:,} tokens in ({used.cached:,} cached), {used.output:,} out{cost}"
    if report.stopped:
        yield f"stopped: {report.stopped}"
    if report.stopped or report.left:
        yield f"not done: {_articles(report.left)} begun, and what comes after; go on with the same command"
    if unfinished:
        yield f"{_articles(unfinished)} failed or came out only in part: ask again with --retry-failed"
    yield f"results: onrecord export --store {store}"
