"""Resolves the times that an article words, such as "Tuesday", against the day it was published."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time

__all__ = ["resolve_time"]

WEEK = 7
"""A weekday that comes out a week away is the day of publication: news says "on Tuesday" of a Tuesday that is today."""

_NOT_TODAY = re.compile(r"\d|\b(?:last|next|past|coming|ago|days)\b", re.IGNORECASE)
"""What names a day that may well be a week away."""

_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b\.?|\b\d{1,2}:\d\d(?::\d\d)?|\b(?:noon|midday|midnight)\b", re.IGNORECASE
)
"""A time of day, which dateparser would take for one of today."""

_WHILE = re.compile(r"\b(?:hour|minute|second)s?\b(?!.*\bago\b)|^\d+$", re.IGNORECASE)
"""A while or a bare number, which it would take for one of today or a day of this month."""

FUTURE = frozenset({"planned", "possible"})
"""Statuses of events whose times lie ahead."""


def resolve_time(
    when: str | None, published: date | None, *, language: str = "en", status: str = "happened"
) -> date | None:
    """The day that `when` names, seen from `published`; None where either is unknown or it names no one day."""
    if not when or published is None:
        return None
    wanted: dict[str, object] = {
        "RELATIVE_BASE": datetime.combine(published, time(12)),
        "PREFER_DATES_FROM": "future" if status in FUTURE else "past",
    }
    when = _CLOCK.sub("", when)
    code = language.lower().partition("-")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # dateparser's own, about formats it guesses at
        try:
            day = _named_day(when, [code], wanted)
        except ValueError:  # a language that dateparser doesn't know: it tries all
            day = _named_day(when, None, wanted)
    is_today = day is not None and abs((day - published).days) == WEEK and not _NOT_TODAY.search(when)
    return published if is_today else day


def _named_day(when: str, languages: list[str] | None, settings: dict[str, object]) -> date | None:
    from dateparser.date import DateDataParser

    parser = DateDataParser(languages=languages, settings=settings)
    for phrase in _phrases(when):
        found = parser.get_date_data(phrase)
        if found.date_obj and found.period == "day" and not _WHILE.search(phrase):
            day: date = found.date_obj.date()
            return day
    return None


def _phrases(when: str) -> list[str]:
    """`when` whole, then without its first word ("on Tuesday"), then without its last ("Tuesday night")."""
    words = when.split()
    return [" ".join(part) for part in (words, words[1:], words[:-1]) if part]
