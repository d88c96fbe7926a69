"""Names: each of a value's is in its evidence, or is what the evidence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.text import HYPHENS, Words, names_in
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Name

__all__ = ["NAMES"]


def _missing(candidate: Candidate) -> Finding | None:
    """The first name that is neither in the evidence nor meant by it."""
    words, evidence, references = candidate.words, candidate.evidence, candidate.references
    for name in candidate.facts.names:
        if evidence.keys.issuperset(name.keys):
            continue
        if not (
            references.resolves(words, name, evidence, stated=candidate.is_stated)
            or _is_told(candidate, name)
            or _is_scene(candidate, name)
        ):
            last = _end_of(words, name)
            text = words.stretch(name.first, last)
            return found("name_missing", f"name {text} is not in its evidence", words, name.first, last)
    return None


def _is_told(candidate: Candidate, name: Name) -> bool:
    """Whether the record's own sentence has the name of another field, and its evidence speaks of it there."""
    for given in candidate.values if not candidate.is_stated else ():
        if given.rule is MatchRule.STATED:
            words = candidate.index.words_of(given.text)
            for told in names_in(words, range(len(words)), opening=True):
                if told.keys == name.keys:
                    return candidate.references.resolves(words, told, candidate.evidence, stated=True)
    return False


def _is_scene(candidate: Candidate, name: Name) -> bool:
    """Whether a record's place is the only one that the article opens with, and its evidence gives none."""
    field = candidate.given.field.partition("[")[0]
    return field in type(candidate.record).place_fields and candidate.references.is_scene(name, candidate.evidence)


NAMES = Check("names", _missing)


def _end_of(words: Words, name: Name) -> int:
    """The last word of a name, or of the compound with hyphens that it may end within."""
    last = name.last
    while last + 1 < len(words) and words.gap(last + 1) in HYPHENS:
        last += 1
    return last
