"""Summaries as Markdown."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import Protocol

from onrecord.article import Article
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support, count_support
from onrecord.kinds import KINDS, joined

__all__ = ["as_markdown", "escaped", "web_address"]

_MARKS = {
    Support.VERIFIED: " (verified)",
    Support.REWORDED: " **(reworded)**",
    Support.UNCHECKED: " **(unchecked)**",
    Support.UNSUPPORTED: " **(not supported)**",
}

_EXPLAINED = {level: level.meaning for level in (Support.REWORDED, Support.UNCHECKED)}

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def as_markdown(summary: Summary) -> str:
    """The summary as a Markdown section: the records by kind, each with the sentences that it rests on."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {escaped(summary.article.title or summary.article.id)}"
    yield ""
    told = _counted(record.support for record in summary.records)
    yield f"{summary.status}, {len(summary.records)} records by {escaped(summary.model)}{f': {told}' if told else ''}"
    yield ""
    yield from (f"- problem: {escaped(problem)}" for problem in summary.problems)
    if summary.problems:
        yield ""
    for kind in KINDS.values():
        records = [record for record in summary.records if record.record.kind == kind.kind]
        if records:
            yield f"## {kind.plural.capitalize()}\n"
        for record in records:
            yield from _record(record, summary.article)


def _record(grounded: GroundedRecord, article: Article) -> Iterator[str]:
    record = grounded.record
    yield f"- **{escaped(record.headline_text())}**{_mark(grounded)}"
    yield from (f"  - {name}: {escaped(joined(getattr(record, name)))}" for name in record.details())
    for value in grounded.values:
        if value.support is Support.UNSUPPORTED:
            yield f"  - not supported: {value.field}: {escaped(value.reason or '')}"
        elif value.support in _MARKS:
            yield f"  - {value.support}: {value.field}"
    starts = [sentence.span.start for sentence in article.sentences]
    for span in grounded.evidence:
        yield ""
        yield f"  > \\[{bisect(starts, span.start)}\\] {escaped(article.text[span.start : span.end])}"
    yield ""


def _counted(levels: Iterable[Support]) -> str:
    """How many levels are of each outcome, in words that say what an outcome means."""
    meanings = {level.outcome: f" ({meaning})" for level, meaning in _EXPLAINED.items()}
    counts = count_support(levels).items()
    return ", ".join(f"{count:,} {outcome}{meanings.get(outcome, '')}" for outcome, count in counts)


def _mark(grounded: GroundedRecord) -> str:
    """What follows a record that isn't in the article as it is: its level, bold where it isn't supported."""
    return _MARKS.get(grounded.support, "")


def escaped(text: str) -> str:
    """The text on one line, with escapes so that Markdown shows it literally, even at the start of a line."""
    escaped = re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    return re.sub(r"^([-+=]|\d+[.)](?=\s|$))", lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", escaped)


class _Addressed(Protocol):
    """An article, or what stands for one."""

    @property
    def url(self) -> str | None: ...


def web_address(article: _Addressed) -> str | None:
    """The article's address, where it is a web address that a link can hold without changes; else None."""
    return article.url if article.url and _ADDRESS.fullmatch(article.url) else None
