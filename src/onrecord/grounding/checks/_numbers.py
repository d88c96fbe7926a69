"""Numbers: each of a value's is in its evidence, with the same unit and of the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.languages import ENGLISH, rules_of

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Number

__all__ = ["NUMBERS"]

_ONES = {"one", "一"}


def _missing(candidate: Candidate) -> Finding | None:
    """The first number, or word such as `thousands`, that the evidence doesn't support."""
    words, evidence = candidate.words, candidate.evidence
    there = [number for each in evidence.facts for number in each.numbers] if candidate.facts.numbers else []
    for number in candidate.facts.numbers:
        said = _said_of(candidate, number, there)
        if said and not (candidate.is_stated and _is_year_of_before(candidate, number)):
            return found(said[0], said[1], words, number.first, number.last)
    for key in sorted(candidate.facts.keys & ENGLISH.vague):
        if evidence.keys.isdisjoint((key, key[:-1])):
            return found("number_missing", f"“{key}” is not in its evidence", words, words.places[key][0])
    return None


NUMBERS = Check("numbers", _missing)


def _said_of(candidate: Candidate, number: Number, evidence: list[Number]) -> tuple[str, str] | None:
    """Why a number isn't supported by those of the evidence, as a code and a message; None if it is."""
    words = candidate.words
    text = words.text[words.starts[number.first] : words.ends[number.last]]
    same = [other for other in evidence if _equal(number, other) and number.negative == other.negative]
    if not same:
        if text.lower() in _ONES and not any(other.unit == number.unit for other in evidence):
            return None
        return "number_missing", f"number {text} is not in its evidence"
    if not number.ranged and all(other.ranged for other in same):
        return "number_of_range", f"number {text} is only an end of a range in its evidence"
    if _has_other_unit(number, same):
        return "unit_differs", f"number {text} has another unit in its evidence"
    if _counts_something_else(candidate, number, same, evidence):
        return "count_differs", f"number {text} counts something else in its evidence"
    return None


def _has_other_unit(number: Number, same: list[Number]) -> bool:
    """Whether `number` is given in another unit than the `same` number of the evidence."""
    if number.suffix and all(other.suffix not in ("", number.suffix) for other in same):
        return True
    measure = number.measure
    if measure and all(other.measure not in (None, measure) for other in same):
        return True
    return _has_unit_of_its_own(number, same) and all(other.is_signed for other in same)


def _has_unit_of_its_own(number: Number, same: list[Number]) -> bool:
    return number.unit is not None and not any(_same_unit(number, other) for other in same)


def _counts_something_else(candidate: Candidate, number: Number, same: list[Number], evidence: list[Number]) -> bool:
    """Whether another number of the evidence counts what `number` counts.

    Where the evidence leaves out what is counted, as in `two men died, three were hurt`, other languages than English
    have no list of small words behind it that are none of what is counted.
    """
    if rules_of(candidate.index.language) is not ENGLISH and any(other.unit is None for other in same):
        return False
    others = (other for other in evidence if other not in same)
    return _has_unit_of_its_own(number, same) and any(other.unit == number.unit for other in others)


def _equal(one: Number, other: Number) -> bool:
    return one.amount == other.amount and (one.kind == other.kind or {one.kind, other.kind} <= {"number", "ordinal"})


def _same_unit(number: Number, other: Number) -> bool:
    return other.unit == number.unit or number.unit in other.near or other.kind == "ordinal"


def _is_year_of_before(candidate: Candidate, number: Number) -> bool:
    """Whether a year stands in the sentence before the evidence, which has none of its own."""
    years = (other.amount for each in candidate.evidence.facts for other in each.numbers)
    if not _is_year(number.amount) or any(map(_is_year, years)):
        return False
    before = min(candidate.evidence.positions) - 1
    return before >= 0 and any(other.amount == number.amount for other in candidate.index.facts(before).numbers)


def _is_year(amount: object) -> bool:
    return isinstance(amount, float) and amount.is_integer() and 1500 <= amount <= 2200
