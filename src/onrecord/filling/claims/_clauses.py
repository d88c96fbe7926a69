"""What a sentence says, whole and clause by clause, each as a sentence of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.filling._coordination import clauses_in
from onrecord.filling._events import clause_of
from onrecord.filling.claims._attribution import said_in, text_of
from onrecord.filling.languages import ACTIONS, CLAIMING
from onrecord.grounding.languages import rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding.text import ArticleIndex, Words

__all__ = ["clauses_of", "content_of"]

_SHORTEST = 4
"""Words that a clause has at least."""
_LONGEST = 240
"""Characters that a claim has at most."""
_DATELINE = 6
"""Words before the dash behind a dateline, at most: `ORLEC, Carvania — `."""
_DASHES = frozenset("—–")


def clauses_of(index: ArticleIndex, position: int) -> Iterator[str]:
    """What the sentence at a position says, without who says it: all of it, and each clause with its own subject.

    There are none of what somebody says of himself, or asks.
    """
    for span in _spans(index, position):
        asks = "?" in index.text[index.words.ends[span.stop - 1] : index.spans[position].end]
        if not asks and (text := _sentence(index.words, span)):
            yield text
            parts = clauses_in(clause_of(index, text))
            yield from parts if len(parts) > 1 else ()


def content_of(index: ArticleIndex, content: str) -> str:
    """What a statement says as a sentence of its own; "" where that makes none."""
    words = index.words_of(content)
    return "" if "?" in content else _sentence(words, range(len(words)))


def _sentence(words: Words, span: range) -> str:
    """A span of words as a sentence; "" where it is too short or too long, or somebody's word about himself."""
    own = CLAIMING[words.language].selves.isdisjoint(words.keys[span.start : span.stop])
    text = text_of(words, span) if own and len(span) >= _SHORTEST else ""
    return text if len(text) <= _LONGEST else ""


def _spans(index: ArticleIndex, position: int) -> Iterator[range]:
    span = _behind_dateline(index, index.sentence_words(position))
    said = said_in(index.words, span)
    whole = said.content if said else span
    starts = [i for i in whole[1:] if _opens(index, i, whole.stop)]
    if whole:
        yield whole
    for start, stop in pairwise([whole.start, *starts, whole.stop]) if starts else ():
        yield range(start + (index.words.keys[start] in _conjunctions(index)), stop)


def _behind_dateline(index: ArticleIndex, span: range) -> range:
    """The words of a sentence behind the place that it is sent from."""
    words = index.words
    if not span or not words.word(span.start).isupper():
        return span
    return range(next((i for i in span[1:_DATELINE] if not _DASHES.isdisjoint(words.gap(i))), span.start), span.stop)


def _opens(index: ArticleIndex, place: int, stop: int) -> bool:
    """Whether a clause with a subject of its own opens at a word: `; the road was closed`, `, after prices rose`."""
    words, gap = index.words, index.words.gap(place)
    if ";" in gap:
        return True
    if "," not in gap or words.keys[place] not in _conjunctions(index) or place + 1 >= len(words):
        return False
    if words.keys[place] in CLAIMING[index.language].subordinators:
        clause = clause_of(index, text_of(words, range(place + 1, stop)))
        return clause.predicate is not None and bool(clause.subject)
    return words.is_capital(place + 1) or words.keys[place + 1] in _subjects(index)


def _subjects(index: ArticleIndex) -> frozenset[str]:
    """Words by which a subject begins."""
    language = ACTIONS[index.language]
    return rules_of(index.language).articles | language.determiners | language.numbers


def _conjunctions(index: ArticleIndex) -> frozenset[str]:
    return CLAIMING[index.language].coordinators | CLAIMING[index.language].subordinators
