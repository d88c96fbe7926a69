"""`who` and `whom` of an event follow from what it says, in the article's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.filling._clause import Clause, Phrase
from onrecord.filling._events import Told, each_event
from onrecord.filling._mentions import core_of, mention_of
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS, Actions
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Words

__all__ = ["PARTICIPANTS"]

_MOST = 6
"""Participants that a field holds."""


def _values(told: Told) -> dict[str, Any]:
    if told.clause.predicate is None:
        return {}
    who, whom = (list(_mentions(told, phrases)) for phrases in _roles(told.clause))
    return {"who": who[:_MOST], "whom": whom[:_MOST]}


PARTICIPANTS = Rule("participants", each_event(_values), frozenset(ACTIONS))


def _roles(clause: Clause) -> tuple[list[Phrase], list[Phrase]]:
    """The phrases for those who do it, and for those whom it is done to."""
    subject, language = clause.subject, clause.language
    if clause.passive:
        return clause.agents, _undergoing(clause)
    if clause.verb in language.receiving:
        return [], subject
    if clause.verb in language.meeting:
        return [*subject, *_others(clause, [*clause.objects, *clause.companions])], []
    if clause.verb in language.sharing or _is_gathering(clause):
        beside = _others(clause, clause.companions)
        return [*subject, *beside], [phrase for phrase in _objects(clause) if phrase not in beside]
    return subject, _objects(clause)


def _others(clause: Clause, phrases: list[Phrase]) -> list[Phrase]:
    """Those of some phrases whom the subject meets: `meets Ann Lee`, `holds talks with the union`."""
    return [phrase for phrase in phrases if _is_agent(clause.words, phrase, clause.language)]


def _is_gathering(clause: Clause) -> bool:
    """Whether the object is a meeting: whoever ends talks with somebody took part in them with him."""
    return any(clause.words.keys[phrase.last] in clause.language.gatherings for phrase in clause.objects)


def _undergoing(clause: Clause) -> list[Phrase]:
    """The subject of a passive, or whom a thing is given to or taken from: `the report is sent to Ann Lee`."""
    subject, words, language = clause.subject, clause.words, clause.language
    if any(_is_participant(words, phrase, language) for phrase in subject):
        return subject
    if clause.verb in language.producing:
        return []
    addressed = [phrase for phrase in clause.reached if phrase.marker in language.addressing - language.agent]
    given = [phrase for phrase in addressed if _is_addressed(clause, phrase)] if clause.verb in language.giving else []
    return given[:1] or subject


def _objects(clause: Clause) -> list[Phrase]:
    """The members of the object that something can be done to, or else whom it is addressed to."""
    words, language = clause.words, clause.language
    if clause.verb in language.moving:
        return []
    found = [phrase for phrase in clause.objects if _is_participant(words, phrase, language)]
    if found:
        return found
    addressed = (phrase for phrase in clause.reached if phrase.marker in language.addressing)
    return [phrase for phrase in addressed if _is_addressed(clause, phrase)][:1]


def _is_addressed(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase behind a preposition is for somebody whom something is given, said or done to."""
    words, language = clause.words, clause.language
    if _is_person(words, phrase, language):
        return True
    first, last = core_of(words, phrase, language)
    named = first <= last and words.capitals[last] and words.keys[last] not in language.sites | language.occasions
    return named and (phrase.marker in language.opposing or clause.verb in language.giving)


def _is_participant(words: Words, phrase: Phrase, language: Actions) -> bool:
    first, last = core_of(words, phrase, language)
    if first > last or (words.keys[first][0].isdecimal() and first == last):
        return False
    return words.keys[last] in language.goods or _is_agent(words, phrase, language)


def _is_agent(words: Words, phrase: Phrase, language: Actions) -> bool:
    """Whether a phrase is a name, or for a person or a group."""
    first, last = core_of(words, phrase, language)
    named = first <= last and words.capitals[last] and words.keys[last] not in language.occasions
    if language.nouns_capital:
        bare = words.keys[phrase.first] not in language.determiners
        named = phrase.first < last and all(words.capitals[phrase.first : last + 1]) and bare
    return named or _is_person(words, phrase, language)


def _is_person(words: Words, phrase: Phrase, language: Actions) -> bool:
    """Whether a phrase is for a person or a group; `office` alone, as in `takes office`, is for none."""
    rules, key = rules_of(words.language), words.keys[phrase.last]
    if key in language.folk or (key.endswith(language.folk_endings) and key not in language.no_folk | language.goods):
        return True
    bare = phrase.first == phrase.last and not words.capitals[phrase.first]
    return not bare and (key in rules.person_nouns or key in rules.group_nouns)


def _mentions(told: Told, phrases: Iterable[Phrase]) -> Iterator[str]:
    words = told.clause.words
    found = (
        mention_of(words, phrase, told.index, told.positions, told.language, told.clause.attribute_of(phrase))
        for phrase in map(told.clause.counted, phrases)
    )
    yield from dict.fromkeys(filter(None, found))
