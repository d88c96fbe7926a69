"""Copies of articles: told from what is new, and given what was read of the one that they copy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.duplicates import Copies
from onrecord.extract import Summary
from onrecord.ground import GroundedRecord, Grounder, Support
from onrecord.store.keys import article_key
from onrecord.usage import Usage

if TYPE_CHECKING:
    from onrecord.store.run import Run

__all__ = ["KnownCopies", "copied", "known_copies"]

AT_ONCE = 1_000
"""Articles that are looked at before the first call: about a second's work."""

BIT, PAUSE = 10, 0.05
"""Articles that are looked at together after that, and the seconds in between."""

ALIKE = 60.0
"""How similar two sentences have to be, by rapidfuzz's ratio, for one to be looked at in the place of the other."""


def copied(read: Summary, copy: Article) -> Summary:
    """The summary of a copy: the records of the article that was read, as far as they hold in the copy.

    A record holds where one of its sentences is there, and no value is unsupported that was not so before. Those that
    don't are left out, which a problem says. Nothing was asked, so nothing was used.
    """
    grounder = Grounder(copy)
    numbers = _numbers(read.article, copy)
    grounded = [_grounded(record, numbers, grounder) for record in read.records]
    kept = tuple(record for record in grounded if record is not None)
    gone = len(grounded) - len(kept)
    problems = [*read.problems]
    if gone:
        problems.append(f"a copy of {read.article.id}: {gone} of its {len(grounded)} records don't hold here")
    return replace(
        read,
        article=copy,
        records=kept,
        problems=tuple(problems),
        left_out=read.left_out + gone,
        usage=Usage(),
        seconds=0.0,
    )


def _grounded(record: GroundedRecord, numbers: dict[int, int], grounder: Grounder) -> GroundedRecord | None:
    """The record in the copy; None where it doesn't hold there."""
    found = sorted({numbers[number] for number in record.record.sentences if number in numbers})
    if not found:
        return None
    grounded = grounder.ground(record.record.model_copy(update={"sentences": found}))
    return grounded if grounded.evidence and _unsupported(grounded) <= _unsupported(record) else None


def _unsupported(record: GroundedRecord) -> set[str]:
    return {value.field for value in record.values if value.support is Support.UNSUPPORTED}


def _numbers(original: Article, copy: Article) -> dict[int, int]:
    """The number that each sentence of the original has in the copy, for those that are there."""
    from rapidfuzz import fuzz, process

    texts = {sentence.number: sentence.text for sentence in copy.sentences}
    places = {text: number for number, text in reversed(texts.items())}
    found = {}
    for sentence in original.sentences:
        if sentence.text in places:
            found[sentence.number] = places[sentence.text]
        elif near := process.extractOne(sentence.text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE):
            found[sentence.number] = near[2]
    return found


@asynccontextmanager
async def known_copies(run: Run) -> AsyncIterator[KnownCopies]:
    """What finds the copies of what a run read and reads, within the block. Raises `StoreError` at its end."""
    copies = KnownCopies(run)
    looking = asyncio.create_task(copies.look_back())
    try:
        yield copies
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


class KnownCopies:
    """Finds copies of what a run reads, and of what it read before.

    It looks at the run's newest articles once the first article is new, and `look_back` at the others bit by bit, for a
    run of very many articles to be gone on with without a wait.
    """

    def __init__(self, run: Run) -> None:
        self._finder = Copies()
        self._run = run
        self._before: int | None = None
        self._begun = asyncio.Event()

    def add(self, article: Article) -> bytes | None:
        """The key of the earlier article that this one is a copy of; None where it is none. Raises `StoreError`."""
        if not self._begun.is_set():
            self._look(AT_ONCE)
            self._begun.set()
        return self._add(article)

    async def look_back(self) -> None:
        """Look at all that the run read, leaving time for what else there is to do. Raises `StoreError`."""
        await self._begun.wait()
        while self._look(BIT):  # noqa: ASYNC110  # nothing is waited for: others are to have their turn
            await asyncio.sleep(PAUSE)

    def _add(self, article: Article) -> bytes | None:
        key = article_key(article).hex()
        found = self._finder.add(replace(article, id=key))  # feeds give an id twice
        return bytes.fromhex(found) if found and found != key else None

    def _look(self, count: int) -> bool:
        """Look at some more of what was read before, the newest first; whether there may be others."""
        read = self._run.read(before=self._before, count=count)
        for self._before, article in read:
            self._add(article)
        return len(read) == count
