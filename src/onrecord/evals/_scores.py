"""The scores of one article: what it adds to each metric, its matched pairs and its mistakes.

Every metric is a ratio of sums over articles: the numerators and denominators of several articles are added up, then
divided. Averages of the F-measures of small parts would be biased (Forman and Scholz, Apples-to-Apples in
Cross-Validation Studies, 2010). `docs/scoring.md` states each metric with an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.evals._duplicates import count_duplicates
from onrecord.evals._matching import Matching, Pair, Table, matching_of, tables_of
from onrecord.evals._matrices import Spans, firsts, jaccard, merged, overlap
from onrecord.evals._metrics import BOUNDS, FORMS, METRICS, Metric, copied_field, metrics
from onrecord.evals._mistakes import Examples, Mistake, WrongFields, mistakes_of, wrong_fields
from onrecord.evals._quotations import Quotations, spans_of
from onrecord.grounding import Support
from onrecord.kinds import KINDS

if TYPE_CHECKING:
    from onrecord.evals._gold import GoldArticle
    from onrecord.grounding import Form, GroundedRecord

__all__ = ["METRICS", "ArticleScore", "Metric", "metrics", "score", "total"]

Ratios = dict[str, tuple[float, float]]
"""Numerator and denominator by metric."""


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The matching of one article, its mistakes, and what it adds to each metric.

    `ratios` has the numerator and the denominator of each of `metrics(kinds)`, by its name.
    """

    article: str
    matching: Matching
    mistakes: tuple[Mistake, ...]
    ratios: Mapping[str, tuple[float, float]]

    @property
    def matches(self) -> tuple[Pair, ...]:
        """The matched pairs."""
        return self.matching.pairs


def score(
    gold: GoldArticle,
    predicted: Sequence[GroundedRecord],
    *,
    kinds: Iterable[str] | None = None,
    examples: Iterable[str] = (),
) -> ArticleScore:
    """The scores of the `predicted` records of one article against its `gold` records.

    For an article that failed, `predicted` is empty, and all its gold records count as missed. `kinds` are the kinds to
    score (None: all). `examples` are the texts of the prompt's examples, from which a record may have leaked. Raises
    `UsageError` for an unknown kind, and where scipy is not installed.
    """
    texts = _read(tuple(examples))
    tables = tables_of(gold, predicted, kinds)
    quotations = Quotations(gold.article)
    ratios: Ratios = {}
    mistakes: list[Mistake] = []
    for table in tables:
        wrong = wrong_fields(table)
        leaked = {i: found for i, (_, record) in enumerate(table.predicted) if (found := texts.leaked(record))}
        ratios.update(_ratios(table, wrong))
        ratios.update(_against(table, leaked, given=texts.given))
        ratios.update(_quoted(table, quotations))
        mistakes += mistakes_of(table, wrong, leaked)
    ratios.update(_all(ratios, [table.kind for table in tables]))
    ordered = {metric.name: ratios[metric.name] for metric in metrics(table.kind for table in tables)}
    return ArticleScore(gold.article.id, matching_of(tables), tuple(mistakes), ordered)


_read = lru_cache(maxsize=8)(Examples)
"""The prepared examples of a prompt; they are the same for all articles that the prompt is used on."""


def total(scores: Iterable[ArticleScore]) -> dict[str, float | None]:
    """The value of each metric over several articles: the sum of numerators by that of denominators; None for 0/0."""
    sums: dict[str, tuple[float, float]] = {}
    for each in scores:
        for name, (numerator, denominator) in each.ratios.items():
            above, below = sums.get(name, (0.0, 0.0))
            sums[name] = (above + numerator, below + denominator)
    return {name: above / below if below else None for name, (above, below) in sums.items()}


