"""All of composing in one call."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article import Article
from onrecord.compose._entities import entities
from onrecord.compose._facts import facts
from onrecord.compose._result import Composition
from onrecord.grounding import GroundedRecord

__all__ = ["compose"]


def compose(article: Article, records: Sequence[GroundedRecord]) -> Composition:
    """The entities and the facts of an article, from its records; no model is asked, and no record is changed."""
    found = entities(article, records)
    return Composition(found, facts(article, records, found))
