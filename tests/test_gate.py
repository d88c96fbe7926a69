"""The gate: floors hold what was pinned, for the gold that they were pinned on, and fall only when told to."""

import pytest

from onrecord import UsageError
from onrecord.evals._gate import Baseline, check_floors, load_baseline, pin_floors, save_baseline
from onrecord.evals._runs import Cell, EvalRun, Score

GOLD = "a" * 64


def run(gold=GOLD, label="packaged", **scores):
    """A run of one cell with such scores; `__` in a name stands for the dot."""
    named = {name.replace("__", "."): Score(value=value, low=None, high=None) for name, value in scores.items()}
    cell = Cell(label=label, prompts=[], model="local", repeat=1, articles=[], scores=named)
    return EvalRun(onrecord="0", gold_sha256=gold, schema_sha256={}, gold=[], cells=[cell])


def test_what_was_pinned_holds_and_what_fell_does_not():
    baseline = pin_floors(run(event__f1=0.61236, claim__f1=0.7), None)
    assert check_floors(run(event__f1=0.61236, claim__f1=0.7), baseline) == []
    [fallen] = check_floors(run(event__f1=0.611, claim__f1=0.9), baseline)
    assert str(fallen) == "packaged × local: event.f1: 0.611, floor 0.612"


def test_a_score_just_below_its_floor_is_shown_with_the_decimals_that_tell():
    [fallen] = check_floors(run(event__f1=0.59996), pin_floors(run(event__f1=0.6), None))
    assert str(fallen) == "packaged × local: event.f1: 0.59996, floor 0.60000"


def test_a_floor_that_would_fall_by_little_is_shown_with_the_decimals_that_tell():
    before = Baseline(gold_sha256=GOLD, bounds={"packaged × local": {"event.f1": 0.6004}})
    with pytest.raises(UsageError, match=r"pinned at 0\.6004, and this run would change it to 0\.6000"):
        pin_floors(run(event__f1=0.6), before)


def test_a_share_of_unsupported_values_has_a_ceiling():
    baseline = pin_floors(run(event__unsupported=0.04), None)
    assert check_floors(run(event__unsupported=0.03), baseline) == []
    [risen] = check_floors(run(event__unsupported=0.05), baseline)
    assert str(risen) == "packaged × local: event.unsupported: 0.050, ceiling 0.040"


def test_a_margin_lets_scores_move_that_far():
    baseline = pin_floors(run(event__f1=0.6, event__unsupported=0.04), None, margin=0.02)
    assert baseline.bounds["packaged × local"] == {"event.f1": 0.58, "event.unsupported": 0.06}


@pytest.mark.parametrize(
    "other",
    [run(), run(event__f1=None), run(label="mine", event__f1=1.0)],
    ids=["metric", "nothing to measure", "cell"],
)
def test_what_is_not_measured_does_not_hold(other):
    [missing] = check_floors(other, pin_floors(run(event__f1=0.6), None))
    assert str(missing) == "packaged × local: event.f1: not measured, floor 0.600"


def test_changed_gold_asks_to_be_pinned_anew():
    with pytest.raises(UsageError, match=r"the gold has changed since the baseline was pinned.* --pin"):
        check_floors(run(gold="b" * 64, event__f1=1.0), pin_floors(run(event__f1=0.6), None))


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        (
            run(event__f1=0.5),
            "event.f1: the floor is pinned at 0.600, and this run would change it to 0.500; to allow that, add --lower",
        ),
        (
            run(gold="b" * 64, event__f1=0.5),
            "event.f1: the floor is pinned at 0.600, and this run would change it to 0.500",
        ),
        (run(claim__f1=0.5), "event.f1: the floor is pinned at 0.600, and this run would drop it"),
        (
            run(gold="b" * 64, label="mine", event__f1=0.9),
            "event.f1: the floor is pinned at 0.600, and this run would drop it",
        ),
    ],
    ids=["score", "changed gold", "metric", "cell"],
)
def test_no_update_lowers_a_floor_without_being_told_to(worse, said):
    before = pin_floors(run(event__f1=0.6), None)
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        pin_floors(worse, before)
    assert pin_floors(worse, before, lower=True).bounds != before.bounds


def test_a_ceiling_is_not_raised_without_being_told_to():
    with pytest.raises(UsageError, match=r"event\.unsupported: the ceiling is pinned at 0\.040"):
        pin_floors(run(event__unsupported=0.05), pin_floors(run(event__unsupported=0.04), None))


def test_floors_rise_and_other_cells_keep_theirs():
    before = pin_floors(run(label="mine", event__f1=0.4), pin_floors(run(event__f1=0.6), None))
    after = pin_floors(run(event__f1=0.7), before)
    assert after.bounds == {"packaged × local": {"event.f1": 0.7}, "mine × local": {"event.f1": 0.4}}


def test_a_baseline_comes_back_from_its_file(tmp_path):
    baseline = pin_floors(run(event__f1=0.6), None)
    save_baseline(baseline, tmp_path / "b.json")
    assert load_baseline(tmp_path / "b.json") == baseline


@pytest.mark.parametrize("content", ["{}", "[]", '{"gold_sha256": "a", "bounds": {}, "more": 1}', "{"])
def test_a_file_of_something_else_is_refused(tmp_path, content):
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(UsageError, match=r"b\.json: is no baseline"):
        load_baseline(tmp_path / "b.json")


def test_a_baseline_that_is_not_there_says_how_to_make_it(tmp_path):
    with pytest.raises(UsageError, match="--pin"):
        load_baseline(tmp_path / "b.json")


def test_an_empty_baseline_holds_everything():
    assert check_floors(run(), Baseline(gold_sha256=GOLD, bounds={})) == []
