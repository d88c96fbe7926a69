"""Participants: those whom a record gives as doing or undergoing something have that part in what it states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check
from onrecord.grounding.checks._reading import Reading, inverses
from onrecord.grounding.languages import ENGLISH, LANGUAGES, parts_of
from onrecord.grounding.text import Units, base_name, is_content
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Parts
    from onrecord.grounding.text import Unit

__all__ = ["PARTICIPANTS"]

_TITLES = ENGLISH.titles | ENGLISH.person_nouns
_SOURCES = frozenset({"by", "from", "with", "against", "between"})
"""Prepositions behind which the one may stand who does something."""
_CLEARLY = 2.0
"""How many times better one name fits than another where it is clearly the one."""


def _misplaced(candidate: Candidate) -> Finding | None:
    """Whether what the record states gives this part to another name, which fits it better by the evidence."""
    kind, field = type(candidate.record), candidate.given.field.partition("[")[0]
    language = parts_of(candidate.index.language)
    if field not in (*kind.doer_fields, *kind.undergoer_fields):
        return None
    stated = next((each.text for each in candidate.values if each.rule is MatchRule.STATED), "")
    if language is None or not stated:
        return None
    units = candidate.index.units_of(stated, language)
    if _is_only_tied(candidate, units, language):
        return Finding("part_differs", "by what the record states, this only tells who has this part")
    if field in kind.doer_fields and _are_exchanged(candidate, units, language):
        return Finding("parts_exchanged", "by what the record states, it is done to this, and not by it")
    holder = _doer(units, language) if field in kind.doer_fields else None
    holder = _undergoer(units) if field in kind.undergoer_fields else holder
    if holder is None or not any(candidate.words.capitals) or not _is_other(candidate, units, holder, language):
        return None
    name = units.words.stretch(holder.first, holder.last)
    part = "does this" if field in kind.doer_fields else "undergoes this"
    return Finding("part_differs", f"by what the record states, {name} {part}")


PARTICIPANTS = Check(
    "participants",
    _misplaced,
    rules=frozenset({MatchRule.NAMED}),
    last=True,
    languages=frozenset(code for code, each in LANGUAGES.items() if each.parts),
)


def _is_other(candidate: Candidate, units: Units, holder: Unit, language: Parts) -> bool:
    """Whether the name that has a part by the statement isn't given that part, and fits it better by the evidence."""
    given = _listed(candidate, candidate.given.field.partition("[")[0])
    return given.isdisjoint(_keys(units, holder)) and _fits_better(candidate, units, holder, language)


def _is_only_tied(candidate: Candidate, units: Units, language: Parts) -> bool:
    """Whether the statement has a name only as whom another one is told by, as in `the lawyer for Jan Oster`."""
    own, keys = frozenset(map(base_name, candidate.words.keys)), units.words.keys
    if not own.isdisjoint(language.relations):
        return False
    firsts = [_first_of(units, unit) for unit in _places(units, own) if unit.sort == "name"]
    return bool(firsts) and all(
        first > 1 and keys[first - 1] in language.prepositions and keys[first - 2] in language.relations
        for first in firsts
    )


def _first_of(units: Units, unit: Unit) -> int:
    """The first word of a name with the titles and first names before it."""
    words, first = units.words, unit.first
    while first > 0 and (words.capitals[first - 1] or words.keys[first - 1] in _TITLES):
        first -= 1
    return first


def _keys(units: Units, unit: Unit) -> frozenset[str]:
    return frozenset(map(base_name, units.words.keys[unit.first : unit.last + 1]))


def _listed(candidate: Candidate, *fields: str) -> frozenset[str]:
    """The words of all values of some fields."""
    texts = [each.text for each in candidate.values if each.field.partition("[")[0] in fields]
    return frozenset(base_name(key) for text in texts for key in candidate.index.words_of(text).keys)


def _are_exchanged(candidate: Candidate, units: Units, language: Parts) -> bool:
    """Whether the statement has those whom something is done to in the place of those who do it."""
    kind = type(candidate.record)
    does, undergoes = (_listed(candidate, *fields) for fields in (kind.doer_fields, kind.undergoer_fields))
    if not does or not undergoes:
        return False
    doers, undergoers = _places(units, does), _places(units, undergoes)
    if (
        not doers
        or not undergoers
        or set(doers) & set(undergoers)
        or not language.reciprocals.isdisjoint(units.words.keys)
    ):
        return False
    if not inverses(language).keys().isdisjoint(units.places):
        return False
    first, second = doers[0], undergoers[0]
    if any(unit.passive for unit in units.all):
        return second.marker in language.agent and first.place < second.place
    return (
        second.place < first.place
        and second.place <= 2
        and first.marker not in _SOURCES
        and not _is_owner(units, second)
    )


def _places(units: Units, keys: frozenset[str]) -> list[Unit]:
    """The units of a statement that have one of some words in them."""
    return [unit for unit in units.all if any(key in keys and is_content(key) for key in _keys(units, unit))]


def _is_owner(units: Units, unit: Unit) -> bool:
    return units.words.text[units.words.ends[unit.last] :][:1] in {"'", "\u2019"}


def _fits_better(candidate: Candidate, units: Units, holder: Unit, language: Parts) -> bool:
    """Whether a sentence of the evidence has both names, and that of the statement fits there better."""
    evidence = [candidate.index.units(position, language) for position in candidate.evidence.positions]
    own = candidate.index.entities.of(candidate.words.keys)
    if not any({own, holder.what} <= each.places.keys() for each in evidence):
        return False
    reading = Reading(units, evidence, language)
    return reading.fit(own, holder) * _CLEARLY < reading.fit(holder.what, holder)


def _doer(units: Units, language: Parts) -> Unit | None:
    """The name that a sentence says something is done by; None where it can't be told."""
    by = [unit for unit in units.all if unit.sort == "name" and unit.marker in language.agent]
    if any(unit.passive for unit in units.all):
        return by[0] if by else None
    return None if by else _subject(units)


def _undergoer(units: Units) -> Unit | None:
    """The name that a sentence says something is done to; None where it can't be told."""
    return _subject(units) if any(unit.passive for unit in units.all[:3]) else None


def _subject(units: Units) -> Unit | None:
    """The name that a sentence opens with, behind titles: not `A's B`, nor `A, who left`."""
    words = units.words
    first = next((unit for unit in units.all if words.keys[unit.first] not in _TITLES), None)
    if first is None or first.sort != "name" or first.marker:
        return None
    return first if words.text[words.ends[first.last] :][:1] == " " else None
