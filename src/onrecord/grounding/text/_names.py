"""Names of a text: capitalised words that are not merely the first of their sentence."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from onrecord.grounding.languages import ENGLISH, GERMAN, PARTICLES, rules_of
from onrecord.grounding.text._dates import is_date_word
from onrecord.grounding.text._numerals import numerals
from onrecord.grounding.text._words import Words, fold_gap

__all__ = ["SHARED", "Name", "base_name", "is_name_word", "names_in", "same_name"]

_ENDINGS = ("n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er", "s")
_VOWELS = frozenset("aeiouy")
SHARED = 3
"""Letters at the front that the names of a place and of its people have in common."""
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
    if rules_of(words.language) is not ENGLISH and _is_common(words, index):
        return False
    if key in ENGLISH.titles:
        return index > 1 and words.keys[index - 1] == "of" and is_name_word(words, index - 2)
    if key == "state" and words.keys[max(index - 2, 0) : index] == ["secretary", "of"]:
        return False
    return key not in ENGLISH.function_words or _is_abbreviation(words, index)


def _is_common(words: Words, index: int) -> bool:
    """Whether a word of another language than English is a small one, a number, a day or a German noun."""
    key, language = words.keys[index], words.language
    known, rules = numerals(language), rules_of(language)
    if key in known.units or key in known.scales or is_date_word(key, language):
        return True
    small = key in rules.function_words or key in rules.negatives
    return (small and not _is_abbreviation(words, index)) or (language == "de" and _is_noun(words, index))


def _is_noun(words: Words, index: int) -> bool:
    """Whether a German word stands right behind a determiner or a number, and is no short form or land."""
    before = words.keys[index - 1] if index and not words.gap(index).strip() else ""
    counted = before in GERMAN.determiners or before.isdecimal() or before in numerals("de").units
    return counted and words.keys[index] not in GERMAN.lands and not words.word(index).isupper()


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
    for index in marked:
        if index < after:
            continue
        last = _end_of_name(words, index, span.stop, marked)
        keys = tuple(words.keys[i] for i in range(index, last + 1) if i in marked)
        found.append(Name(index, last, keys))
        after = last + 1
    return found


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


def base_name(key: str) -> str:
    """A country's name for its people's: `france` for `french`; other keys stay as they are."""
    return ENGLISH.demonyms.get(key, key)


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
