"""Names: each of a value's is in its evidence, or is what the evidence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.text import Name, Words

__all__ = ["NAMES"]

_HYPHENS = frozenset("-\u2010\u2011")


def _missing(candidate: Candidate) -> Finding | None:
    """The first name that is neither in the evidence nor meant by it."""
    words, evidence, references = candidate.words, candidate.evidence, candidate.references
    for name in candidate.facts.names:
        if evidence.keys.issuperset(name.keys):
            continue
        if not references.resolves(words, name, evidence, stated=candidate.is_stated):
            last = _end_of(words, name)
            text = words.text[words.starts[name.first] : words.ends[last]]
            return found("name_missing", f"name {text} is not in its evidence", words, name.first, last)
    return None


NAMES = Check("names", _missing)


def _end_of(words: Words, name: Name) -> int:
    """The last word of a name, or of the compound with hyphens that it may end within."""
    last = name.last
    while last + 1 < len(words) and words.gap(last + 1) in _HYPHENS:
        last += 1
    return last
