"""Figures as reports give them: how much, of what, and whether two of them can both be right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.grounding.checks import Bound, bounds_in
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Facts, Number, Words, stem
from onrecord.stories._wordings import COUNTS, EARLIER, GENERIC, MORE, OF, REPLACED, SEEN, TOLLS, VAGUE
from onrecord.times import is_length, times_in

__all__ = ["Figure", "Found", "agree", "figures_in", "grown", "same_count"]

_REACH = 3
"""Words behind a number among which what it counts is named."""
_AROUND = 7
"""Words around a number among which it is said what befell those whom it counts."""
_CROSSED = 4
"""How many words a mark or a conjunction between a number and such a word counts for."""
_ABOUT = 0.15
"""How far a figure with `about` or `nearly` may be from the one that it stands for."""
_ROUNDED = 1000
"""The number from which on one without decimals may be a rounded one."""
_BEYOND = 0.5
"""How far what `more than` or `up to` bounds may lie beyond the figure, where it is no toll: that may lie anywhere."""
_HALF = 0.499
"""How much of the last figure's step a rounded number may be off."""
_NEAR = 0.05
"""How much it may be off at most, as a part of it."""
_BACK = 5
"""Words before a figure among which it is said that it is an earlier one."""
_LENGTHS = frozenset(map(stem, ("second", "minute", "hour", "day", "week", "month", "year")))
_MARKS = frozenset(",;:.!?()")
_CONVERSIONS = {
    "mile": ("metre", 1609.34),
    "kilometre": ("metre", 1000.0),
    "metre": ("metre", 1.0),
    "centimetre": ("metre", 0.01),
    "millimetre": ("metre", 0.001),
    "yard": ("metre", 0.9144),
    "foot": ("metre", 0.3048),
    "inch": ("metre", 0.0254),
    "hectare": ("hectare", 1.0),
    "acre": ("hectare", 0.4047),
    "kilogram": ("gram", 1000.0),
    "gram": ("gram", 1.0),
    "ounce": ("gram", 28.35),
    "second": ("second", 1.0),
    "minute": ("second", 60.0),
    "hour": ("second", 3600.0),
    "day": ("second", 86400.0),
    "week": ("second", 604800.0),
    "fortnight": ("second", 1209600.0),
}
"""Measures that can be turned into each other."""
_CONVERTED = 0.08
"""How far a figure may be from one in another measure that it was converted from."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, from `low` to `high`, and what it counts.

    `bounded` says whether it is only a lower bound, `loose` whether it isn't meant to the digit. `unit` is a currency,
    a percentage, a measure or a sort of figure. `heads` are the stems of the words that name what is counted, and
    `toll` says what befell those who are counted: `dead`. A `part` is a number of a larger one, `two of the five`;
    `more` is added to another, `two others`; one that is `ranged` is an end of a range.
    """

    amount: float | str
    low: float
    high: float
    bounded: bool
    loose: bool
    unit: str
    heads: frozenset[str]
    toll: str = ""
    part: bool = False
    more: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a text: from its first to its last word, those that name what is counted included."""

    figure: Figure
    first: int
    last: int


def figures_in(facts: Facts) -> Iterator[Found]:
    """The figures of a text that its reports can differ in.

    Not those of dates, times of day, ages and codes, nor `one`, which is a pronoun more often, unless it counts people,
    nor what was said before, such as the three of `rose from three to five`.
    """
    words = facts.words
    timed = _timed(words)
    for bound in bounds_in(facts):
        number = bound.number
        if number.kind in ("clock", "code") or number.age or number.first in timed or _is_year(words, number):
            continue
        if _is_said_before(words, bound.first) or _is_converted(words, number) or _is_in_name(words, number):
            continue
        found = _read(words, bound)
        if number.amount != 1 or found.figure.toll:
            yield found
    yield from _vague(facts)


def _timed(words: Words) -> frozenset[int]:
    """The words of the times in a text, but for lengths of time that aren't seen from the day of publication."""
    text, language = words.text, words.language
    seen = SEEN.get(language, SEEN["en"])
    times = (words.within(start, end) for start, end in times_in(text, language))
    return frozenset(place for time in times if not _is_length(words, time, seen) for place in time)


