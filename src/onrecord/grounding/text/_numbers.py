"""Numbers of a text, in figures or in words, and what they count."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.grounding.languages import ENGLISH, rules_of
from onrecord.grounding.text._content import stem
from onrecord.grounding.text._dates import iso_date_at
from onrecord.grounding.text._figures import decimal, fraction, han_number
from onrecord.grounding.text._numerals import ARTICLES, HALVES, HAN, numerals
from onrecord.grounding.text._words import Words, fold_gap

__all__ = ["RATES", "Number", "numbers_in"]

_CURRENCY = {"$": "$", "£": "£", "€": "€", "¥": "¥", "₹": "₹"} | {
    word: sign
    for sign, words in {
        "$": "dollar dollars",
        "£": "pound pounds sterling",
        "€": "euro euros",
        "¥": "yen yuan",
        "₹": "rs rupee rupees",
    }.items()
    for word in words.split()
}
_SIGNS = frozenset({*_CURRENCY.values(), "%", "percentage point"})
_MEASURES = {stem(form): measure for form, measure in ENGLISH.measures.items()}
_POINT = "percentage point"
RATES = {
    form: period
    for period, forms in {
        "hour": "hourly",
        "day": "daily",
        "night": "nightly",
        "week": "weekly",
        "month": "monthly",
        "quarter": "quarterly",
        "year": "yearly annually annual",
        "person": "head capita",
    }.items()
    for form in (period, *forms.split())
}
"""Words for that to which a rate refers, as in `5% a month` or `500 euros monthly`."""
_EACH = frozenset({"a", "an", "per", "each", "every"})
_PERCENT = {"%", "percent", "per", "pct", "percentage", "prozent", "procent", "процентов", "процента"}
_PER_CENT = {"pour cent", "por ciento", "por cento"}
_HUNDREDS = frozenset({"hundred", "thousand", "million", "billion", "dozen"})
_STOPS = frozenset(",;:.!?()")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(rf"[\d\u00bc-\u00be\u2150-\u215e{''.join(sorted(HAN))}]")
_PARTS = frozenset("23456789") | {"10"}
"""The figures below the line of a fraction."""
_SUFFIX = re.compile(r"\d((?!st$|nd$|rd$|th$|s$)[^\W\d_]+)$", re.IGNORECASE)
_SUFFIXES = frozenset(
    {"st", "nd", "rd", "th", "s", "m", "bn", "k", "mn", "tn", "pm", "am", "lb", "lbs", "ml", "g", "mg"}
)
_SUFFIXES |= {form for form in ENGLISH.measures if len(form) <= 3}
"""Letters that figures may have behind them without being a code."""
_ANDS = frozenset({"and", "und", "et", "y", "e"})
_TOS = frozenset({"to", "and", "bis", "und", "à", "et", "a", "y"})
_UP_TO = frozenset({"to", "bis", "à", "a"})
"""Words between the two ends of a range."""
_OF = frozenset({"d", "de", "di"})
"""Words between a number and what it counts, as in `3 millions d’euros`."""
_THOUSAND = 1000
_DIGITS = 9
"""Decimals to which numbers are compared, so that three times a quarter is ¾."""
_BETWEEN = 5
"""How many words before a number its `between` is looked for."""
_SHORT = 4
"""Letters that a short form of a scale has at most."""
_REACH = 3
"""How many words after a number may lie between it and its unit."""


class Number(NamedTuple):
    """A number, the words it spans, and what follows it.

    `kind` is `number`, `ordinal`, `score` or `clock`; `unit` is a currency, `%`, or the stem of the word counted.
    """

    amount: float | str
    kind: str
    first: int
    last: int
    unit: str | None
    near: frozenset[str]
    negative: bool
    suffix: str
    """letters glued to its figures: `pm`, `km`"""
    ranged: bool
    """whether it is one end of a range: `between 3 and 5`, `3 to 5`"""
    rate: str | None
    """what it is counted by, as the month of `5% a month`"""
    pair: str
    """both ends of its range as `2-3`, where another number and `to` or `and` are beside it; or nothing"""
    age: bool
    """whether it is somebody's age"""

    @property
    def measure(self) -> str | None:
        """The measure of length, weight, time or the like that it is given in."""
        return _MEASURES.get(self.suffix) or _MEASURES.get(self.unit or "")

    @property
    def is_signed(self) -> bool:
        """Whether its unit is a currency or a percentage: under another one it is another number."""
        return self.unit in _SIGNS


