"""Calibration of how likely predicted records are true, fitted on labelled articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain

from onrecord.calibration import Calibration, features, likelihood, threshold
from onrecord.errors import UsageError
from onrecord.evals._runs import ArticleResult, Cell
from onrecord.plain import record_of

__all__ = ["PRECISIONS", "Reliability", "calibrate", "expected_calibration_error", "reliability"]

BINS = 10
"""Into how many equal parts the probabilities from 0 to 1 are cut for the expected calibration error."""

RIDGE = 1.0
"""How strongly weights are held near 0, but for that of the constant."""


PRECISIONS = (0.7, 0.8, 0.9, 0.95)
"""The shares of true records for which is told what keeping them comes to."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A predicted record: its features, and whether the gold has it."""

    features: Mapping[str, float]
    true: bool
    unsupported: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far probabilities hold for the records of a cell.

    `error` is the expected calibration error over `records`. `realised` are, for each share of `PRECISIONS` that is
    promised, how many of the records are kept and how many of those are true. `held_out` says whether the calibration
    is of other gold; else each article's probabilities and thresholds come from the other articles.
    """

    records: int
    error: float
    realised: Mapping[float, tuple[int, int]]
    held_out: bool


Scored = list[tuple[float, Judgement]]
"""The records of an article, each with its probability."""


def judged(result: ArticleResult) -> list[Judgement]:
    """The predicted records of an article, each with whether it is matched to a gold record."""
    matched = {match["predicted"] for match in result.matches}
    records = map(record_of, result.records)
    return [Judgement(features(each), place in matched, each.unsupported) for place, each in enumerate(records)]


def _judged_articles(cell: Cell) -> list[list[Judgement]]:
    return [found for each in cell.articles if (found := judged(each))]


def calibrate(cell: Cell, gold_sha256: str) -> Calibration:
    """The calibration by the records of a cell. Raises `UsageError` where fewer than two articles have any.

    Logistic regression (Platt, Probabilistic Outputs for Support Vector Machines, 1999) on the kind, the level and the
    verifier's probability. Its error is that of each article's records by a fit to the other articles.
    """
    articles = _judged_articles(cell)
    if len(articles) < 2:
        raise UsageError("a calibration needs records of two labelled articles at least: label more of them")
    scored = list(chain.from_iterable(_left_out(articles)))
    return Calibration(
        onrecord=version("onrecord"),
        model=cell.model,
        prompts={prompt.name: prompt.identity for prompt in cell.prompts},
        gold_sha256=gold_sha256,
        articles=len(articles),
        error=round(expected_calibration_error([score for score, _ in scored], [each.true for _, each in scored]), 6),
        weights=_fitted(list(chain.from_iterable(articles))),
        scores=[(round(score, 6), each.true) for score, each in scored if not each.unsupported],
    )


def reliability(cell: Cell, calibration: Calibration | None = None) -> Reliability | None:
    """How far probabilities hold for a cell's records, by a calibration of other gold, else each article by the others.

    None where fewer than two articles have records.
    """
    articles = _judged_articles(cell)
    if len(articles) < 2:
        return None
    scored = [[(calibration.probability_of(e.features), e) for e in a] for a in articles] if calibration else None
    scored = scored or list(_left_out(articles))
    given = [calibration.scores] * len(articles) if calibration else list(_without_each(scored))
    everything = list(chain.from_iterable(scored))
    kept = {precision: _kept(scored, [threshold(scores, precision) for scores in given]) for precision in PRECISIONS}
    return Reliability(
        len(everything),
        expected_calibration_error([score for score, _ in everything], [each.true for _, each in everything]),
        {precision: (len(found), sum(found)) for precision, found in kept.items() if found},
        calibration is not None,
    )


def _without_each(scored: Sequence[Scored]) -> Iterator[list[tuple[float, bool]]]:
    """For each article, the scores of the records of the others that may be kept."""
    for place in range(len(scored)):
        others = chain.from_iterable(found for other, found in enumerate(scored) if other != place)
        yield [(score, each.true) for score, each in others if not each.unsupported]


def _kept(scored: Sequence[Scored], least: Sequence[float]) -> list[bool]:
    """Of the records that are kept, each article's by its own threshold, whether each is true."""
    return [
        each.true
        for found, bound in zip(scored, least, strict=True)
        for score, each in found
        if score >= bound and not each.unsupported
    ]


def _left_out(articles: Sequence[Sequence[Judgement]]) -> Iterator[Scored]:
    """The records of each article with their probabilities by a fit to the other articles."""
    for place, records in enumerate(articles):
        others = [each for other, found in enumerate(articles) if other != place for each in found]
        weights = _fitted(others)
        yield [(likelihood(each.features, weights), each) for each in records]


def _fitted(records: Sequence[Judgement]) -> dict[str, float]:
    """The weights under which what the gold says of the records is likeliest."""
    import numpy as np
    from scipy.optimize import minimize

    names = sorted({name for each in records for name in each.features})
    values = np.array([[each.features.get(name, 0.0) for name in names] for each in records])
    signs = np.array([1.0 if each.true else -1.0 for each in records])
    ridge = RIDGE * np.array([name != "constant" for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (values @ weights)
        slopes = -signs / (1 + np.exp(margins))
        return float(
            np.logaddexp(0, -margins).sum() + (ridge * weights**2).sum() / 2
        ), values.T @ slopes + ridge * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 6) for name, weight in zip(names, found, strict=True)}


def expected_calibration_error(probabilities: Sequence[float], true: Sequence[bool]) -> float:
    """How far probabilities are from the share of true ones: the mean over equally wide bins, weighed by their counts.

    Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015.
    """
    bins: dict[int, list[float]] = {}
    for probability, each in zip(probabilities, true, strict=True):
        bins.setdefault(min(int(probability * BINS), BINS - 1), []).append(probability - each)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(probabilities)
