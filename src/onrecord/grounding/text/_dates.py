"""Weekdays, months, days, times of day and relative times that a text names."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.languages import ENGLISH, language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.grounding.text._words import Words

__all__ = ["SMALL_MONTHS", "Date", "dates_in", "is_date_word", "iso_date_at"]

Date = tuple[str, str]
"""What sort of date it is, and which: `("weekday", "friday")`, `("day", "7-20")`, `("relative", "next week")`."""

_SHORT_DAYS = {
    short: day
    for shorts, day in (
        ("mon", "monday"),
        ("tue tues", "tuesday"),
        ("wed weds", "wednesday"),
        ("thu thur thurs", "thursday"),
        ("fri", "friday"),
        ("sat", "saturday"),
        ("sun", "sunday"),
    )
    for short in shorts.split()
}
_CLOCK = {"noon": "noon", "midday": "noon", "midnight": "midnight", "gmt": "gmt", "utc": "gmt"}
_SHIFTS = {"next": "next", "last": "last", "previous": "last", "past": "last", "coming": "next", "following": "next"}
_PERIODS = {"day", "week", "weekend", "month", "quarter", "year", "decade", "century", "season", "summer", "winter"}
_PERIODS |= (
    {"spring", "autumn", "fall", "morning", "afternoon", "evening", "night"}
    | ENGLISH.weekdays.keys()
    | ENGLISH.months.keys()
)
_CUES = _CLOCK.keys() | _SHIFTS.keys() | _SHORT_DAYS.keys() | {"this", "am", "pm", "a", "p"}
_BEFORE_MONTH = {"in", "since", "from", "by", "until", "till", "of", "early", "late", "mid", "last", "next", "this"}
_BEFORE_MONTH |= {"and", "to", "through", "between", "before", "after", "during", "for"}


SMALL_MONTHS = frozenset({"es", "fr", "it", "pt"})
"""Languages in which a month with a capital letter is a name: `Julio`, `Avril`."""
_GERMAN_TIMES = ("abend", "mittag", "morgen", "nachmittag", "nacht", "vormittag", "s")
_ENGLISH_DAYS = tuple(ENGLISH.weekdays)
_CHINESE_DAYS = "一二三四五六日"
_JAPANESE_DAYS = "月火水木金土日"
_HAN = re.compile(
    r"(?:[周週]|星期|[礼禮]拜)(?P<day>[一二三四五六日天])|(?P<yobi>[月火水木金土日])曜"
    r"|(?P<near>今[天日]|昨[天日]|明[天日]|前天|[后後]天|本[周週]|上[周週]|下[周週]|先週|来週|来月|先月|去年|今年|明年|来年)"
)
_HAN_NEAR = str.maketrans("日週後来", "天周后下")


class Calendar(NamedTuple):
    """A language's words for weekdays (by the English ones), for months, and for days as seen from today."""

    weekdays: Mapping[str, str]
    months: Mapping[str, int]
    relative: Mapping[str, str]
    cues: frozenset[str]


@cache
def _calendar(language: str) -> Calendar:
    known = language_of(language) or ENGLISH
    endings = {"en": ("s",), "de": _GERMAN_TIMES}.get(known.code, ())
    weekdays = {f"{form}{ending}": day for form, day in known.weekdays.items() for ending in ("", *endings)}
    cues = _CUES if known is ENGLISH else _CLOCK.keys()
    return Calendar(weekdays, known.months, known.days, frozenset({*weekdays, *known.months, *known.days, *cues}))


def is_date_word(key: str, language: str) -> bool:
    """Whether a word of a language is a weekday or a month."""
    calendar = _calendar(language)
    return key in calendar.weekdays or key in calendar.months


def dates_in(words: Words, span: range) -> dict[Date, int]:
    """The dates among `span`, each with the word it starts at; years are numbers and left to those."""
    found: dict[Date, int] = {}
    calendar = _calendar(words.language)
    _add_figures(words, span, found)
    if words.mixed:
        _add_han(words, span, found)
    if calendar.cues.isdisjoint(words.keys[span.start : span.stop]):
        return found
    for index in span:
        key = words.keys[index]
        if key not in calendar.cues:
            continue
        _add_named(words, span, index, found)
        if key in _SHIFTS or key == "this":
            _add_relative(words, span, index, found)
        if _is_half_day(words, span, index) and (index == span.start or words.keys[index - 1][-1].isdecimal()):
            found[("clock", key[0] + "m")] = index
    return found


def _is_half_day(words: Words, span: range, index: int) -> bool:
    """Whether a word is `am` or `pm`, or the first letter of `p.m.`."""
    key, following = words.keys[index], words.keys[index + 1] if index + 1 in span else ""
    return key in {"am", "pm"} or (key in {"a", "p"} and following == "m")


