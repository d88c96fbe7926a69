"""The kind `statement`: who said what."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from onrecord.kinds._record import Cue, Named, Quoted, Record, Worded

__all__ = ["Statement"]


class Statement(Record):
    """Content that the article attributes to someone."""

    kind: ClassVar[str] = "statement"
    plural: ClassVar[str] = "statements"
    speaker_fields: ClassVar[tuple[str, ...]] = ("speakers",)
    cue_fields: ClassVar[tuple[str, ...]] = ("cue",)
    title_fields: ClassVar[tuple[str, ...]] = ("role",)

    speakers: list[Named] = Field(default=[], max_length=6, description="full names of those who say it")
    role: Worded | None = Field(default=None, description="the first speaker's title, as the article words it")
    cue: Cue = Field(description="the reporting words, such as said or according to")
    content: Quoted = Field(description="what is said, in the article's words")
