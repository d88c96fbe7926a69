"""Sets of prompts and models side by side by one metric: which is best, and which can't be told from the best."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.errors import UsageError
from onrecord.evals._metrics import METRICS, Metric
from onrecord.evals._runs import Cell, EvalRun, Score, rounded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Combination", "Matrix", "failures_of", "matrix_of", "metric_named", "partly_read", "why_no_interval"]

LEVEL = 0.95
"""How sure a combination has to be worse than the best to count as worse."""

Standing = Literal["best", "as good", "worse", "failed", "not measured"]

Ratios = Mapping[str, tuple[float, float]]
"""The numerator and the denominator of the metric by article."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A set of prompts with a model: the cells that are its repeats, and its score over all of them.

    Repeats on the same article are added to that article's sums. `standing` is "as good" where the combination isn't
    significantly worse than the best, and "failed" where it has answered about no article. `no_interval` says why the
    score has no interval, None where it has one.
    """

    label: str
    model: str
    cells: Sequence[Cell]
    score: Score
    standing: Standing
    no_interval: str | None

    @property
    def name(self) -> str:
        """The name in tables."""
        return f"{self.label} × {self.model}"

    @property
    def seconds(self) -> float:
        """The sum of the seconds that each answer took."""
        return sum(cell.seconds for cell in self.cells)

    @property
    def cost(self) -> float | None:
        """The cost in USD, or None where a price isn't known."""
        costs = [cell.cost for cell in self.cells if cell.cost is not None]
        return sum(costs) if len(costs) == len(self.cells) else None

    @property
    def failures(self) -> str | None:
        """How many of the articles failed, and why the first of them did; None where none did."""
        return failures_of(self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The combinations of a run by one metric, each label with each model."""

    metric: Metric
    labels: Sequence[str]
    models: Sequence[str]
    combinations: Mapping[tuple[str, str], Combination]


def matrix_of(run: EvalRun, metric: str) -> Matrix:
    """The combinations of a run by a metric.

    The best is the one with the best value. Each other one is compared with it by the permutation test that is paired
    by article, corrected for all these comparisons (see `onrecord.evals.statistics`); where that doesn't show it to be
    worse, it counts as good as the best. Since the best is chosen by the same articles, ties are told rather too seldom
    than too often. Raises `UsageError` for an unknown metric.
    """
    known = metric_named(metric)
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in run.cells:
        groups.setdefault((cell.label, cell.model), []).append(cell)
    sums = {key: _pooled(cells, metric) for key, cells in groups.items()}
    failed = {key for key, cells in groups.items() if _all_failed(cells)}
    scores = _scores(sums)
    standings = _standings({key: sums[key] for key in sums if key not in failed}, scores, known)
    combinations = {
        key: Combination(
            *key,
            cells,
            scores[key],
            "failed" if key in failed else standings[key],
            None if scores[key].low is not None else why_no_interval(sums[key].values()),
        )
        for key, cells in groups.items()
    }
    labels, models = (list(dict.fromkeys(key[side] for key in groups)) for side in (0, 1))
    return Matrix(known, labels, models, combinations)


def metric_named(name: str) -> Metric:
    """The metric called `name`. Raises `UsageError` for any other name."""
    found = next((metric for metric in METRICS if metric.name == name), None)
    if found is None:
        headline = ", ".join(metric.name for metric in METRICS if metric.headline)
        raise UsageError(f"no metric is called {name!r}; choose {headline}, or another one of docs/scoring.md")
    return found


def failures_of(cells: Sequence[Cell]) -> str | None:
    """How many of the articles of some cells failed, and why the first of them did; None where none did."""
    return _told(cells, "failed", "failed")


def partly_read(cells: Sequence[Cell]) -> str | None:
    """How many of the articles of some cells were read only in part, and why the first of them was; None for none."""
    return _told(cells, "partial", "were read only in part")


def _told(cells: Sequence[Cell], status: str, what: str) -> str | None:
    results = [each for cell in cells for each in cell.articles]
    found = [each for each in results if each.status == status]
    if not found:
        return None
    reason = next(iter(found[0].problems), "no answer")
    return f"{len(found)} of {len(results)} articles {what}; the first, {found[0].article}: {reason}"


def why_no_interval(ratios: Collection[tuple[float, float]]) -> str:
    """Why a score has no interval, by what each article adds to it."""
    from onrecord.evals.statistics import fewest_articles

    informed, least = sum(below > 0 for _, below in ratios), fewest_articles(LEVEL)
    if not informed:
        return "nothing to measure in any article"
    if informed < least:
        return f"{informed} of the {len(ratios)} articles have any of it, and {least} are needed"
    return "every article has the same value, which doesn't show how far others may vary"


def _all_failed(cells: Sequence[Cell]) -> bool:
    return all(each.status == "failed" for cell in cells for each in cell.articles)


def _pooled(cells: Sequence[Cell], metric: str) -> dict[str, tuple[float, float]]:
    """What each article adds to a metric, over all repeats."""
    sums: dict[str, tuple[float, float]] = {}
    for cell in cells:
        for each in cell.articles:
            above, below = sums.get(each.article, (0.0, 0.0))
            more = each.ratio(metric)
            sums[each.article] = (above + more[0], below + more[1])
    return sums


def _scores(sums: Mapping[tuple[str, str], Ratios]) -> dict[tuple[str, str], Score]:
    """The value of each combination with its 95% interval."""
    from onrecord.evals.statistics import intervals, values

    table = _table(sums.values())
    low, high = intervals(*table, level=LEVEL)
    columns = zip(sums, values(*table), low, high, strict=True)
    return {key: Score(value=rounded(v), low=rounded(lo), high=rounded(hi)) for key, v, lo, hi in columns}


def _standings(
    sums: Mapping[tuple[str, str], Ratios], scores: Mapping[tuple[str, str], Score], metric: Metric
) -> dict[tuple[str, str], Standing]:
    """How each combination stands to the best one."""
    import numpy as np

    from onrecord.evals.statistics import permutation_test

    standings: dict[tuple[str, str], Standing] = dict.fromkeys(sums, "not measured")
    measured = [(value, key) for key in sums if (value := scores[key].value) is not None]
    if not measured:
        return standings
    pick = max if metric.higher_is_better else min
    _, best = pick(measured, key=lambda each: each[0])
    others = [key for _, key in measured if key != best]
    standings[best] = "best"
    if others:
        first, rest = _table([sums[best]] * len(others)), _table([sums[key] for key in others])
        _, corrected = permutation_test(first, rest)
        standings |= {
            key: "worse" if p <= 1 - LEVEL + 1e-9 else "as good"
            for key, p in zip(others, np.nan_to_num(corrected, nan=1.0), strict=True)
        }
    return standings


def _table(columns: Iterable[Ratios]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Numerators and denominators, articles down, one column for each of `columns`, all in one order of articles."""
    import numpy as np

    listed = list(columns)
    articles = sorted(listed[0])
    table = np.array([[ratios[article] for ratios in listed] for article in articles], dtype=np.float64)
    return table[..., 0], table[..., 1]
