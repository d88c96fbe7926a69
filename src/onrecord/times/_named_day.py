"""The day that a worded time names."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from onrecord.times._codes import codes_of
from onrecord.times._feasts import feast
from onrecord.times._words import WORDS
from onrecord.times._zero import is_zero_day

__all__ = ["day_named"]

LONGEST = 200
"""Characters that a worded time may have; what is longer is a text, and names no one day."""

SOON = timedelta(days=90)
"""How far ahead a day of a month is still taken for one to come where nothing says which way it lies."""

AHEAD = {"planned": True, "possible": True, "happened": False}
"""Whether the times of events lie ahead, by the events' status; those of others may lie on either side."""

_SAME_LANGUAGE = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class _View:
    """What a time is seen from, and whether it lies ahead, where that is known."""

    now: datetime
    ahead: bool | None

    @property
    def today(self) -> date:
        return self.now.date()

    def is_likely(self, day: date) -> bool:
        """Whether a day lies the right way; where that isn't known, it isn't further ahead than `SOON`."""
        if self.ahead is None:
            return day <= self.today + SOON
        return day == self.today or (day > self.today) == self.ahead

    def nearest(self, days: Iterable[date]) -> date | None:
        """Of some days the one the right way that is the least far off."""
        return min(days, key=lambda day: (not self.is_likely(day), abs(day - self.today)), default=None)


def day_named(when: str, published: date, language: str, status: str | None) -> date | None:
    """The one day that `when` names, seen from `published`, else None."""
    if len(when) > LONGEST:
        return None
    code, *region = re.split("[-_]", language)
    code = _SAME_LANGUAGE.get(code, code)
    now = published if isinstance(published, datetime) else datetime.combine(published, time(12))
    view = _View(now, AHEAD.get(status or ""))
    if is_zero_day(view.today):
        return None
    try:
        day = _day(codes_of(when, code, region[-1] if region else ""), view)
        return day if day or code in WORDS else _day_by_dateparser(when, code, view)
    except (OverflowError, ValueError):  # February 30, a million days ago, or a language that nobody knows
        return None


def _day(codes: str, view: _View) -> date | None:
    for form, read in _FORMS:
        if found := form.match(codes):
            return read(found, view)
    return None


def _stated(found: re.Match[str], _: _View) -> date | None:
    day = date.fromisoformat(found["day"])
    return None if is_zero_day(day) else day


def _near(found: re.Match[str], view: _View) -> date:
    return view.today + timedelta(int(found["days"]))


def _weekday(found: re.Match[str], view: _View) -> date:
    back = (view.today.weekday() - int(found["weekday"])) % 7
    if found["which"] == "last":
        return view.today - timedelta(back or 7)
    if found["which"] == "next":
        return view.today + timedelta(7 - back)
    if found["which"] == "this" and view.ahead is None:
        return view.today + timedelta(int(found["weekday"]) - view.today.weekday())
    is_ahead = back == 6 if view.ahead is None else view.ahead
    return view.today + timedelta(-back % 7 if is_ahead else -back)


def _weekday_of_week(found: re.Match[str], view: _View) -> date:
    monday = view.today - timedelta(view.today.weekday())
    return monday + timedelta(int(found["weekday"]) + 7 * _SHIFT[found["which"]])


def _of_year(found: re.Match[str], view: _View) -> date | None:
    """A day of a month, or one that has a name: in the year that is told, that its weekday tells, or the nearest."""
    year = int(found["year"]) if found["year"] else None
    if found["which_year"]:
        year = view.today.year + _SHIFT[found["which_year"]]
    if year:
        return _day_in(found, year)
    days = list(_occurrences(found, view.today.year))
    if found["which"] in ("last", "next"):
        view = replace(view, ahead=found["which"] == "next")
        days = [day for day in days if day != view.today]
    weekday = found["weekday"] or found["weekday2"]
    told = [day for day in days if weekday and day.weekday() == int(weekday) and abs(day - view.today).days < 400]
    return view.nearest(told or days)


def _occurrences(found: re.Match[str], year: int) -> Iterable[date]:
    for each in range(year - 8, year + 9):
        try:
            yield _day_in(found, each)
        except ValueError:
            continue


def _day_in(found: re.Match[str], year: int) -> date:
    if found["feast"]:
        return feast(found["feast"].replace("_", " "), year)
    return date(year, int(found["month"]), int(found["day"]))


def _weekday_and_number(found: re.Match[str], view: _View) -> date | None:
    """Of the days about now with a number, the one that is such a weekday: "Tuesday the 8th"."""
    near = (view.today + timedelta(days) for days in range(-200, 201))
    number, weekday = int(found["day"]), int(found["weekday"])
    return view.nearest(day for day in near if day.day == number and day.weekday() == weekday)


