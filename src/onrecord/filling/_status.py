"""`status` of an event follows from the tense, the modals, the hedges and the negations of its evidence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from onrecord.filling._anchor import Anchor
from onrecord.filling._events import Told, each_event
from onrecord.filling._predicates import opens_clause
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.checks import phrases_of, reach_of

__all__ = ["STATUS"]

_GROUPS = {
    "possible": "possible",
    "probable": "planned",
    "reported": "possible",
    "planned": "planned",
    "future": "planned",
    "conditional": "planned",
    "wished": "possible",
    "obliged": "planned",
}
"""The status of what a hedge of a group reaches."""
_NEAR = 3
"""Content words behind a hedge or a negation that it is about."""
_BACK = 3
"""Words before a verb among which its helping verbs are."""


def _values(told: Told) -> dict[str, Any]:
    return {"status": _status(told, told.anchor)} if told.anchor else {}


STATUS = Rule("status", each_event(_values), frozenset(ACTIONS))


def _status(told: Told, anchor: Anchor) -> str:
    if _is_denied(told, anchor):
        return "denied"
    return _hedged(told, anchor) or ("ongoing" if _is_ongoing(told, anchor) else "happened")


def _hedged(told: Told, anchor: Anchor) -> str:
    """The status by the hedges before the event's word that reach it; doubt counts before a plan."""
    facts, words = told.index.facts(anchor.position), told.index.words
    found = {"planned"} if _is_due(told, anchor) else set[str]()
    for phrase in phrases_of(words.language, "hedges").among(facts):
        first = words.keys[phrase.first]
        status = "possible" if first in told.language.seeming else _GROUPS.get(phrase.group)
        status = status or told.language.doubting.get(first, "")
        if status and words.stems[phrase.first] != told.clause.verb:
            reach = _within(told, reach_of(words, phrase.last + 1, facts.span.stop, _NEAR))
            found.update([status] if anchor.is_in(reach) else [])
    return "possible" if "possible" in found else next(iter(found), "")


def _within(told: Told, reach: list[int]) -> list[int]:
    """The words that a hedge reaches, up to another predicate: `those trying to leave were stopped`."""
    keys, helping = told.index.words.keys, told.language.being | told.language.helping
    return [i for i in reach if helping.isdisjoint(keys[reach[0] + 1 : i])]


def _is_due(told: Told, anchor: Anchor) -> bool:
    """Whether the event's word says that something is planned, or "be to" stands before it: `is to be broken`."""
    if told.index.words.keys[anchor.place] in told.language.due:
        return True
    keys = told.index.words.keys[max(anchor.place - _BACK, 0) : anchor.place]
    being = told.language.being
    return any(one in being and other == "to" for one, other in pairwise(keys))


def _is_ongoing(told: Told, anchor: Anchor) -> bool:
    """Whether the event's word is a progressive: `is running`."""
    words, place = told.index.words, anchor.place
    if not words.keys[place].endswith(told.language.progressive_endings):
        return False
    return not told.language.being.isdisjoint(words.keys[max(place - 2, 0) : place])


def _is_denied(told: Told, anchor: Anchor) -> bool:
    """Whether a negation reaches the event's word, unless the event itself tells of the refusal."""
    facts = told.index.facts(anchor.position)
    own = set(told.clause.words.stems)
    for negation in facts.negations:
        if told.index.words.stems[negation.place] in own - {""}:
            continue
        if _is_parted(told, negation.place, anchor.place):
            continue
        near = negation.places[:_NEAR] if negation.plain else negation.places
        if anchor.place in near:
            return True
    return False


def _is_parted(told: Told, first: int, last: int) -> bool:
    """Whether another clause opens between two words: `was abandoned after a trial failed`."""
    words, language = told.index.words, told.language
    return any(words.keys[i] in language.doubles and opens_clause(words, i, language) for i in range(first + 1, last))
