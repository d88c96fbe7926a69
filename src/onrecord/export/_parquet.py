"""Summaries as Parquet: a table of articles, one of records and one of spans, each in files by day.

Rows are held as Arrow tables until they take 16 MB; each day's rows among them then become one file. So the memory that
is needed doesn't grow with the number of summaries, whatever the order of their days.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.errors import UsageError
from onrecord.kinds import KINDS, Record

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PARQUET_VERSION", "check_parquet", "parquet_schemas", "parquet_tables", "write_parquet"]

Plain: TypeAlias = Mapping[str, Any]
"""What `as_dict` gives, or a part of it."""

PARQUET_VERSION = 1
"""The version of the tables' schema, which rises with every change of it; the metadata of each file have it."""

_AT_ONCE = 1_000
"""Articles and records that are made into rows at a time."""
_HELD = 16_000_000
"""Bytes of rows that are held before they are written; as many may be written meanwhile."""
_ROW_GROUP = 100_000
"""Rows in a row group, which a reader may take at a time, at most."""

_KEY = ("article_id", "article_version", "record")
_SPAN = ("field", "level", "span", "start", "end", "text", "code", "reason", "probability")
_ADDED = ("kind", "day", "form", "quotes", "level", "supported", "derived", "evidence", "support")
"""What a plain record has beside the fields of its kind."""


def write_parquet(summaries: Iterable[Plain], folder: Path) -> None:
    """Write summaries, as `as_dict` gives them, as `parquet_tables` does."""
    with parquet_tables(folder) as add:
        for summary in summaries:
            add(summary)


@contextmanager
def parquet_tables(folder: Path) -> Iterator[Callable[[Plain], None]]:
    """What takes one summary after the other, as `as_dict` gives them, and writes them as tables into a folder.

    All is written once the block has ended without an error. Raises `UsageError` as `check_parquet` does.
    """
    check_parquet()
    with ThreadPoolExecutor(1) as writer:
        tables = _Tables(folder, writer)
        yield tables.add
        tables.finish()


def check_parquet() -> None:
    """Raise `UsageError` where the library that writes Parquet can't be loaded."""
    try:
        import pyarrow.parquet  # noqa: F401  # whether it is there is what is asked
    except ImportError as error:
        install = "run pip install 'onrecord[tables]'"
        raise UsageError(f"parquet needs pyarrow, which can't be loaded: {error}; {install}") from error


def parquet_schemas() -> dict[str, pa.Schema]:
    """The schema of each table. Its last column, `day`, is in the names of folders and not in the files."""
    import pyarrow as pa

    text, texts, number, day = pa.string(), pa.list_(pa.string()), pa.int32(), pa.date32()
    key = {"article_id": text, "article_version": number, "record": number}
    columns: dict[str, dict[str, pa.DataType]] = {
        "articles": {
            "id": text,
            "version": number,
            "title": text,
            "url": text,
            "source": text,
            "author": text,
            "language": text,
            "published": day,
            "published_at": pa.timestamp("us", "UTC"),
            "text": text,
            "status": text,
            "problems": texts,
            "copy_of": text,
            "records": number,
            "left_out": number,
            "model": text,
            "calls": number,
            "input": number,
            "cached": number,
            "output": number,
            "seconds": pa.float64(),
            "day": day,
        },
        "records": {
            **key,
            "kind": text,
            "level": text,
            "supported": pa.bool_(),
            **_fields_of_kinds(),
            "event_day": day,
            "form": text,
            "quotes": texts,
            "derived": texts,
            "evidence": texts,
            "other_fields": text,
            "day": day,
        },
        "spans": {
            **key,
            "field": text,
            "level": text,
            "span": number,
            "start": number,
            "end": number,
            "text": text,
            "code": text,
            "reason": text,
            "probability": pa.float64(),
            "day": day,
        },
    }
    metadata = {"onrecord_parquet_version": str(PARQUET_VERSION)}
    return {name: pa.schema(list(table.items()), metadata=metadata) for name, table in columns.items()}


def _fields_of_kinds() -> dict[str, pa.DataType]:
    """The fields and the computed values of every kind that has columns, each with its type."""
    return {name: found for kind in _kinds_with_columns() for name, found in _fields(kind).items()}


