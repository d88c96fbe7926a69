"""Which labelled records one run finds and another doesn't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.evals._runs import Cell

__all__ = ["GoldChange", "gained_and_lost"]


@dataclass(frozen=True, slots=True)
class GoldChange:
    """A labelled record that was found on one side alone: its article, kind and place there from 1, and its wording."""

    article: str
    kind: str
    number: int
    text: str


def gained_and_lost(gold: Sequence[Mapping[str, Any]], a: Cell, b: Cell) -> tuple[list[GoldChange], list[GoldChange]]:
    """The labelled records that `b` finds and `a` doesn't, and the other way round, in the order of the gold.

    `gold` is that of the run, as `onrecord.evals._runs.plain_gold` gives it. Articles that one side lacks are left out.
    """
    both = {each.article for each in a.articles} & {each.article for each in b.articles}
    found_a, found_b = set(_found(a)), set(_found(b))
    gained: list[GoldChange] = []
    lost: list[GoldChange] = []
    for labelled in gold:
        article = labelled["article"]["id"]
        for place in range(len(labelled["records"])):
            key = (article, place)
            if article in both and (key in found_a) != (key in found_b):
                (gained if key in found_b else lost).append(_change(labelled, place))
    return gained, lost


def _found(cell: Cell) -> Iterator[tuple[str, int]]:
    """Articles, and places among their labelled records of those that were matched."""
    for article in cell.articles:
        for match in article.matches:
            yield article.article, match["gold"]


def _change(labelled: Mapping[str, Any], place: int) -> GoldChange:
    records = labelled["records"]
    kind = records[place]["kind"]
    number = sum(record["kind"] == kind for record in records[: place + 1])
    return GoldChange(labelled["article"]["id"], kind, number, _wording(records[place]["fields"]))


def _wording(fields: Mapping[str, Sequence[Any]]) -> str:
    """The longest first alternative among the fields: what the record says, and not who says it."""
    texts = [alternatives[0] for alternatives in fields.values() if alternatives and isinstance(alternatives[0], str)]
    return max(texts, key=len, default="")
