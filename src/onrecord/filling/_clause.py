"""A sentence as who does what to whom: its predicate, and the noun phrases before and behind it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from typing import NamedTuple

from onrecord.filling._abbreviations import end_of, is_initial
from onrecord.filling._hints import Hints
from onrecord.filling._predicates import is_joined, is_office, is_owner, is_participle, opens_clause, predicate_of
from onrecord.filling.languages import Actions
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Words, stem
from onrecord.times import times_in

__all__ = ["Clause", "Phrase", "is_fragment", "is_open", "phrases_in"]


class Phrase(NamedTuple):
    """A noun phrase: the preposition or conjunction before it, if any, and its words."""

    marker: str
    first: int
    last: int


class Clause:
    """The main clause of a sentence in the words of a model."""

    def __init__(self, words: Words, language: Actions, hints: Hints) -> None:
        self.words, self.language = words, language
        self.predicate = predicate_of(words, language, hints, self.times) if len(words) > 1 else None

    @property
    def passive(self) -> bool:
        """Whether the subject undergoes what the predicate says."""
        return self.predicate is not None and self.predicate.passive

    @property
    def verb(self) -> str:
        """The stem of the verb of content."""
        return stem(self.words.keys[self.predicate.head], self.words.language) if self.predicate else ""

    @cached_property
    def subject(self) -> list[Phrase]:
        """The members of the subject."""
        found = _members(self.words, self._before, self.language)
        return found if found or not self.language.verb_last else _members(self.words, self._bare, self.language)

    @cached_property
    def _bare(self) -> list[Phrase]:
        """The phrases behind the predicate from the first without a preposition on."""
        return self.behind[next((i for i, each in enumerate(self.behind) if not each.marker), len(self.behind)) :]

    @cached_property
    def _before(self) -> list[Phrase]:
        return self._phrases(range(self._opening, self.predicate.first)) if self.predicate else []

    @property
    def _opening(self) -> int:
        """Where the main clause begins: behind the comma, where another clause stands first."""
        opening = self.language.openers - self.language.determiners | self.language.doubles
        if not self.words or self.words.keys[0] not in opening:
            return 0
        return next((i for i in range(1, len(self.words)) if "," in self.words.gap(i)), 0)

    @cached_property
    def behind(self) -> list[Phrase]:
        """The noun phrases behind the predicate, with their prepositions."""
        if self.predicate is None:
            return []
        framed = self.predicate.head > self.predicate.last
        return self._phrases(range(self.predicate.last + 1, self.predicate.head if framed else len(self.words)))

    @cached_property
    def reached(self) -> list[Phrase]:
        """The phrases behind the predicate up to what it is done for: `to discuss ties with Denmark`."""
        if self.predicate is None:
            return []
        places = range(self.predicate.last + 1, len(self.words))
        end = next((i for i in places if self._is_purpose(i)), len(self.words))
        return [phrase for phrase in self.behind if phrase.first < end]

    def _is_purpose(self, place: int) -> bool:
        """Whether a word opens an infinitive: before a small word that no noun phrase begins with."""
        if self.words.keys[place] not in self.language.purposes or place + 1 >= len(self.words):
            return False
        key, language = self.words.keys[place + 1], self.language
        counted = key in language.numbers or key in rules_of(self.words.language).units or not key[0].isalpha()
        return not (counted or self.words.capitals[place + 1] or key in language.determiners)

    @property
    def around(self) -> list[Phrase]:
        """All noun phrases, those behind the predicate first."""
        return [*self.behind, *self._before] if self.predicate else self._phrases(range(len(self.words)))

    @cached_property
    def objects(self) -> list[Phrase]:
        """The members of the object."""
        rest = self._bare if self.language.verb_last else self.behind
        if not rest or rest[0].marker:
            return []
        found = _members(self.words, rest, self.language)
        return [] if found == self.subject else found

    @property
    def leads_on(self) -> bool:
        """Whether another clause follows the predicate at once: `warns that it will rain`."""
        if self.predicate is None or self.predicate.last + 1 >= len(self.words):
            return True
        return opens_clause(self.words, self.predicate.last + 1, self.language)

    def counted(self, phrase: Phrase) -> Phrase:
        """What a phrase counts where it is a mere quantity: the sailings of `eleven of the sailings`."""
        if not all(self._is_quantity(i) for i in range(phrase.first, phrase.last + 1)):
            return phrase
        behind = self._behind(phrase)
        if behind and behind.marker in self.language.owning:
            return behind
        lead = self._before[0] if self.predicate and self._before else phrase
        return lead if lead.marker in self.language.owning else phrase

    def _is_quantity(self, place: int) -> bool:
        key, rules = self.words.keys[place], rules_of(self.words.language)
        known = key in self.language.numbers or key in self.language.determiners or key in rules.units
        return known or key[0].isdecimal() or key in rules.fractions

    def _behind(self, phrase: Phrase) -> Phrase | None:
        """The phrase that follows another at once."""
        return next((each for each in self.around if each.first == phrase.last + 2), None)

    def attribute_of(self, phrase: Phrase) -> str:
        """What the sentence says right behind a phrase that tells more of it: `in Osaka` behind `a team`."""
        behind, language = self._behind(phrase), self.language
        if relative := self._relative(phrase):
            return relative
        before = self.predicate is not None and phrase.last < self.predicate.first
        telling = language.genitives | language.inside if before else language.owning
        if (
            behind is None
            or behind.marker not in telling
            or (self.words.capitals[phrase.last] and not language.nouns_capital)
        ):
            return ""
        last = end_of(self.words, behind.last, language)
        return self.words.text[end_of(self.words, phrase.last, language) : last]

    def _relative(self, phrase: Phrase) -> str:
        """What a clause says between a subject and its predicate, without a comma: `that tests updates`."""
        words, place = self.words, phrase.last + 1
        if self.predicate is None or place >= self.predicate.first or words.keys[place] not in self.language.relatives:
            return ""
        closed = any("," in words.gap(i) for i in range(place, self.predicate.first + 1))
        return "" if closed else words.text[words.ends[phrase.last] : words.ends[self.predicate.first - 1]]

    @cached_property
    def agents(self) -> list[Phrase]:
        """Those by whom it is done, where the predicate is passive."""
        return self._listed(self.behind, self.language.agent) if self.passive else []

    @cached_property
    def companions(self) -> list[Phrase]:
        """Those with whom it is done: `with the union and the ministry`."""
        return self._listed(self.reached, self.language.beside)

    def _listed(self, phrases: list[Phrase], markers: Container[str]) -> list[Phrase]:
        """The members of the list that the first of some prepositions stands before."""
        for place, phrase in enumerate(phrases):
            if phrase.marker in markers:
                return _members(self.words, [phrase._replace(marker=""), *phrases[place + 1 :]], self.language)
        return []

    def _phrases(self, span: range) -> list[Phrase]:
        return list(phrases_in(self.words, span, self.language, self.times))

    @cached_property
    def times(self) -> frozenset[int]:
        """The words that belong to a time."""
        spans = times_in(self.words.text, self.words.language)
        return frozenset(i for start, end in spans for i in self.words.within(start, end))


def is_fragment(clause: Clause) -> bool:
    """Whether a text is part of a sentence: a name and what it is, or one that a quotation mark cuts off."""
    words, language = clause.words, clause.language
    if words.text[:1].islower() or words.text[-1:].isspace() or is_open(words.text):
        return True
    commas = [i for i in range(1, len(words)) if "," in words.gap(i)]
    if clause.predicate is not None or len(commas) != 1:
        return False
    return words.keys[commas[0]] in language.openers | language.determiners


def is_open(text: str) -> bool:
    """Whether a quotation begins in a text that doesn't end there."""
    pairs = _PAIRS if "„" in text else {**_PAIRS, "“": "”"}
    return text.count('"') % 2 == 1 or any(text.count(mark) > text.count(closing) for mark, closing in pairs.items())


