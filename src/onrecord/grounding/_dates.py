"""Weekdays, months, days, times of day and relative times that a text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicon import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from onrecord.grounding._words import Words

__all__ = ["Date", "dates_in"]

Date = tuple[str, str]
"""What sort of date it is, and which: `("weekday", "friday")`, `("day", "7-20")`, `("relative", "next week")`."""

_DAYS = {"today", "tomorrow", "yesterday", "tonight", "overnight"}
_CLOCK = {"noon": "noon", "midday": "noon", "midnight": "midnight", "gmt": "gmt", "utc": "gmt"}
_SHIFTS = {"next": "next", "last": "last", "previous": "last", "past": "last", "coming": "next", "following": "next"}
_PERIODS = {"day", "week", "weekend", "month", "quarter", "year", "decade", "century", "season", "summer", "winter"}
_PERIODS |= {"spring", "autumn", "fall", "morning", "afternoon", "evening", "night"} | WEEKDAYS | set(MONTHS)
_CUES = _DAYS | _CLOCK.keys() | _SHIFTS.keys() | WEEKDAYS | {f"{day}s" for day in WEEKDAYS} | set(MONTHS)
_CUES |= {"this", "am", "pm", "a", "p"}
_BEFORE_MONTH = {"in", "since", "from", "by", "until", "till", "of", "early", "late", "mid", "last", "next", "this"}
_BEFORE_MONTH |= {"and", "to", "through", "between", "before", "after", "during", "for"}


def dates_in(words: Words, span: range) -> dict[Date, int]:
    """The dates among `span`, each with the word it starts at; years are numbers and left to those."""
    found: dict[Date, int] = {}
    if _CUES.isdisjoint(words.keys[span.start : span.stop]):
        return found
    for index in span:
        key = words.keys[index]
        if key not in _CUES:
            continue
        if key in WEEKDAYS or (key[-1] == "s" and key[:-1] in WEEKDAYS):
            found[("weekday", key.removesuffix("s"))] = index
        elif key in MONTHS and words.is_capital(index):
            _add_month(words, span, index, found)
        elif key in _DAYS:
            found[("relative", key)] = index
        elif key in _CLOCK:
            found[("clock", _CLOCK[key])] = index
        if key in _SHIFTS or key == "this":
            _add_relative(words, span, index, found)
        if key in {"am", "pm"} or (key in {"a", "p"} and index + 1 in span and words.keys[index + 1] == "m"):
            found[("clock", key[0] + "m")] = index
    return found


def _add_month(words: Words, span: range, index: int, found: dict[Date, int]) -> None:
    key = words.keys[index]
    day = _day(words, span, index)
    year = index + 1 in span and _is_year(words.keys[index + 1])
    before = words.keys[index - 1] if index > span.start else ""
    full = len(key) > 4 and key != "march"
    if not (full or day or year or before in _BEFORE_MONTH or len(span) <= 2):
        return
    found[("month", str(MONTHS[key]))] = index
    if day:
        found[("day", f"{MONTHS[key]}-{day}")] = index


def _day(words: Words, span: range, index: int) -> str | None:
    """The day of the month beside a month's name: `November 5`, `5 November`, `5th of November`."""
    beside = [index + 1, index - 1]
    if index - 1 in span and words.keys[index - 1] == "of":
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
