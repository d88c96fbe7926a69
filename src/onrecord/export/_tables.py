"""Records as CSV that is safe in a spreadsheet: no text of an article can run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO, TypeAlias

from onrecord.extraction import Summary
from onrecord.kinds import KINDS, kind_named
from onrecord.plain import as_dict

__all__ = ["CONTROLS", "columns", "csv_rows", "known_of", "row_of", "write_csv"]

Plain: TypeAlias = Mapping[str, Any]
"""What `as_dict` gives, or a part of it."""

_ARTICLE = ("id", "title", "url", "published", "author", "language", "source", "status", "copy_of", "version")
_DERIVED = ("day", "form", "quotes")
_GROUNDS = ("evidence", "level", "supported", "unsupported")

CONTROLS = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)], "\ufffd")
"""Control characters except tabs and line feeds."""

_FORMULA = re.compile(r"^(?=\s*[=+\-@＝＋－＠]|[\t\n])|(?<=[;,|\t\n])(?=[=+\-@＝＋－＠])")
"""The places at which a cell, or a part that a program may split off, begins like a formula."""


def columns() -> list[str]:
    """The names of the columns: the kind, the article, every field of every kind, derived values, and the support."""
    fields = [name for kind in KINDS.values() for name in kind.model_fields]
    computed = [name for kind in KINDS.values() for name in kind.computed()]
    article = [f"article_{name}" for name in _ARTICLE]
    return list(dict.fromkeys(["kind", *article, *fields, *_DERIVED, *computed, *_GROUNDS]))


def write_csv(summaries: Iterable[Summary], file: TextIO) -> None:
    """Write summaries as `csv_rows` does."""
    with csv_rows(file) as add:
        for summary in summaries:
            add(as_dict(summary))


@contextmanager
def csv_rows(file: TextIO) -> Iterator[Callable[[Plain], None]]:
    """What takes one summary after the other, as `as_dict` gives them, and writes a row for each record.

    The first row has the names of the columns. Lists are joined by "; ". Every cell is quoted. A cell that begins like
    a formula gets an apostrophe in front, as OWASP advises, and so does what follows a separator in a cell. Control
    characters are replaced by U+FFFD. Lines end as `file` ends them. Raises `UsageError` for records of a kind that
    isn't known, since there are no columns for them.
    """
    table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    names = columns()
    table.writerow(names)

    def add(summary: Plain) -> None:
        known = known_of(summary)
        for kind in {record["kind"] for record in summary["records"]}:
            kind_named(kind)
        rows = (known | row_of(record) for record in summary["records"])
        table.writerows([_cell(row.get(name)) for name in names] for row in rows)

    yield add


def known_of(summary: Plain) -> dict[str, Any]:
    """The columns of an article, by name."""
    known = {"copy_of": None, "version": None, **summary["article"], **summary}
    return {f"article_{name}": known[name] for name in _ARTICLE}


def row_of(record: Plain) -> dict[str, Any]:
    """The other columns of a record, by name."""
    found = ((field, value) for field, value in record["support"].items() if "reason" in value)
    reasons = [f"{field}: {value['code']}: {value['reason']}" for field, value in found]
    return {
        **record,
        "evidence": " ".join(each["text"] for each in record["evidence"]),
        "supported": "true" if record["supported"] else "false",
        "unsupported": reasons if reasons or record["evidence"] else "there is no evidence",
    }


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(_cell, value))
    return _FORMULA.sub("'", str(value).translate(CONTROLS))
