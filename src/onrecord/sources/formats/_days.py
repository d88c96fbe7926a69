"""Days and languages as feeds and pages write them, and None for what makes no sense."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

__all__ = ["day_of", "language_of", "likely_day"]

FIRST = date(1990, 1, 1)
"""The day before which nothing was published on the web: what says so is wrong, 1970-01-01 above all."""

LATEST_CLOCK = date(2026, 11, 1)
"""A day that has been: a clock that is behind it can't make the news of today wrong."""

NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(NAMES.split(), start=1)}

FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?:[a-z]+\.?,?\s+)?(?P<day>\d{1,2})[ -](?P<name>[a-z]{3})[a-z]*\.?,?[ -](?P<year>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?:[a-z]+,\s+)?(?P<name>[a-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})(?!\d)"),
    re.compile(r"[a-z]{3}\s+(?P<name>[a-z]{3})\s+(?P<day>\d{1,2})\s+[\d:]+\s+(?P<year>\d{4})(?!\d)"),
)
"""How days are written: ISO 8601 (2024-03-05, 20240305), RFC 822 (Tue, 05 Mar 2024), Mar 5, 2024, and C's asctime."""


def day_of(value: object) -> date | None:
    """The day that `value` names, in its own time zone; None for what names none, or one that never was."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, str):
        return None
    text = value.strip().lower()
    found = next(filter(None, (form.match(text) for form in FORMS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["year"])
    month = MONTHS.get(parts.get("name", ""), 0) or int(parts.get("month", 0))
    try:
        return date(year + (0 if year > 99 else 2000 if year < 69 else 1900), month, int(parts["day"]))
    except ValueError:
        return None


def likely_day(value: object) -> date | None:
    """The day that `value` names, if something on the web can have been published then: neither before it nor ahead."""
    day = day_of(value)
    latest = max(date.today(), LATEST_CLOCK) + timedelta(days=2)  # noqa: DTZ011  # two days hold every time zone
    return day if day and FIRST <= day <= latest else None


def language_of(value: object) -> str | None:
    """The code of the language that a tag such as `en-GB` names; None for what is no tag, or names none."""
    tag = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*", value) if isinstance(value, str) else None
    code = tag[1].lower() if tag else None
    return None if code in ("und", "mul", "zxx") else code
