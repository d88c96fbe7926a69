"""Scores: what an article adds to each metric, and the classes of what is wrong."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from labelled import TEXT, event, labelled, perfect, predict, statement
from pydantic import Field

from onrecord.compose import compose
from onrecord.errors import UsageError
from onrecord.evals._composing import composing_ratios
from onrecord.evals._gold import GoldArticle, load_gold
from onrecord.evals._quotations import Quotations
from onrecord.evals._scores import METRICS, metrics, score, total
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS, MatchRule, Record

GOLD = load_gold(Path(__file__).parents[1] / "evals")
AGAINST = {metric.name for metric in METRICS if not metric.higher_is_better}
SUPPORTED = {metric.name for metric in METRICS if metric.name.endswith(".supported")}
"""Shares that are of what is in the article as it is: gold in other words is right, and doesn't count."""
FOUND = [metric.name for metric in METRICS if metric.name.endswith((".f1", ".precision", ".recall"))]
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def worsened(gold):
    """A prediction with something of everything: parts, repeats, exchanged fields, wrong sentences, gaps."""
    told = perfect(gold)
    records = [each.record for each in told]
    changed = [
        record.model_copy(update={"sentences": [1 + i % len(gold.article.sentences)]})
        for i, record in enumerate(records)
        if i % 5 == 0
    ]
    grounder = Grounder(gold.article)
    return [*told[::2], *told[::7], *(grounder.ground(record) for record in changed)]


def values(gold, predicted, **options):
    return total([score(gold, predicted, **options)])


# --- the ends of the scale


@pytest.mark.parametrize("alternative", [0, 1])
@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_a_perfect_prediction_scores_1_in_everything(gold, alternative):
    told = perfect(gold, alternative)
    scored = score(gold, told)
    found = total([scored])
    undefined = {name for name in found if scored.ratios[name] == (0, 0)}
    # A content that isn't found in the article, such as one from around its own cue, overlaps with nothing.
    contents = [value for each in told for value in each.values if value.field == "content"]
    spans = set() if all(value.spans for value in contents) else {name for name in found if ".span" in name}
    assert {name for name, value in found.items() if value != 1} <= AGAINST | SUPPORTED | undefined | spans
    assert scored.mistakes == ()
    assert scored.ratios["all.f1"][1] > 0


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_an_article_that_failed_is_all_missed(gold):
    scored = score(gold, ())
    required = [i for i, record in enumerate(gold.records) if not record.optional]
    assert scored.ratios["all.recall"] == (0, len(required))
    assert scored.ratios["all.f1"] == (0, len(required))
    assert all(scored.ratios[name][0] == 0 for name in scored.ratios)
    assert sorted(each.gold[0] for each in scored.mistakes) == required
    assert {each.error for each in scored.mistakes} == {"missed"}


def test_an_article_with_nothing_in_it_adds_nothing(tmp_path):
    gold = GoldArticle(labelled(tmp_path).article, ())
    assert set(score(gold, ()).ratios.values()) == {(0, 0)}
    assert set(values(gold, ()).values()) == {None}


def test_sums_over_articles_are_divided_once():
    first, second = GOLD[0], GOLD[1]
    scores = [score(first, perfect(first)), score(second, ())]
    tp, required = scores[0].ratios["event.recall"][0], sum(each.ratios["event.recall"][1] for each in scores)
    assert total(scores)["event.recall"] == tp / required
    assert total([]) == {}


# --- what makes no difference, and what can't be gamed


@SOME
@given(chance=st.randoms(use_true_random=False), which=st.sampled_from(GOLD))
def test_the_order_of_records_makes_no_difference(chance, which):
    predicted = worsened(which)
    before = score(which, predicted)
    records, told = list(enumerate(which.records)), list(enumerate(predicted))
    chance.shuffle(records)
    chance.shuffle(told)
    after = score(GoldArticle(which.article, tuple(each for _, each in records)), [each for _, each in told])
    assert after.ratios == before.ratios
    assert described(after, [each for _, each in records], [each for _, each in told]) == described(
        before, which.records, predicted
    )


def described(scored, gold, predicted):
    """Pairs and mistakes by what they are about instead of by places."""
    pairs = [
        (repr(gold[pair.gold]), repr(predicted[pair.predicted].record), pair.similarity) for pair in scored.matches
    ]
    mistakes = [
        (
            each.error,
            sorted(repr(gold[place]) for place in each.gold),
            sorted(repr(predicted[place]) for place in each.predicted),
            each.fields,
        )
        for each in scored.mistakes
    ]
    return sorted(pairs), sorted(mistakes, key=repr)


