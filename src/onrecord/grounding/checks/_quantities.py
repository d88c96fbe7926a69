"""Bounds and quantifiers: at least isn't at most, some aren't all, and up to 500 aren't 500."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of, phrases_of, reach_of, remembered
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Facts, Number

__all__ = ["BOUNDS", "QUANTIFIERS", "Bound", "bounds_in"]

_ONLY, _PART = "only", "part"
_BARE = ""
"""The group of what has no bound or quantifier."""
_BOUND_AS = {
    "low": {"low", "about", "only"},
    "high": {"high"},
    "nearly": {"nearly", "about", _BARE},
    "about": {"about", "nearly", _BARE, "only"},
    "exactly": {"exactly", _BARE, "only"},
    "only": {"only", _BARE, "exactly", "about"},
    _BARE: {_BARE, "exactly", "only", "about"},
}
"""For a bound of the evidence, those that a value may give the same number."""
_COUNTED_AS = {
    "all": {"all", "none", _BARE},
    "most": {"most", "many", "part"},
    "many": {"many", "some", _BARE},
    "some": {"some", "part", _BARE},
    "few": {"few", "some", "part", "none"},
    "none": {"none", "some", "many", _BARE},
    "only": {"only", "none", _BARE},
    "part": {"part", "some", "few", "many", "most"},
    _BARE: {_BARE, "some", "many", "none"},
}
"""For a quantifier of the evidence, those that a value may give the same thing."""


class Bound(NamedTuple):
    """A number, and the group and first word of what bounds it."""

    number: Number
    group: str
    first: int


def _bound_differs(candidate: Candidate) -> Finding | None:
    """The first number of a value whose bound is another than that of the same number in the evidence."""
    if not candidate.facts.numbers:
        return None
    there = [bound for facts in candidate.evidence.facts for bound in remembered(facts, bounds_in)]
    for bound in bounds_in(candidate.facts):
        alike = (other for other in there if other.number.amount == bound.number.amount)
        same = {other.group for other in alike if not other.number.ranged}
        if same and not any(bound.group in _BOUND_AS[group] for group in same):
            words, number = candidate.words, bound.number
            text = words.stretch(number.first, number.last)
            return found("bound_differs", f"its evidence bounds {text} otherwise", words, bound.first, number.last)
    return None


BOUNDS = Check("bounds", _bound_differs, rules=frozenset({MatchRule.STATED, MatchRule.QUOTED}))


def bounds_in(facts: Facts) -> Iterator[Bound]:
    """The numbers of some words, each with the bound before or behind it."""
    words, start = facts.words, facts.span.start
    before, behind = phrases_of(words.language, "bounds"), phrases_of(words.language, "bounds_behind")
    between = _SIGNS | assertions_of(words.language).determiners
    for number in facts.numbers:
        first = number.first
        while first > start and words.keys[first - 1] in between:
            first -= 1
        phrase = before.before(words, first, start) or behind.behind(words, number.last + 1, facts.span.stop)
        yield Bound(number, phrase.group if phrase else _BARE, min(phrase.first, first) if phrase else number.first)


_SIGNS = frozenset("$£€¥al")
"""Words between a bound and its number beside determiners: `over £3`, `nearly a third`."""


class _Quantified(NamedTuple):
    """A quantifier: its group, its first and last word, and the thing that it counts by its stem and place."""

    group: str
    first: int
    last: int
    head: str
    place: int


def _quantifier_differs(candidate: Candidate) -> Finding | None:
    """The first thing of a value that is quantified otherwise in the evidence."""
    value = remembered(candidate.facts, _quantified)
    there = [each for facts in candidate.evidence.facts for each in remembered(facts, _quantified)]
    return _gained(candidate, value, there) or _lost(candidate, value, there)


QUANTIFIERS = Check("quantifiers", _quantifier_differs, rules=frozenset({MatchRule.STATED, MatchRule.QUOTED}))


def _quantified(facts: Facts) -> Iterator[_Quantified]:
    words = facts.words
    for phrase in phrases_of(words.language, "quantifiers").among(facts):
        reach = reach_of(words, phrase.last + 1, facts.span.stop, 1)
        if reach and not words.keys[reach[0]][0].isdecimal():
            nearly = phrases_of(words.language, "bounds").before(words, phrase.first, facts.span.start)
            group = "most" if phrase.group == "all" and nearly else phrase.group
            yield _Quantified(group, phrase.first, phrase.last, words.stems[reach[0]], reach[0])
    for number in facts.numbers if _has_part(facts) else ():
        of = _of_behind(facts, number)
        if of is None:
            continue
        for place in reach_of(words, of + 1, facts.span.stop, 1):
            yield _Quantified(_PART, number.first, of - 1, words.stems[place], place)


def _of_behind(facts: Facts, number: Number) -> int | None:
    """The place of the `of` right behind a number, or behind its percent."""
    keys, of = facts.words.keys, assertions_of(facts.words.language).of
    behind = range(number.last + 1, min(number.last + (4 if number.unit == "%" else 2), facts.span.stop))
    return next((i for i in behind if keys[i] in of), None)


def _has_part(facts: Facts) -> bool:
    """Whether a number may stand before an `of`."""
    return not assertions_of(facts.words.language).of.isdisjoint(facts.keys)


def _gained(candidate: Candidate, value: list[_Quantified], there: list[_Quantified]) -> Finding | None:
    """The quantifier of a value by which its evidence doesn't count the same thing."""
    for each in value:
        if each.group == _PART:
            continue
        if each.group == "all" and (_is_of_none(candidate) or _is_paired(candidate, each)):
            continue
        groups = {other.group for other in there if other.head == each.head or each.group == other.group == _ONLY}
        bare = not groups and each.head in candidate.evidence.stems
        if (groups or bare) and not any(each.group in _COUNTED_AS[group] for group in groups or {_BARE}):
            words = candidate.words
            text = words.stretch(each.first, each.last)
            return found(
                "quantifier_differs", f"its evidence doesn't say “{text}” of this", words, each.first, each.place
            )
    return None


