"""What is no claim: an opinion, a hope, a promise, advice, and that somebody says nothing."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord.filling._clause import is_fragment
from onrecord.filling._draft import Draft
from onrecord.filling._events import clause_of
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import has_deed, has_fact, saying_in, statements_in
from onrecord.filling.claims._telling_words import each_claim, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.grounding.checks import Phrases
from onrecord.grounding.text import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Claim, Statement

__all__ = ["NO_CLAIMS", "is_claim", "only_says"]


def _claims_only(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return each_claim(drafts, partial(_kept, index, statements_in(drafts)))


NO_CLAIMS = Rule("no opinions for claims", _claims_only, frozenset(CLAIMING), mends=True)


def _kept(index: ArticleIndex, said: Sequence[Statement], draft: Draft, claim: Claim) -> Draft | None:
    return draft if is_claim(index, claim.text) and not only_says(index, claim, said) else None


def only_says(index: ArticleIndex, claim: Claim, said: Sequence[Statement]) -> bool:
    """Whether a claim is that a statement is made, without a fact that this holds: `condemned the ban`."""
    statement = saying_in(index, claim.text, claim.sentences, said)
    if statement is None:
        return False
    if stems_of(index, claim.text).isdisjoint(stems_of(index, statement.content)):
        return True
    denied = not CLAIMING[index.language].denying.isdisjoint(index.words_of(statement.cue).keys)
    return not (denied or has_fact(index, statement) or has_deed(index, statement))


def is_claim(index: ArticleIndex, text: str) -> bool:
    """Whether a text is a sentence that states what could be checked."""
    words = index.words_of(text)
    return not is_fragment(clause_of(index, text)) and not _no_claims(words.language).among(
        Facts(words, range(len(words)), [])
    )


@cache
def _no_claims(language: str) -> Phrases:
    known = CLAIMING[language]
    return Phrases({"opinion": known.opinions, "silence": known.silence}, language)
