"""A sentence as units in order, its names, its numbers and its words of content, and on which side each stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.grounding.languages import rules_of
from onrecord.grounding.text._content import stem
from onrecord.grounding.text._names import base_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.grounding.languages import Parts
    from onrecord.grounding.text._words import Words

__all__ = ["Entities", "Unit", "Units"]

_REACH = 3
"""Words between a form of "be" and the participle that it makes passive, and between a preposition and its noun."""
_WITHIN = 5
"""Words between "by" and its noun."""
_HALF = 0.5
_MENTIONS = 4
"""Units of a sentence that are the same, at most, that are looked at."""

Sort = Literal["name", "number", "word", "pronoun"]


class Unit(NamedTuple):
    """A name, a number, a word of content or a pronoun: what it is, where, and how it is tied to its neighbours.

    `what` is empty for a pronoun, and for a name that may stand for several. `place` counts units from the start of the
    stretch; one that isn't written, as the subject that a second verb has from the first, has half a place. `marker` is
    the preposition before it; `passive` is said of a participle behind a form of "be", or before "by".
    """

    what: str
    sort: Sort
    first: int
    last: int
    place: float
    marker: str
    passive: bool = False


class Entities:
    """What names stand for: a name that is part of just one longer one stands for the same."""

    def __init__(self, names: Collection[Sequence[str]]) -> None:
        self._by_key: dict[str, list[frozenset[str]]] = {}
        for each in {frozenset(map(base_name, keys)) for keys in names}:
            for key in each:
                self._by_key.setdefault(key, []).append(each)

    def includes(self, keys: Sequence[str]) -> bool:
        """Whether a run of words is a name or part of one."""
        return base_name(keys[0]) in self._by_key and (len(keys) == 1 or bool(self._with(keys)))

    def of(self, keys: Sequence[str]) -> str:
        """What a run of words stands for; nothing where it may be several."""
        own, found = frozenset(map(base_name, keys)), self._with(keys)
        longer = [each for each in found if each != own and not any(each < other for other in found)]
        if len(longer) == 1:
            return " ".join(sorted(longer[0]))
        return " ".join(sorted(own)) if own in found else ""

    def _with(self, keys: Sequence[str]) -> list[frozenset[str]]:
        names = self._by_key.get(base_name(keys[0]), ())
        return [each for each in names if each.issuperset(map(base_name, keys))] if names else []


class Units:
    """The units of a stretch of words, in order.

    Where it has no capital letters, the article's names are names in it all the same.
    """

    def __init__(self, words: Words, span: range, entities: Entities, language: Parts) -> None:
        self.words, self.span = words, span
        self._entities, self._language, self._rules = entities, language, rules_of(words.language)
        self._markers = language.agent | language.prepositions
        self.cased = any(words.capitals[span.start + 1 : span.stop])
        """Whether it has capital letters."""
        self.all: list[Unit] = []
        """Every unit, in order."""
        self._subject: Unit | None = None
        self._governed, self._count = False, 0
        index = span.start
        while index < span.stop:
            index = self._read(index) + 1

    @cached_property
    def places(self) -> dict[str, list[Unit]]:
        """The units by what they are, the first few of each."""
        found: dict[str, list[Unit]] = {}
        for unit in self.all:
            if unit.what and len(same := found.setdefault(unit.what, [])) < _MENTIONS:
                same.append(unit)
        return found

    @cached_property
    def names(self) -> list[str]:
        """What its names stand for; a single word that a sentence opens with is none."""
        units = (unit for unit in self.all if unit.sort == "name" and unit.what)
        return list(
            dict.fromkeys(unit.what for unit in units if unit.first > self.span.start or unit.last > unit.first)
        )

    def is_past(self, unit: Unit) -> bool:
        """Whether a unit is a verb in the past, or a participle."""
        return self._is_past(self.words.keys[unit.first])

    def pronouns_for(self, what: str) -> list[Unit]:
        """The pronouns that may stand for a name: after it, or before every name."""
        if not self._pronouns:
            return []
        own = self.places[what][0].place if what in self.places else float("inf")
        found = [unit for unit in self._pronouns if unit.place > own or unit.place < self._first_name]
        return found[:_MENTIONS]

    @cached_property
    def _pronouns(self) -> list[Unit]:
        return [unit for unit in self.all if unit.sort == "pronoun"]

    @cached_property
    def _first_name(self) -> float:
        return next((unit.place for unit in self.all if unit.sort == "name"), float("inf"))

    def _read(self, index: int) -> int:
        """Takes in the unit that begins at a word, if one does, and gives its last word."""
        words, language, rules, key = self.words, self._language, self._rules, self.words.keys[index]
        if (words.capitals[index] or not self.cased) and self._entities.includes([key]):
            last = self._end_of_name(index)
            self._add(self._entities.of(words.keys[index : last + 1]), "name", index, last)
            return last
        if key[0].isdecimal() or key in rules.units:
            self._add(str(rules.units.get(key, key)), "number", index, index)
        elif what := words.stems[index] or (stem(key) if key in rules.light_words else ""):
            self._add(what, "word", index, index, passive=self._is_passive(index))
        elif key in language.pronouns:
            self._add("", "pronoun", index, index)
        elif key in language.relatives:
            named = [each for each in self.all[-2:] if each.sort == "name"]
            self.all.extend(each._replace(place=self._count + _HALF, marker="") for each in named[-1:])
        elif key in language.openers:
            self._subject, self._governed = None, False
        self._governed = self._governed or key in language.modals
        return index

    def _add(self, what: str, sort: Sort, first: int, last: int, *, passive: bool = False) -> None:
        self._count += 1
        unit = Unit(what, sort, first, last, self._count, self._marker(first), passive)
        if self._subject and self._lacks_subject(first):
            self.all.append(self._subject._replace(place=unit.place - _HALF))
        if self._subject is None and sort == "name" and not unit.marker:
            self._subject = unit
        self.all.append(unit)

    def _end_of_name(self, first: int) -> int:
        """The last word of the name that a word begins."""
        last = first
        while last + 1 < self.span.stop and self._entities.includes(self.words.keys[first : last + 2]):
            last += 1
        return last

    def _marker(self, index: int) -> str:
        """The preposition before a word, with small words, titles and another word between them; three before "by"."""
        words, others, first = self.words, 0, max(index - _WITHIN, self.span.start)
        if self._markers.isdisjoint(words.keys[first:index]):
            return ""
        for i in range(index - 1, first - 1, -1):
            key = words.keys[i]
            near = index - i <= _REACH and not others
            if (near and key in self._language.prepositions) or key in self._language.agent:
                return key
            if key in self._language.ties:
                break
            others += i < index - 1 and bool(words.stems[i]) and not words.capitals[i]
            if ("," in words.gap(i + 1) and not (i + 1 == index and self._is_apposed(index))) or others > 2:
                break
        return ""

    def _is_apposed(self, index: int) -> bool:
        """Whether a name between commas says who the noun before it is: `a former director, Colin Strake,`."""
        after = self.words.text[self.words.ends[self._end_of_name(index)] :][:1]
        return self.words.capitals[index] and after in {",", "."}

    def _is_passive(self, index: int) -> bool:
        if not self._is_past(self.words.keys[index]):
            return False
        before = self.words.keys[max(index - _REACH, self.span.start) : index]
        return not self._language.passives.isdisjoint(before) or self.words.keys[index + 1 : index + 2] == ["by"]

    def _lacks_subject(self, index: int) -> bool:
        """Whether a word is a verb that a conjunction or a comma ties to the subject before: `and has left`."""
        words, at = self.words, index
        while at > self.span.start and words.keys[at - 1] in self._language.auxiliaries and "," not in words.gap(at):
            at -= 1
        if at == self.span.start:
            return False
        if words.keys[at - 1] in self._language.ties and self._governed:
            return True
        if at == index and not (self._is_past(words.keys[at]) or words.keys[at].endswith("ing")):
            return False
        return words.keys[at - 1] in self._language.ties or "," in words.gap(at)

    def _is_past(self, key: str) -> bool:
        return key.endswith("ed") or self._rules.irregular.get(key, key) != key
