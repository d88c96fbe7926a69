"""Numbers: each of a value's is in its evidence, with the same unit and of the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._dates import same_days
from onrecord.grounding.checks._phrases import assertions_of, phrases_of
from onrecord.grounding.languages import ENGLISH, rules_of
from onrecord.grounding.text import RATES

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Number, Words

__all__ = ["NUMBERS"]

_IN = frozenset({"in", "of", "from", "at", "on", "with"})
_ONES = {"one", "一"}
_ROUNDED = 0.1
"""How far a rounded number may be from the one that it stands for."""
_PART_OF_PERCENT = 0.5
_ABOVE, _BELOW, _ABOUT = "above", "below", "about"
_ROUNDERS = {
    word: side
    for side, words in {
        _ABOVE: "over above than least exceeding exceeds topped plus más mehr über mindestens",
        _BELOW: "under below nearly almost close fast knapp casi presque",
        _ABOUT: "about around approximately roughly some circa rund etwa ungefähr environ unos unas alrededor",
    }.items()
    for word in words.split()
}
"""Words right before a number that is rounded, and where the exact one lies: above it, below it or on either side."""
_LESS = frozenset({"less", "fewer", "weniger", "moins", "menos"})
_YEARS = {"last year": -1, "this year": 0, "next year": 1}


def _missing(candidate: Candidate) -> Finding | None:
    """The first number, or word such as `thousands`, that the evidence doesn't support."""
    words, evidence = candidate.words, candidate.evidence
    there = [number for each in evidence.facts for number in each.numbers] if candidate.facts.numbers else []
    for number in candidate.facts.numbers:
        said = _said_of(candidate, number, there)
        if said and not _follows(candidate, number, there):
            return found(said[0], said[1], words, number.first, number.last)
    for key in sorted(candidate.facts.keys & ENGLISH.vague):
        if evidence.keys.isdisjoint((key, key[:-1])):
            return found("number_missing", f"“{key}” is not in its evidence", words, words.places[key][0])
    return _promoted(candidate)


def _promoted(candidate: Candidate) -> Finding | None:
    """The first superlative of a value before which its evidence has an ordinal: `largest` for `second largest`."""
    own = {number.amount for number in candidate.facts.numbers}
    for facts in candidate.evidence.facts:
        keys, known = facts.words.keys, assertions_of(facts.words.language).superlatives
        ranks = {number.last + 1: number for number in facts.numbers if number.kind == "ordinal"}
        for place in facts.span if ranks else ():
            rank = ranks.get(place)
            if rank and keys[place] in known & candidate.facts.keys and rank.amount not in own:
                said = f"its evidence has this with “{facts.words.word(rank.first)}”"
                return found("number_dropped", said, candidate.words, candidate.words.places[keys[place]][0])
    return None


def _follows(candidate: Candidate, number: Number, there: list[Number]) -> bool:
    """Whether a number that the evidence lacks follows from it, from the sentences beside it or from the date."""
    if _is_rounded(candidate.words, number, there) or _is_year_by_date(candidate, number):
        return True
    if any(number.amount == float(which.partition("-")[2]) for _, which in same_days(candidate)):
        return True
    if number.age and not any(other.age for other in there):
        return _is_lifetime(number, there) or _is_age_elsewhere(candidate, number)
    return candidate.is_stated and (_is_year_of_before(candidate, number) or _is_beside(candidate, number, there))


def _is_rounded(words: Words, number: Number, there: list[Number]) -> bool:
    """Whether a number is said to be rounded, and the evidence has one that it may be rounded from."""
    before = words.keys[max(number.first - 2, 0) : number.first]
    side = next((_ROUNDERS[key] for key in reversed(before) if key in _ROUNDERS), None)
    if side == _ABOVE and _LESS.intersection(words.keys[max(number.first - 3, 0) : number.first]):
        side = _BELOW
    return side is not None and any(_rounds(number, other, side) for other in there)


def _rounds(number: Number, other: Number, side: str) -> bool:
    """Whether a number is another one with fewer figures, on the `side` of it that is said."""
    one, exact = number.amount, other.amount
    if not isinstance(one, float) or not isinstance(exact, float) or not (number.kind == other.kind == "number"):
        return False
    if number.unit != other.unit and (number.is_signed or other.is_signed):
        return False
    if abs(one - exact) > _ROUNDED * abs(exact) or len(f"{one:g}".strip("0.")) >= len(f"{exact:.9g}".strip("0.")):
        return False
    return {_ABOVE: one < exact, _BELOW: one > exact, _ABOUT: True}[side]


def _is_year_by_date(candidate: Candidate, number: Number) -> bool:
    """Whether a year is the `last year` or `this year` of the evidence, by the day of publication."""
    published = candidate.index.published
    if published is None:
        return False
    dates = {date[1] for each in candidate.evidence.facts for date in each.dates}
    return any(number.amount == published.year + shift for when, shift in _YEARS.items() if when in dates)


