"""What an article shows of its words: which are verbs, and which are nouns, by what stands before them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from onrecord.filling.languages import Actions
from onrecord.grounding.text import ArticleIndex, stem

__all__ = ["Hints", "hints_of"]

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
