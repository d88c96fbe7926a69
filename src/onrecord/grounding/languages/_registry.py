"""The languages. A new one is a file beside this, and its name here."""

from __future__ import annotations

from onrecord.grounding.languages._de import GERMAN
from onrecord.grounding.languages._en import ENGLISH
from onrecord.grounding.languages._es import SPANISH
from onrecord.grounding.languages._fr import FRENCH
from onrecord.grounding.languages._it import ITALIAN
from onrecord.grounding.languages._language import Language
from onrecord.grounding.languages._nl import DUTCH
from onrecord.grounding.languages._parts import Parts
from onrecord.grounding.languages._pt import PORTUGUESE
from onrecord.grounding.languages._ru import RUSSIAN

__all__ = ["LANGUAGES", "language_of", "parts_of", "rules_of"]

LANGUAGES = {each.code: each for each in (ENGLISH, GERMAN, SPANISH, FRENCH, ITALIAN, PORTUGUESE, DUTCH, RUSSIAN)}


def language_of(code: str) -> Language | None:
    """What is known of a language, by the first part of its code; None where nothing is."""
    return LANGUAGES.get(code)


def parts_of(code: str) -> Parts | None:
    """How a language says who does what to whom; None where there are no rules for that."""
    language = LANGUAGES.get(code)
    return language.parts if language else None


def rules_of(code: str) -> Language:
    """The language whose small words and negatives a text is read by: its own, or English where it has none."""
    own = LANGUAGES.get(code)
    return own if own and own.function_words else ENGLISH
