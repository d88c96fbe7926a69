"""The languages. A new one is a file beside this, and its name here."""

from __future__ import annotations

from onrecord.grounding.languages._en import ENGLISH
from onrecord.grounding.languages._language import Language

__all__ = ["LANGUAGES", "language_of"]

LANGUAGES = {each.code: each for each in (ENGLISH,)}


def language_of(code: str) -> Language | None:
    """What checks know of a language, by the first part of its code; None where there are no checks for it."""
    return LANGUAGES.get(code)
