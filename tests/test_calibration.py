"""Precision on order: calibrations, the thresholds that keep a promise, and the commands that make and use them."""

import json
import random
import re

import pytest
from conftest import shown
from endpoint_server import EndpointServer, answer
from in_process import onrecord
from labelled import some_gold

from onrecord.article import Span
from onrecord.calibration import Calibration, threshold
from onrecord.errors import UsageError
from onrecord.evals import expected_calibration_error
from onrecord.evals._calibration import Judgement, _fitted
from onrecord.grounding import GroundedRecord, Support, Value
from onrecord.kinds import Claim
from onrecord.testing import answer_text

ARTICLES = ("cup-final", "ferry-strike", "fraud-verdict", "hochwasser", "incendie-theatre", "vaccine-trial")


# --- the error of probabilities


@pytest.mark.parametrize(
    ("probabilities", "true", "error"),
    [
        ([0.75] * 4, [True, True, True, False], 0.0),
        ([1.0] * 4, [True, True, False, False], 0.5),
        ([0.05, 0.05, 0.95, 0.95], [False, False, True, True], 0.05),
        ([0.25, 0.25, 0.85, 0.85], [True, False, True, True], (2 * 0.25 + 2 * 0.15) / 4),
    ],
    ids=["as it is", "too sure", "two bins", "bins weighed by their counts"],
)
def test_the_error_is_the_mean_gap_between_probability_and_share(probabilities, true, error):
    assert expected_calibration_error(probabilities, true) == pytest.approx(error)


# --- the threshold


def drawn(rng, count):
    """Scores and what is true, where scores are too sure: true at 0.55 to 0.995, however sure."""
    scores = [rng.random() for _ in range(count)]
    return [(score, rng.random() < 0.55 + 0.445 * score**0.5) for score in scores]


def share_kept(scores, least):
    kept = [true for score, true in scores if score >= least]
    return sum(kept) / len(kept)


@pytest.mark.parametrize("precision", [0.85, 0.9])
def test_what_is_promised_is_kept_on_records_drawn_alike(precision):
    rng = random.Random(7)
    broken = promised = 0
    for _ in range(200):
        least = threshold(drawn(rng, 600), precision)
        if least <= 1:
            promised += 1
            broken += share_kept(drawn(rng, 4000), least) < precision - 0.005
    assert promised > 100
    assert broken <= 0.12 * 200


def test_a_higher_promise_keeps_fewer_and_no_promise_is_made_of_too_few():
    scores = drawn(random.Random(3), 2000)
    assert threshold(scores, 0.8) < threshold(scores, 0.9) <= 1
    assert threshold([(0.9, True)] * 20, 0.95) == float("inf")
    assert threshold([(0.9, True)] * 200, 0.95) == 0.9
    assert threshold([(0.9, True), (0.9, False)] * 100, 0.95) == float("inf")
    assert threshold([], 0.5) == float("inf")


# --- the probability of a record


def calibration(**changes):
    known = {
        "onrecord": "1",
        "model": "fake",
        "prompts": {"claim": "abc"},
        "gold_sha256": "0",
        "articles": 2,
        "error": 0.0,
        "weights": {"constant": 1.0, "level exact": 1.0, "verifier": 0.5},
        "scores": [(0.9, True)] * 200,
    }
    return Calibration(**known | changes)


def record_at(level, probability=None):
    value = Value("text", "The ferry sank.", Support(level), (Span(0, 4),), probability=probability)
    return GroundedRecord(Claim(sentences=[1], text="The ferry sank."), (Span(0, 4),), (value,))


def test_the_probability_follows_from_the_level_and_what_the_verifier_said():
    made = calibration()
    exact, reworded = made.probability(record_at("exact")), made.probability(record_at("reworded"))
    assert exact > reworded
    sure, unsure = (made.probability(record_at("verified", each)) for each in (0.99, 0.6))
    assert sure > unsure > reworded
    assert made.probability(record_at("verified", 1.0)) < 1


