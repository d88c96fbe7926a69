"""What grounding needs to know about an article, worked out once and, sentence by sentence, when first asked for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Span
from onrecord.grounding.languages import rules_of
from onrecord.grounding.text._dates import Date, dates_in
from onrecord.grounding.text._names import Name, base_names, is_name_word, is_nation, names_in, nations_of
from onrecord.grounding.text._negation import Negation, affirmed_in, negations_in
from onrecord.grounding.text._numbers import Number, numbers_in
from onrecord.grounding.text._openings import opens_name
from onrecord.grounding.text._polarity import Clause, polarity_of
from onrecord.grounding.text._quotations import quotations
from onrecord.grounding.text._units import Entities, Units
from onrecord.grounding.text._words import Words, primary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.grounding.languages import Parts

__all__ = ["ArticleIndex", "Facts"]

_REMEMBERED = 256
"""Values of one article that are kept as they were read: names come back in many records."""
_VERBAL = ("ing", "ed", "ly")
"""Endings of words that open a sentence before a name and are no part of it."""
_LEAD = 2
"""Sentences that an article opens with."""


@dataclass(frozen=True)
class Facts:
    """What a stretch of words states: everything that has to agree between a value and its evidence."""

    words: Words
    span: range
    names: list[Name]
    memory: dict[object, Any] = field(default_factory=dict)
    """What checks have read in it, so that a sentence that many records cite is read once."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """All its words."""
        return frozenset(self.words.keys[self.span.start : self.span.stop])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(filter(None, self.words.stems[self.span.start : self.span.stop]))

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """All words of its names, peoples by their countries; and a country's where its capital is named."""
        named = {key for name in self.names for key in (*base_names(name.keys), *nations_of(name.keys))}
        return frozenset(named.union(base_names(self._opening), nations_of(self._opening)))

    @property
    def _opening(self) -> tuple[str, ...]:
        """Its first word, and with initials such as `U.S.` the second: perhaps a name, capital letter or not."""
        words, span = self.words, self.span
        initials = bool(span) and words.ends[span.start] - words.starts[span.start] == 1
        return tuple(words.keys[span.start : min(span.start + (2 if initials else 1), span.stop)])

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of the words of its names."""
        return frozenset(self.words.stems[i] for name in self.names for i in range(name.first, name.last + 1))

    @cached_property
    def numbers(self) -> list[Number]:
        """Its numbers."""
        return numbers_in(self.words, self.span)

    @cached_property
    def dates(self) -> dict[Date, int]:
        """Its dates, with the word each starts at."""
        return dates_in(self.words, self.span)

    @cached_property
    def negations(self) -> list[Negation]:
        """Its negations."""
        return negations_in(self.words, self.span)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses, each negated or not: for other languages than English."""
        return polarity_of(self.words, self.span, rules_of(self.words.language))

    @cached_property
    def affirmed(self) -> list[frozenset[str]]:
        """The stems of each of its clauses that aren't negated."""
        return affirmed_in(self.words, self.span, self.negations)


