"""How a digest puts things: a fact in one line, outlets, times, and what a disagreement is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from onrecord.compose import Line, fact_line
from onrecord.grounding import Support
from onrecord.stories import Disagreement, Report, Source, StoryFact

__all__ = [
    "MARKS",
    "SUBJECTS",
    "firsts",
    "in_utc",
    "line_of",
    "line_of_report",
    "machine_time",
    "mark_of",
    "name_of",
    "outlets_in_words",
    "quote",
    "subject_of",
    "when",
]

MARKS = {Support.REWORDED: "~", Support.UNCHECKED: "?"}
"""What follows a line whose words its article doesn't have, and that no verifier has read."""

QUOTED = 40
"""Words of a sentence that are quoted."""
NAMED = 3
"""Outlets that are named in one line; more are counted."""

SUBJECTS = {
    "number": "how many",
    "day": "on which day",
    "place": "where",
    "name": "who",
    "status": "whether it has happened",
    "denial": "whether it is so",
}
"""What the sides of a disagreement differ in, in words."""


def line_of(fact: StoryFact) -> Line:
    """A fact in one line: what happened, when, and who says so."""
    return line_of_report(fact.reports[fact.told])


def line_of_report(report: Report) -> Line:
    """A fact in one line, in the words of one report."""
    records = dict(zip(report.fact.records, report.records, strict=True))
    return fact_line(report.fact, records, report.source.language, report.sentence)


def firsts(reports: Sequence[Report]) -> Sequence[Report]:
    """The first report of each outlet, in their order; near-duplicates only where there is nothing else."""
    own = [report for report in reports if report.source.copy_of is None]
    found: dict[str, Report] = {}
    for report in own or reports:
        found.setdefault(report.source.voice, report)
    return tuple(found.values())


def name_of(source: Source) -> str:
    """Who published an article: the outlet, or else the article's title or id."""
    return source.outlet or source.title or source.article


def mark_of(support: Support) -> str:
    """The mark after a line; nothing where it is supported fully."""
    return MARKS.get(support, "")


def outlets_in_words(outlets: Sequence[str]) -> str:
    """Some outlets by their names, and the number of the others: `The Post, The Mail and 4 others`."""
    if len(outlets) <= NAMED:
        return ", ".join(outlets)
    return f"{', '.join(outlets[: NAMED - 1])} and {len(outlets) - NAMED + 1} others"


def subject_of(disagreement: Disagreement) -> str:
    """What a disagreement is about, and of which sort it is."""
    sort = "In dispute" if disagreement.kind == "dispute" else "Changed over time"
    return f"{sort}, {SUBJECTS[disagreement.about]}"


def quote(sentence: str) -> str:
    """A sentence on one line; of a long one, the beginning."""
    words = sentence.split()
    return " ".join(words[:QUOTED]) + (" […]" if len(words) > QUOTED else "")


def when(source: Source) -> str:
    """When an article was published: the minute in UTC, or the day; nothing where neither is known."""
    if source.at is not None:
        return f"{in_utc(source.at):%Y-%m-%d %H:%M}"
    return str(source.day) if source.day else ""


def machine_time(source: Source) -> str:
    """The same for programs, by RFC 3339."""
    return in_utc(source.at).isoformat(timespec="seconds") if source.at else str(source.day)


def in_utc(moment: datetime) -> datetime:
    """A time in UTC; one without a zone is of UTC. What lies beyond the years of UTC is its first or last moment."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if moment.year == 1 else datetime.max.replace(tzinfo=UTC)
