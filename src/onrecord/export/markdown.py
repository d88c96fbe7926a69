"""Summaries as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article import Article
from onrecord.extract import Summary
from onrecord.ground import GroundedRecord, Support
from onrecord.records import KINDS

__all__ = ["as_markdown"]


def as_markdown(summary: Summary) -> str:
    """The summary as a Markdown section: the records by kind, each with the sentences that it rests on."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {_escaped(summary.article.title or summary.article.id)}"
    yield ""
    yield f"{summary.status}, {len(summary.records)} records by {_escaped(summary.model)}"
    for problem in summary.problems:
        yield f"- problem: {_escaped(problem)}"
    for kind in KINDS.values():
        records = [record for record in summary.records if isinstance(record.record, kind)]
        if records:
            yield f"\n## {kind.plural.capitalize()}\n"
        for record in records:
            yield from _record(record, summary.article)


def _record(grounded: GroundedRecord, article: Article) -> Iterator[str]:
    head, *rest = grounded.record.model_dump(exclude_none=True, exclude={"sentences"}).items()
    reasons = {value.field: value.reason for value in grounded.values if value.support is Support.UNSUPPORTED}
    mark = "" if grounded.supported else " **(not borne out)**"
    yield f"- **{_escaped(_shown(head[1]))}**{mark}"
    for name, value in rest:
        if value not in ([], ""):
            yield f"  - {name}: {_escaped(_shown(value))}"
    for field, reason in reasons.items():
        yield f"  - not borne out: {field}: {_escaped(reason or '')}"
    for span in grounded.evidence:
        yield f"  > {_escaped(' '.join(article.text[span.start : span.end].split()))}"


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", " ".join(text.split()))
