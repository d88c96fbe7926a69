"""The pages of a run and of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.evals import METRICS, ArticleChange, GoldChange, MetricComparison
from onrecord.grounding import Support
from onrecord.kinds import KINDS
from onrecord.report._plot import Panel, Point, panel, span_of
from onrecord.report._render import render
from onrecord.report._views import ORDER, RunView

if TYPE_CHECKING:
    from onrecord.evals import EvalRun

__all__ = ["Comparison", "comparison_page", "run_page"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cells, A and B, over the same articles.

    `metrics` compares them metric by metric. `gained` are the gold records that only B matches, `lost` those that only
    A matches. `articles` has the records of each article that changed, side by side.
    """

    name_a: str
    name_b: str
    metrics: Sequence[MetricComparison]
    gained: Sequence[GoldChange] = ()
    lost: Sequence[GoldChange] = ()
    articles: Sequence[ArticleChange] = ()


def run_page(run: EvalRun, metric: str = ORDER) -> str:
    """The HTML page of a run: scores with their intervals, what was run, and every article's records beside the gold.

    Several prompts or models are shown side by side by one metric.

    Within a cell, the article with the lowest F1 comes first; within an article, the records with mistakes.
    """
    return render(
        "run.html", {"view": RunView(run, metric), "run": run, "levels": Support, "kinds": list(KINDS)}, ["run.css"]
    )


def comparison_page(comparison: Comparison) -> str:
    """The HTML page of a comparison: differences with intervals and p-values, and what changed, article by article."""
    titles = {metric.name: metric for metric in METRICS}
    shown = {"comparison": comparison, "titles": titles, "panel": _differences(comparison), "kinds": list(KINDS)}
    return render("comparison.html", shown, ["run.css"])


def _differences(comparison: Comparison) -> Panel:
    points = [Point(each.metric, each.difference, each.low, each.high) for each in comparison.metrics]
    end = span_of(points)
    return panel(points, low=-end, high=end)
