"""The uncertainty of scores: intervals, paired tests, and the number of articles that a verdict needs.

A metric is a ratio of sums over articles, Σ numerator / Σ denominator. F1, for one, is the sum of 2·tp over that of
2·tp + fp + fn. Numerators and denominators are arrays of shape (articles, metrics). Results have one entry for each
metric, nan where the metric is undefined because no article has a denominator. The articles are the sample, so whole
articles are resampled and whole articles are exchanged, never single records. docs/statistics.md reports how these
methods fare in simulations.

Sources: Efron & Tibshirani, An Introduction to the Bootstrap (1993); Davison & Hinkley, Bootstrap Methods and their
Application (1997), for ratios, resampling and exchange; Koehn, Statistical significance tests for machine translation
evaluation (2004), and Yeh, More accurate tests for the statistical significance of result differences (2000), for
scores that are not means.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log2, sqrt
from typing import TypeAlias

from onrecord.errors import UsageError

try:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray
    from scipy.special import ndtr, ndtri, stdtrit
except ImportError as error:
    raise UsageError(f"statistics need numpy and scipy ({error}); pip install 'onrecord[eval]'") from error

__all__ = [
    "MOST_ARTICLES",
    "articles_for",
    "articles_needed",
    "difference_shown",
    "differences",
    "fewest_articles",
    "intervals",
    "permutation_test",
    "values",
    "variances",
]

Vector: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.intp]
Ratios: TypeAlias = tuple[ArrayLike, ArrayLike]
"""The numerators and denominators of one side of a comparison."""

DRAWS = 10_000
"""Bootstrap draws. A 95% interval from six articles rests on the outer 0.24% of them at either end, so fewer draws
would make the interval unstable."""
PERMUTATIONS = 10_000
MOST_ARTICLES = 1_000_000
"""The largest number of articles that is reported as needed; it means "this many or more"."""

_CELLS = 1 << 21
"""Weights in memory at a time: 16 MiB, however many articles and draws there are."""
_ROUNDING = 1e-9
"""Relative differences below this are rounding errors."""


def values(num: ArrayLike, den: ArrayLike) -> Vector:
    """The value of each metric over all articles.

    Raises `UsageError`, as the other functions do, for arrays of other shapes, arrays without an article, a negative
    denominator, or a number that is not finite.
    """
    num, den = _checked(num, den)
    return _ratio(num.sum(axis=0), den.sum(axis=0))


def intervals(
    num: ArrayLike, den: ArrayLike, *, draws: int = DRAWS, level: float = 0.95, seed: int = 0
) -> tuple[Vector, Vector]:
    """The lower and upper end of each metric's interval: expanded percentiles of a bootstrap over articles.

    Both are nan where fewer than `fewest_articles(level)` articles have a denominator, or where all articles have the
    same value, since the data then don't show how much the value varies. The percentiles are expanded for small samples
    as in Hesterberg, What Teachers Should Know about the Bootstrap (The American Statistician 69, 2015).
    """
    num, den = _checked(num, den)
    _check_options(draws=draws, level=level)
    drawn = [_ratio(weights @ num, weights @ den) for weights in _resamples(len(num), draws, seed)]
    return _expanded_percentiles(np.concatenate(drawn), _informed(den), level)


def differences(
    a: Ratios, b: Ratios, *, draws: int = DRAWS, level: float = 0.95, seed: int = 0
) -> tuple[Vector, Vector, Vector]:
    """B's values minus A's, and the lower and upper end of each difference's interval.

    `a` and `b` are (numerators, denominators) of the same articles in the same order. Each draw takes an article on
    both sides. The ends are nan as for `intervals`: where either side has too few articles, or every draw is the same.
    """
    (num_a, den_a), (num_b, den_b) = _checked_pair(a, b)
    _check_options(draws=draws, level=level)
    drawn = [
        _difference(_ratio(weights @ num_a, weights @ den_a), _ratio(weights @ num_b, weights @ den_b))
        for weights in _resamples(len(num_a), draws, seed)
    ]
    informed = np.minimum(_informed(den_a), _informed(den_b))
    low, high = _expanded_percentiles(np.concatenate(drawn), informed, level)
    return _difference(values(num_a, den_a), values(num_b, den_b)), low, high


def permutation_test(a: Ratios, b: Ratios, *, permutations: int = PERMUTATIONS, seed: int = 0) -> tuple[Vector, Vector]:
    """Two p-values for each metric: of its difference alone, and corrected for all the metrics.

    The null hypothesis is that A and B are exchangeable within every article. All exchanges are enumerated where there
    are at most `permutations` of them (up to 13 articles by default). Otherwise that many are drawn, and the observed
    arrangement counts as one more, so that no p is zero (Phipson & Smyth, Permutation p-values should never be zero,
    2010). The correction is the step-down maxT of Westfall & Young (Resampling-Based Multiple Testing, 1993). Unlike
    Holm's it accounts for the correlation of metrics such as F1, precision and recall, and so loses less power. A
    metric that is undefined on one side gets nan for both p-values and takes no part in the correction.
    """
    (num_a, den_a), (num_b, den_b) = _checked_pair(a, b)
    _check_options(permutations=permutations)
    observed = _difference(values(num_a, den_a), values(num_b, den_b))
    defined = np.isfinite(observed)
    rows = [np.where(defined, observed, 0)[None]] if 2 ** len(num_a) > permutations else []
    rows += [
        _exchanged(exchange, (num_a, den_a), (num_b, den_b)) for exchange in _exchanges(len(num_a), permutations, seed)
    ]
    # The test is exact with any statistic. Where an exchange leaves a metric undefined, its difference counts as 0.
    extent = np.abs(np.where(defined, np.nan_to_num(np.concatenate(rows)), 0))
    scale = np.sqrt(np.mean(extent**2, axis=0))
    scale[scale == 0] = 1
    bound = np.abs(np.where(defined, observed, 0)) / scale - _ROUNDING
    alone, corrected = _tail_shares(extent / scale, bound)
    return np.where(defined, alone, np.nan), np.where(defined, corrected, np.nan)


def articles_needed(a: Ratios, b: Ratios, *, level: float = 0.95, power: float = 0.8) -> list[int | None]:
    """How many articles, in all, would show each observed difference at this level with this power.

    The number follows from the variance of the articles' linearised contributions to the difference (Cochran, Sampling
    Techniques, 1977, §6.3) and Guenther's formula for the sample size of a t-test (Sample Size Formulas for Normal
    Theory T Tests, The American Statistician 35, 1981). It is at least `fewest_articles`, and None where the difference
    is zero or undefined, or there is only one article. The observed difference is taken for the true one, so from few
    articles the number is rough.
    """
    (num_a, den_a), (num_b, den_b) = _checked_pair(a, b)
    _check_options(level=level, power=power)
    difference = _difference(values(num_a, den_a), values(num_b, den_b))
    if len(num_a) < 2:
        return [None] * len(difference)
    variance = _variance(_influence(num_b, den_b) - _influence(num_a, den_a))
    return [
        None
        if np.isnan(each) or not change
        else articles_for(float(abs(change)), float(each), level=level, power=power)
        for each, change in zip(variance, difference, strict=True)
    ]


def variances(a: Ratios, b: Ratios | None = None) -> Vector:
    """How much the articles vary in what they add to each value; with `b`, to each difference between A and B.

    It is the variance of the articles' linearised contributions (Cochran, Sampling Techniques, 1977, §6.3): that of a
    value or a difference over n articles is an n-th of it. nan where a metric is undefined or there is one article.
    """
    num, den = _checked(*a)
    influence = _influence(num, den)
    if b is not None:
        (num, den), (num_b, den_b) = _checked_pair(a, b)
        influence = _influence(num_b, den_b) - influence
    return _variance(influence) if len(influence) > 1 else np.full(influence.shape[1], np.nan)


def articles_for(difference: float, variance: float, *, level: float = 0.95, power: float = 0.8) -> int:
    """How many articles show a difference at this level with this power, where its variance is that of `variances`.

    (z for the level + z for the power)² · variance / difference², and half the square of the first z for the t
    distribution's wider tails: Guenther, Sample Size Formulas for Normal Theory T Tests (The American Statistician 35,
    1981). It is at least `fewest_articles(level)`, and at most `MOST_ARTICLES`, which means "this many or more".
    """
    _check_options(level=level, power=power)
    two_sided = float(ndtri((1 + level) / 2))
    wanted = (two_sided + float(ndtri(power))) ** 2 * variance / difference**2 + two_sided**2 / 2
    return max(fewest_articles(level), ceil(min(wanted, MOST_ARTICLES)))


def difference_shown(articles: int, variance: float, *, level: float = 0.95, power: float = 0.8) -> float | None:
    """The smallest difference that so many articles show: `articles_for` the other way round; None where too few do."""
    _check_options(level=level, power=power)
    two_sided = float(ndtri((1 + level) / 2))
    if articles < fewest_articles(level):
        return None
    return (two_sided + float(ndtri(power))) * sqrt(variance / (articles - two_sided**2 / 2))


def fewest_articles(level: float = 0.95) -> int:
    """The fewest articles that can show anything at this level: six at 0.95.

    Where all of n articles favour the same side, 2 of the 2**n exchanges are as extreme as the observed arrangement.
    And the interval between the lowest and the highest of n values misses the population's median in 2 of 2**n samples.
    """
    return ceil(1 + log2(1 / (1 - level)) - _ROUNDING)


def _resamples(articles: int, draws: int, seed: int) -> Iterator[Matrix]:
    """How often each draw takes each article, in chunks of shape (draws, articles)."""
    random = np.random.default_rng(seed)
    for size in _chunks(draws, articles):
        taken = random.integers(articles, size=(size, articles)) + articles * np.arange(size)[:, None]
        yield np.bincount(taken.ravel(), minlength=size * articles).reshape(size, articles).astype(np.float64)


def _exchanges(articles: int, permutations: int, seed: int) -> Iterator[Matrix]:
    """Which articles are exchanged, 1 or 0, in chunks of shape (permutations, articles): all ways, or a sample."""
    if 2**articles <= permutations:
        yield (np.arange(2**articles)[:, None] >> np.arange(articles) & 1).astype(np.float64)
        return
    random = np.random.default_rng(seed)
    for size in _chunks(permutations, articles):
        yield random.integers(2, size=(size, articles), dtype=np.int8).astype(np.float64)


def _chunks(rows: int, columns: int) -> Iterator[int]:
    size = max(1, _CELLS // columns)
    for start in range(0, rows, size):
        yield min(size, rows - start)


def _exchanged(exchange: Matrix, a: tuple[Matrix, Matrix], b: tuple[Matrix, Matrix]) -> Matrix:
    """The differences, B minus A, after each exchange."""
    num, den = exchange @ (b[0] - a[0]), exchange @ (b[1] - a[1])
    den_a, den_b = a[1].sum(axis=0) + den, b[1].sum(axis=0) - den
    # Sums of fractions that should cancel leave a rounding error, with which an undefined metric would seem defined.
    least = _ROUNDING * (den_a + den_b)
    one = _ratio(a[0].sum(axis=0) + num, np.where(den_a > least, den_a, 0))
    return _difference(one, _ratio(b[0].sum(axis=0) - num, np.where(den_b > least, den_b, 0)))


def _tail_shares(extent: Matrix, bound: Vector) -> tuple[Vector, Vector]:
    """The share of rows that reach each metric's bound, and the same by step-down maxT.

    Going from the largest bound to the smallest, each bound is compared with the rows' maxima over its own metric and
    those that come after it.
    """
    order = np.argsort(-bound, kind="stable")
    maxima = np.maximum.accumulate(extent[:, order[::-1]], axis=1)[:, ::-1]
    corrected = np.empty_like(bound)
    corrected[order] = np.maximum.accumulate(np.mean(maxima >= bound[order], axis=0))
    return np.mean(extent >= bound, axis=0), corrected


def _expanded_percentiles(drawn: Matrix, informed: Counts, level: float) -> tuple[Vector, Vector]:
    """The interval of each metric, between percentiles of its draws.

    A bootstrap's variance is too small by a factor of (n - 1) / n, and its percentiles are those of a normal rather
    than a t distribution. Percentiles further out make up for both; n is the number of articles that inform the metric.
    Draws without a denominator don't count.
    """
    drawn = np.sort(drawn, axis=0)
    count = len(drawn) - np.count_nonzero(np.isnan(drawn), axis=0)
    articles = np.maximum(informed, 2)
    tail = ndtr(-np.sqrt(articles / (articles - 1)) * stdtrit(articles - 1, (1 + level) / 2))
    low, high = (_at(drawn, share * (count + 1) - 1, count) for share in (tail, 1 - tail))
    varied = np.fmax.reduce(drawn) - drawn[0] > _ROUNDING * np.abs(drawn[0])
    shown = (informed >= fewest_articles(level)) & varied
    return np.where(shown, low, np.nan), np.where(shown, high, np.nan)


def _at(ordered: Matrix, place: Vector, count: Counts) -> Vector:
    """The entry of each column at a fractional place from 0 to count - 1, by linear interpolation."""
    last = np.maximum(count - 1, 0)
    inside = np.clip(place, 0, last)
    below = np.floor(inside).astype(np.intp)
    columns = np.arange(ordered.shape[1])
    start, end = ordered[below, columns], ordered[np.minimum(below + 1, last), columns]
    return np.asarray(start + (inside - below) * (end - start), dtype=np.float64)


def _influence(num: Matrix, den: Matrix) -> Matrix:
    """The linearised contribution of each article to the value, times the number of articles; its mean is zero."""
    total = den.sum(axis=0)
    return _ratio((num - values(num, den) * den) * len(num), np.broadcast_to(total, num.shape))


def _variance(influence: Matrix) -> Vector:
    return np.asarray(np.sum(influence**2, axis=0) / (len(influence) - 1), dtype=np.float64)


def _ratio(num: Matrix, den: Matrix) -> Matrix:
    result = np.full(num.shape, np.nan)
    np.divide(num, den, out=result, where=den > 0)
    return result


def _difference(a: Matrix, b: Matrix) -> Matrix:
    """B minus A; 0 where they differ only by rounding errors, which a test would take for a difference."""
    difference = b - a
    difference[np.abs(difference) <= _ROUNDING * (np.abs(a) + np.abs(b))] = 0
    return difference


def _informed(den: Matrix) -> Counts:
    """How many articles have a denominator, for each metric."""
    return np.asarray(np.count_nonzero(den > 0, axis=0))


def _checked(num: ArrayLike, den: ArrayLike) -> tuple[Matrix, Matrix]:
    num, den = np.asarray(num, dtype=np.float64), np.asarray(den, dtype=np.float64)
    if num.ndim != 2 or num.shape != den.shape:
        raise UsageError(
            f"numerators have shape {num.shape}, denominators {den.shape}; both should have (articles, metrics)"
        )
    if not len(num):
        raise UsageError("there is no article to compute a score from; pass at least one")
    if not np.isfinite(num).all() or not np.isfinite(den).all() or (den < 0).any():
        raise UsageError("numerators should be finite, and denominators finite and not negative; correct the scores")
    return num, den


def _checked_pair(a: Ratios, b: Ratios) -> tuple[tuple[Matrix, Matrix], tuple[Matrix, Matrix]]:
    one, other = _checked(*a), _checked(*b)
    if one[0].shape != other[0].shape:
        raise UsageError(
            f"A has (articles, metrics) {one[0].shape}, B {other[0].shape}; pass the same articles and metrics for both"
        )
    return one, other


def _check_options(**options: float) -> None:
    for name, value in options.items():
        if name in {"level", "power"} and not 0 < value < 1:
            raise UsageError(f"{name} is {value}; it should be between 0 and 1, such as 0.95")
        if name in {"draws", "permutations"} and value < 1:
            raise UsageError(f"{name} is {value}; it should be 1 or more")
