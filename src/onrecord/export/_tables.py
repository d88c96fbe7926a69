"""Records as CSV that is safe in a spreadsheet: no text of an article can run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

from onrecord.article import Article
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord
from onrecord.kinds import KINDS
from onrecord.plain import plain_article, plain_record

__all__ = ["CONTROLS", "columns", "known_of", "row_of", "write_csv"]

_ARTICLE = ("id", "title", "url", "published", "author", "language", "source", "status", "copy_of", "version")
_DERIVED = ("day", "form", "quotes")
_GROUNDS = ("evidence", "level", "supported", "unsupported")

CONTROLS = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)], "\ufffd")
"""Control characters except tabs and line feeds."""

_FORMULA = re.compile(r"^(?=\s*[=+\-@＝＋－＠]|[\t\n])|(?<=[;,|\t\n])(?=[=+\-@＝＋－＠])")
"""The places at which a cell, or a part that a program may split off, begins like a formula."""


def columns() -> list[str]:
    """The names of the columns: the kind, the article, every field of every kind, derived values, and the support."""
    fields = dict.fromkeys(name for kind in KINDS.values() for name in kind.model_fields)
    return list(dict.fromkeys(["kind", *(f"article_{name}" for name in _ARTICLE), *fields, *_DERIVED, *_GROUNDS]))


def write_csv(summaries: Iterable[Summary], file: TextIO) -> None:
    """Write a row with the names of the columns, then one row for each record.

    Lists are joined by "; ". Every cell is quoted. A cell that begins like a formula gets an apostrophe in front, as
    OWASP advises, and so does what follows a separator in a cell. Control characters are replaced by U+FFFD. Lines end
    as `file` ends them.
    """
    table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    names = columns()
    table.writerow(names)
    for summary in summaries:
        known = known_of(summary)
        for grounded in summary.records:
            row = known | row_of(grounded, summary.article)
            table.writerow([_cell(row.get(name)) for name in names])


def known_of(summary: Summary) -> dict[str, Any]:
    """The columns of an article, by name."""
    known = plain_article(summary.article)
    known |= {"status": summary.status, "copy_of": summary.copy_of, "version": summary.version}
    return {f"article_{name}": known[name] for name in _ARTICLE}


def row_of(grounded: GroundedRecord, article: Article) -> dict[str, Any]:
    """The other columns of a record, by name."""
    plain = plain_record(grounded, article)
    findings = [(value.field, value.finding) for value in grounded.values if value.finding]
    reasons = [f"{field}: {finding.code}: {finding.message}" for field, finding in findings]
    return {
        **plain,
        "evidence": " ".join(each["text"] for each in plain["evidence"]),
        "supported": "true" if grounded.supported else "false",
        "unsupported": reasons if reasons or grounded.evidence else "there is no evidence",
    }


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(_cell, value))
    return _FORMULA.sub("'", str(value).translate(CONTROLS))
