"""`onrecord compare`: whether one run is better than another, on which records, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import json_text, print_text
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.evals import ArticleChange, Cell, EvalRun, FieldChange, MetricComparison, RecordChange
    from onrecord.report import Comparison

__all__ = ["compare"]


class Format(StrEnum):
    """How a comparison is written to stdout."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "md"


def compare(  # noqa: PLR0913  # one parameter for each option
    a: Annotated[Path, typer.Argument(help="The run file of what there was.", show_default=False)],
    b: Annotated[Path, typer.Argument(help="The run file of what is new; the same file again to compare its cells.")],
    *,
    cells: Annotated[
        tuple[str, str] | None,
        typer.Option(
            help="Compare this cell of A with this cell of B, by their names in eval's table, where a run has several."
        ),
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option(help="Compare only this score, such as claim.f1. Repeat the option for more scores."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Also write the comparison as an HTML page.")] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Also write the comparison as Markdown, for a comment on a pull request.")
    ] = None,
    output_format: Annotated[
        Format,
        typer.Option("--format", "-f", help="The format of the comparison: text, md for Markdown, json for programs."),
    ] = Format.TEXT,
) -> None:
    """Say whether B is better than A, paired by article: by how much, how sure that is, and on which records.

    The records that aren't the same follow article by article, by their words: [-only in A-], {+only in B+}.
    """
    from onrecord.report import comparison_markdown, comparison_page

    compared = _compared(a, b, cells or (None, None), metric or [])
    if html:
        html.write_text(comparison_page(compared), encoding="utf-8")
    if markdown:
        markdown.write_text(comparison_markdown(compared), encoding="utf-8", errors="replace")
    if output_format is Format.JSON:
        print_text(json_text(asdict(compared), indent=2))
    elif output_format is Format.MARKDOWN:
        print_text(comparison_markdown(compared))
    else:
        print_text("".join(f"{line}\n" for line in _lines(compared)))


def _compared(a: Path, b: Path, names: Sequence[str | None], metrics: Sequence[str]) -> Comparison:
    from onrecord.evals import METRICS, articles_changed, compare_metrics, gained_and_lost, load_run
    from onrecord.report import Comparison

    runs = load_run(a), load_run(b)
    if runs[0].gold_sha256 != runs[1].gold_sha256:
        raise UsageError(f"{a} and {b} were scored on different gold; run onrecord eval again for the older one")
    one, other = (_cell(*each) for each in zip((a, b), runs, names, strict=True))
    shown = metrics or [
        each.name for each in METRICS if each.headline and each.name in one.scores and each.name in other.scores
    ]
    direction = {each.name: each.higher_is_better for each in METRICS}
    differences = compare_metrics(one.ratios, other.ratios, metrics=shown, higher_is_better=direction)
    gained, lost = gained_and_lost(runs[0].gold, one, other)
    changed = articles_changed(runs[0].gold, one, other)
    return Comparison(one.name, other.name, differences, gained, lost, changed)


def _cell(path: Path, run: EvalRun, name: str | None) -> Cell:
    try:
        return run.cell(name)
    except UsageError as error:
        raise UsageError(f"{path}: {error}; name the two to compare with --cells") from error


def _lines(compared: Comparison) -> Iterator[str]:
    yield f"A: {compared.name_a}"
    yield f"B: {compared.name_b}"
    yield ""
    yield f"{'':<24} {'A':>6} {'B':>6} {'B - A':>7}  {'95% interval':<18} {'p':>6}"
    yield from map(_line, compared.metrics)
    yield "p is from a permutation test paired by article and corrected for all the scores shown"
    yield ""
    yield f"gained: found by B alone: {len(compared.gained)}"
    yield f"lost: found by A alone: {len(compared.lost)}"
    yield f"articles whose records changed: {len(compared.articles)}"
    for article in compared.articles:
        yield from _article(article)


def _line(each: MetricComparison) -> str:
    if each.difference is None:
        return f"{each.metric:<24} nothing to compare"
    interval = "" if each.low is None else f"[{each.low:+.3f}, {each.high:+.3f}]"
    p = "" if each.corrected_p is None else f"{each.corrected_p:.3f}"
    more = f"; {each.articles_needed:,} articles in all would show it" if each.articles_needed else ""
    return (
        f"{each.metric:<24} {each.value_a:6.3f} {each.value_b:6.3f} {each.difference:+7.3f}  {interval:<18} {p:>6}  "
        f"{each.verdict}{more}"
    )


def _article(article: ArticleChange) -> Iterator[str]:
    """An article's records that aren't the same in A and B."""
    yield ""
    yield f"{article.article}: {', '.join(f'{count} {change}' for change, count in article.counts.items())}"
    for record in article.records:
        gold = f" {record.number}: {' '.join(record.gold.split())}" if record.number else ""
        yield f"  {record.change}: {record.kind}{gold}{', unsupported in B' if record.unsupported else ''}"
        yield from _both(record) if record.in_a and record.in_b else _one(record)


def _both(record: RecordChange) -> Iterator[str]:
    """The fields of a record that both sides have, A's value above B's."""
    for field in record.fields:
        yield f"    {field.name:<10} A  {_side(field, 'a')}{_faults(field.unsupported_a, wrong=field.wrong_a)}"
        yield f"    {'':<10} B  {_side(field, 'b')}{_faults(field.unsupported_b, wrong=field.wrong_b)}"


def _one(record: RecordChange) -> Iterator[str]:
    """All fields of a record that one side alone has, in a line."""
    told = [
        f"{field.name}: {' '.join((field.a or field.b).split())}{_faults(field.unsupported_a or field.unsupported_b)}"
        for field in record.fields
    ]
    yield f"    {'A' if record.in_a else 'B'}  {'; '.join(told)}"


def _side(field: FieldChange, side: str) -> str:
    """What one side says, with the words marked that the other doesn't."""
    from onrecord.rewording import marked

    said = marked([piece for piece in field.pieces if piece.where in (side, "both")])
    return " ".join(said.split()) or "nothing"


def _faults(unsupported: str | None, *, wrong: bool = False) -> str:
    found = [*(["wrong"] if wrong else []), *([f"unsupported: {unsupported}"] if unsupported else [])]
    return f" ({'; '.join(found)})" if found else ""
