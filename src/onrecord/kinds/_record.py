"""The base class of all kinds, the types of their fields, and the match rule of each type.

A field's description is sent to models as part of the schema. Its `MatchRule` says how the article has to support it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from onrecord.kinds._schema_org import known, named
from onrecord.times import resolve_time

if TYPE_CHECKING:
    from onrecord.article import Article

__all__ = [
    "DENIED",
    "MOST_SENTENCES",
    "Cue",
    "MatchRule",
    "Named",
    "Place",
    "Quoted",
    "Record",
    "Shown",
    "Stated",
    "Worded",
    "are_several",
    "clause",
    "continued",
    "joined",
    "listed",
    "match_rules",
    "wording_field",
]

DENIED = "denied"
"""The label of what somebody says isn't so."""


class MatchRule(Enum):
    """How the article has to support a field's value."""

    NAMED = "named"
    """The value is a name in the article. The record's sentence may have the full name, a part of it or a pronoun."""
    WORDED = "worded"
    """The value is in the words of the record's sentence: a place, a time, a title or a cue."""
    QUOTED = "quoted"
    """The value is copied from the article; what stands in quotation marks is verbatim."""
    STATED = "stated"
    """The value is a sentence in the model's words; its numbers, dates, names and negations come from the article."""

    @property
    def is_wording(self) -> bool:
        """Whether the value is what a record says, and not a detail of it."""
        return self in (MatchRule.QUOTED, MatchRule.STATED)


Number = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999})]
"""A sentence's number. The bounds keep a model from writing endless digits; answers are not validated by them."""

_SMALL = frozenset(
    {"A", "An", "At", "By", "For", "From", "He", "Her", "His", "If", "In", "It", "Its", "No", "On", "She", "The"}
    | {"Their", "There", "These", "They", "This", "Those", "To", "When", "With"}
    | {"About", "After", "All", "Both", "Many", "More", "Most", "Nearly", "Nobody", "None", "Several", "Some"}
)
"""Words that have a capital only where they open a sentence."""

MOST_SENTENCES = 8
"""Sentences that a record may rest on."""

Named = Annotated[str, MatchRule.NAMED, Field(min_length=1, max_length=80)]
Worded = Annotated[str, MatchRule.WORDED, Field(min_length=1, max_length=80)]
Cue = Annotated[str, MatchRule.WORDED, Field(min_length=1, max_length=40)]
Quoted = Annotated[str, MatchRule.QUOTED, Field(min_length=1, max_length=600)]
Stated = Annotated[str, MatchRule.STATED, Field(min_length=1, max_length=240)]


class Shown(str):
    """The name of a field whose value stands in a headline; another string stands there as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is in an article, for what it is in the vocabulary of schema.org.

    `address` is the article's, on the web. `form` says whether what the record copies from the article stands in
    quotation marks: `direct`, `mixed` or `indirect`; None where it copies nothing. `quotes` is what stands in them.
    """

    article: Article
    address: str | None = None
    form: str | None = None
    quotes: Sequence[str] = ()


