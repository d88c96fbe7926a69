"""Summaries as a person reads them in a terminal."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from onrecord.cli.output import counted, harmless
from onrecord.compose import QUOTATION_MARKS
from onrecord.grounding import GroundedRecord, Support, Value, count_support
from onrecord.kinds import KINDS, MatchRule, Record, Shown, match_rules

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.article import Article
    from onrecord.compose import Line, Voice
    from onrecord.extraction import Summary

__all__ = ["said_of_records", "show", "show_brief"]

MARKS = {Support.VERIFIED: "✓", Support.REWORDED: "~", Support.UNCHECKED: "?", Support.UNSUPPORTED: "✗"}
"""What follows a value that isn't in the article as it is, by its level."""

STYLES = {"supported": "green", "reworded": "yellow", "unchecked": "yellow", "unsupported": "red"}
"""The colour of a record, by its outcome."""


def show(summary: Summary, file: TextIO) -> None:
    """Print all records of `summary` to `file`: in a terminal in colour and wrapped, elsewhere in whole lines."""
    console = _opened(summary, file)
    for kind in KINDS.values():
        found = [record for record in summary.records if record.record.kind == kind.kind]
        if found:
            _print(f"\n{kind.plural.upper()}", console, "bold")
        for record in found:
            _show_record(record, summary.article, console)
    seen = {value.support for record in summary.records for value in record.values}
    if legend := _legend(seen):
        _print("\n" + "   ".join(["no mark: in the article", *legend]), console, "dim")


def _legend(levels: Collection[Support]) -> list[str]:
    """What the marks of some levels mean."""
    return [f"{mark} {level.meaning}" for level, mark in MARKS.items() if level in levels]


def show_brief(summary: Summary, length: float, file: TextIO) -> None:
    """Print the brief of `summary` to `file`; `length` is the share of the article's words that it has at most."""
    from onrecord.compose import brief, compose

    console = _opened(summary, file)
    composition = compose(summary.article, summary.records)
    told = brief(summary.article, summary.records, composition, length=length)
    _print_lines("WHAT HAPPENED", told.facts, console)
    _print_lines("WHO SPEAKS", told.voices, console)
    if legend := _legend({each.support for each in told if not each.support.holds}):
        _print("\n" + "   ".join(legend), console, "dim")
    if summary.records:
        facts = f"{len(told.facts)} of {counted(len(composition.facts), 'fact')}; " if composition.facts else ""
        _print(f"\n{facts}--all shows every record", console, "dim")


def _print_lines(title: str, lines: Sequence[Line] | Sequence[Voice], console: Console) -> None:
    """Print the lines of a brief, each with the number of its sentence, and a mark where it isn't supported fully."""
    if lines:
        _print(f"\n{title}", console, "bold")
    for each in lines:
        mark = "" if each.support.holds else f" {MARKS[each.support]}"
        _print(f"{_line(each.text)} [{each.sentence}]{mark}", console, first="• ", style=STYLES[each.support.outcome])


def _opened(summary: Summary, file: TextIO) -> Console:
    """A console that writes to a file, after what article it is and what became of it."""
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=not file.isatty())
    _print(f"\n{harmless(summary.article.title or summary.article.id)}", console, "bold")
    _print(_account(summary), console, "dim")
    for problem in summary.problems:
        _print(_line(problem), console, "red", first="✗ ")
    return console


def _account(summary: Summary) -> str:
    records = said_of_records(count_support(record.support for record in summary.records))
    left_out = f", {summary.left_out} left out" if summary.left_out else ""
    usage = summary.usage
    return (
        f"{summary.status}: {records}{left_out} · {summary.model} · "
        f"{summary.seconds:.0f} s · {counted(usage.calls, 'call')}, {usage.input:,} tokens in "
        f"({usage.cached:,} cached), {usage.output:,} out"
    )


def said_of_records(counts: Mapping[str, int]) -> str:
    """How many records there are, and how many of each outcome: `3 records (2 supported, 1 unsupported)`."""
    parts = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items())
    return counted(sum(counts.values()), "record") + (f" ({parts})" if parts else "")


