"""How many articles to label, planned before any are: from a run's variance, or from what is assumed and said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import isnan, sqrt

from onrecord.errors import UsageError
from onrecord.evals._matrix import metric_named
from onrecord.evals._runs import Cell, EvalRun

__all__ = ["ASSUMED", "CORRELATION", "Planned", "plan_articles"]

ASSUMED = 0.2
"""The standard deviation of what an article adds to a difference, where no run says. Differences of F1 between prompts
in the simulations of docs/statistics.md have about that."""

CORRELATION = 0.5
"""How alike two sides are taken to vary from article to article, where a run has one side alone. At a half, the
difference varies as much as each side does: the variances of both, less twice the half of them."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The articles that show a difference of `effect` in a metric at a level with a power, and what that rests on.

    `deviation` is the standard deviation of what an article adds to the difference, and `basis` says where it is from.
    `labelled` is how many there are now, and `shown` the smallest difference that these show, None where too few.
    """

    metric: str
    effect: float
    articles: int
    labelled: int
    shown: float | None
    deviation: float
    basis: str
    level: float
    power: float


def plan_articles(
    metric: str, effect: float, labelled: int, run: EvalRun | None = None, *, level: float = 0.95, power: float = 0.8
) -> Planned:
    """How many articles to label in all, for a difference of `effect` in a metric to be shown.

    The variance is that of `onrecord.evals.statistics.variances` (Cochran 1977), the number that of `articles_for`
    (Guenther 1981), both for the test of one metric that is paired by article. With a `run` of several cells, the
    variance is that of the difference between two of its cells, of all pairs the largest. With a run of one cell, the
    other side is taken to vary as much, and alike by `CORRELATION`. Without a run, the deviation is `ASSUMED`.
    Raises `UsageError` for an unknown metric, an effect that isn't positive, and a run that doesn't define the metric.
    """
    from onrecord.evals.statistics import articles_for, difference_shown

    metric_named(metric)
    if not effect > 0:
        raise UsageError(f"the difference to show is {effect:g}; it should be more than 0, such as 0.05")
    variance, basis = _variance(run, metric) if run else (ASSUMED**2, "assumed, since no run is named")
    return Planned(
        metric,
        effect,
        articles_for(effect, variance, level=level, power=power),
        labelled,
        difference_shown(labelled, variance, level=level, power=power),
        sqrt(variance),
        basis,
        level,
        power,
    )


def _variance(run: EvalRun, metric: str) -> tuple[float, str]:
    """The variance of a difference in a metric, and where it is from."""
    found = [(_of(one, metric, other), f"of {one.name} and {other.name}") for one, other in combinations(run.cells, 2)]
    found = found or [
        (_of(cell, metric), f"of {cell.name}, the other side taken to vary alike by a correlation of {CORRELATION:g}")
        for cell in run.cells
    ]
    known = [each for each in found if not isnan(each[0]) and each[0] > 0]
    if not known:
        raise UsageError(
            f"the run doesn't show how much {metric} varies from article to article; name another run, or none"
        )
    return max(known)


def _of(one: Cell, metric: str, other: Cell | None = None) -> float:
    from onrecord.evals.statistics import variances

    sides = [one, *([other] if other else [])]
    articles = sorted(set.intersection(*({each.article for each in cell.articles} for cell in sides)))
    first, *rest = (_columns(cell, articles, metric) for cell in sides)
    return float(variances(first, *rest)[0])


def _columns(cell: Cell, articles: list[str], metric: str) -> tuple[list[list[float]], list[list[float]]]:
    """What each article adds to a metric: numerators and denominators."""
    ratios = [cell.ratios[article].get(metric, (0.0, 0.0)) for article in articles]
    return [[above] for above, _ in ratios], [[below] for _, below in ratios]
