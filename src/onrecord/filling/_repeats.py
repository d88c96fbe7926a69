"""Records that say the same twice are one, which rests on the evidence of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.grounding.text import ArticleIndex, is_negative
from onrecord.kinds import MOST_SENTENCES, Record, match_rules

__all__ = ["REPEATS"]

_ALIKE = 0.93
"""The share of the words of both that two records have in common at least, in one order, that say the same."""
_NEAR = 1
"""How many sentences apart their evidence is at most."""


def _merged(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        same = (place for place, other in enumerate(kept) if _is_same(draft.record, other.record, index))
        place = next(same, None)
        if place is None:
            kept.append(draft)
        else:
            numbers = sorted({*kept[place].record.sentences, *draft.record.sentences})
            kept[place] = kept[place].filled(sentences=numbers[:MOST_SENTENCES])
    yield from kept


REPEATS = Rule("repeats", _merged)


def _is_same(one: Record, other: Record, index: ArticleIndex) -> bool:
    """Whether two records of a kind say the same of neighbouring sentences, and both or neither negate it."""
    if type(one) is not type(other) or not _are_near(one, other) or _labels(one) != _labels(other):
        return False
    first, second = (_words(each, index) for each in (one, other))
    differing = {*first} ^ {*second}
    if any(word[0].isdecimal() or is_negative(word, index.language) for word in differing):
        return False
    return Indel.normalized_similarity(first, second) >= _ALIKE


def _are_near(one: Record, other: Record) -> bool:
    return any(abs(i - j) <= _NEAR for i in one.sentences for j in other.sentences)


def _labels(record: Record) -> tuple[object, ...]:
    """Who says it, where the kind says so."""
    return tuple(str(getattr(record, name)) for name in type(record).speaker_fields)


def _words(record: Record, index: ArticleIndex) -> list[str]:
    """The stems of what a record says, with its negatives."""
    texts = [getattr(record, name) for name, rule in match_rules(type(record)).items() if rule.is_wording]
    words = index.words_of(" ".join(filter(None, texts)))
    language = index.language
    told = (key if is_negative(key, language) else stem for key, stem in zip(words.keys, words.stems, strict=True))
    return list(filter(None, told)) or words.keys