def _show_record(grounded: GroundedRecord, article: Article, console: Console) -> None:
    shown = _Shown(grounded, article)
    _print(_with_mark(shown.head(), grounded), console, first="• ", style=STYLES[grounded.support.outcome])
    if details := shown.details():
        _print(details, console, first="  ")
    for reason in _reasons(grounded):
        _print(reason, console, "red", first="  ✗ ")
    for number, sentence in _evidence(grounded, article):
        _print(sentence, console, "dim italic", first=f"  [{number}] ", style="dim")


def _with_mark(head: Text, grounded: GroundedRecord) -> Text:
    """The first line of a record; one that is unsupported in another field says so there, too."""
    mark = MARKS[Support.UNSUPPORTED]
    return head.append(f" {mark}", "red") if grounded.unsupported and mark not in head.plain else head


def _print(text: Text | str, console: Console, text_style: str = "", *, first: str = "", style: str = "") -> None:
    """Print text after `first`; in a terminal, what goes on to further lines hangs below the text."""
    from rich.text import Text

    content = text if isinstance(text, Text) else Text(text, style=text_style)
    lines = content.wrap(console, max(20, console.width - len(first))) if console.is_terminal else [content]
    for number, line in enumerate(lines):
        console.print(Text.assemble((" " * len(first) if number else first, style or text_style), line))


class _Shown:
    """The values of one record as a person reads them, each with its mark."""

    def __init__(self, grounded: GroundedRecord, article: Article) -> None:
        self._grounded = grounded
        self._article = article
        self._values = {value.field: value for value in grounded.values}

    def head(self) -> Text:
        """The line that tells most, as its kind words it."""
        from rich.text import Text

        pieces = self._grounded.record.headline()
        return Text.assemble(*(self._field(each) if isinstance(each, Shown) else each for each in pieces))

    def details(self) -> Text | None:
        """The other fields by their names, on one line; usual labels are left out."""
        from rich.text import Text

        names = self._grounded.record.details()
        parts = [Text.assemble((f"{name}: ", "cyan"), self._field(name)) for name in names]
        return Text(" · ").join(parts) if parts else None

    def _field(self, name: str) -> Text:
        """The value of a field: what is quoted whole in quotation marks, and a time with the day that it comes to."""
        from rich.text import Text

        record = self._grounded.record
        content = getattr(record, name)
        if isinstance(content, list):
            parts = [self._marked(str(item), f"{name}[{place}]") for place, item in enumerate(content)]
            return Text(", ").join(parts)
        shown = self._marked(str(content), name)
        if self._is_quoted(name) and not any(mark in content for mark in QUOTATION_MARKS):
            return Text.assemble("“", shown, "”")
        return shown.append(self._day()) if name in record.time_fields else shown

    def _is_quoted(self, name: str) -> bool:
        """Whether a field is copied from the article, where all of it stands in quotation marks."""
        rule = match_rules(type(self._grounded.record)).get(name)
        return rule is MatchRule.QUOTED and self._grounded.form == "direct"

    def _marked(self, text: str, field: str) -> Text:
        from rich.text import Text

        value = self._values.get(field)
        mark = MARKS.get(value.support) if value else None
        style = "red" if value and value.support is Support.UNSUPPORTED else ""
        return Text(f"{_line(text)} {mark}" if mark else _line(text), style=style)

    def _day(self) -> str:
        """The day that a time comes to, where the day of publication is known."""
        day = self._grounded.record.day(self._article.published, self._article.language)
        return f" ({day.isoformat()})" if day else ""


def _reasons(grounded: GroundedRecord) -> Iterator[str]:
    """Why values are not supported, a line each."""
    for value in grounded.values:
        if value.support is Support.UNSUPPORTED:
            yield f"{_name(value, grounded.record)}: {_line(value.reason or 'not supported by the article')}"
    if not grounded.evidence:
        yield "no sentence supports it"


def _name(value: Value, record: Record) -> str:
    """The field of a value; in a list of several, with the value itself."""
    name, _, place = value.field.partition("[")
    several = place and len(getattr(record, name)) > 1
    return f"{name}, {_line(value.text)}" if several else name


def _evidence(grounded: GroundedRecord, article: Article) -> Iterator[tuple[int, str]]:
    """The numbers and the text of the sentences that the record rests on."""
    starts = [sentence.span.start for sentence in article.sentences]
    for span in grounded.evidence:
        yield bisect(starts, span.start), _line(article.text[span.start : span.end])


def _line(text: str) -> str:
    """Text on one line, harmless to a terminal."""
    return " ".join(harmless(text).split())
