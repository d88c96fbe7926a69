"""What grounding says about a record: each value, how the article supports it, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from onrecord.article import Span
    from onrecord.kinds import Record

__all__ = ["Form", "GroundedRecord", "Support", "Value"]

Form = Literal["direct", "mixed", "indirect"]


class Support(StrEnum):
    """How the article bears a value out."""

    EXACT = "exact"
    """The value stands in the article, character for character."""
    NORMALIZED = "normalized"
    """It does once quotes, dashes, spaces, case and Unicode form are folded."""
    FUZZY = "fuzzy"
    """The article says it in other words: no number, date, name, negation or quoted word differs."""
    UNSUPPORTED = "unsupported"
    """The article doesn't support it; the value's `reason` says why."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record.

    `field` is its place in the record (`what`, `who[0]`); `spans` are the characters of the article that support it,
    empty when it is unsupported; `reason` is for a person to read, and only an unsupported value has one.
    """

    field: str
    text: str
    support: Support
    spans: tuple[Span, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class GroundedRecord:
    """A record as it came, the sentences it rests on, and each of its values tied to the article.

    `form` and `quotes` are for statements alone: whether the content is quoted, partly quoted or reported, and the
    quoted stretches as the article has them.
    """

    record: Record
    evidence: tuple[Span, ...]
    values: tuple[Value, ...]
    form: Form | None = None
    quotes: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether there is evidence and no value is unsupported."""
        return bool(self.evidence) and all(value.support is not Support.UNSUPPORTED for value in self.values)
