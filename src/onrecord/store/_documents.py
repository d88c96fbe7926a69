"""Summaries as plain data, from the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onrecord.article import Article
from onrecord.store._rows import RECORD, plain_of_rows
from onrecord.store._schema import articles, records, results, runs

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping, Select

__all__ = ["chosen_results", "streamed", "with_records"]

AT_ONCE = 200
"""Results whose records are read at a time."""

_KNOWN = [articles.c[each.name] for each in fields(Article)]
_TOLD = (
    *("version", "status", "problems", "left_out", "copy_of"),
    *("calls", "input", "cached", "output", "seconds", "made"),
)


_OF_RECORDS = [records.c[name] for name in RECORD]


def chosen_results() -> Select[Any]:
    """Rows of article, result and run, for `with_records`."""
    told = [results.c[name] for name in _TOLD]
    chosen = select(results.c.number.label("result"), *_KNOWN, *told, runs.c.model, runs.c.prompts)
    return chosen.select_from(results).join(articles).join(runs)


def with_records(
    connection: Connection, rows: Sequence[RowMapping], *, numbered: bool = False, dated: bool = False
) -> Iterator[dict[str, Any]]:
    """The summary of each of these rows, with its records; more may be told, as `plain_of_rows` says."""
    wanted = records.c.result.in_([row["result"] for row in rows])
    chosen = select(records.c.result, *_OF_RECORDS).where(wanted).order_by(records.c.result, records.c.record)
    found = groupby(connection.execute(chosen), itemgetter(0))
    by_result = {result: [row[1:] for row in those] for result, those in found}
    for row in rows:
        yield plain_of_rows(row, by_result.get(row["result"], ()), numbered=numbered, dated=dated)


def streamed(
    connection: Connection, chosen: Select[Any], *, numbered: bool = False, dated: bool = False
) -> Iterator[dict[str, Any]]:
    """The same for all rows that are chosen, some at a time."""
    found = connection.execute(chosen, execution_options={"yield_per": AT_ONCE}).mappings()
    for rows in found.partitions():
        yield from with_records(connection, rows, numbered=numbered, dated=dated)
