"""Dates: each weekday, month, day, time of day and relative day of a value is in its evidence, or follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.times import resolve_time

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Date

__all__ = ["DATES", "same_days"]

_TODAY = dict.fromkeys(["overnight", "this afternoon"], "today")
_YEARS = {"last year": -1, "this year": 0, "next year": 1}
_DAYS = frozenset({"weekday", "day", "relative"})
_BACK = 2
"""Sentences before the evidence whose dates hold on."""


def _missing(candidate: Candidate) -> Finding | None:
    """The first date that the evidence doesn't have."""
    for date, first in candidate.facts.dates.items():
        if not _has_date(candidate, date):
            return found("date_missing", f"{_worded(date)} is not in its evidence", candidate.words, first)
    return None


DATES = Check("dates", _missing)


def _has_date(candidate: Candidate, date: Date) -> bool:
    there = {other for each in candidate.evidence.facts for other in each.dates}
    if date in there or _is_same_day(candidate, date, there) or _is_year(candidate, date):
        return True
    if date[0] == "month" and any(_parts(day)[0] == date[1] for day in same_days(candidate)):
        return True
    sort = date[0]
    if any(other[0] == sort or {sort, other[0]} <= _DAYS for other in there) or sort == "clock":
        return False
    near = {*candidate.index.lead, *_before(candidate)} if candidate.is_stated else candidate.index.lead
    return (sort == "weekday" or candidate.is_stated) and _have(candidate, date, near)


def same_days(candidate: Candidate) -> list[Date]:
    """The days of a value, as `3-2`, that its evidence names otherwise, seen from the day of publication."""
    there = {other for each in candidate.evidence.facts for other in each.dates}
    days = (date for date in candidate.facts.dates if date[0] == "day")
    return [date for date in days if _is_same_day(candidate, date, there)]


def _parts(day: Date) -> tuple[str, str]:
    """The month and the day of the month of a day."""
    month, _, number = day[1].partition("-")
    return month, number


def _before(candidate: Candidate) -> range:
    """The positions of the sentences right before the evidence."""
    first = min(candidate.evidence.positions, default=0)
    return range(max(first - _BACK, 0), first)


def _have(candidate: Candidate, date: Date, positions: Iterable[int]) -> bool:
    return any(date in candidate.index.facts(position).dates for position in positions)


def _is_same_day(candidate: Candidate, date: Date, there: Iterable[Date]) -> bool:
    """Whether a date of the evidence is the same day, seen from the day of publication."""
    if candidate.index.published is None or date[0] not in _DAYS:
        return False
    days = {_day(candidate, other) for other in there if other[0] in _DAYS and other[0] != date[0]}
    days.discard(None)
    return bool(days) and _day(candidate, date) in days


def _day(candidate: Candidate, date: Date) -> datetime.date | None:
    """The day that a date names, seen from the day of publication."""
    published, (sort, which) = candidate.index.published, date
    if sort == "day" and published is not None:
        month, number = _parts(date)
        which = f"{published.year}-{int(month):02}-{int(number):02}"
    return resolve_time(_TODAY.get(which, which), published)


def _is_year(candidate: Candidate, date: Date) -> bool:
    """Whether a year such as `last year` is in the evidence as a number."""
    published, shift = candidate.index.published, _YEARS.get(date[1])
    if published is None or shift is None:
        return False
    return any(number.amount == published.year + shift for each in candidate.evidence.facts for number in each.numbers)


def _worded(date: Date) -> str:
    sort, which = date
    return f"{sort} {which}" if sort in {"month", "day"} else which
