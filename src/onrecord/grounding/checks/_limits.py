"""Limits: women over 60 aren't women, and a ban on sales to minors isn't a ban on sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Assertions
    from onrecord.grounding.text import Facts, Words

__all__ = ["LIMITS"]


def _lost(candidate: Candidate) -> Finding | None:
    """The word of a value that its evidence limits, where the value says more without that."""
    known, words = assertions_of(candidate.index.language), candidate.words
    if _is_generic(candidate.facts, known):
        return _limited(candidate, 0, known)
    if words.stems[-1] and not known.bans.isdisjoint(words.keys):
        return _limited(candidate, len(words) - 1, known)
    return None


LIMITS = Check("limits", _lost, rules=frozenset({MatchRule.STATED}))


def _is_generic(value: Facts, known: Assertions) -> bool:
    """Whether a value begins with a bare plural, and no limit behind it."""
    words = value.words
    if not words.stems[0] or len(words) < 2 or not words.keys[0].endswith(known.plurals):
        return False
    return words.stems[0] not in value.name_stems and words.keys[1] not in known.limits and not words.gap(1).strip()


def _limited(candidate: Candidate, at: int, known: Assertions) -> Finding | None:
    """That each sentence which has the first or last word of a value, and has it bare or in a ban, limits it."""
    words = candidate.words
    for facts in candidate.evidence.facts:
        if words.stems[at] not in facts.stems:
            continue
        there = [i for i in facts.span if facts.words.stems[i] == words.stems[at]]
        limits = [_limit_at(candidate, facts, i + 1, known) for i in there]
        fits = _is_bare(facts, there, known) if at == 0 else _is_banned(candidate, facts, there, known)
        if fits and all(limits):
            return found("limit_dropped", f"its evidence has this with “{limits[0]}”", words, at)
    return None


def _is_bare(facts: Facts, there: list[int], known: Assertions) -> bool:
    return all(i == facts.span.start or not _is_determined(facts.words, i, known) for i in there)


def _is_determined(words: Words, place: int, known: Assertions) -> bool:
    return words.keys[place - 1] in known.determiners or words.keys[place - 1][0].isdecimal()


def _is_banned(candidate: Candidate, facts: Facts, there: list[int], known: Assertions) -> bool:
    """Whether a sentence with all words of a value has them behind a ban."""
    ban = next((i for i in facts.span if facts.words.keys[i] in known.bans), None)
    return ban is not None and ban < there[0] and candidate.facts.stems <= facts.stems


def _limit_at(candidate: Candidate, facts: Facts, place: int, known: Assertions) -> str | None:
    """The limit that starts at a word of the evidence, if the value has nothing of it."""
    words = facts.words
    if place >= facts.span.stop or words.keys[place] not in known.limits or words.gap(place).strip():
        return None
    inside = next((words.stems[i] for i in range(place + 1, min(place + 4, facts.span.stop)) if words.stems[i]), "")
    return words.keys[place] if inside and inside not in candidate.facts.stems else None
