"""The words of a sentence that carry its content, without their endings."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.lexicon import FUNCTION_WORDS, IRREGULAR, LIGHT_WORDS, NEGATIVES

__all__ = ["content_stem", "is_content", "stem"]

_ENDING = re.compile(
    r"(?<=...)(?:i[sz]ations?|ations?|ments?|ings?|ions?|ers?|ie[sd]|i[sz]e[sd]?|e[drs]|ly|[se]|(?<=[^aeiou])y)$"
)
_KEPT = 6
"""Letters that two words of one family share at least, where they have so many."""
_EMPTY = FUNCTION_WORDS | LIGHT_WORDS | {word for word in NEGATIVES if word.endswith("n't")}
_REMEMBERED = 1 << 14
"""Words whose stems are kept at hand: what most news is made of, in under 4 MB."""


def stem(key: str) -> str:
    """A word's key without its ending, so that `equalizes`, `equalized` and `equalizer` are one."""
    if not key.isascii() or not key[:1].isalpha():
        return key
    key = IRREGULAR.get(key, key)
    if len(key) > 3:
        key = _ENDING.sub("", key, count=1)
        key = key[:-1] if key[-1] == key[-2] else key
    return key[:_KEPT]


@lru_cache(maxsize=_REMEMBERED)
def content_stem(key: str) -> str:
    """The stem of a word of content, and nothing for any other."""
    return stem(key) if is_content(key) else ""


def is_content(key: str) -> bool:
    """Whether a word says something by itself."""
    return key not in _EMPTY and key[0].isalnum()
