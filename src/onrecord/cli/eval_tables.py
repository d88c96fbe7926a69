"""What `onrecord eval` prints of a run: one cell's scores, or a matrix of prompts and models; kinds side by side."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.evals import Cell, Combination, EvalRun, Matrix, Planned, Reliability, Score

__all__ = ["Shown", "planned_lines", "tables"]

WIDTH = 120
"""Columns of a line where nothing says how many there are."""

MARKS: Mapping[str, str] = {"best": " best", "as good": " =", "failed": ", all failed"}
"""What stands behind a value in a matrix."""

LEGEND = (
    "best, and = for what isn't significantly worse than it (permutation test paired by article, level 0.95, corrected "
    "for all comparisons)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed: the metric of the matrix, whether it is shown kind by kind, and whether each cell is, too."""

    metric: str
    by_kind: bool = False
    details: bool = False


def tables(run: EvalRun, found: Sequence[Reliability | None], shown: Shown) -> Iterator[str]:
    """The scores of a run in lines: where it has several cells, a matrix; with all of each cell only where asked."""
    from onrecord.evals import matrix_of

    several = len(run.cells) > 1
    if several:
        yield from _matrix(matrix_of(run, shown.metric))
    if shown.by_kind:
        yield from [""] if several else []
        yield from _by_kind(run, shown.metric)
    if shown.details or not several:
        yield from [""] if several or shown.by_kind else []
        for cell, reliable in zip(run.cells, found, strict=True):
            yield from _cell(cell, reliable)


def _matrix(matrix: Matrix) -> Iterator[str]:
    """Labels down and models across, three lines each: the value and how it stands, its interval, what it took."""
    better = "higher" if matrix.metric.higher_is_better else "lower"
    yield f"{matrix.metric.name}: {matrix.metric.title}; {better} is better"
    blocks = {key: _lines(each) for key, each in matrix.combinations.items()}
    widths = {
        model: max(len(model), *(len(line) for key, lines in blocks.items() if key[1] == model for line in lines)) + 2
        for model in matrix.models
    }
    first = max(map(len, matrix.labels)) + 2
    for models in _fitting(widths, first):
        yield _row("", first, models, [widths[model] for model in models])
        for label in matrix.labels:
            heads = (label, "", "")
            for head, cells in zip(heads, zip(*(blocks[label, model] for model in models), strict=True), strict=True):
                yield _row(head, first, cells, [widths[model] for model in models])
    yield LEGEND
    yield from _notes(list(matrix.combinations.values()))


def _lines(each: Combination) -> tuple[str, str, str]:
    score = each.score
    value = "nothing to measure" if score.value is None else f"{score.value:.3f}{MARKS.get(each.standing, '')}"
    if score.value is None:
        interval = ""
    else:
        interval = "no interval" if score.low is None else f"[{score.low:.3f}, {score.high:.3f}]"
    failed = sum(result.status == "failed" for cell in each.cells for result in cell.articles)
    value += f", {failed} failed" if failed and each.standing != "failed" else ""
    return value, interval, _spent(each.cost, each.seconds)


def _fitting(widths: Mapping[str, int], first: int) -> Iterator[list[str]]:
    """The models in runs whose columns fit into a line behind the `first` column."""
    room = shutil.get_terminal_size((WIDTH, 24)).columns - first
    run: list[str] = []
    for model, width in widths.items():
        if run and sum(widths[each] for each in run) + width > room:
            yield run
            run = []
        run.append(model)
    yield run