def _is_length(words: Words, time: range, seen: frozenset[str]) -> bool:
    """Whether a time is a length of time, or has one in it: `four hours into its journey`, but not `four days ago`."""
    keys = words.keys[time.start : time.stop]
    if not seen.isdisjoint(keys):
        return False
    if is_length(words.stretch(time.start, time.stop - 1), words.language):
        return True
    return any(stem(key, words.language) in _LENGTHS for key in keys)


def _is_year(words: Words, number: Number) -> bool:
    return number.unit is None and words.keys[number.first].isdecimal() and len(words.keys[number.first]) == 4


def _is_said_before(words: Words, first: int) -> bool:
    """Whether another figure has taken the place of this one: `from three to five`, `a previous offer of 70`."""
    known, far = (table.get(words.language, table["en"]) for table in (REPLACED, EARLIER))
    start = next((i for i in range(first, max(first - _BACK, 0), -1) if not _MARKS.isdisjoint(words.gap(i))), 0)
    near = words.keys[max(first - 2, start) : first]
    return not known.isdisjoint(near) or not far.isdisjoint(words.keys[max(first - _BACK, start) : first])


def _is_converted(words: Words, number: Number) -> bool:
    """Whether a figure repeats the one before it in another unit: `550 km (340 miles)`."""
    bracket = words.gap(number.first).strip() == "("
    return bracket and any(key[0].isdecimal() for key in words.keys[max(number.first - 3, 0) : number.first])


def _is_in_name(words: Words, number: Number) -> bool:
    """Whether a figure is a part of a name: `Apollo 11`."""
    before = number.first - 1
    joined = before > 0 and words.gap(before) in ("'", "’")
    before -= joined
    if before < 1 or not words.capitals[before] or words.gap(number.first) not in (" ", "-"):
        return False
    plain = (joined or number.unit is None) and number.kind == "number"
    return plain and words.keys[before] not in rules_of(words.language).function_words


def _is_more(words: Words, number: Number) -> bool:
    """Whether a figure is added to another: `another five`, `two others`."""
    known = MORE.get(words.language, MORE["en"])
    beside = words.keys[max(number.first - 1, 0) : number.first] + words.keys[number.last + 1 : number.last + 2]
    return not known.isdisjoint(beside)


def _read(words: Words, bound: Bound) -> Found:
    number = bound.number
    last, heads = _counted(words, number.last)
    counts = number.kind == "number" and not _unit(number)
    toll = _toll(words, range(number.first, number.last + 1), last, heads) if counts else ""
    low, high = _range_of(bound)
    if toll and bound.group in ("low", "high"):
        low, high = (low, math.inf) if bound.group == "low" else (0.0, high)
    figure = Figure(
        number.amount,
        low,
        high,
        bounded=bound.group == "low",
        loose=bound.group in ("low", "high", "nearly", "about") or bool(number.pair),
        unit=_unit(number),
        heads=frozenset(heads),
        toll=toll,
        part=_is_part(words, number.last + 1),
        more=_is_more(words, number),
        ranged=bool(number.pair),
    )
    first = bound.first
    if number.is_signed and first and words.keys[first - 1] in "$£€¥₹":
        first -= 1
    return Found(figure, first, max(last, number.last))


def _unit(number: Number) -> str:
    if number.kind != "number":
        return number.kind
    if number.is_signed:
        return number.unit or ""
    return number.measure or ""


def _counted(words: Words, last: int) -> tuple[int, list[str]]:
    """The last word that names what a number counts, and the stems of all that do."""
    heads: list[str] = []
    generic = _generic(words.language)
    for place in range(last + 1, min(last + 1 + _REACH, len(words))):
        if not _MARKS.isdisjoint(words.gap(place)) or not words.stems[place] or words.keys[place][0].isdecimal():
            break
        heads.append(words.stems[place])
        last = place
        if words.stems[place] in generic:
            break
    return last, heads


