"""Whether one text says the opposite of another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.article import Article
from onrecord.grounding._fields import Given, given_values
from onrecord.grounding._result import Finding
from onrecord.grounding.checks import Candidate, contradicts
from onrecord.grounding.matching import References
from onrecord.grounding.text import ArticleIndex, Evidence, Facts, Words, gather, names_in
from onrecord.kinds import Claim

__all__ = ["contradiction"]

_REMEMBERED = 1 << 10


def contradiction(text: str, other: str, language: str = "en") -> Finding | None:
    """What `text` negates that `other` states, or states that it negates, or of what it says the opposite; or None.

    Only negations and words that exclude each other are looked at, and not numbers, days or names.
    """
    said = _said(text, language)
    if said is None:
        return None
    claim, values, facts = said
    references, evidence = _read(other, language)
    return contradicts(Candidate(claim, values, values[0], facts, evidence, references))


@lru_cache(maxsize=_REMEMBERED)
def _said(text: str, language: str) -> tuple[Claim, Sequence[Given], Facts] | None:
    """A text as a claim, with what it states; None for a text without words."""
    words = Words(text, language)
    if not words:
        return None
    claim, span = Claim.model_construct(text=text, sentences=[1]), range(len(words))
    return claim, given_values(claim), Facts(words, span, names_in(words, span, opening=True))


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, language: str) -> tuple[References, Evidence]:
    index = ArticleIndex(Article(text, language=language))
    return References(index), gather(index, range(len(index.spans)))
