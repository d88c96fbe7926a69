"""Ties every value of a record to the article, or says why the article doesn't support it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache, partial
from math import fsum
from typing import TYPE_CHECKING

from onrecord.grounding._fields import Given, given_values
from onrecord.grounding._result import Finding, GroundedRecord, Support, Value
from onrecord.grounding.checks import CUT_OUT, Candidate, difference, last_difference
from onrecord.grounding.languages import language_of
from onrecord.grounding.matching import (
    INCISES,
    SHARE,
    Located,
    References,
    find,
    find_exact,
    find_joined,
    find_quoted,
    find_verbatim,
    form_of,
    may_say_nothing,
    read_place,
    says_nothing,
    share,
    similar_words,
    spans_of,
)
from onrecord.grounding.text import (
    STOPS,
    ArticleIndex,
    Evidence,
    Facts,
    Words,
    disguised,
    fold_gap,
    gather,
    is_content,
    is_plain_opening,
    names_in,
    opens_name,
)
from onrecord.kinds import MatchRule, Record

if TYPE_CHECKING:
    from onrecord.article import Article

__all__ = ["Grounder"]

_COPIED = (MatchRule.NAMED, MatchRule.WORDED)
_ANCHORS = ((MatchRule.QUOTED,), (MatchRule.STATED,), _COPIED)
"""The match rules whose values tell where a record belongs, the best first."""
_NOUNS_CAPITAL = frozenset({"de", "lb"})
"""Languages in which a capital letter makes no name of a noun."""
_REMEMBERED = 256
"""Values of one article that are kept as they were read: names come back in many records."""


class Grounder:
    """Grounds the records of one article, which it indexes once, unless it is given the index."""

    def __init__(self, article: Article, index: ArticleIndex | None = None) -> None:
        self.article = article
        self._index = self.index = index or ArticleIndex(article)
        self._references = References(self._index)
        known = language_of(self._index.language)
        self._is_checked = known is not None and known.is_checked
        remember = lru_cache(maxsize=_REMEMBERED)
        self._facts = remember(partial(_facts, self._index))
        self._words = self._index.words_of
        self._gathered = remember(partial(gather, self._index))

    def ground(self, record: Record) -> GroundedRecord:
        """The record with its evidence and the support of each value; never raises, and never alters the record."""
        key = (type(record), repr(record.__dict__))
        known: GroundedRecord | None = self._index.grounded.get(key)
        found = self._index.grounded[key] = known or self._ground(record)
        return replace(found, record=record)

    def _ground(self, record: Record) -> GroundedRecord:
        given = given_values(record)
        cited = sorted({number - 1 for number in record.sentences if 0 < number <= len(self._index.spans)})
        positions = self._with_quotes(given, cited or self._looked_up(given))
        evidence = self._gathered(tuple(positions))
        cues = self._cues(given)
        candidates = [self._candidate(record, given, each, evidence) for each in given]
        values = self._with_titles(given, [self._value(each, cues) for each in candidates])
        if not cited and not _is_anchored(given, values):
            positions = []
        form, quotes = form_of(self._index, _of((MatchRule.QUOTED,), given, values))
        spans = tuple(self._index.spans[position] for position in positions)
        return GroundedRecord(record, spans, tuple(values), form, quotes)

    def _cues(self, given: list[Given]) -> list[Words]:
        """The reporting words that a language may put inside the marks of what is quoted; none in others."""
        if self._index.language not in INCISES:
            return []
        return [self._words(each.text) for each in given if each.rule is MatchRule.WORDED]

    def _with_quotes(self, given: list[Given], positions: list[int]) -> list[int]:
        """The sentences cited, and those that copied values really stand in."""
        found = set(positions)
        for each in given:
            words = self._words(each.text) if each.rule is MatchRule.QUOTED else None
            if words and not find_exact(self._index, each.text, positions):
                place = find(self._index, words, positions) or find_joined(self._index, words, positions)
                if place and place.support is not Support.REWORDED:
                    found.update(self._index.sentences_of(place.spans))
        return sorted(found)

    def _looked_up(self, given: list[Given]) -> list[int]:
        """The sentence that has most of the words of the values that tell where a record belongs; none if none has."""
        scores: defaultdict[int, list[float]] = defaultdict(list)
        for text in _anchors(given):
            for key in set(filter(None, self._words(text).stems)):
                places = set(self._index.stem_sentences.get(key, ()))
                for position in places:
                    scores[position].append(1 / len(places))
        return [min(scores, key=lambda position: (-fsum(scores[position]), position))] if scores else []

    def _value(self, candidate: Candidate, cues: list[Words]) -> Value:
        given, place = candidate.given, self._place(candidate, cues)
        if isinstance(place, Finding):
            return Value(given.field, given.text, Support.UNSUPPORTED, (), place)
        if finding := last_difference(candidate.at(place)):
            return Value(given.field, given.text, Support.UNSUPPORTED, (), finding)
        return Value(given.field, given.text, self._level(place), place.spans)

    def _level(self, place: Located) -> Support:
        """How a place supports a value: other words are reworded only where the language has checks."""
        unchecked = place.support is Support.REWORDED and not self._is_checked
        return Support.UNCHECKED if unchecked else place.support

    def _candidate(self, record: Record, values: list[Given], given: Given, evidence: Evidence) -> Candidate:
        words = self._words(given.text)
        facts = _stated_facts(self._index, words, evidence) if given.rule is MatchRule.STATED else self._facts(words)
        return Candidate(record, values, given, facts, evidence, self._references)

    def _place(self, candidate: Candidate, cues: list[Words]) -> Located | Finding:
        """Where the article supports a value, or why it doesn't."""
        given, words, evidence = candidate.given, candidate.words, candidate.evidence
        if word := disguised(given.text, self.article.text):
            return Finding("disguised", f"“{word}” hides characters or mixes alphabets")
        worded = given.rule in _COPIED
        if worded and may_say_nothing(given.text, self._index.language) and says_nothing(self._index, words):
            return Finding("says_nothing", f"“{given.text}” says nothing by itself")
        if worded and (place := find_exact(self._index, given.text, evidence.positions)):
            return place
        if not words:
            missing = Finding("words_missing", "this is not in the article, or says nothing by itself")
            return find_verbatim(self._index, given.text, evidence.positions) or missing
        if worded:
            return self._worded(candidate)
        return self._quoted(candidate, cues) if given.rule is MatchRule.QUOTED else self._stated(candidate)

    def _stated(self, candidate: Candidate) -> Located | Finding:
        facts, evidence = candidate.facts, candidate.evidence
        if not evidence.positions:
            return Finding("evidence_missing", "no sentence of the article supports this")
        if finding := difference(candidate):
            return finding
        if place := find(self._index, facts.words, evidence.positions, elsewhere=False):
            return place
        if share(self._index, facts, evidence) < SHARE:
            return Finding("words_missing", "too few of its words are in its evidence")
        return Located(Support.REWORDED, spans_of(self._index, facts, evidence), 0, -1)

    def _quoted(self, candidate: Candidate, cues: list[Words]) -> Located | Finding:
        place = find_quoted(self._index, candidate.words, candidate.evidence, cues)
        if isinstance(place, Finding) or place.support is not Support.REWORDED:
            return place
        return difference(candidate) or place

    def _worded(self, candidate: Candidate) -> Located | Finding:
        words, facts, evidence = candidate.words, candidate.facts, candidate.evidence
        place = find(self._index, words, evidence.positions)
        if place and self._is_inside(place, evidence) and (place.support is Support.EXACT or not facts.dates):
            return place
        finding = difference(candidate)
        if place and finding is None and not (facts.names or facts.dates or facts.numbers or self._is_near(candidate)):
            finding = Finding("words_outside", "it is not in its evidence")
        if place:
            attached = finding and self._attached(words, _named(evidence) - set(words.keys))
            return place if finding is None or attached else finding
        if finding is None and evidence.positions and similar_words(self._index, facts, evidence):
            return Located(Support.REWORDED, spans_of(self._index, facts, evidence), 0, -1)
        return finding or Finding("words_missing", "these words are not in the article")

    def _with_titles(self, given: list[Given], values: list[Value]) -> list[Value]:
        """The values, where one that the article gives as the title of another is supported by that."""
        if not any(value.support is Support.UNSUPPORTED for value in values):
            return values
        worded = _of(_COPIED, given, values)
        supported = [self._words(value.text) for value in worded if value.support is not Support.UNSUPPORTED]
        names = {key for words in supported if words for name in self._facts(words).names for key in name.keys}
        titles = {value for value in worded if value.finding and value.finding.code != CUT_OUT}
        return [self._with_title(value, names) if names and value in titles else value for value in values]

    def _with_title(self, value: Value, names: set[str]) -> Value:
        words = self._words(value.text)
        if not words or says_nothing(self._index, words) or disguised(value.text, self.article.text):
            return value
        if any(self._references.is_person(name) for name in self._facts(words).names):
            return value
        place = self._attached(words, names - set(words.keys))
        return replace(value, support=self._level(place), spans=place.spans, finding=None) if place else value

    def _is_inside(self, place: Located, evidence: Evidence) -> bool:
        return set(self._index.sentences_of(place.spans)) <= set(evidence.positions)

    def _is_near(self, candidate: Candidate) -> bool:
        """Whether words that name nobody may stand outside the evidence: all but a group, as `Prosecutors`."""
        words, evidence = candidate.words, candidate.evidence
        if len(words) > 1 or not words.is_capital(0) or self._index.language in _NOUNS_CAPITAL:
            return True
        if self._references.follows(words.keys, evidence.positions):
            return True
        return any(is_content(key) and key in evidence.keys for key in words.keys)

    def _attached(self, words: Words, names: set[str]) -> Located | None:
        """Where the article gives a value right before or after one of some names, as a title or an affiliation."""
        article, count = self._index.words, len(words)
        for first in article.places.get(words.keys[0], ())[:50]:
            if article.keys[first : first + count] == words.keys and _has_beside(article, first, first + count, names):
                return read_place(self._index, words, first)
        return None


