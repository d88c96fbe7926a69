"""How honest the evals' statistics are, by simulation: intervals, paired tests, articles needed, and cost.

Run it with `python benchmarks/uncertainty.py [--json FILE]`. Articles are made up from populations whose true value is
known: how many records an article has, and how hard it is, vary as they do among news. Two thousand samples are taken
of each population and size; the columns of one array are samples here, where they are metrics elsewhere.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from onrecord.evals.statistics import (
    MOST_ARTICLES,
    articles_needed,
    differences,
    intervals,
    permutation_test,
    values,
)

Matrix: TypeAlias = NDArray[np.float64]
Ratios: TypeAlias = tuple[Matrix, Matrix]
Counts: TypeAlias = tuple[Matrix, Matrix, Matrix]
Interval: TypeAlias = tuple[Matrix, Matrix]

SIZES = (6, 10, 20, 50, 200)
BLOCKS, SAMPLES = 8, 250
"""Samples share their random weights within a block, so there are several blocks."""
FEWEST = 200
"""Samples with an interval, below which no share of them is shown."""
DRAWS = 2_000
FAMILIES = 500
FAMILY = ("alone", "corrected", "found", "wrong")
COST = {"articles": 10_000, "metrics": 60, "draws": 1_000, "seconds": 10}


@dataclass(frozen=True, slots=True)
class Population:
    """Articles with about twelve records of a kind, of which a model finds some and makes some up.

    `spread` is the standard deviation of the logarithm of an article's records, `mean` the share found in an article of
    medium difficulty, `longer` how much harder an article gets as it gets longer, `present` the share of articles that
    have a record of this kind at all, `share` whether the metric is found records of all, rather than F1.
    """

    spread: float = 0.6
    mean: float = 0.6
    longer: float = 0.0
    present: float = 1.0
    share: bool = False

    def pair(self, random: np.random.Generator, shape: tuple[int, int], shift: float = 0.0) -> tuple[Ratios, Ratios]:
        """The metric's sums for two models on the same articles; `shift` is how much likelier B finds a record."""
        a, b = self.counts(random, shape, shift)
        return self._ratios(*a), self._ratios(*b)

    def counts(self, random: np.random.Generator, shape: tuple[int, int], shift: float) -> tuple[Counts, Counts]:
        """Records found, labelled and predicted, of two models; B's odds of finding one are exp(shift) times A's."""
        records = (1 + random.poisson(np.exp(random.normal(np.log(12), self.spread, shape)))).astype(np.float64)
        ease = np.log(self.mean / (1 - self.mean)) + random.normal(0, 0.8, shape) - self.longer * np.log(records / 12)
        records *= random.random(shape) < self.present
        return self._side(random, records, ease), self._side(random, records, ease + shift)

    def uneven(self, random: np.random.Generator, shape: tuple[int, int], times: int) -> tuple[Ratios, Ratios]:
        """The share found, of two models that find the same share, the second of so many times the records."""
        records = (1 + random.poisson(np.exp(random.normal(np.log(12), self.spread, shape)))).astype(np.float64)
        ease = np.log(self.mean / (1 - self.mean)) + random.normal(0, 0.8, shape)
        (found, few, _), (found_b, many, _) = (self._side(random, records * each, ease) for each in (1, times))
        return (found, few), (found_b, many)

    def _side(self, random: np.random.Generator, records: Matrix, ease: Matrix) -> Counts:
        chance = 1 / (1 + np.exp(-ease - random.normal(0, 0.4, ease.shape)))
        found = random.binomial(records.astype(np.int64), chance).astype(np.float64)
        return found, records, found + random.poisson(0.8 * records * (1 - chance))

    def _ratios(self, found: Matrix, records: Matrix, predicted: Matrix) -> Ratios:
        return (found, records) if self.share else (2 * found, records + predicted)


POPULATIONS = {
    "even sizes": Population(),
    "skewed sizes": Population(spread=1.2),
    "longer is harder": Population(spread=1.0, longer=0.6),
    "kind in half the articles": Population(present=0.5),
    "nearly perfect": Population(mean=0.95),
    "rare fault, a share of 3%": Population(mean=0.02, share=True),
}


# --- intervals of one value