def _found(prefix: str, tp: int, fp: int, fn: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Precision, recall and F1, their harmonic mean, from true positives, false positives and false negatives."""
    yield f"{prefix}.f1", (2 * tp, 2 * tp + fp + fn)
    yield f"{prefix}.precision", (tp, tp + fp)
    yield f"{prefix}.recall", (tp, tp + fn)


def _ratios(table: Table, wrong: WrongFields) -> Ratios:
    """The metrics that every kind has: all records, lenient and strict, then field by field and the evidence."""
    kind, matched = table.kind, table.true_positives
    tp, fp, fn, off = len(matched), len(table.extra), len(table.missed), len(wrong)
    ratios = dict(_found(kind, tp, fp, fn))
    ratios.update(_found(f"{kind}.strict", tp - off, fp + off, fn + off))
    differ = {(row, each.field) for row, fields in wrong.items() for each in fields}
    for name in (*table.compared.each, "evidence"):
        ratios[f"{kind}.{name}"] = (sum((row, name) not in differ for row, _ in matched), tp)
    return ratios


def _against(table: Table, leaked: WrongFields, *, given: bool) -> Ratios:
    """The shares of supported and of unsupported values, of leaked records and of duplicates.

    Except among the duplicates, a record that is repeated counts once. Without examples (`given`), no record can leak.
    """
    distinct = table.distinct
    values = [value for column in distinct for value in table.predicted[column][1].values]
    records = [grounded.record for _, grounded in table.predicted]
    unsupported = sum(value.support is Support.UNSUPPORTED for value in values)
    return {
        f"{table.kind}.supported": (sum(value.support.holds for value in values), len(values)),
        f"{table.kind}.unsupported": (unsupported, len(values)),
        f"{table.kind}.leaked": (sum(column in leaked for column in distinct), len(distinct) if given else 0),
        f"{table.kind}.duplicates": (count_duplicates(records), len(records)),
    }


def _all(ratios: Ratios, kinds: Sequence[str]) -> Ratios:
    """The metrics over all kinds together, in which every record counts the same, whatever its kind."""
    found: Ratios = {}
    for name in [metric.name.removeprefix("all.") for metric in metrics(()) if metric.name.startswith("all.")]:
        parts = [ratios[f"{kind}.{name}"] for kind in kinds]
        found[f"all.{name}"] = (sum(part[0] for part in parts), sum(part[1] for part in parts))
    return found


# --- what is copied


def _quoted(table: Table, quotations: Quotations) -> Ratios:
    """The metrics of a kind with a field that is copied from the article: by overlap, and for each form of quotation.

    Direct, mixed and indirect quotations are scored separately, as in Pareti et al. (Automatically Detecting and
    Attributing Indirect Quotations, 2013).
    """
    field = copied_field(KINDS[table.kind])
    if field is None:
        return {}
    copied = [quotations.of(gold, field) for _, gold in table.gold]
    ratios = dict(_by_form(table, [form for _, form in copied]))
    alternatives = [[merged(spans) for spans in several] for several, _ in copied]
    predicted = [merged(spans_of(record, field)) for _, record in table.predicted]
    ratios.update(_by_span(table, alternatives, predicted))
    return ratios


def _by_form(table: Table, forms: Sequence[Form | None]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Gold records count under their own form, and so do the predicted records without a match under theirs."""
    for form in FORMS:
        tp = sum(forms[row] == form for row, _ in table.true_positives)
        fp = sum(table.predicted[column][1].form == form for column in table.extra)
        fn = sum(forms[row] == form for row in table.missed)
        yield from _found(f"{table.kind}.{form}", tp, fp, fn)


def _by_span(table: Table, alternatives: Sequence[Sequence[Spans]], predicted: Sequence[Spans]) -> Ratios:
    """Records matched by the overlap of their spans alone, for each least Jaccard index in `BOUNDS`."""
    import numpy as np

    rows = [several or [[]] for several in alternatives]
    shares = jaccard(*overlap([spans for several in rows for spans in several], predicted))
    best = np.maximum.reduceat(shares, firsts(rows), axis=0) if rows else shares
    optional = [gold.optional for _, gold in table.gold]
    ratios: Ratios = {}
    for bound in BOUNDS:
        matched = table.assigned(best * (best >= bound))
        tp = sum(not optional[row] for row in matched)
        name = f"{table.kind}.span{bound * 100:.0f}"
        ratios.update(_found(name, tp, len(predicted) - len(matched), optional.count(False) - tp))
    return ratios