def _is_part(words: Words, place: int) -> bool:
    """Whether an `of` follows, so that a number counts some of more."""
    known = OF.get(words.language, OF["en"])
    return place < len(words) and words.keys[place] in known and not words.gap(place).strip()


def _toll(words: Words, number: range, last: int, heads: list[str]) -> str:
    """What befell those whom a number counts, by the nearest word that says so; nothing where it counts no people."""
    tolls = TOLLS.get(words.language, TOLLS["en"])
    if not heads and (counted := _toll_before(words, number.start)):
        return counted
    near = {}
    for place in range(max(number.start - _AROUND, 0), min(last + _AROUND, len(words))):
        sort = tolls.get(words.keys[place])
        if sort and place not in number:
            near[_distance(words, place, number.start, last), place] = sort
    if not near:
        return ""
    (distance, _), sort = min(near.items())
    return sort if distance <= 1 or (distance <= _AROUND and _are_people(words, heads)) else ""


def _toll_before(words: Words, first: int) -> str:
    """What befell those whom a figure counts behind its own count: `the number of people hurt has risen to 26`."""
    tolls, known = TOLLS.get(words.language, TOLLS["en"]), COUNTS.get(words.language, COUNTS["en"])
    start = next((i for i in range(first, 0, -1) if not _MARKS.isdisjoint(words.gap(i))), 0)
    count = next((i for i in range(start, first) if words.keys[i] in known), first)
    return next((tolls[key] for key in words.keys[count:first] if key in tolls), "")


def _distance(words: Words, place: int, first: int, last: int) -> int:
    """How far a word is from a stretch: a mark or a conjunction between them is far."""
    between = range(place + 1, first + 1) if place < first else range(last + 1, place + 1)
    joins = rules_of(words.language).coordinators | {"and", "und", "et", "y", "e", "en"}
    crossed = sum(not _MARKS.isdisjoint(words.gap(i)) or words.keys[i] in joins for i in between)
    return max(len(between), 0) + _CROSSED * crossed


def _are_people(words: Words, heads: list[str]) -> bool:
    rules = rules_of(words.language)
    persons = _stems(rules.person_nouns, words.language) | _generic(words.language)
    return not heads or not persons.isdisjoint(heads) or any(head.rstrip("s") in persons for head in heads)


