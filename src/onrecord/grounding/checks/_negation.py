"""Negation: a value negates what its evidence negates, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.languages import ENGLISH, rules_of
from onrecord.grounding.text import Polarity, content_stem
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Clause, Facts, Negation

__all__ = ["NEGATION"]

_SHARED = 2
"""Words that the evidence negates of which a value that doesn't has so many."""
_NONE: frozenset[str] = frozenset()
_PAIRS = """
survive die, survive death, live die, live death, alive dead, pass fail, accept reject, accept refuse, accept decline,
approve reject, approve block, back oppose, support oppose, agree refuse, agree disagree, allow ban, allow forbid,
allow block, permit ban, permit forbid, win lose, stay leave, remain leave, attend miss, remember forget, open close,
open shut, rise fall, increase decrease, succeed fail, admit deny, confirm deny, hit miss, guilty innocent, true false,
safe dangerous, safe unsafe, legal illegal, lawful unlawful, likely unlikely, able unable, clear unclear, known unknown,
happy unhappy, fair unfair, possible impossible, present absent, fit unfit, aware unaware, willing unwilling,
employ unemployed, damage unhurt, injure unhurt, hurt unhurt, injure unharmed, hurt unharmed, harm unharmed
"""
_OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _other in (map(content_stem, pair.split()) for pair in _PAIRS.split(",")):
    _OPPOSITES[_one] = _OPPOSITES.get(_one, _NONE) | {_other}
    _OPPOSITES[_other] = _OPPOSITES.get(_other, _NONE) | {_one}


def _differs(candidate: Candidate) -> Finding | None:
    """Where value and evidence don't agree in what they negate.

    A negation counts against the clause that the value is about: not where another clause of the evidence, without
    one, has more of its words. A `denied` record may leave the negation to its label.
    """
    if rules_of(candidate.index.language) is not ENGLISH:
        return _differs_by_clause(candidate)
    value, evidence = candidate.facts, candidate.evidence.facts
    there = [negation for each in evidence for negation in each.negations]
    for negation in value.negations:
        if negation.plain and not (
            any(_is_same(negation, other, value, evidence) for other in there)
            or _is_opposite(negation.heads, candidate.evidence.stems)
        ):
            said = f"its evidence doesn't negate this: “{negation.key}”"
            return found("negation_added", said, candidate.words, negation.place)
        if negation.key in ENGLISH.denials and not there:
            said = f"its evidence doesn't say this: “{negation.key}”"
            return found("negation_added", said, candidate.words, negation.place)
    return None if value.negations or candidate.is_denied else _dropped(candidate, there)


NEGATION = Check("negation", _differs, rules=frozenset({MatchRule.STATED}))


def _differs_by_clause(candidate: Candidate) -> Finding | None:
    """Where a clause of the value is negated and the clauses of the evidence that are most like it aren't, or not."""
    there = [clause for each in candidate.evidence.facts for clause in each.clauses]
    for clause in candidate.facts.clauses:
        like = _most_like(clause, there)
        polarities = {other.polarity for other in like}
        if clause.negative is not None and clause.polarity is Polarity.NEGATIVE and polarities == {Polarity.POSITIVE}:
            if any(_licenses(other, clause) for other in there):
                continue
            said = f"its evidence doesn't negate this: “{candidate.words.word(clause.negative)}”"
            return found("negation_added", said, candidate.words, clause.negative)
        if clause.polarity is not Polarity.POSITIVE or candidate.is_denied:
            continue
        if len(clause.stems & _turned(there)) >= _SHARED and not clause.refused:
            return Finding("negation_dropped", "its evidence negates this")
        if polarities != {Polarity.NEGATIVE}:
            continue
        if _is_affirmed_there(clause, like) and not any(clause.refused & other.negated for other in like):
            return Finding("negation_dropped", "its evidence negates this")
    return None


