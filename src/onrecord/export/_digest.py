"""The digest of a day: its headlines, then what each article puts on record, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.article import Article
from onrecord.export._markdown import escaped, head_and_details, web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import KINDS, Claim, Event, Record, Statement

__all__ = ["as_digest"]


def as_digest(summaries: Iterable[Summary], day: date) -> str:
    """What the articles published on `day` put on record, article by article, under a list of their headlines.

    Records that an article doesn't support are there and marked. Articles of other days are passed over, those without
    a date counted. Only the digest itself is held in memory.
    """
    headlines: list[str] = []
    sections: list[str] = []
    records = marked = undated = 0
    for summary in summaries:
        undated += summary.article.published is None
        if summary.article.published == day:
            headlines.append(f"- {_title(summary.article)}{_state(summary)}")
            sections.append("\n".join(_section(summary)))
            records += len(summary.records)
            marked += sum(not record.supported for record in summary.records)
    told = [f"Articles: {len(headlines):,}. Records: {records:,}; not supported by their articles: {marked:,}."]
    told += [f"Left out, having no date: {undated:,}; other formats have them."] if undated else []
    return (
        "\n\n".join([f"# Digest of {day.isoformat()}", " ".join(told), "\n".join(headlines), *sections]).strip() + "\n"
    )


def _state(summary: Summary) -> str:
    return "" if summary.status == "ok" else f" **({summary.status})**"


def _title(article: Article) -> str:
    """The headline, with a link where the address is one of the web."""
    title = escaped(article.title or article.id)
    address = web_address(article)
    return f"[{title}](<{address.replace('&', '&amp;')}>)" if address else title


def _section(summary: Summary) -> Iterator[str]:
    article = summary.article
    yield f"## {_title(article)}"
    yield ""
    if known := ", ".join(filter(None, [article.source, article.author])):
        yield f"{escaped(known)}\n"
    if summary.problems:
        yield "\n".join(f"- problem: {escaped(problem)}" for problem in summary.problems) + "\n"
    for kind in KINDS.values():
        records = [record for record in summary.records if isinstance(record.record, kind)]
        if records:
            yield f"### {kind.plural.capitalize()}\n"
            yield "\n".join(_statements(records) if kind is Statement else map(_line, records)) + "\n"


def _statements(records: Iterable[GroundedRecord]) -> Iterator[str]:
    """Statements under those who make them, in the order in which they first speak."""
    said: dict[str, list[str]] = {}
    for grounded in records:
        statement = grounded.record
        if isinstance(statement, Statement):
            lines = said.setdefault(", ".join(statement.speakers) or "no one named", [])
            role = f" ({statement.role})" if statement.role else ""
            lines.append(f"  - {escaped(f'{statement.cue}{role}: {statement.content}')}{_mark(grounded)}")
    for speakers, lines in said.items():
        yield f"- **{escaped(speakers)}**"
        yield from lines


def _line(grounded: GroundedRecord) -> str:
    head, details = _shown(grounded.record)
    told = f" — {escaped('; '.join(details))}" if details else ""
    return f"- **{escaped(head)}**{told}{_mark(grounded)}"


def _shown(record: Record) -> tuple[str, list[str]]:
    if isinstance(record, Event):
        people = [", ".join(record.who), f"to: {', '.join(record.whom)}" if record.whom else ""]
        status = "" if record.status == "happened" else record.status
        return record.what, list(filter(None, [status, *people, record.where, record.when]))
    if isinstance(record, Claim):
        return record.text, list(filter(None, [_certainty(record)]))
    head, details = head_and_details(record)
    return head, [f"{name}: {detail}" for name, detail in details.items()]


def _certainty(claim: Claim) -> str:
    if claim.certainty == "denied":
        return f"denied by {claim.source}" if claim.source else "denied"
    certainty = "" if claim.certainty == "certain" else claim.certainty
    return ", ".join(filter(None, [certainty, f"according to {claim.source}" if claim.source else ""]))


def _mark(grounded: GroundedRecord) -> str:
    if grounded.supported:
        return ""
    fields = [value.field for value in grounded.values if value.support is Support.UNSUPPORTED]
    return f" **(not supported{escaped(': ' + ', '.join(fields)) if fields else ''})**"
