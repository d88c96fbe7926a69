"""The kind `claim`: a proposition of fact that could be checked."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Record, Stated, are_several, clause

__all__ = ["Claim"]


class Claim(Record):
    """One proposition of fact that somebody could check."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    brief_fields: ClassVar[tuple[str, ...]] = ("text",)
    speaker_fields: ClassVar[tuple[str, ...]] = ("source",)

    text: Stated = Field(description="one fact as a sentence that stands by itself")
    source: Named | None = Field(default=None, description="who makes the claim, when it is not the article itself")
    certainty: Literal["certain", "probable", "possible", "denied"] = "certain"

    def as_sentence(self) -> str:
        """The claim, who makes it, and how certain it is: `Ann Lee says that it is possible that the ferry sank`."""
        says, denies = ("say", "deny") if are_several(self.source or "") else ("says", "denies")
        if self.certainty == "denied":
            return f"{f'{self.source} {denies}' if self.source else 'It is denied'} that {clause(self.text)}."
        hedged = self.text if self.certainty == "certain" else f"It is {self.certainty} that {clause(self.text)}."
        return f"{self.source} {says} that {clause(hedged)}." if self.source else hedged