def _kinds_with_columns() -> list[type[Record]]:
    """The kinds whose fields have columns: those that give no name another type than a kind before them does."""
    types: dict[str, pa.DataType] = {}
    kinds = []
    for kind in KINDS.values():
        own = _fields(kind)
        if all(types.get(name, found) == found for name, found in own.items()):
            types |= own
            kinds.append(kind)
    return kinds


@cache
def _fields(kind: type[Record]) -> dict[str, pa.DataType]:
    """The fields and the computed values of a kind, each with its type; a day has a column that all kinds share."""
    computed = {name: schema for name, schema in kind.computed().items() if name != "day"}
    described = kind.model_json_schema()["properties"] | computed
    return {name: _type_of(schema) for name, schema in described.items()}


def _type_of(schema: Mapping[str, Any]) -> pa.DataType:
    """The type of a field that is described by a JSON schema."""
    import pyarrow as pa

    given = next(each for each in schema.get("anyOf", [schema]) if each.get("type") != "null")
    named = given.get("type", "string")
    named = next(each for each in named if each != "null") if isinstance(named, list) else named
    if named == "array":
        return pa.list_(_type_of(given["items"]))
    types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return types.get(str(named), pa.string())


class _Tables:
    """Takes summaries as they come, holds them as rows, and has these written day by day, beside its own work."""

    def __init__(self, folder: Path, writer: Executor) -> None:
        self._folder = folder
        self._writer = writer
        self._writing: Future[None] | None = None
        self._schemas = parquet_schemas()
        self._waiting: list[Plain] = []
        self._rows = 0
        self._held: dict[tuple[str, Any], list[pa.Table]] = defaultdict(list)
        self._bytes = 0
        self._files = 0

    def add(self, summary: Plain) -> None:
        """Take a summary."""
        self._waiting.append(summary)
        self._rows += 1 + len(summary["records"])
        if self._rows >= _AT_ONCE:
            self._hold()
        if self._bytes >= _HELD:
            self._write()

    def finish(self) -> None:
        """Write what is held; a table without a row is a file with the columns alone."""
        self._hold()
        if not self._files:
            for name in self._schemas.keys() - {name for name, _ in self._held}:
                self._held[name, _today()].append(_table(self._schemas[name], []))
        self._write()
        self._wait()

    def _hold(self) -> None:
        """Make rows of the summaries that wait."""
        for name, table in _tables_of(self._waiting, self._schemas).items():
            self._bytes += table.nbytes
            for day, rows in _by_day(table):
                self._held[name, day].append(rows)
        self._waiting, self._rows = [], 0

    def _write(self) -> None:
        """Have what is held written, once what was held before is written."""
        self._wait()
        self._writing = self._writer.submit(_write_files, self._folder, self._held, f"{self._files:05}.parquet")
        self._held = defaultdict(list)
        self._bytes = 0
        self._files += 1

    def _wait(self) -> None:
        """Wait for what is being written. Raises what went wrong with it."""
        if self._writing:
            self._writing.result()


