"""The kinds of records: what each one holds, and how grounding is to read its fields.

A field's description is prompt text. Its `Reading` says what the article owes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from onrecord.errors import UsageError

__all__ = ["KINDS", "Claim", "Event", "Reading", "Record", "Statement", "kind_named", "readings"]


class Reading(Enum):
    """How a field's value has to be borne out by the article."""

    NAMED = "named"
    """A name as the article has it, which its sentence may give in full, in part or by a pronoun."""
    WORDED = "worded"
    """In the words of its own sentence: a place, a time, a title, a cue."""
    QUOTED = "quoted"
    """Copied from the article whole; what stands in quotation marks is verbatim."""
    STATED = "stated"
    """A sentence in the model's words: its numbers, dates, names and negations come from the article."""


Number = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9999})]
"""A sentence's number; the bounds keep a model from running on in digits, and no answer is refused for them."""

Named = Annotated[str, Reading.NAMED, Field(min_length=1, max_length=80)]
Worded = Annotated[str, Reading.WORDED, Field(min_length=1, max_length=80)]
Cue = Annotated[str, Reading.WORDED, Field(min_length=1, max_length=40)]
Quoted = Annotated[str, Reading.QUOTED, Field(min_length=1, max_length=600)]
Stated = Annotated[str, Reading.STATED, Field(min_length=1, max_length=240)]


class Record(BaseModel):
    """One filled schema and the numbers of the sentences that it rests on."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    kind: ClassVar[str]
    plural: ClassVar[str]

    sentences: list[Number] = Field(min_length=1, max_length=8, description="numbers of the sentences it rests on")


class Event(Record):
    """Something that happened, is happening, may happen or was called off."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"

    what: Stated = Field(description="one short sentence in the present tense that stands by itself")
    who: list[Named] = Field(default=[], max_length=6, description="those who do it")
    whom: list[Named] = Field(default=[], max_length=6, description="those it is done to")
    where: Worded | None = Field(default=None, description="the place, as the article words it")
    when: Worded | None = Field(default=None, description="the time, as the article words it")
    status: Literal["happened", "ongoing", "planned", "possible", "denied"] = "happened"


class Statement(Record):
    """Content that the article attributes to someone."""

    kind: ClassVar[str] = "statement"
    plural: ClassVar[str] = "statements"

    speakers: list[Named] = Field(default=[], max_length=6, description="full names of those who say it")
    role: Worded | None = Field(default=None, description="the first speaker's title, as the article words it")
    cue: Cue = Field(description="the reporting words, such as said or according to")
    content: Quoted = Field(description="what is said, in the article's words")


class Claim(Record):
    """One proposition of fact that somebody could check."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"

    text: Stated = Field(description="one fact as a sentence that stands by itself")
    source: Named | None = Field(default=None, description="who makes the claim, when it is not the article itself")
    certainty: Literal["certain", "probable", "possible", "denied"] = "certain"


KINDS: dict[str, type[Record]] = {kind.kind: kind for kind in (Event, Statement, Claim)}
"""Every kind by its name; a class listed here is found by prompts, grounding, output and the command line."""


def kind_named(name: str) -> type[Record]:
    """The kind called `name`, singular or plural.

    Raises `UsageError` for any other name.
    """
    for kind in KINDS.values():
        if name in (kind.kind, kind.plural):
            return kind
    raise UsageError(f"no kind is called {name!r}; the kinds: {', '.join(KINDS)}")


@cache
def readings(kind: type[BaseModel]) -> dict[str, Reading]:
    """The fields of `kind` that the article has to bear out, each with its reading, in the order of the class."""
    found = {}
    for name, info in kind.model_fields.items():
        reading = next(_readings_within([*info.metadata, info.annotation]), None)
        if reading is not None:
            found[name] = reading
    return found


def _readings_within(parts: Iterable[Any]) -> Iterator[Reading]:
    for part in parts:
        if isinstance(part, Reading):
            yield part
        else:
            yield from _readings_within((*getattr(part, "__metadata__", ()), *get_args(part)))
