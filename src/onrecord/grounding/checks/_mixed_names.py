"""Mixed names: a first name of one person of the article with the surname of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found

if TYPE_CHECKING:
    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate

__all__ = ["MIXED_NAMES"]


def _mixed(candidate: Candidate) -> Finding | None:
    """The first name that begins as one name of the article and ends as another, and isn't in it so."""
    words, index = candidate.words, candidate.index
    for name in candidate.facts.names:
        first, last = name.keys[0], name.keys[-1]
        if len(name.keys) != 2 or last in index.endings.get(first, {last}) or (first,) in index.name_runs:
            continue
        if any(last in others for others in index.endings.values()):
            text = words.stretch(name.first, name.last)
            said = f"{text} is nobody in the article, which has both names apart"
            return found("name_mixed", said, words, name.first, name.last)
    return None


MIXED_NAMES = Check("mixed names", _mixed)