def _facts(index: ArticleIndex, words: Words) -> Facts:
    """A value's facts; its first word counts as a name where the article has it as one, or not at all."""
    key = words.keys[0] if words else ""
    opening = key in index.name_keys or key not in index.words.places or opens_name(words, range(len(words)))
    return _with_names(index, words, opening=opening)


def _stated_facts(index: ArticleIndex, words: Words, evidence: Evidence) -> Facts:
    """The facts of a sentence in the model's words; its first word is a name, too, where the evidence lacks it."""
    stem = words.stems[0] if words else ""
    if stem and stem not in evidence.stems and len(words) > 1 and not words.is_capital(1):
        return _with_names(index, words, opening=True)
    return _facts(index, words)


def _with_names(index: ArticleIndex, words: Words, *, opening: bool) -> Facts:
    """The facts of a value, where a plain word that opens a sentence is no name."""
    names = names_in(words, range(len(words)), opening=opening and not _is_plain(index, words, 0))
    plain = {
        name for name in names if not STOPS.isdisjoint(words.gap(name.first)) and _is_plain(index, words, name.first)
    }
    return Facts(words, range(len(words)), [name for name in names if name not in plain])


def _is_plain(index: ArticleIndex, words: Words, place: int) -> bool:
    """Whether a word that opens a sentence is one that the article has in small letters, or a plain one of English."""
    if place + 1 >= len(words) or words.is_capital(place + 1):
        return False
    if words.stems[place] in index.plain_stems:
        return True
    return words.keys[place] not in index.name_keys and is_plain_opening(words, place)


