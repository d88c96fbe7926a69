"""Whether a value and its evidence agree in what they negate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicon import DENIALS, NEGATIVES_OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding._index import Facts
    from onrecord.grounding._negation import Negation

__all__ = ["negation_differs"]


def negation_differs(value: Facts, evidence: Sequence[Facts], *, denied: bool) -> str | None:
    """Why value and evidence don't agree in what they negate; None if they do.

    A negation counts against the clause that the value is about: not where another clause of the evidence, without
    one, has more of its words. A `denied` record may leave the negation to its label.
    """
    there = [negation for each in evidence for negation in each.negations]
    for negation in value.negations:
        if negation.plain and not any(_is_same(negation, other, value, evidence) for other in there):
            return f"its evidence doesn't negate this: “{negation.key}”"
        if negation.key in DENIALS and not there:
            return f"its evidence doesn't say this: “{negation.key}”"
    if value.negations or denied:
        return None
    for negation in there:
        if negation.conditional and "if" not in value.keys:
            continue
        if _covers(negation, value.stems) and not _is_affirmed(negation.heads & value.stems, negation, value, evidence):
            return f"its evidence negates this: “{negation.key}”"
    return None


def _is_same(negation: Negation, other: Negation, value: Facts, evidence: Sequence[Facts]) -> bool:
    """Whether a negation of the evidence is the value's, and of the clause that the value's is about."""
    if value.words.language in NEGATIVES_OF:
        return not other.heads or not other.heads.isdisjoint(value.stems)
    refuses = any(not each.plain for each in value.negations)
    if not _agrees(negation, other, value.stems, refuses=refuses):
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


def _agrees(negation: Negation, other: Negation, stems: frozenset[str], *, refuses: bool) -> bool:
    """Whether a negation of the evidence is the value's: both over the same word, or over most of the same words."""
    if other.conditional and not negation.conditional:
        return False
    if not other.plain:
        return not refuses and negation.head in other.reach
    if not negation.heads:
        return negation.key == other.key or bool(other.reach & stems)
    return bool(negation.heads & (other.reach | other.heads)) or len(other.reach & stems) >= 2


def _covers(negation: Negation, stems: frozenset[str]) -> bool:
    if negation.plain:
        return bool(negation.heads & stems)
    return bool(negation.heads & stems) and len(negation.reach & stems) * 2 >= len(stems)
