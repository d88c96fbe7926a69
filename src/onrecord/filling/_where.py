"""`where` of an event is the place that what it says has, or else its evidence right behind what tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.filling._clause import Phrase, phrases_in
from onrecord.filling._events import Told, each_event
from onrecord.filling._mentions import core_of, mention_of
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import Words

__all__ = ["WHERE"]


def _values(told: Told) -> dict[str, Any]:
    return {"where": next(filter(None, _places(told)), None)}


WHERE = Rule("where", each_event(_values), frozenset(ACTIONS))


def _places(told: Told) -> Iterator[str]:
    words = told.clause.words
    for phrase in told.clause.around:
        if _is_place(words, phrase, told):
            yield mention_of(words, phrase, told.index, told.positions, told.language)
    if told.anchor and told.anchor.told:
        yield from _behind(told, told.anchor.place, told.index.sentence_words(told.anchor.position))


def _behind(told: Told, place: int, span: range) -> Iterator[str]:
    """The places right behind the event's word in its evidence."""
    words = told.index.words
    for phrase in phrases_in(words, range(place + 1, span.stop), told.language, frozenset()):
        if phrase.marker in told.language.ties | {","}:
            return
        if _is_place(words, phrase, told):
            first, last = core_of(words, phrase, told.language)
            yield words.stretch(first, last)


def _is_place(words: Words, phrase: Phrase, told: Told) -> bool:
    """Whether a phrase is for a place: a name behind a preposition of place, or a noun for one."""
    language, rules = told.language, rules_of(words.language)
    if phrase.marker not in language.places:
        return False
    first, last = core_of(words, phrase, language)
    if first > last:
        return False
    key = words.keys[last]
    if words.capitals[last] and key not in rules.thing_nouns | rules.person_nouns | rules.group_nouns:
        return phrase.marker in language.inside
    return key in language.sites or (key in rules.place_nouns and phrase.marker in language.inside)
