"""The digest of a day, as Markdown: the headlines, then the records of each story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.article import Article
from onrecord.export._markdown import counted, escaped, head_and_details, mark, web_address
from onrecord.extraction import Summary
from onrecord.grounding import GroundedRecord, Support
from onrecord.kinds import KINDS, Claim, Event, Record, Statement

__all__ = ["as_digest"]


def as_digest(summaries: Iterable[Summary], day: date) -> str:
    """The digest of the articles published on `day`: a list of headlines, then the records, story by story.

    A story is an article with its near-duplicates of that day. The digest has each story once, with the records that
    the near-duplicates add and the names of where else it was published. Records that aren't in their article as they
    are have their level beside them. Articles of other days are left out, and articles without a date are only counted.
    The digest itself is all that is held in memory.
    """
    stories: list[_Story] = []
    by_original: dict[str, _Story] = {}
    counts = Counter[str]()
    for summary in summaries:
        counts["undated"] += summary.article.published is None
        if summary.article.published != day:
            continue
        counts["articles"] += 1
        if summary.copy_of in by_original:
            by_original[summary.copy_of].add(summary)
        else:
            stories.append(_Story(summary))
            by_original[summary.copy_of or summary.article.id] = stories[-1]
    return "\n\n".join([f"# Digest of {day.isoformat()}", _counted(stories, counts), *_parts(stories)]).strip() + "\n"


def _counted(stories: Sequence[_Story], counts: Mapping[str, int]) -> str:
    once = len(stories) != counts["articles"]
    articles = f"Articles: {counts['articles']:,}" + (f"; stories: {len(stories):,}" if once else "")
    levels = [level for story in stories for level in story.levels]
    told = f": {counted(levels)}" if levels else ""
    sentences = [f"{articles}. Records: {len(levels):,}{told}."]
    if undated := counts["undated"]:
        sentences.append(f"Articles left out because they have no date: {undated:,}; the other formats have them.")
    return " ".join(sentences)


def _parts(stories: Sequence[_Story]) -> Iterator[str]:
    yield "\n".join(f"- {story.headline}" for story in stories)
    yield from map(str, stories)


class _Story:
    """An article and its near-duplicates, as lines of Markdown; a line that several of them have occurs once."""

    def __init__(self, summary: Summary) -> None:
        article = summary.article
        self.headline = f"{_title(article)}{_state(summary)}"
        self.levels: list[Support] = []
        self._title = _title(article)
        self._known = ", ".join(filter(None, [article.source, article.author]))
        self._problems = summary.problems
        self._also: list[str] = []
        self._lines: dict[str, dict[str, dict[str, None]]] = {kind: {} for kind in KINDS}
        """Lines, by the kind of their records and by their heading, which is "" for records that have none."""
        self._add_records(summary)

    def add(self, summary: Summary) -> None:
        """Add a near-duplicate: where it was published, and the records that it adds."""
        where = summary.article.source
        self._also.append(_title(summary.article) + (f" ({escaped(where)})" if where else ""))
        self._add_records(summary)

    def _add_records(self, summary: Summary) -> None:
        for grounded in summary.records:
            heading, line = _heading_and_line(grounded)
            lines = self._lines[grounded.record.kind].setdefault(heading, {})
            if line not in lines:
                lines[line] = None
                self.levels.append(grounded.support)

    def __str__(self) -> str:
        parts = [f"## {self._title}"]
        parts += [escaped(self._known)] if self._known else []
        parts += [f"Also in: {'; '.join(self._also)}"] if self._also else []
        parts += ["\n".join(f"- problem: {escaped(problem)}" for problem in self._problems)] if self._problems else []
        for kind, headings in self._lines.items():
            if headings:
                lines = [line for heading, each in headings.items() for line in _under(heading, each)]
                parts += [f"### {KINDS[kind].plural.capitalize()}", "\n".join(lines)]
        return "\n\n".join(parts)


def _under(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines as list items, one level below the heading if there is one."""
    if heading:
        yield f"- **{heading}**"
    yield from (f"{'  ' if heading else ''}- {line}" for line in lines)


def _state(summary: Summary) -> str:
    return "" if summary.status == "ok" else f" **({summary.status})**"


def _title(article: Article) -> str:
    """The headline, with a link where the article has a web address."""
    title = escaped(article.title or article.id)
    address = web_address(article)
    return f"[{title}](<{address.replace('&', '&amp;')}>)" if address else title


def _heading_and_line(grounded: GroundedRecord) -> tuple[str, str]:
    """The heading and the line of a record: a statement has its speakers as heading, other records have ""."""
    record = grounded.record
    if isinstance(record, Statement):
        role = f" ({record.role})" if record.role else ""
        line = f"{escaped(f'{record.cue}{role}: {record.content}')}{_mark(grounded)}"
        return escaped(", ".join(record.speakers) or "no one named"), line
    head, details = _shown(record)
    more = f" — {escaped('; '.join(details))}" if details else ""
    return "", f"**{escaped(head)}**{more}{_mark(grounded)}"


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
    if not grounded.unsupported:
        return mark(grounded)
    fields = [value.field for value in grounded.values if value.support is Support.UNSUPPORTED]
    return f" **(not supported{escaped(': ' + ', '.join(fields)) if fields else ''})**"
