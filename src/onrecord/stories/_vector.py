"""An article as the words that tell what it is about, each with its weight."""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log, sqrt
from operator import itemgetter

from onrecord.article import Article
from onrecord.grounding.text import Words, content_stem

__all__ = ["Vector", "Vocabulary", "in_text_alone", "packed", "terms_of", "unpacked"]

BUCKETS = 1 << 19
"""How many words are told apart, by a hash: what is remembered of words doesn't grow with the archive."""

BODY, TITLE = 0, 1
"""The parts of an article that are compared each with its like."""

SHARES = {BODY: 0.7, TITLE: 0.3}
"""How much each part has in the similarity of two articles; fitted by benchmarks/stories.py."""

TITLE_IN_BODY = 3
"""How often a word of the title counts among those of the text."""

UNSEEN = 500
"""Articles that there are taken to have been before the first one, with other words."""

KEPT = 250
"""Words that are kept of an article, those of most weight."""

CHARACTERS = 8_000
"""Characters at the start of a text that are looked at."""

Vector = Mapping[int, float]
"""The weights of an article's words, by their terms: a term is a word in a part."""

Terms = dict[int, Counter[int]]
"""How often each part of an article has each word, words by their buckets."""


class Vocabulary:
    """In how many of the articles so far each word stood; the rarer it is, the more it tells."""

    def __init__(self, articles: int = 0, counts: bytes | None = None) -> None:
        self.articles = articles
        self._counts = array("I", zlib.decompress(counts) if counts else bytes(4 * BUCKETS))

    def add(self, terms: Terms) -> None:
        """Learn from an article."""
        self.articles += 1
        for word in terms[BODY]:
            self._counts[word] += 1

    def vector(self, terms: Terms) -> Vector:
        """The weights of an article's words, as of now: the similarity of two articles is the product of theirs."""
        counts, whole = self._counts, log(self.articles + UNSEEN)
        rarity = {word: whole - log(counts[word] or 1) for word in terms[BODY]}
        weights = {term: weight for part in terms for term, weight in _part(part, terms[part], rarity)}
        return dict(sorted(weights.items(), key=itemgetter(1, 0), reverse=True)[:KEPT])

    def packed(self) -> bytes:
        """What was learned, as `Vocabulary` takes it."""
        return zlib.compress(self._counts.tobytes(), 1)


def _part(part: int, counts: Counter[int], rarity: Mapping[int, float]) -> Iterable[tuple[int, float]]:
    """The terms of a part of an article with their weights, whose squares add up to the part's share."""
    weights = [(1 + log(count)) * rarity[word] if count > 1 else rarity[word] for word, count in counts.items()]
    length = sqrt(sum([weight * weight for weight in weights]))
    share = sqrt(SHARES[part]) / length if length else 0.0
    return zip([part * BUCKETS + word for word in counts], [weight * share for weight in weights], strict=True)


def terms_of(article: Article) -> Terms:
    """The words of content of an article's parts, without their endings."""
    body = _counted(article.text[:CHARACTERS], article.language)
    title = _counted(article.title or "", article.language)
    for word, count in title.items():
        body[word] += TITLE_IN_BODY * count
    return {BODY: body, TITLE: title}


def in_text_alone(vector: Vector) -> Iterator[int]:
    """The words of an article's text that aren't in its title, the heaviest first."""
    return (word for word in vector if word < BUCKETS and word + BUCKETS * TITLE not in vector)


def packed(vector: Vector) -> bytes:
    """A vector as bytes: its terms, then their weights, the heaviest first."""
    return array("I", vector).tobytes() + array("f", vector.values()).tobytes()


def unpacked(data: bytes) -> Vector:
    """The vector in some bytes."""
    terms, weights = array("I", data[: len(data) // 2]), array("f", data[len(data) // 2 :])
    return dict(zip(terms, weights, strict=True))


def _counted(text: str, language: str) -> Counter[int]:
    """How often a text has each word of content, words by their buckets."""
    words = Words(text, language)
    counts: dict[int, int] = {}
    for key, count in Counter(words.keys).items():
        stem = content_stem(key, words.language)
        if stem:
            word = _bucket(stem)
            counts[word] = counts.get(word, 0) + count
    return Counter(counts)


@lru_cache(maxsize=1 << 16)
def _bucket(stem: str) -> int:
    return zlib.crc32(stem.encode()) % BUCKETS
