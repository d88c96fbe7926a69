"""Predicted records that say again what another record of their article says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onrecord.evals._mistakes import RIGHT
from onrecord.evals._similarity import Compared, Sort, comparable, compared_fields, field_similarity, words_of

if TYPE_CHECKING:
    from onrecord.kinds import Record

__all__ = ["count_duplicates"]


def count_duplicates(records: Sequence[Record]) -> int:
    """How many records of one kind could be left out, since each repeats one that stays.

    A record repeats another where their wordings have the same words, and no other field that both fill differs.
    Choices aren't compared: the same claim as certain and as possible is one claim too many. The records that fill the
    most fields stay.
    """
    kept: dict[tuple[Any, ...], list[Record]] = {}
    for record in sorted(records, key=_filled, reverse=True):
        alike = kept.setdefault(_wording(record), [])
        if not any(_is_same(record, other) for other in alike):
            alike.append(record)
    return len(records) - sum(map(len, kept.values()))


def _filled(record: Record) -> int:
    return sum(bool(comparable(field, record)) for field in compared_fields(type(record)))


def _wording(record: Record) -> tuple[Any, ...]:
    """The words of each wording; for a kind without one, the values of all fields."""
    fields = compared_fields(type(record))
    wordings = [field for field in fields if field.sort is Sort.WORDING]
    words = tuple(frozenset(words_of(getattr(record, field.name))) for field in wordings)
    return words or tuple(comparable(field, record) for field in fields)


def _is_same(one: Record, other: Record) -> bool:
    fields = [field for field in compared_fields(type(one)) if field.sort in (Sort.PHRASE, Sort.SET)]
    return all(_agree(field, comparable(field, one), comparable(field, other)) for field in fields)


def _agree(field: Compared, one: Any, other: Any) -> bool:
    """Whether two values of a field are the same, or one is missing."""
    if not one or not other:
        return True
    alternatives = tuple((each,) for each in one) if field.sort is Sort.SET else (one,)
    return field_similarity(field, alternatives, other) >= RIGHT[field.sort]