def percentile(drawn: Matrix) -> Interval:
    """Efron's percentile interval."""
    return at(drawn, np.full(drawn.shape[1], 0.025)), at(drawn, np.full(drawn.shape[1], 0.975))


def accelerated(num: Matrix, den: Matrix, drawn: Matrix) -> Interval:
    """BCa, with the acceleration from the jackknife (Efron & Tibshirani 1993, §14.3)."""
    jack = ratio(num.sum(axis=0) - num, den.sum(axis=0) - den)
    pull = np.nanmean(jack, axis=0) - jack
    acceleration = np.nansum(pull**3, axis=0) / (6 * np.nansum(pull**2, axis=0) ** 1.5)
    value = values(num, den)
    below = (np.mean(drawn < value, axis=0) + np.mean(drawn <= value, axis=0)) / 2
    bias = ndtri(np.clip(below, 1 / len(drawn), 1 - 1 / len(drawn)))
    low, high = (ndtr(bias + (bias + z) / (1 - acceleration * (bias + z))) for z in (-1.96, 1.96))
    return at(drawn, low), at(drawn, high)


def studentised(num: Matrix, den: Matrix, weights: Matrix) -> Interval:
    """Bootstrap-t with the linearised variance of a ratio (Davison & Hinkley 1997, §5.2)."""
    value, drawn = values(num, den), ratio(weights @ num, weights @ den)
    squares = weights @ num**2 - 2 * drawn * (weights @ (num * den)) + drawn**2 * (weights @ den**2)
    pivots = (drawn - value) * (weights @ den) / np.sqrt(np.maximum(squares, 0))
    error = np.sqrt(((num - value * den) ** 2).sum(axis=0)) / den.sum(axis=0)
    quarter = np.full(num.shape[1], 0.025)
    return value - error * at(pivots, 1 - quarter), value - error * at(pivots, quarter)


def at(drawn: Matrix, share: Matrix) -> Matrix:
    """The entry of each column below which lies that share of it; the few that are nan count as the middle one."""
    filled = np.where(np.isnan(drawn), np.nanmedian(drawn, axis=0), drawn)
    place = np.clip(np.nan_to_num(share) * (len(drawn) + 1) - 1, 0, len(drawn) - 1).round().astype(np.intp)
    return np.asarray(np.sort(filled, axis=0)[place, np.arange(drawn.shape[1])])


def ratio(num: Matrix, den: Matrix) -> Matrix:
    return np.asarray(num / den)


def single(name: str, population: Population) -> Iterator[dict[str, Any]]:
    """What share of each method's 95% intervals hold the true value, and how wide they are."""
    (num, den), _ = population.pair(np.random.default_rng(1), (4_000, 1_000))
    truth = num.sum() / den.sum()
    for size in SIZES:
        found: dict[str, list[Interval]] = {"expanded": [], "percentile": [], "BCa": [], "bootstrap-t": []}
        for block in range(BLOCKS):
            random = np.random.default_rng([size, block])
            (num, den), _ = population.pair(random, (size, SAMPLES))
            low, high = intervals(num, den, draws=DRAWS, seed=block)
            given = ~np.isnan(low)
            num, den = num[:, given], den[:, given]
            weights = random.multinomial(size, np.full(size, 1 / size), size=DRAWS).astype(np.float64)
            drawn = ratio(weights @ num, weights @ den)
            found["expanded"].append((low[given], high[given]))
            found["percentile"].append(percentile(drawn))
            found["BCa"].append(accelerated(num, den, drawn))
            found["bootstrap-t"].append(studentised(num, den, weights))
        methods = {method: covered(each, truth) for method, each in found.items()}
        yield {"population": name, "articles": size, "none": missing(found["expanded"]), **methods}


def covered(found: list[Interval], truth: float) -> dict[str, float | None]:
    """The share of intervals that hold the true value, and their median width: None where that is infinite."""
    low, high = (np.concatenate(ends) for ends in zip(*found, strict=True))
    if len(low) < FEWEST:
        return {"coverage": None, "width": None}
    width = float(np.median(high - low))
    return {
        "coverage": round(float(np.mean((low <= truth) & (truth <= high))), 3),
        "width": round(width, 3) if np.isfinite(width) else None,
    }


def missing(found: list[Interval]) -> float:
    """The share of samples that the package gives no interval for."""
    return round(1 - sum(len(low) for low, _ in found) / (BLOCKS * SAMPLES), 3)