def _turned(there: Sequence[Clause]) -> frozenset[str]:
    """The stems that clauses of the evidence negate, and no other clause has."""
    negative = [clause for clause in there if clause.polarity is Polarity.NEGATIVE]
    others = frozenset().union(*(clause.stems for clause in there if clause.polarity is not Polarity.NEGATIVE))
    return frozenset().union(*(clause.negated for clause in negative)) - others


def _licenses(other: Clause, clause: Clause) -> bool:
    """Whether a clause of the evidence negates or refuses what a clause of the value negates."""
    return bool(clause.negated & other.negated or (clause.negated & other.refused and not clause.refused))


def _most_like(clause: Clause, there: Sequence[Clause]) -> list[Clause]:
    """The clauses of the evidence that have most words of a clause."""
    shared = max((len(clause.stems & other.stems) for other in there), default=0)
    return [other for other in there if len(clause.stems & other.stems) == shared]


def _is_affirmed_there(clause: Clause, like: Sequence[Clause]) -> bool:
    """Whether a clause has what negated ones negate, or most of their other words."""
    words = {stem for stem in clause.stems if not stem[0].isdecimal()}
    return any(words & other.negated or 2 * len(words & other.stems) >= len(words) for other in like)


def _dropped(candidate: Candidate, there: Sequence[Negation]) -> Finding | None:
    """The negation of the evidence that a value leaves out."""
    value, evidence = candidate.facts, candidate.evidence.facts
    for negation in there:
        if negation.conditional and "if" not in value.keys:
            continue
        if _is_opposite(negation.heads, value.stems):
            continue
        if _covers(negation, value.stems) and not _is_affirmed(negation.heads & value.stems, negation, value, evidence):
            return Finding("negation_dropped", f"its evidence negates this: “{negation.key}”")
    return None


def _is_opposite(heads: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether one text says by the opposite word what the other says by a negation: none survived, all died."""
    return any(f"un{head}" in stems or not _OPPOSITES.get(head, _NONE).isdisjoint(stems) for head in heads)


def _is_same(negation: Negation, other: Negation, value: Facts, evidence: Sequence[Facts]) -> bool:
    """Whether a negation of the evidence is the value's, and of the clause that the value's is about."""
    refuses = any(not each.plain for each in value.negations)
    if not _agrees(negation, other, value, refuses=refuses):
        return False
    heads = frozenset(head for head in negation.heads if any(head in each.stems for each in evidence))
    return heads <= _named(evidence) or not _is_affirmed(heads, other, value, evidence)


def _is_affirmed(heads: frozenset[str], negation: Negation, value: Facts, evidence: Sequence[Facts]) -> bool:
    """Whether a clause that isn't negated has some words, and more of the value's than a negation reaches."""
    named = _named(evidence)
    own = len((negation.reach & value.stems) - named)
    clauses = (clause - named for each in evidence for clause in each.affirmed)
    return any(heads - named <= clause and len(clause & value.stems) > own for clause in clauses)


def _named(evidence: Sequence[Facts]) -> frozenset[str]:
    """The stems of the words of all names: clauses share them, whatever they say."""
    return frozenset().union(*(each.name_stems for each in evidence))


def _agrees(negation: Negation, other: Negation, value: Facts, *, refuses: bool) -> bool:
    """Whether a negation of the evidence is the value's: both over the same word, or over most of the same words."""
    stems, affirmed = value.stems, frozenset().union(*value.affirmed)
    if other.conditional and not negation.conditional:
        return False
    if not other.plain:
        return not refuses and negation.head in other.reach
    if not negation.heads:
        return negation.key == other.key or bool(other.reach & stems)
    shared = other.reach & stems
    return bool(negation.heads & (other.reach | other.heads)) or (len(shared) >= 2 and not shared <= affirmed)


def _covers(negation: Negation, stems: frozenset[str]) -> bool:
    if negation.plain:
        return bool(negation.heads & stems)
    return bool(negation.heads & stems) and len(negation.reach & stems) * 2 >= len(stems)
