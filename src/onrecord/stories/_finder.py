"""Finds the story of an article among those of the articles before it.

A story is what its articles have in common: the sum of their vectors. An article joins the story that it is most
similar to, by the mean of its similarities to the articles in it (average linkage), where that is similar enough; else
it begins one. Enough is more for a story whose articles are close to each other, and the more the longer nothing was
heard of it. An article that fits several stories joins them where they are similar enough, too: the older one goes on,
with its number.

Candidates come from an index of the heaviest words of each article. The method is that of S. Miranda et al.,
"Multilingual Clustering of Streaming News" (2018), with fewer parts, and means in place of a learned ranking.
"""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice, repeat
from math import log1p
from operator import itemgetter, mul

from onrecord.errors import UsageError
from onrecord.stories._vector import Vector, in_text_alone

__all__ = ["REMEMBERED", "WINDOW", "Finder"]

SIMILAR = 0.12
"""The least mean similarity of an article to those of a story, and of the articles of two stories, that makes them one.
Fitted, as is what follows, by benchmarks/stories.py."""

FADING, FADED = 0.0125, 0.10
"""How much more similar an article has to be for each step in the logarithm of the days that a story was silent, and at
most."""

CLOSE = 0.5
"""The least share of a story's closeness, the mean similarity of its articles to each other, that an article has to
reach: the closer they are, the more similar it has to be."""

WINDOW = 730
"""Days of silence after which a story is over."""

REMEMBERED = 30_000
"""Stories that are held in memory, those of the last articles; each takes about 5 kB."""

INDEXED = 16
"""Words of an article by which its story is found."""

CROWDED = 1_000
"""Stories of one word from which on the word is too common to find any by."""

COMPARED = 10
"""Candidates that an article is compared with, those with most of its words."""

ALIKE = INDEXED // 2
"""How many of the heaviest words of their texts two articles share that may be near-duplicates. Words of titles don't
count: outlets put headlines of their own over what they copy."""

LAST = 100
"""The articles of a story that the next may be a near-duplicate of, the last ones."""

DETAILED = 500
"""Words that are kept of a story, those of most weight."""


@dataclass(slots=True)
class _Story:
    """What is held of a story: arrays, which take a tenth of the memory of sets and dictionaries."""

    number: int
    terms: array[int] = field(default_factory=lambda: array("I"))
    sums: array[float] = field(default_factory=lambda: array("f"))
    articles: int = 0
    pairs: float = 0.0  # the similarities of all pairs of articles, added up
    first: int | None = None
    last: int | None = None
    index: array[int] = field(default_factory=lambda: array("I"))
    heads: OrderedDict[int, array[int]] = field(default_factory=OrderedDict)

    @property
    def weights(self) -> dict[int, float]:
        """The weights of its articles' words, added up."""
        return dict(zip(self.terms, self.sums, strict=True))

    def similarity(self, weights: Vector, articles: int = 1) -> float:
        """The mean of the similarities of the story's articles to others, whose weights these are the sum of."""
        others = map(weights.get, self.terms, repeat(0.0))
        return float(sum(map(mul, self.sums, others))) / (self.articles * articles)

    def silence(self, first: int | None, last: int | None) -> int:
        """The days between the story and other days, those not known being no days."""
        if self.first is None or self.last is None or first is None or last is None:
            return 0
        return max(0, first - self.last, self.first - last)

    @property
    def closeness(self) -> float:
        """The mean similarity of its articles to each other; nothing for a single one."""
        return self.pairs / (self.articles * (self.articles - 1) / 2) if self.articles > 1 else 0.0

    def take(self, weights: Vector, articles: int = 1, pairs: float = 0.0) -> None:
        """Add articles, whose weights and whose pairs' similarities these are the sums of."""
        if self.articles:
            pairs += self.similarity(weights, articles) * self.articles * articles
        whole = self.weights
        for term, weight in weights.items():
            whole[term] = whole.get(term, 0.0) + weight
        if len(whole) > 2 * DETAILED:
            whole = dict(nlargest(DETAILED, whole.items(), key=itemgetter(1, 0)))
        self.terms, self.sums = array("I", whole), array("f", whole.values())
        self.articles += articles
        self.pairs += pairs

    def extend(self, first: int | None, last: int | None) -> None:
        self.first = min((day for day in (self.first, first) if day is not None), default=None)
        self.last = max((day for day in (self.last, last) if day is not None), default=None)


