"""Who makes a claim: the speaker of the statement that holds it, or whom its sentence names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._attribution import said_in
from onrecord.filling.claims._telling_words import each_claim, positions_of, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.kinds import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Claim

__all__ = ["SOURCE", "statement_of"]

_SHARE = 0.4
"""The share of a claim's telling words that the content of a statement has, at least, that holds the claim."""
_LONGEST = 80
"""Characters that a source has at most."""


def _sources(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    said = [each.record for each in drafts if isinstance(each.record, Statement)]
    return each_claim(drafts, partial(_with_source, index, said))


SOURCE = Rule("who makes a claim", _sources, frozenset(CLAIMING))


def _with_source(index: ArticleIndex, said: Sequence[Statement], draft: Draft, claim: Claim) -> Draft:
    statement = statement_of(index, said, claim)
    return draft.filled(source=_speakers(statement) if statement else _named(index, claim))


def statement_of(index: ArticleIndex, said: Sequence[Statement], claim: Claim) -> Statement | None:
    """The statement of the same sentence whose content has most of a claim's telling words; None if none has enough."""
    stems, sentences = stems_of(index, claim.text), set(claim.sentences)
    shares = [
        (len(stems & stems_of(index, each.content)) / len(stems), each)
        for each in said
        if stems and not sentences.isdisjoint(each.sentences)
    ]
    share, statement = max(shares, key=lambda each: each[0], default=(0.0, None))
    return statement if share >= _SHARE else None


def _speakers(statement: Statement) -> str | None:
    """The speakers of a statement in one line; None where it has none, or too many."""
    *others, last = statement.speakers or [""]
    text = f"{', '.join(others)} and {last}" if others else last
    return text if 0 < len(text) <= _LONGEST else None


def _named(index: ArticleIndex, claim: Claim) -> str | None:
    """Whom the sentence of a claim names as the one who says it; None where it names nobody."""
    stems = stems_of(index, claim.text)
    for position in positions_of(index, claim):
        said = said_in(index.words, index.sentence_words(position))
        if (
            said
            and stems
            and len(stems & set(index.words.stems[said.content.start : said.content.stop])) >= _SHARE * len(stems)
        ):
            return None
    return None
