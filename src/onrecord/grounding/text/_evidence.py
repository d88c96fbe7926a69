"""The sentences that a record rests on, and what they state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding.text._index import ArticleIndex, Facts

__all__ = ["Evidence", "gather"]


@dataclass(frozen=True)
class Evidence:
    """The sentences a record rests on, by position, and the facts of each."""

    positions: tuple[int, ...]
    facts: tuple[Facts, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """All the words of the sentences."""
        return frozenset().union(*(each.keys for each in self.facts))

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """The words of their names, peoples by their countries."""
        return frozenset().union(*(each.name_keys for each in self.facts))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of their content words."""
        return frozenset().union(*(each.stems for each in self.facts))


def gather(index: ArticleIndex, positions: Sequence[int]) -> Evidence:
    """The evidence that some sentences make."""
    return Evidence(tuple(positions), tuple(map(index.facts, positions)))
