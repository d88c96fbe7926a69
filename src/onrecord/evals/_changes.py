"""Gold records that one run matches and another misses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.evals._runs import Cell

__all__ = ["GoldChange", "gained_and_lost"]


@dataclass(frozen=True, slots=True)
class GoldChange:
    """A gold record that only one of two cells matches.

    `number` is its position among the gold records of its kind in the article, from 1, and `text` its wording.
    """

    article: str
    kind: str
    number: int
    text: str


def gained_and_lost(gold: Sequence[Mapping[str, Any]], a: Cell, b: Cell) -> tuple[list[GoldChange], list[GoldChange]]:
    """The gold records that only `b` matches, and those that only `a` matches, in the order of the gold.

    `gold` is `EvalRun.gold`. Articles that only one of the cells has are left out.
    """
    both = {each.article for each in a.articles} & {each.article for each in b.articles}
    matched_a, matched_b = set(_matched(a)), set(_matched(b))
    gained: list[GoldChange] = []
    lost: list[GoldChange] = []
    for labelled in gold:
        article = labelled["article"]["id"]
        for place in range(len(labelled["records"])):
            key = (article, place)
            if article in both and (key in matched_a) != (key in matched_b):
                (gained if key in matched_b else lost).append(_change(labelled, place))
    return gained, lost


def _matched(cell: Cell) -> Iterator[tuple[str, int]]:
    """The matched gold records, each as its article's id and its position among the article's gold records."""
    for article in cell.articles:
        for match in article.matches:
            yield article.article, match["gold"]


def _change(labelled: Mapping[str, Any], place: int) -> GoldChange:
    records = labelled["records"]
    kind = records[place]["kind"]
    number = sum(record["kind"] == kind for record in records[: place + 1])
    return GoldChange(labelled["article"]["id"], kind, number, _wording(records[place]["fields"]))


def _wording(fields: Mapping[str, Sequence[Any]]) -> str:
    """The longest first alternative among the fields, which is what the record says rather than who says it."""
    texts = [alternatives[0] for alternatives in fields.values() if alternatives and isinstance(alternatives[0], str)]
    return max(texts, key=len, default="")
