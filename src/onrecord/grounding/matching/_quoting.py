"""What is quoted: verbatim or not, cut out of longer sentences, and the form it gives a statement."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from onrecord.article import Span
from onrecord.grounding._result import Finding, Form, Support, Value
from onrecord.grounding.languages import ENGLISH
from onrecord.grounding.matching._locate import Located, find, find_joined, pieces_of
from onrecord.grounding.text import Words, is_aside, is_content, is_negative, quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding.text import ArticleIndex, Evidence

__all__ = ["INCISES", "LEFT_OUT", "find_quoted", "form_of"]

LEFT_OUT = 0.2
"""The share of content words that reported, unquoted content may leave out of its stretch; none but in English."""
_OPENS = frozenset(",;:—–-(")
_ENDS = frozenset(".!?…")
INCISES = frozenset({"ca", "es", "fr", "gl", "it", "pl", "pt", "ro", "ru", "uk"})
"""Languages that put the cue of a quotation inside its marks."""
_MOST = 40
"""Words in a stretch that may be cut out as an aside, such as a cue."""


def find_quoted(index: ArticleIndex, value: Words, evidence: Evidence, cues: Sequence[Words] = ()) -> Located | Finding:
    """The place that supports a copied value, or why none does; `cues` are the reporting words of its record."""
    whole = find(index, value, evidence.positions) or find_joined(index, value, evidence.positions)
    place = whole or _in_order(index, value, evidence, cues)
    if isinstance(place, Finding):
        return place
    if finding := _unmarked_change(index, value, evidence):
        return finding
    if _follows_negative(index, place):
        word = index.words.word(place.first - 1)
        return Finding("negated", f"the article has “{word}” right before these words")
    return place


def _unmarked_change(index: ArticleIndex, value: Words, evidence: Evidence) -> Finding | None:
    """Why a part in quotation marks isn't verbatim; None if all are."""
    for part in quoted_parts(value.text):
        words = Words(part, index.language)
        if len(words) and not (find(index, words, evidence.positions) or find_joined(index, words, evidence.positions)):
            return Finding("quote_differs", f"the quoted words “{part}” are not in the article")
    return None


def quoted_parts(text: str) -> list[str]:
    """What stands inside quotation marks in a text."""
    return [text[start:end] for start, end in quotations(text)]


def _follows_negative(index: ArticleIndex, place: Located) -> bool:
    if place.first <= 0 or place.last < place.first or index.words.gap(place.first).strip():
        return False
    return is_negative(index.words.keys[place.first - 1], index.language)


def _in_order(index: ArticleIndex, value: Words, evidence: Evidence, cues: Sequence[Words]) -> Located | Finding:
    """The place of a value whose words stand in the evidence in order, with asides and little else left out."""
    if not evidence.positions:
        return Finding("words_missing", "these words are not in the article")
    words = index.words
    spans = [each.span for each in evidence.facts]
    pool = [i for span in spans for i in span]
    run = _aligned(value, words, pool)
    matched = dict(run)
    missing = [i for i in range(len(value)) if i not in matched and value.keys[i] not in ENGLISH.grammar]
    if not matched:
        return Finding("words_missing", "these words are not in its evidence")
    if missing:
        said = f"“{value.word(missing[0])}” is not in its evidence at this place"
        return Finding("words_missing", said, Span(value.starts[missing[0]], value.ends[missing[0]]))
    places = [a for _, a in run]
    cuts = [range(before + 1, after) for before, after in pairwise(places) if after > before + 1]
    cuts = [cut for cut in cuts if not _is_incise(index, cut, cues)]
    return _without_cuts(index, value, places, cuts, complete=len(matched) == len(value))