class Record(BaseModel):
    """One filled schema and the numbers of the sentences that it rests on.

    A kind is a subclass with `kind`, `plural` and fields. What it shows of itself follows from the fields, and each of
    its methods may say it better.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)  # JSON has no such numbers
    kind: ClassVar[str]
    plural: ClassVar[str]
    prompt: ClassVar[Path | None] = None
    """The prompt file that fills the kind, where the folder of prompts has none that is called after it.

    A relative path is seen from the file in which the class stands.
    """
    speaker_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name who says what the record holds; queries for a speaker look in them."""
    cue_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that hold the reporting words."""
    title_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that hold the title of the first speaker."""
    doer_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name those who do what the record states."""
    undergoer_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name those whom it is done to."""
    place_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name where something happens; queries for a place look in them."""
    time_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that say when something happens; the record's day follows from the first that has a value."""
    label_fields: ClassVar[tuple[str, ...]] = ()
    """The fields whose labels say how sure it is what the record states: `probable`, `possible`, `planned`, `denied`.

    The article may say it with a hedge then, which the wording of the record need not repeat.
    """
    fixed_labels: ClassVar[tuple[str, ...]] = ()
    """Such labels that every record of the kind has: nothing that is predicted is stated as a fact."""
    brief_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that a small model is asked for, where a prompt wants brief answers; empty for all of them."""
    schema_org: ClassVar[Literal["hasPart", "mentions"]] = "hasPart"
    """How schema.org puts what the record is: as a part of the article, or as what the article mentions."""

    sentences: list[Number] = Field(
        min_length=1, max_length=MOST_SENTENCES, description="numbers of the sentences it rests on"
    )

    def as_sentence(self) -> str:
        """All that the record says, as one sentence, for a model to hold against its evidence.

        By default the values that the article has to support, one after the other; a kind says it better.
        """
        values = [getattr(self, name) for name in match_rules(type(self))]
        lists = [value if isinstance(value, list) else [value] for value in values if value]
        return ", ".join(str(each) for several in lists for each in several)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that say how sure it is what the record states."""
        own = (getattr(self, name, None) for name in self.label_fields)
        return (*self.fixed_labels, *filter(None, own))

    @property
    def is_denied(self) -> bool:
        """Whether the record says of what it states that it isn't so."""
        return DENIED in self.labels

    def told(self) -> tuple[str, ...]:
        """The fields that tell something: those with a value that isn't their usual one."""
        return tuple(
            name
            for name, info in type(self).model_fields.items()
            if name != "sentences" and getattr(self, name) not in (None, [], info.default)
        )

    def headline(self) -> Sequence[str]:
        """The line that tells most, in pieces: a `Shown` stands for the value of its field.

        By default the field that words what the record puts on record, or else the first that tells something.
        """
        told, wording = self.told(), wording_field(type(self))
        return (Shown(wording),) if wording in told else tuple(map(Shown, told[:1])) or (self.kind,)

    def details(self) -> Sequence[str]:
        """The fields that are shown below the headline, each by its name."""
        shown = {piece for piece in self.headline() if isinstance(piece, Shown)}
        return [name for name in self.told() if name not in shown]

    def day(self, published: date | None, language: str) -> date | None:
        """The day on which it happens, seen from the day of publication; None where that isn't known."""
        when = next((value for name in self.time_fields if (value := getattr(self, name))), None)
        return resolve_time(when, published, language=language, status=next(iter(self.labels), None))

    @classmethod
    def computed(cls) -> Mapping[str, Mapping[str, Any]]:
        """The values that `compute` gives, each with its JSON schema: the day, where a field says when."""
        return (
            {"day": _DAY | {"description": f"the day that {_quoted(cls.time_fields)} comes to"}}
            if cls.time_fields
            else {}
        )

    def compute(self, article: Article) -> dict[str, Any]:
        """What follows from the record and its article, and isn't a field, as JSON types."""
        if not self.time_fields:
            return {}
        day = self.day(article.published, article.language)
        return {"day": day.isoformat() if day else None}

    def as_schema_org(self, place: Place) -> dict[str, Any]:  # noqa: ARG002  # for kinds whose form depends on it
        """The record in the vocabulary of schema.org.

        By default a `CreativeWork` with the headline as its text, and the other fields by their names.
        """
        details = "; ".join(f"{name}: {joined(getattr(self, name))}" for name in self.details())
        speakers = [each for name in self.speaker_fields for each in _several(getattr(self, name))]
        return known(
            {
                "@type": "CreativeWork",
                "genre": self.kind,
                "text": self.headline_text(),
                "creator": named(speakers),
                "description": details,
            }
        )

    def headline_text(self) -> str:
        """The headline as text."""
        return "".join(joined(getattr(self, each)) if isinstance(each, Shown) else each for each in self.headline())


_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}


@cache
def wording_field(kind: type[BaseModel]) -> str:
    """The field of a kind that says what its records put on record, such as `what`; nothing where it has none."""
    return next((name for name, rule in match_rules(kind).items() if rule.is_wording), "")


def joined(value: object) -> str:
    """A value as text, those of a list one after the other."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _quoted(names: Iterable[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)


@cache
def match_rules(kind: type[BaseModel]) -> dict[str, MatchRule]:
    """The fields of `kind` that the article has to support, each with its match rule, in the order of the class."""
    found = {}
    for name, info in kind.model_fields.items():
        rule = next(_rules_within([*info.metadata, info.annotation]), None)
        if rule is not None:
            found[name] = rule
    return found


def clause(text: str) -> str:
    """A sentence as it stands inside another: without its full stop, and a small word that opens it in lower case."""
    return continued(text.strip().removesuffix("."))


def continued(text: str) -> str:
    """A sentence as it stands at the end of another: with a small word that opens it in lower case."""
    first, space, rest = text.strip().partition(" ")
    return (first.lower() if first in _SMALL else first) + space + rest


def are_several(name: str) -> bool:
    """Whether a name is for several, whose verb is in the plural: `Ann Lee and Bo Ray`, `two officials`."""
    *_, last = name.split() or [""]
    return " and " in name or (last.islower() and last.endswith("s") and not last.endswith("ss"))


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: `Ann Lee, Bo Ray and Cy Low`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _rules_within(parts: Iterable[Any]) -> Iterator[MatchRule]:
    for part in parts:
        if isinstance(part, MatchRule):
            yield part
        else:
            yield from _rules_within((*getattr(part, "__metadata__", ()), *get_args(part)))
