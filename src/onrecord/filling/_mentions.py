"""How an article words what a phrase of a record names."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from onrecord.filling._abbreviations import end_of, is_initial, worded
from onrecord.filling._clause import Phrase
from onrecord.filling._hints import places_of
from onrecord.filling._predicates import is_joined, is_office, is_owner
from onrecord.filling.languages import Actions
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text import ArticleIndex, Words, stem

__all__ = ["core_of", "mention_of"]


class _Found(NamedTuple):
    """Words of an article that may stand for a phrase, and how many of the phrase's they have."""

    size: int
    exact: bool
    first: int
    last: int


def mention_of(
    words: Words, phrase: Phrase, index: ArticleIndex, positions: Sequence[int], language: Actions, rest: str = ""
) -> str:
    """What the article calls what a phrase names: first by its evidence, then by any sentence; nothing if by none.

    A name is taken where the article has it whole; `rest` is what the record says right behind the phrase, and is taken
    along where the article says it, too.
    """
    first, last = core_of(words, phrase, language)
    if first > last or (words.keys[first] in language.pronouns and not is_initial(words, first)):
        return ""
    found = list(_in_article(words, range(first, last + 1), index))
    inside = [each for each in found if index.position_of(each.last) in positions]
    preferred = found if _is_name(words, last, language) else inside or found
    best = max(preferred, key=lambda each: _worth(each, inside, index, language), default=None)
    return _whole(best, index, language, rest) if best else ""


def _worth(found: _Found, inside: Container[_Found], index: ArticleIndex, language: Actions) -> tuple[float, ...]:
    """What speaks for a mention: how much it has, that the evidence has it, its form, and a determiner before it."""
    before = index.words.keys[found.first - 1] if found.first else ""
    return found.size, found in inside, found.exact, before in language.determiners


def core_of(words: Words, phrase: Phrase, language: Actions) -> tuple[int, int]:
    """The words of a phrase without its determiners, and of a name with a title the name alone."""
    first, last = phrase.first, phrase.last
    while first <= last and words.keys[first] in language.determiners and not is_joined(words, first + 1):
        first += 1
    titles = rules_of(words.language).titles | rules_of(words.language).person_nouns
    if _is_name(words, last, language):
        while first < last and not _reaches(words, first, last):
            first += 1
    while first < last and words.keys[first] in titles and all(words.capitals[first + 1 : last + 1]):
        first += 1
    while first < last and is_office(words, first, language):
        first += 1
    return first, last


def _is_name(words: Words, last: int, language: Actions) -> bool:
    return last > 0 and words.capitals[last] and not language.nouns_capital and not is_owner(words, last - 1)


def _reaches(words: Words, first: int, last: int) -> bool:
    """Whether a name may begin at a word: with a capital letter, and no title or possessive from there on."""
    titles, inner = rules_of(words.language).titles | rules_of(words.language).person_nouns, range(first, last + 1)
    if not words.capitals[first] or any(words.keys[i] in titles or is_owner(words, i) for i in inner):
        return False
    return all(words.capitals[i] or is_joined(words, i) for i in inner)


def _in_article(words: Words, core: range, index: ArticleIndex) -> Iterator[_Found]:
    """The words of an article that end in the last word of a phrase, or of a name in any, with those before it."""
    wanted = {stem(words.keys[i], words.language): words.keys[i] for i in core}
    capital = words.capitals[core[-1]]
    heads = wanted if capital else [stem(words.keys[core[-1]], words.language)]
    for head in heads:
        for place in places_of(index).get(head, ()):
            if core[-1] == 0 or index.words.capitals[place] == capital or place in index.openings:
                first = _start_of(index.words, place, wanted)
                stems = {stem(index.words.keys[i], index.words.language) for i in range(first, place + 1)}
                yield _Found(len(stems & wanted.keys()), index.words.keys[place] == wanted[head], first, place)


def _start_of(words: Words, last: int, wanted: Container[str]) -> int:
    """Where a mention begins that ends at a word: with the words before it that are wanted."""
    first = last
    while first > 0 and (not words.gap(first).strip(" -’'") or is_joined(words, first)):
        if stem(words.keys[first - 1], words.language) not in wanted and not is_owner(words, first - 1):
            break
        first -= 1
    while first < last and is_owner(words, first):
        first += 1
    return first


def _whole(found: _Found, index: ArticleIndex, language: Actions, rest: str) -> str:
    """The words of a mention with the determiner before it, and what is said behind it as the record says it."""
    words, first, last = index.words, found.first, found.last
    before = words.keys[first - 1] if first and words.gap(first) in {" ", "’", "'"} else ""
    silent = (language.openers - language.determiners) | rules_of(words.language).negatives
    if before in language.determiners and before not in silent and not _is_name(words, last, language):
        first -= 1
    end = end_of(words, last, language)
    if rest and words.text[end : end + len(rest)] == rest:
        return words.text[words.starts[first] : end + len(rest)]
    return worded(words, first, last, language)
