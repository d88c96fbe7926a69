"""Occasions: a date of a value belongs, in its evidence, to what the value says of it, and not to another clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.languages import rules_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Facts

__all__ = ["OCCASIONS"]

_SORTS = ("weekday", "month", "day")


def _of_another(candidate: Candidate) -> Finding | None:
    """The first date that another clause has, while the clause that says what the value says has one of its own."""
    for date, first in candidate.facts.dates.items():
        with_it = [facts for facts in candidate.evidence.facts if date in facts.dates]
        if date[0] in _SORTS and with_it and all(_is_elsewhere(candidate, facts, date) for facts in with_it):
            said = f"its evidence says this of another {date[0]}"
            return found("date_of_other", said, candidate.words, first)
    return None


OCCASIONS = Check("occasions", _of_another, rules=frozenset({MatchRule.STATED}))


def _is_elsewhere(candidate: Candidate, facts: Facts, date: tuple[str, str]) -> bool:
    """Whether a sentence has another date of the sort beside the words of the value, and more of its own behind it.

    What stands between the two dates has to say something that the value doesn't: `on Monday and ended on Friday`.
    """
    place = facts.dates[date]
    others = [at for other, at in facts.dates.items() if other[0] == date[0] and other not in candidate.facts.dates]
    said = list(_said(candidate, facts))
    for other in others:
        between = range(min(place, other) + 1, max(place, other))
        if said and all(_is_nearer(at, other, place) for at in said) and _adds(candidate, facts, between):
            return True
    return False


def _said(candidate: Candidate, facts: Facts) -> Iterator[int]:
    """The words of a sentence that a value has, but for names, dates and figures."""
    stems, own = facts.words.stems, candidate.facts.stems - candidate.facts.name_stems
    dates = set(facts.dates.values())
    figures = {i for i in facts.span if facts.words.keys[i][0].isdecimal()}
    return (i for i in facts.span if stems[i] in own and i not in dates and i not in figures)


def _is_nearer(at: int, other: int, place: int) -> bool:
    """Whether a word stands on the far side of another date, seen from a date."""
    return (at < other < place) or (place < other < at)


def _adds(candidate: Candidate, facts: Facts, between: range) -> bool:
    """Whether some words of a sentence say something that a value doesn't, be it no more than `came`."""
    words, light = facts.words, rules_of(facts.words.language).light_words
    said = (i for i in between if (words.stems[i] or words.keys[i] in light) and not words.keys[i][0].isdecimal())
    return any(words.stems[i] not in candidate.facts.stems for i in said)
