"""Parquet tables, read with pyarrow a few rows at a time, and of these the columns that are needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._fields import needed, textless
from onrecord.sources.formats._format import Format, Opened
from onrecord.sources.formats._places import at_any_place
from onrecord.sources.formats._rows import articles_in

__all__ = ["PARQUET"]

ROWS = 200
"""Rows that are held at a time."""

BUFFER = 1_000_000
"""Bytes of a column that are read at a time."""


def _stream(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable]]:
    """The articles in a table. Raises `SourceError` where no column has their texts."""
    with at_any_place(source, options.max_feed_bytes, PARQUET.name) as file:
        table = library("pyarrow.parquet").ParquetFile(file, buffer_size=BUFFER)
        yield from articles_in(_rows(table, options), source.origin.name, options)


def _rows(table: Any, options: SourceOptions) -> Iterator[dict[str, Any]]:
    names = table.schema_arrow.names
    if not needed(names, options.mapping, ["text"]):
        first = next(table.iter_batches(batch_size=1), None)
        sample = first.to_pylist()[0] if first else dict.fromkeys(names)
        raise SourceError(textless(sample, options.mapping.get("text", "text")))
    for batch in table.iter_batches(batch_size=ROWS, columns=needed(names, options.mapping)):
        yield from batch.to_pylist()


PARQUET = Format(
    name="a Parquet table",
    told_by=lambda start: start.head.startswith(b"PAR1"),
    endings=(".parquet", ".pq"),
    stream=_stream,
)