def numbers_in(words: Words, span: range) -> list[Number]:
    """The numbers among `span`, in order."""
    found: list[Number] = []
    starts = numerals(words.language).starts
    if not _has_number(words, span, starts):
        return found
    after = span.start
    for index in span:
        key = words.keys[index]
        if index < after or not (key in starts or key[0].isnumeric()):
            continue
        read = _score(words, index, span.stop) or _amount(words, index, span.stop)
        if read is not None:
            amount, kind, after = read
            if iso_date_at(words, index, span.stop):
                after = index + 3
            found.append(_with_unit(words, span, amount, kind, index, after))
    return found


def _has_number(words: Words, span: range, starts: frozenset[str]) -> bool:
    if not span:
        return False
    figures = _DIGIT if words.text.isascii() else _FIGURE
    figure = figures.search(words.text, words.starts[span.start], words.ends[span.stop - 1])
    return bool(figure) or not starts.isdisjoint(words.keys[span.start : span.stop])


def _with_unit(words: Words, span: range, amount: float | str, kind: str, first: int, after: int) -> Number:
    units, behind = numerals(words.language).units, words.keys[after : min(after + _REACH, span.stop)]
    near = [key for key in behind if not (key in units or key[0].isdecimal())]
    if near and near[0] in _OF:
        del near[0]
    unit = _CURRENCY.get(words.keys[first - 1]) if first > span.start else None
    if kind == "percent":
        kind, unit = "number", "%"
    if near and unit is None and not _is_cut(words, after):
        points = near[0] == "percentage" and near[1:2] in (["point"], ["points"])
        percent = near[0] in _PERCENT or " ".join(near[:2]) in _PER_CENT
        unit = _POINT if points else "%" if percent else _CURRENCY.get(near[0])
        if unit is None and near[0] not in rules_of(words.language).function_words:
            unit = stem(near[0], words.language)
    following = frozenset(stem(key, words.language) for key in near)
    glued = _SUFFIX.search(words.text[words.starts[after - 1] : words.ends[after - 1]])
    suffix = glued[1].lower() if glued and kind == "number" else ""
    return Number(
        amount,
        kind,
        first,
        after - 1,
        unit,
        following,
        _is_negative(words, first),
        suffix,
        _is_ranged(words, span, first, after),
        _rate(words, after, span.stop),
        _pair(words, span, first, after),
        _is_age(words, span, first, after),
    )


def _rate(words: Words, after: int, stop: int) -> str | None:
    """What a number is counted by, told by the words behind it: `a month`, `per head`, `daily`."""
    for place in range(after, min(after + _REACH, stop)):
        key, before = words.keys[place], words.keys[place - 1]
        if place > after and not _STOPS.isdisjoint(words.gap(place)):
            return None
        if key in RATES and (before in _EACH or key not in RATES.values()):
            return RATES[key]
    return None


def _pair(words: Words, span: range, first: int, after: int) -> str:
    """Both ends of a range that a number is one end of: `2-3` of `2 to 3` or `between two and three`."""
    if after + 1 < span.stop and words.keys[after] in _TOS and (high := _low(words, after + 1)):
        return f"{_low(words, first)}-{high}"
    if first - 2 >= span.start and words.keys[first - 1] in _TOS and (low := _low(words, first - 2)):
        return f"{low}-{_low(words, first)}"
    return ""


def _low(words: Words, place: int) -> str:
    """The figures of a number's first word, without what multiplies it."""
    key = words.keys[place]
    amount = numerals(words.language).units.get(key)
    return key if key[0].isdecimal() else f"{amount:g}" if amount else ""


def _is_age(words: Words, span: range, first: int, after: int) -> bool:
    """Whether a number is somebody's age: `aged 39`, `39-year-old`, `39 years old`, `Jane Roe, 39,`."""
    keys, before = words.keys[after : min(after + 2, span.stop)], words.keys[max(first - 2, span.start) : first]
    if (
        (keys[:1] in (["year"], ["years"]) and keys[1:] == ["old"])
        or before[-1:] == ["aged"]
        or before == ["age", "of"]
    ):
        return True
    if not before or not words.is_capital(first - 1) or not words.keys[first].isdecimal() or len(words.keys[first]) > 2:
        return False
    ends = after >= span.stop or words.gap(after).startswith((",", ")", ".", ";"))
    return ends and words.gap(first) in {", ", " ("}


def _is_cut(words: Words, after: int) -> bool:
    """Whether a mark parts a number from the word behind it; the full stop of a short form as `3 Mio.` doesn't."""
    gap = words.gap(after).rstrip()
    short = (
        gap == "." and len(words.keys[after - 1]) <= _SHORT and words.keys[after - 1] in numerals(words.language).scales
    )
    return not short and not _STOPS.isdisjoint(gap)


