"""The words of a sentence that carry its content, without their endings."""

from __future__ import annotations

import re

from onrecord.lexicon import FUNCTION_WORDS, IRREGULAR, LIGHT_WORDS

__all__ = ["is_content", "same_stem", "stem"]

_ENDING = re.compile(
    r"(?<=...)(?:i[sz]ations?|ations?|ments?|ings?|ions?|ers?|ie[sd]|i[sz]e[sd]?|e[drs]|ly|[se]|(?<=[^aeiou])y)$"
)
_KEPT = 6
"""Letters that two words of one family share at least, where they have so many."""


def stem(key: str) -> str:
    """A word's key without its ending, so that `equalizes`, `equalized` and `equalizer` are one."""
    if not key.isascii() or not key[:1].isalpha():
        return key
    key = IRREGULAR.get(key, key)
    if len(key) > 3:
        key = _ENDING.sub("", key, count=1)
        key = key[:-1] if key[-1] == key[-2] else key
    return key[:_KEPT]


def same_stem(one: str, other: str) -> bool:
    """Whether two keys are forms of one word."""
    return one == other or stem(one) == stem(other)


def is_content(key: str) -> bool:
    """Whether a word says something by itself."""
    return key not in FUNCTION_WORDS and key not in LIGHT_WORDS and (key[0].isalnum())
