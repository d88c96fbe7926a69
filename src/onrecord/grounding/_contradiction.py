"""Whether one text says the opposite of another."""

from __future__ import annotations

from functools import lru_cache

from onrecord.article import Article
from onrecord.grounding._fields import given_values
from onrecord.grounding._result import Finding
from onrecord.grounding.checks import Candidate, contradicts
from onrecord.grounding.matching import References
from onrecord.grounding.text import ArticleIndex, Evidence, Facts, gather, names_in
from onrecord.kinds import Claim

__all__ = ["contradiction"]

_REMEMBERED = 256


def contradiction(text: str, other: str, language: str = "en") -> Finding | None:
    """What `text` negates that `other` states, or states that it negates, or of what it says the opposite; or None.

    Only negations and words that exclude each other are looked at, and not numbers, days or names.
    """
    references, evidence = _read(other, language)
    words = references.index.words_of(text)
    if not words:
        return None
    span = range(len(words))
    claim = Claim.model_construct(text=text, sentences=[1])
    values = given_values(claim)
    facts = Facts(words, span, names_in(words, span, opening=True))
    return contradicts(Candidate(claim, values, values[0], facts, evidence, references))


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, language: str) -> tuple[References, Evidence]:
    index = ArticleIndex(Article(text, language=language))
    return References(index), gather(index, range(len(index.spans)))
