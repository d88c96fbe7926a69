"""The gate: floors that scores may not fall below, pinned from a run and kept beside the gold."""

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
"""Decimals of a bound. It is rounded in the direction in which the score that it was pinned from still passes."""


class Baseline(BaseModel):
    """Bounds by cell and metric, and the hash of the gold on which they were measured.

    The bound is a floor where a higher value of the metric is better, else a ceiling.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    gold_sha256: str
    bounds: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A bound that does not hold, and the `measured` value, which is None where the run lacks the cell or metric."""

    cell: str
    metric: str
    bound: float
    measured: float | None

    def __str__(self) -> str:
        bound, measured = _distinguishable(self.bound, self.measured)
        return f"{self.cell}: {self.metric}: {measured or 'not measured'}, {_word(self.metric)} {bound}"


def check_floors(run: EvalRun, baseline: Baseline) -> list[Shortfall]:
    """The bounds of the baseline that the run violates. A bound on a cell or metric that the run lacks is violated.

    Raises `UsageError` where the gold has changed since the baseline was pinned.
    """
    check_gold(run.gold_sha256, baseline)
    return list(_shortfalls(run, baseline))


def check_gold(gold_sha256: str, baseline: Baseline) -> None:
    """Raise `UsageError` where the baseline was pinned on gold with another hash than `gold_sha256`."""
    if gold_sha256 != baseline.gold_sha256:
        raise UsageError(
            "the gold has changed since the baseline was pinned, so the floors no longer apply; run without --baseline "
            "to see the scores, and pin new floors with --pin"
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
    """The baseline with the run's headline scores as bounds: floors `margin` below them, ceilings `margin` above.

    Cells of the baseline `before` that the run lacks keep their bounds as long as the gold is the same. Raises
    `UsageError` where a bound of `before` would become easier to hold or be dropped, unless `lower` is set.
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
                pinned, eased = _distinguishable(bound, now)
                change = f"change it to {eased}" if eased else "drop it"
                raise UsageError(
                    f"{cell}: {metric}: the {_word(metric)} is pinned at {pinned}, and this run would {change}; "
                    "to allow that, add --lower"
                )


def _distinguishable(bound: float, measured: float | None) -> tuple[str, str]:
    """Both numbers with the decimals needed to see that they differ, at least `PLACES`; "" for no measured number."""
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
    """The baseline in the file at `path`. Raises `UsageError` for a file that can't be read or holds no baseline."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror}; make it with onrecord eval --pin") from error
    except ValidationError as error:
        raise UsageError(f"{path}: is no baseline: {error.errors()[0]['msg']}; write it again with --pin") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write the baseline to `path`."""
    path.write_text(baseline.model_dump_json(indent=2) + "\n", encoding="utf-8")
