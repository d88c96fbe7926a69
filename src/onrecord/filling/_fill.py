"""Applies the rules to the records of an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.article import Article
from onrecord.filling._draft import Draft
from onrecord.filling._registry import RULES, Rule
from onrecord.grounding.text import ArticleIndex, primary
from onrecord.kinds import Record

__all__ = ["fill", "kinds_made"]


def fill(
    article: Article | ArticleIndex,
    records: Sequence[Record],
    *,
    rules: Sequence[Rule] = RULES,
    kinds: Collection[str] | None = None,
    sentences: Collection[int] | None = None,
    trusted: bool = False,
) -> list[Draft]:
    """The records of an article with everything filled in that follows from its text by `rules`.

    Records may be mended, added and dropped. What a rule put in place of a model's value, or where the model left one
    out, is among the draft's `derived` fields; all fields of a record are, where a rule made all of it. Only records of
    `kinds` are added, and only such as rest on one of `sentences` (None: all). Where the model is `trusted`, what it
    says stands, and only what it left out is filled in. An article is indexed first, unless its index is given in its
    place.
    """
    index = article if isinstance(article, ArticleIndex) else ArticleIndex(article)
    drafts = [Draft.trusted(record) if trusted else Draft(record) for record in records]
    for rule in rules:
        if rule.serves(index.language) and not (trusted and rule.mends):
            drafts = list(rule.apply(drafts, index))
    return [draft for draft in drafts if not draft.added or _is_asked(draft.record, kinds, sentences)]


def kinds_made(language: str, *, rules: Sequence[Rule] = RULES) -> frozenset[str]:
    """The kinds whose records `rules` find without a model, in an article in the language with this code."""
    return frozenset(rule.makes for rule in rules if rule.makes and rule.serves(primary(language)))


def _is_asked(record: Record, kinds: Collection[str] | None, sentences: Collection[int] | None) -> bool:
    """Whether a record is of the kinds and the sentences that were asked about."""
    if kinds is not None and record.kind not in kinds:
        return False
    return sentences is None or not set(sentences).isdisjoint(record.sentences)