def cells(row: dict[str, float | None], widths: tuple[int, int]) -> str:
    coverage, width = row["coverage"], row["width"]
    shown = "–" if coverage is None else f"{coverage:.1%}", "–" if width is None else f"{width:.3f}"
    return "".join(f"{text:>{size}}" for text, size in zip(shown, widths, strict=True))


# --- pairs


def paired(name: str, population: Population) -> Iterator[dict[str, Any]]:
    """The interval of a true difference of about 0.1, and the test where there is none and where there is one."""
    shift = 0.9 if population.share else 0.5
    a, b = population.pair(np.random.default_rng(1), (4_000, 1_000), shift)
    truth = b[0].sum() / b[1].sum() - a[0].sum() / a[1].sum()
    for size in SIZES:
        found: list[Interval] = []
        none, some = [], []
        for block in range(BLOCKS):
            random = np.random.default_rng([size, block])
            a, b = population.pair(random, (size, SAMPLES), shift)
            _, low, high = differences(a, b, draws=DRAWS, seed=block)
            found.append((low[~np.isnan(low)], high[~np.isnan(low)]))
            some.append(permutation_test(a, b, permutations=DRAWS, seed=block)[0])
            a, b = population.pair(random, (size, SAMPLES))
            none.append(permutation_test(a, b, permutations=DRAWS, seed=block)[0])
        yield {
            "population": name,
            "articles": size,
            "difference": round(truth, 3),
            "none": missing(found),
            **covered(found, truth),
            "size": round(float(np.mean(np.concatenate(none) <= 0.05)), 3),
            "power": round(float(np.mean(np.concatenate(some) <= 0.05)), 3),
        }


def uneven(times: int) -> dict[str, Any]:
    """The test's size where the values are the same, but exchanging the sides would not go unnoticed."""
    sizes = {}
    for size in SIZES[:4]:
        found = [
            permutation_test(
                *Population().uneven(np.random.default_rng([size, block]), (size, SAMPLES), times),
                permutations=DRAWS,
                seed=block,
            )[0]
            for block in range(BLOCKS)
        ]
        sizes[str(size)] = round(float(np.mean(np.concatenate(found) <= 0.05)), 3)
    return {"times": times, "sizes": sizes}


def families(size: int) -> dict[str, Any]:
    """How often any of nine metrics that go together is found to differ: where none does, and where three do."""
    alone = corrected = found = wrong = 0
    for family in range(FAMILIES):
        random = np.random.default_rng([size, family])
        p, q = permutation_test(*together(random, size, 0.0), permutations=DRAWS, seed=family)
        alone += bool((p <= 0.05).any())
        corrected += bool((q <= 0.05).any())
        _, q = permutation_test(*together(random, size, 0.5), permutations=DRAWS, seed=family)
        found += bool((q[:3] <= 0.05).any())
        wrong += bool((q[3:] <= 0.05).any())
    counts = zip(FAMILY, (alone, corrected, found, wrong), strict=True)
    return {"articles": size, **{name: round(count / FAMILIES, 3) for name, count in counts}}


def together(random: np.random.Generator, size: int, shift: float) -> tuple[Ratios, Ratios]:
    """Precision, recall and F1 of three kinds, the first of which B finds better."""
    nums: tuple[list[Matrix], ...] = ([], [])
    dens: tuple[list[Matrix], ...] = ([], [])
    for better in (shift, 0.0, 0.0):
        for side, (found, records, predicted) in enumerate(Population().counts(random, (size, 1), better)):
            nums[side].extend((found, found, 2 * found))
            dens[side].extend((predicted, records, records + predicted))
    return (np.hstack(nums[0]), np.hstack(dens[0])), (np.hstack(nums[1]), np.hstack(dens[1]))


def needed(size: int) -> dict[str, Any]:
    """What so many articles say about the number needed, where the difference is 0.05."""
    population = POPULATIONS["even sizes"]
    random = np.random.default_rng(size)
    guesses = [
        guess if guess is not None else MOST_ARTICLES
        for guess in articles_needed(*population.pair(random, (size, 2_000), 0.25))
    ]
    low, middle, high = (int(each) for each in np.quantile(guesses, (0.1, 0.5, 0.9)))
    return {"articles": size, "low": low, "middle": middle, "high": high}


