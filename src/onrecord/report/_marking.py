"""An article's text, cut into pieces that have the same marks throughout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.article import Article, Span

__all__ = ["Mark", "MarkedSentence", "Piece", "marked"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span; `name` is the CSS class of the mark."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and the names of the marks that cover it."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence's number and its pieces, including the white space after it."""

    number: int
    pieces: Sequence[Piece]


def marked(article: Article, marks: Iterable[Mark]) -> list[MarkedSentence]:
    """The whole text of an article, sentence by sentence, in pieces. Marks may overlap and cross sentences."""
    marks = sorted(set(marks), key=lambda mark: (mark.span, mark.name))
    return [
        MarkedSentence(sentence.number, list(_pieces(article.text, sentence.span, marks)))
        for sentence in article.sentences
    ]


def _pieces(text: str, within: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    touching = [mark for mark in marks if mark.span.start < within.end and within.start < mark.span.end]
    bounds = {within.start, within.end}
    for mark in touching:
        bounds |= {max(within.start, mark.span.start), min(within.end, mark.span.end)}
    for start, end in pairwise(sorted(bounds)):
        names = {mark.name for mark in touching if mark.span.start <= start and end <= mark.span.end}
        yield Piece(text[start:end], tuple(sorted(names)))
