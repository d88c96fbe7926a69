"""Names of a text: capitalised words that are not merely the first of their sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.grounding.languages import CAPITALS, ENGLISH, FORMS, GERMAN, LONG_FORMS, NATIONS, PARTICLES, rules_of
from onrecord.grounding.text._content import without_accents
from onrecord.grounding.text._dates import SMALL_MONTHS, is_date_word
from onrecord.grounding.text._numerals import numerals
from onrecord.grounding.text._words import Words, fold_gap

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

__all__ = [
    "SHARED",
    "Name",
    "base_name",
    "base_names",
    "is_name_word",
    "is_nation",
    "names_in",
    "nations_of",
    "same_name",
]

_ENDINGS = ("n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er", "s")
_VOWELS = frozenset("aeiouy")
SHARED = 3
"""Letters at the front that the names of a place and of its people have in common."""
_NOUNS = GERMAN.nouns | GERMAN.person_nouns | GERMAN.group_nouns | GERMAN.place_nouns | GERMAN.thing_nouns
_SHARED_START = 3
"""Letters that the parts of a compound have at least."""
_LONG = 6
"""Letters of a name from which on it may be spelled in several ways: Zelensky, Zelenskyy, Zelenskiy."""
_SPELLING = re.compile(r"([a-z])\1|i(?=y$)|(?<=y)i$")
_REMEMBERED = 1 << 12
_NOT_NAMES = ENGLISH.weekdays.keys() | ENGLISH.months.keys() | ENGLISH.honorifics | {"i"}


class Name(NamedTuple):
    """A run of words that make a name, without titles: indices `first` to `last`, and the words' keys."""

    first: int
    last: int
    keys: tuple[str, ...]


def is_name_word(words: Words, index: int) -> bool:
    """Whether a word is capitalised and neither a title, a date nor a function word.

    What could be a title is part of a name behind "of": the Ministry of Defense.
    """
    key = words.keys[index]
    if not words.is_capital(index) or key in _NOT_NAMES:
        return False
    rules = rules_of(words.language)
    if rules is not ENGLISH and _is_common(words, index):
        return False
    if key in rules.titles:
        return index > 1 and words.keys[index - 1] == "of" and is_name_word(words, index - 2)
    if key == "state" and words.keys[max(index - 2, 0) : index] == ["secretary", "of"]:
        return False
    return key not in rules.function_words or _is_abbreviation(words, index)


def _is_common(words: Words, index: int) -> bool:
    """Whether a word of another language than English is a small one, a number, a day or a German noun."""
    key, language = words.keys[index], words.language
    known, rules = numerals(language), rules_of(language)
    if key in known.units or key in known.scales or (language not in SMALL_MONTHS and is_date_word(key, language)):
        return True
    small = key in rules.function_words or key in rules.negatives
    return (small and not _is_abbreviation(words, index)) or (language == "de" and _is_noun(words, index))


def _is_noun(words: Words, index: int) -> bool:
    """Whether a German word is a noun, and no short form or land: a known one, or behind a determiner or a number."""
    if words.word(index).isupper():
        return False
    if _is_known_noun(words.keys[index]):
        return True
    before = words.keys[index - 1] if index and not words.gap(index).strip() else ""
    counted = before in GERMAN.determiners or before.isdecimal() or before in numerals("de").units
    return counted and words.keys[index] not in GERMAN.lands


@lru_cache(maxsize=1 << 12)
def _is_known_noun(key: str) -> bool:
    """Whether a German word is a common noun, has an ending of nouns, or is a compound whose end is one."""
    if any(key.endswith(ending) and len(key) - len(ending) >= _SHARED_START for ending in GERMAN.noun_endings):
        return True
    forms = {key, key.removesuffix("s"), key.removesuffix("es"), key.removesuffix("n")}
    starts = (0, *range(_SHARED_START, len(key) - _SHARED_START))
    return any(form[start:] in _NOUNS for form in forms for start in starts)


def _is_abbreviation(words: Words, index: int) -> bool:
    """Whether a word that could be a function word is an abbreviation: the `U` and `S` of U.S., or US."""
    start, end = words.starts[index], words.ends[index]
    if end - start == 1:
        return words.text[end : end + 1] == "." and words.keys[index] != "i"
    return words.text[start:end].isupper()


