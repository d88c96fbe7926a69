"""Summaries as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from onrecord.article import Article, Span
from onrecord.extract import Summary
from onrecord.ground import GroundedRecord, Value
from onrecord.records import Event
from onrecord.times import resolve_time

__all__ = ["as_dict"]


def as_dict(summary: Summary) -> dict[str, Any]:
    """The summary as JSON types.

    Offsets are half-open ranges `[start, end]` of Unicode code points into `article.text`.
    """
    return {
        "article": _article(summary.article),
        "status": summary.status,
        "problems": list(summary.problems),
        "records": [_record(record, summary.article) for record in summary.records],
        "left_out": summary.left_out,
        "model": summary.model,
        "prompts": [asdict(prompt) for prompt in summary.prompts],
        "usage": asdict(summary.usage),
        "seconds": round(summary.seconds, 3),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "source": article.source,
        "text": article.text,
    }


def _record(grounded: GroundedRecord, article: Article) -> dict[str, Any]:
    record = grounded.record
    plain: dict[str, Any] = {"kind": record.kind, **record.model_dump()}
    if isinstance(record, Event):
        day = resolve_time(record.when, article.published, language=article.language, status=record.status)
        plain["day"] = day.isoformat() if day else None
    if grounded.form:
        plain |= {"form": grounded.form, "quotes": list(grounded.quotes)}
    plain["supported"] = grounded.supported
    plain["evidence"] = [
        _span(span) | {"text": article.text[span.start : span.end].strip()} for span in grounded.evidence
    ]
    plain["support"] = {value.field: _support(value) for value in grounded.values}
    return plain


def _support(value: Value) -> dict[str, Any]:
    plain: dict[str, Any] = {"level": str(value.support), "spans": [[span.start, span.end] for span in value.spans]}
    return plain | {"reason": value.reason} if value.reason else plain


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}