def _is_lifetime(number: Number, there: list[Number]) -> bool:
    """Whether an age is the time between two years of the evidence."""
    years = sorted(other.amount for other in there if isinstance(other.amount, float) and _is_year(other.amount))
    return len(years) == 2 and number.amount in {years[1] - years[0], years[1] - years[0] - 1}


def _is_age_elsewhere(candidate: Candidate, number: Number) -> bool:
    """Whether the article elsewhere gives the same age."""
    facts = map(candidate.index.facts, range(len(candidate.index.spans)))
    return any(other.age and other.amount == number.amount for each in facts for other in each.numbers)


def _is_beside(candidate: Candidate, number: Number, there: list[Number]) -> bool:
    """Whether a sentence beside the evidence has the number, and the value has all numbers of the evidence."""
    own = candidate.facts.numbers
    if not candidate.evidence.positions or any(not any(_equal(other, each) for each in own) for other in there):
        return False
    first, last = candidate.evidence.positions[0], candidate.evidence.positions[-1]
    beside = [position for position in (first - 2, first - 1, last + 1) if 0 <= position < len(candidate.index.spans)]
    return any(
        _equal(number, other) and other.unit == number.unit
        for position in beside
        for other in candidate.index.facts(position).numbers
    )


NUMBERS = Check("numbers", _missing)


def _said_of(candidate: Candidate, number: Number, evidence: list[Number]) -> tuple[str, str] | None:
    """Why a number isn't supported by those of the evidence, as a code and a message; None if it is."""
    words = candidate.words
    text = words.stretch(number.first, number.last)
    same = [other for other in evidence if _equal(number, other) and number.negative == other.negative]
    if not same:
        if text.lower() in _ONES and not any(other.unit == number.unit for other in evidence):
            return None
        return "number_missing", f"number {text} is not in its evidence"
    bound = phrases_of(words.language, "bounds").before(words, number.first, 0)
    if not (number.ranged or number.pair or bound or number.kind == "score") and all(other.ranged for other in same):
        return "number_of_range", f"number {text} is only an end of a range in its evidence"
    if _has_other_unit(number, same) or _has_other_rate(number, same, candidate.evidence.keys):
        return "unit_differs", f"number {text} has another unit in its evidence"
    if _counts_something_else(candidate, number, same, evidence):
        return "count_differs", f"number {text} counts something else in its evidence"
    return None


def _has_other_rate(number: Number, same: list[Number], keys: frozenset[str]) -> bool:
    """Whether `number` is counted by something, as `5% a month`, that its evidence doesn't count it by."""
    if number.rate is None or any(number.rate == other.rate for other in same):
        return False
    return all(RATES.get(key) != number.rate or key == number.rate for key in keys)


def _has_other_unit(number: Number, same: list[Number]) -> bool:
    """Whether `number` is given in another unit than the `same` number of the evidence."""
    if number.suffix and all(other.suffix not in ("", number.suffix) for other in same):
        return True
    measure = number.measure
    if measure and all(other.measure not in (None, measure) for other in same):
        return True
    apart = all(other.is_signed or (number.is_signed and other.measure) for other in same)
    return _has_unit_of_its_own(number, same) and apart


def _has_unit_of_its_own(number: Number, same: list[Number]) -> bool:
    return number.unit is not None and not any(_same_unit(number, other) for other in same)


def _counts_something_else(candidate: Candidate, number: Number, same: list[Number], evidence: list[Number]) -> bool:
    """Whether another number of the evidence counts what `number` counts.

    Where the evidence leaves out what is counted, as in `two men died, three were hurt`, other languages than English
    have no list of small words behind it that are none of what is counted.
    """
    if rules_of(candidate.index.language) is not ENGLISH and any(other.unit is None for other in same):
        return False
    others = [other for other in evidence if other not in same and other.unit == number.unit]
    return _has_unit_of_its_own(number, same) and bool(others) and not _is_left_out(same, others)


def _is_left_out(same: list[Number], others: list[Number]) -> bool:
    """Whether the evidence leaves out the unit of a number beside another with it: 31 children in one and 53 in two."""
    return any(one.unit is None and one.near & other.near & _IN for one in same for other in others)


def _equal(one: Number, other: Number) -> bool:
    if one.amount == other.amount:
        return one.kind == other.kind or {one.kind, other.kind} <= {"number", "ordinal"}
    return one.amount == other.pair != "" or other.amount == one.pair != "" or _is_percent(one, other)


def _is_percent(one: Number, other: Number) -> bool:
    """Whether one number is a fraction and the other the same in percent."""
    percent, part = (one, other) if one.unit == "%" else (other, one)
    if percent.unit != "%" or part.unit == "%" or isinstance(percent.amount, str) or isinstance(part.amount, str):
        return False
    return 0 < part.amount < 1 and abs(percent.amount - 100 * part.amount) < _PART_OF_PERCENT


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
