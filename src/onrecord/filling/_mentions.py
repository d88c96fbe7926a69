"""How an article words what a phrase of a record names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.filling._clause import Phrase
from onrecord.filling._predicates import is_owner
from onrecord.filling.languages import Actions
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import ArticleIndex, Words, stem

__all__ = ["core_of", "mention_of"]


def mention_of(words: Words, phrase: Phrase, index: ArticleIndex, positions: Sequence[int], language: Actions) -> str:
    """What the article calls what a phrase names: first by its evidence, then by any sentence; nothing if by none."""
    first, last = core_of(words, phrase, language)
    if first > last:
        return ""
    wanted = [stem(key, words.language) for key in words.keys[first : last + 1]]
    every = [*positions, *(i for i in range(len(index.spans)) if i not in positions)]
    found = (_in_sentence(wanted, index, position, language) for position in every)
    return next(filter(None, found), "")


def core_of(words: Words, phrase: Phrase, language: Actions) -> tuple[int, int]:
    """The words of a phrase without its determiners, and of a name with a title the name alone."""
    first, last = phrase.first, phrase.last
    while first <= last and words.keys[first] in language.determiners:
        first += 1
    if last > first and words.capitals[last] and not is_owner(words, last - 1):
        titles = rules_of(words.language).titles | rules_of(words.language).person_nouns
        start = last
        while start > first and words.capitals[start - 1] and words.keys[start - 1] not in titles:
            start -= 1
        return start, last
    return first, last


def _in_sentence(wanted: Sequence[str], index: ArticleIndex, position: int, language: Actions) -> str:
    """The words of a sentence that end in the last of some stems and have most of the others before it."""
    words, span = index.words, index.sentence_words(position)
    best, text = 0, ""
    for place in span:
        if stem(words.keys[place], words.language) != wanted[-1]:
            continue
        first = _start_of(words, place, span.start, set(wanted), language)
        size = len({stem(words.keys[i], words.language) for i in range(first, place + 1)} & set(wanted))
        if size > best:
            best, text = size, words.stretch(first, place)
    return text


def _start_of(words: Words, last: int, least: int, wanted: set[str], language: Actions) -> int:
    """Where a mention begins that ends at a word: with the words that are wanted, and what determines them."""
    first = last
    while first > least and not words.gap(first).strip(" -’'"):
        key = words.keys[first - 1]
        if stem(key, words.language) not in wanted and not is_owner(words, first - 1):
            break
        first -= 1
    if first > least and words.gap(first) == " " and words.keys[first - 1] in language.determiners:
        first -= 1
    return first