def test_which_of_two_records_equally_alike_is_told_doesn_t_depend_on_their_order(tmp_path):
    labels = """
events:
  - {what: Ana Ruiz opens the bridge., who: [Ana Ruiz], when: Tuesday, evidence: [opened the harbour]}
  - {what: Ana Ruiz opens the bridge., who: [Owen Tresk], when: Monday, evidence: [opened the harbour]}
"""
    gold = labelled(tmp_path, labels)
    told = predict(gold, event("Ana Ruiz opens the bridge.", who=["Ana Ruiz"], when="Monday"))
    ratios = score(gold, told).ratios
    assert ratios == score(GoldArticle(gold.article, gold.records[::-1]), told).ratios
    assert ratios["event.who"][0] + ratios["event.when"][0] == 1


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_repeating_records_lowers_precision_and_raises_nothing(gold):
    predicted = worsened(gold)
    once, often = values(gold, predicted), values(gold, [*predicted, *predicted[::3], *predicted[::3]])
    assert often["all.precision"] < once["all.precision"]
    assert often["all.recall"] == once["all.recall"]
    for name, value in once.items():
        if value is not None:
            assert often[name] >= value if name in AGAINST else often[name] <= value, name


def test_repeating_good_records_doesn_t_hide_the_unsupported_ones(tmp_path):
    gold = labelled(tmp_path)
    bad = predict(gold, event("The king flies to the moon.", 1))
    assert (
        values(gold, [*perfect(gold), *bad])["event.unsupported"]
        == values(gold, [*perfect(gold) * 9, *bad])["event.unsupported"]
    )


def test_a_content_that_is_the_whole_article_wins_nothing(tmp_path):
    gold = labelled(tmp_path)
    [huge] = predict(gold, statement(TEXT, 1, speakers=["Ana Ruiz"], role="mayor"))
    found = values(gold, [huge])
    assert all(found[name] == 0 for name in found if name.startswith("statement.") and name.endswith(".recall"))


def test_evidence_that_is_the_whole_article_is_not_right(tmp_path):
    gold = labelled(tmp_path)
    told = [each.record.model_copy(update={"sentences": [1, 2, 3, 4, 5, 6]}) for each in perfect(gold)]
    grounder = Grounder(gold.article)
    found = values(gold, [grounder.ground(record) for record in told])
    assert found["all.f1"] == 1
    assert (found["all.strict.f1"], found["event.evidence"], found["statement.evidence"]) == (0, 0, 0)


# --- optional records, alternatives, null


@pytest.mark.parametrize("told", [[0, 1], [0, 1, 2]], ids=["left out", "told"])
def test_an_optional_record_changes_no_count(tmp_path, told):
    gold = labelled(tmp_path)
    predicted = perfect(gold)
    scored = score(gold, [predicted[i] for i in told], kinds=["event"])
    assert [scored.ratios[f"event.{name}"] for name in ("f1", "precision", "recall")] == [(4, 4), (2, 2), (2, 2)]
    assert scored.ratios["event.strict.f1"] == (4, 4)
    assert scored.mistakes == ()


def test_an_optional_record_told_wrong_is_no_mistake(tmp_path):
    gold = labelled(tmp_path)
    told = predict(gold, event("Visitors come to see the crossing.", 5, who=["Neighbours"], status="planned"))
    scored = score(gold, told, kinds=["event"])
    assert scored.ratios["event.who"] == (0, 0)
    assert {each.error for each in scored.mistakes} == {"missed"}


def test_an_optional_record_told_twice_is_one_too_many(tmp_path):
    gold = labelled(tmp_path)
    optional = perfect(gold)[2]
    scored = score(gold, [optional, optional], kinds=["event"])
    assert scored.ratios["event.precision"] == (0, 1)


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        pytest.param({"where": "Lanmere"}, True, id="value"),
        pytest.param({}, True, id="null"),
        pytest.param({"where": "Tarne"}, False, id="another value"),
    ],
)
def test_no_value_is_right_where_null_is_an_alternative(tmp_path, fields, right):
    gold = labelled(tmp_path)
    told = predict(gold, event(who=["Ruiz"], when="on Monday", **fields))
    assert score(gold, told).ratios["event.where"] == (int(right), 1)
    assert score(gold, told).ratios["event.strict.recall"] == (int(right), 2)


