"""What the page of a run shows, in the order in which it shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onrecord.article import Article, Span
from onrecord.evals import METRICS, ArticleResult, Cell, EvalRun, Metric, Score
from onrecord.kinds import KINDS
from onrecord.models import KeptAnswer
from onrecord.plain import article_of
from onrecord.report._alignment import ERRORS, SHOWN, Group, aligned, count_errors
from onrecord.report._marking import Mark, MarkedSentence, marked
from onrecord.report._plot import Panel, Point, panel, span_of

__all__ = ["ArticleView", "CellView", "KindView", "RunView"]

ORDER = "all.f1"
"""The metric by which articles are put in order."""


@dataclass(frozen=True)
class KindView:
    """The records of one kind in an article: groups with something wrong, and those with nothing."""

    name: str
    plural: str
    wrong: Sequence[Group]
    right: Sequence[Group]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many groups have each sort of error, in the order in which they are shown."""
        found = Counter(error for group in self.wrong for error in group.errors)
        return {error: found[error] for error in SHOWN if found[error]}


@dataclass(frozen=True)
class ArticleView:
    """An article as one cell read it: the cell's number, and the article's place in it, both from 1."""

    article: Article
    gold: Sequence[Mapping[str, Any]]
    result: ArticleResult
    number: int
    place: int

    @property
    def anchor(self) -> str:
        """What the ids of all that is shown of it begin with."""
        return f"c{self.number}a{self.place}"

    @property
    def title(self) -> str:
        """What the article is called."""
        return self.article.title or self.article.id

    def value(self, metric: str) -> float | None:
        """A metric of this article alone; None where it has nothing to measure."""
        above, below = self.result.ratios.get(metric, (0.0, 0.0))
        return above / below if below else None

    @property
    def errors(self) -> Counter[str]:
        """How many mistakes there are of each class."""
        return count_errors(self.result)

    @property
    def broken(self) -> list[KeptAnswer]:
        """The answers of which nothing, or not all, could be made use of."""
        return [answer for answer in self.result.answers if answer.error is not None or answer.truncated]

    @cached_property
    def _groups(self) -> list[Group]:
        return aligned(self.article, self.gold, self.result)

    @property
    def kinds(self) -> Iterator[KindView]:
        """The kinds of which either side has a record."""
        for kind in KINDS.values():
            groups = [group for group in self._groups if group.kind == kind.kind]
            if groups:
                wrong = [group for group in groups if group.errors]
                yield KindView(kind.kind, kind.plural, wrong, [group for group in groups if not group.errors])

    @property
    def text(self) -> list[MarkedSentence]:
        """The article's text with the evidence of both sides marked."""
        return marked(self.article, self._marks())

    def _marks(self) -> Iterator[Mark]:
        """The evidence of both sides, by what became of its record, and its kind.

        `g-` is gold that was found or is optional, `gm-` gold that was missed; `p-` is a prediction that matches, `pm-`
        one that doesn't.
        """
        for group in self._groups:
            for pairing in group.pairings:
                matched = pairing.similarity is not None
                if pairing.gold is not None:
                    missed = not matched and not pairing.optional
                    yield from _evidence(self.gold[pairing.gold], "gm-" if missed else "g-")
                if pairing.predicted is not None:
                    yield from _evidence(self.result.records[pairing.predicted], "p-" if matched else "pm-")


def _evidence(record: Mapping[str, Any], became: str) -> Iterator[Mark]:
    for span in record["evidence"]:
        yield Mark(Span(span["start"], span["end"]), became + record["kind"])


@dataclass(frozen=True)
class CellView:
    """A cell, by its number from 1, and its articles, the worst first."""

    number: int
    cell: Cell
    articles: Sequence[ArticleView]

    @property
    def anchor(self) -> str:
        """The id of its section."""
        return f"cell-{self.number}"

    def score(self, metric: str) -> Score | None:
        """A metric over all articles; None where it was not measured."""
        score = self.cell.scores.get(metric)
        return score if score and score.value is not None else None

    @property
    def statuses(self) -> Counter[str]:
        """How many articles ended how."""
        return Counter(each.result.status for each in self.articles)

    @property
    def errors(self) -> Mapping[str, Counter[str]]:
        """How many mistakes of each class there are, by kind."""
        found: dict[str, Counter[str]] = {}
        for each in self.articles:
            for mistake in each.result.mistakes:
                found.setdefault(mistake["kind"], Counter())[mistake["error"]] += 1
        return {kind: found[kind] for kind in KINDS if kind in found}


@dataclass(frozen=True)
class RunView:
    """A run, with what its page is made of."""

    run: EvalRun

    errors = ERRORS
    order = ORDER

    @cached_property
    def metrics(self) -> list[Metric]:
        """Every metric that a cell has a value of."""
        return [metric for metric in METRICS if any(view.score(metric.name) for view in self.cells)]

    @property
    def headline(self) -> list[Metric]:
        """Those that head the page."""
        return [metric for metric in self.metrics if metric.headline]

    @property
    def by_article(self) -> list[Metric]:
        """Those that are shown of every article."""
        return [metric for metric in self.headline if metric.higher_is_better]

    @cached_property
    def cells(self) -> list[CellView]:
        """The cells in their order."""
        gold = {each["article"]["id"]: (article_of(each["article"]), each["records"]) for each in self.run.gold}
        return [CellView(n, cell, _articles(n, cell, gold)) for n, cell in enumerate(self.run.cells, start=1)]

    def others(self, article: ArticleView) -> list[ArticleView]:
        """The same article as other cells read it."""
        same = self._by_id[article.article.id]
        return [each for each in same if each.number != article.number]

    @cached_property
    def _by_id(self) -> dict[str, list[ArticleView]]:
        found: dict[str, list[ArticleView]] = {}
        for view in self.cells:
            for each in view.articles:
                found.setdefault(each.article.id, []).append(each)
        return found

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
    """Failed ones first, then by their score, the lowest first; those with nothing to score last."""
    views = [
        ArticleView(*gold[result.article], result, number, place) for place, result in enumerate(cell.articles, start=1)
    ]

    def rank(view: ArticleView) -> tuple[bool, float, int]:
        value = view.value(ORDER)
        return view.result.status != "failed", 2.0 if value is None else value, -view.errors.total()

    return sorted(views, key=rank)
