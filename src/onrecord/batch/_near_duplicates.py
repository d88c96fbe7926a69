"""Near-duplicates of articles: found, and given the records of the article that was read in their place."""

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
from onrecord.lexicon import FUNCTION_WORDS
from onrecord.store import article_key
from onrecord.usage import Usage

if TYPE_CHECKING:
    from onrecord.store.run import Run

__all__ = ["KnownArticles", "carried_over", "joined", "known_articles", "may_be_carried_over"]

AT_ONCE = 300
"""Articles that are looked at before the first call: about a fifth of a second's work."""

BIT, PAUSE = 20, 0.05
"""Articles that are looked at together after that, and the seconds in between."""

ALIKE = 60.0
"""How similar two sentences have to be, by rapidfuzz's ratio, for one to be looked at in the place of the other."""

LONGEST = 50_000
"""Characters of a near-duplicate that is compared sentence by sentence, in a fifth of a second at most.

Longer ones are read."""

SAME = 75.0
"""How similar a sentence has to be to a stretch of the original, by rapidfuzz's partial ratio, to add nothing to it.

A tenth of the words replaced leaves 80 to 90; news about the same people has some 50.
"""

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


def may_be_carried_over(read: Summary, article: Article) -> bool:
    """Whether an article that nearly repeats the one that was read may have its records."""
    if read.article.id == article.id:
        return read.status == "ok"
    return read.status != "failed" and len(article.text) <= LONGEST


def carried_over(read: Summary, article: Article) -> tuple[Summary, frozenset[int]]:
    """What an article has from the one that was read, which it nearly repeats, and the sentences left, by number.

    Where that is an earlier version of the article itself, what changed is read, however little that is.
    """
    return _of_version(read, article) if read.article.id == article.id else _of_near_duplicate(read, article)


def _of_version(earlier: Summary, version: Article) -> tuple[Summary, frozenset[int]]:
    """The records whose sentences all stand in the new version as they were; left to be read are all other sentences.

    A record that no longer holds is no problem and isn't counted: it is what was corrected.
    """
    grounder = Grounder(version)
    places = {sentence.text: sentence.number for sentence in reversed(version.sentences)}
    numbers = {each.number: places[each.text] for each in earlier.article.sentences if each.text in places}
    old = {sentence.text for sentence in earlier.article.sentences}
    new = {each.number for each in version.sentences if each.text not in old and _says_something(each.text)}
    kept = []
    for record in earlier.records:
        found = sorted({numbers[number] for number in record.record.sentences if number in numbers})
        unchanged = numbers.keys() >= set(record.record.sentences)
        if unchanged and (grounded := _grounded(record, found, grounder)):
            kept.append(grounded)
        else:
            new.update(found)
    summary = replace(earlier, article=version, copy_of=None, records=tuple(kept), usage=Usage(), seconds=0.0)
    return summary, frozenset(new)


def _of_near_duplicate(read: Summary, duplicate: Article) -> tuple[Summary, frozenset[int]]:
    """The summary of a near-duplicate as far as no model is needed, and the numbers of its sentences left to be read.

    The summary has the records of the article that was read, as far as they hold in the near-duplicate: a record
    holds where one of its sentences is there and still has the words that the record took from it, and no value is
    unsupported that was not so before. Those that don't are left out, which a problem says. Left to be read are the
    sentences of such records, and those that the near-duplicate adds.
    """
    grounder = Grounder(duplicate)
    numbers = _numbers(read.article, duplicate)
    new = _added(read.article, duplicate)
    kept = []
    for record in read.records:
        found = sorted({numbers[number] for number in record.record.sentences if number in numbers})
        reworded = _lost_words(record, read.article, duplicate, numbers)
        if not reworded and (grounded := _grounded(record, found, grounder)):
            kept.append(grounded)
        else:
            new.update(found)
    gone = len(read.records) - len(kept)
    problems = [*read.problems]
    if gone:
        problems.append(
            f"near-duplicate of {read.article.id}: {gone} of its {len(read.records)} records don't hold here"
        )
    summary = replace(
        read,
        article=duplicate,
        copy_of=read.article.id,
        records=tuple(kept),
        problems=tuple(problems),
        left_out=read.left_out + gone,
        usage=Usage(),
        seconds=0.0,
    )
    return summary, frozenset(new)


def joined(duplicate: Summary, added: Summary) -> Summary:
    """The summary of a near-duplicate with what was read of the sentences that it doesn't have from the original."""
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
    """Whether a sentence has another wording in the near-duplicate, without a word that the record has of it."""
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


def _grounded(record: GroundedRecord, found: list[int], grounder: Grounder) -> GroundedRecord | None:
    """The record on those sentences of the near-duplicate; None where it doesn't hold there."""
    if not found:
        return None
    grounded = grounder.ground(record.record.model_copy(update={"sentences": found}))
    return grounded if grounded.evidence and _unsupported(grounded) <= _unsupported(record) else None


def _unsupported(record: GroundedRecord) -> set[str]:
    return {value.field for value in record.values if value.support is Support.UNSUPPORTED}


def _numbers(original: Article, duplicate: Article) -> dict[int, int]:
    """The number that each sentence of the original has in the near-duplicate, for those that are there."""
    from rapidfuzz import fuzz, process

    texts = {sentence.number: sentence.text for sentence in duplicate.sentences}
    places = {text: number for number, text in reversed(texts.items())}
    found = {}
    for sentence in original.sentences:
        if sentence.text in places:
            found[sentence.number] = places[sentence.text]
        elif near := process.extractOne(sentence.text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE):
            found[sentence.number] = near[2]
    return found


def _added(original: Article, duplicate: Article) -> set[int]:
    """The numbers of the sentences that say what the original doesn't; mere names and numbers don't count."""
    return {
        sentence.number
        for sentence in duplicate.sentences
        if sentence.text not in original.text
        and _says_something(sentence.text)
        and not _stands_in(original.text, sentence.text)
    }


def _says_something(text: str) -> bool:
    """Whether a sentence has a word of content in lower case, as a byline and a headline in capitals have not."""
    words = Words(text)
    return any(
        key.isalpha() and not capital and key not in FUNCTION_WORDS
        for key, capital in zip(words.keys, words.capitals, strict=True)
    )


def _stands_in(text: str, sentence: str) -> bool:
    """Whether a stretch of the text is nearly the sentence, with all its figures."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(sentence, text, score_cutoff=SAME)
    if found is None:
        return False
    figures = set(_FIGURES.findall(text[max(found.dest_start - 8, 0) : found.dest_end + 8]))
    return figures.issuperset(_FIGURES.findall(sentence))


@asynccontextmanager
async def known_articles(run: Run) -> AsyncIterator[KnownArticles]:
    """What finds near-duplicates of what a run read and reads, within the block. Raises `StoreError` at its end."""
    near_duplicates = KnownArticles(run)
    looking = asyncio.create_task(near_duplicates.look_back())
    try:
        yield near_duplicates
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


class KnownArticles:
    """Finds near-duplicates of what a run reads, and of what it read before.

    It looks at the run's newest articles once the first article is new, and `look_back` at the others bit by bit, for a
    run of very many articles to be gone on with without a wait.
    """

    def __init__(self, run: Run) -> None:
        self._finder = NearDuplicates()
        self._run = run
        self._before: int | None = None
        self._begun = asyncio.Event()

    def add(self, article: Article) -> bytes | None:
        """The key of an earlier article that this one nearly repeats, None where there is none. Raises `StoreError`."""
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
