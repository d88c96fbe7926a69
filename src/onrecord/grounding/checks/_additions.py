"""Additions: reasons, and words for how something is done, that the evidence has nothing of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.grounding.checks._check import Check, found
from onrecord.grounding.checks._phrases import assertions_of, phrases_of
from onrecord.kinds import MatchRule

if TYPE_CHECKING:
    from collections.abc import Collection

    from onrecord.grounding._result import Finding
    from onrecord.grounding.checks._check import Candidate
    from onrecord.grounding.languages import Assertions

__all__ = ["ADVERBS", "INSERTIONS", "REASONS"]

_LEAST = 2
"""Content words that a reason has at least."""
_SHARED = 0.25
"""The share of a reason's content words that its evidence has, if it has anything of it."""
_ELSEWHERE = 0.25
"""The share of them that the article has, if the reason could be from elsewhere in it."""
_FRONT = 5
"""Letters that words of one family begin with."""


def _reason_added(candidate: Candidate) -> Finding | None:
    """The first reason of a value that its evidence has little or nothing of."""
    facts, words = candidate.facts, candidate.words
    for phrase in phrases_of(words.language, "reasons").among(facts):
        places = [place for place in _to_comma(candidate, phrase.last + 1) if words.stems[place]]
        stems = [words.stems[place] for place in places]
        if len(places) >= _LEAST and _share(candidate.evidence.stems, stems) <= _SHARED and _is_new(candidate, stems):
            text = words.word(phrase.first)
            return found("reason_added", f"its evidence has nothing of this “{text}”", words, phrase.first, places[-1])
    return None


REASONS = Check("reasons", _reason_added, rules=frozenset({MatchRule.STATED}))


def _to_comma(candidate: Candidate, first: int) -> range:
    words = candidate.words
    stop = next((i for i in range(first + 1, len(words)) if "," in words.gap(i)), len(words))
    return range(first, stop)


def _is_new(candidate: Candidate, stems: list[str]) -> bool:
    """Whether most of some words are nowhere in the article."""
    return _share(candidate.index.stems, stems) <= _ELSEWHERE


def _share(there: Collection[str], stems: list[str]) -> float:
    """How many of some words, of 1, there are among others, by themselves or with one of their family."""
    return sum(_has_near(there, stem) for stem in stems) / len(stems)


def _has_near(there: Collection[str], stem: str) -> bool:
    return stem in there or (len(stem) > _FRONT and any(each[:_FRONT] == stem[:_FRONT] for each in there))


def _adverb_added(candidate: Candidate) -> Finding | None:
    """The first word for how something is done, where the evidence has none and the article nothing like it."""
    known, words = assertions_of(candidate.index.language), candidate.words
    for place, key in enumerate(words.keys):
        if _is_adverb(known, key) and not words.is_capital(place) and words.stems[place]:
            other = any(_is_adverb(known, each) for each in candidate.evidence.keys - candidate.facts.keys)
            if not other and not _has_near(candidate.index.stems, words.stems[place]):
                return found("adverb_added", f"its evidence has nothing of “{key}”", words, place)
    return None


def _is_adverb(known: Assertions, key: str) -> bool:
    return key.endswith(known.adverb_endings) and key not in known.plain_modifiers


ADVERBS = Check("adverbs", _adverb_added, rules=frozenset({MatchRule.STATED, MatchRule.QUOTED}))


def _inserted(candidate: Candidate) -> Finding | None:
    """The first content word that a value puts between two words that follow one another in its evidence."""
    words, known = candidate.words, assertions_of(candidate.index.language)
    there = candidate.evidence.stems
    new = (i for i in range(1, len(words) - 1 if known.plain_modifiers else 0) if words.stems[i] not in there)
    for place in new:
        if words.is_capital(place) or words.keys[place] in known.plain_modifiers or not _is_modifier(candidate, place):
            continue
        if _follow(candidate, words.keys[place - 1], words.keys[place + 1]) and _is_new_word(candidate, place):
            return found("word_added", f"its evidence has nothing of “{words.keys[place]}”", words, place)
    return None


def _is_modifier(candidate: Candidate, place: int) -> bool:
    """Whether a word of content stands beside another, which is no number."""
    stems, following = candidate.words.stems, candidate.words.keys[place + 1]
    return bool(stems[place] and (stems[place - 1] or stems[place + 1])) and not following[0].isdecimal()


def _follow(candidate: Candidate, one: str, other: str) -> bool:
    """Whether the evidence has two words one right after the other."""
    keys = candidate.index.words.keys
    places = [i for i in candidate.index.words.places.get(one, ()) if keys[i + 1 : i + 2] == [other]]
    return any(i in facts.span for i in places for facts in candidate.evidence.facts)


def _is_new_word(candidate: Candidate, place: int) -> bool:
    """Whether the article has nothing like a word, which is no number and isn't what one counts."""
    if any(number.first <= place <= number.last + 1 for number in candidate.facts.numbers):
        return False
    return not _has_near(candidate.index.stems, candidate.words.stems[place])


INSERTIONS = Check("insertions", _inserted, rules=frozenset({MatchRule.STATED}), languages=frozenset({"en"}))
