"""Worded times in codes, the same for all languages: "am kommenden Freitag" and "next Friday" are `next w4`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from onrecord.times._feasts import FEASTS
from onrecord.times._words import COUNTED_FROM_ONE, WORDS
from onrecord.times.names import MONTHS, SHORTEST, fold, known_of

__all__ = ["codes_of"]

_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"2 day ago": "r-2", "1 day ago": "r-1", "0 day ago": "r0", "in 1 day": "r1", "in 2 day": "r2"}

_PIECE = re.compile(
    r"""
    (?P<iso> \d{4}-\d\d-\d\d ) (?: t [\d:.]{1,20} (?: z | [+-][\d:]{1,6} )? )? (?! [\w-] )
    | (?P<numeric> \d{1,2} (?P<mark> [./-] ) \d{1,2} (?P=mark) \d{4} ) (?! \d )
    | (?P<chinese> (?: \d{4} 年 )? \d{1,2} 月 \d{1,2} [日号號] )
    | (?P<dotted> \d{1,2} \. \s? \d{1,2} \. ) (?! \s? \d )
    | (?P<clock>
        (?: \d{1,2} (?: [:.] \d\d ){0,2} \s? [ap] \.? \s? m \b \.?
          | \d{1,2} (?: : \d\d ){1,2} | \d{1,2} \. \d\d \b | \d{1,2} \s? h (?: \d\d )? \b
          | \d{4} (?= \s (?: gmt | utc | hrs | hours ) \b )
        ) (?: \s? (?: gmt | utc | [ecmp][sd]?t | [cew]es?t | mes?z | bst | ist | jst | kst | msk | z ) \b )?
      )
    | (?P<number> \d{1,9} ) (?: st | nd | rd | th | ers? | re | e | o | a | ° )? (?! \w )
    | (?P<word> [^\W\d_]+ (?: - [^\W\d_]+ )* )
    | (?P<silent> [,.:()"“”„«»] )
    | (?P<dash> [-–—/&] )
    | (?P<other> \S )
    """,
    re.VERBOSE,
)

_COUNTED = r"\d+ (?:day|week|month|year|hour|minute|second)\b"
_TIDIED = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bat (?:about )?(?:\d+ hour|hour \d+)(?: \d+)?", "part"),
        (r"(?:\b(?:at|about) ){0,2}\b\d+ o'clock(?: \d+)?", "part"),
        (rf"\b(?:at|about) (?:about )?(?!{_COUNTED})\d+\b(?! m\d)", "part"),
        (r"\bpart (?:o'clock|hour)\b", "part"),
        (r"\bthis part\b", "r0"),
        (r"\b(?:last part|part last)\b", "r-1"),
        (r"(?:\b(?:in|at|from|before|after|ago|about|range) ){0,3}\bpart\b", " "),
        (r"\s+", " "),
        (r"\b(w\d|r-?\d) r1\b", r"\1"),
        (r"\bday (?=\d+ m\d)", ""),
        (r"\b(\d+) (m\d+)", r"\2 \1"),
        (rf"\bago ({_COUNTED})", r"\1 ago"),
        (r"\b(w\d|week|month|year|m\d+ \d+) (last|next|this)\b(?! (?:week|month|year))", r"\2 \1"),
        (r"\b((?:last|next|this) week) (w\d)\b", r"\2 \1"),
    )
]
"""What makes several orders of codes one, and takes out the times of day, in this order."""


def codes_of(when: str, language: str, region: str = "") -> str:
    """The codes of a worded time: `?` for a word that isn't known, nothing for one that no day depends on."""
    codes = " ".join(filter(None, _codes(when, language, region)))
    for pattern, replacement in _TIDIED:
        codes = pattern.sub(replacement, codes)
    return codes.strip()


def _codes(when: str, language: str, region: str) -> Iterator[str]:
    known, longest = _vocabulary(language)
    pieces = list(_pieces(when, _order(language, region)))
    while pieces:
        for size in range(min(longest, len(pieces)), 0, -1):
            phrase = " ".join(text for _, text in pieces[:size])
            if phrase in known and all(kind == "word" for kind, _ in pieces[:size]):
                yield known[phrase]
                break
        else:
            size = 1
            kind, text = pieces[0]
            yield _compound(text, known) if kind == "word" else text
        del pieces[:size]


def _pieces(when: str, order: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each piece: words folded, what is no word in codes."""
    for found in _PIECE.finditer(fold(when)):
        kind = found.lastgroup or "other"
        if kind != "silent":
            yield kind, _CODED[kind](found[kind], order)


def _numeric(text: str, order: str) -> str:
    """A date such as 8.7.2025 or 7/8/2025, the first of which has its day first everywhere."""
    first, second, year = map(int, re.split(r"\D", text))
    month_first = "." not in text and (second > 12 or (order == "MDY" and first <= 12))
    month, day = (first, second) if month_first else (second, first)
    return f"{year:04}-{month:02}-{day:02}"


def _dotted(text: str, _: str) -> str:
    day, month = re.findall(r"\d+", text)
    return f"m{int(month)} {int(day)}"


def _chinese(text: str, _: str) -> str:
    *year, month, day = map(int, re.findall(r"\d+", text))
    return " ".join(map(str, (f"m{month}", day, *year)))


_CODED: Mapping[str, Callable[[str, str], str]] = {
    "iso": lambda text, _: text,
    "numeric": _numeric,
    "chinese": _chinese,
    "dotted": _dotted,
    "clock": lambda *_: "part",
    "number": lambda text, _: text,
    "word": lambda text, _: text,
    "dash": lambda *_: "range",
    "other": lambda *_: "?",
}


def _compound(word: str, known: Mapping[str, str]) -> str:
    """The weekday of a word such as "Dienstagabend", else `?`."""
    for size in range(len(word) - SHORTEST, SHORTEST, -1):
        rest = known.get(word[size:]) or known.get(word[size:].removeprefix("s"))
        if rest in ("part", "r1") and (day := known.get(word[:size], "")).startswith("w"):
            return day
    return "?"


@lru_cache
def _vocabulary(language: str) -> tuple[Mapping[str, str], int]:
    """The code of each word and phrase, folded; and of how many words the longest is."""
    codes = {_key(phrase): code for phrase, code in _phrases(language)}
    return codes, max((phrase.count(" ") + 1 for phrase in codes), default=0)


def _key(phrase: str) -> str:
    return " ".join(fold(phrase).split())


def _phrases(language: str) -> Iterator[tuple[str, str]]:
    """Phrases and their codes; of two codes of a phrase the later one counts."""
    yield from _names(language)
    for code, row in WORDS.get(language, {}).items():
        for number, phrases in enumerate(row.split(", "), start=1):
            for phrase in phrases.split("|"):
                yield phrase, str(number) if code == COUNTED_FROM_ONE else "" if code == "skip" else code
    for code, row in FEASTS.get(language, {}).items():
        yield from ((phrase, f"f:{code.replace(' ', '_')}") for phrase in row.split(", "))


def _names(language: str) -> Iterator[tuple[str, str]]:
    """What dateparser calls them: the names of units, weekdays, months, and of the days around today."""
    names = known_of(language)
    coded = [*((unit, unit) for unit in _UNITS), *((name, f"w{i}") for i, name in enumerate(_WEEKDAYS))]
    coded += [(name, f"m{i}") for i, name in enumerate(MONTHS, start=1)]
    yield from ((name, code) for key, code in coded for name in names.get(key, ()) if len(name) >= SHORTEST)
    yield from ((name, code) for key, code in _NEAR.items() for name in names.get("relative-type", {}).get(key, ()))


@lru_cache
def _order(language: str, region: str) -> str:
    """The order of a date in numbers, such as `DMY`."""
    return str(known_of(language, region).get("date_order", ""))
