"""Sentences of two predicates with one subject, told apart: `The blast killed three and wounded five`."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.filling._clause import Clause, is_fragment, is_open
from onrecord.filling._predicates import opens_clause
from onrecord.filling.languages import CLAIMING, SPEECH
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import stem

__all__ = ["clauses_in"]

_MARKS = frozenset(";:?()")
"""Marks of a sentence that is left whole."""


def clauses_in(clause: Clause) -> list[str]:
    """The clauses of a sentence, each as a sentence with the subject; the sentence itself where it has one alone."""
    text = clause.words.text
    if is_fragment(clause):
        return [_without_relative(clause)]
    places = list(_Coordination(clause).places()) if _is_plain(clause) else []
    stops = [*(i for i, _ in places), len(clause.words)]
    if not places:
        return [text]
    return [
        _stretch(clause, 0, stops[0]),
        *(f"{lead} {_stretch(clause, i + 1, stop)}" for (i, lead), stop in zip(places, stops[1:], strict=True)),
    ]


def _without_relative(clause: Clause) -> str:
    """A name with a relative clause as a sentence: `Ann Lee, who runs the port` is `Ann Lee runs the port`."""
    words, language = clause.words, clause.language
    place = next((i for i in range(1, len(words) - 1) if "," in words.gap(i)), 0)
    relative = place and not language.verb_last and words.keys[place] in SPEECH[words.language].relatives
    known = language.verbs | language.states | language.finite | language.being | language.helping
    following = words.keys[place + 1 : place + 2] if relative else []
    if not any(key in known or stem(key, words.language) in known for key in following):
        return words.text
    return f"{words.stretch(0, place - 1)} {words.text[words.starts[place + 1] :]}"


def _is_plain(clause: Clause) -> bool:
    """Whether a sentence begins with its subject, has no second part and isn't what somebody says."""
    if clause.predicate is None or not clause.predicate.first or not _MARKS.isdisjoint(clause.words.text):
        return False
    opening, language = clause.words.keys[0], clause.language
    leading = (language.openers | language.prepositions) - language.determiners
    if opening in leading | language.adverbs | language.oblique:
        return False
    return clause.verb not in language.saying | language.remarking and bool(clause.subject)


class _Coordination:
    def __init__(self, clause: Clause) -> None:
        self._clause, self._words = clause, clause.words
        self._language = language = clause.language
        self._endings = language.tense_endings + language.second_endings
        self._small = language.prepositions | language.determiners | language.openers | language.pronouns
        self._keys, self._joining = clause.words.keys, CLAIMING[clause.words.language].coordinators

    def places(self) -> Iterator[tuple[int, str]]:
        """The conjunctions before another predicate of the subject, each with the words to put before that."""
        predicate = self._clause.predicate
        if predicate is None:
            return
        for i in range(predicate.last + 2, len(self._words) - 1):
            if opens_clause(self._words, i, self._language):
                return
            if self._keys[i] not in self._joining or is_open(self._words.text[: self._words.starts[i]]):
                continue
            if lead := self._lead(i):
                yield i, lead

    def _lead(self, place: int) -> str:
        """The subject, with the helping verbs of the first predicate where both share them; "" before no predicate."""
        predicate = self._clause.predicate
        verb = self._verb_behind(place)
        if predicate is None or verb is None:
            return ""
        if self._keys[verb] in self._language.being | self._language.helping:
            return self._before(predicate.first)
        if not self._is_like(verb, predicate.head, self._keys[predicate.head + 1 : place]):
            return ""
        if not self._is_verb(verb, adverb=verb > place + 1):
            return ""
        return self._before(max(predicate.first, predicate.head))

    def _before(self, place: int) -> str:
        return self._words.text[: self._words.starts[place]].rstrip()

    def _is_like(self, verb: int, head: int, between: list[str]) -> bool:
        """Whether two verbs have one form, so that they may have one subject, and not one that "to" leads to."""
        form = self._form(verb)
        if self._keys[head] in self._language.helping:
            return form in ("past", "person")
        return form == self._form(head) and not (form == "plain" and "to" in between)

    def _verb_behind(self, place: int) -> int | None:
        """The word behind a conjunction and the adverbs that follow it, where it may be a verb."""
        behind = range(place + 1, len(self._words))
        verb = next((i for i in behind if not self._is_adverb(i)), None)
        small = self._words.capitals[verb] if verb is not None else True
        return None if small else verb

    def _is_adverb(self, place: int) -> bool:
        return self._keys[place] in self._language.adverbs or self._keys[place].endswith("ly")

    def _form(self, place: int) -> str:
        """The form of a verb, by which the second of two is one like the first."""
        key, language = self._keys[place], self._language
        if language.person_endings and key.endswith(language.person_endings) and not key.endswith("ss"):
            return "person"
        if key.endswith(language.infinitive_endings):
            return "infinitive"
        past = key in language.participles or key.endswith(language.participle_endings)
        past = past or (bool(language.person_endings) and key in language.finite)
        return "past" if past and not language.verb_last else "plain"

    def _is_verb(self, place: int, *, adverb: bool) -> bool:
        """Whether a word behind a conjunction can't be a noun or an adjective: by what it is, and what follows it."""
        key, language = self._keys[place], self._language
        told = key in language.finite | SPEECH[self._words.language].says or key.endswith(self._endings)
        past = self._form(place) == "past"
        if key in self._small or not (told or key in language.participles or self._stem(place) in language.verbs):
            return False
        if place + 1 == len(self._words):
            return past
        if self._is_strong(place + 1):
            return True
        return (adverb or told or past) and (
            self._keys[place + 1] in language.prepositions or self._is_adverb(place + 1)
        )

    def _is_strong(self, place: int) -> bool:
        """Whether a word begins a noun phrase: a determiner, a pronoun or a number."""
        key, language = self._keys[place], self._language
        units = rules_of(self._words.language).units
        known = key in language.determiners | language.pronouns | language.numbers or key in units
        return known or key[0].isdecimal() or (self._words.capitals[place] and not language.nouns_capital)

    def _stem(self, place: int) -> str:
        return stem(self._keys[place], self._words.language)


def _stretch(clause: Clause, first: int, stop: int) -> str:
    """Some words as a part of a sentence that ends with them."""
    words = clause.words
    if stop == len(words):
        return words.text[words.starts[first] :]
    return f"{words.text[words.starts[first] : words.starts[stop]].rstrip(' ,')}."
