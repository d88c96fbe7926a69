"""Drafts of labels: a model's records, for a person to accept, correct or reject.

They come in an order that says nothing of them, and without what grounding and verification say: whoever sees the
surest ones first, or sees which are marked as supported, comes to nod the others through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from onrecord.article import Article
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord
from onrecord.kinds import KINDS, Record
from onrecord.web._forms import snippet_of
from onrecord.web._labels import Shown

__all__ = ["drafts_of"]


def drafts_of(summary: Summary) -> Mapping[type[Record], Sequence[Shown]]:
    """The records of a summary as drafts, by their kinds, each kind's shuffled, the same for one article each time."""
    shuffled = list(summary.records)
    Random(summary.article.id).shuffle(shuffled)  # noqa: S311  # no secret
    made = {
        kind: [_draft(each, summary.article) for each in shuffled if type(each.record) is kind]
        for kind in KINDS.values()
    }
    return {kind: _distinct(entries) for kind, entries in made.items()}


def _distinct(entries: Sequence[Shown]) -> list[Shown]:
    kept: list[Shown] = []
    for each in entries:
        if each not in kept:
            kept.append(each)
    return kept


def _draft(grounded: GroundedRecord, article: Article) -> Shown:
    fields = grounded.record.model_dump(mode="json", exclude={"sentences"})
    said = {name: _value(value) for name, value in fields.items() if value not in (None, [])}
    texts = [article.text[span.start : span.end].strip() for span in grounded.evidence]
    return {**said, "evidence": [snippet_of(article, text) or text for text in texts], "draft": True}


def _value(value: Any) -> Any:
    """A value as gold has it: texts, in which what parts alternatives would be mistaken."""
    if isinstance(value, list):
        return [_value(each) for each in value]
    return str(value).replace(" | ", " / ")
