"""Comparison of two runs: its verdicts, what it pairs, and what it says where it can't tell."""

import subprocess
import sys

import numpy as np
import pytest

from onrecord.errors import UsageError
from onrecord.evals._comparison import compare_metrics
from onrecord.evals.statistics import MOST_ARTICLES, articles_needed, permutation_test

HIGHER = {"f1": True, "unsupported": False, "tokens": False}


def run(articles, **counts):
    """Scores of articles 0, 1, …; for each metric a number of ten, or a function from the article's number to one."""
    return {
        f"article-{i:02}": {m: (count(i) if callable(count) else count, 10) for m, count in counts.items()}
        for i in range(articles)
    }


def only(a, b, metric="f1", **options):
    [comparison] = compare_metrics(a, b, metrics=[metric], higher_is_better=HIGHER, **options)
    return comparison


@pytest.mark.parametrize(
    ("metric", "b", "verdict", "difference"),
    [
        pytest.param("f1", lambda i: 6 + i % 3, "better", 0.3, id="more of what should be high"),
        pytest.param("f1", lambda i: 1 + i % 3, "worse", -0.2, id="less of what should be high"),
        pytest.param("unsupported", lambda i: 1 + i % 3, "better", -0.2, id="less of what should be low"),
        pytest.param("unsupported", lambda i: 6 + i % 3, "worse", 0.3, id="more of what should be low"),
        pytest.param("f1", lambda i: 4 + (2, -1)[i % 2], "can't tell", 0.05, id="now more, now less"),
        pytest.param("f1", lambda i: 4, "the same", 0, id="the same"),
    ],
)
def test_the_verdict_is_on_b(metric, b, verdict, difference):
    found = only(run(12, **{metric: 4}), run(12, **{metric: b}), metric)
    assert found.verdict == verdict
    assert (found.value_a, found.difference) == (0.4, pytest.approx(difference, abs=0.001))
    assert found.value_b == pytest.approx(0.4 + difference)
    assert found.articles == 12


def test_where_the_verdict_is_clear_the_interval_leaves_out_zero_and_nothing_more_is_needed():
    found = only(run(20, f1=4), run(20, f1=lambda i: 6 + i % 3))
    assert 0 < found.low < found.difference < found.high
    assert found.p <= found.corrected_p < 0.01
    assert found.articles_needed is None


def test_where_it_cannot_tell_it_says_how_many_articles_would():
    a, b = run(8, f1=4), run(8, f1=lambda i: 4 + (3, -1, 1, -1)[i % 4])
    found = only(a, b)
    den = np.full((8, 1), 10.0)
    nums = (np.array([[side[article]["f1"][0]] for article in sorted(side)]) for side in (a, b))
    assert found.verdict == "can't tell"
    assert [found.articles_needed] == articles_needed(*((num, den) for num in nums))
    assert found.articles_needed > 8


def test_a_difference_of_nothing_needs_no_number_of_articles():
    found = only(run(8, f1=4), run(8, f1=4))
    assert (found.difference, found.p, found.verdict, found.articles_needed) == (0, 1, "the same", None)
    assert (found.low, found.high) == (None, None)


def test_a_difference_of_nothing_between_articles_that_differ_is_not_the_same():
    found = only(run(8, f1=lambda i: 4 + i % 2), run(8, f1=lambda i: 5 - i % 2))
    assert (found.difference, found.verdict) == (0, "can't tell")


def test_a_difference_next_to_nothing_needs_the_most_there_is():
    found = only(run(8, f1=lambda i: 4 + i % 2), run(8, f1=lambda i: 5 - i % 2 + (i == 0) / 1e4))
    assert found.articles_needed == MOST_ARTICLES


def test_five_articles_cannot_tell_however_clear_they_are_and_more_are_asked_for():
    found = only(run(5, f1=1), run(5, f1=9))
    assert (found.p, found.verdict, found.articles_needed) == (2 / 2**5, "can't tell", 6)
    assert only(run(6, f1=1), run(6, f1=9)).verdict == "better"


def test_more_articles_are_asked_for_than_could_not_tell():
    # Five articles of eight differ, all alike: by their variance eight would do, but those here don't.
    found = only(run(8, f1=4), run(8, f1=lambda i: 5 if i < 5 else 4))
    assert (found.p, found.verdict, found.articles_needed) == (2 / 2**5, "can't tell", 9)


def test_the_level_decides_on_the_verdict_and_the_interval():
    a, b = run(8, f1=4), run(8, f1=lambda i: 4 + (2, 1, -1, 2)[i % 4])
    sure, surer = only(a, b, level=0.8), only(a, b, level=0.999)
    assert (sure.verdict, surer.verdict) == ("better", "can't tell")
    assert sure.p == surer.p
    assert sure.low is not None
    assert surer.low is None