def _of_month(found: re.Match[str], view: _View) -> date:
    month = view.today.replace(day=1) + relativedelta(months=_SHIFT[found["which"]])
    return month.replace(day=int(found["day"]))


def _ago(found: re.Match[str], view: _View) -> date:
    return (view.now - _while(found)).date()


def _hence(found: re.Match[str], view: _View) -> date | None:
    """Counted from now, but not where something happened "in three days", since it took them."""
    if found["in"] and view.ahead is False:
        return None
    return (view.now + _while(found)).date()


def _counted(found: re.Match[str], view: _View) -> date | None:
    """Counted from a day: "3 days from Tuesday", "the day after Christmas", "a week ago today"."""
    if found["way"] == "from" and view.ahead is None:
        view = replace(view, ahead=True)
    day = _day(found["rest"], view)
    forth = found["way"] in ("from", "after", "in")
    return day and (day + _while(found) if forth else day - _while(found))


def _while(found: re.Match[str]) -> relativedelta:
    return relativedelta(**{f"{found['unit']}s": int(found["count"] or 1)})  # type: ignore[arg-type]


def _led(found: re.Match[str], view: _View) -> date | None:
    """A day that a word such as "until" leads to."""
    if view.ahead is None and found["lead"] in _LEADS:
        view = replace(view, ahead=_LEADS[found["lead"]])
    return _day(found["rest"], view)


_SHIFT = {"last": -1, "this": 0, "next": 1}
_LEADS = {"until": True, "since": False}
_WHICH = "last|next|this"
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str], _View], date | None]]] = [
    (re.compile(rf"\A(?:{form})\Z"), read)
    for form, read in (
        (r"(?:w\d )?(?P<day>\d{4}-\d\d-\d\d)", _stated),
        (r"(?:w\d )?r(?P<days>-?\d)(?: w\d)?(?: m\d+ \d+)?(?: \d{4})?", _near),
        (rf"(?:(?P<which>{_WHICH}) )?w(?P<weekday>\d)", _weekday),
        (rf"w(?P<weekday>\d) (?P<which>{_WHICH}) week", _weekday_of_week),
        (
            rf"(?:w(?P<weekday>\d) )?(?:(?P<which>{_WHICH}) )?(?:w(?P<weekday2>\d) )?"
            rf"(?:m(?P<month>\d+) (?P<day>\d\d?)|f:(?P<feast>\S+))"
            rf"(?: (?P<year>\d{{4}}))?(?: (?P<which_year>{_WHICH}) year)?",
            _of_year,
        ),
        (rf"(?:(?:{_WHICH}) )?w(?P<weekday>\d) (?P<day>\d\d?)", _weekday_and_number),
        (rf"(?P<day>\d\d?) (?P<which>{_WHICH}) month", _of_month),
        (r"(?P<count>\d+) (?P<unit>day|hour|minute|second) ago", _ago),
        (r"(?P<in>in )?(?P<count>\d+) (?P<unit>day|hour|minute)(?(in)| hence)", _hence),
        (r"(?:in )?(?P<count>\d+) (?P<unit>day|week|month|year) (?P<way>from|after|before|ago) (?P<rest>.+)", _counted),
        (r"(?P<count>)(?P<unit>day) (?P<way>after|before) (?P<rest>.+)", _counted),
        (r"(?P<rest>.+) (?P<count>\d+) (?P<unit>week|month|year) (?P<way>ago)", _counted),
        (r"(?P<rest>.+) (?P<way>in) (?P<count>\d+) (?P<unit>week|month|year)", _counted),
        (r"(?P<lead>until|since|from|about) (?P<rest>(?!\d+ (?:day|hour|minute|second)\b).+)", _led),
    )
]
"""How days are told in codes, and what reads each form."""


def _day_by_dateparser(when: str, language: str, view: _View) -> date | None:
    """The day in a language whose words aren't listed here."""
    from dateparser.date import DateDataParser

    way = "current_period" if view.ahead is None else "future" if view.ahead else "past"
    settings = {"RELATIVE_BASE": view.now.replace(tzinfo=None), "PREFER_DATES_FROM": way}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # dateparser's own, about formats it guesses at
        found = DateDataParser(languages=[language], settings=settings).get_date_data(when)
    parts: tuple[str, ...] = found.parts  # type: ignore[attr-defined]  # the stubs are behind
    if not found.date_obj or found.period != "day" or not {"month", "day"} <= set(parts) or "time" in parts:
        return None
    day: date = found.date_obj.date()
    return _today_rather(day, when, view)


def _today_rather(day: date, when: str, view: _View) -> date:
    """A weekday that comes out a week away is the day of publication."""
    is_today = abs((day - view.today).days) == 7 and not re.search(r"\d", when)
    return view.today if is_today else day
