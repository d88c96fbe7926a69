"""When a story was first published and last changed, as feeds tell it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from onrecord.digest._telling import Digest, Told
from onrecord.digest._wording import in_utc
from onrecord.stories import Source

__all__ = ["changed", "published", "stamp", "updated"]


def published(told: Told) -> datetime | None:
    """When the first article of a story was published; at the beginning of the day, where the hour isn't known."""
    return min(filter(None, map(_moment, told.summary.sources)), default=None)


def changed(told: Told) -> datetime:
    """When a story last changed: when an article of it was last read, or else published."""
    if told.changed:
        return told.changed
    since = told.period.since
    last = max(filter(None, map(_moment, told.summary.sources)), default=None)
    return last or (in_utc(since) if isinstance(since, datetime) else _begin(since))


def updated(digest: Digest) -> datetime:
    """When a digest last changed: when its last story did, or at the beginning of its time where there is none."""
    since = digest.period.since
    begin = in_utc(since) if isinstance(since, datetime) else _begin(since)
    return max(map(changed, digest.stories), default=begin)


def stamp(moment: datetime) -> str:
    """A time by RFC 3339."""
    return in_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(source: Source) -> datetime | None:
    if source.at is not None:
        return in_utc(source.at)
    return _begin(source.day) if source.day else None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
