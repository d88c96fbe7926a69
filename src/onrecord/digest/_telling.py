"""What a digest tells, and how much: the stories by how much they matter, and of each what is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from math import log1p
from textwrap import shorten
from uuid import UUID, uuid5

from onrecord.article import Article
from onrecord.digest._wording import (
    in_utc,
    outlets_in_words,
)
from onrecord.grounding import Support
from onrecord.report import presentable
from onrecord.stories import Disagreement, Quoted, Report, Source, StoryFact, StorySummary

__all__ = ["SOURCES", "Digest", "Period", "Told"]

FACTS, VOICES, DISAGREEMENTS, DAYS, SOURCES = 8, 4, 3, 7, 8
"""What a story told in full has at most: lines of its brief, those who speak, disagreements, days, sources."""

_SHOWN = 5
"""Stories that a digest has at a Python prompt."""
_WIDTH = 110
"""The characters of a line there."""
OUTLETS = 2.0
"""The weight of outlets in a story's score; facts weigh 1."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a digest is of: from `since` on, and up to the end of the day `until` if there is one."""

    since: date | datetime
    until: date | None = None

    def covers(self, source: Source) -> bool:
        """Whether an article came in the time: one of which only the day is known, on one of its days.

        An article without a date did: it is in a story of the time by the day on which it was read.
        """
        if source.day is None:
            return True
        if self.until is not None and source.day > self.until:
            return False
        if not isinstance(self.since, datetime):
            return source.day >= self.since
        if source.at is None:
            return source.day >= in_utc(self.since).date()
        return in_utc(source.at) >= in_utc(self.since)

    @property
    def name(self) -> str:
        """The time in words, as in the title of a digest: `of 2026-11-22`."""
        if isinstance(self.since, datetime):
            return f"since {in_utc(self.since):%Y-%m-%d %H:%M} UTC"
        if self.until is None:
            return f"since {self.since}"
        return f"of {self.since}" if self.until == self.since else f"of {self.since} to {self.until}"


@dataclass(frozen=True)
class Told:
    """A story, how much it matters in the time of a digest, and what of it is told in full.

    `changed` is when an article of it was last read, in UTC; `archive` is what its id is unique in.
    """

    summary: StorySummary
    period: Period
    archive: UUID
    changed: datetime | None = None

    @property
    def identity(self) -> UUID:
        """The story's name for other programs, the same in every digest of its archive."""
        return uuid5(self.archive, str(self.summary.story.id))

    def identity_of(self, fact: StoryFact) -> UUID:
        """The name of a fact for other programs, the same as long as it is told in the same words."""
        return uuid5(self.identity, f"{fact.reports[0].source.article} {fact.what}")

    @cached_property
    def score(self) -> float:
        """How much the story matters, by what came in the time.

        Outlets with a text of their own count most: that several newsrooms report a thing is the one judgement of its
        weight that depends neither on how long they wrote nor on the model that read it. Then the facts that several
        outlets have, and those that are new. Logarithms, since a tenth outlet says less than the second. What came
        before the time counts for nothing, so that a story of last week stands as high as what is new in it.
        """
        outlets = _voices_of(source for source in self._current if self.period.covers(source))
        several = sum(len(fact.outlets) > 1 and any(map(self._covers, fact.reports)) for fact in self.tellable)
        return round(OUTLETS * log1p(len(outlets)) + log1p(several) + log1p(sum(map(self.is_new, self.tellable))), 4)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets with a text of their own, the first first: a near-duplicate adds no voice."""
        return _voices_of(self._current)

    @property
    def _current(self) -> Sequence[Source]:
        return [source for source in self.summary.sources if source.current]

    @cached_property
    def tellable(self) -> Sequence[StoryFact]:
        """The facts that the article in whose words they are told supports."""
        return [fact for fact in self.summary.facts if fact.reports[fact.told].fact.support is not Support.UNSUPPORTED]

    def is_new(self, fact: StoryFact) -> bool:
        """Whether a fact was first reported in the time."""
        return self._covers(fact.reports[0])

    def _covers(self, report: Report) -> bool:
        return self.period.covers(report.source)

    @cached_property
    def facts(self) -> Sequence[StoryFact]:
        """The brief: three facts, and one more for each outlet after the first.

        A third are those that rank highest, so that a reader who is new to the story knows what it is about. Then comes
        what is new, by rank, and then the rest.
        """
        count = min(2 + max(1, len(self.outlets)), FACTS)
        first = count // 3
        rest = sorted(self.tellable[first:], key=lambda fact: not self.is_new(fact))
        return [*self.tellable[:first], *rest][:count]

    def notes_on(self, fact: StoryFact) -> Sequence[str]:
        """What is to be said beside those who report a fact: since when, and that outlets differ."""
        since = "" if self.is_new(fact) else f"reported since {fact.reports[0].source.day}"
        differ = "outlets differ" if any(each.kind == "dispute" for each in fact.disagreements) else ""
        return list(filter(None, [since, differ]))

    @property
    def more(self) -> int:
        """How many facts aren't in the brief."""
        return len(self.tellable) - len(self.facts)

    @property
    def voices(self) -> Sequence[Quoted]:
        """Those who speak: two, and one more for each outlet after the first."""
        return self.summary.voices[: min(1 + max(1, len(self.outlets)), VOICES)]

    @cached_property
    def disagreements(self) -> Sequence[tuple[StoryFact, Disagreement]]:
        """Where outlets differ, disputes first; those that rest on the same sentences are one."""
        joined: dict[object, tuple[StoryFact, Disagreement]] = {}
        for fact, each in sorted(self.summary.disagreements, key=lambda each: each[1].kind != "dispute"):
            key = each.about, each.kind, tuple(tuple(map(_sentence_of, side.reports)) for side in each.sides)
            joined[key] = (fact, _joined(joined[key][1], each) if key in joined else each)
        return list(joined.values())[:DISAGREEMENTS]

    @cached_property
    def timeline(self) -> Sequence[tuple[date, Report]]:
        """Of a story that runs over days, for each of the last ones the fact that ranks highest of those new on it.

        It is told in the words of its first report.
        """
        first: dict[date, Report] = {}
        for fact in self.tellable:
            if day := fact.reports[0].source.day:
                first.setdefault(day, fact.reports[0])
        return sorted(first.items(), key=lambda item: item[0])[-DAYS:] if len(first) > 1 else []

    @property
    def alone(self) -> Source | None:
        """The article of a story that has no other."""
        return self._current[0] if len(self._current) == 1 else None

    @cached_property
    def sources(self) -> Sequence[tuple[Source, Sequence[Source]]]:
        """The articles with texts of their own in the order of time, each with its near-duplicates."""
        ids = {source.article for source in self._current if source.copy_of is None}
        own = [source for source in self._current if source.copy_of not in ids]
        return [(source, [each for each in self._current if each.copy_of == source.article]) for source in own]

    @cached_property
    def lead(self) -> Source:
        """The article that stands for the story: of the time, and the one in whose words the first fact is told."""
        told = [fact.reports[fact.told].source for fact in self.facts]
        titled = (each for each in (*told, *self._current) if each.title and self.period.covers(each))
        return next(titled, self.sources[0][0])

    @property
    def headline(self) -> str:
        """The title of the article that stands for the story, or else what heads the story in the store."""
        return " ".join((self.lead.title or self.summary.story.headline).split())


