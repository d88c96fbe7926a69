"""The page of summaries: each brief beside its article."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.compose import LENGTH
from onrecord.extraction import Summary
from onrecord.grounding import Support
from onrecord.report._render import render
from onrecord.report._summary_views import SummaryView

__all__ = ["summary_page"]


def summary_page(summaries: Iterable[Summary], *, length: float = LENGTH) -> str:
    """The HTML page of summaries: each brief beside its article, and all facts and records below.

    What a line rests on is lit up in the article while one points at the line, or while it has the focus. `length` is
    the share of an article's words that its brief has at most.
    """
    views = [SummaryView(summary, place, length) for place, summary in enumerate(summaries, start=1)]
    keys = max((view.keys for view in views), default=0)
    shown = {"views": views, "keys": keys, "in_article": (Support.EXACT, Support.NORMALIZED)}
    return render("summary.html", shown, ["summary.css"])
