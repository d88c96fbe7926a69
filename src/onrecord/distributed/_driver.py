"""A batch on Ray Data: sources, read where there is room, and workers that ask the model and write to the store.

Ray does the distributing, tries again what a lost node had in hand, and lets nothing be read faster than it is worked
on. Who reads which article, who asks what, and what may be spent is settled in the store.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.batch import GRACE, BatchReport
from onrecord.distributed._bundles import COLUMN, Outcome, thing_of
from onrecord.distributed._cluster import Place, cluster
from onrecord.errors import OnrecordError
from onrecord.sources import SourceOptions

if TYPE_CHECKING:
    from onrecord.distributed._worker import Joining
    from onrecord.store.run import Run

__all__ = ["Work", "read_on_ray"]

logger = logging.getLogger("onrecord")

READS, WORKS = 0.2, 0.4
"""Parts of a core that Ray keeps for a task that reads sources, and for a worker.

So that what a lost node had fits on one that is left, beside what that has."""

AT_ONCE = 8
"""Bundles that a worker has in hand at once."""

LOOK = 1.0
"""Seconds between two looks at whether the batch is to stop."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is to be read on a cluster, and how.

    `again` are keys of articles of the store that are read once more, and with `anew` all pages come again. `cores` is
    for how many cores there is a worker.
    """

    sources: Sequence[str]
    reading: SourceOptions
    joining: Joining
    again: Sequence[bytes] = ()
    anew: bool = False
    cores: int = 1


async def read_on_ray(
    place: Place, work: Work, run: Run, *, progress: Callable[[BatchReport], None], stop: asyncio.Event
) -> BatchReport:
    """Read what the sources hold for a run, on a cluster; the report is that of all workers, and grows.

    Raises `OnrecordError` where the cluster can't be reached, or fails.
    """
    with cluster(place) as ray:
        driver = _Driver(ray, work, run, progress, stop)
        return await driver.read()


class _Driver:
    """One batch on a cluster, while it runs."""

    def __init__(
        self, ray: Any, work: Work, run: Run, progress: Callable[[BatchReport], None], stop: asyncio.Event
    ) -> None:
        self.report = BatchReport()
        self._ray = ray
        self._work = work
        self._run = run
        self._progress = progress
        self._stop = stop
        self._started = time.monotonic()
        self._sessions: set[int] = set()
        self._told: float | None = None
        self._looks = 0
        self._pages = run.pages(forget=work.anew)

    async def read(self) -> BatchReport:
        """The report, after all articles have a result or the batch had to stop."""
        self._conductor = self._beside_us()
        renewing = asyncio.create_task(self._renew())
        try:
            async for outcome in self._outcomes():
                self._add(outcome)
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
            self._end()
        return self.report

    def _beside_us(self) -> Any:
        """The conductor, on the node of the command: it ends with no other."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        from onrecord.distributed._worker import Conductor

        here = self._ray.get_runtime_context().get_node_id()
        remote = self._ray.remote(Conductor)
        return remote.options(num_cpus=0, scheduling_strategy=NodeAffinitySchedulingStrategy(here, soft=False)).remote()

    async def _renew(self) -> None:
        """Say that the session of the command lives, whose budget the workers share."""
        while True:
            self._run.renew()
            self._tell()
            await asyncio.sleep(LOOK)

    async def _outcomes(self) -> AsyncIterator[Outcome]:
        """What came of each bundle, as Ray gives it: all, or what was in hand when the batch was stopped."""
        rows = await asyncio.to_thread(self._rows)
        while True:
            following = asyncio.create_task(asyncio.to_thread(_following, rows))
            while not (await asyncio.wait({following}, timeout=LOOK))[0]:
                if self._is_stopping() and await self._is_stopped():
                    following.cancel()
                    return
            for outcome in following.result():
                yield outcome
            if not following.result():
                return

    def _is_stopping(self) -> bool:
        if self._stop.is_set() and self.report.stopped is None:
            self.report.stopped = "interrupted"
        return self.report.stopped is not None

    async def _is_stopped(self) -> bool:
        """Whether no worker has anything in hand any more, in two looks, or those that are to stop had time enough.

        A worker that can't go on, as for the budget, takes nothing more; others go on, which may have some of it left.
        """
        if self._stop.is_set() and self._told is None:
            self._told = time.monotonic()
            await self._conductor.stop.remote()
        elif self._told and time.monotonic() - self._told > GRACE + 5:
            return True
        self._looks = 0 if await self._conductor.in_hand.remote() else self._looks + 1
        return self._looks > 1

    def _rows(self) -> Iterator[Any]:
        from ray.data import ActorPoolStrategy, DataContext, read_datasource

        from onrecord.distributed._sources import Reading, SourcesDatasource
        from onrecord.distributed._worker import Worker

        _set_up(DataContext.get_current())
        joining, work = self._work.joining, self._work
        reading = Reading(
            location=joining.location, run=self._run.number, options=work.reading, folder=Path.cwd(), anew=work.anew
        )
        sources = SourcesDatasource(work.sources, work.again, reading)
        nodes = [node["Resources"].get("CPU", 0) for node in self._ray.nodes() if node["Alive"]]
        most = max(1, math.floor(sum(nodes) / work.cores))
        outcomes = read_datasource(sources, num_cpus=READS, override_num_blocks=sources.count).map_batches(
            Worker,
            batch_size=1,
            batch_format="numpy",
            fn_constructor_args=(joining, self._conductor),
            num_cpus=work.cores - 1 + WORKS,
            compute=ActorPoolStrategy(
                min_size=min(most, max(1, sum(map(bool, nodes)))),
                max_size=most,
                max_concurrent_calls_per_actor=AT_ONCE,
                max_tasks_in_flight_per_actor=AT_ONCE + 2,
            ),
        )
        return iter(outcomes.iter_batches(batch_size=None, batch_format="numpy", prefetch_batches=0))

    def _add(self, outcome: Outcome) -> None:
        """Take in what came of a bundle."""
        self._sessions.add(outcome.session)
        self.report.add(outcome.report)
        self._run.take_over(outcome.seen, outcome.corrected)
        for fetched in outcome.fetched:
            self._pages.put(*fetched)
        for said in outcome.said:
            logger.log(said.level, "%s", said.message, extra={"event": said.event, "data": said.data})
        self._tell()

    def _end(self) -> None:
        """Close the sessions of all, and keep what holds once everything was read."""
        if self.report.stopped is None and not self.report.left:
            self._run.settle_versions()
            self._pages.confirm()
        self._run.end(*self._sessions)
        self._tell()

    def _tell(self) -> None:
        self.report.seconds = time.monotonic() - self._started
        self._progress(self.report)


def _following(rows: Iterator[Any]) -> list[Outcome]:
    """What Ray gives next, or nothing at the end. Raises `OnrecordError` where it fails."""
    from ray.exceptions import RayError

    try:
        return [outcome for batch in [next(rows, None)] if batch for outcome in thing_of(batch[COLUMN])]
    except RayError as error:
        cause = getattr(error, "cause", None)
        raise cause if isinstance(cause, OnrecordError) else OnrecordError(f"Ray failed: {error}") from error


def _set_up(context: Any) -> None:
    """Have Ray pass on each bundle as it comes, wait as long as it takes, and be quiet."""
    context.target_max_block_size = 1
    context.execution_no_progress_timeout_s = -1
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
