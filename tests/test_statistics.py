"""Statistics: what is computed, against cases worked by hand, scipy's own, and populations whose truth is known."""

import itertools
import re
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from onrecord.errors import UsageError
from onrecord.evals.statistics import (
    MOST_ARTICLES,
    articles_for,
    articles_needed,
    difference_shown,
    differences,
    fewest_articles,
    intervals,
    permutation_test,
    values,
    variances,
)


def ratio(num, den, axis=-1):
    return num.sum(axis=axis) / den.sum(axis=axis)


def sample(random, articles, samples=1, *, shift=0.0, spread=0.8, difficulty=0.8):
    """F1's sums for two models on the same articles, one sample in each column; B's odds are exp(shift) times A's."""
    shape = (articles, samples)
    records = 1 + random.poisson(np.exp(random.normal(np.log(12), spread, shape)))
    ease = 0.4 + random.normal(0, difficulty, shape)

    def side(odds):
        chance = 1 / (1 + np.exp(-odds - random.normal(0, 0.4, shape)))
        found = random.binomial(records, chance)
        return 2.0 * found, 1.0 * found + records + random.poisson(0.8 * records * (1 - chance))

    return side(ease), side(ease + shift)


@cache
def truth(shift=0.0):
    a, b = sample(np.random.default_rng(99), 2_000, 200, shift=shift)
    return [num.sum() / den.sum() for num, den in (a, b)]


def column(*numbers):
    return np.array(numbers, dtype=float)[:, None]


# --- values


def test_a_value_is_the_ratio_of_sums_and_not_the_mean_of_ratios():
    assert values([[1, 6], [9, 0]], [[2, 6], [98, 4]]) == pytest.approx([0.1, 0.6])


def test_a_metric_without_a_denominator_is_nan():
    assert np.isnan(values([[0, 1]], [[0, 2]])).tolist() == [True, False]


# --- intervals


def test_the_interval_is_that_of_every_possible_draw():
    num, den = np.array([3, 9, 1, 4, 0, 20.0]), np.array([5, 10, 6, 4, 2, 41.0])
    drawn = sorted(
        sum(num[i] for i in draw) / sum(den[i] for i in draw) for draw in itertools.product(range(6), repeat=6)
    )
    tail = stats.norm.cdf(-stats.t.ppf(0.975, 5) * np.sqrt(6 / 5))
    low, high = intervals(num[:, None], den[:, None], draws=100_000)
    assert low[0] == pytest.approx(np.quantile(drawn, tail), abs=0.01)
    assert high[0] == pytest.approx(np.quantile(drawn, 1 - tail), abs=0.01)


def test_the_interval_agrees_with_scipy_at_the_expanded_level():
    (num, den), _ = sample(np.random.default_rng(3), 40)
    tail = stats.norm.cdf(-stats.t.ppf(0.975, 39) * np.sqrt(40 / 39))
    theirs = stats.bootstrap(
        (num[:, 0], den[:, 0]), ratio, paired=True, confidence_level=1 - 2 * tail, method="percentile", rng=1
    ).confidence_interval
    low, high = intervals(num, den)
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high), abs=0.004)


@pytest.mark.parametrize(("articles", "least"), [(6, 0.90), (10, 0.915), (50, 0.92)])
def test_intervals_hold_the_true_value_about_as_often_as_they_say(articles, least):
    true, _ = truth()
    (num, den), _ = sample(np.random.default_rng(articles), articles, 1_500)
    low, high = intervals(num, den, draws=1_000)
    assert least <= np.mean((low <= true) & (true <= high)) <= 0.975


@pytest.mark.parametrize(("articles", "least"), [(6, 0.92), (10, 0.925), (50, 0.925)])
def test_intervals_of_differences_hold_the_true_difference_about_as_often_as_they_say(articles, least):
    true_a, true_b = truth(shift=0.5)
    a, b = sample(np.random.default_rng(articles), articles, 1_500, shift=0.5)
    _, low, high = differences(a, b, draws=1_000)
    assert least <= np.mean((low <= true_b - true_a) & (true_b - true_a <= high)) <= 0.975


