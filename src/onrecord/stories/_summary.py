"""What a story's articles report together: facts across outlets, where they differ, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.compose import Fact, Voice
from onrecord.grounding import GroundedRecord
from onrecord.stories._list import Story

__all__ = ["About", "Disagreement", "Quoted", "Report", "Side", "Source", "StoryFact", "StorySummary"]

About = Literal["number", "day", "place", "name", "status", "denial"]
"""What the sides of a disagreement differ in."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a story, in one of its versions.

    `outlet` is its source, or the host of its address. `at` is when it was published, where the hour is known.
    `copy_of` is the article that it is a near-duplicate of. `current` is false for a text that a later version has
    replaced: what it says is in no fact, but shows what the outlet said before. `language` is the code of that of the
    article.
    """

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    day: date | None
    at: datetime | None
    copy_of: str | None = None
    current: bool = True
    language: str = "en"

    @property
    def voice(self) -> str:
        """Whom what it says is counted for: its outlet, or the article itself where none is known."""
        return self.outlet or self.article


@dataclass(frozen=True, slots=True)
class Report:
    """A fact as one article has it, with the sentence that it is told by: its number, from 1, and its text.

    `records` are those of the fact, in its order.
    """

    source: Source
    fact: Fact
    sentence: int
    text: str
    records: tuple[GroundedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: what it holds, and the reports that hold it, in the order of time."""

    value: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What outlets, or an outlet's versions, say differently about one fact.

    It is an update where the later side replaces the earlier one, and a dispute where sides stand against each other.
    """

    about: About
    kind: Literal["update", "dispute"]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class StoryFact:
    """Something that the articles of a story report, once: in the words of `reports[told]`.

    `reports` are in the order in which their articles first told it, be it in a version that was replaced. `score` is
    what facts are ranked by.
    """

    reports: tuple[Report, ...]
    told: int
    score: float
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def what(self) -> str:
        """What the fact is, in the words of one of the reports."""
        return self.reports[self.told].fact.what

    @property
    def outlets(self) -> tuple[str, ...]:
        """Those that report it in texts of their own, the first first: a near-duplicate adds no voice."""
        own = (report.source.outlet for report in self.reports if report.source.copy_of is None)
        return tuple(dict.fromkeys(filter(None, own)))


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody who speaks in a story, and the article that has it, with the sentence of it that says so."""

    voice: Voice
    source: Source
    text: str = ""


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A story told: its articles in the order in which they first came, its facts by rank, and who speaks."""

    story: Story
    sources: tuple[Source, ...]
    facts: tuple[StoryFact, ...]
    voices: tuple[Quoted, ...] = ()

    @property
    def disagreements(self) -> Sequence[tuple[StoryFact, Disagreement]]:
        """Where outlets differ, each with the fact it is about, by the rank of facts."""
        return [(fact, each) for fact in self.facts for each in fact.disagreements]
