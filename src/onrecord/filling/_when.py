"""`when` of an event is the time in its evidence that stands nearest to what tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.filling._clause import phrases_in
from onrecord.filling._events import Told, each_event
from onrecord.filling._hints import times_at
from onrecord.filling._predicates import opens_clause
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import stem
from onrecord.times import is_length

__all__ = ["WHEN"]

_FAR = 16
"""How far a time may be: a word is one, what parts clauses several."""
_OPENING = 9
"""How far a time is at most that its sentence begins with."""
_PARTED = {"comma": 3, "opener": 6, "mark": 9}
"""How far what parts clauses puts them from each other."""
_LENGTH = 8
"""How much farther than a point in time a length of time is."""
_MARKS = frozenset(";:.!?—–")


class _Time(NamedTuple):
    """A worded time of the article and its words."""

    first: int
    last: int
    text: str
    length: bool


def _values(told: Told) -> dict[str, Any]:
    times = list(_times(told))
    chosen = _said(told, times) or _nearest(told, times)
    return {"when": chosen.text if chosen else _occasion(told)}


WHEN = Rule("when", each_event(_values), frozenset(ACTIONS))


def _times(told: Told) -> Iterator[_Time]:
    """The times that the evidence words."""
    words = told.index.words
    for span in (span for position in told.positions for span in times_at(told.index, position)):
        text = words.stretch(span.start, span.stop - 1)
        yield _Time(span.start, span.stop - 1, text, is_length(text, words.language))


def _said(told: Told, times: list[_Time]) -> _Time | None:
    """The time that the event's own sentence has, as its evidence words it."""
    words, index = told.clause.words, told.index
    own = {stem(words.keys[i], words.language) for i in told.clause.times} - told.language.prepositions
    shared = [
        (len(own & {stem(index.words.keys[i], words.language) for i in range(t.first, t.last + 1)}), t) for t in times
    ]
    best = max(shared, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] else None


def _nearest(told: Told, times: list[_Time]) -> _Time | None:
    anchor = told.anchor
    if anchor is None:
        return None
    span = told.index.sentence_words(anchor.position)
    near = [(distance, each) for each in times if each.first in span and (distance := _distance(told, each)) <= _FAR]
    return min(near, key=lambda each: each[0])[1] if near else None


def _distance(told: Told, time: _Time) -> float:
    """How far a time is from the event's word, with what parts clauses between them."""
    place = told.anchor.place if told.anchor else 0
    start = told.index.sentence_words(told.index.position_of(place)).start
    between = range(time.last + 1, place + 1) if time.last < place else range(place + 1, time.first + 1)
    far = len(between) + sum(_parting(told, i) for i in between)
    opening = time.first - start < 2 and not any(_is_wall(told, i) for i in between)
    far = min(far, _OPENING) if opening else far
    return far + _LENGTH * time.length


def _parting(told: Told, place: int) -> int:
    """How far what stands before a word, or the word itself, puts apart what is on its sides."""
    words = told.index.words
    gap = words.gap(place)
    if not _MARKS.isdisjoint(gap):
        return _PARTED["mark"]
    key, language = words.keys[place], told.language
    if _is_wall(told, place):
        return _FAR
    if key in language.openers or key in language.infinitive or opens_clause(words, place, language):
        return _PARTED["opener"]
    return _PARTED["comma"] if "," in gap else 0


def _is_wall(told: Told, place: int) -> bool:
    """Whether a word opens a clause that has its own time: what somebody says, or what happens before or after."""
    words, language = told.index.words, told.language
    key = words.keys[place]
    return key in language.reporting or (key in language.doubles and opens_clause(words, place, language))


def _occasion(told: Told) -> str | None:
    """What it happens before, during or after, where no time is told: `after the vote`."""
    words, language = told.index.words, told.language
    if told.anchor is None or not told.anchor.told:
        return None
    span = told.index.sentence_words(told.anchor.position)
    phrases = phrases_in(words, range(told.anchor.place + 1, span.stop), language, frozenset())
    for phrase in phrases:
        if phrase.marker in language.around_occasions and words.keys[phrase.first] in language.definite:
            return words.stretch(phrase.first - 1, phrase.last)
    return None
