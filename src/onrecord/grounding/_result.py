"""What grounding says about a record: each value, how the article supports it, where, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from onrecord.article import Span

if TYPE_CHECKING:
    from onrecord.kinds import Record

__all__ = ["Finding", "Form", "GroundedRecord", "Support", "Value"]

Form = Literal["direct", "mixed", "indirect"]


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
        return self in (Support.EXACT, Support.NORMALIZED, Support.VERIFIED)


_WEAKEST_FIRST = tuple(reversed(Support))


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
    def support(self) -> Support:
        """The weakest level of its values; unsupported where there is no evidence."""
        if not self.evidence:
            return Support.UNSUPPORTED
        levels = {value.support for value in self.values}
        return next((level for level in _WEAKEST_FIRST if level in levels), Support.EXACT)

    @property
    def supported(self) -> bool:
        """Whether there is evidence and every value is exact, normalized or verified."""
        return self.support.holds

    @property
    def unsupported(self) -> bool:
        """Whether there is no evidence, or the article doesn't support some value."""
        return self.support is Support.UNSUPPORTED