def test_weights_are_those_under_which_what_is_known_is_likely():
    known = [Judgement({"constant": 1.0, "level exact": 1.0}, n % 10 > 0, False) for n in range(400)]
    known += [Judgement({"constant": 1.0, "level exact": 0.0}, n % 4 == 0, False) for n in range(400)]
    made = calibration(weights=_fitted(known))
    assert made.probability(record_at("exact")) == pytest.approx(0.9, abs=0.03)
    assert made.probability(record_at("reworded")) == pytest.approx(0.25, abs=0.03)


def test_a_promise_that_can_not_be_made_says_what_can():
    with pytest.raises(UsageError, match=r"--precision 0.99 can't be promised .* no more than 0.98 can"):
        calibration().threshold(0.99)
    with pytest.raises(UsageError, match="nothing can, or label more articles"):
        calibration(scores=[(0.9, False)] * 50).threshold(0.5)


# --- the commands


def records_of(seen):
    """A claim in the words of the first sentence, one that is made up, and one in other words where it is the ferry."""
    content = seen.payload["messages"][-1]["content"]
    if "Claim: " in content:
        asked = re.findall(r"^\[(\d+)\]$", content, re.MULTILINE)
        verdicts = [{"record": int(number), "supported": True, "reason": "none"} for number in asked]
        return answer(json.dumps({"verdicts": verdicts}))
    number, sentence = next(iter(shown(seen).items()))
    texts = [sentence[:200].strip(), "Nine of 714 people were hurt in Paris."]
    texts += ["On Monday the ferry sank."] if "ferry sank" in sentence else []
    return answer(answer_text({"claims": [{"sentences": [number], "text": text} for text in texts]}))


@pytest.fixture
def endpoint():
    with EndpointServer(records_of) as server:
        yield server


@pytest.fixture
def home(tmp_path):
    some_gold(tmp_path / "evals", *ARTICLES)
    (tmp_path / "ferry.txt").write_text("The ferry sank on Monday. Nobody was hurt.", encoding="utf-8")
    return tmp_path


def made(home, url, *more):
    return onrecord(
        "calibrate",
        "evals",
        "-m",
        "openai/x",
        *more,
        cwd=home,
        OPENAI_BASE_URL=url,
        ONRECORD_CALIBRATIONS=home / "kept",
    )


def summarized(home, url, *more):
    variables = {"OPENAI_BASE_URL": url, "ONRECORD_CALIBRATIONS": home / "kept"}
    return onrecord("summarize", "ferry.txt", "-m", "openai/x", "-f", "json", *more, cwd=home, **variables)


def test_without_a_calibration_precision_is_refused_and_says_how_to_make_one(home, endpoint):
    done = summarized(home, endpoint.url, "--precision", "0.9")
    assert (done.returncode, done.stdout, endpoint.requests) == (2, "", [])
    assert "--precision needs a calibration of openai/x" in done.stderr
    assert "`onrecord calibrate GOLD --model openai/x` makes one" in done.stderr
    refused = summarized(home, endpoint.url, "--calibration", "mine.json")
    assert (refused.returncode, "add --precision" in refused.stderr) == (2, True)


def test_a_calibration_is_made_from_gold_and_kept_for_the_model_and_its_prompts(home, endpoint):
    done = made(home, endpoint.url)
    assert done.returncode == 0, done.stderr
    [path] = (home / "kept").iterdir()
    assert f"{path}: the calibration is here" in done.stderr
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (found["model"], [*found["prompts"]], found["articles"]) == ("openai/x", ["records"], len(ARTICLES))
    assert "expected calibration error, of each article by the others: " in done.stdout


def keep(home, scores, **changes):
    """A calibration of the endpoint's model with the packaged prompts, with these scores."""
    [path] = (home / "kept").iterdir()
    content = json.loads(path.read_text(encoding="utf-8")) | {"scores": scores} | changes
    (home / "mine.json").write_text(json.dumps(content), encoding="utf-8")
    return home / "mine.json"


WEIGHTS = {"constant": 0.0, "level exact": 4.0}