def iso_date_at(words: Words, index: int, stop: int) -> tuple[int, int] | None:
    """The month and the day of a date such as 2025-03-05 that begins at a word; None if none does."""
    keys = words.keys[index : min(index + 3, stop)]
    if list(map(len, keys)) != [4, 2, 2] or words.gap(index + 1) != "-" or words.gap(index + 2) != "-":
        return None
    if not all(key.isdecimal() for key in keys) or not (0 < int(keys[1]) <= 12 and 0 < int(keys[2]) <= 31):
        return None
    return int(keys[1]), int(keys[2])


def _add_figures(words: Words, span: range, found: dict[Date, int]) -> None:
    """The dates and times of day that are written in figures alone: 2025-03-05, 8pm."""
    for index in span:
        key = words.keys[index]
        if not key[0].isdecimal():
            continue
        if key[-2:] in {"am", "pm"}:
            found[("clock", key[-2:])] = index
        elif date := iso_date_at(words, index, span.stop):
            found[("month", f"{date[0]}")] = index
            found[("day", f"{date[0]}-{date[1]}")] = index


def _add_named(words: Words, span: range, index: int, found: dict[Date, int]) -> None:
    """The weekday, the month, the day or the time of day that one word names."""
    key, calendar = words.keys[index], _calendar(words.language)
    if key in _SHORT_DAYS and calendar.months is ENGLISH.months:
        if words.is_capital(index) and _is_beside_day(words, span, index):
            found[("weekday", _SHORT_DAYS[key])] = index
    elif key in calendar.weekdays:
        found[("weekday", calendar.weekdays[key])] = index
    elif key in calendar.months and _is_month(words, span, index, calendar):
        _add_month(words, span, index, found)
    elif key in calendar.relative:
        found[("relative", calendar.relative[key])] = index
    elif key in _CLOCK:
        found[("clock", _CLOCK[key])] = index


def _is_month(words: Words, span: range, index: int, calendar: Calendar) -> bool:
    """Whether a month's name is one by its first letter: a capital in English, and none in languages as Spanish."""
    if calendar.months is ENGLISH.months:
        return words.is_capital(index)
    return words.language not in SMALL_MONTHS or index == span.start or not words.is_capital(index)


def _is_beside_day(words: Words, span: range, index: int) -> bool:
    """Whether a short form of a weekday, as `Sun`, stands alone or right before a day of the month or a month."""
    following = words.keys[index + 1] if index + 1 in span else ""
    return len(span) == 1 or following[:1].isdecimal() or following in ENGLISH.months


def _add_han(words: Words, span: range, found: dict[Date, int]) -> None:
    """The weekdays and the days as seen from today that a text has in Han characters."""
    if not span:
        return
    for match in _HAN.finditer(words.text, words.starts[span.start], words.ends[span.stop - 1]):
        if match["near"]:
            date = ("relative", match["near"].translate(_HAN_NEAR))
        else:
            names = _CHINESE_DAYS if match["day"] else _JAPANESE_DAYS
            date = ("weekday", _ENGLISH_DAYS[names.index((match["day"] or match["yobi"]).replace("天", "日"))])
        found[date] = bisect_left(words.starts, match.start())


def _add_month(words: Words, span: range, index: int, found: dict[Date, int]) -> None:
    key, months = words.keys[index], _calendar(words.language).months
    day = _day(words, span, index)
    year = index + 1 in span and _is_year(words.keys[index + 1])
    before = words.keys[index - 1] if index > span.start else ""
    full = (len(key) > 4 and key != "march") or months is not ENGLISH.months
    if not (full or day or year or before in _BEFORE_MONTH or len(span) <= 2):
        return
    found[("month", str(months[key]))] = index
    if day:
        found[("day", f"{months[key]}-{day}")] = index


def _day(words: Words, span: range, index: int) -> str | None:
    """The day of the month beside a month's name: `November 5`, `5 November`, `5th of November`."""
    beside = [index + 1, index - 1]
    if index - 1 in span and words.keys[index - 1] in {"of", "de"}:
        beside.append(index - 2)
    for place in beside:
        if place in span:
            digits = words.keys[place].rstrip("stndrh")
            if digits.isdecimal() and len(digits) <= 2:
                return digits.lstrip("0")
    return None


def _is_year(key: str) -> bool:
    return key.isdecimal() and len(key) == 4


def _add_relative(words: Words, span: range, index: int, found: dict[Date, int]) -> None:
    if index + 1 in span and words.keys[index + 1] in _PERIODS:
        shift = _SHIFTS.get(words.keys[index], "this")
        found[("relative", f"{shift} {words.keys[index + 1]}")] = index
