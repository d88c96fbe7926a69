"""What reads articles on a node: one session of the run, with one model, for as long as Ray keeps it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onrecord.article import Article
from onrecord.batch import BatchOptions, BatchReport, Share, run_batch
from onrecord.distributed._bundles import COLUMN, Bundle, Outcome, Said, row_of, thing_of
from onrecord.errors import OnrecordError
from onrecord.extraction import Prompt, PromptUsed
from onrecord.grounding import Support
from onrecord.models import Model
from onrecord.sources import Sourced
from onrecord.store import article_key, open_store

if TYPE_CHECKING:
    from onrecord.store.run import Run

__all__ = ["Conductor", "Joining", "Worker"]

LOOK = 0.5
"""Seconds between two looks whether the batch is to stop."""

SILENT = 10.0
"""Seconds after which nothing is waited for that a worker has in hand, if it doesn't look."""

Opening = Callable[["Run"], AbstractAsyncContextManager[tuple[Model, BatchOptions]]]
"""Opens what an article is read with, for a session of the run."""


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What a worker has to know to join a run."""

    location: str
    lease: float
    model: str
    used: tuple[PromptUsed, ...]
    strict: bool
    weakest: Support
    prompts: Sequence[Prompt]
    opened: Opening


class Conductor:
    """Tells all workers to stop, and how many bundles they have in hand. It runs beside the command."""

    def __init__(self) -> None:
        self._stopped = False
        self._in_hand: dict[int, tuple[int, float]] = {}

    def stop(self) -> None:
        """Have no more articles taken."""
        self._stopped = True

    def look(self, session: int, in_hand: int) -> bool:
        """Note how many bundles a session has in hand; whether it is to stop."""
        self._in_hand[session] = (in_hand, time.monotonic())
        return self._stopped

    def in_hand(self) -> int:
        """How many bundles are in the hands of workers that live."""
        lately = time.monotonic() - SILENT
        return sum(count for count, at in self._in_hand.values() if at > lately)


class _Kept(logging.Handler):
    """Keeps what is said here, to be said where the command runs."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._said: list[Said] = []

    def emit(self, record: logging.LogRecord) -> None:
        event, data = getattr(record, "event", record.name), getattr(record, "data", {})
        self._said.append(Said(record.levelno, record.getMessage(), event, data))

    def take(self) -> tuple[Said, ...]:
        """What was said since the last time."""
        said, self._said = self._said, []
        return tuple(said)


class Worker:
    """Reads bundles of articles, some at a time, into the store. Ray calls it with a table of one bundle."""

    def __init__(self, joining: Joining, conductor: Any) -> None:
        self._joining = joining
        self._conductor = conductor
        self._opening = asyncio.Lock()
        self._session: _Session | None = None

    async def __call__(self, rows: Mapping[str, Sequence[bytes]]) -> dict[str, list[bytes]]:
        """What came of the bundle."""
        async with self._opening:  # a store is used by the thread that opened it, which is not the one that made this
            if self._session is None:
                self._session = _Session(self._joining, self._conductor)
                await self._session.open()
        [bundle] = thing_of(rows[COLUMN])
        return row_of(await self._session.read(bundle))


class _Session:
    """A session of the run. It stays open: the command closes it, and a lease where that can't."""

    def __init__(self, joining: Joining, conductor: Any) -> None:
        self._joining = joining
        self._conductor = conductor
        self._stack = AsyncExitStack()
        self._kept = _Kept()
        self._in_hand: set[bytes] = set()
        self._bundles = 0
        self._free = asyncio.Condition()
        self._stop = asyncio.Event()
        self._end = asyncio.Event()
        """never comes: Ray ends the process where the command has no more use for it"""
        self._has_stopped = False
        self._corrected = 0

    async def open(self) -> None:
        """Join the run. Raises `OnrecordError`."""
        joining = self._joining
        logger = logging.getLogger("onrecord")
        logger.setLevel(logging.INFO)
        logger.addHandler(self._kept)
        store = self._stack.enter_context(open_store(joining.location, lease=joining.lease))
        self._run = store.run(joining.model, joining.used, strict=joining.strict, weakest=joining.weakest)
        self._model, options = await self._stack.enter_async_context(joining.opened(self._run))
        self._options = replace(options, share=Share.of(self._run, options), stop=self._stop)
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Say that the session lives, and stop where the batch is to stop, or the command is gone."""
        from ray.exceptions import RayError

        while True:
            try:
                self._run.renew()
                if await self._conductor.look.remote(self._run.session, self._bundles):
                    self._stop.set()
            except (RayError, OnrecordError):
                self._stop.set()
            await asyncio.sleep(LOOK)

    async def read(self, bundle: Bundle) -> Outcome:
        """What came of a bundle: each of its articles is done, in the store, or left.

        Once the batch is to stop, or the session can't go on, no other bundle is taken.
        """
        keys = {article_key(item.thing) for item in bundle.items if isinstance(item.thing, Article)}
        async with self._free:
            await self._free.wait_for(lambda: not self._in_hand & keys)
            self._in_hand |= keys
        if self._stop.is_set() or self._has_stopped:
            await self._end.wait()
        self._bundles += 1
        try:
            report = await run_batch(
                _stream(bundle.items), self._joining.prompts, self._model, self._run, self._options
            )
            self._run.leave(keys)
            self._has_stopped |= report.stopped is not None
        finally:
            self._bundles -= 1
            async with self._free:
                self._in_hand -= keys
                self._free.notify_all()
        return self._outcome(report, bundle)

    def _outcome(self, report: BatchReport, bundle: Bundle) -> Outcome:
        corrected, self._corrected = self._run.corrected - self._corrected, self._run.corrected
        return Outcome(
            report=report,
            session=self._run.session,
            corrected=corrected,
            seen=self._run.take_seen(),
            fetched=bundle.fetched,
            said=self._kept.take(),
        )


async def _stream(items: Sequence[Sourced]) -> AsyncIterator[Sourced]:
    for item in items:
        yield item
