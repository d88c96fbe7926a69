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
    return max(filter(None, map(_moment, told.summary.sources)), default=_begin(told.period.since))


def updated(digest: Digest) -> datetime:
    """When a digest last changed: when its last story did, or at the beginning of its time where there is none."""
    return max(map(changed, digest.stories), default=_begin(digest.period.since))


def stamp(moment: datetime) -> str:
    """A time by RFC 3339."""
    return in_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(source: Source) -> datetime | None:
    if source.at is not None:
        return in_utc(source.at)
    return _begin(source.day) if source.day else None


def _begin(since: date) -> datetime:
    """A moment in UTC, or that at which a day begins."""
    return in_utc(since) if isinstance(since, datetime) else datetime.combine(since, time(), UTC)
