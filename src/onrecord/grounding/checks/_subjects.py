"""Subjects: a sentence isn't cut to what its subject is told by, as `The sister of Ida Roe left` to `Ida Roe left`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding._result import Finding
from onrecord.grounding.checks._check import Check
from onrecord.grounding.checks._phrases import has_mark
from onrecord.grounding.checks._restrictions import CUT_OUT, places_of
from onrecord.grounding.languages import ENGLISH, LANGUAGES, parts_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Parts
    from onrecord.grounding.text import Words

__all__ = ["SUBJECTS"]

_REACH = 4
"""Words between a "who" and the name that its verb has as an object, and words that a sentence's verb is among."""
_TITLES = ENGLISH.titles | ENGLISH.person_nouns


def _beheaded(candidate: Candidate) -> Finding | None:
    """Whether a value opens with a name that only tells, right before it in the article, who its subject is."""
    place, language = candidate.verbatim, parts_of(candidate.index.language)
    if language is None or place is None or place.first <= 0:
        return None
    opens = candidate.words.keys[0] in language.determiners or any(name.first <= 1 for name in candidate.facts.names)
    if not opens:
        return None
    says = not language.reporting.isdisjoint(candidate.words.keys[:_REACH])
    heads = [_head(candidate.index.words, first, language, says=says) for first in places_of(candidate, place)]
    if not all(heads):
        return None
    return Finding(CUT_OUT, f"in the article “{heads[0]}” stands before these words, and they say this of that")


SUBJECTS = Check(
    "subjects",
    _beheaded,
    rules=frozenset({MatchRule.STATED}),
    last=True,
    languages=frozenset(code for code, each in LANGUAGES.items() if each.parts),
)


def _head(words: Words, first: int, language: Parts, *, says: bool) -> str:
    """What a name is tied to by a preposition or as the object of a "who": `sister of`, `man who shot`; or nothing."""
    while first > 0 and not has_mark(words, first) and words.keys[first - 1] in _TITLES | language.determiners:
        first -= 1
    start = _noun(words, first, language, says=says) or _antecedent(words, first, language)
    return words.stretch(start, first - 1) if start else ""


def _noun(words: Words, first: int, language: Parts, *, says: bool) -> int:
    """The noun that a preposition ties to what stands at a place, where it isn't the same nor acts for it; or 0."""
    if first < 2 or has_mark(words, first) or has_mark(words, first - 1):
        return 0
    noun, tie = words.keys[first - 2], words.keys[first - 1]
    if tie not in language.prepositions - language.openers or not words.stems[first - 2] or _is_past(noun):
        return 0
    is_other = tie in language.ownings and noun not in language.wholes and not says
    return first - 2 if is_other or noun in language.relations else 0


def _antecedent(words: Words, first: int, language: Parts) -> int:
    """The noun of a "who" or "that" whose verb has what stands at a place as its object; or 0."""
    clausal = language.clausal | language.reporting
    for i in range(first - 2, max(first - _REACH, 1), -1):
        if has_mark(words, i + 1) or words.keys[i] in language.openers - {"that"}:
            return 0
        if words.keys[i] in language.relatives or words.keys[i] == "that":
            noun, between = words.keys[i - 1], words.keys[i + 1 : first]
            is_plain = words.keys[i] in language.relatives and bool(words.stems[i + 1])
            is_clause = (is_plain or any(map(_is_past, between))) and clausal.isdisjoint(between)
            return i - 1 if is_clause and words.stems[i - 1] and noun not in clausal and not has_mark(words, i) else 0
    return 0


def _is_past(key: str) -> bool:
    """Whether a word may be a verb in the past."""
    return key.endswith("ed") or ENGLISH.irregular.get(key, key) != key
