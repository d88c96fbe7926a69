"""How far a batch is, on stderr, and what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.log import in_json
from onrecord.cli.output import counted, harmless, stderr_console, tell
from onrecord.cli.progress import Display
from onrecord.cli.show import said_of_records

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from onrecord.batch import BatchReport, Counts, Estimate, SourceReport
    from onrecord.models import Standing

__all__ = ["BatchDisplay", "batch_display", "faults_of", "reasons_of", "said_of", "sources_of"]

SELDOM = 60.0
"""Seconds between two lines where there is no terminal."""

OFTEN = 0.1
"""Seconds between two looks of the bar."""

SHOWN = 10
"""Reasons that are listed at the end."""

SHOWN_SOURCES = 50
"""Sources that are listed at the end."""


class BatchDisplay:
    """Shows how far a batch is: a bar in a terminal, a line now and then elsewhere."""

    def __init__(self, bars: Progress | None, total: int | None) -> None:
        self.loading = Display(bars, 0).loading
        self._bars = bars
        self._total = total
        self._task: TaskID | None = None
        self._out: dict[str, Standing] = {}
        self._last = time.monotonic()

    def say(self, text: str) -> None:
        """Say that the batch is stopping."""
        tell("stopping", text)

    def tell(self, report: BatchReport) -> None:
        """Show what the batch has come to."""
        if self._is_due():
            line = "; ".join([_so_far(report, self._total), *map(_said_of_batches, self._out.values())])
            self._show(line, report, report.done + report.skipped)

    def tell_batches(self, model: str, standing: Standing) -> None:
        """Take in how far the provider's batches of a model are; it is shown with the rest."""
        self._out[model] = standing

    def tell_estimate(self, found: Estimate, report: BatchReport) -> None:
        """Show how many articles an estimate has come to; the report counts those that needn't be read."""
        if self._is_due():
            passed = f", {report.skipped:,} done before" if report.skipped else ""
            looked_at = found.articles + report.near_duplicates + report.unreadable
            self._show(f"{_articles(looked_at)} looked at{passed}", report, looked_at + report.skipped)

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self._last < (SELDOM if self._bars is None else OFTEN):
            return False
        self._last = now
        return True

    def _show(self, line: str, report: BatchReport, completed: int) -> None:
        if self._bars is None:
            tell("progress", line, **report.figures())
            return
        if self._task is None:
            self._task = self._bars.add_task(line, total=self._total)
        self._bars.update(self._task, description=harmless(line), completed=completed)


@contextmanager
def batch_display(sources: Sequence[str]) -> Iterator[BatchDisplay]:
    """A display for a batch over those sources, gone after the block."""
    if in_json() or sys.stderr is None or not sys.stderr.isatty():
        yield BatchDisplay(None, _total(sources))
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}", markup=False))
    # lines on stderr go above the bar; redirected, what is written to stdout would end up on stderr
    with Progress(*columns, console=stderr_console(), transient=True, redirect_stdout=False) as bars:
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


def _said_of_batches(standing: Standing) -> str:
    """How far the provider's batches are, in some words."""
    if standing.since is None:
        return f"{counted(standing.rounds, 'round')} so far, nothing is out"
    out = f"{counted(standing.requests, 'request')} out, {standing.completed:,} completed"
    waited = (datetime.now(UTC) - standing.since).total_seconds()
    return f"round {standing.rounds}: {out}, for {_time(max(0.0, waited))}"


def _articles(count: int) -> str:
    return counted(count, "article")


def _rate(report: BatchReport) -> str:
    if 0 < report.rate < 1:
        return f"{1 / report.rate:.0f} s each"
    return f"{report.rate:.1f} a second"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def reasons_of(report: Counts) -> Iterator[str]:
    """Why articles are not ok, the most frequent reasons first, each with an example."""
    told = report.reasons.most_common(SHOWN)
    for reason, count in told:
        yield f"  {count:,} × {reason} ({'first ' if count > 1 else ''}{report.examples[reason]})"
    rest = report.reasons.total() + report.other_reasons - sum(count for _, count in told)
    if rest:
        yield f"  {rest:,} × other reasons"


def faults_of(report: BatchReport) -> Iterator[str]:
    """Which feeds can't be read, or not as a whole, and why."""
    faulty = [(name, each.fault) for name, each in report.sources.items() if each.fault]
    if faulty:
        yield f"{counted(len(faulty), 'feed')} can't be read, or not as a whole:"
    yield from (f"  {name}: {fault}" for name, fault in faulty[:SHOWN_SOURCES])
    yield from _more(len(faulty) - SHOWN_SOURCES)


def sources_of(report: BatchReport) -> Iterator[str]:
    """What became of the articles of each source, where there are several of them."""
    told = {name: said for name, each in report.sources.items() if (said := _said_of_source(each))}
    quiet = sum(each.is_quiet and each.kind != "list" for each in report.sources.values())
    if len(told) + quiet < 2:
        return
    lines = [f"  {name or 'asked again from the store'}: {said}" for name, said in told.items()]
    yield from lines[:SHOWN_SOURCES]
    yield from _more(len(lines) - SHOWN_SOURCES)
    if quiet:
        yield f"  {counted(quiet, 'source')} without an article{' so far' if report.stopped else ''}"


def _said_of_source(source: SourceReport) -> str:
    """The counts of a source that are not 0."""
    counts = {
        "ok": source.ok,
        "partial": source.partial,
        "failed": source.failed,
        "unreadable": source.unreadable,
        "done before": source.skipped,
    }
    near = f" ({counted(source.near_duplicates, 'near-duplicate')})" if source.near_duplicates else ""
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) + near


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"  and {count:,} more: --report FILE names them all"


def said_of(report: BatchReport, store: str, *, unfinished: int) -> Iterator[str]:
    """What came of a batch, line by line; `unfinished` articles of the run failed or were read only in part."""
    counts = [f"{report.ok:,} ok", f"{report.partial:,} partial", f"{report.failed:,} failed"]
    counts += [f"{report.unreadable:,} unreadable"] if report.unreadable else []
    near = report.near_duplicates
    aside = [f"{near:,} of them near-duplicates, read only for what they add"] if near else []
    aside += [f"{report.skipped:,} more were done before"] if report.skipped else []
    feeds = f"{counted(report.feeds, 'feed')} and " if report.feeds else ""
    took = f"{feeds}{_articles(report.done)} in {_time(report.seconds)}, {_rate(report)}"
    yield "; ".join([f"{took}: {', '.join(counts)}", *aside])
    if report.records:
        yield said_of_records(report.records)
    yield from reasons_of(report)
    yield from sources_of(report)
    yield from faults_of(report)
    used, cost = report.usage, "" if report.cost is None else f"; {report.cost:,.4f} USD"
    yield f"{used.calls:,} calls: {used.input:,} tokens in ({used.cached:,} cached), {used.output:,} out{cost}"
    if report.stopped:
        yield f"stopped: {report.stopped}"
    if report.stopped or report.left:
        yield f"not done: {_articles(report.left)} begun, and what comes after; go on with the same command"
    if unfinished:
        yield f"{_articles(unfinished)} failed or came out only in part: ask again with --retry-failed"
    yield f"results: onrecord export --store {store}"