class Finder:
    """Stories, found as articles come.

    At most `remember` stories are held, those of the last articles, and a story silent for more than `window` days is
    over. `following` is the number of the next story. Raises `UsageError` where a number is out of range.
    """

    def __init__(self, *, following: int = 1, window: int = WINDOW, remember: int = REMEMBERED) -> None:
        if window < 1 or remember < 1:
            raise UsageError(f"window={window}, remember={remember}: each should be 1 or more")
        self._following, self._window, self._remember = following, window, remember
        self._stories: OrderedDict[int, _Story] = OrderedDict()
        self._index: dict[int, set[int]] = {}

    def find(self, vector: Vector, day: int | None) -> list[int]:
        """The numbers of the stories that an article belongs to, the likeliest first; several are one with it."""
        scored = [(self._score(story, vector, day), story.number) for story in self._candidates(vector)]
        found = [number for score, number in sorted(scored, key=lambda each: (-each[0], each[1])) if score > 0]
        return [number for number in found if number == found[0] or self._become_one(found[0], number, vector)]

    def near(self, story: int, vector: Vector) -> int | None:
        """The article of a story that one with that vector is likeliest to be a near-duplicate of, if it can be one."""
        head = set(_text_head(vector))
        shared = ((len(head.intersection(each)), number) for number, each in self._stories[story].heads.items())
        count, number = max(shared, default=(0, 0))
        return number if count >= ALIKE else None

    def begin(self) -> int:
        """A new story."""
        number, self._following = self._following, self._following + 1
        self._open(number)
        return number

    def join(self, story: int, article: int, vector: Vector, day: int | None) -> None:
        """Put an article into a story, which is made where it isn't held."""
        joined = self._open(story)
        joined.take(vector)
        joined.extend(day, day)
        joined.heads[article] = _text_head(vector)
        while len(joined.heads) > LAST:
            joined.heads.popitem(last=False)
        self._enter(joined, islice(vector, INDEXED))

    def touch(self, story: int, day: int | None) -> None:
        """Note that a story was in the news on a day, by an article that adds nothing."""
        self._open(story).extend(day, day)

    def unite(self, gone: int, story: int) -> None:
        """Make a story part of another."""
        other, whole = self._stories[gone], self._stories[story]
        self.forget(gone)
        whole.take(other.weights, other.articles, other.pairs)
        whole.extend(other.first, other.last)
        whole.heads.update(other.heads)
        self._enter(whole, other.index)

    def forget(self, story: int) -> None:
        """Hold a story no longer."""
        gone = self._stories.pop(story, None)
        for term in gone.index if gone else ():
            self._index[term].discard(story)
            if not self._index[term]:
                del self._index[term]

    def _open(self, number: int) -> _Story:
        story = self._stories.setdefault(number, _Story(number))
        self._stories.move_to_end(number)
        if len(self._stories) > self._remember:
            self.forget(next(iter(self._stories)))
        return story

    def _enter(self, story: _Story, terms: Iterable[int]) -> None:
        """Have a story found by these terms."""
        for term in set(terms).difference(story.index):
            self._index.setdefault(term, set()).add(story.number)
            story.index.append(term)

    def _candidates(self, vector: Vector) -> Iterator[_Story]:
        votes: Counter[int] = Counter()
        for term, weight in islice(vector.items(), INDEXED):
            found = self._index.get(term, ())
            for number in found if len(found) < CROWDED else ():
                votes[number] += weight  # type: ignore[assignment]  # a counter adds up weights as well
        best = nlargest(COMPARED, votes.items(), key=lambda each: (each[1], -each[0]))
        return (self._stories[number] for number, _ in best if self._stories[number].articles)

    def _become_one(self, one: int, other: int, vector: Vector) -> bool:
        """Whether a story is one with another as soon as it has an article with that vector."""
        story, part = self._stories[one], self._stories[other]
        whole = story.similarity(part.weights, part.articles) * story.articles + part.similarity(vector)
        silence = story.silence(part.first, part.last)
        similarity = whole / (story.articles + 1) - _faded(silence)
        return silence <= self._window and similarity >= max(SIMILAR, CLOSE * max(story.closeness, part.closeness))

    def _score(self, story: _Story, vector: Vector, day: int | None) -> float:
        """How similar an article is to a story, where that is enough for it; else nothing."""
        silence = story.silence(day, day)
        similarity = story.similarity(vector) - _faded(silence)
        enough = silence <= self._window and similarity >= max(SIMILAR, CLOSE * story.closeness)
        return similarity if enough else 0.0


def _faded(silence: int) -> float:
    """How much more similar to a story an article has to be after so many days of silence."""
    return min(FADED, FADING * log1p(silence))


def _text_head(vector: Vector) -> array[int]:
    return array("I", islice(in_text_alone(vector), INDEXED))
