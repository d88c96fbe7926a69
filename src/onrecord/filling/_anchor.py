"""Where the evidence of an event says what the event says: the sentence, the word of its verb, and those near it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from onrecord.filling._clause import Clause
from onrecord.filling._hints import places_of
from onrecord.grounding.text import ArticleIndex

__all__ = ["Anchor", "anchor_of"]


class Anchor(NamedTuple):
    """A sentence of an event's evidence, the word in it that stands for the event, and all words that both have.

    `told` says whether that word is the event's verb.
    """

    position: int
    place: int
    shared: tuple[int, ...]
    told: bool

    def is_in(self, places: Container[int]) -> bool:
        """Whether the word for the event is among some, or any that both have, where none is the event's verb."""
        return self.place in places or (not self.told and any(i in places for i in self.shared))


def anchor_of(clause: Clause, index: ArticleIndex, positions: Sequence[int]) -> Anchor | None:
    """The best anchor of an event's clause: with its verb before one without, with more words before one with fewer."""
    found = (_in_sentence(clause, index, position) for position in positions)
    return max(filter(None, found), key=lambda each: (each.told, len(each.shared), -each.position), default=None)


def _in_sentence(clause: Clause, index: ArticleIndex, position: int) -> Anchor | None:
    words, span = index.words, index.sentence_words(position)
    own = {each for each in clause.words.stems if each}
    shared = tuple(i for i in span if words.stems[i] and words.stems[i] in own)
    verbs = [i for i in places_of(index).get(clause.verb, ()) if i in span]
    if verbs:
        place = min(verbs, key=lambda i: sum(abs(i - other) for other in shared))
        return Anchor(position, place, shared, told=True)
    return Anchor(position, shared[len(shared) // 2], shared, told=False) if shared else None
