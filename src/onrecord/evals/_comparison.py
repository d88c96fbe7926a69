"""Two runs over the same articles, metric by metric: which is better, how sure, and how many articles would show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Literal, TypeAlias

from onrecord.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]

__all__ = ["MetricComparison", "Scores", "Verdict", "compare_metrics"]

Scores: TypeAlias = Mapping[str, Mapping[str, tuple[float, float]]]
"""The numerator and the denominator that each article adds to each metric, by article id and metric name."""
Verdict = Literal["better", "worse", "the same", "can't tell"]


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """Two runs, A and B, compared on one metric.

    - `articles`: how many articles have the metric on both sides; only they count.
    - `difference`: `value_b` minus `value_a`, with its interval from `low` to `high`.
    - `p`: the p-value of the difference for this metric alone; `corrected_p`: corrected for all compared metrics.
    - `verdict`: whether B is better or worse than A, by the corrected p. Where the runs don't differ, at most 5% of
      comparisons (at the level 0.95) call any of their metrics better or worse. "the same" means that every article
      adds the same to the metric on both sides.
    - `articles_needed`: where the verdict is "can't tell", how many articles in all would be needed for a verdict.
    - `only_a`, `only_b`: the articles left out because only that side has the metric for them.

    A value is None where the articles don't define it: see `onrecord.evals.statistics`.
    """

    metric: str
    articles: int
    value_a: float | None
    value_b: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    corrected_p: float | None
    verdict: Verdict
    articles_needed: int | None
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()


def compare_metrics(
    a: Scores,
    b: Scores,
    *,
    metrics: Sequence[str],
    higher_is_better: Mapping[str, bool],
    level: float = 0.95,
    seed: int = 0,
) -> list[MetricComparison]:
    """One comparison for each of `metrics`, in this order.

    The runs are paired by the ids of their articles; the order of articles makes no difference. Raises `UsageError`
    where the runs have no article in common, or a metric is in no article or not in `higher_is_better`.
    """
    articles = sorted(set(a) & set(b))
    if not articles:
        raise UsageError("A and B have no article in common; compare runs over the same articles")
    _check_metrics(a, b, metrics, higher_is_better)
    sides = _sums(a, b, articles, metrics), _sums(b, a, articles, metrics)
    comparisons = []
    measured = zip(metrics, _same(*sides), _measured(*sides, level, seed), strict=True)
    for metric, same, (numbers, needed) in measured:
        value_a, value_b, difference, low, high, p, corrected_p = numbers
        verdict = _verdict(difference, corrected_p, higher=higher_is_better[metric], level=level)
        if same and difference is not None:
            verdict = "the same"
        comparisons.append(
            MetricComparison(
                metric=metric,
                articles=sum(metric in a[article] and metric in b[article] for article in articles),
                value_a=value_a,
                value_b=value_b,
                difference=difference,
                low=low,
                high=high,
                p=p,
                corrected_p=corrected_p,
                verdict=verdict,
                articles_needed=max(needed, len(articles) + 1) if needed and verdict == "can't tell" else None,
                only_a=_unpaired(a, b, metric),
                only_b=_unpaired(b, a, metric),
            )
        )
    return comparisons


def _measured(a: Sums, b: Sums, level: float, seed: int) -> Iterator[tuple[tuple[float | None, ...], int | None]]:
    """For each metric: both values, the difference, its interval and both p; then the number of articles needed."""
    from onrecord.evals import statistics

    difference, low, high = statistics.differences(a, b, level=level, seed=seed)
    p, corrected = statistics.permutation_test(a, b, seed=seed)
    columns = (statistics.values(*a), statistics.values(*b), difference, low, high, p, corrected)
    # Step-down maxT asks for at most what Bonferroni's correction asks, so this number is rather too large.
    alone = 1 - (1 - level) / max(1, sum(not isnan(each) for each in difference))
    needed = statistics.articles_needed(a, b, level=alone)
    for *numbers, articles in zip(*columns, needed, strict=True):
        yield tuple(None if isnan(number) else float(number) for number in numbers), articles


def _check_metrics(a: Scores, b: Scores, metrics: Sequence[str], higher_is_better: Mapping[str, bool]) -> None:
    known = {metric for scores in (a, b) for article in scores.values() for metric in article}
    for metric in metrics:
        if metric not in known:
            names = ", ".join(sorted(known)) or "none"
            raise UsageError(f"no article has a metric {metric!r}; the metrics are: {names}")
        if metric not in higher_is_better:
            raise UsageError(f"higher_is_better has no entry for {metric!r}; add True or False")


def _sums(scores: Scores, others: Scores, articles: Sequence[str], metrics: Sequence[str]) -> Sums:
    """Numerators and denominators; 0, which has no effect on the sums, where the other side lacks the metric."""
    import numpy as np

    sums = np.zeros((2, len(articles), len(metrics)))
    for i, article in enumerate(articles):
        for j, metric in enumerate(metrics):
            if metric in others[article]:
                sums[:, i, j] = scores[article].get(metric, (0, 0))
    return sums[0], sums[1]


def _same(a: Sums, b: Sums) -> list[bool]:
    """For each metric, whether every article adds the same to both sides."""
    import numpy as np

    same: list[bool] = (np.stack(a) == np.stack(b)).all(axis=(0, 1)).tolist()
    return same


def _unpaired(scores: Scores, others: Scores, metric: str) -> tuple[str, ...]:
    """The articles that have the metric on this side only."""
    return tuple(sorted(id_ for id_, found in scores.items() if metric in found and metric not in others.get(id_, {})))


def _verdict(difference: float | None, corrected_p: float | None, *, higher: bool, level: float) -> Verdict:
    if difference is None or corrected_p is None or corrected_p > 1 - level + 1e-9:
        return "can't tell"
    return "better" if (difference > 0) == higher else "worse"
