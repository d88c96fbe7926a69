"""A sentence that stands by itself names people in full: `Leo Bastien came on` for `Bastien came on` or `He came on`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.languages import CLAIMING
from onrecord.grounding.languages import rules_of
from onrecord.grounding.matching import References
from onrecord.grounding.text import names_in
from onrecord.kinds import MatchRule, match_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex, Name, Words

__all__ = ["NAMES", "FullNames"]

_LONGEST = 4
"""Words of a person's name, at most."""


def _named(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return map(partial(_in_full, FullNames(index)), drafts)


NAMES = Rule("names in full", _named, frozenset(CLAIMING))


def _in_full(names: FullNames, draft: Draft) -> Draft:
    stated = [name for name, rule in match_rules(type(draft.record)).items() if rule is MatchRule.STATED]
    position = draft.record.sentences[0] - 1
    return draft.filled(**{name: names.of_text(getattr(draft.record, name), position) for name in stated})


class FullNames:
    """The full names of the people in an article."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index
        self._references = References(index)
        self._full = dict(self._forms())

    def of_text(self, text: str, position: int) -> str:
        """A sentence with full names for those that it shortens, and for a pronoun that opens it."""
        words = self._index.words_of(text)
        changes = [(words.starts[first], words.ends[first], full) for first, full in self._shortened(words)]
        opening = self._opening(words, position)
        for start, end, full in reversed([*opening, *changes]):
            text = f"{text[:start]}{full}{text[end:]}"
        return text

    def of_name(self, text: str) -> str:
        """The full name of somebody, or what is given where it is no short name."""
        words = self._index.words_of(text)
        return self._full.get(words.keys[0], text) if len(words) == 1 else text

    def _forms(self) -> Iterator[tuple[str, str]]:
        """For each word of one person's name alone, first or last in it, that name."""
        people = list(self._people())
        longest = {name.keys: full for name, full in people if not any(set(name.keys) < set(n.keys) for n, _ in people)}
        for key in {key for keys in longest for key in (keys[0], keys[-1])}:
            having = {keys for keys in longest if key in keys}
            if len(having) == 1:
                yield key, longest[having.pop()]

    def _people(self) -> Iterator[tuple[Name, str]]:
        """The names of people in the article that have several words, each as it is written."""
        words = self._index.words
        for position in range(len(self._index.spans)):
            for name in self._index.names(position):
                full = words.stretch(name.first, name.last)
                if 1 < len(full.split()) <= _LONGEST and self._references.is_person(name):
                    yield name, full

    def _shortened(self, words: Words) -> Iterator[tuple[int, str]]:
        """The short names in a sentence that doesn't have the full one, each with that."""
        for name in names_in(words, range(len(words)), opening=True):
            full = self._full.get(name.keys[0]) if len(name.keys) == 1 else None
            if full and full.casefold() not in words.text.casefold() and self._stands_for_person(words, name):
                yield name.first, full

    def _stands_for_person(self, words: Words, name: Name) -> bool:
        """Whether a short name isn't part of the name of something else: `the Biden administration`."""
        before = words.keys[name.first - 1] if name.first else ""
        beside = words.text[words.ends[name.last] : words.ends[name.last] + 1]
        return before not in rules_of(words.language).articles and beside != "-"

    def _opening(self, words: Words, position: int) -> list[tuple[int, int, str]]:
        """The pronoun that opens a sentence, with whom it stands for, where its evidence leaves no doubt."""
        if not words or words.keys[0] not in CLAIMING[words.language].persons or position >= len(self._index.spans):
            return []
        found = {name.keys[-1] for name in self._references.antecedents(position, person=True)}
        full = self._full.get(found.pop()) if len(found) == 1 else None
        return [(words.starts[0], words.ends[0], full)] if full else []
