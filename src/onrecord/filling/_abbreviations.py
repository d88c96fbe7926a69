"""Abbreviations with full stops, which are several words to a text and one to a reader: `U.S.`, `EE. UU.`, `Ltd.`."""

from __future__ import annotations

from onrecord.filling.languages import Actions
from onrecord.grounding.text import Words

__all__ = ["end_of", "is_initial", "worded"]

_LETTERS = 2
"""Letters that an initial has at most: Spanish doubles them for a plural, as in `EE. UU.`."""


def is_initial(words: Words, place: int) -> bool:
    """Whether a word is a capital letter, or one that is doubled, with a full stop: the `U` and the `S` of U.S."""
    start, end = words.starts[place], words.ends[place]
    letters = words.text[start:end]
    return end - start <= _LETTERS and words.text[end : end + 1] == "." and letters.isupper() and len({*letters}) == 1


def end_of(words: Words, place: int, language: Actions) -> int:
    """Where the text of a word ends, with the full stop that belongs to it."""
    stopped = is_initial(words, place) or words.keys[place] in language.shortened
    return words.ends[place] + (stopped and words.text[words.ends[place] : words.ends[place] + 1] == ".")


def worded(words: Words, first: int, last: int, language: Actions) -> str:
    """What the text has from one word to another, with the full stop of an abbreviation."""
    return words.text[words.starts[first] : end_of(words, last, language)]
