"""What an article shows of its words: which are verbs, and which are nouns, by what stands before them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from onrecord.filling.languages import Actions
from onrecord.grounding.text import ArticleIndex, stem
from onrecord.times import times_in

__all__ = ["Hints", "hints_of", "places_of", "times_at"]

_KEPT = 4
"""Articles whose hints are kept: the one that is read, and some that are read beside it."""


class Hints(NamedTuple):
    """The stems of words that an article has as verbs, and the words that it has as nouns."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


@lru_cache(maxsize=_KEPT)
def hints_of(index: ArticleIndex, language: Actions) -> Hints:
    """The hints of an article."""
    words, before = index.words, language.helping | language.being | language.pronouns | {"to"}
    small = [i for i in range(1, len(words)) if words.keys[i][0].isalpha() and not words.capitals[i]]
    verbs = {stem(words.keys[i], words.language) for i in small if words.keys[i - 1] in before}
    nouns = {words.keys[i] for i in small if words.keys[i - 1] in language.determiners}
    return Hints(frozenset(verbs), frozenset(nouns))


@lru_cache(maxsize=_KEPT)
def places_of(index: ArticleIndex) -> dict[str, list[int]]:
    """For the stem of every word of an article, small ones too, where it is."""
    places: dict[str, list[int]] = {}
    for place, key in enumerate(index.words.keys):
        places.setdefault(stem(key, index.words.language), []).append(place)
    return places


@lru_cache(maxsize=256)
def times_at(index: ArticleIndex, position: int) -> tuple[range, ...]:
    """The words of each time that the sentence at a position words."""
    span = index.spans[position]
    found = times_in(index.text[span.start : span.end], index.language)
    inside = (index.words.within(span.start + start, span.start + end) for start, end in found)
    return tuple(filter(None, inside))