class ArticleIndex:
    """An article's words, sentences, quotations and names."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.language = primary(article.language)
        self.words = Words(article.text, self.language)
        self.spans = [_trimmed(article.text, sentence.span) for sentence in article.sentences]
        self.published = article.published
        self.english = self.language == "en"
        self.grounded: dict[tuple[type, str], Any] = {}
        """What records came to, for every grounder that has this index: rules ask about the same ones again."""
        self._starts = [sentence.span.start for sentence in article.sentences]
        self._facts: dict[int, Facts] = {}
        self._names: dict[int, list[Name]] = {}
        self._units: dict[int, Units] = {}
        self._words_of = lru_cache(maxsize=_REMEMBERED)(partial(Words, language=self.language))

    def sentence_at(self, offset: int) -> int:
        """The position, from 0, of the sentence that holds a character."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def position_of(self, word: int) -> int:
        """The position, from 0, of the sentence that a word stands in."""
        return self.sentence_at(self.words.starts[word])

    def sentence_words(self, position: int) -> range:
        """The words of the sentence at a position."""
        return self._sentence_words[position]

    @cached_property
    def _sentence_words(self) -> list[range]:
        return [self.words.within(span.start, span.end) for span in self.spans]

    @property
    def lead(self) -> range:
        """The positions of the sentences at the start of the article, whose dates and places hold for all of it."""
        return range(min(_LEAD, len(self.spans)))

    def names(self, position: int) -> list[Name]:
        """The names in the sentence at a position."""
        if position not in self._names:
            span = self.sentence_words(position)
            key = self.words.keys[span.start] if span else ""
            opening = key in self.name_keys or (self.english and is_nation(key))
            self._names[position] = names_in(self.words, span, opening=opening)
        return self._names[position]

    def facts(self, position: int) -> Facts:
        """The facts of the sentence at a position."""
        if position not in self._facts:
            self._facts[position] = Facts(self.words, self.sentence_words(position), self.names(position))
        return self._facts[position]

    def units(self, position: int, language: Parts) -> Units:
        """The units of the sentence at a position."""
        if position not in self._units:
            self._units[position] = Units(self.words, self.sentence_words(position), self.entities, language)
        return self._units[position]

    def words_of(self, text: str) -> Words:
        """The words of a value of a record."""
        return self._words_of(text)

    def units_of(self, text: str, language: Parts) -> Units:
        """The units of a value of a record, where names stand for what they do in the article."""
        return self._units_of(self.words_of(text), language)

    @cached_property
    def _units_of(self) -> Callable[[Words, Parts], Units]:
        return lru_cache(maxsize=_REMEMBERED)(partial(_units_in, self.entities))

    @cached_property
    def entities(self) -> Entities:
        """What its names stand for."""
        return Entities(self.name_runs)

    @cached_property
    def name_runs(self) -> frozenset[tuple[str, ...]]:
        """The words of each of its names, of those too that open sentences, where these are never in lower case."""
        words = self.words
        names = {name.first: name.keys for position in range(len(self.spans)) for name in self.names(position)}
        found = set(names.values())
        for i in self.openings:
            if (
                i < len(words)
                and is_name_word(words, i)
                and all(words.capitals[at] for at in words.places[words.keys[i]])
            ):
                follows = i + 1 in names and words.gap(i + 1) == " " and not words.keys[i].endswith(_VERBAL)
                found.add((words.keys[i], *names[i + 1]) if follows else (words.keys[i],))
        return frozenset(found)

    @cached_property
    def endings(self) -> dict[str, set[str]]:
        """For the first word of every longer name, the words that stand behind it there."""
        found: dict[str, set[str]] = {}
        for keys in self.name_runs:
            if len(keys) > 1:
                found.setdefault(keys[0], set()).update(keys[1:])
        return found

    @cached_property
    def quoted(self) -> list[range]:
        """The words inside each quotation, in order."""
        found = (self.words.within(start, end) for start, end in quotations(self.text))
        return [span for span in found if span]

    @cached_property
    def quoted_words(self) -> list[int]:
        """Every word inside a quotation, in order."""
        return [index for span in self.quoted for index in span]

    @cached_property
    def quoted_places(self) -> dict[str, list[int]]:
        """For each key, where in `quoted_words` it is."""
        found: dict[str, list[int]] = {}
        for place, index in enumerate(self.quoted_words):
            found.setdefault(self.words.keys[index], []).append(place)
        return found

    @cached_property
    def quote_of(self) -> dict[int, int]:
        """For each quoted word, which quotation it is in."""
        return {index: number for number, span in enumerate(self.quoted) for index in span}

    @cached_property
    def openings(self) -> frozenset[int]:
        """The first word of every sentence and quotation."""
        sentences = {self.sentence_words(position).start for position in range(len(self.spans))}
        return frozenset(sentences.union(span.start for span in self.quoted))

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Keys of words that the article capitalises in mid-sentence, or before another that it does."""
        words, openings = self.words, self.openings
        inside = {
            words.keys[i]
            for i, capital in enumerate(words.capitals)
            if capital and i not in openings and is_name_word(words, i)
        }
        sentences = map(self.sentence_words, range(len(self.spans)))
        return frozenset(inside.union(words.keys[each.start] for each in sentences if opens_name(words, each)))

    @cached_property
    def plain_stems(self) -> frozenset[str]:
        """The stems of content words that the article has in small letters."""
        words = self.words
        return frozenset(stem for stem, capital in zip(words.stems, words.capitals, strict=True) if not capital)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its content words."""
        return frozenset(self.words.stems)

    @cached_property
    def stem_sentences(self) -> dict[str, list[int]]:
        """For each stem of a content word, the positions of the sentences it is in."""
        found: dict[str, list[int]] = {}
        for stem, start in zip(self.words.stems, self.words.starts, strict=True):
            if stem:
                found.setdefault(stem, []).append(self.sentence_at(start))
        return found

    def span_of(self, first: int, last: int) -> Span:
        """The characters from the start of one word to the end of another."""
        return Span(self.words.starts[first], self.words.ends[last])

    def sentences_of(self, spans: Iterable[Span]) -> list[int]:
        """The positions of the sentences that some spans touch, in order."""
        found: set[int] = set()
        for span in spans:
            found.update(range(self.sentence_at(span.start), self.sentence_at(max(span.end - 1, span.start)) + 1))
        return sorted(found)


def _units_in(entities: Entities, words: Words, language: Parts) -> Units:
    return Units(words, range(len(words)), entities, language)


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))