def names_in(words: Words, span: range, *, opening: bool) -> list[Name]:
    """The names among `span`, in order; `opening` says whether its first word counts as one when capitalised."""
    found: list[Name] = []
    after = span.start if opening else span.start + 1
    capitals = words.capitals
    marked = {index: None for index in span if capitals[index] and is_name_word(words, index)}
    peoples = _peoples(words.language)
    for index in marked:
        if index < after:
            continue
        last = _end_of_name(words, index, span.stop, marked)
        keys = tuple(words.keys[i] for i in range(index, last + 1) if i in marked)
        found.append(Name(index, last, tuple(peoples.get(key, key) for key in keys) if peoples else keys))
        after = last + 1
    return _with_peoples(words, span, found, peoples) if peoples else found


def _with_peoples(words: Words, span: range, found: list[Name], peoples: Mapping[str, str]) -> list[Name]:
    """The names, and the adjectives of peoples beside them, which other languages write without a capital."""
    if peoples.keys().isdisjoint(words.keys[span.start : span.stop]):
        return found
    inside = {i for name in found for i in range(name.first, name.last + 1)}
    adjectives = [i for i in span if words.keys[i] in peoples and i not in inside]
    return sorted([*found, *(Name(i, i, (peoples[words.keys[i]],)) for i in adjectives)])


@cache
def _peoples(language: str) -> Mapping[str, str]:
    """The words for peoples in a language other than English, in all forms, each with its country."""
    rules = rules_of(language)
    if rules is ENGLISH:
        return {}
    endings = ("", "e", "en", "er", "es", "em") if language == "de" else ("",)
    return {f"{form}{ending}": land for form, land in rules.demonyms.items() for ending in endings}


def _end_of_name(words: Words, first: int, stop: int, marked: Container[int]) -> int:
    last = index = first
    while index + 1 < stop and _joins(words, index + 1):
        index += 1
        if index in marked:
            last = index
        elif words.keys[index] not in PARTICLES or index - last > 2:
            break
    return last


def _joins(words: Words, index: int) -> bool:
    """Whether nothing but a space, a hyphen or the full stop of an initial stands before a word."""
    gap = fold_gap(words.gap(index))
    if gap in {"", "-"} or (gap == "'" and words.keys[index - 1][-1] == "s"):
        return True
    return gap == "." and words.ends[index - 1] - words.starts[index - 1] <= 1


@lru_cache(maxsize=_REMEMBERED)
def base_name(key: str) -> str:
    """A word of a name in its usual spelling, and a country's name for its people's: `france` for `french`."""
    key = without_accents(key)
    return FORMS.get(key) or (_SPELLING.sub(lambda found: found[1] or "", key) if len(key) >= _LONG else key)


@lru_cache(maxsize=_REMEMBERED)
def base_names(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name by `base_name`, with initials joined, and one for `United States` or `U.S.`."""
    found: list[str] = []
    place = 0
    while place < len(keys):
        size = _initials(keys, place) or next((n for n in (4, 3, 2) if keys[place : place + n] in LONG_FORMS), 1)
        part = keys[place : place + size]
        found.append(LONG_FORMS.get(part) or base_name("".join(part)))
        place += size
    return tuple(found)


def _initials(keys: tuple[str, ...], place: int) -> int:
    """How many single letters follow each other in a name, where there are two or more."""
    after = place
    while after < len(keys) and len(keys[after]) == 1:
        after += 1
    return after - place if after - place > 1 else 0


def is_nation(key: str) -> bool:
    """Whether a word is the name of a country or of its people, and hardly anything else."""
    return key in FORMS or key in NATIONS


def nations_of(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the name of the country whose capital a name is: `("south", "korea")` of `("seoul",)`."""
    return CAPITALS.get(keys, ())


def same_name(one: str, other: str) -> bool:
    """Whether two keys are one name, or the name of a place and of its people."""
    one, other = base_name(one), base_name(other)
    if one == other:
        return True
    if one[:SHARED] != other[:SHARED]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) <= SHARED or len(long) - len(short) > 3:
        return False
    stems = {short, short[:-1]} if short[-1] in _VOWELS else {short}
    return any(long == stem + ending for stem in stems for ending in _ENDINGS)
