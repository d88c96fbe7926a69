"""Where a value's words stand in an article: in one piece, joined from split quotations, or in order with cuts."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.article import Span
from onrecord.grounding._result import Support
from onrecord.grounding.text import Words, fold_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["Located", "find", "find_exact", "find_joined", "find_verbatim", "pieces_of", "read_place"]

_TRIES = 60
"""Places in the article that are tried for one value, outside its evidence."""
_JOIN = 40
"""Words that may lie between two parts of a quotation that its cue splits."""


class Located(NamedTuple):
    """Where all of a value's words stand, in order, and how closely: `first` and `last` are words of the article."""

    support: Support
    spans: tuple[Span, ...]
    first: int
    last: int


def find(index: ArticleIndex, value: Words, evidence: Sequence[int], *, elsewhere: bool = True) -> Located | None:
    """The place where the article has all of the value's words in one piece; the evidence first, then `elsewhere`."""
    if place := find_exact(index, value.text, evidence):
        return place
    rarest = _rarest(index.words, value)
    if rarest is None:
        return None
    within = (index.sentence_words(position) for position in evidence)
    best = _best(index, value, _starts(index.words, value, rarest, within))
    if not elsewhere or (best and best.support is not Support.REWORDED):
        return best
    everywhere = _starts(index.words, value, rarest, [range(len(index.words))])
    other = _best(index, value, islice(everywhere, _TRIES))
    return best if other is None or (best and other.support is Support.REWORDED) else other


def find_exact(index: ArticleIndex, text: str, evidence: Iterable[int]) -> Located | None:
    """The place where the evidence has a value character for character, from the start of a word to the end of one.

    A value that starts or ends with something else is left to `find`.
    """
    if not (text[:1].isalnum() and text[-1:].isalnum()):
        return None
    for position in evidence:
        span = index.spans[position]
        start = index.text.find(text, span.start, span.end)
        while start >= 0:
            if place := _whole_words(index, start, start + len(text)):
                return place
            start = index.text.find(text, start + 1, span.end)
    return None


def _whole_words(index: ArticleIndex, start: int, end: int) -> Located | None:
    words = index.words
    first, last = bisect_left(words.starts, start), bisect_left(words.ends, end)
    if first == len(words.starts) or words.starts[first] != start or words.ends[last] != end:
        return None
    return Located(Support.EXACT, (Span(start, end),), first, last) if _is_whole(words, first, last) else None


def find_verbatim(index: ArticleIndex, text: str, evidence: Iterable[int]) -> Located | None:
    """The place of a text of symbols alone, such as an emoji, the evidence first; spaces and punctuation have none."""
    if not any(unicodedata.category(each)[0] == "S" for each in text):
        return None
    spans = [index.spans[position] for position in evidence]
    inside = (index.text.find(text, span.start, span.end) for span in spans)
    start = next((start for start in inside if start >= 0), index.text.find(text))
    return Located(Support.EXACT, (Span(start, start + len(text)),), 0, -1) if start >= 0 else None


def _best(index: ArticleIndex, value: Words, starts: Iterable[int]) -> Located | None:
    found = None
    for first in starts:
        place = read_place(index, value, first)
        if place.support is Support.EXACT:
            return place
        if found is None or (found.support is Support.REWORDED and place.support is Support.NORMALIZED):
            found = place
    return found


def _rarest(words: Words, value: Words) -> int | None:
    """Which of a value's words the article has least often; None if it lacks one."""
    rarest, fewest = None, len(words) + 1
    for place, key in enumerate(value.keys):
        count = len(words.places.get(key, ()))
        if not count:
            return None
        if count < fewest:
            rarest, fewest = place, count
    return rarest


def _starts(words: Words, value: Words, rarest: int, within: Iterable[range]) -> Iterator[int]:
    """The words of the article at which the value's words follow one another."""
    keys, count = value.keys, len(value)
    here = words.places[keys[rarest]]
    for span in within:
        for at in range(bisect_left(here, span.start + rarest), len(here)):
            first = here[at] - rarest
            if first >= span.stop:
                break
            if first + count > span.stop or words.keys[first : first + count] != keys:
                continue
            if _is_whole(words, first, first + count - 1):
                yield first


def _is_whole(words: Words, first: int, last: int) -> bool:
    """Whether a stretch neither starts nor ends inside a number, a score or a code such as 3-2 or DVX-3."""
    return not (_cut_before(words, first) or _cut_before(words, last + 1))


def _cut_before(words: Words, index: int) -> bool:
    if not 0 < index < len(words.keys) or not words.keys[index][0].isdecimal():
        return False
    gap = words.gap(index)
    if gap in {"-", "\u2013", "\u2010", "\u2011", "/"}:
        return True
    return gap in {".", ",", ":"} and words.keys[index - 1][-1].isdecimal()


def read_place(index: ArticleIndex, value: Words, first: int) -> Located:
    """The place of a value whose words the article has from word `first` on."""
    words, last = index.words, first + len(value) - 1
    start = words.starts[first] - value.starts[0]
    end = words.ends[last] + len(value.text) - value.ends[-1]
    if start >= 0 and index.text[start:end] == value.text:
        return Located(Support.EXACT, (Span(start, end),), first, last)
    same = all(_same_gap(words, first + i, value, i) for i in range(1, len(value)))
    return Located(Support.NORMALIZED if same else Support.REWORDED, (index.span_of(first, last),), first, last)


def _same_gap(words: Words, place: int, value: Words, i: int) -> bool:
    one, other = words.gap(place), value.gap(i)
    return one == other or fold_gap(one) == fold_gap(other)


def find_joined(index: ArticleIndex, value: Words, evidence: Sequence[int]) -> Located | None:
    """The place where a value's words follow one another inside quotations that a cue splits; the evidence first."""
    quoted = index.quoted_words
    where = index.quoted_places.get(value.keys[0], ()) if quoted and len(value) > 1 else ()
    for start in sorted(where, key=lambda start: index.position_of(quoted[start]) not in evidence):
        run = quoted[start : start + len(value)]
        if [index.words.keys[i] for i in run] == value.keys and _is_joined(run):
            pieces = pieces_of(run)
            spans = tuple(index.span_of(first, last) for first, last in pieces)
            return Located(Support.NORMALIZED, spans, run[0], run[-1])
    return None


def _is_joined(run: list[int]) -> bool:
    return all(after - before <= _JOIN for before, after in pairwise(run))


def pieces_of(run: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of words."""
    pieces = [(run[0], run[0])]
    for place in run[1:]:
        if place == pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], place)
        else:
            pieces.append((place, place))
    return pieces
