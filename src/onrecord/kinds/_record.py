"""What every kind of record is made of: a base class, types of fields, and what the article owes each of them.

A field's description is prompt text. Its `MatchRule` says what the article owes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

__all__ = ["Cue", "MatchRule", "Named", "Quoted", "Record", "Stated", "Worded", "match_rules"]


class MatchRule(Enum):
    """What the article owes a field's value."""

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

Named = Annotated[str, MatchRule.NAMED, Field(min_length=1, max_length=80)]
Worded = Annotated[str, MatchRule.WORDED, Field(min_length=1, max_length=80)]
Cue = Annotated[str, MatchRule.WORDED, Field(min_length=1, max_length=40)]
Quoted = Annotated[str, MatchRule.QUOTED, Field(min_length=1, max_length=600)]
Stated = Annotated[str, MatchRule.STATED, Field(min_length=1, max_length=240)]


class Record(BaseModel):
    """One filled schema and the numbers of the sentences that it rests on."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    kind: ClassVar[str]
    plural: ClassVar[str]
    speaker_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name who says what the record holds, for those who look for a speaker."""
    place_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that name where something happens."""

    sentences: list[Number] = Field(min_length=1, max_length=8, description="numbers of the sentences it rests on")


@cache
def match_rules(kind: type[BaseModel]) -> dict[str, MatchRule]:
    """The fields of `kind` that the article has to support, each with its match rule, in the order of the class."""
    found = {}
    for name, info in kind.model_fields.items():
        rule = next(_rules_within([*info.metadata, info.annotation]), None)
        if rule is not None:
            found[name] = rule
    return found


def _rules_within(parts: Iterable[Any]) -> Iterator[MatchRule]:
    for part in parts:
        if isinstance(part, MatchRule):
            yield part
        else:
            yield from _rules_within((*getattr(part, "__metadata__", ()), *get_args(part)))
