"""Near-duplicates in a batch: find them, and carry the records of the original article over to them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.duplicates import NearDuplicates
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Grounder, Support, Words
from onrecord.grounding.languages import ENGLISH
from onrecord.store import article_key
from onrecord.usage import Usage
from onrecord.verification import judged_as

if TYPE_CHECKING:
    from onrecord.store.run import Run

__all__ = ["KnownArticles", "carried_over", "joined", "known_articles", "may_be_carried_over"]

AT_ONCE = 300
"""Earlier articles that are indexed before the first call, which takes about a fifth of a second."""

BIT, PAUSE = 20, 0.05
"""Earlier articles that are indexed at a time after that, and the seconds of pause in between."""

LOOK = 2.0
"""Seconds between two looks for what other batches on the same store have read."""

ALIKE = 60.0
"""The least similarity, by rapidfuzz's ratio from 0 to 100, of a sentence and its reworded form."""

LONGEST = 50_000
"""The most characters of a near-duplicate that is compared sentence by sentence, in a fifth of a second at most.

Longer near-duplicates are read like other articles."""

SAME = 75.0
"""The least similarity, by rapidfuzz's partial ratio from 0 to 100, of a sentence that adds nothing to the original.

A tenth of the words replaced leaves 80 to 90; other news about the same people has some 50.
"""

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


def may_be_carried_over(read: Summary, article: Article) -> bool:
    """Whether the records of `read` may be carried over to `article`, its near-duplicate or new version."""
    if read.article.id == article.id:
        return read.status == "ok"
    return read.status != "failed" and len(article.text) <= LONGEST


def carried_over(read: Summary, article: Article) -> tuple[Summary, frozenset[int]]:
    """The summary of `article` that needs no model, and the numbers of its sentences left to read.

    `article` is a near-duplicate of the article of `read`, or a new version of it. Of a version, every change is read,
    however small it is.
    """
    return _of_version(read, article) if read.article.id == article.id else _of_near_duplicate(read, article)


def _of_version(earlier: Summary, version: Article) -> tuple[Summary, frozenset[int]]:
    """The summary with the records whose sentences all stand unchanged in the new version; the others are left to read.

    A record that no longer holds is not counted as a problem, since it was corrected.
    """
    grounder = Grounder(version)
    places = {sentence.text: sentence.number for sentence in reversed(version.sentences)}
    numbers = {each.number: places[each.text] for each in earlier.article.sentences if each.text in places}
    old = {sentence.text for sentence in earlier.article.sentences}
    new = {each.number for each in version.sentences if each.text not in old and _says_something(each.text)}
    kept = []
    for record in earlier.records:
        sentences = sorted({numbers[number] for number in record.record.sentences if number in numbers})
        unchanged = numbers.keys() >= set(record.record.sentences)
        if unchanged and (grounded := _grounded(record, earlier.article, sentences, grounder)):
            kept.append(grounded)
        else:
            new.update(sentences)
    summary = replace(earlier, article=version, copy_of=None, records=tuple(kept), usage=Usage(), seconds=0.0)
    return summary, frozenset(new)


def _of_near_duplicate(read: Summary, duplicate: Article) -> tuple[Summary, frozenset[int]]:
    """The summary of a near-duplicate that needs no model, and the numbers of its sentences left to read.

    The summary has the records of `read` that hold in the near-duplicate. A record holds where the near-duplicate has
    one of the record's sentences, with the words that the record took from it, and supports each value that the
    original supports. The other records are left out, and a problem says so. The sentences left to read are those of
    such records, and those that the near-duplicate adds.
    """
    grounder = Grounder(duplicate)
    numbers = _numbers(read.article, duplicate)
    new = _added(read.article, duplicate)
    kept = []
    for record in read.records:
        sentences = sorted({numbers[number] for number in record.record.sentences if number in numbers})
        reworded = _lost_words(record, read.article, duplicate, numbers)
        if not reworded and (grounded := _grounded(record, read.article, sentences, grounder)):
            kept.append(grounded)
        else:
            new.update(sentences)
    dropped = len(read.records) - len(kept)
    problems = [*read.problems]
    if dropped:
        problems.append(
            f"near-duplicate of {read.article.id}: {dropped} of that article's {len(read.records)} records "
            "don't hold in this one"
        )
    summary = replace(
        read,
        article=duplicate,
        copy_of=read.article.id,
        records=tuple(kept),
        problems=tuple(problems),
        left_out=read.left_out + dropped,
        usage=Usage(),
        seconds=0.0,
    )
    return summary, frozenset(new)


def joined(duplicate: Summary, added: Summary) -> Summary:
    """The summary of a near-duplicate, completed by the records of the sentences that it adds to the original."""
    known = {repr(record.record) for record in duplicate.records}
    fresh = tuple(record for record in added.records if repr(record.record) not in known)
    return replace(
        duplicate,
        status=duplicate.status if added.status == "ok" else "partial",
        records=tuple(sorted(duplicate.records + fresh, key=_place)),
        problems=(*duplicate.problems, *added.problems),
        left_out=duplicate.left_out + added.left_out,
        usage=added.usage,
        seconds=added.seconds,
    )


def _place(record: GroundedRecord) -> int:
    return record.evidence[0].start if record.evidence else 0