def _stems(keys: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(stem(key, language) for key in keys)


def _generic(language: str) -> frozenset[str]:
    return _stems(GENERIC.get(language, GENERIC["en"]), language)


def _range_of(bound: Bound) -> tuple[float, float]:
    """From where to where a figure may be, by its bound and by how it is rounded."""
    number, amount = bound.number, bound.number.amount
    if isinstance(amount, str):
        return math.nan, math.nan
    if number.pair:
        low, _, high = number.pair.partition("-")
        ends = [float(end.replace(",", "")) for end in (low, high) if end.replace(",", "").replace(".", "").isdecimal()]
        if len(ends) == 2 and ends[0] < ends[1]:
            return ends[0], ends[1]
    step = _step(amount)
    return {
        "low": (amount, max(amount + step, amount * (1 + _BEYOND))),
        "high": (amount * (1 - _BEYOND), amount),
        "nearly": (amount * (1 - _ABOUT), amount),
        "about": (amount * (1 - _ABOUT), amount * (1 + _ABOUT)),
    }.get(
        bound.group,
        (amount - _slack(amount, step), amount + _slack(amount, step)) if _may_be_rounded(number) else (amount, amount),
    )


def _slack(amount: float, step: float) -> float:
    """How much a rounded number may be off."""
    return min(_HALF * step, _NEAR * amount)


def _may_be_rounded(number: Number) -> bool:
    amount = float(number.amount)
    return number.kind == "number" and (amount >= _ROUNDED or amount != int(amount) or number.is_signed)


def _step(amount: float) -> float:
    """What the last figure of a number that isn't zero counts: 100 in 1,200, 0.1 in 2.5."""
    digits = f"{amount:.9g}"
    if "e" in digits:
        digits = f"{amount:.0f}"
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _vague(facts: Facts) -> Iterator[Found]:
    """The words for many in a text, each as the range that it stands for: `dozens`."""
    words = facts.words
    known = VAGUE.get(words.language, VAGUE["en"])
    for place in facts.span:
        if words.keys[place] in known and (place == 0 or not words.keys[place - 1][0].isdecimal()):
            low, high = known[words.keys[place]]
            at = place + 1 if _is_part(words, place + 1) else place
            last, heads = _counted(words, at)
            toll = _toll(words, range(place, at + 1), last, heads)
            figure = Figure(low, low, high, bounded=False, loose=True, unit="", heads=frozenset(heads), toll=toll)
            yield Found(figure, place, max(last if heads else place, place))


def same_count(one: Figure, other: Figure, language: str) -> bool:
    """Whether two figures count the same thing, in much the same words."""
    if (one.part, one.more) != (other.part, other.more) or bool(one.toll) != bool(other.toll):
        return False
    if one.toll:
        return one.toll == other.toll and _same_people(one, other, language)
    if isinstance(one.amount, str) or isinstance(other.amount, str):
        return one.unit == other.unit
    if one.unit or other.unit:
        return _dimension(one.unit) == _dimension(other.unit)
    return bool(one.heads & other.heads) or not (one.heads or other.heads)


def _same_people(one: Figure, other: Figure, language: str) -> bool:
    """Whether two tolls count people of the same sort: soldiers aren't compared with people."""
    plain = _generic(language) | {stem(key, language) for key in TOLLS.get(language, TOLLS["en"])}
    first, second = one.heads - plain, other.heads - plain
    return bool(first & second) or not (first or second)


def _dimension(unit: str) -> str:
    return _CONVERSIONS[unit][0] if unit in _CONVERSIONS else "money" if unit in "$£€¥₹" and unit else unit


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of the same thing can both be right, and are no two different lower bounds."""
    same = one.amount == other.amount and one.unit == other.unit
    if same or isinstance(one.amount, str) or isinstance(other.amount, str):
        return same
    if one.unit != other.unit:
        return _converted(one, other)
    if one.ranged and other.ranged:
        return False
    if one.bounded and other.bounded:
        return _round_to(one, other) and not one.toll
    if one.low <= other.high and other.low <= one.high:
        return True
    return _round_to(one, other) or round(one.amount) == other.amount or round(other.amount) == one.amount


def _round_to(one: Figure, other: Figure) -> bool:
    """Whether two figures, of which one isn't exact, are about the same."""
    if not (one.loose and other.loose) or isinstance(one.amount, str) or isinstance(other.amount, str):
        return False
    return abs(one.amount - other.amount) <= _ABOUT * max(one.amount, other.amount)


def _converted(one: Figure, other: Figure) -> bool:
    """Whether figures in two measures are the same; two currencies are, unless the number is."""
    if one.unit in _CONVERSIONS and other.unit in _CONVERSIONS:
        first = float(one.amount) * _CONVERSIONS[one.unit][1]
        second = float(other.amount) * _CONVERSIONS[other.unit][1]
        slack = 2 * _ABOUT if one.loose or other.loose else _CONVERTED
        return abs(first - second) <= slack * max(first, second)
    return one.amount != other.amount


def grown(one: Figure, other: Figure) -> bool:
    """Whether a later figure goes beyond the lower bound that an earlier one gives: five after at least three."""
    if isinstance(one.amount, str) or isinstance(other.amount, str) or not one.bounded or one.unit != other.unit:
        return False
    return other.amount >= one.amount + max(_step(one.amount), 1) and not math.isinf(other.amount)
