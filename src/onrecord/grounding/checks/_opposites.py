"""Opposites: a value doesn't say rose where its evidence says fell, nor more than where it says less than."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of
from onrecord.grounding.text import Words
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Facts

__all__ = ["OPPOSITES"]

Side = frozenset[str]
_NEAR = 5
"""How many words beside one tell what it is about."""


class _Pairs:
    """The opposites of a language: for each word, by its stem if it has one, its own side and the other."""

    def __init__(self, lines: tuple[str, ...], language: str) -> None:
        self.sides: dict[str, list[tuple[Side, Side]]] = {}
        for line in lines:
            one, other = (frozenset(_forms(Words(side, language))) for side in line.split("/"))
            for own, opposite in ((one, other), (other, one)):
                for form in own:
                    self.sides.setdefault(form, []).append((own, opposite))


@cache
def _pairs_of(language: str) -> _Pairs:
    return _Pairs(assertions_of(language).opposites, language)


def _forms(words: Words, span: range | None = None) -> list[str]:
    """The stems of words, and the keys of those that have none."""
    return [words.stems[i] or words.keys[i] for i in (range(len(words)) if span is None else span)]


def _differs(candidate: Candidate) -> Finding | None:
    """The first word of a value whose opposite stands in the evidence in its stead."""
    sides, words = _pairs_of(candidate.index.language).sides, candidate.words
    for place, form in enumerate(_forms(words)):
        for own, opposite in sides.get(form, ()):
            for facts in candidate.evidence.facts:
                if other := _replaced(candidate, facts, place, own, opposite):
                    return found("opposite", f"its evidence has “{other}” here", words, place)
    return _compared(candidate)


OPPOSITES = Check("opposites", _differs, rules=frozenset({MatchRule.STATED, MatchRule.QUOTED}))


def _replaced(candidate: Candidate, facts: Facts, place: int, own: Side, opposite: Side) -> str | None:
    """The word of a sentence that a value's word at a place stands for, though it says the opposite; None if none."""
    if facts.keys.isdisjoint(opposite) and facts.stems.isdisjoint(opposite):
        return None
    words, span = facts.words, facts.span
    forms = _forms(words, span)
    against = [span.start + i for i, form in enumerate(forms) if form in opposite]
    if own.isdisjoint(forms):
        match = _may_differ(candidate, facts, own, opposite) and any(
            _is_same_place(candidate, facts, place, at) for at in against
        )
    else:
        with_ = [span.start + i for i, form in enumerate(forms) if form in own]
        subject = _before(candidate.words, place, 0)
        match = bool(subject) and {"", subject}.isdisjoint(_before(words, at, span.start) for at in with_)
        match = match and any(_before(words, at, span.start) == subject for at in against)
    return words.word(against[0]) if match else None


def _may_differ(candidate: Candidate, facts: Facts, own: Side, opposite: Side) -> bool:
    """Whether a value has none of the opposite words, and neither negates nor compares the other way round."""
    if _is_negated(candidate.facts, own) or _is_negated(facts, opposite) or _is_compared_back(candidate, facts):
        return False
    return opposite.isdisjoint(_forms(candidate.words))


def _is_negated(facts: Facts, side: Side) -> bool:
    """Whether some words have a negative, other than a word of refusal that is itself of a side."""
    words = facts.words
    return any(negation.plain or words.stems[negation.place] not in side for negation in facts.negations)


def _before(words: Words, place: int, start: int) -> str:
    """The content word before a place; nothing if there is none near, or a coordinator comes first."""
    joins = assertions_of(words.language).coordinators
    for i in range(place - 1, max(start, place - _NEAR) - 1, -1):
        if words.stems[i] or words.keys[i] in joins:
            return words.stems[i]
    return ""


def _is_same_place(candidate: Candidate, facts: Facts, place: int, other: int) -> bool:
    """Whether a word of a value and one of a sentence have a word beside them in common, and on the same side."""
    own, words = candidate.words, facts.words
    before = _stems(own, range(max(place - _NEAR, 0), place))
    after = _stems(own, range(place + 1, min(place + _NEAR + 1, len(own))))
    ahead = _stems(words, range(max(other - _NEAR, facts.span.start), other))
    behind = _stems(words, range(other + 1, min(other + _NEAR + 1, facts.span.stop)))
    if (before & behind) - ahead or (after & ahead) - behind:
        return False
    return bool(before & ahead or after & behind)


def _stems(words: Words, places: range) -> set[str]:
    return {words.stems[i] for i in places if words.stems[i]}


def _compared(candidate: Candidate) -> Finding | None:
    """What a value compares the other way round: `higher in Italy than in Spain`."""
    known = assertions_of(candidate.index.language)
    than = next((i for i, key in enumerate(candidate.words.keys) if key in known.than), None)
    if than is None:
        return None
    for facts in candidate.evidence.facts:
        for at in facts.span:
            if facts.words.keys[at] in known.than and _is_turned(candidate.facts, than, facts, at):
                return found(
                    "comparison_turned", "its evidence compares this the other way round", candidate.words, than
                )
    return None


def _is_turned(value: Facts, than: int, there: Facts, at: int) -> bool:
    """Whether what stands behind `than` in each stands only before it in the other, and all else is the same."""
    return value.stems <= there.stems and _are_swapped(value, than, there, at)


def _are_swapped(value: Facts, than: int, there: Facts, at: int) -> bool:
    """Whether what stands behind `than` in each stands only before it in the other."""
    own, other = _behind(value, than), _behind(there, at)
    if not own or not other or own == other:
        return False
    before = _stems(value.words, range(value.span.start, than))
    ahead = _stems(there.words, range(there.span.start, at))
    return other in before and own in ahead and own not in before and other not in ahead


def _is_compared_back(candidate: Candidate, facts: Facts) -> bool:
    """Whether a value compares the same two the other way round: `lower in Spain than in Italy`."""
    known, keys = assertions_of(candidate.index.language), candidate.words.keys
    than = [i for i, key in enumerate(keys) if key in known.than]
    there = [i for i in facts.span if facts.words.keys[i] in known.than]
    return any(_are_swapped(candidate.facts, i, facts, at) for i in than for at in there)


def _behind(facts: Facts, than: int) -> str:
    return next((facts.words.stems[i] for i in range(than + 1, facts.span.stop) if facts.words.stems[i]), "")
