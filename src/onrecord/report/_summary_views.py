"""The contents of the page of summaries, in the order in which the page shows them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from langcodes import Language
from langcodes.tag_parser import LanguageTagError

from onrecord.article import Article, Span
from onrecord.compose import Brief, Composition, Entity, Fact, Line, Voice, brief, compose
from onrecord.export import web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support, Value, count_support
from onrecord.report._marking import Mark, Piece, marked

__all__ = [
    "IN_THE_ARTICLE",
    "FactView",
    "FieldView",
    "RecordView",
    "SentenceView",
    "SummaryView",
    "ToldView",
    "direction_of",
]

_LEFTWARD = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})
"""The scripts in use that are written from right to left."""

IN_THE_ARTICLE = frozenset({Support.EXACT, Support.NORMALIZED})
"""The levels that a value doesn't tell."""


def direction_of(language: str) -> str:
    """The direction in which a language is written, as HTML's `dir` has it; `auto` for a code that isn't one."""
    try:
        script = Language.get(language).maximize().script
    except LanguageTagError:
        return "auto"
    return "rtl" if script in _LEFTWARD else "ltr"


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a record with its values, each with the words that say how the article supports it."""

    name: str
    values: Sequence[tuple[str, Value | None]]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record: its kind, its fields as far as they aren't empty or usual, and the numbers of its sentences."""

    grounded: GroundedRecord
    sentences: Sequence[int]

    @property
    def kind(self) -> str:
        """What kind of record it is."""
        return self.grounded.record.kind

    @property
    def fields(self) -> Iterator[FieldView]:
        """The fields that tell something."""
        record = self.grounded.record
        values = {value.field: value for value in self.grounded.values}
        for name, info in type(record).model_fields.items():
            content = getattr(record, name)
            if name == "sentences" or content in (None, [], info.default):
                continue
            several = enumerate(content) if isinstance(content, list) else [(None, content)]
            yield FieldView(
                name, [(str(each), values.get(name if i is None else f"{name}[{i}]")) for i, each in several]
            )


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact and its records. Whatever has its `key` in its class is lit up together with its evidence."""

    key: int
    fact: Fact
    records: Sequence[RecordView]
    sentences: Sequence[int]


@dataclass(frozen=True, slots=True)
class ToldView:
    """A line of the brief, and how many records it rests on; `anchor` is the HTML id of what it comes from."""

    key: int
    told: Line | Voice
    anchor: str
    records: int


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence, the keys of what rests on it, the HTML id of the first of that, and the keys of lines to it."""

    number: int
    pieces: Sequence[Piece]
    keys: Sequence[int]
    anchor: str | None
    led_to: Sequence[int]


@dataclass(frozen=True)
class SummaryView:
    """A summary as one section of a page; `place` is its place on the page, from 1.

    Facts have the keys from 1, then come those who speak, then the records that are in no fact.
    """

    summary: Summary
    place: int
    length: float

    @property
    def anchor(self) -> str:
        """The prefix of all HTML ids of the section."""
        return f"a{self.place}"

    @property
    def article(self) -> Article:
        """The article."""
        return self.summary.article

    @property
    def title(self) -> str:
        """The article's title, or its id where it has no title."""
        return self.article.title or self.article.id

    @property
    def direction(self) -> str:
        """The direction of the article's text."""
        return direction_of(self.article.language)

    @property
    def address(self) -> str | None:
        """The article's address on the web."""
        return web_address(self.article)

    @property
    def support(self) -> dict[str, int]:
        """How many records there are of each outcome."""
        return count_support(record.support for record in self.summary.records)

    @property
    def legend(self) -> list[Support]:
        """The levels that the section has beside its values and its lines, the strongest first."""
        seen = {value.support for record in self.summary.records for value in record.values}
        return [level for level in Support if level in seen - IN_THE_ARTICLE]

    @cached_property
    def facts(self) -> list[FactView]:
        """All facts, by rank."""
        return [
            FactView(key, fact, [self._records[i] for i in fact.records], self._numbers(fact.evidence))
            for key, fact in enumerate(self._composition.facts, start=1)
        ]

    @property
    def entities(self) -> Sequence[Entity]:
        """Whom and what the records name."""
        return self._composition.entities

    @cached_property
    def lines(self) -> list[ToldView]:
        """What happened, in brief."""
        keys = {view.fact.told: view for view in self.facts}
        facts = [(keys[line.records[0]], line) for line in self._brief.facts]
        return [ToldView(view.key, line, f"{self.anchor}f{view.key}", len(view.records)) for view, line in facts]

    @cached_property
    def voices(self) -> list[ToldView]:
        """Who speaks, each with a key of its own, since what they say may be in several facts or in none."""
        found = []
        for key, voice in enumerate(self._brief.voices, start=len(self.facts) + 1):
            within = next((view for view in self.facts if voice.record in view.fact.records), None)
            anchor = f"{self.anchor}f{within.key}" if within else f"{self.anchor}r{voice.record}"
            found.append(ToldView(key, voice, anchor, 1))
        return found

    @cached_property
    def others(self) -> list[tuple[int, int, RecordView]]:
        """The records that stand in no fact: the key of each, its position, and its contents."""
        standing = {i for view in self.facts for i in view.fact.records}
        found = [i for i in range(len(self._records)) if i not in standing]
        first = len(self.facts) + len(self.voices) + 1
        return [(key, i, self._records[i]) for key, i in enumerate(found, start=first)]

    @property
    def keys(self) -> int:
        """How many keys there are."""
        return len(self.facts) + len(self.voices) + len(self.others)

    @property
    def text(self) -> Iterator[SentenceView]:
        """The article's text; the marks of its pieces are named `e1` for the key 1."""
        for sentence in marked(self.article, self._marks()):
            keys = sorted({int(name[1:]) for piece in sentence.pieces for name in piece.names})
            anchor = self._anchors[keys[0]] if keys else None
            led_to = [each.key for each in (*self.lines, *self.voices) if each.told.sentence == sentence.number]
            yield SentenceView(sentence.number, sentence.pieces, keys, anchor, led_to)

    def _marks(self) -> Iterator[Mark]:
        for view in self.facts:
            yield from (Mark(span, f"e{view.key}") for span in view.fact.evidence)
        for told, voice in zip(self.voices, self._brief.voices, strict=True):
            yield from (Mark(span, f"e{told.key}") for span in self.summary.records[voice.record].evidence)
        for key, _, record in self.others:
            yield from (Mark(span, f"e{key}") for span in record.grounded.evidence)

    @cached_property
    def _anchors(self) -> dict[int, str]:
        """The HTML id of the first place at which each key is: in the brief, or below it."""
        found = {view.key: f"{self.anchor}f{view.key}" for view in self.facts}
        found |= {key: f"{self.anchor}r{i}" for key, i, _ in self.others}
        return found | {told.key: f"{self.anchor}b{told.key}" for told in (*self.lines, *self.voices)}

    @cached_property
    def _composition(self) -> Composition:
        return compose(self.article, self.summary.records)

    @cached_property
    def _brief(self) -> Brief:
        return brief(self.article, self.summary.records, self._composition, length=self.length)

    @cached_property
    def _records(self) -> list[RecordView]:
        return [RecordView(each, self._numbers(each.evidence)) for each in self.summary.records]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.article.sentences]

    def _numbers(self, spans: Iterable[Span]) -> list[int]:
        """The numbers of the sentences in which spans begin."""
        return sorted({bisect(self._starts, span.start) for span in spans})
