"""Summaries in words, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from onrecord.cli.show import said_of_records, show, show_brief
from onrecord.grounding import count_support

if TYPE_CHECKING:
    from onrecord.extraction import Summary

__all__ = ["texts"]


@contextmanager
def texts(file: TextIO, length: float | None) -> Iterator[Callable[[Summary], None]]:
    """Articles in brief, or with all their records where there is no length; several are followed by a count."""
    told: list[Counter[str]] = []

    def add(summary: Summary) -> None:
        show(summary, file) if length is None else show_brief(summary, length, file)
        told.append(Counter(count_support(record.support for record in summary.records)))

    yield add
    if len(told) > 1:
        file.write(f"\n{len(told):,} articles: {said_of_records(sum(told, Counter()))}\n")