def _named(evidence: Evidence) -> set[str]:
    """The words of all names in some evidence."""
    return {key for each in evidence.facts for name in each.names for key in name.keys}


def _has_beside(words: Words, first: int, after: int, names: set[str]) -> bool:
    """Whether a name touches a stretch of words, or a comma and at most two small words part them."""
    place = after
    while place < len(words) and fold_gap(words.gap(place)) == "" and words.is_capital(place):
        if words.keys[place] in names:
            return True
        place += 1
    following = words.keys[after : after + 3]
    if following and fold_gap(words.gap(after)) == "," and not {"and", "or"}.intersection(following):
        return bool(names.intersection(following))
    before = words.keys[max(first - 2, 0) : first]
    return (bool(before) and before[-1] in names and fold_gap(words.gap(first)) in {"", ","}) or (
        len(before) == 2 and before[0] in names and before[1] in {"the", "a", "an"}
    )


def _anchors(given: list[Given]) -> list[str]:
    for match_rules in _ANCHORS:
        found = [each.text for each in given if each.rule in match_rules]
        if found:
            return found
    return []


def _is_anchored(given: list[Given], values: list[Value]) -> bool:
    """Whether the values that tell where a record belongs are all supported."""
    for match_rules in _ANCHORS:
        found = _of(match_rules, given, values)
        if found:
            return all(value.support is not Support.UNSUPPORTED for value in found)
    return False


def _of(match_rules: tuple[MatchRule, ...], given: list[Given], values: list[Value]) -> list[Value]:
    """The values of some match rules."""
    return [value for value, each in zip(values, given, strict=True) if each.rule in match_rules]
