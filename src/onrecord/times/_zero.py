"""Days that programs write where they have none."""

from __future__ import annotations

from datetime import date

__all__ = ["is_zero_day"]

_ZEROS = frozenset(map(date.fromisoformat, ("1601-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01")))
"""Where the calendars of Windows, Excel and its kin, databases, and Unix start."""


def is_zero_day(day: date) -> bool:
    """Whether programs mean no day by this one: the first of year 1 or of a calendar of theirs, or the last of all."""
    return day in _ZEROS or day.year in (1, 9999)
