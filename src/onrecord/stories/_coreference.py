"""Which mentions of different articles are of one happening: a score for every two of them, and groups.

A mention is told by few words, those of a fact or the verb of an event, and stands in sentences. The weights of what
speaks for two being one are in `_weights.py`; `docs/stories.md` has the formula, and how well it does.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from onrecord.stories._weights import LINKED, LINKS

__all__ = ["Linker", "Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that an article tells, as stems: the words that tell it, those of its sentences, and names.

    `article` tells articles apart. `names` are those of the article's stems that name somebody or something: what
    tells two mentions has to share another one.
    """

    article: str
    told: frozenset[str]
    context: frozenset[str]
    names: frozenset[str] = frozenset()


class Linker:
    """The scores of mentions of a few articles, and the groups that they make.

    A stem that the mentions of an article have *k* times, in the mean of the articles that have it, weighs 1/√*k*:
    names recur in many.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._weights = _rarity((each.article, each.told) for each in mentions)
        self._context = _rarity((each.article, each.context) for each in mentions)
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(mentions):
            for stem in each.told - each.names:
                self._having[stem].append(place)

    def groups(self) -> list[list[int]]:
        """The mentions in groups, none with two of one article; those of a group are the positions of its mentions."""
        near = {pair: self._score(*(self._mentions[i] for i in pair)) for pair in self._pairs()}
        return _Linkage(near, [each.article for each in self._mentions]).groups()

    def nearest(self, mention: Mention, groups: Sequence[Sequence[int]], without: Container[int] = ()) -> int | None:
        """The place of the group that a mention belongs to, if it does to any."""
        scores = {i: self._score(mention, self._mentions[i]) for i in self._candidates(mention)}
        means = {
            place: sum(scores.get(i, 0.0) for i in group) / len(group)
            for place, group in enumerate(groups)
            if place not in without and not scores.keys().isdisjoint(group)
        }
        best = max(means, key=means.__getitem__, default=None)
        return best if best is not None and means[best] >= LINKED else None

    def _candidates(self, mention: Mention) -> set[int]:
        """The mentions that share a word that tells them and names nobody."""
        return {i for stem in mention.told - mention.names for i in self._having.get(stem, ())}

    def _pairs(self) -> list[tuple[int, int]]:
        """Every two mentions of different articles that share such a word."""
        pairs = {pair for places in self._having.values() for pair in combinations(places, 2)}
        return sorted(pair for pair in pairs if self._mentions[pair[0]].article != self._mentions[pair[1]].article)

    def _score(self, one: Mention, other: Mention) -> float:
        """How likely two mentions are of one happening, from 0 to 1."""
        found = features(one, other, self._weights, self._context)
        return 1 / (1 + math.exp(-sum(LINKS[name] * value for name, value in found.items())))


def features(
    one: Mention, other: Mention, told: Mapping[str, float], context: Mapping[str, float]
) -> Mapping[str, float]:
    """What speaks for two mentions being of one happening."""
    names = one.names | other.names
    return {
        "constant": 1.0,
        "told": alike(one.told - names, other.told - names, told),
        "names": alike(one.told & names, other.told & names, told),
        "context": alike(one.context, other.context, context),
    }


def alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """The Dice coefficient of two sets of stems, by their weights, from 0 to 1."""
    shared = sum(weights.get(stem, 1.0) for stem in one & other)
    return 2 * shared / sum(weights.get(stem, 1.0) for each in (one, other) for stem in each) if shared else 0.0


def _rarity(stems: Iterable[tuple[str, frozenset[str]]]) -> Mapping[str, float]:
    """The weight of every stem, from those of each mention and its article."""
    mentions: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    for article, found in stems:
        mentions.update(found)
        for stem in found:
            articles[stem].add(article)
    return {stem: math.sqrt(len(articles[stem]) / count) for stem, count in mentions.items()}


class _Linkage:
    """Groups by average linkage: the two whose members are the most similar in the mean become one, until none are."""

    def __init__(self, near: Mapping[tuple[int, int], float], articles: Sequence[str]) -> None:
        self._groups = {i: [i] for i in range(len(articles))}
        self._articles = {i: {article} for i, article in enumerate(articles)}
        self._sums: dict[int, dict[int, float]] = {i: {} for i in self._groups}
        for (one, other), value in near.items():
            self._sums[one][other] = self._sums[other][one] = value

    def groups(self) -> list[list[int]]:
        """The groups, each in order."""
        waiting = [
            (-self._mean(one, other), one, other) for one in self._sums for other in self._sums[one] if one < other
        ]
        heapify(waiting)
        while waiting:
            mean, one, other = heappop(waiting)
            if -mean < LINKED:
                break
            current = one in self._groups and other in self._sums.get(one, ()) and -mean == self._mean(one, other)
            if current and self._articles[one].isdisjoint(self._articles[other]):
                for third in self._join(one, other):
                    heappush(waiting, (-self._mean(one, third), min(one, third), max(one, third)))
        return sorted(map(sorted, self._groups.values()))

    def _mean(self, one: int, other: int) -> float:
        return self._sums[one][other] / (len(self._groups[one]) * len(self._groups[other]))

    def _join(self, one: int, other: int) -> Iterable[int]:
        """Make a group part of another; returns those whose similarity to it may have changed."""
        self._groups[one] += self._groups.pop(other)
        self._articles[one] |= self._articles.pop(other)
        for third, value in self._sums.pop(other).items():
            del self._sums[third][other]
            if third != one:
                whole = self._sums[one].get(third, 0.0) + value
                self._sums[one][third] = self._sums[third][one] = whole
        return self._sums[one]
