"""What came later, and what takes the place of what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from onrecord.grounding.text import primary
from onrecord.stories._summary import Report, Source
from onrecord.stories._wordings import REVISED

__all__ = ["Order", "moment"]

_SEVERAL = 2
"""Outlets whose word is taken for what replaced what was said before."""


def moment(at: datetime | None, day: date | None) -> datetime:
    """When an article was published: at the end of the day where the hour isn't known, last where the day isn't."""
    if at is not None:
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return datetime.combine(day, time.max, UTC) if day else datetime.max.replace(tzinfo=UTC)


class Order:
    """The reports of a fact in the order of time."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports

    def reports(self, positions: Sequence[int]) -> tuple[Report, ...]:
        """The reports at some positions."""
        return tuple(self._reports[i] for i in positions)

    def replaces(self, later: Sequence[int], earlier: Sequence[int], *, changing: bool = False) -> bool:
        """Whether what some reports say takes the place of what others said before.

        Nobody may go on with what was said before once the other is published. And there is a reason: the later reports
        say that they correct it, an outlet that said it before says the other now, several outlets say the other,
        or it is a thing that is `changing` as time goes on: a toll that rises, a day that is still to come.
        """
        if not all(self.follows(later[0], i) for i in earlier):
            return False
        before, after = self.reports(earlier), self.reports(later)
        if any(_revises(report) for report in after) or not _outlets(before).isdisjoint(_outlets(after)):
            return True
        return changing or len(_outlets(after)) >= _SEVERAL

    def is_ahead(self, positions: Sequence[int], day: date) -> bool:
        """Whether a day was still to come when the last of some reports was published."""
        published = self._reports[positions[-1]].source.day
        return published is not None and day > published

    def follows(self, one: int, other: int) -> bool:
        """Whether a report is later than another one, as far as is known, or of a version that has replaced it."""
        later, earlier = self._reports[one].source, self._reports[other].source
        if later.article == earlier.article:
            return one > other
        return one > other and not _are_together(later, earlier)


def _are_together(one: Source, other: Source) -> bool:
    """Whether nothing tells which of two articles is the earlier one."""
    if one.at is not None and other.at is not None:
        return one.at == other.at
    return one.day == other.day


def _outlets(reports: Sequence[Report]) -> frozenset[str]:
    return frozenset(report.source.voice for report in reports)


def _revises(report: Report) -> bool:
    """Whether a report says that what it says takes the place of what was said before."""
    known = REVISED.get(primary(report.source.language), REVISED["en"])
    text = " ".join(report.text.casefold().split())
    return any(phrase in text for phrase in known)
