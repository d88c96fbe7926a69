"""What composing makes of an article's records: entities, facts, and the brief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.article import Span
from onrecord.grounding import Support
from onrecord.kinds import DENIED, is_denying, is_leading

__all__ = ["QUOTATION_MARKS", "Brief", "Composition", "Entity", "Fact", "Line", "MainEvent", "Saying", "Voice"]

QUOTATION_MARKS = '"“”„«»「」『』'


@dataclass(frozen=True, slots=True)
class Entity:
    """One that several values of the records name: a person, an organisation, a place or a thing.

    `name` is the fullest proper name that the article gives, without a title, or a description where it gives none;
    `forms` are the other wordings, `role` is a title or an affiliation. `wikidata` is an id from a user's table.
    """

    name: str
    forms: tuple[str, ...] = ()
    role: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says what a fact reports, with the reporting words and how certain it is by them, as far as records tell.

    `record` is the position of the record that tells most of it.
    """

    speaker: str
    record: int
    cue: str | None = None
    certainty: str | None = None

    @property
    def denies(self) -> bool:
        """Whether the speaker says that it isn't so."""
        return self.certainty == DENIED


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an article reports, once, however many of its records say it.

    `records` are their positions, from 0; `told` is that of the record in whose words the fact is told, `what`. `who`
    to `status` are those of its events. `support` is that of the record that tells it. `score` is what facts are ranked
    by, the highest first.
    """

    records: tuple[int, ...]
    told: int
    what: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    where: str | None
    when: str | None
    status: str | None
    said: tuple[Saying, ...]
    evidence: tuple[Span, ...]
    support: Support
    score: float = 0.0

    @property
    def supported(self) -> bool:
        """Whether the record that tells it is supported."""
        return self.support.holds


@dataclass(frozen=True, slots=True)
class Composition:
    """The entities of an article, and its facts by rank, the most important first."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MainEvent:
    """What an article is about: who did what, where and when, each None where neither title nor records tell it.

    `day` is the day that `when` names, or else that of publication.
    """

    what: str
    who: str | None
    where: str | None
    when: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in one line: what happened, who says so where the article doesn't, when, and the number of its sentence.

    `records` are the positions of those whose words it has. `support` is that of the weakest of them.
    """

    text: str
    sentence: int
    support: Support
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, with the most telling of what they say; it is a quotation if `quoted`."""

    speaker: str
    role: str | None
    cue: str
    content: str
    quoted: bool
    sentence: int
    support: Support
    record: int

    @property
    def text(self) -> str:
        """Who says what, in one line: in their own words, or with the reporting word where they deny it."""
        speaker = f"{self.speaker} ({self.role})" if self.role else self.speaker
        if self.quoted:
            return f"{speaker}: “{self.content.strip(QUOTATION_MARKS)}”"
        if is_leading(self.cue):
            return f"{self.cue[:1].upper()}{self.cue[1:]} {speaker}: {self.content}"
        return f"{speaker}{f' {self.cue}' if is_denying(self.cue) else ''}: {self.content}"


@dataclass(frozen=True, slots=True)
class Brief:
    """The facts of an article that matter, one line each, and who speaks."""

    facts: tuple[Line, ...]
    voices: tuple[Voice, ...] = ()

    def __iter__(self) -> Iterator[Line | Voice]:
        """All lines, in their order."""
        yield from self.facts
        yield from self.voices