def _row(head: str, first: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    columns = (f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"{head:<{first}}{''.join(columns)}".rstrip()


def _notes(combinations: Sequence[Combination]) -> Iterator[str]:
    """Why intervals are missing, each reason once; what failed, and what was read only in part."""
    from onrecord.evals import partly_read

    reasons: dict[str, list[str]] = {}
    for each in combinations:
        if each.no_interval and each.standing != "failed":
            reasons.setdefault(each.no_interval, []).append(each.name)
    for reason, names in reasons.items():
        whose = "all" if len(names) == len(combinations) else ", ".join(names)
        yield f"no interval ({whose}): {reason}"
    for each in combinations:
        told = (each.failures, partly_read(each.cells))
        yield from (f"{each.name}: {said}" for said in told if said)


def _by_kind(run: EvalRun, metric: str) -> Iterator[str]:
    """One line for each combination, one column for each kind, each with the best marked."""
    from onrecord.evals import matrix_of
    from onrecord.kinds import KINDS

    what = metric.partition(".")[2]
    names = {f"{kind}.{what}" for kind in KINDS} & {name for cell in run.cells for name in cell.scores}
    found = [matrix_of(run, f"{kind}.{what}") for kind in KINDS if f"{kind}.{what}" in names]
    keys = list(found[0].combinations) if found else []
    rows = {key: [_in_kind(matrix.combinations[key]) for matrix in found] for key in keys}
    heads = [matrix.metric.name for matrix in found]
    widths = [max(len(head), *(len(row[i]) for row in rows.values())) + 2 for i, head in enumerate(heads)]
    first = max((len(f"{label} × {model}") for label, model in keys), default=0) + 2
    yield _row("", first, heads, widths)
    for (label, model), row in rows.items():
        yield _row(f"{label} × {model}", first, row, widths)


def _in_kind(each: Combination) -> str:
    return "all failed" if each.standing == "failed" else f"{_interval(each.score)}{MARKS.get(each.standing, '')}"


def _cell(cell: Cell, reliable: Reliability | None) -> Iterator[str]:
    """A cell's headline scores in lines, with their 95% intervals; its fields; how far its probabilities hold."""
    from onrecord.evals import METRICS, failures_of, partly_read

    spent = f"{cell.usage.output:,} output tokens, {_spent(cell.cost, cell.seconds)}"
    yield f"{cell.name}: {len(cell.articles)} articles, {spent}"
    yield from (f"  {said}" for said in (failures_of([cell]), partly_read([cell])) if said)
    if all(each.status == "failed" for each in cell.articles):
        yield "  no scores, since all failed; in the run file, all that is labelled counts as missed"
        return
    for metric in METRICS:
        if metric.headline and metric.name in cell.scores:
            yield f"  {metric.name:<24} {_interval(cell.scores[metric.name])}{_lacking(cell, metric.name)}"
    yield from _fields(cell)
    if reliable:
        yield from _probabilities(reliable)


def _lacking(cell: Cell, metric: str) -> str:
    """Why a score has no interval, where it has none."""
    from onrecord.evals import why_no_interval

    score = cell.scores[metric]
    if score.value is None or score.low is not None:
        return ""
    return f"  no interval: {why_no_interval([each.ratio(metric) for each in cell.articles])}"


def _fields(cell: Cell) -> Iterator[str]:
    """The share of matched records on which each field is right, beside the share on which a constant answer is."""
    if cell.constants:
        yield f"  {'right in a matched record':<42} by always answering the same"
    for name, constant in cell.constants.items():
        better = ", better than the model" if cell.is_worse(name) else ""
        yield f"  {name:<24} {_interval(cell.scores[name]):<23}  {constant.value:.3f}  {constant}{better}"


def _probabilities(found: Reliability) -> Iterator[str]:
    """The expected calibration error, and what share of the records is true that a promise of a share keeps."""
    by = "by the calibration of other gold" if found.held_out else "each article by the others"
    yield f"  {'calibration error':<24} {found.error:.3f}  {by}"
    for precision, (kept, true) in found.realised.items():
        yield f"  {f'--precision {precision:g}':<24} {true / kept:.3f}  of {kept:,} records kept"


def _spent(cost: float | None, seconds: float) -> str:
    price = "no price" if cost is None else f"${cost:.2f}" if cost >= 0.005 or not cost else f"${cost:.4f}"
    return f"{price}, {seconds:,.0f} s"


def _interval(score: Score) -> str:
    if score.value is None:
        return "nothing to measure"
    return f"{score.value:.3f}" + ("" if score.low is None else f"  [{score.low:.3f}, {score.high:.3f}]")


def planned_lines(planned: Planned, gold: Path) -> Iterator[str]:
    """How many articles to label, how far those that are labelled reach, and what that rests on."""
    more = max(0, planned.articles - planned.labelled)
    yield (
        f"to show a difference of {planned.effect:g} in {planned.metric} (level {planned.level:g}, power "
        f"{planned.power:g}, one score compared): {planned.articles:,} articles"
    )
    yield f"labelled in {gold}: {planned.labelled:,}; {f'{more:,} more to label' if more else 'enough'}"
    if planned.shown is None:
        yield "so few show no difference, however large"
    else:
        yield f"these show a difference of {planned.shown:.3f} or more"
    yield f"standard deviation of what an article adds to the difference: {planned.deviation:.3f}, {planned.basis}"
