"""An event as the rules read it: its clause, the positions of its evidence, and where that tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from onrecord.filling._anchor import Anchor, anchor_of
from onrecord.filling._clause import Clause
from onrecord.filling._draft import Draft
from onrecord.filling._hints import hints_of, times_at
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Event

__all__ = ["Told", "clause_of", "each_event"]


_KEPT = 256
"""Clauses that are kept: those of an article's events."""


class Told:
    """What an event says, read with its article."""

    def __init__(self, event: Event, index: ArticleIndex) -> None:
        self.event, self.index, self.language = event, index, ACTIONS[index.language]
        self.positions = [number - 1 for number in event.sentences if number <= len(index.spans)]

    @cached_property
    def clause(self) -> Clause:
        """The clause of its sentence."""
        return clause_of(self.index, self.event.what)

    def times_of(self, position: int) -> frozenset[int]:
        """The words of the sentence at a position that belong to a time."""
        return frozenset(i for span in times_at(self.index, position) for i in span)

    @cached_property
    def anchor(self) -> Anchor | None:
        """Where the evidence tells of it."""
        return anchor_of(self.clause, self.index, self.positions)


@lru_cache(maxsize=_KEPT)
def clause_of(index: ArticleIndex, what: str) -> Clause:
    """The clause of a sentence of an event, which every rule reads."""
    language = ACTIONS[index.language]
    return Clause(index.words_of(what), language, hints_of(index, language))


def each_event(
    values: Callable[[Told], dict[str, Any]],
) -> Callable[[Sequence[Draft], ArticleIndex], Iterator[Draft]]:
    """A rule's `apply` that fills events with the values that a function finds, and leaves the rest as it is."""

    def apply(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
        for draft in drafts:
            event = draft.record
            yield draft.filled(**values(Told(event, index))) if isinstance(event, Event) else draft

    return apply
