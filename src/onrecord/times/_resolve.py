"""The day that a worded time names; what it takes is loaded when the first one is asked for."""

from __future__ import annotations

from datetime import date

__all__ = ["resolve_time"]


def resolve_time(
    when: str | None, published: date | None, *, language: str = "en", status: str | None = None
) -> date | None:
    """The day that `when` names, seen from `published`; None where either is unknown or it names no one day.

    `published` may be a `datetime`, which is seen in its own time zone. `status` is that of the event: without one, a
    weekday is the last of its name unless that is tomorrow's, and a day of a month the nearest, or the last where that
    is far ahead.
    """
    if not when or published is None:
        return None
    from onrecord.times._named_day import day_named

    return day_named(when, published, language.lower(), status)
