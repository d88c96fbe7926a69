"""Self-contained HTML pages: they have no script and load nothing.

Every value is autoescaped. Besides, the content security policy of a page allows nothing but its own style sheet, by
its hash, so that injected markup could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.evals import METRICS, GoldChange, MetricComparison
from onrecord.grounding import Support
from onrecord.kinds import KINDS
from onrecord.report._characters import presentable
from onrecord.report._plot import Panel, Point, panel, span_of
from onrecord.report._views import RunView

if TYPE_CHECKING:
    from jinja2 import Environment

    from onrecord.evals import EvalRun

__all__ = ["Comparison", "comparison_page", "run_page"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cells, A and B, over the same articles.

    `metrics` compares them metric by metric. `gained` are the gold records that only B matches, `lost` those that only
    A matches.
    """

    name_a: str
    name_b: str
    metrics: Sequence[MetricComparison]
    gained: Sequence[GoldChange] = ()
    lost: Sequence[GoldChange] = ()


def run_page(run: EvalRun) -> str:
    """The HTML page of a run: scores with their intervals, what was run, and every article's records beside the gold.

    Within a cell, the article with the lowest F1 comes first; within an article, the records with mistakes.
    """
    return _render("run.html", {"view": RunView(run), "run": run, "levels": Support})


def comparison_page(comparison: Comparison) -> str:
    """The HTML page of a comparison: differences with intervals and p-values, and the gold records gained and lost."""
    titles = {metric.name: metric for metric in METRICS}
    return _render("comparison.html", {"comparison": comparison, "titles": titles, "panel": _differences(comparison)})


def _differences(comparison: Comparison) -> Panel:
    points = [Point(each.metric, each.difference, each.low, each.high) for each in comparison.metrics]
    end = span_of(points)
    return panel(points, low=-end, high=end)


def _render(template: str, shown: Mapping[str, Any]) -> str:
    from markupsafe import Markup

    environment = _environment()
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The style sheet is the package's own file; everything else is escaped.
    return environment.get_template(template).render(shown, style=Markup(style), style_hash=digest)  # noqa: S704


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("onrecord.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters |= {"figure": _figure, "signed": _signed, "count": _count}
    return environment


@cache
def _style() -> str:
    return _environment().get_template("page.css").render(kinds=list(KINDS))


def _finalize(value: object) -> object:
    """The value as it is printed: text with its unprintable characters replaced. Markup and other values stay."""
    return presentable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}".replace("-", "−")


def _count(number: int, noun: str = "") -> str:
    """A number with its noun, in the plural unless the number is 1."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}".strip() if noun else f"{number:,}"