_PAIR = 10
"""Words within which an `and` follows a `both`."""


def _is_paired(candidate: Candidate, each: _Quantified) -> bool:
    """Whether a quantifier only joins two, as in `both Ann Lee and Bo Ray`."""
    keys, known = candidate.words.keys, assertions_of(candidate.words.language)
    return keys[each.first] in known.pairers and not known.coordinators.isdisjoint(keys[each.last : each.last + _PAIR])


def _is_of_none(candidate: Candidate) -> bool:
    """Whether the evidence says of none what a value without a negation says of all, as its opposite."""
    negated = any(facts.negations for facts in candidate.evidence.facts)
    return negated and not candidate.facts.negations


def _lost(candidate: Candidate, value: list[_Quantified], there: list[_Quantified]) -> Finding | None:
    """The quantifier of the evidence without which a value says more."""
    stems = candidate.words.stems
    for each in there:
        if _BARE in _COUNTED_AS[each.group] or each.head not in candidate.facts.stems:
            continue
        place = stems.index(each.head)
        if _is_counted(candidate.facts, place) or any(own.head == each.head for own in value):
            continue
        if not _is_bare(candidate, each.head, there):
            if not candidate.words.keys[place].endswith(assertions_of(candidate.words.language).plurals):
                continue
            said = f"its evidence says this with “{candidate.index.words.word(each.first)}”"
            return found("quantifier_dropped", said, candidate.words, place)
    return None


def _is_counted(facts: Facts, place: int) -> bool:
    """Whether a number stands before a word."""
    return any(number.first < place <= number.last + 2 for number in facts.numbers)


def _is_bare(candidate: Candidate, head: str, there: list[_Quantified]) -> bool:
    """Whether the evidence also has a word where nothing quantifies it."""
    stems, counted = candidate.index.words.stems, {each.place for each in there}
    return any(stems[i] == head and i not in counted for facts in candidate.evidence.facts for i in facts.span)
