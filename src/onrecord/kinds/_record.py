"""The base class of all kinds, the types of their fields, and the match rule of each type.

A field's description is sent to models as part of the schema. Its `MatchRule` says how the article has to support it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

__all__ = [
    "MOST_SENTENCES",
    "Cue",
    "MatchRule",
    "Named",
    "Quoted",
    "Record",
    "Stated",
    "Worded",
    "are_several",
    "clause",
    "continued",
    "listed",
    "match_rules",
]


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


class Record(BaseModel):
    """One filled schema and the numbers of the sentences that it rests on."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    kind: ClassVar[str]
    plural: ClassVar[str]
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
    brief_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that a small model is asked for, where a prompt wants brief answers; empty for all of them."""

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
