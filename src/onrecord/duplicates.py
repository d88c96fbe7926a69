"""Which articles are near-duplicates of each other, so that each story is read, and paid for, once.

An article is a near-duplicate of an earlier one when that says what it says. The measure is one-sided for that reason:
the share of the article's shingles, its runs of three words, that stand in the earlier one (Broder's containment), so
that a text cut short is a near-duplicate of the whole, and a text that adds much to another is none. Reports filled in
from one form share most of their words, too; so half of an article's numbers and half of its names have to be the
other's as well, and where the two differ, it must not be here a name and there a number all over the text.

Candidates come from MinHash signatures in bands (A. Broder, "On the resemblance and containment of documents", 1997;
locality-sensitive hashing as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3). Each is then
compared shingle by shingle.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nlargest
from itertools import groupby, islice
from typing import Any
from zlib import crc32

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.grounding import Words

__all__ = ["BOUND", "REMEMBERED", "SHORTEST", "NearDuplicates", "cluster"]

BOUND = 0.65
"""The share of an article's shingles that an earlier article has to have for it to be a near-duplicate of that.

A tenth of the words replaced breaks up to three shingles each, which leaves 0.70 or more.
"""

AGREEING = 0.5
"""The share of its numbers, and of its names, that the other has to have as well."""

SHORTEST = 30
"""Words below which an article is only ever a duplicate: too few for shares of them to mean much."""

REMEMBERED = 100_000
"""Articles that are remembered unless told otherwise; each takes about 10 kB at 400 words."""

_BLANKS, _FILLED = 4, 0.4
"""Two texts come from one form when names or numbers alone differ in so many places, and are that share of all the
words that differ. Of the near-duplicates and reports in benchmarks/duplicates.py this tells every one apart."""

_LEAD, _OTHER, _FEWEST = 40, 0.5, 2
"""Two texts tell different stories when more than that share of the names and numbers in the lead of each, its first
words, and at least so many of them, are nowhere in the other: under one template, or one long disclaimer."""

_BYLINE = re.compile(r"(?:[^\n]{1,80}\n)?[^\n—–:]{0,80}?(?:\s[—–-]|:)\s")
"""Who sent a text and from where, as it stands before the lead: "By Ana Lima", then "LONDON (Agency) —"."""

_SHINGLE = 3
_BANDS, _ROWS = 48, 3
"""Pairs whose sets of shingles overlap by 0.5 are found with 0.998, by 0.4 with 0.96, by 0.33 with 0.84."""

_SLACK = 0.15
"""How far the share that signatures tell may lie below the true one: three standard deviations."""

_COMPARED = 32
"""Candidates that are compared shingle by shingle, the likeliest first; one form's reports may give thousands."""


class NearDuplicates:
    """Finds duplicates and near-duplicates as articles come, one after the other.

    `bound` is the share of an article's shingles that has to stand in the earlier one. At most `remember` articles
    that are no near-duplicates are kept in memory, the oldest going first. Raises `UsageError` where a number makes
    no sense, and where what it needs isn't installed.
    """

    def __init__(self, *, bound: float = BOUND, remember: int = REMEMBERED) -> None:
        if not 0 < bound <= 1:
            raise UsageError(f"bound={bound}: the share that makes a near-duplicate has to be above 0 and at most 1")
        if remember < 1:
            raise UsageError(f"remember={remember}: has to be 1 article or more")
        self._bound = bound
        self._remember = remember
        self._exact: dict[bytes, str] = {}
        self._kept: dict[int, _Sketch] = {}
        self._index = _minhash().RMinHashLSH(bound, _BANDS * _ROWS, _BANDS)
        self._next = 0

    def add(self, article: Article) -> str | None:
        """The id of the earlier article that `article` repeats or nearly does; None where there is none: it is
        remembered.

        What is given is always an article that was no near-duplicate. Only texts count: titles, dates and the
        rest don't.
        Duplicates have the same words, numbers and signs of currency in the same order, whatever their spacing,
        quotation marks and case.
        """
        words = Words(article.text)
        if not words:
            return None
        digest = blake2b("\n".join(words.keys).encode(), digest_size=16).digest()
        original = self._exact.get(digest)
        if original is None and len(words) >= SHORTEST:
            original = self._near(article.id, words)
        self._exact[digest] = article.id if original is None else original
        if len(self._exact) > self._remember:
            del self._exact[next(iter(self._exact))]
        return original if original != article.id else None

    def _near(self, name: str, words: Words) -> str | None:
        """The likeliest of the earlier articles that this one nearly repeats; where there is none, it is kept."""
        text = _Text(words)
        sketch = text.sketch(name)
        for _, key in nlargest(_COMPARED, self._candidates(sketch)):
            if self._is_copy(text, sketch, self._kept[key]):
                return self._kept[key].name
        self._keep(sketch)
        return None

    def _candidates(self, sketch: _Sketch) -> Iterable[tuple[float, int]]:
        """Earlier articles that may hold enough of `sketch`: the share that the signatures tell, and the key."""
        for key in self._index.query(sketch.signature):
            kept = self._kept[key]
            overlap = sketch.signature.jaccard(kept.signature)
            share = overlap / (1 + overlap) * (1 + len(kept.shingles) / len(sketch.shingles))
            if share >= self._bound - _SLACK:
                yield share, key

    def _is_copy(self, text: _Text, sketch: _Sketch, kept: _Sketch) -> bool:
        return (
            _share(sketch.numbers, kept.numbers) >= AGREEING
            and _share(sketch.names, kept.names) >= AGREEING
            and _share(sketch.shingles, kept.shingles) >= self._bound
            and not (_leads_elsewhere(sketch, kept) and _leads_elsewhere(kept, sketch))
            and not text.is_of_one_form(set(kept.shingles))
        )

    def _keep(self, sketch: _Sketch) -> None:
        self._index.insert(self._next, sketch.signature)
        self._kept[self._next] = sketch
        self._next += 1
        if len(self._kept) > self._remember:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._index.remove(oldest)