def reached_power() -> dict[str, Any]:
    """The power of the test with the number needed, as a very large sample gives it."""
    population = POPULATIONS["even sizes"]
    a, b = population.pair(np.random.default_rng(1), (200_000, 1), 0.25)
    [wanted] = articles_needed(a, b)
    found = []
    for block in range(BLOCKS):
        a, b = population.pair(np.random.default_rng([2, block]), (wanted or 1, SAMPLES), 0.25)
        found.append(permutation_test(a, b, permutations=DRAWS, seed=block)[0] <= 0.05)
    return {"needed": wanted, "power": round(float(np.mean(found)), 3)}


# --- cost


def cost() -> dict[str, float]:
    """Processor seconds for 10,000 articles and 60 metrics."""
    random = np.random.default_rng(1)
    a, b = Population().pair(random, (COST["articles"], COST["metrics"]), 0.1)
    return {
        "intervals, 1,000 draws": seconds(lambda: intervals(*a, draws=COST["draws"])),
        "intervals, 10,000 draws": seconds(lambda: intervals(*a)),
        "differences, 10,000 draws": seconds(lambda: differences(a, b)),
        "permutation test, 10,000 permutations": seconds(lambda: permutation_test(a, b)),
        "articles needed": seconds(lambda: articles_needed(a, b)),
    }


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return round(time.process_time() - start, 2)


# --- report


def measure() -> dict[str, Any]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "single": [row for name, each in POPULATIONS.items() for row in single(name, each)],
            "paired": [row for name, each in POPULATIONS.items() for row in paired(name, each)],
            "uneven": [uneven(times) for times in (2, 4)],
            "families": [families(size) for size in SIZES[:3]],
            "needed": [needed(size) for size in SIZES],
            "reached": reached_power(),
            "cost": cost(),
            "reach": COST,
        }


def show(result: dict[str, Any]) -> None:
    methods = ("expanded", "percentile", "BCa", "bootstrap-t")
    print("one value: share of 95% intervals that hold it, and their median width")
    print(f"  {'population':<27}{'articles':>8}{'none':>7}" + "".join(f"{method:>16}" for method in methods))
    for row in result["single"]:
        each = "".join(cells(row[method], (9, 7)) for method in methods)
        print(f"  {row['population']:<27}{row['articles']:>8}{row['none']:>7.1%}{each}")
    print("two values: the interval of their difference; the test at 0.05 where there is no difference, and with it")
    print(f"  {'population':<27}{'articles':>8}{'difference':>12}{'none':>7}{'coverage':>10}{'width':>8}", end="")
    print(f"{'size':>8}{'power':>8}")
    for row in result["paired"]:
        start = f"  {row['population']:<27}{row['articles']:>8}{row['difference']:>12.3f}{row['none']:>7.1%}"
        print(f"{start}{cells(row, (10, 8))}{row['size']:>8.1%}{row['power']:>8.1%}")
    for row in result["uneven"]:
        sizes = ", ".join(f"{share:.1%} with {size} articles" for size, share in row["sizes"].items())
        print(f"  size where B has {row['times']} times the records and the same value: {sizes}")
    print(
        "nine metrics: any p below 0.05 where nothing differs; then with three that do, those found and others wrongly"
    )
    print(f"  {'articles':>8}{'alone':>10}{'corrected':>12}{'found':>8}{'wrong':>8}")
    for row in result["families"]:
        each = "".join(f"{row[name]:>{width}.1%}" for name, width in zip(FAMILY, (10, 12, 8, 8), strict=True))
        print(f"  {row['articles']:>8}{each}")
    reached = result["reached"]
    print(
        f"articles needed for a difference of 0.05: {reached['needed']}, with which its power is {reached['power']:.1%}"
    )
    print(f"  {'as said after':>14}{'a tenth below':>16}{'half below':>12}{'a tenth above':>16}")
    for row in result["needed"]:
        print(f"  {row['articles']:>14}{row['low']:>16,}{row['middle']:>12,}{row['high']:>16,}")
    print(f"processor seconds, {COST['articles']:,} articles, {COST['metrics']} metrics")
    for name, spent in result["cost"].items():
        print(f"  {name:<40}{spent:>8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    result = measure()
    show(result)
    if options.json:
        options.json.write_text(json.dumps({"uncertainty": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