def test_more_articles_make_a_narrower_interval_and_a_higher_level_a_wider_one():
    random = np.random.default_rng(5)
    few, many = sample(random, 10)[0], sample(random, 160)[0]
    narrow, wide = (np.subtract(*intervals(*few, level=level))[0] for level in (0.8, 0.95))
    assert wide < narrow < np.subtract(*intervals(*many))[0] < 0


def test_an_interval_stays_within_what_the_articles_show():
    num, den = column(10, 10, 10, 10, 9, 10, 10), column(10, 10, 10, 10, 10, 10, 10)
    low, high = intervals(num, den)
    assert 0.9 <= low[0] < high[0] <= 1


@pytest.mark.parametrize(
    ("num", "den"),
    [
        pytest.param(column(1), column(2), id="one article"),
        pytest.param(column(1, 2, 3, 2, 1), column(4, 4, 4, 4, 4), id="five articles"),
        pytest.param(column(1, 2, 3, 2, 1, *[0] * 20), column(4, 4, 4, 4, 4, *[0] * 20), id="five that count"),
        pytest.param(column(*[0] * 8), column(*range(1, 9)), id="all the same"),
        pytest.param(column(*[0.1] * 8), column(*[0.3] * 8), id="all the same fraction"),
        pytest.param(column(*[0] * 8), column(*[0] * 8), id="undefined"),
    ],
)
def test_articles_that_show_nothing_of_how_others_would_differ_give_no_interval(num, den):
    low, high = intervals(num, den)
    assert np.isnan([low[0], high[0]]).all()


def test_a_difference_has_an_interval_only_where_both_sides_have_articles_enough():
    a, b = sample(np.random.default_rng(2), 8)
    some = column(*[1] * 5, 0, 0, 0)
    for one, other in ((a, (b[0] * some, b[1] * some)), ((a[0] * some, a[1] * some), b)):
        difference, low, high = differences(one, other)
        assert np.isnan([difference[0], low[0], high[0]]).tolist() == [False, True, True]


def test_the_fewest_articles_are_those_with_which_an_exchange_test_can_reach_the_level():
    for level in (0.8, 0.9, 0.95, 0.99, 31 / 32):
        fewest = fewest_articles(level)
        assert 2 / 2**fewest <= 1 - level < 2 / 2 ** (fewest - 1)
    assert fewest_articles() == 6


def test_draws_without_a_denominator_do_not_count():
    # With six articles of 600, one draw in 400 has none of them, which is as many as the interval leaves out above.
    (num, den), _ = sample(np.random.default_rng(2), 6)
    zeros = np.zeros((594, 1))
    low, high = intervals(np.vstack([num, zeros]), np.vstack([den, zeros]))
    assert (num / den).min() <= low[0] < values(num, den)[0] < high[0] <= (num / den).max()


def test_a_difference_and_its_interval_change_sign_with_the_sides():
    a, b = sample(np.random.default_rng(4), 12, 3, shift=0.4)
    difference, low, high = differences(a, b)
    turned, turned_low, turned_high = differences(b, a)
    assert difference == pytest.approx(values(*b) - values(*a))
    assert difference == pytest.approx(-turned)
    assert low == pytest.approx(-turned_high, abs=1e-9)
    assert high == pytest.approx(-turned_low, abs=1e-9)


def test_pairing_makes_the_interval_of_a_difference_narrower():
    a, b = sample(np.random.default_rng(6), 40, difficulty=2.0)
    _, low, high = differences(a, b)
    _, unpaired_low, unpaired_high = differences(a, (b[0][::-1], b[1][::-1]))
    assert high[0] - low[0] < 0.7 * (unpaired_high[0] - unpaired_low[0])


# --- the permutation test


def test_p_counts_the_exchanges_that_show_as_much():
    # Each article counts one, so a difference is a sum of signs: +1 in seven articles, -1 in one.
    num_a, num_b, den = column(*[0] * 7, 1), column(*[1] * 7, 0), column(*[1] * 8)
    p, corrected = permutation_test((num_a, den), (num_b, den))
    assert p[0] == corrected[0] == (1 + 8) * 2 / 2**8