def cluster(articles: Iterable[Article], *, bound: float = BOUND) -> dict[str, list[str]]:
    """The ids of the articles to read, each with those of its near-duplicates; the longest of a cluster is read.

    All articles are held in memory; their ids have to differ. Raises `UsageError` as `Copies` does.
    """
    ordered = sorted(articles, key=lambda article: len(article.text), reverse=True)
    near_duplicates = NearDuplicates(bound=bound, remember=max(1, len(ordered)))
    clusters: dict[str, list[str]] = {}
    for article in ordered:
        original = near_duplicates.add(article)
        if original is None:
            clusters[article.id] = []
        else:
            clusters[original].append(article.id)
    return clusters


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is kept of an article: its signature, and the hashes of its shingles, of its numbers and names, and of those
    in its lead.
    """

    name: str
    signature: Any
    shingles: array[int]
    numbers: array[int]
    names: array[int]
    lead: array[int]


class _Text:
    """An article's words while it is compared with others."""

    def __init__(self, words: Words) -> None:
        self._keys = words.keys
        byline = _BYLINE.match(words.text)
        self._first = bisect_left(words.starts, byline.end()) if byline else 0
        pairs = set(zip(words.keys, words.capitals, strict=True))
        self._numbers = {key for key, _ in pairs if not key.isalpha() and any(map(str.isdigit, key))}
        self._names = {key for key, capital in pairs if capital and (key, False) not in pairs} - self._numbers

    def sketch(self, name: str) -> _Sketch:
        shingles = list(set(self._shingles()))
        signature = _minhash().RMinHash(_BANDS * _ROWS, seed=1)
        signature.update(shingles)
        lead = set(self._keys[self._first : self._first + _LEAD]).intersection(self._numbers | self._names)
        return _Sketch(name, signature, _hashes(shingles), _hashes(self._numbers), _hashes(self._names), _hashes(lead))

    def is_of_one_form(self, others: set[int]) -> bool:
        """Whether this differs from the text with these shingles in names and numbers, each in a place of its own."""
        edge = [False] * (_SHINGLE - 1)
        stands = [*edge, *(shingle in others for shingle in _hashes(self._shingles())), *edge]
        differs = [not any(stands[place : place + _SHINGLE]) for place in range(len(self._keys))]
        blanks = filled = 0
        for new, run in groupby(range(len(differs)), key=differs.__getitem__):
            if new:
                told = [self._keys[place] in self._numbers or self._keys[place] in self._names for place in run]
                blanks += all(told)
                filled += sum(told)
        return blanks >= _BLANKS and filled >= _FILLED * sum(differs)

    def _shingles(self) -> Iterator[str]:
        """The runs of three words, in order."""
        shifted = (islice(self._keys, start, None) for start in range(_SHINGLE))
        return map(" ".join, zip(*shifted, strict=False))


def _hashes(texts: Iterable[str]) -> array[int]:
    return array("I", [crc32(text.encode()) for text in texts])


def _leads_elsewhere(one: _Sketch, other: _Sketch) -> bool:
    """Whether most of the names and numbers in the lead of one are nowhere in the other."""
    absent = set(one.lead).difference(other.numbers, other.names)
    return len(absent) >= _FEWEST and len(absent) > _OTHER * len(one.lead)


def _share(mine: array[int], others: array[int]) -> float:
    """The share of `mine` that `others` have; all, where there are none."""
    return len(set(mine).intersection(others)) / len(mine) if mine else 1.0


def _minhash() -> Any:
    try:
        import rensa  # type: ignore[import-untyped]  # compiled, and without annotations
    except ImportError as error:
        raise UsageError("finding near-duplicates needs rensa: pip install 'onrecord[batch]'") from error
    return rensa
