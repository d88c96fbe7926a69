"""What one article adds to each metric, and what was matched and mistaken in it.

Every metric is a ratio of sums over articles, so `ratios` of several articles are added up and then divided. Counts
are summed before they are divided because F-measures of small parts, averaged, are biased (Forman and Scholz,
Apples-to-Apples in Cross-Validation Studies, 2010). `docs/scoring.md` states each measure with an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

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
    """One article's part of every metric, its matched pairs, and its mistakes.

    `ratios` has a numerator and a denominator for each of `metrics(kinds)`.
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
    """How well `predicted` tells what `gold` has.

    An article that failed is scored with nothing predicted, and so counts as all missed. `kinds` are those to score,
    None for all; `examples` are the texts of the prompt's examples, which a record may have leaked from. Raises
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
"""Examples are those of a prompt, and the same for all its articles."""


def total(scores: Iterable[ArticleScore]) -> dict[str, float | None]:
    """Each metric over several articles: the sum of its numerators by that of its denominators; None for 0/0."""
    sums: dict[str, tuple[float, float]] = {}
    for each in scores:
        for name, (numerator, denominator) in each.ratios.items():
            above, below = sums.get(name, (0.0, 0.0))
            sums[name] = (above + numerator, below + denominator)
    return {name: above / below if below else None for name, (above, below) in sums.items()}


def _found(prefix: str, tp: int, fp: int, fn: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Precision, recall and their harmonic mean, from the records found, made up and missed."""
    yield f"{prefix}.f1", (2 * tp, 2 * tp + fp + fn)
    yield f"{prefix}.precision", (tp, tp + fp)
    yield f"{prefix}.recall", (tp, tp + fn)


def _ratios(table: Table, wrong: WrongFields) -> Ratios:
    """What is counted of one kind, whatever its fields are."""
    kind, told = table.kind, len(table.told)
    ratios = dict(_found(kind, told, len(table.extra), len(table.missed)))
    off = len(wrong)
    ratios.update(_found(f"{kind}.strict", told - off, len(table.extra) + off, len(table.missed) + off))
    differ = {(row, each.field) for row, fields in wrong.items() for each in fields}
    for name in table.compared.each:
        filled = table.at_told(table.compared.filled[name]) if name in table.compared.filled else [1.0] * told
        rows = [row for (row, _), each in zip(table.told, filled, strict=True) if each]
        ratios[f"{kind}.{name}"] = (sum((row, name) not in differ for row in rows), len(rows))
    ratios[f"{kind}.evidence"] = (sum((row, "evidence") not in differ for row, _ in table.told), told)
    return ratios


def _against(table: Table, leaked: WrongFields, *, given: bool) -> Ratios:
    """Values that the article doesn't support, and records that leaked where examples were given.

    A record that is repeated counts once.
    """
    distinct = table.distinct
    values = [value for column in distinct for value in table.predicted[column][1].values]
    unsupported = sum(value.support is Support.UNSUPPORTED for value in values)
    return {
        f"{table.kind}.unsupported": (unsupported, len(values)),
        f"{table.kind}.leaked": (sum(column in leaked for column in distinct), len(distinct) if given else 0),
    }


def _all(ratios: Ratios, kinds: Sequence[str]) -> Ratios:
    """The same over all kinds together: every record counts the same, of whatever kind."""
    found: Ratios = {}
    for name in [metric.name.removeprefix("all.") for metric in metrics(()) if metric.name.startswith("all.")]:
        parts = [ratios[f"{kind}.{name}"] for kind in kinds]
        found[f"all.{name}"] = (sum(part[0] for part in parts), sum(part[1] for part in parts))
    return found


# --- what is copied


def _quoted(table: Table, quotations: Quotations) -> Ratios:
    """What is counted of a kind with a field that is copied from the article: overlap, and each form by itself.

    Direct, mixed and indirect quotations are scored apart as by Pareti et al. (Automatically Detecting and Attributing
    Indirect Quotations, 2013).
    """
    field = copied_field(KINDS[table.kind])
    if field is None:
        return {}
    copied = [quotations.of(gold, field) for _, gold in table.gold]
    ratios = dict(_by_form(table, [form for _, form in copied]))
    alternatives = [[merged(spans) for spans in several] for several, _ in copied]
    told = [merged(spans_of(record, field)) for _, record in table.predicted]
    ratios.update(_by_span(table, alternatives, told))
    return ratios


def _by_form(table: Table, forms: Sequence[Form | None]) -> Iterator[tuple[str, tuple[float, float]]]:
    """The records found by the form that the gold has, and those made up by their own."""
    for form in FORMS:
        tp = sum(forms[row] == form for row, _ in table.told)
        fp = sum(table.predicted[column][1].form == form for column in table.extra)
        fn = sum(forms[row] == form for row in table.missed)
        yield from _found(f"{table.kind}.{form}", tp, fp, fn)


def _by_span(table: Table, alternatives: Sequence[Sequence[Spans]], told: Sequence[Spans]) -> Ratios:
    """The records found by overlap alone: pairs whose spans have at least that Jaccard index, paired for the most."""
    import numpy as np

    rows = [several or [[]] for several in alternatives]
    shares = jaccard(*overlap([spans for several in rows for spans in several], told))
    best = np.maximum.reduceat(shares, firsts(rows), axis=0) if rows else shares
    optional = [gold.optional for _, gold in table.gold]
    ratios: Ratios = {}
    for bound in BOUNDS:
        matched = table.assigned(best * (best >= bound))
        tp = sum(not optional[row] for row in matched)
        name = f"{table.kind}.span{bound * 100:.0f}"
        ratios.update(_found(name, tp, len(told) - len(matched), optional.count(False) - tp))
    return ratios
