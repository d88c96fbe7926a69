"""What is said of articles, results and answers, as the rows that hold it, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Span
from onrecord.extraction import Summary
from onrecord.models import KeptAnswer
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from onrecord.grounding import GroundedRecord

__all__ = [
    "answer_of",
    "answer_row",
    "article_of_row",
    "article_row",
    "document",
    "now",
    "record_row",
    "result_row",
    "span_rows",
]

_KNOWN = tuple(field.name for field in fields(Article))
_SPENT = tuple(field.name for field in fields(Usage))


def now() -> datetime:
    """The time, in UTC, as the store holds it: for people to read, nothing is decided by it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def article_row(article: Article) -> dict[str, Any]:
    """What is known of an article, by its column."""
    return {name: getattr(article, name) for name in _KNOWN}


def article_of_row(row: Mapping[str, Any] | RowMapping) -> Article:
    """The article in a row."""
    return Article(**{name: row[name] for name in _KNOWN})


def result_row(summary: Summary, plain: Mapping[str, Any]) -> dict[str, Any]:
    """A summary of an article, by its column; `plain` is what `as_dict` makes of it."""
    return {
        "status": summary.status,
        "problems": list(summary.problems),
        "left_out": summary.left_out,
        "copy_of": summary.copy_of,
        **asdict(summary.usage),
        "seconds": round(summary.seconds, 3),
        "made": now(),
        "plain": json.dumps({name: part for name, part in plain.items() if name != "article"}, ensure_ascii=False),
    }


def document(row: Mapping[str, Any] | RowMapping, *, numbered: bool = False) -> str:
    """The summary in a row of article and result, as one JSON object; if `numbered`, with the version's number."""
    article = {name: _as_json(row[name]) for name in _KNOWN}
    version = f'"version": {row["version"]}, ' if numbered else ""
    return f'{{"article": {json.dumps(article, ensure_ascii=False)}, {version}{row["plain"][1:]}'


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def record_row(result: int, number: int, grounded: GroundedRecord, plain: Mapping[str, Any]) -> dict[str, Any]:
    """A record's fields, and its day where it has one; `plain` is what `plain_record` makes of it."""
    record = grounded.record
    row = {"result": result, "record": number, "kind": record.kind}
    row |= {"level": str(grounded.support), "supported": grounded.supported}
    day = date.fromisoformat(plain["day"]) if plain.get("day") else None
    return row | {"fields": record.model_dump(), "day": day}


def span_rows(result: int, number: int, grounded: GroundedRecord) -> Iterator[dict[str, Any]]:
    """A record's spans: those of its evidence, and those that support its values."""
    placed: list[tuple[str, str | None, tuple[Span, ...]]] = [("evidence", None, grounded.evidence)]
    placed += [(value.field, str(value.support), value.spans) for value in grounded.values]
    for field, support, found in placed:
        for place, span in enumerate(found, start=1):
            yield _span_row(result, number, place, span) | {"field": field, "support": support}


def _span_row(result: int, number: int, place: int, span: Span) -> dict[str, Any]:
    return {"result": result, "record": number, "span": place, "start": span.start, "end": span.end}


def answer_row(kept: KeptAnswer) -> dict[str, Any]:
    """An answer, by its column."""
    row = {field.name: getattr(kept, field.name) for field in fields(kept) if field.name != "usage"}
    return row | asdict(kept.usage)


def answer_of(row: Mapping[str, Any] | RowMapping) -> KeptAnswer:
    """The answer in a row."""
    known = {field.name: row[field.name] for field in fields(KeptAnswer) if field.name != "usage"}
    return KeptAnswer(**known, usage=Usage(*(row[name] for name in _SPENT)))
