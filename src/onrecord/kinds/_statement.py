"""The kind `statement`: who said what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import Field

from onrecord.kinds._record import Cue, Named, Place, Quoted, Record, Shown, Worded, continued, listed
from onrecord.kinds._schema_org import known, named

__all__ = ["Statement", "is_denying", "is_leading"]


BEFORE_THE_SPEAKER = ("according to", "as per", "in the words of", "per")
"""Reporting words that stand before whom they name."""

_LEADING = (
    *BEFORE_THE_SPEAKER,
    *("in the view of", "in the opinion of"),
    *("laut", "gemäß", "nach angaben", "nach einschätzung", "nach ansicht", "nach auskunft", "nach aussage"),
    *("nach worten", "nach den worten", "den angaben", "selon", "d'après", "d’après", "aux dires de", "aux yeux de"),
    *("à en croire", "según", "de acuerdo con", "en palabras de", "a juicio de", "en opinión de"),
)
"""The same, and in German, French and Spanish."""


_DENYING = frozenset(
    word
    for words in (
        "deny denies denied denying reject rejects rejected rejecting refute refutes refuted",
        "dispute disputes disputed dismissed dismisses",
        "bestreitet bestritt bestritten bestreiten dementiert dementierte dementierten zurückgewiesen wies weist",
        "nie nié nient niait dément démenti démentent rejette rejeté conteste contesté",
        "niega negó niegan negaron desmiente desmintió desmienten rechaza rechazó",
    )
    for word in words.split()
)
"""Reporting words by which somebody says that something isn't so: English, German, French and Spanish."""


def is_leading(cue: str) -> bool:
    """Whether reporting words stand before whom they name, as `according to` does, and `said` doesn't."""
    return f"{cue.casefold()} ".startswith(tuple(f"{each} " for each in _LEADING))


def is_denying(cue: str) -> bool:
    """Whether reporting words say that something isn't so, as `denied` does."""
    return not _DENYING.isdisjoint(cue.casefold().split())


class Statement(Record):
    """Content that the article attributes to someone."""

    kind: ClassVar[str] = "statement"
    plural: ClassVar[str] = "statements"
    brief_fields: ClassVar[tuple[str, ...]] = ("speakers", "cue", "content")
    speaker_fields: ClassVar[tuple[str, ...]] = ("speakers",)
    cue_fields: ClassVar[tuple[str, ...]] = ("cue",)
    title_fields: ClassVar[tuple[str, ...]] = ("role",)

    speakers: list[Named] = Field(default=[], max_length=6, description="full names of those who say it")
    role: Worded | None = Field(default=None, description="the first speaker's title, as the article words it")
    cue: Cue = Field(description="the reporting words, such as said or according to")
    content: Quoted = Field(description="what is said, in the article's words")

    @property
    def cue_leads(self) -> bool:
        """Whether the cue stands before whom it names."""
        return is_leading(self.cue)

    def as_sentence(self) -> str:
        """Who says what: `Ann Lee, the owner, said it was old`, or `According to Ann Lee, it was old`."""
        speakers = listed(self.speakers) if self.speakers else ""
        role = f"{', ' if speakers else ''}{self.role}" if self.role else ""
        if self.cue.casefold().startswith(BEFORE_THE_SPEAKER):
            return f"{self.cue[:1].upper()}{self.cue[1:]} {speakers}{role}, {continued(self.content)}"
        return f"{speakers}{role}{', ' if speakers and role else ' '}{self.cue} {continued(self.content)}".strip()

    def headline(self) -> Sequence[str]:
        """`Ann Lee (the owner) said: …` or `according to Ann Lee: …`, with the parts that there are."""
        speaker: list[list[str]] = [[Shown("speakers")]] if self.speakers else []
        speaker += [["(", Shown("role"), ")"]] if self.role else []
        cue: list[str] = [Shown("cue")]
        parts = [cue, *speaker] if self.cue_leads else [*speaker, cue]
        return [*_spaced(parts), ": ", Shown("content")]

    def details(self) -> Sequence[str]:
        """None: the headline has all fields."""
        return ()

    def as_schema_org(self, place: Place) -> dict[str, Any]:
        """A quotation, or a statement with the quotations in it."""
        speakers = named(self.speakers)
        if speakers and self.role:
            speakers[0] |= {"description": self.role}
        if place.form == "direct":
            return known({"@type": "Quotation", "text": self.content, "spokenByCharacter": speakers})
        quotes = [known({"@type": "Quotation", "text": each, "spokenByCharacter": speakers}) for each in place.quotes]
        return known({"@type": "Statement", "text": self.content, "creator": speakers, "hasPart": quotes})


def _spaced(parts: Sequence[Sequence[str]]) -> list[str]:
    """The pieces of some parts, with a space between every two parts."""
    first, *others = parts
    return [*first, *(piece for part in others for piece in (" ", *part))]
