"""Which word of a sentence is its predicate, by its form, its neighbours and what the article shows of it."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import NamedTuple

from onrecord.filling._abbreviations import is_initial
from onrecord.filling._hints import Hints
from onrecord.filling.languages import Actions
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import HYPHENS, Words, stem

__all__ = ["Predicate", "is_joined", "is_office", "is_owner", "is_participle", "opens_clause", "predicate_of"]

_LEAST = 1.0
"""What a word has to have at least for itself that is taken for the predicate."""
_EARLY = 0.12
"""What each word before one counts against it."""


class Predicate(NamedTuple):
    """The words of a predicate, from the first helping verb to the verb of content, which `head` is."""

    first: int
    last: int
    head: int
    passive: bool


def predicate_of(words: Words, language: Actions, hints: Hints, times: Container[int]) -> Predicate | None:
    """The predicate of the clause that a sentence begins with, if one is found; no word of a time is one."""
    span = range(len(words))
    reader = _Reader(words, span, language, hints)
    worth, place = max(((reader.worth(i), -i) for i in span if i not in times), default=(0.0, 0))
    return reader.whole(-place) if worth >= _LEAST else None


def is_participle(key: str, language: Actions) -> bool:
    """Whether a word has the form of a participle."""
    return key in language.participles or key.endswith(language.participle_endings + language.late_endings)


def opens_clause(words: Words, place: int, language: Actions) -> bool:
    """Whether a word opens another clause; one that may be an article does only behind a comma.

    One that may be a preposition does only where a verb follows: `before Lee leaves`, but not `before the vote`.
    """
    key = words.keys[place]
    if key in language.doubles:
        return _leads_to_verb(words, place, language)
    return key in language.openers and (key not in language.determiners or "," in words.gap(place))


def _leads_to_verb(words: Words, place: int, language: Actions) -> bool:
    """Whether a subject and its verb follow a word, or a gerund does: `after Ann Lee left`, `after leaving`."""
    for i in range(place + 1, min(place + _SUBJECT, len(words))):
        if "," in words.gap(i) or words.keys[i] in language.openers:
            return False
        if _is_finite(words, i, language) if i > place + 1 else words.keys[i].endswith(language.progressive_endings):
            return True
    return False


_SUBJECT = 10
"""Words within which the verb of a clause stands."""


def _is_finite(words: Words, place: int, language: Actions) -> bool:
    """Whether a word is a finite verb by its form; one with the ending of a plural, only behind a name."""
    key, before = words.keys[place], words.keys[place - 1]
    if words.capitals[place] or before in language.determiners or before in language.ties:
        return False
    if key in language.being or key in language.helping:
        return True
    named = words.capitals[place - 1] or before in language.pronouns
    if key.endswith(language.person_endings) and not named:
        return False
    ended = key.endswith(language.participle_endings + language.tense_endings + language.person_endings)
    known = stem(key, words.language)
    return key in language.finite or (ended and (known in language.verbs or known in language.acts))


def is_owner(words: Words, place: int) -> bool:
    """Whether a word is the `s` of a possessive."""
    return 0 < place < len(words) and words.keys[place] == "s" and words.gap(place)[-1:] in _APOSTROPHES


_APOSTROPHES = frozenset("'’ʼ")
_STOPS = frozenset({".", ". "})


def is_joined(words: Words, place: int) -> bool:
    """Whether a hyphen ties a word to the one before it, or the full stop of an initial does: `U.S. Navy`."""
    if not 0 < place < len(words):
        return False
    gap = words.gap(place)
    if gap in HYPHENS:
        return True
    if not gap.startswith(".") or not is_initial(words, place - 1):
        return False
    return gap[1:] in HYPHENS or (gap in _STOPS and words.capitals[place])


def is_office(words: Words, place: int, language: Actions) -> bool:
    """Whether a word is of what stands between a title and the name of its holder: `Secretary of State Ann Lee`."""
    rules, key = rules_of(words.language), words.keys[place]
    if key not in language.offices and key not in language.owning and key not in language.determiners:
        return False
    for start in range(place, max(place - _OFFICE, 0), -1):
        before = words.keys[start - 1]
        if words.keys[start] in language.owning and (before in rules.titles or before in rules.person_nouns):
            end = _end_of_office(words, start + 1, language)
            return place < end < len(words) and words.capitals[end] and words.gap(end) == " "
    return False


_OFFICE = 4
"""Words that an office has at most: `des Affaires étrangères`."""


def _end_of_office(words: Words, start: int, language: Actions) -> int:
    """The word behind an office that begins at a word, or one behind the text where there is no office."""
    place = start
    while place < len(words) and words.keys[place] in language.determiners:
        place += 1
    if place >= len(words) or words.keys[place] not in language.offices:
        return len(words)
    while place < len(words) and words.keys[place] in language.offices:
        place += 1
    return place


_PREFIX = 6
"""Letters within which the `ge` of a participle stands: `festgenommen`."""
_INSEPARABLE = ("be", "emp", "ent", "er", "miss", "ver", "zer", "über", "unter")


@cache
def _verbs_of(language: Actions) -> frozenset[str]:
    """The stems of all verbs of a language."""
    return language.verbs | language.acts | language.saying | language.remarking | language.states


@cache
def _small_of(language: Actions) -> frozenset[str]:
    """The words of a language that are never predicates."""
    small = language.determiners | language.prepositions | language.adverbs
    return small | language.ties | language.openers | language.pronouns


class _Reader:
    def __init__(self, words: Words, span: range, language: Actions, hints: Hints) -> None:
        self.words, self.span, self.language, self.hints = words, span, language, hints
        self.keys = words.keys
        self.leading = language.being | language.helping
        self.verbs, self.small = _verbs_of(language), _small_of(language)
        self.known = rules_of(words.language)

    def worth(self, place: int) -> float:
        """What speaks for a word as the predicate, or the first word of it."""
        if not self._may_be(place):
            return 0.0
        early = _EARLY * (place - self.span.start)
        if self.keys[place] in self.leading:
            return 5.0 - early - 3.0 * self._is_inner(place)
        own = self._by_form(place) + self._by_article(place) + self._by_next(place)
        return own - early - 3.0 * (self._is_inner(place) or self._is_second(place))

    def _may_be(self, place: int) -> bool:
        """Whether a word may be a verb, by what it is and what stands before it."""
        if place == self.span.start or self.words.capitals[place] or not self.keys[place][0].isalpha():
            return False
        if self.keys[place] in self.leading:
            return self.keys[place - 1] not in self.leading
        parts = (is_joined(self.words, i) or is_owner(self.words, i) for i in (place, place + 1))
        return self.keys[place] not in self.small and not any(parts) and not self._is_noun(place)

    def _is_noun(self, place: int) -> bool:
        """Whether the word before one makes a noun of it, or an adjective."""
        before, language = self.keys[place - 1], self.language
        if before in self.leading or before in language.determiners or before in language.prepositions:
            return True
        if is_owner(self.words, place - 1) or before in language.numbers or before in self.known.units:
            return True
        return before[0].isdecimal()

    def _is_inner(self, place: int) -> bool:
        """Whether a word belongs to a clause within the subject: `the team that tests updates`."""
        for i in range(place - 1, self.span.start, -1):
            if opens_clause(self.words, i, self.language):
                return True
            if self._is_strong(i):
                return False
        return False

    def _is_second(self, place: int) -> bool:
        """Whether a word is a second predicate, behind "and" and another: `declares it and leaves`."""
        if self.keys[place - 1] not in self.language.ties:
            return False
        return any(self._is_strong(i) for i in range(self.span.start + 1, place - 1))

    def _is_strong(self, place: int) -> bool:
        if not self._may_be(place):
            return False
        return self.keys[place] in self.leading or self._by_form(place) >= 2

    def _by_form(self, place: int) -> float:
        key, language = self.keys[place], self.language
        worth = 2.0 * (stem(key, self.words.language) in self.verbs) + 1.5 * (key in language.finite)
        if key.endswith(language.tense_endings):
            return worth + 1.5
        if language.nouns_capital:
            return worth + 2.0 * self.words.capitals[place - 1]
        if key.endswith(language.participle_endings):
            return worth + 1.0 - 0.5 * (self.keys[place + 1 : place + 2] == ["by"])
        if key.endswith(language.noun_endings):
            return -1.0
        return worth + self._agreement(place)

    def _agreement(self, place: int) -> float:
        """Whether the form of a word agrees in number with the one before it."""
        if not self.language.person_endings:
            return 0.0
        if self.keys[place] in self.language.finite and not self.keys[place].endswith(self.language.person_endings):
            return 0.8
        single = self.keys[place].endswith(self.language.person_endings) and not self.keys[place].endswith("ss")
        return 0.8 if single != self._is_plural(place - 1) else -1.2

    def _is_plural(self, place: int) -> bool:
        """Whether the words up to one are a subject in the plural."""
        if not self.language.ties.isdisjoint(self.keys[self.span.start : place]):
            return True
        place = self._noun_at(place)
        key = self.keys[place]
        if self.words.capitals[place] and place > self.span.start:
            return False
        return (key.endswith("s") and not key.endswith("ss")) or key in {"people", "men", "women", "children", "police"}

    def _noun_at(self, place: int) -> int:
        """The noun that the subject up to a word is about: the last before a preposition."""
        inside = self.language.prepositions - self.language.bounds
        inner = (i for i in range(self.span.start + 1, place) if self.keys[i] in inside)
        place = next(inner, place + 1) - 1
        while place > self.span.start and self.keys[place] in self.language.adverbs:
            place -= 1
        return place

    def _by_article(self, place: int) -> float:
        key = self.keys[place]
        verb = 0.8 * (stem(key, self.words.language) in self.hints.verbs)
        return verb - 1.0 * (key in self.hints.nouns)

    def _by_next(self, place: int) -> float:
        """What the word behind one says of it."""
        if place + 1 >= self.span.stop:
            return 0.8
        key, language = self.keys[place + 1], self.language
        if key in language.being or key in language.helping:
            return -2.5
        if key in language.determiners or key in language.pronouns or key[0].isdecimal() or key in self.known.units:
            return 1.0
        if key in language.adverbs or key in language.prepositions or self.words.capitals[place + 1]:
            return 0.6
        return -0.8 if self._by_form(place) < 2 <= self._by_form(place + 1) else 0.0

    def whole(self, place: int) -> Predicate:
        """The predicate that a word begins: `has not been found`, `is sent`, `is expected to appear`."""
        if self.language.verb_last:
            return self._framed(place)
        head, be = self._led(place)
        if be and self.keys[head] in self.language.awaited and self.keys[head + 1 : head + 2] == ["to"]:
            head, be = self._led(min(head + 2, self.span.stop - 1))
            return Predicate(place, head, head, passive=be and is_participle(self.keys[head], self.language))
        if be and is_participle(self.keys[head], self.language):
            return Predicate(place, head, head, passive=self.keys[place - 1] not in self.language.reflexive)
        head = self._infinitive(head)
        return Predicate(place, head, head, passive=False)

    def _led(self, place: int) -> tuple[int, bool]:
        """Where the predicate ends that a word begins, and whether a form of "be" stands before its last word."""
        head, be, language = place, False, self.language
        while head < self.span.stop - 1 and self._leads(head):
            be = self.keys[head] in language.being or (be and self.keys[head] in language.adverbs)
            head += 1
        return head, be

    def _framed(self, place: int) -> Predicate:
        """The predicate whose second part, if it has one, ends the clause: `wird von der Polizei gesucht`."""
        key, language = self.keys[place], self.language
        ends = (i for i in range(place + 1, self.span.stop) if "," in self.words.gap(i))
        last = next(ends, self.span.stop) - 1
        if key not in self.leading or last <= place or self.words.capitals[last]:
            return Predicate(place, place, place, passive=False)
        be = key in language.being or not language.being.isdisjoint(self.keys[place + 1 : last + 1])
        if key in language.coming and self.keys[last].endswith("en") and self._is_infinitive(last):
            return Predicate(place, place, last, passive=False)
        if self.keys[last] in language.being:
            last -= 1
        return Predicate(place, place, last, passive=be and is_participle(self.keys[last], language))

    def _is_infinitive(self, place: int) -> bool:
        """Whether a German word that may be a participle is an infinitive: known as one, or without a `ge`."""
        key = self.keys[place]
        if stem(key, self.words.language) in self.verbs:
            return "ge" not in key[:_PREFIX]
        return "ge" not in key and not key.startswith(_INSEPARABLE)

    def _infinitive(self, place: int) -> int:
        """The verb that a predicate leads to by "to": `agrees to lend`."""
        after = place + 2
        if self.keys[place + 1 : after] != ["to"] or after >= self.span.stop or self.words.capitals[after]:
            return place
        return after if stem(self.keys[after], self.words.language) in self.verbs | self.hints.verbs else place

    def _leads(self, place: int) -> bool:
        """Whether the predicate goes on behind a word of it."""
        key, following = self.keys[place], self.keys[place + 1]
        language = self.language
        if following in language.determiners or following in language.prepositions - {"to"}:
            return False
        if key in self.leading or following in language.being:
            return True
        return key in language.adverbs
