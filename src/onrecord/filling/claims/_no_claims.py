"""What is no claim: an opinion, a hope, a promise, advice, and that somebody says nothing."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._telling_words import each_claim
from onrecord.filling.languages import CLAIMING
from onrecord.grounding.checks import Phrases
from onrecord.grounding.text import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Claim

__all__ = ["NO_CLAIMS", "is_claim"]


def _claims_only(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return each_claim(drafts, partial(_kept, index))


NO_CLAIMS = Rule("no opinions for claims", _claims_only, frozenset(CLAIMING))


def _kept(index: ArticleIndex, draft: Draft, claim: Claim) -> Draft | None:
    return draft if is_claim(index, claim.text) else None


def is_claim(index: ArticleIndex, text: str) -> bool:
    """Whether a sentence states what could be checked."""
    words = index.words_of(text)
    return not _no_claims(words.language).among(Facts(words, range(len(words)), []))


@cache
def _no_claims(language: str) -> Phrases:
    known = CLAIMING[language]
    return Phrases({"opinion": known.opinions, "silence": known.silence}, language)