def _is_negative(words: Words, place: int) -> bool:
    """Whether a minus sign stands right before a number, and no word before that."""
    before = words.text[max(0, words.starts[place] - 2) : words.starts[place]]
    return before[-1:] in ("-", "\u2212") and not before[:-1].strip()


def _is_ranged(words: Words, span: range, first: int, after: int) -> bool:
    """Whether a number is an end of `between … and …`, or of a range such as `3 to 5`."""
    before = words.keys[max(span.start, first - _BETWEEN) : first]
    if before[-1:] == ["between"] or (before[-1:] == ["and"] and "between" in before):
        return True
    if after + 1 < span.stop and words.keys[after] in _UP_TO:
        return _rises(words, span, first, after + 1)
    return first - 2 >= span.start and words.keys[first - 1] in _UP_TO and _rises(words, span, first - 2, first)


def _rises(words: Words, span: range, low: int, high: int) -> bool:
    """Whether two numbers are a range, and not a score or what something goes from and to."""
    if low > span.start and words.keys[low - 1] in rules_of(words.language).assertions.origins:
        return False
    one, other = (decimal(_low(words, place), words.language) for place in (low, high))
    return one is not None and other is not None and one < other


def _score(words: Words, index: int, stop: int) -> tuple[str, str, int] | None:
    """`3-2`, where each side is one or two figures."""
    if index + 1 >= stop or not words.keys[index].isdecimal() or not _is_dash(words.gap(index + 1)):
        return None
    one, two = words.keys[index], words.keys[index + 1]
    if one.isdecimal() and two.isdecimal() and len(one) <= 3 and len(two) <= 3:
        return f"{one}-{two}", "score", index + 2
    return None


def _is_dash(gap: str) -> bool:
    return len(gap) == 1 and fold_gap(gap) == "-"


def _amount(words: Words, index: int, stop: int) -> tuple[float | str, str, int] | None:
    key = words.keys[index]
    if key in HAN or _before_han(words, index, stop):
        return han_number(words, index, stop)
    if key[0].isnumeric():
        return _figures(words, index, stop)
    if numerals(words.language).units is not ENGLISH.units:
        return _spelled(words, index, stop)
    return _in_english(words, index, stop)


def _in_english(words: Words, index: int, stop: int) -> tuple[float | str, str, int] | None:
    key = words.keys[index]
    if key in ENGLISH.units:
        return _in_words(words, index, stop)
    if key in ENGLISH.ordinals or key in ENGLISH.fractions:
        return _fraction_or_ordinal(words, index)
    if key in _HUNDREDS and index and words.keys[index - 1] in {"a", "an"}:
        return float(ENGLISH.scales[key]), "number", index + 1
    return None


def _before_han(words: Words, index: int, stop: int) -> bool:
    """Whether figures stand right before a Han character for a number."""
    return index + 1 < stop and words.keys[index + 1] in HAN and not words.gap(index + 1)


def _spelled(words: Words, index: int, stop: int) -> tuple[float, str, int] | None:
    """A number in words of another language than English, the longest that is one."""
    known = numerals(words.language)
    for after in range(min(index + known.longest, stop), index, -1):
        amount = known.units.get(" ".join(words.keys[index:after]))
        if amount is not None and all(fold_gap(words.gap(i)) in {"", "-"} for i in range(index + 1, after)):
            is_plain = words.keys[index] in known.scales and fold_gap(words.gap(index)) in {"", "-"}
            is_scale = is_plain and after == index + 1
            return _scaled(words, index, stop, 1.0) if is_scale else _scaled(words, after, stop, amount)
    if words.keys[index] in ARTICLES and known.scales.get(" ".join(words.keys[index + 1 : index + 2]), 0) >= _THOUSAND:
        return _scaled(words, index + 1, stop, 1.0)
    return None


def _figures(words: Words, index: int, stop: int) -> tuple[float | str, str, int] | None:
    key = words.keys[index]
    if ":" in key:
        return key.lstrip("0"), "clock", index + 1
    if read := _parted(words, index, stop):
        return read
    digits = key.rstrip("abcdefghijklmnopqrstuvwxyz")
    suffix = key[len(digits) :]
    amount = decimal(digits, words.language)
    if amount is None or (suffix and suffix not in _SUFFIXES):
        return key, "code", index + 1
    if suffix in {"st", "nd", "rd", "th"}:
        return amount, "ordinal", index + 1
    amount *= ENGLISH.scales.get(suffix, 1)
    return _scaled(words, index + 1, stop, amount)


