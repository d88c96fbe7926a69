"""The rank of facts: how much tells a main fact of the article."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.article import Article
from onrecord.compose._result import Fact
from onrecord.compose._weights import RANKS, TOLD
from onrecord.compose._wording import Wordings
from onrecord.grounding import stems_of

__all__ = ["features", "ranked"]


_HEAD = 12
"""Facts at the head for which it counts what the ones before them have told already."""


def ranked(article: Article, facts: Sequence[Fact], wordings: Wordings) -> tuple[Fact, ...]:
    """The facts with their scores, the most important first; equals stay in their order.

    At the head, each fact is the one with the highest score after what it has in common with a fact before it is taken
    off (Carbonell and Goldstein, The Use of MMR, 1998), so that one happening doesn't take all the first lines.
    """
    left = [replace(each, score=_score(found)) for each, found in features(article, facts, wordings)]
    told = [0.0] * len(left)
    head: list[Fact] = []
    while left and len(head) < _HEAD:
        best = max(range(len(left)), key=lambda i: left[i].score - TOLD * told[i])
        head.append(left.pop(best))
        del told[best]
        told = [max(before, _alike(head[-1], each, wordings)) for before, each in zip(told, left, strict=True)]
    return (*head, *sorted(left, key=lambda fact: -fact.score))


def _alike(one: Fact, other: Fact, wordings: Wordings) -> float:
    """How much the events and claims of two facts have in common, at most, from 0 to 1."""
    return max(wordings.alike(i, j) for i in _told(one, wordings) for j in _told(other, wordings))


def _score(found: Mapping[str, float]) -> float:
    return round(sum(RANKS[name] * value for name, value in found.items()), 4)


def features(article: Article, facts: Sequence[Fact], wordings: Wordings) -> list[tuple[Fact, Mapping[str, float]]]:
    """What tells a main fact: where it comes, how many records and sentences tell it, and the words of the title."""
    title = _Title(article, wordings)
    ordered = sorted(facts, key=lambda fact: _place(fact, wordings))
    return [
        (
            fact,
            {
                "order": math.log(1 + order),
                "records": math.log(len(_told(fact, wordings))),
                "sentences": math.log(len({number for i in fact.records for number in wordings.sentences[i]})),
                "title": max(title.overlap(wordings.whole(i)) for i in _told(fact, wordings)),
            },
        )
        for order, fact in enumerate(ordered)
    ]


def _told(fact: Fact, wordings: Wordings) -> list[int]:
    """The events and claims of a fact."""
    return [i for i in fact.records if not wordings.carries[i]]


def _place(fact: Fact, wordings: Wordings) -> tuple[int, float]:
    """The first sentence of a fact, and how early its first record comes among those of its kind."""
    told = _told(fact, wordings)
    return min(min(wordings.sentences[i]) for i in told), min(wordings.early[i] for i in told)


class _Title:
    """The words of a title, of which those count more that fewer sentences of the article have.

    An article without a title has its first sentence in its place.
    """

    def __init__(self, article: Article, wordings: Wordings) -> None:
        sentences = [stems_of(each.text, article.language) for each in article.sentences]
        self._having = Counter(stem for each in sentences for stem in each)
        self._sentences = len(sentences)
        lead = next((each.text for each in article.sentences), "")
        self._words = wordings.stems([article.title or lead])

    def overlap(self, words: frozenset[str]) -> float:
        """The share of the words that the title and a record have which both have (Dice), from 0 to 1."""
        shared = self._weight(words & self._words)
        return 2 * shared / (self._weight(words) + self._weight(self._words)) if shared else 0.0

    def _weight(self, stems: frozenset[str]) -> float:
        return sum([math.log(1 + self._sentences / max(self._having[stem], 1)) for stem in stems])
