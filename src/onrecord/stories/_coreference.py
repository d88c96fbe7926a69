"""Which mentions of happenings are of one and the same: a score for every two of them, and groups.

A mention is told by words: a fact by those of a sentence, an event by its verb or noun. The weights of what speaks for
two being one are in `_weights.py`; `docs/stories.md` says what each of them is, and how well they do.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from onrecord.stories._meanings import meaning
from onrecord.stories._weights import FAR, LINKED, LINKS

__all__ = ["Linker", "Mention", "alike"]

_Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that an article tells, by the stems of the words that tell it, and those of the names in it.

    What a verb or a noun alone tells has the number of its `sentence` and the stems `around` it as well.
    """

    article: str
    told: _Stems
    names: _Stems = frozenset()
    language: str = "en"
    sentence: int = 0
    around: _Stems = frozenset()

    @property
    def words(self) -> _Stems:
        """All words that tell it."""
        return self.told | self.names


class Linker:
    """The mentions of a few articles, compared with each other.

    A stem that the mentions of an article have *k* times, in the mean of the articles that have it, weighs 1/√*k*:
    what all of them speak of tells little.
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self._meanings = [meaning(each.told, each.language) for each in mentions]
        self._weights = _rarity(
            (each.article, each.words | meant) for each, meant in zip(mentions, self._meanings, strict=True)
        )
        self._wholes = _Wholes(self._weights)
        self._having: dict[str, list[int]] = {}
        for place, meant in enumerate(self._meanings):
            for word in meant:
                self._having.setdefault(word, []).append(place)
        self._around, self._sentences = _surroundings(mentions)
        self._likelihoods: Mapping[tuple[int, int], float] | None = None

    def facts(self) -> list[list[int]]:
        """The mentions in groups by their positions, none with two of one article, which tells each fact once."""
        return _Linkage(self.near(), [{each.article} for each in self.mentions]).groups()

    def near(self) -> Mapping[tuple[int, int], float]:
        """Every two facts that may be one, by their positions, each with the likelihood."""
        if self._likelihoods is None:
            self._likelihoods = {
                (other, one): likelihood
                for one, mention in enumerate(self.mentions)
                for other, likelihood in self._near(mention, before=one).items()
            }
        return self._likelihoods

    def events(self) -> list[list[int]]:
        """The mentions in groups by their positions, those of an article as well."""
        pairs = combinations(range(len(self.mentions)), 2)
        near = {(i, j): self._likelihood(self.mentions[i], self.mentions[j]) for i, j in pairs}
        return _Linkage(near, [set() for _ in self.mentions]).groups()

    def nearest(self, mention: Mention, groups: Sequence[Sequence[int]], without: Container[int] = ()) -> int | None:
        """The place of the group of facts that a mention belongs to, if it does to any."""
        near = self._near(mention)
        means = {
            place: sum(near.get(i, 0.0) for i in group) / len(group)
            for place, group in enumerate(groups)
            if place not in without and not near.keys().isdisjoint(group)
        }
        best = max(means, key=means.__getitem__, default=None)
        return best if best is not None and means[best] >= LINKED else None

    def features(self, one: Mention, other: Mention) -> Mapping[str, float]:
        """What speaks for two mentions being of one happening."""
        told = self._alike(one.told, other.told)
        meant = self._alike(meaning(one.told, one.language), meaning(other.told, other.language))
        return {
            "constant": 1.0,
            "told": told,
            "meaning": max(0.0, meant - told),
            "names": self._alike(one.names, other.names),
            "around": 0.0 if told else _cosine(*(self._around.get(each.told, {}) for each in (one, other))),
            "beside": 0.0 if told else _overlap(*(self._sentences.get(each.told, ()) for each in (one, other))),
        }

    def _likelihood(self, one: Mention, other: Mention) -> float:
        """How likely two mentions are of one happening, from 0 to 1."""
        return 1 / (1 + math.exp(-sum(LINKS[name] * value for name, value in self.features(one, other).items())))

    def _near(self, mention: Mention, before: int | None = None) -> dict[int, float]:
        """The mentions of other articles that may be of one fact with this, each with the likelihood.

        They share what words mean that tell them and name nobody. Only those before a position are looked at.
        """
        meant = meaning(mention.told, mention.language)
        shared: dict[int, float] = defaultdict(float)
        for word in meant:
            weight, places = self._weights.get(word, 1.0), self._having.get(word, [])
            for place in places[: None if before is None else bisect_left(places, before)]:
                shared[place] += weight
        whole = self._wholes[meant]
        return {
            place: self._likelihood(mention, self.mentions[place])
            for place, weight in shared.items()
            if 2 * weight >= FAR * (whole + self._wholes[self._meanings[place]])
            and self.mentions[place].article != mention.article
        }

    def _alike(self, one: _Stems, other: _Stems) -> float:
        """The Dice coefficient of two sets of words, each with its weight, from 0 to 1."""
        shared = one & other
        if not shared:
            return 0.0
        weight = sum([self._weights.get(word, 1.0) for word in shared])
        return 2 * weight / (self._wholes[one] + self._wholes[other])


class _Wholes(dict[_Stems, float]):
    """The weight of all words of a mention, added up when it is first asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, words: _Stems) -> float:
        """Where it isn't known yet."""
        whole = self[words] = sum([self._weights.get(word, 1.0) for word in words])
        return whole


def alike(one: _Stems, other: _Stems) -> float:
    """The Dice coefficient of two sets, from 0 to 1."""
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _rarity(stems: Iterable[tuple[str, _Stems]]) -> Mapping[str, float]:
    """The weight of every stem, from those of each mention and its article."""
    mentions: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    for article, found in stems:
        mentions.update(found)
        for stem in found:
            articles[stem].add(article)
    return {stem: math.sqrt(len(articles[stem]) / count) for stem, count in mentions.items()}


def _surroundings(
    mentions: Iterable[Mention],
) -> tuple[Mapping[_Stems, Counter[str]], Mapping[_Stems, set[tuple[str, int]]]]:
    """For every wording what stands around it, how often each, and the sentences that it stands in."""
    around: dict[_Stems, Counter[str]] = defaultdict(Counter)
    sentences: dict[_Stems, set[tuple[str, int]]] = defaultdict(set)
    for each in mentions:
        around[each.told].update(each.around)
        sentences[each.told].add((each.article, each.sentence))
    return around, sentences


def _cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    shared = sum(count * other.get(stem, 0) for stem, count in one.items())
    return shared / math.sqrt(_square(one) * _square(other)) if shared else 0.0


def _square(counts: Mapping[str, int]) -> int:
    return sum(count * count for count in counts.values())


def _overlap(one: Collection[object], other: Collection[object]) -> float:
    """The share of the fewer things that are among the others."""
    shared = len(set(one).intersection(other))
    return shared / min(len(one), len(other)) if shared else 0.0


class _Linkage:
    """Groups by average linkage: the two whose members are the most similar in the mean become one, until none are.

    Two groups with members of one of the same `articles` stay apart.
    """

    def __init__(self, near: Mapping[tuple[int, int], float], articles: Sequence[set[str]]) -> None:
        self._groups = {i: [i] for i in range(len(articles))}
        self._articles = dict(enumerate(articles))
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
