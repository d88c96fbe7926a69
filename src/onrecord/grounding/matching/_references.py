"""Whether a name in a value is what its evidence speaks of: in full, in part, by a pronoun or by a description."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.grounding.languages import ENGLISH, rules_of
from onrecord.grounding.text import SHARED, Name, base_name, base_names, is_content, same_name, without_accents

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.grounding.text import ArticleIndex, Evidence, Facts, Words

__all__ = ["References"]

_BACK = 6
"""Sentences back in which what a pronoun or a description stands for is looked for."""
_APPOSED = 6
"""Words between a title and the name that it is given to, behind a comma."""
_CLOSE = 2
"""Sentences before the evidence that a name may come from where a language has few pronouns."""
_TRIES = 200
"""Places of a name at which a noun beside it is looked for."""
_BESIDE = 3
"""Words between a name and the noun that describes it."""
_PARTIES = frozenset({"sides", "parties"})
"""Words for two of those whom the article is about."""
_TOPIC = 3
"""Sentences that have a name which the article is about."""
_OF_WHOM = frozenset({"of", "for", "from", "after", "before", "when", "until", "since"})
_GENITIVES = frozenset({"'s", "’s", "s'", "s’"})
_SHORTEST, _LONGEST = 3, 6
"""Letters of an acronym that words in small letters may spell out."""
_NOUN_ENDINGS = frozenset(["", "s", "es", "n", "en", "e"])


class References:
    """What the names, pronouns and descriptions in an article's sentences refer to."""

    def __init__(self, index: ArticleIndex) -> None:
        self.index = index
        self._rules = rules = rules_of(index.language)
        self._titled = rules.titles | rules.person_nouns | rules.honorifics
        self._placed = rules.group_nouns | rules.place_nouns
        self._things = self._placed | rules.thing_nouns | _PARTIES
        self._pronouns: dict[tuple[int, bool], list[Name]] = {}
        self._descriptions: dict[tuple[int, bool], list[str]] = {}
        self._introductions: dict[tuple[str, bool], list[Name]] = {}
        self._nouns: dict[str, list[Name]] = {}

    def resolves(self, words: Words, name: Name, evidence: Evidence, *, stated: bool) -> bool:
        """Whether `name`, of the value `words`, is what its evidence names, in full or in part, or points to."""
        if words.language != "en" and self._is_inflected(words, name, evidence):
            return True
        mentioned = _is_listed if self.is_person(name) else _is_mentioned
        if all(key in evidence.keys or mentioned(key, evidence.name_keys) for key in base_names(name.keys)):
            return True
        return self._is_short_for(words, name, evidence.facts) or self._is_meant(words, name, evidence, stated=stated)

    def _is_inflected(self, words: Words, name: Name, evidence: Evidence) -> bool:
        """Whether the evidence has all words of a name but for their endings."""
        stems = {words.keys[i]: words.stems[i] for i in range(name.first, name.last + 1)}
        return all(stems.get(key) in evidence.stems or _is_inflected(key, evidence.keys) for key in name.keys)

    def _is_short_for(self, words: Words, name: Name, facts: Sequence[Facts]) -> bool:
        """Whether the evidence has the name in part, as an acronym, or says what the value says it is."""
        mentions = [mention for each in facts for mention in each.names]
        if any(_is_acronym(name, mention) for mention in mentions) or any(_spells_out(each, name) for each in facts):
            return True
        given = self._is_given(name)
        if (given or " ".join(name.keys) in self._rules.acronyms) and any(
            _is_acronym(mention, name) for mention in mentions
        ):
            return True
        if not given:
            return False
        return any(_is_part(mention, name) for mention in mentions) or self._is_apposed(words, name, facts)

    def _is_meant(self, words: Words, name: Name, evidence: Evidence, *, stated: bool) -> bool:
        """Whether the evidence points to the name by a pronoun or a description, and has no other in its place."""
        if not self._is_given(name) or any(self._is_displaced(words, name, each) for each in evidence.facts):
            return False
        if any(self._is_pointed_to(words, name, position, stated=stated) for position in evidence.positions):
            return True
        if not stated:
            return False
        return self._is_scene(words, name) or self._is_near(words, name, evidence)

    def _is_near(self, words: Words, name: Name, evidence: Evidence) -> bool:
        """Whether a name stands close before evidence that names none of its sort but the value's.

        In English it has to be a detail. Languages that leave out their pronouns, or have few that tell persons from
        things, point back like this.
        """
        english = self._rules is ENGLISH
        if english and not self._is_detail(words, name):
            return False
        if any(self._leaves_out(name, words, each) for each in evidence.facts):
            return False
        back = range(1, _CLOSE + 1)
        close = {*self.index.lead, *(each - n for each in evidence.positions for n in back if each >= n)}
        if any(_matches(name, other) for each in close for other in self.index.names(each)):
            return True
        return english and self._is_topic(name)

    def _is_detail(self, words: Words, name: Name) -> bool:
        """Whether a value has a name only to say where or whose something is: `for Harrow Vale`, `Harrow Vale's`."""
        before = words.keys[name.first - 1] if name.first else ""
        if before == "the" and name.first > 1:
            before = words.keys[name.first - 2]
        if before in self._rules.where:
            return not self.is_person(name)
        return before in _OF_WHOM or words.text[words.ends[name.last] : words.ends[name.last] + 2] in _GENITIVES

    def _leaves_out(self, name: Name, words: Words, facts: Facts) -> bool:
        """Whether a sentence has a name of the same sort that the value doesn't have."""
        person, keys = self.is_person(name), frozenset(map(base_name, words.keys))
        return any(self.is_person(other) is person and keys.isdisjoint(base_names(other.keys)) for other in facts.names)

    def _is_topic(self, name: Name) -> bool:
        """Whether three sentences of the article or more have what a name is known by: the last word of a person's."""
        return self._spread[name.keys[-1 if self.is_person(name) else 0]] >= _TOPIC

    @cached_property
    def _spread(self) -> Counter[str]:
        """For each word of a name, in how many sentences it is part of one."""
        sentences = (
            {key for name in self.index.names(each) for key in name.keys} for each in range(len(self.index.spans))
        )
        return Counter(key for keys in sentences for key in keys)

    def _is_given(self, name: Name) -> bool:
        """Whether the article has a mention with all of a name's words."""
        mentions = self._mentions.get(name.keys[-1], ())
        return any(mention.issuperset(name.keys) for mention in mentions)

    @cached_property
    def _mentions(self) -> dict[str, list[frozenset[str]]]:
        """For each key, the names in the article that it is part of, each as the set of its keys."""
        found: dict[str, list[frozenset[str]]] = {}
        for mention in {frozenset(name.keys) for name in self._names}:
            for key in mention:
                found.setdefault(key, []).append(mention)
        return found

    @cached_property
    def _names(self) -> list[Name]:
        """Every name in the article, in order."""
        return [name for position in range(len(self.index.spans)) for name in self.index.names(position)]

    def follows(self, keys: Sequence[str], positions: Sequence[int]) -> bool:
        """Whether a group, as `Prosecutors`, stands in the sentences before some evidence with a pronoun for it."""
        positions = [each for each in positions if self._opens_with_pronoun(each)]
        where = [self._sentences(key) for key in keys if is_content(key)]
        together = set.intersection(*where) if where else set()
        return any(position - 3 <= other <= position for position in positions for other in together)

    def _sentences(self, key: str) -> set[int]:
        index = self.index
        return {index.position_of(place) for place in index.words.places.get(key, ())}

    def _is_apposed(self, words: Words, name: Name, facts: Sequence[Facts]) -> bool:
        """Whether the value says what the name is, as in `the vaccine DVX-3`, and evidence and article agree."""
        noun = words.keys[name.first - 1] if name.first else ""
        if not noun or not is_content(noun) or not any(noun in each.keys for each in facts):
            return False
        return self._is_beside(noun, name)

    def _is_beside(self, noun: str, name: Name) -> bool:
        """Whether the article anywhere has a noun within a few words of a name."""
        keys = self.index.words.keys
        for place in islice(self.index.words.places.get(name.keys[-1], ()), _TRIES):
            first = place - len(name.keys) + 1
            if noun in keys[max(first - _BESIDE, 0) : place + 1 + _BESIDE]:
                return True
        return False

    def _is_displaced(self, words: Words, name: Name, facts: Facts) -> bool:
        """Whether the evidence has another name where the value has this one: beside the same word."""
        stems = self.index.words.stems
        after = next(filter(None, words.stems[name.last + 1 : name.last + 3]), None)
        before = next(filter(None, reversed(words.stems[max(name.first - 3, 0) : name.first])), None)
        for mention in facts.names:
            beside = after and after in stems[mention.last + 1 : mention.last + 3]
            beside = beside or (before and before in stems[max(mention.first - 3, 0) : mention.first])
            if beside and words.places.keys().isdisjoint(mention.keys) and not _is_part(mention, name):
                return True
        return False

    def _is_pointed_to(self, words: Words, name: Name, position: int, *, stated: bool) -> bool:
        person = self.is_person(name)
        if any(_matches(name, other) for other in self.antecedents(position, person=person)):
            return True
        if person and stated and self._leaves_out_person(words, self.index.facts(position)):
            return False
        return self._is_described(name, position, person=person)

    def _leaves_out_person(self, words: Words, facts: Facts) -> bool:
        """Whether the evidence names somebody that the value doesn't."""
        keys = set(words.keys)
        return any(self.is_person(mention) and not keys.intersection(mention.keys) for mention in facts.names)

    def antecedents(self, position: int, *, person: bool) -> list[Name]:
        """The names nearest before a pronoun that opens its sentence, of people or of things.

        A sentence that only goes on with what somebody is quoted as saying points to whoever speaks before it.
        """
        if (position, person) not in self._pronouns:
            found: list[Name] = []
            if self._has_open_pronoun(self.index.facts(position), person=person):
                found = self._nearest(position, person=person)
            elif person and position and self._is_quoted(position):
                found = self._people_outside(position - 1) or self.antecedents(position - 1, person=True)
            self._pronouns[position, person] = found
        return self._pronouns[position, person]

    def _has_open_pronoun(self, facts: Facts, *, person: bool) -> bool:
        """Whether a pronoun comes before any name of its sort in the sentence, or in it without its quotations."""
        names = {mention.first for mention in facts.names if self.is_person(mention) is person}
        pronouns = self._rules.person_pronouns if person else self._rules.thing_pronouns
        keys, quoted = self.index.words.keys, self.index.quote_of
        marked = [index for index in facts.span if index in names or keys[index] in pronouns]
        outside = (index for index in marked if index not in quoted)
        return any(first not in names for first in (*marked[:1], *islice(outside, 1)))

    def _is_quoted(self, position: int) -> bool:
        """Whether all of a sentence stands within quotations."""
        return all(index in self.index.quote_of for index in self.index.sentence_words(position))

    def _people_outside(self, position: int) -> list[Name]:
        """The names of people in a sentence that stand in no quotation."""
        names = self.index.names(position)
        return [name for name in names if self.is_person(name) and name.first not in self.index.quote_of]

    def _opens_with_pronoun(self, position: int) -> bool:
        facts = self.index.facts(position)
        return self._has_open_pronoun(facts, person=True) or self._has_open_pronoun(facts, person=False)

    def _nearest(self, position: int, *, person: bool) -> list[Name]:
        """The names of one sort in the nearest sentence before that has any, or that its descriptions stand for."""
        for other in range(position - 1, max(position - 1 - _BACK, -1), -1):
            found = [name for name in self.index.names(other) if self.is_person(name) is person]
            for noun in self._described(other, person=person):
                found.extend(self._named_with(noun))
            if found:
                return found
        return []

    def _named_with(self, noun: str) -> list[Name]:
        """The names that have a noun in them: the Central Bank of Carvania for "the bank"."""
        if noun not in self._nouns:
            places = self.index.words.places.get(noun, ())
            around = {self.index.position_of(place) for place in places}
            self._nouns[noun] = [
                name for position in around for name in self.index.names(position) if noun in name.keys
            ]
        return self._nouns[noun]

    def _introduced(self, noun: str, *, person: bool) -> list[Name]:
        """The names just before the first use of a description: a union's name before "the union"."""
        if (noun, person) not in self._introductions:
            words = self.index.words
            first = words.places[noun][0]
            position = self.index.position_of(first)
            named = [name for name in self.index.names(position) if name.first == first + 1]
            own = named or [
                name
                for name in self.index.names(position)
                if name.first < first and self.is_person(name) is person and not self._is_adjective(name)
            ]
            self._introductions[noun, person] = own or self._nearest(position, person=person)
        return self._introductions[noun, person]

    def _is_described(self, name: Name, position: int, *, person: bool) -> bool:
        """Whether a description in a sentence, as `the union`, fits a name by its words or its nearness."""
        for noun in self._described(position, person=person):
            if noun in name.keys or self._is_beside(noun, name) or (noun in _PARTIES and self._is_topic(name)):
                return True
            if noun in self._rules.thing_nouns or self._named_with(noun):
                continue
            if any(_matches(name, other) for other in self._introduced(noun, person=person)):
                return True
        return False

    def _described(self, position: int, *, person: bool) -> list[str]:
        """The nouns of a sentence that follow `the` or the like within three words and stand before no name."""
        if (position, person) not in self._descriptions:
            nouns = self._rules.person_nouns if person else self._things
            keys, span = self.index.words.keys, self.index.sentence_words(position)
            firsts = {mention.first for mention in self.index.names(position)}
            apposed = {first for first in firsts if self.index.words.gap(first) == ", "}
            self._descriptions[position, person] = [
                keys[i]
                for i in span
                if keys[i] in nouns
                and self._rules.definite.intersection(keys[max(span.start, i - 3) : i])
                and i + 1 not in firsts
                and apposed.isdisjoint(range(i + 1, i + _APPOSED))
            ]
        return self._descriptions[position, person]

    def is_scene(self, name: Name, evidence: Evidence) -> bool:
        """Whether a name is the only place that the article opens with, and some evidence gives none."""
        lead = {other.keys for each in self.index.lead for other in self.index.names(each) if self._is_where(other)}
        return lead == {name.keys} and not any(self._is_where(other) for each in evidence.facts for other in each.names)

    def _is_where(self, name: Name) -> bool:
        return not self.is_person(name) and self._is_given_as_place(name)

    def _is_scene(self, words: Words, name: Name) -> bool:
        """Whether a value gives the place that the article opens with: `in Carvania`, `Carvania's`."""
        if self.is_person(name):
            return False
        if not any(_matches(name, other) for position in self.index.lead for other in self.index.names(position)):
            return False
        before = words.keys[name.first - 1] if name.first else ""
        after = words.text[words.ends[name.last] : words.ends[name.last] + 2]
        if before in self._rules.definite:
            before = words.keys[name.first - 2] if name.first > 1 else ""
            if name.last + 1 < len(words) and is_content(words.keys[name.last + 1]):
                return True
        return before in self._rules.where or after in _GENITIVES

    def _is_adjective(self, name: Name) -> bool:
        """Whether a name is another's adjective, as `North Korean` where the article has North Korea."""
        last = name.keys[-1]
        return any(len(key) < len(last) and same_name(key, last) for key in self._mentions)

    def is_person(self, name: Name) -> bool:
        """Whether the article gives a name, or another mention of it, as a person's."""
        return any(key in self._people for key in name.keys)

    @cached_property
    def _people(self) -> frozenset[str]:
        """Keys of the names of people: after a title, before an age or "who", or shortened to the last of two."""
        names = self._names
        single = {name.keys[0] for name in names if len(name.keys) == 1}
        firsts = {name.keys[0] for name in names if len(name.keys) > 1}
        found: set[str] = set()
        places = {key for name in names if self._is_given_as_place(name) for key in name.keys}
        for name in names:
            shortened = (
                name.keys[-1] not in places
                and len(name.keys) == 2
                and name.keys[1] in single - firsts
                and name.keys[0] not in single
            )
            if shortened or self._is_given_as_person(name):
                found.update(name.keys)
        return frozenset(found)

    def _is_given_as_place(self, name: Name) -> bool:
        keys = self.index.words.keys
        return (name.first > 0 and keys[name.first - 1] in self._rules.where) or bool(
            self._placed.intersection(name.keys)
        )

    def _is_apposed_to_title(self, name: Name) -> bool:
        """Whether a title stands before the comma before a name: `la ministra de Transportes, Elena Sotomayor`."""
        words = self.index.words
        before = words.keys[max(name.first - _APPOSED, 0) : name.first]
        return words.gap(name.first) == ", " and not self._titled.isdisjoint(before)

    def _is_given_as_person(self, name: Name) -> bool:
        words = self.index.words
        before = words.keys[name.first - 1] if name.first else ""
        after = words.keys[name.last + 1] if name.last + 1 < len(words) else ""
        gap = words.gap(name.first)
        if before in self._titled and ("." not in gap or before in self._rules.honorifics) and "\n" not in gap:
            return True
        if self._rules is not ENGLISH and len(name.keys) > 1 and self._is_apposed_to_title(name):
            return True
        if words.keys[max(name.first - 3, 0) : name.first] == ["secretary", "of", "state"]:
            return True
        if after and words.gap(name.last + 1) == ", ":
            apposed = words.keys[name.last + 1 : name.last + 6]
            if apposed[0] in self._rules.articles and self._rules.person_nouns.intersection(apposed):
                return True
        if self._placed.intersection(name.keys):
            return False
        return after in self._rules.of_persons or (
            after.isdecimal() and len(after) == 2 and words.gap(name.last + 1) == ", "
        )


