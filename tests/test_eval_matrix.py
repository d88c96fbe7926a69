"""Prompts and models side by side by one score: which is best, and which can't be told from it."""

import pytest

from onrecord import UsageError
from onrecord.cli.eval_tables import Shown, tables
from onrecord.evals import ArticleResult, Cell, EvalRun, matrix_of
from onrecord.evals._runner import scores_of
from onrecord.report import run_page
from onrecord.usage import Usage

HIGH = (0.9, 0.8, 0.95, 0.85, 0.9, 0.8, 0.9, 0.85)
SHARED = {"answers": [], "records": [], "matches": [], "mistakes": [], "usage": Usage(), "seconds": 2.0}


def cell(label, model, values, *, metric="all.f1", repeat=1, failed="", cost=0.01):
    """A cell with an article for each value; of those that failed, why."""
    articles = [
        ArticleResult(
            article=f"article-{number}",
            status="failed" if failed else "ok",
            problems=[failed] if failed else [],
            ratios={metric: (value, 1.0 if value is not None else 0.0)} if value is not None else {metric: (0, 0)},
            cost=cost,
            **SHARED,
        )
        for number, value in enumerate(values)
    ]
    made = Cell(label=label, prompts=[], model=model, repeat=repeat, articles=articles)
    return made.model_copy(update={"scores": scores_of(made)})


def run(*cells):
    return EvalRun(onrecord="1", gold_sha256="", schema_sha256={}, gold=[], cells=list(cells))


def standings(matrix):
    return {each.name: each.standing for each in matrix.combinations.values()}


def lowered(by):
    return [value - by for value in HIGH]


def test_the_best_is_marked_and_so_is_what_can_not_be_told_from_it():
    alike = [value + (0.05 if number % 2 else -0.06) for number, value in enumerate(HIGH)]
    matrix = matrix_of(run(cell("a", "m", HIGH), cell("b", "m", alike), cell("c", "m", lowered(0.3))), "all.f1")
    assert standings(matrix) == {"a × m": "best", "b × m": "as good", "c × m": "worse"}


def test_the_best_of_a_share_of_errors_is_the_lowest():
    cells = [cell(name, "m", lowered(by), metric="all.unsupported") for name, by in (("a", 0), ("b", 0.4))]
    assert standings(matrix_of(run(*cells), "all.unsupported")) == {"a × m": "worse", "b × m": "best"}


def test_what_failed_is_no_score_and_told_with_its_reason():
    cells = [cell("a", "m", lowered(0.5)), cell("a", "n", [0.0] * 8, failed="claim: the key is refused")]
    matrix = matrix_of(run(*cells), "all.f1")
    assert standings(matrix) == {"a × m": "best", "a × n": "failed"}
    said = "8 of 8 articles failed; the first, article-0: claim: the key is refused"
    assert matrix.combinations["a", "n"].failures == said


def test_what_was_read_in_part_is_told_with_its_reason():
    whole = cell("a", "m", HIGH)
    parts = [each.model_copy(update={"status": "partial", "problems": ["cut off"]}) for each in whole.articles[:2]]
    read = whole.model_copy(update={"articles": [*parts, *whole.articles[2:]]})
    lines = list(tables(run(read, cell("b", "m", HIGH)), [None, None], Shown("all.f1")))
    assert lines[-1] == "a × m: 2 of 8 articles were read only in part; the first, article-0: cut off"
    assert "  2 of 8 articles were read only in part; the first, article-0: cut off" in tables(
        run(read), [None], Shown("all.f1")
    )


def test_repeats_are_one_combination():
    cells = [cell("a", "m", HIGH), cell("a", "m", lowered(0.2), repeat=2), cell("b", "m", lowered(0.2), cost=None)]
    both, other = matrix_of(run(*cells), "all.f1").combinations.values()
    assert both.score.value == pytest.approx(sum(HIGH) / 8 - 0.1)
    assert (both.seconds, both.cost) == (32.0, pytest.approx(0.16))
    assert other.cost is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (HIGH[:5], "5 of the 5 articles have any of it, and 6 are needed"),
        ((*HIGH[:4], None, None, None), "4 of the 7 articles have any of it, and 6 are needed"),
        ([0.5] * 8, "every article has the same value"),
        ([None] * 8, "nothing to measure in any article"),
        (HIGH, None),
    ],
)
def test_why_an_interval_is_missing_is_said(values, why):
    [found] = matrix_of(run(cell("a", "m", values)), "all.f1").combinations.values()
    assert (found.no_interval or "").startswith(why or "")
    assert (found.no_interval is None) == (why is None) == (found.score.low is not None)


def test_an_unknown_score_is_named():
    with pytest.raises(UsageError, match=r"no metric is called 'all\.f3'; choose event\.f1"):
        matrix_of(run(cell("a", "m", HIGH)), "all.f3")


def test_the_page_of_a_run_has_the_matrix_where_there_are_several_cells():
    gold = [{"article": {"id": f"article-{i}", "text": "Rain.", "language": "en"}, "records": []} for i in range(8)]
    cells = [cell("<b>", "m", lowered(0.5)), cell("<b>", "n", [0.0] * 8, failed="refused")]
    several = run(*cells).model_copy(update={"gold": gold})
    page = run_page(several)
    assert '<section id="matrix"' in page
    assert "&lt;b&gt;" in page
    assert "8 of 8 articles failed; the first, article-0: refused" in page
    assert '<section id="matrix"' not in run_page(several.model_copy(update={"cells": cells[:1]}))
