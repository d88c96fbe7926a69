"""Sources as Ray Data reads them: each by one task, wherever there is room for it, and as a stream."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ray.data import Datasource
from ray.data.block import BlockMetadata
from ray.data.datasource import ReadTask

from onrecord.distributed._bundles import Bundle, Fetched, bundled, row_of
from onrecord.errors import UsageError
from onrecord.sources import Sourced, SourceOptions, Validators, read_by_source
from onrecord.sources.web import host_of, is_web
from onrecord.store import open_store
from onrecord.store.run import KnownRun

__all__ = ["Reading", "SourcesDatasource"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How sources are read for a run of a store: paths begin in `folder`, and with `anew` all pages come again."""

    location: str
    run: int
    options: SourceOptions
    folder: Path
    anew: bool


class SourcesDatasource(Datasource):  # type: ignore[misc]  # Ray has few types
    """The sources, and articles of the store by their keys, in bundles."""

    def __init__(self, sources: Sequence[str], keys: Sequence[bytes], reading: Reading) -> None:
        super().__init__()
        self._tasks = [partial(_of_sources, group, reading) for group in _groups(sources)]
        self._tasks += [partial(_of_store, keys, reading)] if keys else []

    def get_name(self) -> str:
        """What Ray calls the tasks."""
        return "Sources"

    def estimate_inmemory_data_size(self) -> int | None:
        """Nothing is known of the size before sources are read."""
        return None

    def get_read_tasks(self, parallelism: int, *_: object, **__: object) -> list[Any]:
        """A task for each group of sources, whatever number Ray would like."""
        del parallelism
        unknown = BlockMetadata(num_rows=None, size_bytes=None, exec_stats=None, input_files=None)
        return [ReadTask(task, unknown) for task in self._tasks]

    @property
    def count(self) -> int:
        """How many tasks there are."""
        return len(self._tasks)


def _groups(sources: Sequence[str]) -> Collection[Sequence[str]]:
    """Sources that one task reads: those of one host, which is asked with pauses; any other one alone."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for source in dict.fromkeys(sources):
        groups[host_of(source) if is_web(source) else source].append(source)
    return groups.values()


class _Noting:
    """What servers said before, from the store; what they say now is noted."""

    def __init__(self, known: Validators) -> None:
        self.fetched: list[Fetched] = []
        self._known = known
        self.get = known.get
        self.read = known.read

    def put(self, url: str, etag: str | None, modified: str | None) -> None:
        """Note it, for the run to keep at its end."""
        self.fetched.append((url, etag, modified))

    def take(self) -> tuple[Fetched, ...]:
        """What was noted since the last time."""
        fetched, self.fetched = self.fetched, []
        return tuple(fetched)


def _of_sources(sources: Sequence[str], reading: Reading) -> Iterator[Any]:
    """What the sources hold, each read to its end before the next."""
    with _at(reading.folder), open_store(reading.location) as store:
        known = store.known(reading.run)
        noting = _Noting(known.pages(forget=reading.anew))
        options = replace(reading.options, validators=noting, known=known.knows, in_turn=True)
        for items in _in_step(bundled(read_by_source(sources, options))):
            yield _table(Bundle(items, noting.take()))


def _of_store(keys: Sequence[bytes], reading: Reading) -> Iterator[Any]:
    """Articles of the store, to be read again."""
    with open_store(reading.location) as store:
        for items in _in_step(bundled(_kept(keys, store.known(reading.run)))):
            yield _table(Bundle(items))


async def _kept(keys: Sequence[bytes], known: KnownRun) -> AsyncIterator[Sourced]:
    for key in keys:
        for article in known.articles(key):
            yield Sourced(article)


def _in_step(bundles: AsyncIterator[tuple[Sourced, ...]]) -> Iterator[tuple[Sourced, ...]]:
    """The bundles, for one who doesn't wait as asyncio does."""

    async def following() -> tuple[Sourced, ...] | None:
        return await anext(bundles, None)

    with asyncio.Runner() as runner:
        while (items := runner.run(following())) is not None:
            yield items


def _table(bundle: Bundle) -> Any:
    from pyarrow import table

    return table(row_of(bundle))


def _at(folder: Path) -> chdir[Path]:
    """The folder where paths of sources begin. Raises `UsageError` where this machine has no such folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: isn't on every machine of the cluster; sources are read where Ray has room")
    return chdir(folder)
