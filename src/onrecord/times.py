"""Resolves the times that an article words, such as "Tuesday", against the day it was published."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time

__all__ = ["resolve_time"]

WEEK = 7
"""A weekday that comes out a week away is the day of publication: news says "on Tuesday" of a Tuesday that is today."""

_CLOCK = re.compile(r"\d:\d|^\d+$")
"""A time of day, or a bare number, which dateparser would take for one of today or this month."""

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
    code = language.lower().partition("-")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # dateparser's own, about formats it guesses at
        try:
            day = _named_day(when, [code], wanted)
        except ValueError:  # a language that dateparser doesn't know: it tries all
            day = _named_day(when, None, wanted)
    return published if day and abs((day - published).days) == WEEK else day


def _named_day(when: str, languages: list[str] | None, settings: dict[str, object]) -> date | None:
    from dateparser.date import DateDataParser

    parser = DateDataParser(languages=languages, settings=settings)
    for phrase in _phrases(when):
        found = parser.get_date_data(phrase)
        if found.date_obj and found.period == "day" and not _CLOCK.search(phrase):
            day: date = found.date_obj.date()
            return day
    return None


def _phrases(when: str) -> list[str]:
    """`when` whole, then without its first word ("on Tuesday"), then without its last ("Tuesday night")."""
    words = when.split()
    return [when, " ".join(words[1:]), " ".join(words[:-1])]
