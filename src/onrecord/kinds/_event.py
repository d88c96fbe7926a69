"""The kind `event`: what happened."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from onrecord.kinds._record import Named, Record, Stated, Worded

__all__ = ["Event"]


class Event(Record):
    """Something that happened, is happening, may happen or was called off."""

    kind: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"
    doer_fields: ClassVar[tuple[str, ...]] = ("who",)
    undergoer_fields: ClassVar[tuple[str, ...]] = ("whom",)
    place_fields: ClassVar[tuple[str, ...]] = ("where",)

    what: Stated = Field(description="one short sentence in the present tense that stands by itself")
    who: list[Named] = Field(default=[], max_length=6, description="those who do it")
    whom: list[Named] = Field(default=[], max_length=6, description="those it is done to")
    where: Worded | None = Field(default=None, description="the place, as the article words it")
    when: Worded | None = Field(default=None, description="the time, as the article words it")
    status: Literal["happened", "ongoing", "planned", "possible", "denied"] = "happened"
