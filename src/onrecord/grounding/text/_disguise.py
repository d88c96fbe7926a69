"""Words that pass for others: with characters hidden within, or with letters of several alphabets."""

from __future__ import annotations

import unicodedata

__all__ = ["disguised"]

_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
"""Alphabets with letters that look like one another's."""


def disguised(text: str, article: str) -> str | None:
    """The first word of `text` that passes for another one, unless the article has it too; None if none does."""
    if text.isascii():
        return None
    for word in text.split():
        if word not in article and (_hides(word) or _mixes(word)):
            return word
    return None


def _hides(word: str) -> bool:
    return any(unicodedata.category(character) == "Cf" for character in word)


def _mixes(word: str) -> bool:
    alphabets = {unicodedata.name(character, "?").split()[0] for character in word if character.isalpha()}
    return len(alphabets & _ALIKE) > 1
