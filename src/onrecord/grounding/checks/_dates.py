"""Dates: each weekday, month, day, time of day and relative day of a value is in its evidence, or follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import ArticleIndex, Date, Evidence

__all__ = ["DATES"]

_TODAY = frozenset({"today", "tonight", "overnight", "this morning", "this afternoon", "this evening"})


def _missing(candidate: Candidate) -> Finding | None:
    """The first date that the evidence doesn't have."""
    for date, first in candidate.facts.dates.items():
        if not _has_date(candidate.index, date, candidate.evidence):
            return found("date_missing", f"{_worded(date)} is not in its evidence", candidate.words, first)
    return None


DATES = Check("dates", _missing)


def _has_date(index: ArticleIndex, date: Date, evidence: Evidence) -> bool:
    if any(date in each.dates for each in evidence.facts):
        return True
    sort = date[0]
    if sort == "weekday" and not any(other[0] == sort for each in evidence.facts for other in each.dates):
        if any(date in index.facts(position).dates for position in index.lead):
            return True
        return _is_published_on(index, date[1], evidence)
    return False


def _is_published_on(index: ArticleIndex, weekday: str, evidence: Evidence) -> bool:
    """Whether the evidence says "today" or "this morning" and the article appeared on that weekday."""
    if index.published is None or index.published.strftime("%A").lower() != weekday:
        return False
    relative = {which for each in evidence.facts for sort, which in each.dates if sort == "relative"}
    return bool(relative & _TODAY)


def _worded(date: Date) -> str:
    sort, which = date
    return f"{sort} {which}" if sort in {"month", "day"} else which
