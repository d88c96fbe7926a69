"""A sentence that stands by itself names people in full: `Leo Bastien came on` for `Bastien came on`, or for `He`."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.languages import CLAIMING
from onrecord.grounding import Grounder
from onrecord.grounding.languages import rules_of
from onrecord.grounding.matching import References
from onrecord.grounding.text import HYPHENS, names_in
from onrecord.kinds import MatchRule, match_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex, Name, Words

__all__ = ["NAMES", "FullNames"]

_LONGEST = 4
"""Words of a full name, at most."""
_INITIALS = 2
"""Letters of what may be an initial or a sign, at most: the C of C$2.1 billion."""


class _Mention(NamedTuple):
    """A name where the article has it: its words, as it is written, and the word before it."""

    keys: tuple[str, ...]
    text: str
    before: str
    is_person: bool


def _named(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return map(partial(_in_full, FullNames(index), Grounder(index.article, index)), drafts)


NAMES = Rule("names in full", _named, frozenset(CLAIMING), mends=True)


def _in_full(names: FullNames, grounder: Grounder, draft: Draft) -> Draft:
    """The draft with full names, unless its evidence supports it only without them."""
    stated = [name for name, rule in match_rules(type(draft.record)).items() if rule is MatchRule.STATED]
    position = draft.record.sentences[0] - 1
    new = draft.filled(**{name: names.of_text(getattr(draft.record, name), position) for name in stated})
    if new is draft or not grounder.ground(new.record).unsupported or grounder.ground(draft.record).unsupported:
        return new
    return draft


class FullNames:
    """The full names of the people in an article, and of what else it shortens to the first words of its name."""

    def __init__(self, index: ArticleIndex) -> None:
        self._index = index
        self._references = References(index)
        self._rules = rules_of(index.language)
        self._mentions = list(self._mentioned())
        self._full = dict(self._forms())

    def of_text(self, text: str, position: int) -> str:
        """A sentence with full names for those that it shortens, and for a pronoun that opens it."""
        words = self._index.words_of(text)
        changes = [*self._opening(words, position), *self._shortened(words)]
        for first, last, full in reversed(changes):
            text = f"{text[: words.starts[first]]}{full}{text[words.ends[last] :]}"
        return text

    def _mentioned(self) -> Iterator[_Mention]:
        """The names in the article, each as it is written, with what stands before it."""
        words = self._index.words
        for position in range(len(self._index.spans)):
            for name in self._index.names(position):
                stop = name.last + 1
                while stop < len(words) and words.gap(stop) in HYPHENS:
                    stop += 1
                keys = tuple(words.keys[name.first : stop])
                before = words.keys[name.first - 1] if name.first else ""
                person = self._references.is_person(name) and before not in self._rules.articles
                yield _Mention(keys, words.stretch(name.first, stop - 1), before, person)

    def _forms(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The words of each short name that stands for one full name alone, and that."""
        full = {each.keys: each for each in self._mentions if self._is_full(each)}
        found: dict[tuple[str, ...], set[str]] = {}
        for each in full.values():
            longer = any(each.keys == keys[: len(each.keys)] for keys in full if keys != each.keys)
            for short in _parts(each) if not longer else ():
                found.setdefault(short, set()).add(each.text)
        alone = self._alone
        return ((short, texts.pop()) for short, texts in found.items() if len(texts) == 1 and short in alone)

    def _is_full(self, mention: _Mention) -> bool:
        """Whether a name may be shortened later; that of a thing is given in full before it is."""
        if not 1 < len(mention.text.split()) <= _LONGEST:
            return False
        return mention.is_person or (self._first[mention.keys[0]] == mention and len(mention.keys[-1]) > _INITIALS)

    @cached_property
    def _first(self) -> dict[str, _Mention]:
        """For the first word of every name, the first name that it opens."""
        return {each.keys[0]: each for each in reversed(self._mentions)}

    @cached_property
    def _alone(self) -> set[tuple[str, ...]]:
        """The words of the names that the article has, without those of places: `in Kingsferry`."""
        places = {each.keys for each in self._mentions if each.before in self._rules.where and not each.is_person}
        return {each.keys for each in self._mentions} - places

    def _shortened(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """The short names in a sentence that doesn't have the full one, each with that."""
        for name in names_in(words, range(len(words)), opening=True):
            full = self._full.get(tuple(words.keys[name.first : name.last + 1]))
            if full and full.casefold() not in words.text.casefold() and self._stands_alone(words, name):
                yield name.first, name.last, full

    def _stands_alone(self, words: Words, name: Name) -> bool:
        """Whether a short name isn't part of the name of something else: `the Biden administration`."""
        before = words.keys[name.first - 1] if name.first else ""
        beside = words.text[words.ends[name.last] : words.ends[name.last] + 1]
        return before not in self._rules.articles and beside not in HYPHENS

    def _opening(self, words: Words, position: int) -> list[tuple[int, int, str]]:
        """The pronoun that opens a sentence, with whom it stands for, where its evidence leaves no doubt."""
        if not words or words.keys[0] not in CLAIMING[words.language].persons or position >= len(self._index.spans):
            return []
        found = {name.keys[-1] for name in self._references.antecedents(position, person=True)}
        full = self._full.get((found.pop(),)) if len(found) == 1 else None
        return [(0, 0, full)] if full else []


def _parts(mention: _Mention) -> Iterator[tuple[str, ...]]:
    """The parts of a name that may stand for it: the first words and, of a person's, the last ones."""
    for size in range(1, len(mention.keys)):
        yield mention.keys[:size]
        if mention.is_person:
            yield mention.keys[-size:]
