"""Summaries as a person reads them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from onrecord.cli.output import harmless
from onrecord.ground import GroundedRecord, Support, Value
from onrecord.records import KINDS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.article import Article
    from onrecord.extract import Summary

__all__ = ["show"]

MARKS = {Support.EXACT: "", Support.NORMALIZED: "", Support.FUZZY: " ~", Support.UNSUPPORTED: " ✗"}
"""What follows a value, by how the article bears it out."""

STYLES = {Support.EXACT: "", Support.NORMALIZED: "", Support.FUZZY: "", Support.UNSUPPORTED: "red"}

LEGEND = "~ said in other words   ✗ not borne out by the article"


def show(summary: Summary, file: TextIO) -> None:
    """Print `summary` to `file`, in colour where that is a terminal."""
    from rich.console import Console

    console = Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=not file.isatty())
    console.print(f"\n{harmless(summary.article.title or summary.article.id)}", style="bold")
    console.print(_account(summary), style="dim")
    for kind in KINDS.values():
        found = [record for record in summary.records if isinstance(record.record, kind)]
        if found:
            console.print(f"\n{kind.plural.upper()}", style="bold")
        for record in found:
            _show_record(record, summary.article, console)
    if any(MARKS[value.support] for record in summary.records for value in record.values):
        console.print(f"\n{LEGEND}", style="dim")


def _account(summary: Summary) -> str:
    left_out = f", {summary.left_out} left out as not borne out" if summary.left_out else ""
    usage = summary.usage
    return (
        f"{summary.status}: {len(summary.records)} records{left_out} · {summary.model} · {summary.seconds:.0f} s · "
        f"{usage.calls} calls, {usage.input:,} tokens in ({usage.cached:,} cached), {usage.output:,} out"
    )


def _show_record(grounded: GroundedRecord, article: Article, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    values = {value.field: value for value in grounded.values}
    head, *details = _fields(grounded, values)
    mark = Text("• ", style="green" if grounded.supported else "red")
    console.print(mark + head)
    for detail in details:
        console.print(Padding(detail, (0, 0, 0, 4)))
    for value in grounded.values:
        if value.reason:
            console.print(Padding(Text(f"✗ {value.field}: {harmless(value.reason)}", style="red"), (0, 0, 0, 4)))
    if not grounded.evidence:
        console.print(Padding(Text("✗ no sentence bears it out", style="red"), (0, 0, 0, 4)))
    for span in grounded.evidence:
        sentence = " ".join(harmless(article.text[span.start : span.end]).split())
        console.print(
            Padding(
                Text(f"“{sentence}”" if len(sentence) < 400 else f"“{sentence[:400]}…”", style="dim italic"),
                (0, 0, 0, 4),
            )
        )


def _fields(grounded: GroundedRecord, values: dict[str, Value]) -> list[Text]:
    """The record's fields, the first alone and the rest with their names; usual labels are left out."""
    from rich.text import Text

    shown: list[Text] = []
    record = grounded.record
    for name, info in type(record).model_fields.items():
        content = getattr(record, name)
        if name == "sentences" or content in (None, [], info.default):
            continue
        items = content if isinstance(content, list) else [content]
        fields = [f"{name}[{i}]" for i in range(len(items))] if isinstance(content, list) else [name]
        parts = [_value(str(item), values.get(field)) for item, field in zip(items, fields, strict=True)]
        label = Text(f"{name} ", style="cyan") if shown else Text("")
        shown.append(label + Text(", ").join(parts))
    return _head_first(shown, grounded)


def _head_first(shown: list[Text], grounded: GroundedRecord) -> list[Text]:
    """The line that tells most in front: for a statement, who said what."""
    from rich.text import Text

    if grounded.form:
        shown.append(Text("form ", style="cyan") + Text(grounded.form))
    return shown


def _value(text: str, value: Value | None) -> Text:
    from rich.text import Text

    shown = Text(" ".join(harmless(text).split()))
    if value is not None and MARKS[value.support]:
        shown.append(MARKS[value.support])
        shown.stylize(STYLES[value.support])
    return shown