_PAIRS = {"„": "“", "«": "»"}
"""Marks that open a quotation, with those that close it."""


def phrases_in(words: Words, span: range, language: Actions, times: frozenset[int]) -> Iterator[Phrase]:
    """The noun phrases among some words: up to the next preposition, determiner, conjunction, comma or time."""
    marker, first = "", -1
    for i in span:
        breaks = _breaks(words, i, span, language, times)
        if first >= 0 and breaks:
            yield Phrase(marker, first, i - 1)
            marker, first = "", -1
        if breaks in ("marker", "comma"):
            marker = words.keys[i] if breaks == "marker" else ","
        if breaks == "clause":
            return
        if first < 0 and breaks not in ("marker", "time", "skip"):
            first = i
    if first >= 0:
        yield Phrase(marker, first, span.stop - 1)


def _breaks(words: Words, place: int, span: range, language: Actions, times: frozenset[int]) -> str:
    """What a word ends a phrase by, if it does: a time, another clause, a marker, a comma, a noun, or nothing said."""
    if place in times:
        return "time"
    if is_joined(words, place):
        return ""
    if is_office(words, place, language) and place > span.start:
        return ""
    if is_initial(words, place):
        return "comma" if place > span.start and "," in words.gap(place) else ""
    if place and opens_clause(words, place, language):
        return "clause"
    return _as_small(words, place, span, language) or _as_noun(words, place, span, language)


