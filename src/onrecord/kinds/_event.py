"""The kind `event`: what happened."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Place, Record, Stated, Worded, clause, listed
from onrecord.kinds._schema_org import SCHEMA_ORG, known, named

__all__ = ["Event"]

_STATUSES = {
    "happened": "CompletedActionStatus",
    "ongoing": "ActiveActionStatus",
    "planned": "PotentialActionStatus",
    "possible": "PotentialActionStatus",
    "denied": "FailedActionStatus",
}


class Event(Record):
    """Something that happened, is happening, may happen or was called off."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"
    brief_fields: ClassVar[tuple[str, ...]] = ("what",)
    doer_fields: ClassVar[tuple[str, ...]] = ("who",)
    undergoer_fields: ClassVar[tuple[str, ...]] = ("whom",)
    place_fields: ClassVar[tuple[str, ...]] = ("where",)
    time_fields: ClassVar[tuple[str, ...]] = ("when",)
    label_fields: ClassVar[tuple[str, ...]] = ("status",)
    schema_org: ClassVar[Literal["hasPart", "mentions"]] = "mentions"

    what: Stated = Field(description="one short sentence in the present tense that stands by itself")
    who: list[Named] = Field(default=[], max_length=6, description="those who do it")
    whom: list[Named] = Field(default=[], max_length=6, description="those it is done to")
    where: Worded | None = Field(default=None, description="the place, as the article words it")
    when: Worded | None = Field(default=None, description="the time, as the article words it")
    status: Literal["happened", "ongoing", "planned", "possible", "denied"] = "happened"

    def as_sentence(self) -> str:
        """What happens, and who, whom, where and when, as far as that doesn't say them; a plan is told as a plan."""
        who = [name for name in self.who if not _names(self.what, name)]
        whom = [name for name in self.whom if not _names(self.what, name)]
        parts = [f"by {listed(who)}"] if who else []
        parts += [f"to {listed(whom)}"] if whom else []
        parts += [text for text in (self.where, self.when) if text and text.casefold() not in self.what.casefold()]
        told = ", ".join([clause(self.what), *parts])
        if self.status in ("planned", "possible", "denied"):
            return f"It is {self.status} that {told}."
        return self.what if not parts else f"{told[:1].upper()}{told[1:]}."

    def as_schema_org(self, place: Place) -> dict[str, Any]:
        """An action, with the day on which it starts, unless it is denied."""
        day = self.day(place.article.published, place.article.language)
        status = self.status if self.status in ("possible", "denied") else ""
        return known(
            {
                "@type": "Action",
                "name": self.what,
                "actionStatus": f"{SCHEMA_ORG}/{_STATUSES[self.status]}",
                "agent": named(self.who),
                "object": named(self.whom),
                "location": {"@type": "Place", "name": self.where} if self.where else None,
                "startTime": day.isoformat() if day and not self.is_denied else None,
                "description": "; ".join(filter(None, [status, f"when: {self.when}" if self.when else ""])),
            }
        )


def _names(text: str, name: str) -> bool:
    """Whether a text has the name, or a part of it with a capital letter, such as a surname."""
    words = set(re.findall(r"[^\W_]+", text))
    return name.casefold() in text.casefold() or any(
        part in words for part in re.findall(r"[^\W_]+", name) if part[0].isupper()
    )
