"""The words of a sentence that carry its content, without their endings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from Stemmer import Stemmer

from onrecord.grounding.languages import ENGLISH, language_of, rules_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["content_stem", "is_content", "stem", "without_accents"]

_ALGORITHMS: Final = MappingProxyType(
    dict(
        each.split("=")
        for each in [
            "ar=arabic",
            "ca=catalan",
            "cs=czech",
            "da=danish",
            "de=german",
            "el=greek",
            "en=english",
            "es=spanish",
            "et=estonian",
            "eu=basque",
            "fa=persian",
            "fi=finnish",
            "fr=french",
            "ga=irish",
            "hi=hindi",
            "hu=hungarian",
            "hy=armenian",
            "id=indonesian",
            "it=italian",
            "lt=lithuanian",
            "nb=norwegian",
            "ne=nepali",
            "nl=dutch",
            "nn=norwegian",
            "no=norwegian",
            "pl=polish",
            "pt=portuguese",
            "ro=romanian",
            "ru=russian",
            "sr=serbian",
            "sv=swedish",
            "ta=tamil",
            "tr=turkish",
        ]
    )
)
"""By a language's code, Snowball's stemmer for it."""
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ers?|ing|ations?)$)")
_PARTICIPLE = re.compile(
    r"^((?:ab|an|auf|aus|bei|ein|fest|her|hin|los|mit|nach|vor|weg|zurück|zusammen|zu|statt|teil|um|wieder)?)"
    r"(?:ge(?=\w{3,}(?:t|en)$)|(?<=\w)zu(?=\w{3,}en$))"
)
"""What German puts into a verb: `gestoppt`, `abgelehnt`, `abzulehnen`."""
_PLURAL = re.compile(r"(?<=\w\w[^\Wm])ents?$")
"""What French verbs end with in the plural, which its stemmer leaves."""
_SHORT = 4
_EMPTY = ENGLISH.function_words | ENGLISH.light_words | {word for word in ENGLISH.negatives if word.endswith("n't")}
_REMEMBERED = 1 << 16
"""Words whose stems are kept at hand: what a day of news is made of, in under 16 MB."""


@lru_cache(maxsize=_REMEMBERED)
def stem(key: str, language: str = "en") -> str:
    """A word's key without its ending, so that `equalizes`, `equalised` and `equalizer` are one."""
    if not key[:1].isalpha():
        return key
    known = language_of(language)
    key = known.irregular.get(key, key) if known else key
    if language == "en":
        key = _BRITISH.sub("iz", key)
    if language == "fr":
        key = _PLURAL.sub("e", key)
    if language == "de":
        key = _PARTICIPLE.sub(r"\1", key)
    found = without_accents(_stemmed(language)(key))
    return found.rstrip("t") if language == "de" and len(found) > _SHORT else found


@cache
def _stemmed(language: str) -> Callable[[str], str]:
    """The stemmer of a language; words of one that has none stay as they are."""
    if language not in _ALGORITHMS:
        return str
    stemmed: Callable[[str], str] = Stemmer(_ALGORITHMS[language], 0).stemWord
    return stemmed


@lru_cache(maxsize=_REMEMBERED)
def content_stem(key: str, language: str = "en") -> str:
    """The stem of a word of content, and nothing for any other."""
    rules = rules_of(language)
    if rules is not ENGLISH:
        empty = key in rules.function_words or key in rules.negatives or not key[0].isalnum()
        return "" if empty else stem(key, language)
    return stem(key, language) if is_content(key) else ""


def without_accents(key: str) -> str:
    """A word without the marks on its letters, so that `männer` and `mann` begin alike."""
    if key.isascii():
        return key
    return "".join(each for each in unicodedata.normalize("NFKD", key) if not unicodedata.combining(each))


def is_content(key: str) -> bool:
    """Whether a word says something by itself."""
    return key not in _EMPTY and key[0].isalnum()
