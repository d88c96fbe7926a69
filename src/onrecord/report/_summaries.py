"""Summaries as a page, each brief beside its article; one in a notebook and at a Python prompt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from textwrap import shorten

from onrecord.compose import LENGTH, brief, compose
from onrecord.extraction import Summary
from onrecord.grounding import count_support
from onrecord.report._characters import presentable
from onrecord.report._render import render
from onrecord.report._summary_views import IN_THE_ARTICLE, SummaryView

__all__ = ["summary_frame", "summary_page", "summary_text"]

_FACTS = 5
"""The facts that a summary has at a Python prompt."""
_WIDTH = 110
"""The characters of a line there."""
_HEIGHT, _LOW = 640, 220
"""The height of a page in a notebook in pixels, and that of one without an article."""
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""All that a page in a notebook may do: open the article on the web."""


def summary_page(summaries: Iterable[Summary], *, length: float = LENGTH) -> str:
    """The HTML page of summaries: each brief beside its article, and all facts and records below.

    What a line rests on is lit up in the article while one points at the line, or while it has the focus. `length` is
    the share of an article's words that its brief has at most.
    """
    return _page(summaries, length)


def _page(summaries: Iterable[Summary], length: float, *, framed: bool = False) -> str:
    views = [SummaryView(summary, place, length) for place, summary in enumerate(summaries, start=1)]
    keys = max((view.keys for view in views), default=0)
    shown = {"views": views, "keys": keys, "in_article": IN_THE_ARTICLE}
    return render("summary.html", shown, ["summary.css"], framed=framed)


def summary_frame(summary: Summary) -> str:
    """The page of a summary in a frame, as a notebook shows it, with a style of its own and without any script."""
    height = _HEIGHT if summary.article.text else _LOW
    style = f"width: 100%; height: {height}px; border: 1px solid #8888; resize: vertical"
    title = escape(presentable(summary.article.title or summary.article.id))
    page = escape(_page([summary], LENGTH, framed=True))
    return f'<iframe title="{title}" sandbox="{_SANDBOX}" style="{style}" srcdoc="{page}"></iframe>'


def summary_text(summary: Summary) -> str:
    """A summary in a few lines: what article it is, what became of it, and the first facts of its brief."""
    return "\n".join(shorten(presentable(line), _WIDTH, placeholder=" [more]") for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    composition = compose(summary.article, summary.records)
    told = brief(summary.article, summary.records, composition).facts[:_FACTS]
    counts = ", ".join(f"{n:,} {outcome}" for outcome, n in count_support(r.support for r in summary.records).items())
    yield f"Summary of {summary.article.id}: {summary.article.title or 'no title'}"
    yield f"{summary.status}: {len(composition.facts):,} facts, {len(summary.records):,} records ({counts or 'none'})"
    yield from (f"✗ {problem}" for problem in summary.problems[:1])
    yield from (f"• {line.text} [{line.sentence}]" for line in told)
