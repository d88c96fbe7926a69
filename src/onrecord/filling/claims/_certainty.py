"""How sure a claim is: as its own words are hedged in its evidence."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._telling_words import each_claim, positions_of, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.grounding import is_negative
from onrecord.grounding.checks import Phrases, assertions_of, reach_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex, Facts
    from onrecord.kinds import Claim

__all__ = ["CERTAINTY", "with_certainty"]

_WEAKEST = ("denied", "possible", "probable")
"""Of several hedges of one claim, the one that counts is the first of these."""

_ALONE = 0.3
"""The share of the words that a hedge reaches, at most, by which a claim is another one that has its first word."""


def _certainties(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return each_claim(drafts, partial(with_certainty, index))


CERTAINTY = Rule("how sure a claim is", _certainties, frozenset(CLAIMING))


def with_certainty(index: ArticleIndex, draft: Draft, claim: Claim) -> Draft:
    """The draft of a claim with its certainty as its evidence has it."""
    found = set(_hedges(index, claim))
    words = index.words_of(claim.text)
    if "denied" in found and any(is_negative(key, words.language) for key in words.keys):
        found.discard("denied")
    weakest = next((each for each in _WEAKEST if each in found), "certain")
    if weakest == "certain" and "certainty" in draft.derived:
        return draft
    return draft.filled(certainty=weakest)


def _hedges(index: ArticleIndex, claim: Claim) -> Iterator[str]:
    """The hedges of a claim's words where its evidence has them."""
    stems = stems_of(index, claim.text)
    for position in positions_of(index, claim):
        yield from (group for group, reach in _hedged(index.facts(position)) if _is_about(reach, stems))


def _is_about(reach: list[str], stems: frozenset[str]) -> bool:
    """Whether a hedge is about the words of a claim: about the one it stands before and others, or most it reaches."""
    shared = len(stems.intersection(reach))
    return 2 * shared > len(reach) or (reach[0] in stems and shared > _ALONE * len(reach))


def _hedged(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    """The hedges of a sentence, each with the stems that it reaches."""
    words = facts.words
    for phrase in _phrases(words.language).among(facts):
        reach = [words.stems[i] for i in reach_of(words, phrase.last + 1, facts.span.stop)]
        if reach and phrase.group in _WEAKEST:
            yield phrase.group, reach


@cache
def _phrases(language: str) -> Phrases:
    own, known = CLAIMING[language].hedges, assertions_of(language).hedges
    return Phrases({group: (*own.get(group, ()), *known.get(group, ())) for group in (*_WEAKEST, "certain")}, language)
