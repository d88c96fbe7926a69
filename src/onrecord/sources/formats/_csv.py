"""Tables as text: CSV, whatever parts its cells, its dialect found by the standard library."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._fields import needed, textless
from onrecord.sources.formats._format import Format, Opened
from onrecord.sources.formats._json_lines import LONGEST_LINE, lines_of
from onrecord.sources.formats._rows import articles_in
from onrecord.sources.formats._start import HEAD, Start
from onrecord.sources.formats._text import decoded, utf8

__all__ = ["CSV"]

SEPARATORS = ",;\t|"

NAME = re.compile(r"[\w$@#](?:[\w.:/()-]| (?=\S)){0,60}")
LONGEST_NAME = 4
"""Words in the name of a column, at most; a sentence has more."""

LOOKED_AT = 20
"""Rows half of which have as many cells as there are columns, where a text is a table."""


def _stream(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable]]:
    """The articles in a table. Raises `SourceError` where no column has their texts."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))  # a cell may hold the longest article
    lines = map(_text, lines_of(source.file))
    first = next(filter(str.strip, lines))
    rows = csv.reader(lines, _dialect(first))
    names = next(csv.reader([first], _dialect(first)))
    records = _records(rows, names)
    if not needed(names, options.mapping, ["text"]):
        sample = next((row for row in records if isinstance(row, dict)), dict.fromkeys(names))
        raise SourceError(textless(sample, options.mapping.get("text", "text")))
    yield from articles_in(records, source.origin.name, options)


def _records(rows: Iterator[list[str]], names: list[str]) -> Iterator[dict[str, Any] | SourceError]:
    """The rows by the names of their columns, an error in place of one that is broken; empty lines are none."""
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            if len(row) > len(names):
                yield SourceError(f"it has {len(row):,} cells, where there are {len(names):,} columns")
            elif row:
                yield dict(zip(names, row, strict=False))
        except (csv.Error, SourceError) as error:
            yield SourceError(str(error))


def _text(line: bytes | SourceError) -> str:
    """A line as text. Raises `SourceError` where it can't be read."""
    if isinstance(line, SourceError):
        raise line
    text = utf8(line)
    return (decoded(line, "it") if text is None else text).removeprefix("\ufeff")


def _dialect(line: str) -> type[csv.Dialect]:
    """How cells are parted and quoted in a table that begins with the line. Raises `csv.Error` where it begins none."""
    dialect = csv.Sniffer().sniff(line.rstrip("\r\n"), SEPARATORS)
    dialect.doublequote = True  # which can't be seen in the names of columns
    return dialect


def _is_table(start: Start) -> bool:
    """Whether a text begins with names of columns, and goes on with rows of as many cells."""
    first, _, rest = start.text.partition("\n")
    if not rest or len(first) > HEAD // 4 or not any(each in first for each in SEPARATORS):
        return False
    try:
        dialect = _dialect(first)
        names = next(csv.reader([first], dialect))
        rows = [row for row in islice(csv.reader(io.StringIO(rest, newline=""), dialect), LOOKED_AT) if row]
    except csv.Error:
        return False
    whole = rows[:-1] if len(rows) < LOOKED_AT and len(start.head) == HEAD else rows
    return (
        len(set(names)) == len(names) > 1
        and all(NAME.fullmatch(name) and len(name.split()) <= LONGEST_NAME for name in names)
        and (not dialect.skipinitialspace or bool(needed(names, {}, ["text"])))  # as in: seen, heard, felt
        and bool(rows)
        and 2 * sum(len(row) == len(names) for row in whole) >= len(whole)
    )


CSV = Format(name="a CSV table", told_by=_is_table, endings=(".csv", ".tsv"), stream=_stream)
