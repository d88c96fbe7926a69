"""What one answer for all records would score in each field: a field that scores less says less than nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.evals._mistakes import RIGHT
from onrecord.evals._runs import Constant
from onrecord.evals._similarity import Compared, Sort, comparable, compared_fields, field_similarity
from onrecord.kinds import KINDS

if TYPE_CHECKING:
    from onrecord.evals._gold import GoldRecord

__all__ = ["TRIED", "constants_of"]

TRIED = 20
"""How many of the answers that gold has most often are tried for each field, beside no value."""


def constants_of(matched: Iterable[GoldRecord]) -> dict[str, Constant]:
    """The best constant answer to each field of some matched gold records, by the name of the field's metric.

    Fields that are wordings have none: no sentence is right for several records.
    """
    records = list(matched)
    return {
        f"{kind.kind}.{field.name}": _best(field, own)
        for kind in KINDS.values()
        if (own := [record for record in records if record.kind == kind.kind])
        for field in compared_fields(kind)
        if field.sort is not Sort.WORDING
    }


def _best(field: Compared, records: Sequence[GoldRecord]) -> Constant:
    """The answer that is right for most records; of several, the one that gold has most often, and no value first."""
    gold = Counter(tuple(record.fields.get(field.name, field.default)) for record in records)
    right = {answer: _right(field, gold, answer) for answer in _answers(field, records)}
    answer = max(right, key=right.__getitem__)
    return Constant(answer=answer, value=round(right[answer] / len(records), 6))


def _answers(field: Compared, records: Sequence[GoldRecord]) -> list[Any]:
    """No value, then the answers that gold has most often."""
    told = (
        answer
        for record in records
        for answer in dict.fromkeys(comparable(field, record.record(i)) for i in range(record.alternatives))
    )
    nothing = () if field.sort is Sort.SET else None
    return [*dict.fromkeys([nothing, *(answer for answer, _ in Counter(told).most_common(TRIED))])]


def _right(field: Compared, gold: Counter[tuple[Any, ...]], answer: Any) -> int:
    """For how many records an answer is right; those that are labelled alike are looked at once."""
    return sum(
        count for labelled, count in gold.items() if field_similarity(field, labelled, answer) >= RIGHT[field.sort]
    )
