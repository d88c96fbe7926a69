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
    from onrecord.evals import Cell, EvalRun, GoldChange, MetricComparison
    from onrecord.report import Comparison

__all__ = ["compare"]


class Format(StrEnum):
    """How a comparison is written to stdout."""

    TEXT = "text"
    JSON = "json"


def compare(
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
    output_format: Annotated[
        Format, typer.Option("--format", "-f", help="The format of the comparison: text, or json for programs.")
    ] = Format.TEXT,
) -> None:
    """Say whether B is better than A, paired by article: by how much, how sure that is, and on which records."""
    from onrecord.report import comparison_page

    compared = _compared(a, b, cells or (None, None), metric or [])
    if html:
        html.write_text(comparison_page(compared), encoding="utf-8")
    if output_format is Format.JSON:
        print_text(json_text(asdict(compared), indent=2))
    else:
        print_text("".join(f"{line}\n" for line in _lines(compared)))


def _compared(a: Path, b: Path, names: Sequence[str | None], metrics: Sequence[str]) -> Comparison:
    from onrecord.evals import METRICS, compare_metrics, gained_and_lost, load_run
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
    return Comparison(one.name, other.name, differences, gained, lost)


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
    yield from _changes("gained: found by B alone", compared.gained)
    yield from _changes("lost: found by A alone", compared.lost)


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


def _changes(head: str, changes: Sequence[GoldChange]) -> Iterator[str]:
    yield ""
    yield f"{head}: {len(changes)}"
    yield from (f"  {each.article}, {each.kind} {each.number}: {' '.join(each.text.split())}" for each in changes)
