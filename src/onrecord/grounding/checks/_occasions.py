"""Occasions: a date of a value belongs, in its evidence, to what the value says of it, and not to another clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of, has_mark, remembered
from onrecord.grounding.languages import rules_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Date, Facts

__all__ = ["OCCASIONS"]

_SORTS = ("weekday", "month", "day", "year")
_YEARS = range(1500, 2201)
_YEAR_FIGURES = 4

Dates = dict["Date", int]


def _of_another(candidate: Candidate) -> Finding | None:
    """The first date that another clause has, while the clause that says what the value says has one of its own."""
    for date, first in _dates(candidate.facts).items():
        with_it = [facts for facts in candidate.evidence.facts if date in _dates(facts)]
        if with_it and all(_is_elsewhere(candidate, facts, date) for facts in with_it):
            said = f"its evidence says this of another {date[0]}"
            return found("date_of_other", said, candidate.words, first)
    return _turned(candidate)


OCCASIONS = Check("occasions", _of_another, rules=frozenset({MatchRule.STATED}))


def _dates(facts: Facts) -> Dates:
    """The weekdays, months, days and years of some words, each with its place."""
    return dict(remembered(facts, _read))


def _read(facts: Facts) -> Iterator[tuple[Date, int]]:
    yield from (each for each in facts.dates.items() if each[0][0] in _SORTS)
    for number in facts.numbers:
        key = facts.words.keys[number.first]
        if key.isdecimal() and len(key) == _YEAR_FIGURES and int(key) in _YEARS:
            yield ("year", key), number.first


def _is_elsewhere(candidate: Candidate, facts: Facts, date: Date) -> bool:
    """Whether a sentence has another date of the sort beside the words of the value, and more of its own behind it.

    What stands between the two dates has to say something that the value doesn't: `on Monday and ended on Friday`.
    """
    dates, own = _dates(facts), _dates(candidate.facts)
    place = dates[date]
    others = [at for other, at in dates.items() if other[0] == date[0] and other not in own]
    said = list(_said(candidate, facts))
    for other in others:
        between = range(min(place, other) + 1, max(place, other))
        if said and all(_is_nearer(at, other, place) for at in said) and _adds(candidate, facts, between):
            return True
        if _is_of_next(candidate, facts, place, other) or _counts_next(candidate, facts, place, other):
            return True
    return False


def _said(candidate: Candidate, facts: Facts) -> Iterator[int]:
    """The words of a sentence that a value has, but for names, dates and figures."""
    own = candidate.facts.stems - candidate.facts.name_stems
    return (i for i in _content(facts, facts.span) if facts.words.stems[i] in own)


def _content(facts: Facts, span: range) -> list[int]:
    """The content words among some of a sentence, but for dates and figures."""
    words, dates = facts.words, set(_dates(facts).values())
    return [i for i in span if words.stems[i] and i not in dates and not words.keys[i][0].isdecimal()]


def _is_nearer(at: int, other: int, place: int) -> bool:
    """Whether a word stands on the far side of another date, seen from a date."""
    return (at < other < place) or (place < other < at)


def _adds(candidate: Candidate, facts: Facts, between: range) -> bool:
    """Whether some words of a sentence say something that a value doesn't, be it no more than `came`."""
    words, light = facts.words, rules_of(facts.words.language).light_words
    said = (i for i in between if (words.stems[i] or words.keys[i] in light) and not words.keys[i][0].isdecimal())
    return any(words.stems[i] not in candidate.facts.stems for i in said)


def _is_of_next(candidate: Candidate, facts: Facts, place: int, other: int) -> bool:
    """Whether a value is about the clause behind a date, which has another: `opened in 2011 and closed in 2019`."""
    border = _border(facts, place, other)
    if border is None or not _has_all(facts, candidate):
        return False
    own, stems = candidate.facts.stems, facts.words.stems
    before, behind = _content(facts, range(facts.span.start, border)), _content(facts, range(border, other))
    if not before or not behind:
        return False
    return stems[before[-1]] not in own and all(stems[i] in own for i in behind)


def _counts_next(candidate: Candidate, facts: Facts, place: int, other: int) -> bool:
    """Whether a value has the number of the next date, and the sentence another: `300 in May and 200 in June`."""
    border = _border(facts, place, other)
    if border is None:
        return False
    own, dates = {number.amount for number in candidate.facts.numbers}, set(_dates(facts).values())
    counts = [number for number in facts.numbers if number.first not in dates and number.first + 1 not in dates]
    next_ = any(number.amount in own for number in counts if border <= number.first < other)
    before = [number.amount for number in counts if number.first < place]
    return next_ and bool(before) and own.isdisjoint(before)


def _border(facts: Facts, place: int, other: int) -> int | None:
    """The first word of a coordinated clause between a date and a later one; None if there is none."""
    joins = assertions_of(facts.words.language).coordinators
    return next((i for i in range(place + 1, other) if facts.words.keys[i] in joins or has_mark(facts.words, i)), None)


def _has_all(facts: Facts, candidate: Candidate) -> bool:
    """Whether a sentence has all content words of a value."""
    return all(candidate.words.stems[i] in facts.stems for i in _content(candidate.facts, candidate.facts.span))


def _turned(candidate: Candidate) -> Finding | None:
    """The date to which a value says that something goes, while it goes from there to another in the evidence."""
    own = [(date, place) for date, place in _dates(candidate.facts).items() if _goes(candidate.facts, place, "goals")]
    for facts in candidate.evidence.facts if own else ():
        dates = _dates(facts)
        ends = {date[0] for date, place in dates.items() if _goes(facts, place, "goals")}
        for date, first in own:
            if date[0] in ends and date in dates and _goes(facts, dates[date], "origins"):
                return found("date_of_other", f"its evidence says “from” this {date[0]}", candidate.words, first)
    return None


def _goes(facts: Facts, place: int, table: str) -> bool:
    """Whether the word before a date, or before the figures of its day, is one of a table."""
    keys = facts.words.keys
    while place > facts.span.start and keys[place - 1][0].isdecimal():
        place -= 1
    return place > facts.span.start and keys[place - 1] in getattr(assertions_of(facts.words.language), table)
