"""The kind `claim`: a proposition of fact that could be checked."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Place, Record, Stated, are_several, clause
from onrecord.kinds._schema_org import known, named

__all__ = ["Claim"]


class Claim(Record):
    """One proposition of fact that somebody could check."""

    kind: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    brief_fields: ClassVar[tuple[str, ...]] = ("text",)
    speaker_fields: ClassVar[tuple[str, ...]] = ("source",)
    label_fields: ClassVar[tuple[str, ...]] = ("certainty",)

    text: Stated = Field(description="one fact as a sentence that stands by itself")
    source: Named | None = Field(default=None, description="who makes the claim, when it is not the article itself")
    certainty: Literal["certain", "probable", "possible", "denied"] = "certain"

    def as_sentence(self) -> str:
        """The claim, who makes it, and how certain it is: `Ann Lee says that it is possible that the ferry sank`."""
        says, denies = ("say", "deny") if are_several(self.source or "") else ("says", "denies")
        if self.is_denied:
            return f"{f'{self.source} {denies}' if self.source else 'It is denied'} that {clause(self.text)}."
        hedged = self.text if self.certainty == "certain" else f"It is {self.certainty} that {clause(self.text)}."
        return f"{self.source} {says} that {clause(hedged)}." if self.source else hedged

    def as_schema_org(self, place: Place) -> dict[str, Any]:
        """A claim. A denied one has no creator, because its source denies the claim instead of making it."""
        by = f" by {self.source}" if self.is_denied and self.source else ""
        return known(
            {
                "@type": "Claim",
                "text": self.text,
                "creator": named([self.source] if self.source and not self.is_denied else []),
                "description": None if self.certainty == "certain" else f"{self.certainty}{by}",
                "appearance": {"@id": place.address} if place.address else None,
            }
        )
