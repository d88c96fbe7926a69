"""Phrases of a language's tables, found among words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onrecord.grounding.languages import Assertions, language_of
from onrecord.grounding.text import CLAUSES, HYPHENS, STOPS, TURNS, Words, opens_coordinate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.grounding.text import Facts

__all__ = ["Phrase", "Phrases", "assertions_of", "has_mark", "phrases_of", "reach_of", "remembered"]

Read = TypeVar("Read")
_ANY = "*"
_TITLES = "restrictors"
"""The table whose phrases may have a capital letter in mid-sentence, as titles do, or a hyphen behind: `ex-mayor`."""
_MOST = 6
"""Words that a `*` stands for, at most."""
_REACH = 6
"""How many content words a phrase reaches over."""


class Phrase(NamedTuple):
    """A phrase of a table: its group, and its first and last word."""

    group: str
    first: int
    last: int


class Phrases:
    """The phrases of a table, by their first words; a capital letter in mid-sentence makes a name of one, or not.

    A hyphen behind a phrase makes part of another word of it, unless it stands before `titles`.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], language: str, *, titles: bool = False) -> None:
        self._titles = titles
        self.last_words: set[str] = set()
        """The words that its phrases end with."""
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                keys = [key for part in phrase.split() for key in _parts(part, language)]
                self.last_words.add(keys[-1])
                self._by_first.setdefault(keys[0], []).append((keys, group))
        for found in self._by_first.values():
            found.sort(key=lambda each: -len(each[0]))
        self._first_words = frozenset(self._by_first)

    def among(self, facts: Facts) -> list[Phrase]:
        """The phrases among some words, in order; of those that start at a word, the longest."""
        found, after = list[Phrase](), facts.span.start
        starts = facts.keys & self._first_words
        if not starts:
            return found
        keys = facts.words.keys
        for place in facts.span:
            if keys[place] in starts and place >= after and (phrase := self._at(facts.words, place, facts.span)):
                found.append(phrase)
                after = phrase.last + 1
        return found

    def before(self, words: Words, place: int, start: int) -> Phrase | None:
        """The longest phrase that ends right before a word, and starts at `start` or later."""
        if place <= start or words.keys[place - 1] not in self.last_words:
            return None
        for first in range(max(start, place - _MOST), place):
            phrase = self._at(words, first, range(start, place))
            if phrase and phrase.last == place - 1 and not self._is_part(words, place):
                return phrase
        return None

    def behind(self, words: Words, place: int, stop: int) -> Phrase | None:
        """The phrase that starts at a word."""
        return self._at(words, place, range(place, stop)) if place < stop else None

    def _at(self, words: Words, place: int, span: range) -> Phrase | None:
        if not self._titles and words.is_capital(place) and place != span.start and not words.word(place).isupper():
            return None
        for keys, group in self._by_first.get(words.keys[place], ()):
            last = _last_of(words, place, keys, span.stop)
            if last is not None and not (_is_joined(words, place) or self._is_part(words, last + 1)):
                return Phrase(group, place, last)
        return None

    def _is_part(self, words: Words, place: int) -> bool:
        """Whether a hyphen makes one word of the word before a place and the one there."""
        return not self._titles and _is_joined(words, place)


def _parts(phrase: str, language: str) -> list[str]:
    """The words of a part of a phrase, with the hyphens between them."""
    if phrase == _ANY:
        return [_ANY]
    keys = Words(phrase, language).keys
    return [each for key in keys for each in ("-", key)][1:] if "-" in phrase else keys


def _last_of(words: Words, place: int, keys: list[str], stop: int) -> int | None:
    """The last word of a phrase that starts at a place; None if it doesn't."""
    if len(keys) == 1:
        return place
    at, hyphen, i = place, False, 0
    while i < len(keys):
        key = keys[i]
        if key == "-":
            hyphen = True
        elif key == _ANY:
            at = _skipped(words, at, keys[i + 1], stop)
        else:
            if at >= stop or words.keys[at] != key or (at > place and _is_joined(words, at) != hyphen):
                return None
            at, hyphen = at + 1, False
        i += 1
    return at - 1


def _skipped(words: Words, at: int, key: str, stop: int) -> int:
    """The first place of a word within the reach of a `*`, or the end."""
    for place in range(at, min(at + _MOST + 1, stop)):
        if words.keys[place] == key:
            return place if place > at else stop
        if not STOPS.isdisjoint(words.gap(place)) or words.keys[place] in CLAUSES or words.keys[place] == "that":
            break
    return stop


def _is_joined(words: Words, place: int) -> bool:
    """Whether a hyphen joins a word to the one before."""
    return 0 < place < len(words.keys) and words.gap(place) in HYPHENS


def has_mark(words: Words, place: int) -> bool:
    """Whether more than spaces and a hyphen stands before a word."""
    return bool(words.gap(place).strip().strip("".join(HYPHENS)))


@cache
def assertions_of(language: str) -> Assertions:
    """How a language says how sure, how many and on what condition; empty tables where nothing is known of it."""
    known = language_of(language)
    return known.assertions if known else Assertions()


@cache
def phrases_of(language: str, table: str) -> Phrases:
    """The phrases of one of a language's tables, in one group where they have none."""
    known = getattr(assertions_of(language), table)
    return Phrases(known if isinstance(known, Mapping) else {table: known}, language, titles=table == _TITLES)


def remembered(facts: Facts, read: Callable[[Facts], Iterable[Read]]) -> list[Read]:
    """What a check reads in some words, read once."""
    if read not in facts.memory:
        facts.memory[read] = list(read(facts))
    found: list[Read] = facts.memory[read]
    return found


def reach_of(words: Words, after: int, stop: int, most: int = _REACH) -> list[int]:
    """The content words from a place to the end of its clause, `most` of them."""
    reach: list[int] = []
    for place in range(after, stop):
        if place > after and _ends(words, place):
            break
        if words.stems[place]:
            reach.append(place)
            if len(reach) == most:
                break
    return reach


def _ends(words: Words, place: int) -> bool:
    """Whether a clause ends before a word; never before one of content that no mark stands before."""
    gap = words.gap(place)
    if gap == " " and words.stems[place]:
        return False
    if not STOPS.isdisjoint(gap) or words.keys[place] in CLAUSES or words.keys[place] in TURNS:
        return True
    return opens_coordinate(words, place)
