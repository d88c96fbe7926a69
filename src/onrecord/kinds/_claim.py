"""The kind `claim`: a proposition of fact that could be checked."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Record, Stated

__all__ = ["Claim"]


class Claim(Record):
    """One proposition of fact that somebody could check."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    speaker_fields: ClassVar[tuple[str, ...]] = ("source",)

    text: Stated = Field(description="one fact as a sentence that stands by itself")
    source: Named | None = Field(default=None, description="who makes the claim, when it is not the article itself")
    certainty: Literal["certain", "probable", "possible", "denied"] = "certain"
