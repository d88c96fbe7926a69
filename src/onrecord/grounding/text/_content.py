"""The words of a sentence that carry its content, without their endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.grounding.languages import ENGLISH, rules_of

__all__ = ["content_stem", "content_stem_of", "is_content", "stem", "without_accents"]

_ENDING = re.compile(
    r"(?<=...)(?:i[sz]ations?|ations?|ments?|ings?|ions?|ers?|ie[sd]|i[sz]e[sd]?|e[drs]|ly|[se]|(?<=[^aeiou])y)$"
)
_KEPT = 6
"""Letters that two words of one family share at least, where they have so many."""
_EMPTY = ENGLISH.function_words | ENGLISH.light_words | {word for word in ENGLISH.negatives if word.endswith("n't")}
_REMEMBERED = 1 << 14
"""Words whose stems are kept at hand: what most news is made of, in under 4 MB."""


def stem(key: str) -> str:
    """A word's key without its ending, so that `equalizes`, `equalized` and `equalizer` are one."""
    if not key.isascii() or not key[:1].isalpha():
        return key
    key = ENGLISH.irregular.get(key, key)
    if len(key) > 3:
        key = _ENDING.sub("", key, count=1)
        key = key[:-1] if key[-1] == key[-2] else key
    return key[:_KEPT]


@lru_cache(maxsize=_REMEMBERED)
def content_stem(key: str) -> str:
    """The stem of a word of content, and nothing for any other."""
    return stem(key) if is_content(key) else ""


@lru_cache(maxsize=_REMEMBERED)
def content_stem_of(key: str, language: str) -> str:
    """The stem of a word of content in a language with small words of its own, accents aside."""
    rules = rules_of(language)
    if key in rules.function_words or key in rules.negatives:
        return ""
    return stem(without_accents(key)) if key[0].isalnum() else ""


def without_accents(key: str) -> str:
    """A word without the marks on its letters, so that `männer` and `mann` begin alike."""
    if key.isascii():
        return key
    return "".join(each for each in unicodedata.normalize("NFKD", key) if not unicodedata.combining(each))


def is_content(key: str) -> bool:
    """Whether a word says something by itself."""
    return key not in _EMPTY and key[0].isalnum()
