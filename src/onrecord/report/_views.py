"""The contents of the page of a run, in the order in which the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onrecord.article import Article, Span
from onrecord.evals import METRICS, ArticleResult, Cell, EvalRun, Matrix, Metric, Score, matrix_of
from onrecord.kinds import KINDS
from onrecord.models import KeptAnswer
from onrecord.plain import article_of
from onrecord.report._alignment import ERRORS, SHOWN, Group, aligned, count_errors
from onrecord.report._marking import Mark, MarkedSentence, marked
from onrecord.report._plot import Panel, Point, panel, span_of

__all__ = ["ORDER", "ArticleView", "CellView", "KindView", "RunView"]

ORDER = "all.f1"
"""The metric by which articles are sorted."""


@dataclass(frozen=True)
class KindView:
    """The records of one kind in an article, in groups: `wrong` ones with an error, and `right` ones without."""

    name: str
    plural: str
    wrong: Sequence[Group]
    right: Sequence[Group]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many groups have each class of error, in the order of `SHOWN`."""
        counts = Counter(error for group in self.wrong for error in group.errors)
        return {error: counts[error] for error in SHOWN if counts[error]}


@dataclass(frozen=True)
class ArticleView:
    """An article and its result in one cell; `number` is the cell's and `place` the article's in it, both from 1."""

    article: Article
    gold: Sequence[Mapping[str, Any]]
    result: ArticleResult
    number: int
    place: int

    @property
    def anchor(self) -> str:
        """The prefix of all HTML ids of the article in this cell."""
        return f"c{self.number}a{self.place}"

    @property
    def title(self) -> str:
        """The article's title, or its id where it has no title."""
        return self.article.title or self.article.id

    def value(self, metric: str) -> float | None:
        """The value of a metric for this article alone; None where the article doesn't define it."""
        above, below = self.result.ratio(metric)
        return above / below if below else None

    @property
    def errors(self) -> Counter[str]:
        """How many mistakes there are of each class."""
        return count_errors(self.result)

    @property
    def broken(self) -> list[KeptAnswer]:
        """The answers that were unusable or cut off."""
        return [answer for answer in self.result.answers if answer.error is not None or answer.truncated]

    @cached_property
    def _groups(self) -> list[Group]:
        return aligned(self.article, self.gold, self.result)

    @property
    def kinds(self) -> Iterator[KindView]:
        """The kinds of which gold or prediction has a record."""
        for kind in KINDS.values():
            groups = [group for group in self._groups if group.kind == kind.kind]
            if groups:
                wrong = [group for group in groups if group.errors]
                yield KindView(kind.kind, kind.plural, wrong, [group for group in groups if not group.errors])

    @property
    def text(self) -> list[MarkedSentence]:
        """The article's text with the evidence of gold and prediction marked."""
        return marked(self.article, self._marks())

    def _marks(self) -> Iterator[Mark]:
        """The evidence of gold and prediction, named by its record's outcome and kind.

        `g-` is for a gold record that is matched or optional, `gm-` for one that is missed, `p-` for a predicted record
        with a match, and `pm-` for one without.
        """
        for group in self._groups:
            for pairing in group.pairings:
                matched = pairing.similarity is not None
                if pairing.gold is not None:
                    missed = not matched and not pairing.optional
                    yield from _evidence(self.gold[pairing.gold], "gm-" if missed else "g-")
                if pairing.predicted is not None:
                    yield from _evidence(self.result.records[pairing.predicted], "p-" if matched else "pm-")


def _evidence(record: Mapping[str, Any], outcome: str) -> Iterator[Mark]:
    for span in record["evidence"]:
        yield Mark(Span(span["start"], span["end"]), outcome + record["kind"])


@dataclass(frozen=True)
class CellView:
    """A cell, its number from 1, and its articles, sorted as `_articles` sorts them."""

    number: int
    cell: Cell
    articles: Sequence[ArticleView]

    @property
    def anchor(self) -> str:
        """The HTML id of the cell's section."""
        return f"cell-{self.number}"

    def score(self, metric: str) -> Score | None:
        """The score of a metric over all articles; None where the metric is not defined."""
        score = self.cell.scores.get(metric)
        return score if score and score.value is not None else None

    @property
    def statuses(self) -> Counter[str]:
        """How many articles have each status."""
        return Counter(each.result.status for each in self.articles)

    @property
    def errors(self) -> Mapping[str, Counter[str]]:
        """How many mistakes of each class there are, by kind."""
        counts: dict[str, Counter[str]] = {}
        for each in self.articles:
            for mistake in each.result.mistakes:
                counts.setdefault(mistake["kind"], Counter())[mistake["error"]] += 1
        return {kind: counts[kind] for kind in KINDS if kind in counts}


@dataclass(frozen=True)
class RunView:
    """A run and the contents of its page."""

    run: EvalRun
    metric: str = ORDER

    errors = ERRORS
    order = ORDER

    @cached_property
    def metrics(self) -> list[Metric]:
        """The metrics that have a value in some cell."""
        return [metric for metric in METRICS if any(view.score(metric.name) for view in self.cells)]

    @property
    def headline(self) -> list[Metric]:
        """The metrics at the head of the page."""
        return [metric for metric in self.metrics if metric.headline]

    @property
    def fields(self) -> list[Metric]:
        """The metrics of fields for which some cell has a constant answer."""
        return [metric for metric in self.metrics if any(metric.name in each.constants for each in self.run.cells)]

    @property
    def by_article(self) -> list[Metric]:
        """The metrics that are shown for each article."""
        return [metric for metric in self.headline if metric.higher_is_better]

    @cached_property
    def cells(self) -> list[CellView]:
        """The cells in their order."""
        gold = {each["article"]["id"]: (article_of(each["article"]), each["records"]) for each in self.run.gold}
        return [CellView(n, cell, _articles(n, cell, gold)) for n, cell in enumerate(self.run.cells, start=1)]

    @cached_property
    def matrix(self) -> Matrix | None:
        """Prompts and models side by side; None where the run has one cell."""
        return matrix_of(self.run, self.metric) if len(self.run.cells) > 1 else None

    def others(self, article: ArticleView) -> list[ArticleView]:
        """The same article in the other cells."""
        same = self._by_id[article.article.id]
        return [each for each in same if each.number != article.number]

    @cached_property
    def _by_id(self) -> dict[str, list[ArticleView]]:
        views: dict[str, list[ArticleView]] = {}
        for cell in self.cells:
            for each in cell.articles:
                views.setdefault(each.article.id, []).append(each)
        return views

    def panel(self, metric: Metric) -> Panel:
        """The plot of one metric, a row for each cell."""
        points = [
            Point(f"{view.number}  {view.cell.name}", *_ends(view.cell.scores.get(metric.name))) for view in self.cells
        ]
        return panel(points, high=max(1.0, span_of(points)))


def _ends(score: Score | None) -> tuple[float | None, float | None, float | None]:
    return (score.value, score.low, score.high) if score else (None, None, None)


def _articles(
    number: int, cell: Cell, gold: Mapping[str, tuple[Article, Sequence[Mapping[str, Any]]]]
) -> list[ArticleView]:
    """The articles of a cell: those that failed, then the others by their score from the lowest, then those without."""
    views = [
        ArticleView(*gold[result.article], result, number, place) for place, result in enumerate(cell.articles, start=1)
    ]

    def rank(view: ArticleView) -> tuple[bool, float, int]:
        value = view.value(ORDER)
        return view.result.status != "failed", 2.0 if value is None else value, -view.errors.total()

    return sorted(views, key=rank)
