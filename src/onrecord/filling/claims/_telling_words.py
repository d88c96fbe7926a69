"""What claims and what they rest on have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.kinds import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Record

__all__ = ["dice", "each_claim", "is_repeated", "positions_of", "stems_of"]

_ALIKE = 0.6
"""How similar a claim of the same sentence is, at least, that says the same."""


def each_claim(drafts: Sequence[Draft], change: Callable[[Draft, Claim], Draft | None]) -> Iterator[Draft]:
    """The drafts, with each claim as a rule changes it, or without it where the rule returns None."""
    for draft in drafts:
        changed = change(draft, draft.record) if isinstance(draft.record, Claim) else draft
        if changed is not None:
            yield changed


def stems_of(index: ArticleIndex, text: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    return frozenset(filter(None, index.words_of(text).stems))


def positions_of(index: ArticleIndex, record: Record) -> list[int]:
    """The positions, from 0, of the sentences that a record rests on."""
    return [number - 1 for number in record.sentences if number <= len(index.spans)]


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """How similar two sets of words are, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def is_repeated(index: ArticleIndex, text: str, sentences: Sequence[int], others: Iterable[Claim | Event]) -> bool:
    """Whether one of some claims or events about the same sentences says what a text says."""
    stems = stems_of(index, text)
    same = (other for other in others if not set(sentences).isdisjoint(other.sentences))
    told = (other.text if isinstance(other, Claim) else other.what for other in same)
    return any(dice(stems, stems_of(index, each)) >= _ALIKE for each in told)
