"""Roles: who does what to whom, and which number or place belongs to which name.

Two units of a value are taken for exchanged where the value with each in the other's place fits its evidence clearly
better than as it stands. Both readings have the same words, so a paraphrase alone raises no alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._reading import Reading, inverses
from onrecord.grounding.languages import LANGUAGES, parts_of
from onrecord.grounding.text import base_name
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Parts

__all__ = ["ROLES"]

_LEAST = {"name": 0.35, "number": 0.35, "word": 1.5}
"""How much better the exchanged reading has to fit, by what is exchanged: 1 is a neighbour on the other side."""
_REPEATED = 0.7
"""… where several sentences of the evidence have one of the two: it may have a part in each."""
_REPLACED = 1.0
"""How much better another name of the evidence has to fit in the place of one."""


def _differs(candidate: Candidate) -> Finding | None:
    """The first units that stand in each other's place, or name that stands in the place of another."""
    index = candidate.index
    language = parts_of(index.language)
    if language is None or ((stretch := _stretch(candidate, language)) and not _others_within(candidate, stretch)):
        return None
    if stretch and not any(candidate.words.capitals[1:]):
        return None
    evidence = [index.units(position, language) for position in candidate.evidence.positions]
    reading = Reading(index.units_of(candidate.given.text, language), evidence, language)
    return (None if stretch else _exchanged(candidate, reading)) or _replaced(candidate, reading)


ROLES = Check(
    "roles",
    _differs,
    rules=frozenset({MatchRule.STATED}),
    last=True,
    languages=frozenset(code for code, each in LANGUAGES.items() if each.parts),
)


def _exchanged(candidate: Candidate, reading: Reading) -> Finding | None:
    words = candidate.words
    for one, other, gain in reading.exchanges():
        if gain > max(_LEAST[one.sort], _REPEATED * reading.is_repeated(one, other)):
            texts = [words.stretch(unit.first, unit.last) for unit in (one, other)]
            said = f"{texts[0]} and {texts[1]} have each other's part in its evidence"
            return found("roles_exchanged", said, words, one.first, other.last)
    return None


def _replaced(candidate: Candidate, reading: Reading) -> Finding | None:
    words = candidate.words
    for slot, gain in reading.replacements():
        if gain > _REPLACED:
            text = words.stretch(slot.first, slot.last)
            return found("role_of_other", f"{text} has another's part in its evidence", words, slot.first, slot.last)
    return None


def _stretch(candidate: Candidate, language: Parts) -> range | None:
    """The words from first to last of one sentence that has all that the evidence has of a value, in its order.

    None where none has, or where a "by" or a verb that says the same from the other side may turn it.
    """
    stems, agent = candidate.index.words.stems, language.agent
    if not (agent.isdisjoint(candidate.facts.keys) and inverses(language).keys().isdisjoint(candidate.facts.stems)):
        return None
    there = candidate.evidence.stems
    shared = [stem for stem in candidate.words.stems if stem in there]
    for each in candidate.evidence.facts:
        if agent.isdisjoint(each.keys) and (places := _places_in_order(stems, each.span, shared)):
            return range(places[0], places[-1] + 1)
    return None


def _places_in_order(stems: Sequence[str], span: range, shared: Sequence[str]) -> list[int]:
    """Where some words have each of some stems, one after the other; nothing where they don't have all."""
    rest = iter(span)
    places = [next((i for i in rest if stems[i] == stem), -1) for stem in shared]
    return places if places and places[-1] >= 0 else []


def _others_within(candidate: Candidate, stretch: range) -> bool:
    """Whether a stretch of the evidence has names that the value doesn't have."""
    own = {base_name(key) for key in candidate.facts.keys}
    names = (name for each in candidate.evidence.facts for name in each.names if name.first in stretch)
    return any(own.isdisjoint(map(base_name, name.keys)) for name in names)
