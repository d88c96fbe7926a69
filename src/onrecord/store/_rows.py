"""What is said of articles, results and answers, as the rows that hold it, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.article import Article
from onrecord.extraction import Summary
from onrecord.kinds import KINDS
from onrecord.models import KeptAnswer
from onrecord.plain import article_of, plain_article, plain_record
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from onrecord.grounding import GroundedRecord

__all__ = [
    "RECORD",
    "answer_of",
    "answer_row",
    "article_of_row",
    "article_row",
    "now",
    "plain_of_records",
    "plain_of_rows",
    "record_row",
    "result_row",
]

_KNOWN = tuple(field.name for field in fields(Article))
RECORD = ("kind", "fields", "day", "form", "quotes", "level", "supported", "derived", "evidence", "support")
"""The columns of a record that tell all of it."""
_SPENT = tuple(field.name for field in fields(Usage))


def now() -> datetime:
    """The time, in UTC, as the store holds it: for people to read, nothing is decided by it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def article_row(article: Article) -> dict[str, Any]:
    """What is known of an article, by its column."""
    return {name: getattr(article, name) for name in _KNOWN}


def article_of_row(row: Mapping[str, Any] | RowMapping) -> Article:
    """The article in a row; what an older onrecord kept may have no words."""
    known = {name: row[name] for name in _KNOWN}
    return article_of(known if known["text"].strip() else known | {"text": ""})


def result_row(summary: Summary) -> dict[str, Any]:
    """A summary of an article but for its records, by its column."""
    return {
        "status": summary.status,
        "problems": list(summary.problems),
        "left_out": summary.left_out,
        "copy_of": summary.copy_of,
        **asdict(summary.usage),
        "seconds": round(summary.seconds, 3),
        "made": now(),
    }


def record_row(result: int, number: int, grounded: GroundedRecord, article: Article) -> dict[str, Any]:
    """A record by its column: its fields, where the article supports them, and its day where it has one."""
    plain = plain_record(grounded, article)
    row = {name: plain[name] for name in ("kind", "level", "supported", "derived", "support")}
    computed = {name: plain[name] for name in grounded.record.computed() if name != "day"}
    row |= {"result": result, "record": number, "fields": grounded.record.model_dump() | computed}
    row |= {"form": plain.get("form"), "quotes": plain.get("quotes")}
    day = date.fromisoformat(plain["day"]) if plain.get("day") else None
    return row | {"day": day, "evidence": [[span.start, span.end] for span in grounded.evidence]}


def plain_of_rows(
    row: Mapping[str, Any] | RowMapping, records: Iterable[Sequence[Any]], *, numbered: bool, dated: bool
) -> dict[str, Any]:
    """The summary in a row of article, result and run, and in `RECORD` of its records, as `as_dict` gives it.

    With the version's number if `numbered`, and with the day, in UTC, on which it was read if `dated`.
    """
    article = plain_article(article_of_row(row))
    return {
        "article": article,
        **({"version": row["version"]} if numbered else {}),
        **({"read": row["made"].date().isoformat()} if dated else {}),
        **{name: row[name] for name in ("status", "problems")},
        "records": plain_of_records(records, article["text"]),
        **{name: row[name] for name in ("left_out", "model", "prompts")},
        "usage": {name: row[name] for name in _SPENT},
        "seconds": row["seconds"],
        **({"copy_of": row["copy_of"]} if row["copy_of"] is not None else {}),
    }


def plain_of_records(rows: Iterable[Sequence[Any]], text: str) -> list[dict[str, Any]]:
    """Records of a text as `plain_record` gives them, each of what `RECORD` says."""
    dated_kinds = {name for name, kind in KINDS.items() if "day" in kind.computed()}
    return [_plain_record(row, text, dated_kinds) for row in rows]


def _plain_record(row: Sequence[Any], text: str, dated_kinds: Set[str]) -> dict[str, Any]:
    """A record without the names of its columns in between, for there are millions."""
    kind, fields, day, form, quotes, level, supported, derived, evidence, support = row
    plain = {"kind": kind, **fields}
    if day or kind in dated_kinds:
        plain["day"] = day.isoformat() if day else None
    if form:
        plain |= {"form": form, "quotes": quotes}
    plain |= {"level": level, "supported": supported, "derived": derived}
    plain["evidence"] = [{"start": start, "end": end, "text": text[start:end].strip()} for start, end in evidence]
    plain["support"] = support
    return plain


def answer_row(kept: KeptAnswer) -> dict[str, Any]:
    """An answer, by its column."""
    row = {field.name: getattr(kept, field.name) for field in fields(kept) if field.name != "usage"}
    return row | asdict(kept.usage)


def answer_of(row: Mapping[str, Any] | RowMapping) -> KeptAnswer:
    """The answer in a row."""
    known = {field.name: row[field.name] for field in fields(KeptAnswer) if field.name != "usage"}
    return KeptAnswer(**known, usage=Usage(*(row[name] for name in _SPENT)))