def _is_inflected(key: str, keys: Collection[str]) -> bool:
    """Whether some words have a key but for an ending that languages other than English put to nouns and names."""
    if key in keys:
        return True
    key = without_accents(key)
    start = key[:SHARED]
    return len(key) > SHARED and any(
        _differs_in_ending(key, without_accents(other))
        for other in keys
        if other[:1] == start[:1] or not other.isascii()
    )


def _differs_in_ending(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > SHARED and long.startswith(short) and long[len(short) :] in _NOUN_ENDINGS


def _is_listed(key: str, name_keys: Collection[str]) -> bool:
    return base_name(key) in name_keys


def _is_mentioned(key: str, name_keys: Collection[str]) -> bool:
    """Whether a name's word, or that of its place or its people, is among those of other names."""
    if _is_listed(key, name_keys):
        return True
    key = base_name(key)
    start = key[:SHARED]
    return any(same_name(key, other) for other in name_keys if other[:SHARED] == start)


def _matches(one: Name, other: Name) -> bool:
    return _is_part(one, other) or _is_part(other, one)


def _is_part(mention: Name, name: Name) -> bool:
    """Whether a mention is a shorter form of a name, as Yoon of Yoon Suk Yeol."""
    return all(any(same_name(key, other) for other in name.keys) for key in mention.keys)


def _spells_out(facts: Facts, name: Name) -> bool:
    """Whether a sentence has words in a row that begin with the letters of a name, as `RSV`."""
    if len(name.keys) > 1 or not _SHORTEST <= len(name.keys[0]) <= _LONGEST:
        return False
    return name.keys[0] in "".join(key[0] for key in facts.words.keys[facts.span.start : facts.span.stop])


def _is_acronym(one: Name, other: Name) -> bool:
    if len(other.keys) < 2 or len(one.keys[0]) > len(other.keys):
        return False
    return "".join(one.keys) == "".join(key[0] for key in other.keys)
