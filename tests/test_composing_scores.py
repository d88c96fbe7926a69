"""How composing is scored: pairs of records that are one fact, main facts among the first, entities by B-cubed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from labelled import EVENTS, STATEMENTS, labelled

from onrecord.compose import Composition, Entity, compose
from onrecord.evals import composing_ratios
from onrecord.grounding import Grounder

LABELS = (
    EVENTS
    + STATEMENTS
    + """
claims:
  - {text: Ana Ruiz opened the harbour bridge on Monday., evidence: [opened the harbour bridge on Monday]}
  - {text: "Police counted 1,200 visitors.", source: Police, evidence: ["Police counted 1,200 visitors"]}
  - {text: The bridge may never pay for itself., source: Owen Tresk, evidence: [may never pay for itself]}
facts:
  - {events: [1], claims: [1], main: 1}
  - {events: [2]}
  - {events: [3], claims: [2], main: 2}
  - {claims: [3], statements: [2], main: 3}
entities:
  - {name: Ana Ruiz, forms: [Ruiz]}
  - {name: Owen Tresk, forms: [Neighbours]}
"""
)


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    return labelled(tmp_path_factory.mktemp("composing"), LABELS)


@pytest.fixture(scope="module")
def records(gold):
    grounder = Grounder(gold.article)
    return [grounder.ground(record.record()) for record in gold.records]


def regrouped(gold, records, *groups, entities=()):
    """The ratios of a composition with these facts: each the positions of its records, in the order of their rank."""
    made = compose(gold.article, records).facts[0]
    facts = tuple(replace(made, records=group, told=group[0]) for group in groups)
    found = composing_ratios(gold, records, Composition(tuple(entities), facts))
    return {name: Fraction(int(a * 60), int(b * 60)) if b else None for name, (a, b) in found.items()}


RIGHT = [(0, 6), (2, 7), (8, 4), (1,)]
"""Events are 0 to 2, statements 3 to 5, claims 6 to 8."""


def test_what_gold_has_scores_one(gold, records):
    found = regrouped(gold, records, *RIGHT)
    assert {found[name] for name in ("fact.f1", "fact.statement.f1", "main.recall", "main.first", "main.lead")} == {1}


def test_facts_are_scored_by_the_pairs_of_their_events_and_claims(gold, records):
    found = regrouped(gold, records, (0, 6, 2), (7,), (8, 4), (1,))
    assert (found["fact.precision"], found["fact.recall"]) == (Fraction(1, 3), Fraction(1, 2))
    assert found["fact.f1"] == Fraction(2, 5)


def test_statements_are_scored_apart(gold, records):
    found = regrouped(gold, records, (0, 6, 3), (2, 7), (8,), (1,))
    assert found["fact.f1"] == 1
    assert (found["fact.statement.precision"], found["fact.statement.recall"]) == (0, 0)


def test_main_facts_count_among_the_first_three_alone(gold, records):
    found = regrouped(gold, records, (1,), (8, 4), (0, 6), (2, 7))
    assert (found["main.recall"], found["main.first"], found["main.lead"]) == (Fraction(2, 3), 1, 0)


def test_a_main_fact_that_is_told_twice_counts_once(gold, records):
    found = regrouped(gold, records, (0,), (6,), (2, 7))
    assert found["main.recall"] == Fraction(2, 3)


def test_entities_are_scored_by_b_cubed_over_the_wordings_that_both_have(gold, records):
    right = [Entity("Ana Ruiz", ("Ruiz",)), Entity("Owen Tresk", ("Neighbours",)), Entity("Police")]
    apart = [Entity("Ana Ruiz"), Entity("Ruiz"), Entity("Owen Tresk", ("Neighbours",))]
    one = [Entity("Ana Ruiz", ("Ruiz", "Owen Tresk", "Neighbours"))]
    names = "entity.precision", "entity.recall"
    found = [regrouped(gold, records, *RIGHT, entities=each) for each in (right, apart, one)]
    assert [tuple(each[name] for name in names) for each in found] == [
        (1, 1),
        (1, Fraction(3, 4)),
        (Fraction(1, 2), 1),
    ]