def test_p_agrees_with_scipys():
    a, b = sample(np.random.default_rng(1), 9, shift=0.4)

    def statistic(num_a, num_b, axis):
        # scipy exchanges the two samples' entries; each entry carries its denominator in the imaginary part.
        return ratio(num_b.real, num_b.imag, axis) - ratio(num_a.real, num_a.imag, axis)

    theirs = stats.permutation_test(
        (a[0][:, 0] + 1j * a[1][:, 0], b[0][:, 0] + 1j * b[1][:, 0]),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    p, _ = permutation_test(a, b)
    assert 0.01 < p[0] < 1
    assert p[0] == pytest.approx(theirs.pvalue)


def test_drawn_exchanges_agree_with_all_of_them():
    a, b = sample(np.random.default_rng(8), 12, 20, shift=0.3)
    exact, exact_corrected = permutation_test(a, b, permutations=2**12)
    drawn, drawn_corrected = permutation_test(a, b, permutations=2**12 - 1)
    assert not np.array_equal(drawn, exact)
    assert drawn == pytest.approx(exact, abs=0.03)
    assert drawn_corrected == pytest.approx(exact_corrected, abs=0.05)


def test_no_p_is_zero():
    num = column(*[1] * 40)
    p, corrected = permutation_test((0 * num, num), (num, num), permutations=999)
    assert p[0] == corrected[0] == 1 / 1000


def test_the_correction_is_step_down_over_the_largest_of_the_scaled_differences():
    a, b = sample(np.random.default_rng(12), 7, 3, shift=0.6)
    rows = []
    for exchange in itertools.product([False, True], repeat=7):
        swap = np.array(exchange)[:, None]
        one = np.where(swap, b[0], a[0]).sum(axis=0) / np.where(swap, b[1], a[1]).sum(axis=0)
        other = np.where(swap, a[0], b[0]).sum(axis=0) / np.where(swap, a[1], b[1]).sum(axis=0)
        rows.append(np.abs(other - one))
    scaled = np.array(rows) / np.sqrt(np.mean(np.square(rows), axis=0))
    expected, least, left = {}, 0.0, {0, 1, 2}
    while left:
        first = max(left, key=lambda metric: scaled[0, metric])
        least = max(least, np.mean(scaled[:, sorted(left)].max(axis=1) >= scaled[0, first] - 1e-9))
        expected[first] = least
        left.remove(first)
    p, corrected = permutation_test(a, b)
    assert corrected == pytest.approx([expected[metric] for metric in range(3)])
    assert (corrected >= p).all()


def test_the_same_metric_twice_is_not_corrected_for():
    a, b = sample(np.random.default_rng(12), 20, shift=0.5)
    p, corrected = permutation_test(*((np.hstack([num] * 5), np.hstack([den] * 5)) for num, den in (a, b)))
    assert corrected == pytest.approx(p)


def test_the_scale_of_a_metric_does_not_weigh_in_the_correction():
    a, b = sample(np.random.default_rng(12), 10, 4, shift=0.3)
    tokens = np.array([1, 1000, 1, 0.001])
    _, corrected = permutation_test(a, b)
    assert permutation_test((a[0] * tokens, a[1]), (b[0] * tokens, b[1]))[1] == pytest.approx(corrected)


@pytest.mark.parametrize("articles", [10, 25])
def test_where_nothing_differs_p_is_below_a_bound_that_often(articles):
    a, b = sample(np.random.default_rng(articles), articles, 2_000)
    p, _ = permutation_test(a, b, permutations=1_024)
    for bound in (0.05, 0.2):
        share = np.mean(p <= bound)
        assert 0.6 * bound <= share <= bound + 3 * np.sqrt(bound * (1 - bound) / len(p))


def test_where_nothing_differs_a_corrected_p_of_any_metric_is_below_a_bound_that_often():
    alone = corrected = 0
    for seed in range(300):
        p, q = permutation_test(*sample(np.random.default_rng(seed), 9, 12), permutations=512)
        alone += (p <= 0.1).any()
        corrected += (q <= 0.1).any()
    assert alone > 120
    assert 10 <= corrected <= 300 * 0.1 + 3 * np.sqrt(300 * 0.1 * 0.9)


def test_power_grows_with_the_articles_and_with_the_difference():
    def power(articles, shift):
        a, b = sample(np.random.default_rng(1), articles, 400, shift=shift)
        return np.mean(permutation_test(a, b, permutations=1_024)[0] <= 0.05)

    assert power(10, 0.0) < 0.1 < power(10, 0.4) < power(20, 0.4) < power(50, 0.4)
    assert power(10, 0.4) < power(10, 0.8) < power(10, 1.6)
    assert power(50, 0.8) > 0.95


def test_a_planted_difference_is_found_among_metrics_that_do_not_differ():
    a, b = sample(np.random.default_rng(3), 50, 10, shift=np.array([0.0] * 4 + [1.0] + [0.0] * 5))
    _, corrected = permutation_test(a, b)
    _, low, _ = differences(a, b)
    assert (corrected <= 0.05).nonzero()[0].tolist() == [4]
    assert low[4] > 0


# --- undefined, equal and few


def test_a_metric_that_is_undefined_on_one_side_is_nan_and_leaves_the_others_alone():
    a, b = sample(np.random.default_rng(3), 8, 3, shift=0.8)
    p, corrected = permutation_test(a, b)
    b_lacks = b[0] * [1, 0, 1], b[1] * [1, 0, 1]
    difference, low, high = differences(a, b_lacks)
    without, corrected_without = permutation_test(a, b_lacks)
    for found in (difference, low, high, without, corrected_without):
        assert np.isnan(found).tolist() == [False, True, False]
    assert without[[0, 2]] == pytest.approx(p[[0, 2]])
    two = [(num[:, [0, 2]], den[:, [0, 2]]) for num, den in (a, b)]
    assert corrected_without[[0, 2]] == pytest.approx(permutation_test(*two)[1])
    assert (corrected_without[[0, 2]] <= corrected[[0, 2]]).all()
    assert articles_needed(a, b_lacks)[1] is None


def test_an_exchange_that_leaves_a_metric_undefined_shows_no_difference():
    # A has a denominator in the first article only: of four exchanges, those of one article alone empty a side.
    p, _ = permutation_test((column(1, 0), column(1, 0)), (column(0, 0), column(0, 2)))
    assert p[0] == 0.5


def test_sums_of_fractions_that_cancel_leave_a_metric_undefined():
    a, b = (column(0, 1, 1, 0), column(1, 2, 6, 0)), (column(0, 0, 0, 2), column(0, 0, 0, 4))
    tenths = [tuple(each / 10 for each in side) for side in (a, b)]
    assert permutation_test(*tenths)[0] == permutation_test(a, b)[0]


@pytest.mark.parametrize(
    ("num_b", "den_b"),
    [
        pytest.param(column(*[1, 2, 3] * 4), column(*[4] * 12), id="the same sums"),
        pytest.param(column(*[2, 4, 6] * 4), column(*[8] * 12), id="twice the sums"),
        pytest.param(column(*[1 / 3, 2 / 3, 1] * 4), column(*[4 / 3] * 12), id="a third of the sums"),
    ],
)
def test_sides_with_equal_values_do_not_differ_by_rounding(num_b, den_b):
    a, b = (column(*[1, 2, 3] * 4), column(*[4] * 12)), (num_b, den_b)
    difference, low, high = differences(a, b)
    assert difference[0] == 0
    assert np.isnan([low[0], high[0]]).all()
    assert [each[0] for each in permutation_test(a, b)] == [1, 1]
    assert articles_needed(a, b) == [None]


def test_one_article_has_values_and_tells_nothing_else():
    a, b = (column(1), column(4)), (column(3), column(4))
    difference, low, high = differences(a, b)
    assert difference[0] == 0.5
    assert np.isnan([low[0], high[0]]).all()
    assert [each[0] for each in permutation_test(a, b)] == [1, 1]
    assert articles_needed(a, b) == [None]


def test_no_metric_is_no_result():
    none = np.zeros((7, 0)), np.zeros((7, 0))
    assert [len(found) for found in (values(*none), *intervals(*none), *differences(none, none))] == [0] * 6
    assert [len(found) for found in (*permutation_test(none, none), articles_needed(none, none))] == [0] * 3


# --- articles needed


def test_articles_needed_follow_from_the_mean_and_variance_of_the_paired_differences():
    apart = np.array([0.5, 0.1, -0.1, 0.2, 0.3, 0.2])
    den = np.full(6, 10.0)
    a, b = (4 * np.ones((6, 1)), den[:, None]), ((4 + 10 * apart)[:, None], den[:, None])
    z = stats.norm.ppf(0.975)
    expected = (z + stats.norm.ppf(0.8)) ** 2 * apart.var(ddof=1) / apart.mean() ** 2 + z**2 / 2
    assert articles_needed(a, b) == [int(np.ceil(expected))]


def test_with_the_articles_needed_the_test_has_the_power_asked_for():
    [needed] = articles_needed(*sample(np.random.default_rng(1), 50_000, shift=0.3))
    a, b = sample(np.random.default_rng(2), needed, 1_000, shift=0.3)
    assert np.mean(permutation_test(a, b, permutations=1_000)[0] <= 0.05) == pytest.approx(0.8, abs=0.05)


def test_more_articles_are_needed_for_a_higher_level_and_for_more_power():
    a, b = sample(np.random.default_rng(1), 30, shift=0.2)
    [usual], [surer], [stronger] = (
        articles_needed(a, b, **options) for options in ({}, {"level": 0.99}, {"power": 0.95})
    )
    assert usual < surer
    assert usual < stronger


@pytest.mark.parametrize("level", [0.95, 0.99])
def test_no_fewer_articles_are_needed_than_can_tell_anything(level):
    den = column(*[100] * 8)
    a, b = (column(*[40] * 8), den), (column(*[60] * 8), den)
    assert articles_needed(a, b, level=level) == [fewest_articles(level)]


def test_an_absurd_number_of_articles_is_a_bound():
    den = column(*[10_000] * 4)
    a, b = (column(5000, 6000, 5000, 6000), den), (column(6000, 5000, 6000, 5001), den)
    assert articles_needed(a, b) == [MOST_ARTICLES]


# --- repeatable


def test_a_seed_gives_the_same_results_again_and_another_seed_others():
    a, b = sample(np.random.default_rng(7), 20, 2, shift=0.2)

    for function, given in ((intervals, a), (differences, (a, b)), (permutation_test, (a, b))):
        once, again, other = (np.array(function(*given, seed=seed)) for seed in (1, 1, 2))
        assert once.tolist() == again.tolist()
        assert once.tolist() != other.tolist()
        assert once == pytest.approx(other, abs=0.03)


def test_the_order_of_articles_does_not_matter():
    a, b = sample(np.random.default_rng(7), 12, 4, shift=0.2)
    order = np.random.default_rng(0).permutation(12)
    turned_a, turned_b = (tuple(each[order] for each in side) for side in (a, b))
    assert values(*turned_a).tolist() == values(*a).tolist()
    assert np.array(permutation_test(turned_a, turned_b)).tolist() == np.array(permutation_test(a, b)).tolist()
    assert articles_needed(turned_a, turned_b) == articles_needed(a, b)
    assert np.array(intervals(*turned_a)) == pytest.approx(np.array(intervals(*a)), abs=0.02)


def test_ten_thousand_articles_take_seconds():
    (num, den), _ = sample(np.random.default_rng(0), 10_000, 60)
    start = time.process_time()
    low, high = intervals(num, den, draws=1_000)
    assert time.process_time() - start < 10
    assert (high - low < 0.02).all()


# --- the documentation


def test_the_example_of_the_documentation_gives_the_numbers_beside_it():
    text = (Path(__file__).parent.parent / "docs/statistics.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("  # ") for line in code.splitlines()]
    scope: dict = {}
    exec("\n".join(line for line, mark, _ in lines if not mark), scope)
    for line, mark, numbers in lines:
        if mark:
            found = np.hstack(eval(line.strip(), scope)).tolist()
            assert found == pytest.approx([float(each) for each in re.findall(r"\d\.\d+", numbers)], abs=0.0006)


# --- refused


@pytest.mark.parametrize(
    ("num", "den", "message"),
    [
        pytest.param(np.zeros((0, 3)), np.zeros((0, 3)), "no article", id="no article"),
        pytest.param([1, 2], [3, 4], r"\(articles, metrics\)", id="one dimension"),
        pytest.param([[1, 2]], [[3]], r"\(1, 2\).*\(1, 1\)", id="other shapes"),
        pytest.param([[1.0]], [[-1.0]], "not negative", id="negative denominator"),
        pytest.param([[np.nan]], [[1.0]], "finite", id="nan"),
        pytest.param([[1.0]], [[np.inf]], "finite", id="infinite"),
    ],
)
def test_arrays_that_are_no_sums_over_articles_are_refused(num, den, message):
    for function in (values, intervals):
        with pytest.raises(UsageError, match=message):
            function(num, den)
    for function in (differences, permutation_test, articles_needed):
        with pytest.raises(UsageError, match=message):
            function((num, den), (num, den))


def test_sides_of_other_articles_are_refused():
    for function in (differences, permutation_test, articles_needed):
        with pytest.raises(UsageError, match="the same articles"):
            function((column(1, 2), column(3, 3)), (column(1), column(3)))


@pytest.mark.parametrize(
    ("function", "options"),
    [
        (intervals, {"level": 95}),
        (intervals, {"draws": 0}),
        (differences, {"level": 0}),
        (differences, {"draws": -1}),
        (permutation_test, {"permutations": 0}),
        (articles_needed, {"level": 1}),
        (articles_needed, {"power": 80}),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_options_out_of_range_are_refused_by_name(function, options):
    side = column(1, 2), column(3, 3)
    with pytest.raises(UsageError, match=next(iter(options))):
        function(*side, **options) if function is intervals else function(side, side, **options)


def test_without_numpy_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "onrecord.evals.statistics")
    with pytest.raises(UsageError, match=r"onrecord\[eval\]"):
        import onrecord.evals.statistics  # noqa: F401


def test_articles_are_planned_as_they_are_for_an_observed_difference():
    chance = np.random.default_rng(7)
    den = chance.integers(5, 15, size=(40, 1)).astype(float)
    a, b = (den * chance.uniform(low, low + 0.3, size=(40, 1)) for low in (0.4, 0.5))
    [needed] = articles_needed((a, den), (b, den))
    [difference], _, _ = differences((a, den), (b, den), draws=10)
    [variance] = variances((a, den), (b, den))
    assert needed == articles_for(abs(float(difference)), float(variance))


def test_what_so_many_articles_show_is_what_so_many_are_needed_for():
    shown = difference_shown(50, 0.04)
    assert articles_for(shown * 1.0001, 0.04) == 50
    assert difference_shown(5, 0.04) is None
    assert np.isnan(variances(([[1.0]], [[2.0]]))).all()


def test_with_so_many_articles_as_planned_the_test_finds_the_difference_at_the_power():
    chance = np.random.default_rng(1)
    articles = articles_for(0.1, 0.2**2)
    found = 0
    for _ in range(200):
        b = chance.normal(0.6, 0.2, size=(articles, 1)).clip(0, 2)
        a = np.full((articles, 1), 0.5)
        p, _ = permutation_test((a, np.ones_like(a)), (b, np.ones_like(b)), permutations=500)
        found += p[0] <= 0.05
    assert 0.7 < found / 200 < 0.9