def _write_files(folder: Path, held: Mapping[tuple[str, Any], Sequence[pa.Table]], name: str) -> None:
    """Write a file of that name for each table and day; it has the name only once it is whole."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    for (table, day), rows in held.items():
        inside = folder / table / f"day={day}"
        inside.mkdir(parents=True, exist_ok=True)
        partial = inside / f".{name}.partial"
        whole = pa.concat_tables(rows).drop_columns("day")
        write_table(whole, partial, row_group_size=_ROW_GROUP, compression="zstd")
        partial.replace(inside / name)


def _by_day(table: pa.Table) -> Iterator[tuple[Any, pa.Table]]:
    """The rows of each day, in the order in which they came."""
    import pyarrow.compute as pc

    if pc.count_distinct(table["day"]).as_py() > 1:
        table = table.sort_by("day")
    first = 0
    for counted in pc.value_counts(table["day"]).to_pylist():
        yield counted["values"], table.slice(first, counted["counts"])
        first += counted["counts"]


def _tables_of(summaries: Sequence[Plain], schemas: Mapping[str, pa.Schema]) -> dict[str, pa.Table]:
    """The rows of summaries in each table."""
    articles = _table(schemas["articles"], [_article(summary) for summary in summaries])
    records = _table_of_records(summaries, articles, schemas["records"])
    return {"articles": articles, "records": records, "spans": _table_of_spans(summaries, records, schemas["spans"])}


def _article(summary: Plain) -> dict[str, Any]:
    """The row of an article."""
    moment = summary["article"]["published_at"]
    return {
        **summary,
        **summary["article"],
        **summary["usage"],
        "published_at": datetime.fromisoformat(moment) if moment else None,
        "records": len(summary["records"]),
        "day": summary["article"]["published"] or summary.get("read") or _today(),
    }


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _table_of_records(summaries: Sequence[Plain], articles: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows of all records. Those of a kind without columns of its own have its fields in one column, as JSON."""
    known = {kind.kind for kind in _kinds_with_columns()}
    records = [record for summary in summaries for record in summary["records"]]
    numbers = [number for summary in summaries for number in range(1, len(summary["records"]) + 1)]
    owners = [place for place, summary in enumerate(summaries) for _ in summary["records"]]
    of_article = _taken(articles, {"id": "article_id", "version": "article_version", "day": "day"}, owners)
    made = {
        "record": numbers,
        "event_day": [record.get("day") for record in records],
        "evidence": [[span["text"] for span in record["evidence"]] for record in records],
        "other_fields": [None if record["kind"] in known else _fields_of(record) for record in records],
    }
    rows = [record if record["kind"] in known else _without_fields(record) for record in records]
    return _table(schema, rows, of_article | made)


def _fields_of(record: Plain) -> str:
    return json.dumps({name: value for name, value in record.items() if name not in _ADDED}, ensure_ascii=False)


def _without_fields(record: Plain) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name in _ADDED}


def _table_of_spans(summaries: Sequence[Plain], records: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows of all spans; they are so many that no dict is made of each."""
    found = ((summary["article"]["text"], record) for summary in summaries for record in summary["records"])
    spans = [span for place, (text, record) in enumerate(found) for span in _spans(place, text, record)]
    places, *columns = zip(*spans, strict=True) if spans else [()] * (1 + len(_SPAN))
    of_record = _taken(records, {name: name for name in (*_KEY, "day")}, places)
    return _table(schema, [], of_record | dict(zip(_SPAN, columns, strict=True)))


def _spans(place: int, text: str, record: Plain) -> Iterator[tuple[Any, ...]]:
    """The spans of a record's evidence and of its values, after the place of the record; a value without any is one."""
    for number, span in enumerate(record["evidence"], start=1):
        yield place, "evidence", None, number, span["start"], span["end"], span["text"], None, None, None
    for field, value in record["support"].items():
        level, why = value["level"], (value.get("code"), value.get("reason"), value.get("probability"))
        for number, (start, end) in enumerate(value["spans"], start=1):
            yield place, field, level, number, start, end, text[start:end], *why
        if not value["spans"]:
            yield place, field, level, None, None, None, None, *why


def _taken(table: pa.Table, names: Mapping[str, str], places: Sequence[int]) -> dict[str, Any]:
    """Columns of the rows at some places of a table, under other names."""
    import pyarrow as pa

    found = table.select(list(names)).take(pa.array(places, pa.int64()))
    return dict(zip(names.values(), found.columns, strict=True))


def _table(schema: pa.Schema, rows: Sequence[Plain], made: Mapping[str, Any] = MappingProxyType({})) -> pa.Table:
    """A table of rows, with some columns that are made already."""
    import pyarrow as pa

    columns = {name: made[name] if name in made else [row.get(name) for row in rows] for name in schema.names}
    return pa.table([_column(columns[each.name], each.type) for each in schema], schema=schema)


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column of values, without those that its type can't hold, such as a number of a hundred digits."""
    if not isinstance(values, list | tuple):
        return values
    try:
        return _array(values, kind)
    except (ValueError, TypeError, OverflowError):
        return _array([value if _fits(value, kind) else None for value in values], kind)


def _fits(value: object, kind: pa.DataType) -> bool:
    try:
        _array([value], kind)
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column of values; days are in ISO form. Raises what pyarrow does for a value of another type."""
    import pyarrow as pa

    return pa.array(values, pa.string()).cast(kind) if pa.types.is_date(kind) else pa.array(values, kind)
