"""`what` of an event doesn't say again when it happens, where `when` does."""

from __future__ import annotations

from typing import Any

from onrecord.filling._clause import Clause
from onrecord.filling._events import Told, each_event
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS

__all__ = ["TIMELESS"]

_LEADING = 2
"""Words before a time that go with it, as `late on`."""


def _values(told: Told) -> dict[str, Any]:
    clause, when = told.clause, told.event.when
    if when is None or clause.predicate is None:
        return {}
    keys = set(told.index.words_of(when).keys)
    named = [i for i in clause.times if clause.words.keys[i] in keys]
    if not named or min(named) <= clause.predicate.last:
        return {}
    return {"what": _without(clause, min(named), max(named))}


TIMELESS = Rule("events without their time", each_event(_values), frozenset(ACTIONS), mends=True)


def _without(clause: Clause, first: int, last: int) -> str:
    """The sentence without these words, and without those that lead to them."""
    words, leading = clause.words, clause.language.prepositions | clause.language.adverbs
    for _ in range(_LEADING):
        first -= words.keys[first - 1] in leading
    before, behind = words.text[: words.starts[first]].rstrip(" ,"), words.text[words.ends[last] :].lstrip(" ,")
    parted = "" if not behind or behind[0] in ".;:!?" else " "
    return f"{before}{parted}{behind}"
