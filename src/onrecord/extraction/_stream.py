"""Records as they come: grounded and filled in, while the model is still asked about the rest of the article."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from typing import Self, TypeAlias

from onrecord._concurrent import end_all
from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.extraction._extract import Extraction, Progress, at_least, level_kept, said_by
from onrecord.extraction._prompts import Prompt
from onrecord.extraction._summary import Summary
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import Record
from onrecord.models import Model
from onrecord.verification import Verifier

__all__ = ["RecordStream", "stream"]

Tell: TypeAlias = Callable[[GroundedRecord], None]


def stream(  # noqa: PLR0913  # as `extract`
    article: Article,
    prompts: Sequence[Prompt],
    model: Model,
    *,
    strict: bool = False,
    weakest: Support = Support.UNSUPPORTED,
    sentences_per_call: int | None = None,
    sentences: Collection[int] | None = None,
    verifier: Verifier | None = None,
    progress: Progress | None = None,
) -> RecordStream:
    """The records that `extract` finds with the same arguments and the same calls, each as soon as it is settled.

    A record comes once the model has answered about its sentences and the ones beside them, since rules lean on those,
    and not before a `verifier` that is to read it has done so, which is after all answers. Within that, records are in
    the order of the article. Each comes once; where the article says the same again further on, only the summary's
    record has that as evidence, too. The stream's `summary` is what `extract` returns.

    Leaving the loop ends the calls that are under way, as does cancelling the task around it. If the stream has a name
    that outlives the loop, use it as `async with stream(…) as records`, or call `aclose`. Raises what `extract` raises.
    """
    kept = level_kept(weakest, strict=strict)

    async def summarized(tell: Tell) -> Summary:
        telling = _Telling(kept, verifier, tell)
        extraction = Extraction(
            article,
            prompts,
            model,
            sentences_per_call=sentences_per_call,
            sentences=sentences,
            progress=progress,
            answered=lambda: telling.settled(extraction),
        )
        summary = at_least(await extraction.summary(verifier), kept)
        telling.all_of(summary)
        return summary

    return RecordStream(summarized)


class _Telling:
    """Tells of records, of each once."""

    def __init__(self, weakest: Support, verifier: Verifier | None, tell: Tell) -> None:
        self._weakest = weakest
        self._verifier = verifier
        self._tell = tell
        self._told: set[str] = set()

    def settled(self, extraction: Extraction) -> None:
        """Tell of the records that no further answer, and no verifier, has a say in."""
        open_still = {number + step for number in extraction.unanswered for step in (-1, 0, 1)}
        if not open_still:
            return  # the summary comes next

        def is_new(record: Record) -> bool:
            return open_still.isdisjoint(record.sentences) and said_by(record) not in self._told

        for grounded in extraction.grounded(is_new):
            is_read = self._verifier is not None and grounded.support is Support.REWORDED
            if not is_read and grounded.support.is_at_least(self._weakest):
                self._tell_once(grounded)

    def all_of(self, summary: Summary) -> None:
        """Tell of the records of the summary."""
        for record in summary.records:
            self._tell_once(record)

    def _tell_once(self, record: GroundedRecord) -> None:
        said = said_by(record.record)
        if said not in self._told:
            self._told.add(said)
            self._tell(record)


class RecordStream:
    """The records of an article as they come: to be iterated over once, by `async for`.

    As an async context manager it ends the calls that are under way when the block is left.
    """

    def __init__(self, summarized: Callable[[Tell], Awaitable[Summary]]) -> None:
        self._summaries: list[Summary] = []
        self._records = _as_they_come(summarized, self._summaries)

    def __aiter__(self) -> AsyncGenerator[GroundedRecord, None]:
        return self._records

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """End the calls that are under way; nothing more comes."""
        await self._records.aclose()

    @property
    def summary(self) -> Summary:
        """The summary of the article, once all its records have come. Raises `UsageError` before."""
        if not self._summaries:
            raise UsageError("the stream's summary is there once all records have come: iterate over the stream first")
        return self._summaries[0]


async def _as_they_come(
    summarized: Callable[[Tell], Awaitable[Summary]], summaries: list[Summary]
) -> AsyncGenerator[GroundedRecord, None]:
    """The records that are told of, and at the end the summary among `summaries`."""
    told: asyncio.Queue[GroundedRecord | None] = asyncio.Queue()
    task = asyncio.ensure_future(summarized(told.put_nowait))
    task.add_done_callback(lambda _: told.put_nowait(None))
    try:
        while (record := await told.get()) is not None:
            yield record
        summaries.append(await task)
    finally:
        await end_all([task])
