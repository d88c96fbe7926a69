"""What grounding says about a record: each value, how the article supports it, where, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal

from typing_extensions import TypeVar

from onrecord._plain_forms import HasPlainForm
from onrecord.article import Span
from onrecord.kinds import Record

__all__ = ["Finding", "Form", "GroundedRecord", "Support", "Value", "count_support", "weakest_of"]

Form = Literal["direct", "mixed", "indirect"]

Kind_co = TypeVar("Kind_co", bound=Record, covariant=True, default=Record)


class Support(StrEnum):
    """How the article supports a value, the strongest level first."""

    EXACT = "exact"
    """The value stands in the article, character for character."""
    NORMALIZED = "normalized"
    """It does once quotes, dashes, spaces, case and Unicode form are folded."""
    VERIFIED = "verified"
    """It is reworded, and a model that read it beside its evidence found it supported."""
    REWORDED = "reworded"
    """Its words are others, and no check finds a difference; its meaning was not read."""
    UNCHECKED = "unchecked"
    """Its words are others, in a language that there are no checks for."""
    UNSUPPORTED = "unsupported"
    """The article doesn't support it; the value's finding says why."""

    @property
    def holds(self) -> bool:
        """Whether a value at this level counts as supported: it is in the article, or was read and found supported."""
        return self.is_at_least(Support.VERIFIED)

    def is_at_least(self, level: Support) -> bool:
        """Whether this level is as strong as another one, or stronger."""
        return _RANKS[self] <= _RANKS[level]

    @property
    def outcome(self) -> str:
        """The word by which records are counted: `supported` where the level holds, else the level's own name."""
        return "supported" if self.holds else str(self)

    @property
    def meaning(self) -> str:
        """The level in a few words, for a person to read."""
        return _MEANINGS[self]


_RANKS = {level: rank for rank, level in enumerate(Support)}

_MEANINGS = {
    Support.EXACT: "in the article, character for character",
    Support.NORMALIZED: "in the article, but for quotes, dashes, spaces and case",
    Support.VERIFIED: "other words, read and found supported",
    Support.REWORDED: "other words, meaning not read",
    Support.UNCHECKED: "other words, in a language without checks",
    Support.UNSUPPORTED: "not supported by the article",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a value is unsupported: a `code` for programs, a `message` for people.

    `place` are the characters of the value that the finding is about; None where it is about all of it.
    """

    code: str
    message: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record.

    `field` is its place in the record (`what`, `who[0]`); `spans` are the characters of the article that support it,
    empty when it is unsupported; only an unsupported value has a `finding`. `probability` is that of its being
    supported, from 0 to 1, where a verifier gave one.
    """

    field: str
    text: str
    support: Support
    spans: tuple[Span, ...]
    finding: Finding | None = None
    probability: float | None = None

    @property
    def reason(self) -> str | None:
        """Why it is unsupported, for a person to read."""
        return self.finding.message if self.finding else None


@dataclass(frozen=True, slots=True)
class GroundedRecord(HasPlainForm, Generic[Kind_co]):
    """A record as it came, the sentences it rests on, and each of its values tied to the article.

    A `GroundedRecord[Event]` has an event as its `record`; without a kind in brackets, a record of any kind.

    `form` and `quotes` are for statements alone: whether the content is quoted, partly quoted or reported, and the
    quoted stretches as the article has them. `derived` names the fields whose values follow from the text by rule and
    are not the model's.
    """

    record: Kind_co
    evidence: tuple[Span, ...]
    values: tuple[Value, ...]
    form: Form | None = None
    quotes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def support(self) -> Support:
        """The weakest level of its values; unsupported where there is no evidence, or no value."""
        return weakest_of(value.support for value in self.values) if self.evidence else Support.UNSUPPORTED

    @property
    def supported(self) -> bool:
        """Whether there is evidence and every value is exact, normalized or verified."""
        return self.support.holds

    @property
    def unsupported(self) -> bool:
        """Whether there is no evidence or no value, or the article doesn't support some value."""
        return self.support is Support.UNSUPPORTED


def weakest_of(levels: Iterable[Support]) -> Support:
    """The weakest of some levels; unsupported where there are none, since nothing is said that could be supported."""
    return max(levels, key=_RANKS.__getitem__, default=Support.UNSUPPORTED)


def count_support(levels: Iterable[Support]) -> dict[str, int]:
    """How many levels are `supported`, `reworded`, `unchecked` and `unsupported`, where there are any."""
    found = Counter(level.outcome for level in levels)
    return {level.outcome: found[level.outcome] for level in Support if found[level.outcome]}