def test_a_field_that_nobody_fills_is_right(tmp_path):
    gold = labelled(tmp_path)
    ratios = score(gold, predict(gold, event("Ana Ruiz cuts a red ribbon.", 2, who=["Ruiz"]))).ratios
    assert (ratios["event.when"], ratios["event.whom"], ratios["event.who"]) == ((1, 1), (1, 1), (1, 1))
    ratios = score(gold, predict(gold, event(who=["Ruiz"]))).ratios
    assert ratios["event.when"] == (0, 1)


# --- duplicates


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_gold_repeats_nothing(gold):
    assert score(gold, perfect(gold)).ratios["all.duplicates"] == (0, len(gold.records))


@pytest.mark.parametrize(
    ("fields", "repeats"),
    [
        pytest.param({}, 1, id="all the same"),
        pytest.param({"what": "The harbour bridge, Ana Ruiz OPENED!"}, 1, id="in another order, with other endings"),
        pytest.param({"sentence": 3}, 1, id="another sentence"),
        pytest.param({"status": "planned"}, 1, id="another label"),
        pytest.param({"when": "on Monday", "who": ["Ana Ruiz"]}, 1, id="values in other words"),
        pytest.param({"when": None, "who": []}, 1, id="values left out"),
        pytest.param({"when": "Tuesday"}, 0, id="another value"),
        pytest.param({"who": ["Owen Tresk"]}, 0, id="another list"),
        pytest.param({"what": "Ana Ruiz opens the wooden harbour bridge."}, 0, id="another word"),
        pytest.param({"what": "Ana Ruiz doesn’t open the harbour bridge."}, 0, id="negated"),
    ],
)
def test_a_record_repeats_one_in_the_same_words_that_it_doesn_t_differ_from(tmp_path, fields, repeats):
    gold = labelled(tmp_path)
    told = predict(gold, event(who=["Ruiz"], when="Monday"), event(**{"who": ["Ruiz"], "when": "Monday"} | fields))
    assert score(gold, told).ratios["event.duplicates"] == (repeats, 2)
    assert score(gold, told[::-1]).ratios["event.duplicates"] == (repeats, 2)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)])
def test_a_record_without_a_value_repeats_one_with_it_and_joins_no_others(tmp_path, order):
    gold = labelled(tmp_path)
    told = predict(gold, event(), event(when="Monday"), event(when="Tuesday"))
    assert score(gold, [told[place] for place in order]).ratios["event.duplicates"] == (1, 3)


def test_records_of_two_kinds_repeat_nothing_and_all_but_one_of_a_kind_count(tmp_path):
    gold = labelled(tmp_path)
    claim = "claim", {"text": "Ana Ruiz opens the harbour bridge.", "sentences": [1]}
    ratios = score(gold, predict(gold, event(), claim, claim, claim)).ratios
    assert (ratios["event.duplicates"], ratios["claim.duplicates"]) == ((0, 1), (2, 3))
    assert ratios["all.duplicates"] == (2, 4)