def _parted(words: Words, index: int, stop: int) -> tuple[float, str, int] | None:
    """A fraction in figures: ½, 1½, 1 ½, 1/2, 1 1/2."""
    if not words.keys[index].isdecimal():
        value = fraction(words.keys[index])
        return None if value is None else (round(value, _DIGITS), "number", index + 1)
    if index + 1 >= stop:
        return None
    rest = fraction(words.keys[index + 1]) if words.gap(index + 1) == " " else None
    if rest is not None:
        return float(words.keys[index]) + rest, "number", index + 2
    if value := _slashed(words, index, stop):
        return value, "number", index + 2
    more = _slashed(words, index + 1, stop) if words.gap(index + 1) == " " else None
    return (float(words.keys[index]) + more, "number", index + 3) if more else None


def _slashed(words: Words, index: int, stop: int) -> float | None:
    """The value of `1/2`, where nothing else is joined to it."""
    if index + 1 >= stop or words.gap(index + 1) not in {"/", "\u2044"} or words.keys[index + 1] not in _PARTS:
        return None
    over, under = words.keys[index], int(words.keys[index + 1])
    if not over.isdecimal() or not 0 < int(over) < under or words.gap(index)[-1:] == "/":
        return None
    return None if words.text.startswith("/", words.ends[index + 1]) else round(int(over) / under, _DIGITS)


def _in_words(words: Words, index: int, stop: int) -> tuple[float | str, str, int]:
    amount = ENGLISH.units[words.keys[index]]
    after = index + 1
    if amount >= 20 and after < stop and 0 < ENGLISH.units.get(words.keys[after], 0) < 10:
        amount += ENGLISH.units[words.keys[after]]
        after += 1
    elif amount >= 20 and after < stop and 0 < ENGLISH.ordinals.get(words.keys[after], 0) < 10:
        return float(amount + ENGLISH.ordinals[words.keys[after]]), "ordinal", after + 1
    elif (
        after < stop
        and amount < ENGLISH.fractions.get(words.keys[after], 0)
        and fold_gap(words.gap(after)) in {"-", ""}
    ):
        return round(amount / ENGLISH.fractions[words.keys[after]], _DIGITS), "number", after + 1
    return _scaled(words, after, stop, float(amount))


def _scaled(words: Words, after: int, stop: int, amount: float) -> tuple[float, str, int]:
    known = numerals(words.language)
    after, amount = _and_half(words, after, stop, amount, 1.0)
    while after < stop and words.keys[after] in known.scales and fold_gap(words.gap(after)) in {"", "-"}:
        scale = known.scales[words.keys[after]]
        amount = amount + scale if 1 < scale < amount and words.keys[after] in known.units else amount * scale
        after, amount = _and_half(words, after + 1, stop, amount, scale)
        rest = after + (after < stop and words.keys[after] in _ANDS)
        if amount % 100 == 0 and rest < stop and _is_added(words, rest):
            more, _, after = _more(words, rest, stop)
            amount += more if isinstance(more, float) else 0
    return round(amount, _DIGITS), "number", after


def _and_half(words: Words, after: int, stop: int, amount: float, unit: float) -> tuple[int, float]:
    """Where a number ends and what it is, with the half of its unit that `and a half` adds."""
    for half in HALVES.get(words.language, ()):
        if words.keys[after : min(after + len(half), stop)] == list(half):
            return after + len(half), amount + unit / 2
    return after, amount


def _is_added(words: Words, rest: int) -> bool:
    """Whether a number word behind hundreds or thousands is added to them, and doesn't multiply them."""
    known, key = numerals(words.language), words.keys[rest]
    return key in known.units and key not in known.scales and fold_gap(words.gap(rest)) in {"", "-"}


def _more(words: Words, rest: int, stop: int) -> tuple[float | str, str, int]:
    """What is added to hundreds or thousands in words."""
    if numerals(words.language).units is ENGLISH.units:
        return _in_words(words, rest, stop)
    return _spelled(words, rest, stop) or (0.0, "number", rest)


def _fraction_or_ordinal(words: Words, index: int) -> tuple[float | str, str, int]:
    key = words.keys[index]
    is_part = words.keys[index + 1 : index + 2] == ["of"] and index > 0 and words.keys[index - 1] in {"a", "one"}
    if key in ENGLISH.ordinals and not (is_part and key in ENGLISH.fractions):
        return float(ENGLISH.ordinals[key]), "ordinal", index + 1
    return round(1 / ENGLISH.fractions[key], _DIGITS), "number", index + 1
