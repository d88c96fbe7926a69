"""Names of months in many languages, and letters without their accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["MONTHS", "SHORTEST", "fold", "known_of", "month_names", "without_accents"]

MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "et", "lv", "lt")
LANGUAGES += ("pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg", "ru", "uk", "be", "el", "tr", "ca", "eu", "gl")
LANGUAGES += ("ar", "he", "hi", "id")
"""Languages whose names of months are read wherever dates stand."""

SHORTEST = 3
"""Shorter names of months, weekdays and units, such as the German "so", are words of other meanings as well."""


@lru_cache
def month_names() -> tuple[tuple[str, ...], ...]:
    """What each month is called in the languages of `LANGUAGES`, folded; names that mean two months aren't there."""
    named = [{fold(name) for code in LANGUAGES for name in known_of(code)[month]} for month in MONTHS]
    return tuple(tuple(name for name in sorted(names) if _is_clear(name, named)) for names in named)


def _is_clear(name: str, named: list[set[str]]) -> bool:
    return name.isalpha() and len(name) >= SHORTEST and sum(name in names for names in named) == 1


def known_of(language: str, region: str = "") -> dict[str, Any]:
    """What dateparser knows of a language, as it is written in a region; nothing where it doesn't know the language."""
    from dateparser.languages.loader import default_loader

    try:
        (locale,) = default_loader.get_locale_map(languages=[language], region=region.upper()).values()
    except ValueError:
        return {}
    info: dict[str, Any] = locale.info
    return info


def fold(text: str) -> str:
    """Without case and accents, and with apostrophes as spaces."""
    return re.sub(r"['’‘`ʼ]", " ", without_accents(text.casefold()))


def without_accents(text: str) -> str:
    """Text with its letters bare: "Février" is "Fevrier"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
