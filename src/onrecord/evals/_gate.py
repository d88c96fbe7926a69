"""Floors that scores may not fall below, pinned from a run and kept beside the gold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import UsageError
from onrecord.evals._runs import Cell, EvalRun

__all__ = ["Baseline", "Shortfall", "check_floors", "check_gold", "load_baseline", "pin_floors", "save_baseline"]

PLACES = 3
"""Decimals of a bound; it is rounded to the side on which the score that it was pinned from passes."""


class Baseline(BaseModel):
    """Bounds by cell and metric, and the hash of the gold that they hold for.

    For a metric of which more is better the bound is a floor, for others a ceiling.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    gold_sha256: str
    bounds: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A bound that does not hold: of which cell and metric, and what was measured, None where nothing was."""

    cell: str
    metric: str
    bound: float
    measured: float | None

    def __str__(self) -> str:
        bound, measured = _told_apart(self.bound, self.measured)
        return f"{self.cell}: {self.metric}: {measured or 'not measured'}, {_word(self.metric)} {bound}"


def check_floors(run: EvalRun, baseline: Baseline) -> list[Shortfall]:
    """The bounds of the baseline that the run doesn't hold; what the run lacks doesn't hold either.

    Raises `UsageError` where the gold has changed since the baseline was pinned.
    """
    check_gold(run.gold_sha256, baseline)
    return list(_shortfalls(run, baseline))


def check_gold(gold_sha256: str, baseline: Baseline) -> None:
    """Raise `UsageError` where the baseline was pinned on other gold than that with this hash."""
    if gold_sha256 != baseline.gold_sha256:
        raise UsageError(
            "the gold has changed since the baseline was pinned, so its floors say nothing; see the scores without "
            "--baseline, and pin them anew with --pin"
        )


def _shortfalls(run: EvalRun, baseline: Baseline) -> Iterator[Shortfall]:
    cells = {cell.name: cell for cell in run.cells}
    for name, bounds in baseline.bounds.items():
        for metric, bound in bounds.items():
            score = cells[name].scores.get(metric) if name in cells else None
            measured = score.value if score else None
            if measured is None or _worse(metric, measured, bound):
                yield Shortfall(name, metric, bound, measured)


def pin_floors(run: EvalRun, before: Baseline | None, *, margin: float = 0.0, lower: bool = False) -> Baseline:
    """The baseline with the run's scores as bounds, each `margin` to the side that lets a score pass.

    Cells that the run doesn't have keep their bounds while the gold is the same. Raises `UsageError`, unless `lower`,
    where a bound that stood would become easier to hold, naming it.
    """
    old = before.bounds if before else {}
    kept = old if before and before.gold_sha256 == run.gold_sha256 else {}
    bounds = {**kept, **{cell.name: dict(_bounds(cell, margin)) for cell in run.cells}}
    if not lower:
        _refuse_easier(old, bounds)
    return Baseline(gold_sha256=run.gold_sha256, bounds=bounds)


def _bounds(cell: Cell, margin: float) -> Iterator[tuple[str, float]]:
    from onrecord.evals._scores import METRICS

    for metric in METRICS:
        score = cell.scores.get(metric.name)
        if metric.headline and score and score.value is not None:
            side, rounded = (-1, math.floor) if metric.higher_is_better else (1, math.ceil)
            bound = rounded(round((score.value + side * margin) * 10**PLACES, 6)) / 10**PLACES
            yield metric.name, min(1.0, max(0.0, bound))


def _refuse_easier(old: dict[str, dict[str, float]], new: dict[str, dict[str, float]]) -> None:
    for cell, bounds in old.items():
        for metric, bound in bounds.items():
            now = new.get(cell, {}).get(metric)
            if now is None or _worse(metric, now, bound):
                pinned, made = _told_apart(bound, now)
                changed = f"make that {made}" if made else "drop that"
                raise UsageError(
                    f"{cell}: {metric}: pinned at {pinned}, and this run would {changed}; if that is meant, add --lower"
                )


def _told_apart(bound: float, measured: float | None) -> tuple[str, str]:
    """Both numbers with as many decimals as they differ in, `PLACES` at least; nothing where nothing was measured."""
    if measured is None:
        return f"{bound:.{PLACES}f}", ""
    places = PLACES
    while f"{bound:.{places}f}" == f"{measured:.{places}f}" and bound != measured:
        places += 1
    return f"{bound:.{places}f}", f"{measured:.{places}f}"


def _worse(metric: str, value: float, bound: float) -> bool:
    return value < bound if _higher_is_better(metric) else value > bound


def _word(metric: str) -> str:
    return "floor" if _higher_is_better(metric) else "ceiling"


def _higher_is_better(metric: str) -> bool:
    from onrecord.evals._scores import METRICS

    return next((each.higher_is_better for each in METRICS if each.name == metric), True)


def load_baseline(path: Path) -> Baseline:
    """The baseline in the file at `path`. Raises `UsageError` for a file that can't be read or holds something else."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}; make it with onrecord eval --pin") from error
    except ValidationError as error:
        raise UsageError(f"{path}: is no baseline: {error.errors()[0]['msg']}; make it anew with --pin") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write the baseline to `path`."""
    path.write_text(baseline.model_dump_json(indent=2) + "\n", encoding="utf-8")
