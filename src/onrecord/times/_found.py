"""The worded times of a text: `on Friday`, `three years later`, `in der Nacht zu Sonntag`, `l'été dernier`.

Each word has a letter for what it says of a time, and the letters of a text are read by one pattern for all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from onrecord.times._marks import MARKS
from onrecord.times.names import MONTHS, SHORTEST, fold, known_of

__all__ = ["is_length", "times_in"]

_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}:\d\d(?![\d%])(?:\s?[ap]\.?\s?m\b\.?)?|\d{1,2}(?:\.\d\d)?\s?[ap]\.?\s?m\b\.?|\d{1,2}\s?h\s?\d\d\b)"
    r"|(?P<iso>\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})|(?P<year>(?<![\d.,])(?:1[5-9]|20)\d\d(?!\d|[.,]\d))"
    r"|(?P<ordinal>(?<![\d.,])\d{1,3}(?:st|nd|rd|th|º|ª)\b)|(?P<number>(?<![\d.,])\d{1,3}(?!\d|[.,]\d|\s?[%°])(?:st|nd|rd|th|er|re|e|º|ª)?\b)"
    r"|(?P<ago>\bil y a\b)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<comma>,)|(?P<stop>\.)|(?P<mark>[^\s'’])"
)
_FIXED = {
    "clock": "K",
    "iso": "K",
    "year": "Y",
    "number": "N",
    "ordinal": "L",
    "ago": "H",
    "comma": ",",
    "stop": ".",
    "mark": "x",
}
_ZONE = r"(?:BT|UB|Z)?"
_DAY = rf"(?:M\.?N(?!U)|[WMR]|K{_ZONE})"
_LINK = r"(?:,?[QAEDSO]{0,3}(?:[NL]\.?O?)?|[QJO]D?)"
_PATTERN = re.compile(
    rf"[QVA]{{0,4}}[DES]{{0,4}}(?:[EOD]|PO){{0,4}}(?:[NL]\.?O?)?{_DAY}(?:{_LINK}(?:{_DAY}|P|Y)){{0,4}}(?:J[QD]{{0,4}}N(?=[^xUNBTZ]|\Z))?S*(?:,?Y)?"
    rf"|[QVA]{{0,4}}D?(?:[NLSFE]{{1,4}}O?){{1,3}}[UP]{{1,2}}{_ZONE}[SG]{{0,4}}(?:[OJ]D?S?(?:{_DAY}|U))?"
    rf"|[QVA]{{0,4}}DE*[UP][SG]|[QVA]{{0,4}}[DE]{{0,4}}(?:PO){{0,4}}[EO]{{0,4}}P{_ZONE}(?:[OQJ]D?{_DAY}){{0,4}}|UG"
    rf"|[QVA]{{0,4}}D?EOD?S?[UP]S?|[QVA]{{0,4}}H[QA]{{0,4}}[NF]{{1,4}}U|QDL(?=[,.Q]|\Z)"
    r"|[QAE]{0,4}[QE]D?E?Y(?:JY)?|Y(?=[,.]|\Z)"
)
"""Every run is bounded, so that a text of nothing but such words is read in linear time."""
_JOINED = frozenset("-‐‑")


def times_in(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Where each time that a text words starts and ends, in order, with the prepositions before it.

    A length of time is one as well (`for nine days`), a bare number or a part of a day without a word that leads to it
    is none. A language whose words for times aren't known has only those in figures.
    """
    tokens = [(found.start(), found.end(), _letter(found, text, language)) for found in _TOKEN.finditer(text)]
    letters = "".join(letter for _, _, letter in tokens)
    found = (match.span() for match in _PATTERN.finditer(letters) if _tells(match[0]))
    return [(tokens[first][0], tokens[stop - 1][1]) for first, stop in found]


def is_length(when: str, language: str = "en") -> bool:
    """Whether a worded time is a length of time, such as `nine days` or `for a year`, and no point in it."""
    letters = "".join(_letter(found, when, language) for found in _TOKEN.finditer(when))
    return _LENGTH.match(letters) is not None


_LENGTH = re.compile(r"[VA]*D?[NFEO]+U+(?:O.*)?\Z")


def _tells(letters: str) -> bool:
    """Whether a run of letters is a time: a part of a day alone is none."""
    return letters not in ("P", "DP")


def _letter(found: re.Match[str], text: str, language: str) -> str:
    kind = found.lastgroup or "mark"
    if kind != "word":
        return _FIXED[kind]
    letter = _letter_of(found[0].lower(), language)
    if letter in "WM" and language == "en" and not found[0][0].isupper():
        return "x"
    return "x" if letter == "U" and text[found.start() - 1 : found.start()] in _JOINED else letter


@lru_cache(maxsize=1 << 13)
def _letter_of(word: str, language: str) -> str:
    return _letters(language).get(fold(word), "x")


@lru_cache
def _letters(language: str) -> Mapping[str, str]:
    """The letter of each word of a language, folded; of two letters the later one counts."""
    letters = dict(_named(language))
    for letter, row in MARKS.get(language, {}).items():
        for word in row.split():
            letters[fold(word)] = letter
    return letters


_NAMED = {
    "W": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "M": MONTHS,
    "U": ("second", "minute", "hour", "day", "week", "month", "year"),
}


_SHORTEST = {"W": 5, "M": SHORTEST, "U": SHORTEST - 1}
"""Letters of the names that are read: shorter ones are other words as well."""


def _named(language: str) -> Iterator[tuple[str, str]]:
    """What dateparser calls units, months and weekdays; of a German weekday with its parts of the day, too."""
    known = known_of(language)
    for letter, keys in reversed(_NAMED.items()):
        for name in (name for key in keys for name in known.get(key, ()) if len(name) >= _SHORTEST[letter]):
            yield fold(name), letter
    if language == "de":
        for day in _NAMED["W"]:
            parts = ("abend", "morgen", "mittag", "nachmittag", "nacht", "vormittag")
            yield from ((fold(name + part), "W") for name in known[day] if len(name) > SHORTEST for part in parts)