# --- what is right


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        pytest.param(event(who=["Ana Ruiz"], when="Monday"), [], id="all right"),
        pytest.param(event("Ruiz opens the bridge.", who=["Ana Ruiz"], when="Monday"), ["what"], id="wording"),
        pytest.param(
            event("Ana Ruiz does not open the harbour bridge.", who=["Ruiz"], when="Monday"), ["what"], id="negation"
        ),
        pytest.param(
            event("Ana Ruiz opens the harbour bridge 3.", who=["Ruiz"], when="Monday"), ["what"], id="number"
        ),
        pytest.param(
            event(who=["Ana Ruiz"], when="Monday", status="denied"), ["what", "status"], id="denied"
        ),
        pytest.param(event(who=["Owen Tresk"], when="Monday"), ["who"], id="participant"),
        pytest.param(event(who=["Ruiz", "Owen Tresk"], when="Monday"), ["who"], id="one participant too many"),
        pytest.param(event(who=["Ruiz"], whom=["Tresk"], when="Tuesday"), ["whom", "when"], id="two fields"),
        pytest.param(event(who=["Ruiz"], when="Monday", sentence=4), ["evidence"], id="sentence"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_pair_is_named(tmp_path, record, wrong):
    gold = labelled(tmp_path)
    scored = score(gold, predict(gold, record), kinds=["event"])
    named = [field.field for each in scored.mistakes if each.error == "wrong field" for field in each.fields]
    assert named == wrong
    assert scored.ratios["event.f1"] == (2, 3)
    assert scored.ratios["event.strict.f1"] == (0 if wrong else 2, 3)
    assert {name for name in ("what", "who", "whom", "when", "status", "evidence") if missed_one(scored, name)} == set(
        wrong
    )


def missed_one(scored, name):
    right, of = scored.ratios[f"event.{name}"]
    return right < of


@pytest.mark.parametrize(
    ("text", "certainty", "right"),
    [
        pytest.param("The bridge never pays for itself.", "certain", True, id="negative and certain"),
        pytest.param("The bridge pays for itself.", "denied", True, id="positive and denied"),
        pytest.param("The bridge pays for itself.", "certain", False, id="positive and certain"),
    ],
)
def test_a_denial_is_as_right_in_words_as_by_its_certainty(tmp_path, text, certainty, right):
    wording = "pays" if certainty == "denied" else "never pays"
    labels = (
        f"claims:\n  - {{text: The bridge {wording} for itself., certainty: denied | certain, evidence: [never pay]}}"
    )
    gold = labelled(tmp_path, labels)
    told = predict(gold, ("claim", {"text": text, "certainty": certainty, "sentences": [4]}))
    assert score(gold, told).ratios["claim.strict.recall"] == (int(right), 1)


def test_two_records_with_their_speakers_exchanged_are_seen_as_exchanged(tmp_path):
    gold = labelled(tmp_path)
    told = [each.record for each in perfect(gold)[3:5]]
    exchanged = [
        told[0].model_copy(update={"speakers": told[1].speakers}),
        told[1].model_copy(update={"speakers": told[0].speakers}),
    ]
    grounder = Grounder(gold.article)
    scored = score(gold, [grounder.ground(record) for record in exchanged], kinds=["statement"])
    assert [(pair.gold, pair.predicted) for pair in scored.matches] == [(3, 0), (4, 1)]
    assert scored.ratios["statement.speakers"] == (0, 2)
    wrong = [each for each in scored.mistakes if each.error == "wrong field"]
    assert [[(field.field, field.predicted) for field in each.fields] for each in wrong] == [
        [("speakers", ("Owen Tresk",))],
        [("speakers", ("Ana Ruiz",))],
    ]


# --- quotations


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
def test_gold_content_is_found_where_grounding_finds_it(gold):
    grounder, quotations = Grounder(gold.article), Quotations(gold.article)
    for record in gold.of_kind("statement"):
        spans, form = quotations.of(record, "content")
        grounded = [grounder.ground(record.record(i)) for i in range(len(record.fields["content"]))]
        found = [value.spans for each in grounded for value in each.values if value.field == "content" and value.spans]
        assert found == [each for each in spans if each in found]
        for [span] in set(spans) - set(found):  # word for word, but grounding objects, as to a "not" left out before it
            assert gold.article.text[span.start : span.end] in record.fields["content"]
        assert form == grounded[0].form


def test_overlap_counts_without_any_other_field(tmp_path):
    gold = labelled(tmp_path)
    told = predict(gold, statement(speakers=["Police"], role="Police", cue="denied"))
    ratios = score(gold, told).ratios
    assert ratios["statement.span80.recall"] == (1, 3)
    assert ratios["statement.strict.recall"] == (0, 3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [("the music had been loud", (1, 1)), ("the music had been", (1, 0)), ("music", (0, 0))],
    ids=["all of it", "most of it", "little of it"],
)
def test_overlap_is_measured_in_characters(tmp_path, content, expected):
    gold = labelled(tmp_path)
    ratios = score(gold, predict(gold, statement(content, 6, cue="denied"))).ratios
    assert (ratios["statement.span50.recall"][0], ratios["statement.span80.recall"][0]) == expected


def test_direct_mixed_and_indirect_statements_are_counted_apart(tmp_path):
    gold = labelled(tmp_path)
    ratios = score(gold, [*perfect(gold)[3:5], *predict(gold, statement("opened the harbour bridge", 1))]).ratios
    assert ratios["statement.direct.recall"] == (1, 1)
    assert ratios["statement.mixed.recall"] == (1, 1)
    assert ratios["statement.indirect.recall"] == (0, 1)
    assert ratios["statement.indirect.precision"] == (0, 1)


# --- classes of mistakes


def test_a_record_told_in_parts_is_split(tmp_path):
    gold = labelled(tmp_path)
    parts = ["the bridge “cost too much”", "may never pay for itself"]
    told = predict(gold, *(statement(part, 4, speakers=["Owen Tresk"]) for part in parts))
    scored = score(gold, told, kinds=["statement"])
    assert [(each.gold, each.predicted) for each in scored.mistakes if each.error == "split"] == [((4,), (0, 1))]
    assert scored.ratios["statement.precision"] == (1, 2)


def test_parts_of_which_none_is_enough_are_split_all_the_same(tmp_path):
    labels = """
statements:
  - content: opened the harbour bridge on Monday, cut ribbons, danced with neighbours and counted visitors
    cue: said
    evidence: [opened the harbour bridge]
"""
    gold = labelled(tmp_path, labels)
    told = predict(gold, *(statement(each, 1) for each in ("opened the bridge", "counted visitors")))
    scored = score(gold, told)
    assert [(each.error, each.gold, each.predicted) for each in scored.mistakes] == [("split", (0,), (0, 1))]
    assert scored.ratios["statement.f1"] == (0, 3)


def test_records_told_in_one_are_merged(tmp_path):
    gold = labelled(tmp_path)
    what = "Ana Ruiz opens the harbour bridge and cuts a red ribbon."
    [told] = predict(gold, ("event", {"what": what, "who": ["Ruiz"], "when": "Monday", "sentences": [1, 2]}))
    scored = score(gold, [told], kinds=["event"])
    assert [(each.error, each.gold) for each in scored.mistakes] == [("wrong field", (0,)), ("merged", (0, 1))]


def test_a_record_from_nowhere_is_made_up(tmp_path):
    gold = labelled(tmp_path)
    scored = score(gold, predict(gold, event("Neighbours dance.", 6, who=["Neighbours"])), kinds=["event"])
    assert [(each.error, each.predicted) for each in scored.mistakes if each.predicted] == [("made up", (0,))]


@SOME
@given(data=st.data(), gold=st.sampled_from(GOLD))
def test_every_record_that_is_too_many_or_missing_is_in_one_class(data, gold):
    told = worsened(gold)
    predicted = data.draw(st.lists(st.sampled_from(told), max_size=len(told)))
    scored = score(gold, predicted, examples=["Two trains collided."])
    loose = [each for each in scored.mistakes if each.error in ("missed", "made up", "split", "merged")]
    extra = [place for each in loose for place in each.predicted if place in scored.matching.extra]
    missed = [place for each in loose for place in each.gold if place in scored.matching.missed]
    assert sorted(extra) == list(scored.matching.extra)
    assert sorted(missed) == list(scored.matching.missed)
    fp = scored.ratios["all.precision"][1] - scored.ratios["all.precision"][0]
    fn = scored.ratios["all.recall"][1] - scored.ratios["all.recall"][0]
    assert (len(extra), len(missed)) == (fp, fn)


EXAMPLE = "Two freight trains collided near the town of Brackwell on Sunday. “It was faulty,” said Lena Horvath."


@pytest.mark.parametrize(
    ("record", "leaked"),
    [
        pytest.param(event("Ana Ruiz cuts a red ribbon.", 2, where="Brackwell"), ["where"], id="a place"),
        pytest.param(event("Two freight trains collide near Brackwell.", 5), ["what"], id="a sentence in other words"),
        pytest.param(statement("It was faulty", 3, speakers=["Lena Horvath"]), ["speakers[0]", "content"], id="quote"),
        pytest.param(event("Ana Ruiz cuts a red ribbon.", 2, where="Tarne"), [], id="made up"),
        pytest.param(event("Ana Ruiz cuts a red ribbon.", 2, when="on Monday"), [], id="supported by the article"),
    ],
)
def test_what_stands_in_an_example_and_not_in_the_article_is_leaked(tmp_path, record, leaked):
    gold = labelled(tmp_path)
    scored = score(gold, predict(gold, record), examples=[EXAMPLE])
    assert [field.field for each in scored.mistakes if each.error == "leaked" for field in each.fields] == leaked
    assert scored.ratios["all.leaked"] == (bool(leaked), 1)
    assert score(gold, predict(gold, record)).ratios["all.leaked"] == (0, 0)


def test_a_leaked_record_is_not_made_up_as_well(tmp_path):
    gold = labelled(tmp_path)
    told = predict(gold, event("Two freight trains collide near Brackwell.", 5))
    errors = [each.error for each in score(gold, told, kinds=["event"], examples=[EXAMPLE]).mistakes]
    assert errors == ["missed", "missed", "leaked"]


# --- the names of it all


def test_every_metric_has_a_ratio_and_a_name_of_its_own():
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    composed = composing_ratios(GOLD[0], (), compose(GOLD[0].article, ()))
    assert [*score(GOLD[0], ()).ratios, *composed] == names
    assert {"event.f1", "event.strict.f1", "statement.span50.f1", "statement.span80.f1", "statement.mixed.recall"} < {
        *names
    }
    assert {"statement.speakers", "event.who", "event.where", "event.status", "claim.source", "claim.certainty"} < {
        *names
    }
    assert {metric.name for metric in METRICS if metric.headline} == {
        *("all.f1", "fact.f1", "main.recall"),
        *(f"{kind}.{name}" for kind in KINDS for name in ("f1", "unsupported")),
    }
    assert {name.rpartition(".")[2] for name in AGAINST} == {"unsupported", "leaked", "duplicates"}


def test_only_the_kinds_asked_for_are_scored():
    gold = GOLD[0]
    scored = score(gold, perfect(gold), kinds={"claims"})
    assert list(scored.ratios) == [metric.name for metric in metrics(["claim"])]
    assert scored.ratios["all.f1"] == scored.ratios["claim.f1"]
    assert {pair.kind for pair in scored.matches} == {"claim"}


def test_an_unknown_kind_is_named():
    with pytest.raises(UsageError, match="no kind is called 'verdict'"):
        metrics(["verdict"])


def test_a_score_is_plain_data():
    gold = GOLD[3]
    plain = json.loads(json.dumps(asdict(score(gold, worsened(gold)))))
    assert plain["ratios"]["all.f1"][1] > 0
    assert {mistake["error"] for mistake in plain["mistakes"]} >= {"missed", "split", "wrong field"}


class Promise(Record):
    """A kind that the package doesn't know."""

    kind: ClassVar[str] = "promise"
    plural: ClassVar[str] = "promises"

    words: Annotated[str, MatchRule.QUOTED]
    gist: Annotated[str, MatchRule.STATED]
    by: list[Annotated[str, MatchRule.WORDED]] = Field(default=[])
    amount: int | None = None
    firm: Literal["yes", "no"] = "yes"


class Sighting(Record):
    """A kind without a wording."""

    kind: ClassVar[str] = "sighting"
    plural: ClassVar[str] = "sightings"

    animal: Literal["bear", "wolf"]
    by: list[Annotated[str, MatchRule.WORDED]] = Field(default=[])


def test_records_without_a_wording_repeat_one_another_where_every_field_is_the_same(tmp_path, own_kinds):
    own_kinds.register(Sighting)
    gold = labelled(tmp_path)
    seen = [("bear", ["Police"]), ("bear", ["Police"]), ("wolf", ["Police"]), ("bear", [])]
    told = [("sighting", {"animal": animal, "by": by, "sentences": [5]}) for animal, by in seen]
    assert score(gold, predict(gold, *told)).ratios["sighting.duplicates"] == (1, 4)


def test_a_new_kind_is_scored_as_it_stands(tmp_path, own_kinds):
    own_kinds.register(Promise)
    labels = """
promises:
  - words: It is done
    gist: Ana Ruiz says that the bridge is done.
    by: [Ana Ruiz | Ruiz]
    amount: "1200"
    evidence: [“It is done]
  - words: may never pay for itself
    gist: The bridge may never pay for itself.
    by: [Owen Tresk | Tresk]
    firm: "no"
    evidence: [Owen Tresk said the bridge]
"""
    gold = labelled(tmp_path, labels)
    assert {name for name, value in values(gold, perfect(gold)).items() if value not in (1, None)} <= {
        "promise.supported",
        "promise.unsupported",
        "promise.duplicates",
        "all.supported",
        "all.unsupported",
        "all.duplicates",
    }
    record = {"words": "It is done", "gist": "Ana Ruiz says the bridge is done.", "by": ["Tresk"], "amount": 1300}
    scored = score(gold, predict(gold, ("promise", {**record, "sentences": [3]})))
    assert scored.ratios["promise.f1"] == (2, 3)
    assert scored.ratios["promise.span80.f1"] == (2, 3)
    assert scored.ratios["promise.direct.recall"] == (1, 1)
    wrong = [field.field for each in scored.mistakes if each.error == "wrong field" for field in each.fields]
    assert wrong == ["by", "amount"]
    assert [metric.name for metric in metrics(["promise"])] == list(score(gold, (), kinds=["promise"]).ratios)
