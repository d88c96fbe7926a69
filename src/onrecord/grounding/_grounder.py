"""Ties every value of a record to the article, or says why the article doesn't support it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache, partial
from math import fsum
from typing import TYPE_CHECKING

from onrecord.grounding._agree import disagreement
from onrecord.grounding._content import is_content
from onrecord.grounding._disguise import disguised
from onrecord.grounding._evidence import Evidence, gather
from onrecord.grounding._fields import Given, given_values
from onrecord.grounding._index import ArticleIndex, Facts
from onrecord.grounding._locate import Located, find, find_exact, find_joined, find_verbatim, read_place
from onrecord.grounding._names import names_in
from onrecord.grounding._quoting import INCISES, find_quoted, form_of
from onrecord.grounding._resolve import References
from onrecord.grounding._result import GroundedRecord, Support, Value
from onrecord.grounding._wording import SHARE, may_say_nothing, says_nothing, share, similar_words, spans_of
from onrecord.grounding._words import Words, fold_gap
from onrecord.kinds import MatchRule, Record

if TYPE_CHECKING:
    from onrecord.article import Article

__all__ = ["Grounder"]

_COPIED = (MatchRule.NAMED, MatchRule.WORDED)
_ANCHORS = ((MatchRule.QUOTED,), (MatchRule.STATED,), _COPIED)
"""The match_rules whose values tell where a record belongs, the best first."""
_REMEMBERED = 256
"""Values of one article that are kept as they were read: names come back in many records."""


class Grounder:
    """Grounds the records of one article, which it indexes once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._index = ArticleIndex(article)
        self._references = References(self._index)
        remember = lru_cache(maxsize=_REMEMBERED)
        self._words = remember(partial(Words, language=article.language))
        self._facts = remember(partial(_facts, self._index))
        self._gathered = remember(partial(gather, self._index))

    def ground(self, record: Record) -> GroundedRecord:
        """The record with its evidence and the support of each value; never raises, and never alters the record."""
        given = given_values(record)
        cited = sorted({number - 1 for number in record.sentences if 0 < number <= len(self._index.spans)})
        positions = self._with_quotes(given, cited or self._looked_up(given))
        evidence = self._gathered(tuple(positions))
        denied = "denied" in (getattr(record, "status", None), getattr(record, "certainty", None))
        cues = self._cues(given)
        values = self._with_titles(given, [self._value(each, evidence, cues, denied=denied) for each in given])
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
                if place and place.support is not Support.FUZZY:
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

    def _value(self, given: Given, evidence: Evidence, cues: list[Words], *, denied: bool) -> Value:
        place = self._place(given, evidence, cues, denied=denied)
        if isinstance(place, str):
            return Value(given.field, given.text, Support.UNSUPPORTED, (), place)
        return Value(given.field, given.text, place.support, place.spans)

    def _place(self, given: Given, evidence: Evidence, cues: list[Words], *, denied: bool) -> Located | str:
        """Where the article bears a value out, or why it doesn't."""
        if reason := disguised(given.text, self.article.text):
            return reason
        worded = given.rule in _COPIED
        if worded and may_say_nothing(given.text) and says_nothing(self._index, self._words(given.text)):
            return f"“{given.text}” says nothing by itself"
        if worded and (place := find_exact(self._index, given.text, evidence.positions)):
            return place
        words = self._words(given.text)
        if not words:
            return (
                find_verbatim(self._index, given.text, evidence.positions)
                or "this is not in the article, or says nothing by itself"
            )
        if worded:
            return self._worded(words, evidence)
        return (
            self._quoted(words, evidence, cues)
            if given.rule is MatchRule.QUOTED
            else self._stated(words, evidence, denied=denied)
        )

    def _stated(self, words: Words, evidence: Evidence, *, denied: bool) -> Located | str:
        if not evidence.positions:
            return "no sentence of the article supports this"
        facts = _stated_facts(self._index, words, evidence)
        if reason := disagreement(self._references, facts, evidence, denied=denied, stated=True):
            return reason
        if place := find(self._index, words, evidence.positions, elsewhere=False):
            return place
        if share(self._index, facts, evidence) < SHARE:
            return "too few of its words are in its evidence"
        return Located(Support.FUZZY, spans_of(self._index, facts, evidence), 0, -1)

    def _quoted(self, words: Words, evidence: Evidence, cues: list[Words]) -> Located | str:
        place = find_quoted(self._index, words, evidence, cues)
        if isinstance(place, str) or place.support is not Support.FUZZY:
            return place
        return disagreement(self._references, self._facts(words), evidence) or place

    def _worded(self, words: Words, evidence: Evidence) -> Located | str:
        place = find(self._index, words, evidence.positions)
        if place and self._is_inside(place, evidence) and place.support is Support.EXACT:
            return place
        facts = self._facts(words)
        if place and self._is_inside(place, evidence) and not facts.dates:
            return place
        reason = disagreement(self._references, facts, evidence)
        if place and reason is None and not (facts.names or facts.dates or facts.numbers):
            reason = None if self._is_near(words, evidence) else "it is not in its evidence"
        if place:
            return place if reason is None or self._attached(words, _named(evidence) - set(words.keys)) else reason
        if reason is None and evidence.positions and similar_words(self._index, facts, evidence):
            return Located(Support.FUZZY, spans_of(self._index, facts, evidence), 0, -1)
        return reason or "these words are not in the article"

    def _with_titles(self, given: list[Given], values: list[Value]) -> list[Value]:
        """The values, where one that the article gives as the title of another is supported by that."""
        if not any(value.support is Support.UNSUPPORTED for value in values):
            return values
        worded = _of(_COPIED, given, values)
        supported = [self._words(value.text) for value in worded if value.support is not Support.UNSUPPORTED]
        names = {key for words in supported if words for name in self._facts(words).names for key in name.keys}
        titles = {value for value in worded if value.support is Support.UNSUPPORTED}
        return [self._with_title(value, names) if names and value in titles else value for value in values]

    def _with_title(self, value: Value, names: set[str]) -> Value:
        words = self._words(value.text)
        if not words or says_nothing(self._index, words) or disguised(value.text, self.article.text):
            return value
        if any(self._references.is_person(name) for name in self._facts(words).names):
            return value
        place = self._attached(words, names - set(words.keys))
        return replace(value, support=place.support, spans=place.spans, reason=None) if place else value

    def _is_inside(self, place: Located, evidence: Evidence) -> bool:
        return set(self._index.sentences_of(place.spans)) <= set(evidence.positions)

    def _is_near(self, words: Words, evidence: Evidence) -> bool:
        """Whether words that name nobody may stand outside the evidence: all but a group, as `Prosecutors`."""
        if len(words) > 1 or not words.is_capital(0):
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
    opening = words.keys[0] in index.name_keys or words.keys[0] not in index.words.places
    return Facts(words, range(len(words)), names_in(words, range(len(words)), opening=opening))


def _stated_facts(index: ArticleIndex, words: Words, evidence: Evidence) -> Facts:
    """The facts of a sentence in the model's words; its first word is a name, too, where the evidence lacks it."""
    stem = words.stems[0]
    if stem and stem not in evidence.stems and len(words) > 1 and not words.is_capital(1):
        return Facts(words, range(len(words)), names_in(words, range(len(words)), opening=True))
    return _facts(index, words)


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
    """The values of some match_rules."""
    return [value for value, each in zip(values, given, strict=True) if each.rule in match_rules]
