"""`where` of an event is the place that what it says has, or else its evidence right behind what tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.filling._abbreviations import worded
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
    words, clause = told.clause.words, told.clause
    for place, phrase in enumerate(clause.around):
        if _is_place(words, phrase, told) or _is_of_scene(words, clause.around[max(place - 1, 0) : place + 1], told):
            inner = _inner(words, clause.around[place + 1 :], told)
            rest = "" if inner else clause.attribute_of(phrase)
            yield mention_of(words, inner or phrase, told.index, told.positions, told.language, rest)
    if clause.verb in told.language.moving:
        sites = (phrase for phrase in clause.objects if _is_site(words, phrase, told))
        yield from (mention_of(words, phrase, told.index, told.positions, told.language) for phrase in sites)
    if told.anchor and told.anchor.told:
        yield from _behind(told, told.anchor.place, told.index.sentence_words(told.anchor.position))


def _behind(told: Told, place: int, span: range) -> Iterator[str]:
    """The places right behind the event's word in its evidence."""
    words = told.index.words
    times = told.times_of(told.index.position_of(place))
    phrases = list(phrases_in(words, range(place + 1, span.stop), told.language, times))
    for number, phrase in enumerate(phrases):
        if phrase.marker in told.language.ties | {","}:
            return
        if _is_place(words, phrase, told):
            first, last = core_of(words, _inner(words, phrases[number + 1 :], told) or phrase, told.language)
            yield worded(words, first, last, told.language)


def _inner(words: Words, rest: list[Phrase], told: Told) -> Phrase | None:
    """The name of a place that tells more of one before it: `a hospital in Olmet`, `the village of Brana`."""
    if not rest or rest[0].marker not in told.language.inside | told.language.genitives:
        return None
    return rest[0] if _is_named(words, rest[0], told) else None


def _is_place(words: Words, phrase: Phrase, told: Told) -> bool:
    """Whether a phrase is for a place: a name behind a preposition of place, or a noun for one."""
    if phrase.marker not in told.language.places:
        return False
    if _is_named(words, phrase, told):
        return phrase.marker in told.language.inside
    return _is_site(words, phrase, told)


def _is_of_scene(words: Words, phrases: list[Phrase], told: Told) -> bool:
    """Whether the second of two phrases is where the first took place: `in the shelling of Vesk`."""
    if len(phrases) < 2 or phrases[0].marker not in told.language.inside:
        return False
    if phrases[1].marker not in told.language.owning:
        return False
    return _is_named(words, phrases[1], told) or _is_site(words, phrases[1], told)


def _is_named(words: Words, phrase: Phrase, told: Told) -> bool:
    """Whether a phrase is a name that may be a place's."""
    first, last = core_of(words, phrase, told.language)
    rules = rules_of(words.language)
    others = rules.thing_nouns | rules.person_nouns | rules.group_nouns | told.language.occasions
    return first <= last and words.capitals[last] and words.keys[last] not in others


def _is_site(words: Words, phrase: Phrase, told: Told) -> bool:
    first, last = core_of(words, phrase, told.language)
    return first <= last and words.keys[last] in told.language.sites