def test_precision_keeps_the_records_that_are_likely_enough_and_counts_the_others(home, endpoint):
    assert made(home, endpoint.url).returncode == 0
    mine = keep(home, [(0.95, True)] * 100 + [(0.5, False)] * 100, weights=WEIGHTS)
    whole, kept = (
        json.loads(summarized(home, endpoint.url, *more).stdout)[0]
        for more in ((), ("--precision", "0.9", "--calibration", mine))
    )
    exact = [record for record in whole["records"] if record["level"] == "exact"]
    assert 0 < len(exact) < len(whole["records"])
    assert kept["records"] == exact
    assert kept["left_out"] == len(whole["records"]) - len(exact)


def test_what_is_unsupported_is_never_kept(home, endpoint):
    assert made(home, endpoint.url).returncode == 0
    mine = keep(home, [(0.5, True)] * 100, weights={"constant": 4.0})
    [kept] = json.loads(summarized(home, endpoint.url, "--precision", "0.9", "--calibration", mine).stdout)
    assert kept["left_out"] == 1
    assert [record["level"] for record in kept["records"]] == ["exact", "reworded"]


def test_a_calibration_of_other_prompts_is_refused(home, endpoint):
    assert made(home, endpoint.url, "--kind", "claim").returncode == 0
    [path] = (home / "kept").iterdir()
    done = summarized(home, endpoint.url, "--precision", "0.5", "--calibration", path)
    assert done.returncode == 2
    assert "is a calibration of openai/x with claim" in done.stderr


def test_a_calibration_holds_for_the_verifier_that_it_was_made_with(home, endpoint):
    verifying = ("--verifier", "openai/y")
    assert made(home, endpoint.url, *verifying).returncode == 0
    [path] = (home / "kept").iterdir()
    assert [*json.loads(path.read_text(encoding="utf-8"))["prompts"]] == ["records", "verify by openai/y"]
    mine = keep(home, [(0.95, True)] * 100, weights={"constant": 4.0})
    assert summarized(home, endpoint.url, "--precision", "0.9", "--calibration", mine).returncode == 2
    [kept] = json.loads(summarized(home, endpoint.url, "--precision", "0.9", "--calibration", mine, *verifying).stdout)
    assert [record["level"] for record in kept["records"]] == ["exact", "verified"]


def test_export_keeps_what_a_calibration_of_its_run_promises(home, endpoint):
    assert made(home, endpoint.url).returncode == 0
    mine = keep(home, [(0.95, True)] * 100 + [(0.5, False)] * 100, weights=WEIGHTS)
    variables = {"OPENAI_BASE_URL": endpoint.url, "ONRECORD_CALIBRATIONS": home / "none"}
    batch = ("batch", "ferry.txt", "--store", "news.db", "--model", "openai/x")
    assert onrecord(*batch, cwd=home, **variables).returncode == 0
    export = ("export", "--store", "news.db")
    [whole] = onrecord(*export, cwd=home).stdout.splitlines()
    [kept] = onrecord(*export, "--precision", "0.9", "--calibration", mine, cwd=home).stdout.splitlines()
    exact = [record for record in json.loads(whole)["records"] if record["level"] == "exact"]
    assert exact
    assert json.loads(kept)["records"] == exact
    refused = onrecord(*export, "--precision", "0.9", cwd=home, **variables)
    assert (refused.returncode, "onrecord calibrate GOLD" in refused.stderr) == (2, True)


def test_eval_tells_how_far_probabilities_hold(home, endpoint):
    command = ("eval", "-g", "evals", "-m", "openai/x")
    variables = {"OPENAI_BASE_URL": endpoint.url, "ONRECORD_CALIBRATIONS": home / "kept"}
    lines = onrecord(*command, cwd=home, **variables).stdout.splitlines()
    assert any(line.split()[:2] == ["calibration", "error"] and "each article by the others" in line for line in lines)
    assert made(home, endpoint.url).returncode == 0
    [path] = (home / "kept").iterdir()
    keep(home, [(0.5, True)] * 100, weights={"constant": 4.0}, gold_sha256="of other articles").replace(path)
    found = json.loads(onrecord(*command, "-f", "json", cwd=home, **variables).stdout)["cells"][0]["reliability"]
    assert found["held_out"]
    kept, true = found["realised"]["0.9"]
    assert 0 < true < kept < found["records"]
