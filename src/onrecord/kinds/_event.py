"""The kind `event`: what happened."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Record, Stated, Worded, clause, listed

__all__ = ["Event"]


class Event(Record):
    """Something that happened, is happening, may happen or was called off."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"
    brief_fields: ClassVar[tuple[str, ...]] = ("what",)
    doer_fields: ClassVar[tuple[str, ...]] = ("who",)
    undergoer_fields: ClassVar[tuple[str, ...]] = ("whom",)
    place_fields: ClassVar[tuple[str, ...]] = ("where",)

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


def _names(text: str, name: str) -> bool:
    """Whether a text has the name, or a part of it with a capital letter, such as a surname."""
    words = set(re.findall(r"[^\W_]+", text))
    return name.casefold() in text.casefold() or any(
        part in words for part in re.findall(r"[^\W_]+", name) if part[0].isupper()
    )
