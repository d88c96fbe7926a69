"""Values in other words than the article's: how many of their words the evidence has, and where."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.grounding.languages import ENGLISH, OTHER_NEGATIVES, language_of, rules_of
from onrecord.grounding.text import dates_in, is_negative, names_in, numbers_in

if TYPE_CHECKING:
    from onrecord.article import Span
    from onrecord.grounding.text import ArticleIndex, Evidence, Facts, Words

__all__ = ["SHARE", "SIMILAR", "may_say_nothing", "says_nothing", "share", "similar_words", "spans_of"]

SHARE = 0.5
"""The share of a sentence's content words that the evidence has to have; one from elsewhere counts half."""
SIMILAR = 90.0
"""The least similarity, of 100, of a short value to some stretch of the evidence."""


@cache
def _bare(language: str) -> frozenset[str]:
    """The words of a language that say nothing by themselves."""
    rules = rules_of(language)
    negatives = rules.negatives | OTHER_NEGATIVES if rules is ENGLISH else rules.negatives
    return (rules.function_words | negatives) - rules.telling


def may_say_nothing(text: str, language: str) -> bool:
    """Whether a value may be of function words alone: most are not, as their last word shows."""
    last = text[text.rfind(" ") + 1 :].lower()
    return last in _bare(language) or not last.isalpha()


def says_nothing(index: ArticleIndex, words: Words) -> bool:
    """Whether a value is of function words and negatives alone, and none a name, a number or a date: `not`, `to`."""
    bare = _bare(index.language) if language_of(index.language) else frozenset()
    if not words or not all(key in bare or is_negative(key, index.language) for key in words.keys):
        return False
    span = range(len(words))
    if names_in(words, span, opening=True) or numbers_in(words, span) or dates_in(words, span):
        return False
    return not any(words.is_capital(i) and (i or _is_name(index, key)) for i, key in enumerate(words.keys))


def _is_name(index: ArticleIndex, key: str) -> bool:
    """Whether the article has a function word as a name, like Will: capitalised in mid-sentence."""
    article = index.words
    places = () if key in {"a", "an", "i", "the"} else article.places.get(key, ())
    return any(article.is_capital(place) and place not in index.openings for place in places)


def share(index: ArticleIndex, facts: Facts, evidence: Evidence) -> float:
    """How much of a value's content its evidence has, from 0 to 1; names and numbers are checked by themselves."""
    words, stems = facts.words, _unchecked(facts)
    if not stems:
        return 1.0
    missing = stems - evidence.stems
    inside = len(stems) - len(missing)
    if not inside:
        return 0.0
    places = index.words.places
    elsewhere = {each for each, key in zip(words.stems, words.keys, strict=True) if each in missing and key in places}
    return (inside + 0.5 * len(elsewhere)) / len(stems)


def _unchecked(facts: Facts) -> set[str]:
    """The stems of a value's words of content that are neither in its names nor its numbers.

    German ones count, and what is counted: its nouns have capital letters, too.
    """
    german = facts.words.language == "de"
    checked = {i for name in facts.names for i in range(name.first, name.last + 1) if not german}
    checked |= {i for number in facts.numbers for i in range(number.first, number.last + (1 if german else 2))}
    stems = facts.words.stems
    return {stems[i] for i in facts.span if stems[i] and i not in checked}


def similar_words(index: ArticleIndex, facts: Facts, evidence: Evidence) -> bool:
    """Whether a short value has all its content words in the evidence, or nearly the letters of a stretch of it.

    A negative that the evidence lacks makes it another value.
    """
    if any(is_negative(key, index.language) and key not in evidence.keys for key in facts.words.keys):
        return False
    if _unchecked(facts) <= evidence.stems:
        return True
    text = facts.words.text.lower()
    best = 0.0
    for position in evidence.positions:
        sentence = index.spans[position]
        found = fuzz.partial_ratio_alignment(text, index.text[sentence.start : sentence.end].lower())
        if found and _is_whole(index.text, sentence.start + found.dest_start, sentence.start + found.dest_end):
            best = max(best, found.score)
    return len(text) >= 5 and best >= SIMILAR


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch starts and ends between words."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def spans_of(index: ArticleIndex, facts: Facts, evidence: Evidence) -> tuple[Span, ...]:
    """In each sentence of the evidence, the characters from the first word that a value shares to the last."""
    found, stems = [], index.words.stems
    for each in evidence.facts:
        shared = [i for i in each.span if stems[i] in facts.stems]
        if shared:
            found.append(index.span_of(shared[0], shared[-1]))
    return tuple(found) or tuple(index.spans[position] for position in evidence.positions)
