"""Articles on their way through a cluster, some of them together: what Ray has as one row of a table."""

from __future__ import annotations

import pickle
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.article import Article
from onrecord.batch import BatchReport
from onrecord.sources import Sourced

__all__ = ["COLUMN", "Bundle", "Fetched", "Outcome", "Said", "bundled", "row_of", "thing_of"]

MOST = 32
"""Things in a bundle …"""

LONGEST = 500_000
"""… and characters of articles, unless one alone has more."""

COLUMN = "pickled"

Fetched = tuple[str, str | None, str | None]
"""An address, and what its server said of what it sent: the `ETag` and the `Last-Modified`."""


@dataclass(frozen=True)
class Bundle:
    """What was found in sources, and what servers said of those that have been read to their end."""

    items: tuple[Sourced, ...]
    fetched: tuple[Fetched, ...] = ()


@dataclass(frozen=True)
class Said:
    """A message of a worker, as `logging` has it."""

    level: int
    message: str
    event: str
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a bundle: its own part of the report, and what is to be known at the end of the run."""

    report: BatchReport
    session: int
    corrected: int = 0
    """articles that a new version was kept of"""
    seen: dict[str, list[bytes]] = field(default_factory=dict)
    """keys of the versions that the sources hold now, of articles that have several"""
    fetched: tuple[Fetched, ...] = ()
    said: tuple[Said, ...] = ()


async def bundled(items: AsyncIterator[Sourced]) -> AsyncIterator[tuple[Sourced, ...]]:
    """The items in bundles, always cut at the same places: Ray reads a source again where it loses one."""
    bundle: list[Sourced] = []
    length = 0
    async for item in items:
        bundle.append(item)
        length += len(item.thing.text) if isinstance(item.thing, Article) else 0
        if len(bundle) >= MOST or length >= LONGEST:
            yield tuple(bundle)
            bundle, length = [], 0
    yield tuple(bundle)


def row_of(thing: Bundle | Outcome) -> dict[str, list[bytes]]:
    """A table of one row."""
    return {COLUMN: [pickle.dumps(thing)]}


def thing_of(rows: Sequence[bytes]) -> Iterator[Any]:
    """What the rows of a table stand for; they come from this program alone."""
    return map(pickle.loads, rows)