def _lost_words(record: GroundedRecord, original: Article, duplicate: Article, numbers: dict[int, int]) -> bool:
    """Whether a sentence of the record is reworded in the near-duplicate and lost a word that the record uses."""
    pairs = [
        (original.sentences[number - 1].text, duplicate.sentences[numbers[number] - 1].text)
        for number in record.record.sentences
        if number in numbers
    ]
    reworded = [(then, now) for then, now in pairs if then != now]
    if not reworded:
        return False
    words = set(Words(repr(record.record.model_dump(exclude={"sentences"}))).keys)
    return any(words.intersection(Words(then).keys).difference(Words(now).keys) for then, now in reworded)


def _grounded(
    record: GroundedRecord, original: Article, sentences: list[int], grounder: Grounder
) -> GroundedRecord | None:
    """The record, grounded in those sentences of the near-duplicate; None where it doesn't hold there.

    What a verifier said of it holds only where the near-duplicate has the same evidence, word for word.
    """
    if not sentences:
        return None
    grounded = replace(
        grounder.ground(record.record.model_copy(update={"sentences": sentences})), derived=record.derived
    )
    if _evidence(grounded, grounder.article) == _evidence(record, original):
        grounded = judged_as(grounded, record)
    return grounded if grounded.evidence and _unsupported(grounded) <= _unsupported(record) else None


def _evidence(record: GroundedRecord, article: Article) -> list[str]:
    return [article.text[span.start : span.end].strip() for span in record.evidence]


def _unsupported(record: GroundedRecord) -> set[str]:
    return {value.field for value in record.values if value.support is Support.UNSUPPORTED}


def _numbers(original: Article, duplicate: Article) -> dict[int, int]:
    """The number in the near-duplicate of each sentence of the original that it has, verbatim or reworded."""
    from rapidfuzz import fuzz, process

    texts = {sentence.number: sentence.text for sentence in duplicate.sentences}
    places = {text: number for number, text in reversed(texts.items())}
    numbers = {}
    for sentence in original.sentences:
        if sentence.text in places:
            numbers[sentence.number] = places[sentence.text]
        elif near := process.extractOne(sentence.text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE):
            numbers[sentence.number] = near[2]
    return numbers


def _added(original: Article, duplicate: Article) -> set[int]:
    """The numbers of the sentences that the near-duplicate adds; mere names and numbers add nothing."""
    return {
        sentence.number
        for sentence in duplicate.sentences
        if sentence.text not in original.text
        and _says_something(sentence.text)
        and not _stands_in(original.text, sentence.text)
    }


def _says_something(text: str) -> bool:
    """Whether a sentence has a content word in lower case, unlike a byline or a headline in capitals."""
    words = Words(text)
    return any(
        key.isalpha() and not capital and key not in ENGLISH.function_words
        for key, capital in zip(words.keys, words.capitals, strict=True)
    )


def _stands_in(text: str, sentence: str) -> bool:
    """Whether the text has nearly the same sentence, with all its figures."""
    from rapidfuzz import fuzz

    alignment = fuzz.partial_ratio_alignment(sentence, text, score_cutoff=SAME)
    if alignment is None:
        return False
    figures = set(_FIGURES.findall(text[max(alignment.dest_start - 8, 0) : alignment.dest_end + 8]))
    return figures.issuperset(_FIGURES.findall(sentence))


@asynccontextmanager
async def known_articles(run: Run) -> AsyncIterator[KnownArticles]:
    """A context with the articles that a run has read and reads. Raises `StoreError` at the end of the context."""
    near_duplicates = KnownArticles(run)
    looking = asyncio.create_task(near_duplicates.look_on(run.newest() if run.sharing.shares else None))
    try:
        yield near_duplicates
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


class KnownArticles:
    """Finds near-duplicates of the articles that a run reads, and of those that it read before.

    The run's newest articles are indexed when the first article is added. `look_back` indexes the others a few at a
    time, so that resuming a run of very many articles needs no wait.
    """

    def __init__(self, run: Run) -> None:
        self._finder = NearDuplicates()
        self._run = run
        self._before: int | None = None
        self._begun = asyncio.Event()

    def add(self, article: Article) -> bytes | None:
        """The key of an earlier article of which this one is a near-duplicate, or None. Raises `StoreError`."""
        if not self._begun.is_set():
            self._look(AT_ONCE)
            self._begun.set()
        return self._add(article)

    async def look_back(self) -> None:
        """Index all articles that the run has read, with pauses for other tasks. Raises `StoreError`."""
        await self._begun.wait()
        while self._look(BIT):  # noqa: ASYNC110  # the pause is for other tasks; no event is waited for
            await asyncio.sleep(PAUSE)

    async def look_on(self, last: int | None) -> None:
        """Index all articles that the run has read, and then for good what others read after a result's number.

        Where that is None, there are no others. Raises `StoreError`.
        """
        await self.look_back()
        while last is not None:
            read = self._run.read_by_others(last, BIT)
            for _, article in read:
                if self._run.status(article_key(article)) is None:
                    self._add(article)
            last = read[-1][0] if read else last
            await asyncio.sleep(PAUSE if len(read) == BIT else LOOK)

    def _add(self, article: Article) -> bytes | None:
        key = article_key(article).hex()
        original = self._finder.add(replace(article, id=key))  # ids of articles from feeds are not unique
        return bytes.fromhex(original) if original and original != key else None

    def _look(self, count: int) -> bool:
        """Index the next `count` earlier articles, the newest first; return whether there may be more."""
        read = self._run.read(before=self._before, count=count)
        for self._before, article in read:
            self._add(article)
        return len(read) == count
