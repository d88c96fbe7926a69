"""Where the clauses of a sentence begin and end, told by its commas, conjunctions and subordinators."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.grounding.text._words import Words

__all__ = ["CLAUSES", "STOPS", "TURNS", "clauses_in", "is_aside", "opens_coordinate"]

STOPS = frozenset(";:.!?")
"""Marks that end a clause."""
TURNS = frozenset({"but", "while", "although", "though", "whereas"})
"""Words that turn against what stands before them."""
CLAUSES = frozenset({"who", "what", "which", "whether", "when", "how", "why", "because", "after", "before"})
"""Words that open a clause within another."""
_ASIDES = CLAUSES | TURNS | frozenset({"whose", "whom", "where", "as", "since", "until", "unless", "if", "once"})
_ASIDES |= {"with", "without", "despite"}
_COORDINATORS = frozenset({"and", "or", "so", "yet", "then"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "you", "i", "there"})
_VERBS = {"is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may"}
_VERBS |= {"might", "must", "should"}
_FINITE = _VERBS | {"that", "which", "who", "whether"}
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those"})
_ITEM = 3
"""Words that the items of a list have at most."""


def clauses_in(words: Words, span: range) -> list[range]:
    """The clauses of a sentence, in order; together they are `span`."""
    starts = [span.start, *(place for place in span[1:] if _opens(words, place)), span.stop]
    return [range(start, stop) for start, stop in pairwise(starts)]


def _opens(words: Words, place: int) -> bool:
    key, gap = words.keys[place], words.gap(place)
    if key in TURNS or key in CLAUSES or not STOPS.isdisjoint(gap):
        return True
    return ("," in gap and key in _ASIDES) or opens_coordinate(words, place)


def opens_coordinate(words: Words, place: int) -> bool:
    """Whether a clause beside the one before begins at a word: `, and has …`, `and it …`, `, they …`.

    The last item of a list does not, as in `buses, trains, and ferries`.
    """
    key, comma = words.keys[place], "," in words.gap(place)
    if key not in _COORDINATORS:
        return comma and key in _SUBJECTS
    following = words.keys[place + 1] if place + 1 < len(words.keys) else ""
    if following in _SUBJECTS or following in _FINITE or _has_own_verb(words, place + 1):
        return True
    return comma and not any("," in words.gap(i) for i in range(max(place - _ITEM, 1), place))


def _has_own_verb(words: Words, place: int) -> bool:
    """Whether a noun and its verb follow: `the road was closed`."""
    noun = place < len(words.keys) and words.keys[place] in _DETERMINERS
    return noun and not _VERBS.isdisjoint(words.keys[place + 1 : place + 1 + _ITEM])


def is_aside(words: Words, place: int, start: int) -> bool:
    """Whether a word stands in an aside or an opening clause that the next comma ends: `, which was not told,`."""
    for i in range(place, start - 1, -1):
        opens = words.keys[i] in _ASIDES
        if i == start or "," in words.gap(i):
            return opens
    return False