def _aligned(value: Words, words: Words, pool: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a value's word and an article's word, the longest common run in order."""
    keys = [words.keys[i] for i in pool]
    pairs: list[tuple[int, int]] = []
    for block in LCSseq.opcodes(value.keys, keys).as_matching_blocks():
        pairs.extend((block.a + i, pool[block.b + i]) for i in range(block.size))
    return _tightened(value, words, pairs)


def _tightened(value: Words, words: Words, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, where a word that stands twice is taken right before the next one of the value."""
    for i in range(len(pairs) - 2, -1, -1):
        (one, _), (two, place) = pairs[i], pairs[i + 1]
        if two == one + 1 and words.keys[place - 1] == value.keys[one]:
            pairs[i] = (one, place - 1)
    return pairs


def _without_cuts(
    index: ArticleIndex, value: Words, places: list[int], cuts: list[range], *, complete: bool
) -> Located | Finding:
    """The place of the words at `places`, unless what is cut out from between them changes what they say."""
    words, left_out = index.words, []
    for cut in cuts:
        if _is_quoted_through(index, cut.start - 1, cut.stop) and any(i in index.quote_of for i in cut):
            said = f"the article's quotation has “{words.word(cut[0])}” here: a quote is verbatim"
            return Finding("quote_differs", said)
        if any(is_negative(words.keys[i], index.language) and not _is_own_clause(index, cut, i) for i in cut):
            return Finding("negated", "the article negates this")
        if not _is_aside(index, cut):
            left_out += [i for i in cut if is_content(words.keys[i])]
    content = sum(is_content(key) for key in value.keys)
    if len(left_out) > (LEFT_OUT * content if index.english else 0):
        return Finding("words_left_out", f"too much is left out, from “{words.word(left_out[0])}”")
    if not complete and any(place in index.quote_of for place in places):
        return Finding("quote_differs", "the quotation differs from the article's")
    spans = tuple(index.span_of(first, last) for first, last in pieces_of(places))
    level = Support.NORMALIZED if complete and not cuts else Support.REWORDED
    return Located(level, spans, places[0], places[-1])


def _is_quoted_through(index: ArticleIndex, before: int, after: int) -> bool:
    return before in index.quote_of or after in index.quote_of


def _is_incise(index: ArticleIndex, cut: range, cues: Sequence[Words]) -> bool:
    """Whether a stretch within a quotation is its cue, which many languages put there: `« Oui, dit-il, demain. »`."""
    if not cues or not _is_aside(index, cut, _ENDS):
        return False
    keys = index.words.keys[cut.start : cut.stop]
    return any(keys[i : i + len(cue)] == cue.keys for cue in cues if cue for i in range(len(keys)))


def _is_own_clause(index: ArticleIndex, cut: range, place: int) -> bool:
    """Whether a word of an aside stands in a clause that is cut out whole: `, which was not told,`."""
    return _is_aside(index, cut) and is_aside(index.words, place, cut.start)


def _is_aside(index: ArticleIndex, cut: range, ends: frozenset[str] = frozenset()) -> bool:
    """Whether a stretch stands between commas, dashes, brackets or some `ends`, and so can be cut out."""
    if len(cut) > _MOST:
        return False
    opens, closes = index.words.gap(cut.start), index.words.gap(cut.stop)
    return not (_OPENS | ends).isdisjoint(opens) and not (_OPENS | ends | {")"}).isdisjoint(closes)


def form_of(index: ArticleIndex, quoted: list[Value]) -> tuple[Form | None, tuple[str, ...]]:
    """Whether copied values are quoted, partly quoted or reported, and the quoted stretches as the article has them."""
    spans = [span for value in quoted for span in value.spans]
    if not spans:
        return None, ()
    within = [i for span in spans for i in index.words.within(span.start, span.end)]
    inside = [i for i in within if i in index.quote_of]
    if not inside:
        return "indirect", ()
    stretches = [index.span_of(first, last) for first, last in _by_quote(index, inside)]
    form: Form = "direct" if len(inside) == len(within) else "mixed"
    return form, tuple(index.text[span.start : span.end] for span in stretches)


def _by_quote(index: ArticleIndex, inside: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in inside:
        if found and place == found[-1][1] + 1 and index.quote_of[place] == index.quote_of[found[-1][1]]:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