def _as_small(words: Words, place: int, span: range, language: Actions) -> str:
    """What a small word, a participle or a mark ends a phrase by."""
    key, before = words.keys[place], words.keys[place - 1] if place > span.start else ""
    article = key in language.prepositions and key in language.determiners and not before
    if _is_bound(words, place, language) or (is_owner(words, place) and not before):
        return "skip"
    if not article and (key in language.prepositions or key in language.ties):
        return "marker"
    if (key in language.adverbs and before not in language.determiners) or key in language.reflexive:
        return "skip"
    if _is_reduced(words, place, span, language):
        return "marker"
    return "comma" if before and "," in words.gap(place) else ""


def _as_noun(words: Words, place: int, span: range, language: Actions) -> str:
    """What a word of a noun phrase ends the one before it by."""
    key, before = words.keys[place], words.keys[place - 1] if place > span.start else ""
    if language.nouns_capital and _is_behind_noun(words, place, span, language):
        return "marker" if key in language.owning else "noun" if key in language.determiners else "skip"
    if before in language.determiners or before in _CURRENCIES:
        return ""
    if language.nouns_capital and before and key in rules_of(words.language).person_nouns:
        return "" if before in rules_of(words.language).person_nouns else "noun"
    counted = bool(before) and words.capitals[place - 1] and (key[0].isdecimal() or key in _CURRENCIES)
    return "noun" if counted or key in language.determiners else ""


_CURRENCIES = frozenset({"$", "£", "€", "c", "us"})


def _is_behind_noun(words: Words, place: int, span: range, language: Actions) -> bool:
    """Whether a word with a small letter stands right behind a noun, which has a capital one."""
    if place == span.start or words.capitals[place] or not words.keys[place][0].isalpha():
        return False
    return words.capitals[place - 1] and words.keys[place - 1] not in language.determiners


def _is_bound(words: Words, place: int, language: Actions) -> bool:
    """Whether a word bounds the number behind it: `at least 14`, `up to 9,000`, `more than half`."""
    key, following = words.keys[place], words.keys[place + 1 : place + 2]
    if key in {"least", "most"}:
        return True
    counted = bool(following) and (following[0][0].isdecimal() or following[0] in rules_of(words.language).units)
    return key in language.prepositions and (counted or following in (["least"], ["most"])) and key in language.bounds


def _is_reduced(words: Words, place: int, span: range, language: Actions) -> bool:
    """Whether a participle behind a noun opens a clause of its own: `people counted as dead`."""
    key, following = words.keys[place], words.keys[place + 1 : place + 2]
    if place == span.start or words.capitals[place] or not following:
        return False
    before = words.keys[place - 1]
    if before in language.determiners or before in language.prepositions or is_owner(words, place - 1):
        return False
    if not (is_participle(key, language) or key.endswith("ing")) or stem(key, words.language) not in language.verbs:
        return False
    return following[0] in language.prepositions or following[0] in language.determiners


def _members(words: Words, phrases: list[Phrase], language: Actions) -> list[Phrase]:
    """The members of the list that phrases begin with; what a preposition ties to one is no member."""
    found: list[Phrase] = []
    inner = ""
    for phrase in _without_lead(phrases, language):
        if not phrase.marker and found:
            break
        listed = phrase.marker in language.ties | {",", ""}
        if listed and (not inner or (inner in language.genitives and _is_own(words, phrase, language))):
            found.append(phrase)
            inner = ""
        elif not listed:
            inner = phrase.marker
    return _without_roles(words, found, language)


def _without_roles(words: Words, members: list[Phrase], language: Actions) -> list[Phrase]:
    """The members, but of a role and the name in apposition to it the name: `the governor, Karim Dahan`."""
    if len(members) != 2 or members[1].marker != ",":
        return members
    role, name = members
    named = words.capitals[name.last] and words.capitals[name.last - 1] and name.last > name.first
    return (
        [name] if named and not words.capitals[role.last] and words.keys[role.first] not in language.ties else members
    )


def _is_own(words: Words, phrase: Phrase, language: Actions) -> bool:
    """Whether a member behind another's attribute is one of its own: `the head of the theatre and an electrician`."""
    key = words.keys[phrase.first]
    return phrase.marker in language.ties and (key in language.determiners or key[0].isdecimal())


def _without_lead(phrases: list[Phrase], language: Actions) -> list[Phrase]:
    """The phrases without those of a preposition that stand first: `Of the volunteers, 212 die`."""
    if not phrases or phrases[0].marker in language.ties | {",", ""}:
        return phrases
    return phrases[next((i for i, each in enumerate(phrases) if each.marker in {",", ""}), 0) :]
