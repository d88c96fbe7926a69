"""A digest as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.compose import Line, unstopped
from onrecord.digest._accounts import account, account_of_story, left_out, legend
from onrecord.digest._telling import SOURCES, Digest, Told
from onrecord.digest._wording import (
    firsts,
    line_of,
    line_of_report,
    mark_of,
    name_of,
    outlets_in_words,
    quote,
    subject_of,
    when,
)
from onrecord.export import escaped, web_address
from onrecord.grounding import Support
from onrecord.stories import Disagreement, Quoted, Report, Side, Source, StoryFact

__all__ = ["as_markdown", "line_markdown", "story_markdown"]


def as_markdown(digest: Digest) -> str:
    """A digest as Markdown: the first stories in full, the next in one line each, the rest counted."""
    return "\n\n".join(filter(None, _parts(digest))) + "\n"


def _parts(digest: Digest) -> Iterator[str]:
    yield f"# Digest {digest.period.name}"
    yield escaped(f"{account(digest)} {legend(digest)}")
    yield from map(story_markdown, digest.full)
    if digest.lines:
        yield "## Also in the news"
        yield _list(map(line_markdown, digest.lines))
    yield left_out(digest)


def story_markdown(told: Told) -> str:
    """A story told in full."""
    return "\n\n".join(filter(None, _story(told)))


def _story(told: Told) -> Iterator[str]:
    yield f"## {escaped(told.headline)}"
    yield _source(told.alone) if told.alone else escaped(account_of_story(told))
    yield _list(_fact(fact, told) for fact in told.facts)
    yield from _section("Who says what", map(_voice, told.voices))
    yield from _section("Where outlets differ", (_disagreement(*each) for each in told.disagreements))
    yield from _section("How it went", (f"{day}: {_line(line_of_report(report))}" for day, report in told.timeline))
    if not told.alone:
        yield from _section("Sources", _sources(told))


def _section(head: str, items: Iterable[str]) -> Iterator[str]:
    if shown := _list(items):
        yield f"**{head}**"
        yield shown


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def line_markdown(told: Told) -> str:
    """A story in one line: its headline and its outlets."""
    outlets = outlets_in_words(told.outlets)
    return _linked(told.headline, told.lead) + (f" ({escaped(outlets)})" if outlets else "")


def _fact(fact: StoryFact, told: Told) -> str:
    """A fact with those who report it; that a single outlet of several has it is said."""
    only = "only " if len(told.outlets) > 1 and len(fact.outlets) == 1 else ""
    outlets = [] if told.alone else [f"{only}{_outlets(fact.reports)}"]
    beside = "; ".join([*outlets, *told.notes_on(fact)])
    return f"{_line(line_of(fact))}{f' ({beside})' if beside else ''}"


def _line(line: Line) -> str:
    return _marked(line.text, line.support)


def _marked(text: str, support: Support) -> str:
    return escaped(f"{text} {mark_of(support)}")


def _outlets(reports: Sequence[Report]) -> str:
    """The outlets of some reports, each with a link to its first one."""
    return ", ".join(_linked(name_of(report.source), report.source) for report in firsts(reports))


def _voice(quoted: Quoted) -> str:
    return f"{_marked(quoted.voice.text, quoted.voice.support)} ({_named(quoted.source)})"


def _disagreement(fact: StoryFact, disagreement: Disagreement) -> str:
    sides = "\n".join(f"  - {_side(side)}" for side in disagreement.sides)
    return f"{subject_of(disagreement)}: {escaped(unstopped(fact.what))}\n{sides}"


def _side(side: Side) -> str:
    """What a side holds, and the sentence of the first report that holds it; the others' outlets."""
    first, *others = firsts(side.reports)
    also = f"; also {', '.join(_named(report.source) for report in others)}" if others else ""
    source = first.source
    at = ", ".join(filter(None, [when(source), "" if source.current else "since replaced"]))
    return f"**{escaped(side.value)}**: {_named(source)}{f', {at}' if at else ''}: “{escaped(quote(first.text))}”{also}"


def _sources(told: Told) -> Iterator[str]:
    for source, copies in told.sources[:SOURCES]:
        copied = f"; nearly the same: {', '.join(map(_named, copies))}" if copies else ""
        at = f", {when(source)}" if when(source) else ""
        yield f"{_named(source)}{at}{copied}"
    if (more := len(told.sources) - SOURCES) > 0:
        yield f"and {more:,} more"


def _source(source: Source) -> str:
    outlet = escaped(source.outlet) if source.outlet and source.title else ""
    known = ", ".join(filter(None, [outlet, when(source)]))
    return f"{_linked(source.title or name_of(source), source)}{f' ({known})' if known else ''}"


def _named(source: Source) -> str:
    return _linked(name_of(source), source)


def _linked(text: str, source: Source) -> str:
    """Text with a link to an article that has a web address."""
    address = web_address(source)
    return f"[{escaped(text)}](<{address.replace('&', '&amp;')}>)" if address else escaped(text)