def _sentence_of(report: Report) -> tuple[str, str]:
    return report.source.article, report.text


def _joined(one: Disagreement, other: Disagreement) -> Disagreement:
    """Two disagreements of the same reports as one, with the values of both."""
    values = [dict.fromkeys(each.value for each in sides) for sides in zip(one.sides, other.sides, strict=True)]
    sides = (replace(side, value=", ".join(found)) for side, found in zip(one.sides, values, strict=True))
    return replace(one, sides=tuple(sides))


def _voices_of(sources: Iterable[Source]) -> tuple[str, ...]:
    """The outlets of articles that have texts of their own, in their order."""
    return tuple(dict.fromkeys(filter(None, (source.outlet for source in sources if source.copy_of is None))))


Articles = Callable[[Collection[str]], Iterable[Article]]
"""Articles by their ids, in their current versions."""


def _no_articles(_: Collection[str]) -> Iterable[Article]:
    return ()


@dataclass(frozen=True, repr=False)
class Digest:
    """The stories of a time, by how much they matter: the first in full, the next in a line each, the rest counted.

    `archive` is what the ids of stories are unique in. `articles` reads the texts, for formats that point into them.
    """

    period: Period
    archive: UUID
    full: tuple[Told, ...]
    lines: tuple[Told, ...] = ()
    counted: tuple[Told, ...] = ()
    articles: Articles = field(default_factory=lambda: _no_articles)

    @property
    def stories(self) -> tuple[Told, ...]:
        """All stories, those that matter most first."""
        return (*self.full, *self.lines, *self.counted)

    def __repr__(self) -> str:
        """A few lines for a Python prompt: of which time, how many stories, and the first of them."""
        first = [f"• {told.headline} ({outlets_in_words(told.outlets)})" for told in self.stories[:_SHOWN]]
        told_so = f"{len(self.full)} in full, {len(self.lines)} in a line each, {len(self.counted)} counted"
        lines = [f"Digest {self.period.name}: {told_so}", *first]
        return "\n".join(shorten(presentable(line), _WIDTH, placeholder=" [more]") for line in lines)
