"""Summaries as Markdown."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from onrecord.article import Article
from onrecord.extract import Summary
from onrecord.ground import GroundedRecord, Support
from onrecord.records import KINDS, Record, Statement

__all__ = ["as_markdown"]


def as_markdown(summary: Summary) -> str:
    """The summary as a Markdown section: the records by kind, each with the sentences that it rests on."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {_escaped(summary.article.title or summary.article.id)}"
    yield ""
    yield f"{summary.status}, {len(summary.records)} records by {_escaped(summary.model)}"
    yield ""
    yield from (f"- problem: {_escaped(problem)}" for problem in summary.problems)
    if summary.problems:
        yield ""
    for kind in KINDS.values():
        records = [record for record in summary.records if isinstance(record.record, kind)]
        if records:
            yield f"## {kind.plural.capitalize()}\n"
        for record in records:
            yield from _record(record, summary.article)


def _record(grounded: GroundedRecord, article: Article) -> Iterator[str]:
    head, details = _fields(grounded.record)
    mark = "" if grounded.supported else " **(not borne out)**"
    yield f"- **{_escaped(head)}**{mark}"
    yield from (f"  - {name}: {_escaped(detail)}" for name, detail in details.items())
    for value in grounded.values:
        if value.support is Support.UNSUPPORTED:
            yield f"  - not borne out: {value.field}: {_escaped(value.reason or '')}"
    starts = [sentence.span.start for sentence in article.sentences]
    for span in grounded.evidence:
        yield ""
        yield f"  > \\[{bisect(starts, span.start)}\\] {_escaped(article.text[span.start : span.end])}"
    yield ""


def _fields(record: Record) -> tuple[str, dict[str, str]]:
    """The line that tells most, and the other fields by their names; usual labels are left out."""
    shown = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in record.model_dump(exclude_defaults=True, exclude_none=True, exclude={"sentences"}).items()
        if value != []
    }
    if isinstance(record, Statement):
        role = f"({record.role})" if record.role else ""
        return f"{' '.join(filter(None, [shown.get('speakers'), role, record.cue]))}: {record.content}", {}
    head, *rest = shown
    return shown[head], {name: shown[name] for name in rest}


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    escaped = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))
    return re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