def test_the_correction_is_over_the_metrics_compared():
    random = np.random.default_rng(0)
    names = [f"m{i}" for i in range(20)]
    a = {f"{i}": {n: (float(random.integers(11)), 10) for n in names} for i in range(10)}
    b = {f"{i}": {n: (float(random.integers(11)), 10) for n in names} for i in range(10)}
    higher = dict.fromkeys(names, True)
    together = compare_metrics(a, b, metrics=names, higher_is_better=higher)
    alone = [compare_metrics(a, b, metrics=[name], higher_is_better=higher)[0] for name in names]
    assert [each.p for each in together] == [each.p for each in alone]
    assert all(each.corrected_p >= each.p for each in together)
    assert min(each.corrected_p for each in together) > 2 * min(each.p for each in together)
    assert "can't tell" in {each.verdict for each in together}
    needed = [(one.articles_needed, all_.articles_needed) for one, all_ in zip(alone, together, strict=True)]
    assert all(one < all_ for one, all_ in needed if one is not None)


def test_articles_that_one_side_lacks_are_named_and_left_out():
    a, b = run(10, f1=4), run(10, f1=lambda i: 6 + i % 2)
    expected = only(a, b)
    found = only({**a, "gone": {"f1": (0, 1000)}}, {**b, "new-2": {"f1": (9, 9)}, "new-1": {"f1": (9, 9)}})
    assert (found.only_a, found.only_b) == (("gone",), ("new-1", "new-2"))
    assert (found.articles, found.value_a, found.value_b) == (10, expected.value_a, expected.value_b)
    assert (found.low, found.high, found.p) == (expected.low, expected.high, expected.p)


def test_an_article_that_lacks_one_metric_on_one_side_is_left_out_of_that_metric_alone():
    a, b = run(8, f1=4, tokens=7), run(8, f1=lambda i: 6 + i % 2, tokens=lambda i: 5 + i % 2)
    del b["article-03"]["tokens"]
    a["article-04"].pop("tokens")
    a["article-05"].pop("tokens")
    b["article-05"].pop("tokens")
    f1, tokens = compare_metrics(a, b, metrics=["f1", "tokens"], higher_is_better=HIGHER)
    assert (f1.articles, f1.only_a, f1.only_b) == (8, (), ())
    assert (tokens.articles, tokens.only_a, tokens.only_b) == (5, ("article-03",), ("article-04",))
    assert (tokens.value_a, tokens.value_b) == (0.7, pytest.approx((5 + 6 + 5 + 5 + 6) / 50))


def test_a_metric_without_a_denominator_has_no_numbers_and_leaves_the_others_alone():
    a, b = run(9, f1=4), run(9, f1=lambda i: 6 + i % 2)
    for side in (a, b):
        for article in side.values():
            article["tokens"] = (0, 0)
    f1, tokens = compare_metrics(a, b, metrics=["f1", "tokens"], higher_is_better=HIGHER)
    assert f1 == only(a, b)
    numbers = (tokens.value_a, tokens.value_b, tokens.difference, tokens.low, tokens.high, tokens.p, tokens.corrected_p)
    assert set(numbers) == {None}
    assert (tokens.verdict, tokens.articles_needed, tokens.articles) == ("can't tell", None, 9)


def test_the_order_of_articles_and_metrics_changes_nothing():
    a, b = run(30, f1=lambda i: i % 7, tokens=lambda i: i % 5), run(30, f1=lambda i: i % 4, tokens=lambda i: i % 3)
    found = compare_metrics(a, b, metrics=["f1", "tokens"], higher_is_better=HIGHER)
    turned = compare_metrics(
        dict(reversed(a.items())), dict(reversed(b.items())), metrics=["tokens", "f1"], higher_is_better=HIGHER
    )
    assert turned == found[::-1]


def test_sides_turned_round_give_the_opposite():
    a, b = run(9, f1=lambda i: 4 + i % 2), run(9, f1=lambda i: 6 + i % 3)
    there, back = only(a, b), only(b, a)
    assert (there.verdict, back.verdict) == ("better", "worse")
    assert there.p == back.p
    assert there.difference == -back.difference
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_the_numbers_are_those_of_the_statistics():
    a, b = run(9, f1=lambda i: i % 7), run(9, f1=lambda i: (i + 1) % 8)
    den = np.full((9, 1), 10.0)
    nums = [np.array([[each["f1"][0]] for each in side.values()], dtype=float) for side in (a, b)]
    assert only(a, b).p == permutation_test((nums[0], den), (nums[1], den))[0][0]


def test_no_metrics_are_no_comparisons():
    assert compare_metrics(run(7, f1=1), run(7, f1=2), metrics=[], higher_is_better={}) == []


@pytest.mark.parametrize(
    ("a", "b", "metric", "message"),
    [
        pytest.param({}, {}, "f1", "no article in common", id="nothing"),
        pytest.param(run(1, f1=1), {"other": {"f1": (1, 2)}}, "f1", "no article in common", id="other articles"),
        pytest.param(run(1, f1=1), run(1, f1=2), "tokens", "'tokens'; the metrics are: f1", id="unknown metric"),
        pytest.param(run(1, cost=1), run(1, cost=2), "cost", "higher_is_better.*'cost'", id="no direction"),
    ],
)
def test_what_cannot_be_compared_is_refused(a, b, metric, message):
    with pytest.raises(UsageError, match=message):
        only(a, b, metric)


def test_importing_the_comparison_loads_no_numpy():
    code = "import sys, onrecord.evals._comparison; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
