"""Find near-duplicates among articles, so that each story is read, and paid for, once.

An article is a near-duplicate of an earlier one that says nearly all of what it says. The measure is therefore
one-sided: the share of the article's shingles, its runs of three words, that stand in the earlier article (Broder's
containment). So a shortened text is a near-duplicate of the whole, and a text that adds much to another is not.

Reports filled in from one form share most of their words, too, but are no near-duplicates. So at least half of an
article's numbers and half of its names have to stand in the earlier article as well. And where the texts differ, they
must not differ in single names and numbers all over the text.

Candidates come from MinHash signatures in bands (A. Broder, "On the resemblance and containment of documents", 1997;
locality-sensitive hashing as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3). Each candidate
is then compared shingle by shingle.
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
"""The least share of an article's shingles in an earlier article that makes it a near-duplicate of the earlier one.

Each replaced word breaks up to three shingles, so replacing a tenth of the words leaves a share of 0.70 or more.
"""

AGREEING = 0.5
"""The least share of a near-duplicate's numbers, and of its names, that the earlier article has as well."""

SHORTEST = 30
"""Articles with fewer words can be exact duplicates only, since a share of so few words says little."""

REMEMBERED = 100_000
"""The default number of articles kept in memory; each takes about 10 kB at 400 words."""

_BLANKS, _FILLED = 4, 0.4
"""Two texts come from one form when nothing but names or numbers differ in at least so many places, and make up at
least that share of all the words that differ. On the near-duplicates and reports of benchmarks/duplicates.py, this rule
makes no mistake."""

_LEAD, _OTHER, _FEWEST = 40, 0.5, 2
"""Two texts are different stories, although they share a template or a long disclaimer, when in the lead of each, its
first 40 words, more than half of the names and numbers, and at least two, stand nowhere in the other text."""

_BYLINE = re.compile(r"(?:[^\n]{1,80}\n)?[^\n—–:]{0,80}?(?:\s[—–-]|:)\s")
"""The byline and the dateline before the lead: "By Ana Lima", then "LONDON (Agency) —"."""

_SHINGLE = 3
_BANDS, _ROWS = 48, 3
"""A pair is found with a probability of 0.998 where its sets of shingles have a Jaccard index of 0.5, of 0.96 at 0.4,
and of 0.84 at 0.33."""

_SLACK = 0.15
"""How far the share estimated from signatures may lie below the true one: three standard deviations."""

_COMPARED = 32
"""How many candidates are compared shingle by shingle, the likeliest first; reports from one form may be thousands."""


class NearDuplicates:
    """Finds duplicates and near-duplicates among articles that are added one after the other.

    `bound` is the least share of an article's shingles that stand in the earlier article, from 0 to 1. At most
    `remember` articles, none of them near-duplicates of each other, are kept in memory; beyond that, the oldest is
    forgotten. Raises `UsageError` where a number is out of range, or rensa isn't installed.
    """

    def __init__(self, *, bound: float = BOUND, remember: int = REMEMBERED) -> None:
        if not 0 < bound <= 1:
            raise UsageError(f"bound={bound}: the share that makes a near-duplicate should be above 0 and at most 1")
        if remember < 1:
            raise UsageError(f"remember={remember}: should be 1 article or more")
        self._bound = bound
        self._remember = remember
        self._exact: dict[bytes, str] = {}
        self._kept: dict[int, _Sketch] = {}
        self._index = _minhash().RMinHashLSH(bound, _BANDS * _ROWS, _BANDS)
        self._next = 0

    def add(self, article: Article) -> str | None:
        """The id of the earlier article of which `article` is a duplicate or near-duplicate, or None.

        Where it is None, `article` is kept in memory for comparison with later ones. The earlier article is never a
        near-duplicate itself. Only texts are compared, not titles or dates. Duplicates have the same words, numbers and
        currency signs in the same order, whatever their spacing, quotation marks and case.
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
        """The likeliest earlier article of which this one is a near-duplicate; where there is none, keep this one."""
        text = _Text(words)
        sketch = text.sketch(name)
        for _, key in nlargest(_COMPARED, self._candidates(sketch)):
            if self._is_near_duplicate(text, sketch, self._kept[key]):
                return self._kept[key].name
        self._keep(sketch)
        return None

    def _candidates(self, sketch: _Sketch) -> Iterable[tuple[float, int]]:
        """Earlier articles that may have enough of the shingles of `sketch`: the estimated share, and the key."""
        for key in self._index.query(sketch.signature):
            kept = self._kept[key]
            overlap = sketch.signature.jaccard(kept.signature)
            share = overlap / (1 + overlap) * (1 + len(kept.shingles) / len(sketch.shingles))
            if share >= self._bound - _SLACK:
                yield share, key

    def _is_near_duplicate(self, text: _Text, sketch: _Sketch, kept: _Sketch) -> bool:
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
    """The ids of the articles to read, each with the ids of its near-duplicates.

    Of each cluster, the longest article is the one to read. All articles are held in memory, and their ids have to be
    distinct. Raises `UsageError` as `NearDuplicates` does.
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
    """What is kept in memory of an article: its signature, and hashes.

    The hashes are those of its shingles, of its numbers and names, and of the numbers and names in its lead.
    """

    name: str
    signature: Any
    shingles: array[int]
    numbers: array[int]
    names: array[int]
    lead: array[int]


class _Text:
    """The words of an article that is compared with earlier ones."""

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
        """Whether this text and the one with the shingles `others` come from one form.

        They do where they differ mainly in single names and numbers, at many separate places.
        """
        edge = [False] * (_SHINGLE - 1)
        stands = [*edge, *(shingle in others for shingle in _hashes(self._shingles())), *edge]
        differs = [not any(stands[place : place + _SHINGLE]) for place in range(len(self._keys))]
        blanks = filled = 0
        for new, run in groupby(range(len(differs)), key=differs.__getitem__):
            if new:
                specific = [self._keys[place] in self._numbers or self._keys[place] in self._names for place in run]
                blanks += all(specific)
                filled += sum(specific)
        return blanks >= _BLANKS and filled >= _FILLED * sum(differs)

    def _shingles(self) -> Iterator[str]:
        """The shingles, in order."""
        shifted = (islice(self._keys, start, None) for start in range(_SHINGLE))
        return map(" ".join, zip(*shifted, strict=False))


def _hashes(texts: Iterable[str]) -> array[int]:
    return array("I", [crc32(text.encode()) for text in texts])


def _leads_elsewhere(one: _Sketch, other: _Sketch) -> bool:
    """Whether more than half of the names and numbers in the lead of `one` stand nowhere in `other`."""
    absent = set(one.lead).difference(other.numbers, other.names)
    return len(absent) >= _FEWEST and len(absent) > _OTHER * len(one.lead)


def _share(mine: array[int], others: array[int]) -> float:
    """The share of `mine` that is in `others`; 1 where `mine` is empty."""
    return len(set(mine).intersection(others)) / len(mine) if mine else 1.0


def _minhash() -> Any:
    try:
        import rensa  # type: ignore[import-untyped]  # compiled, and without annotations
    except ImportError as error:
        raise UsageError(
            "finding near-duplicates needs rensa, which is not installed; pip install 'onrecord[batch]'"
        ) from error
    return rensa
