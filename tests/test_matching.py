"""Matching: how alike two values are, and which predicted record tells which gold record."""

import json
import sys
from itertools import permutations
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import event, labelled, perfect, predict, statement
from pydantic import Field

from onrecord.errors import UsageError
from onrecord.evals._gold import load_gold
from onrecord.evals._matching import OPTIONAL, assign, match
from onrecord.evals._matrices import LENIENT, WORDING
from onrecord.evals._similarity import (
    ALIKE,
    Sort,
    compared_fields,
    negates,
    numbers_of,
    phrase,
    set_similarity,
    similarity,
    words_of,
)
from onrecord.kinds import KINDS, MatchRule, Record

ROOT = Path(__file__).parents[1]
GOLD = load_gold(ROOT / "evals")
NAMES = [
    pytest.param("Antony Blinken", "Blinken", id="last name"),
    pytest.param("Choi Sang-mok", "Choi", id="family name first"),
    pytest.param("Antony Blinken", "U.S. Secretary of State Antony Blinken", id="title"),
    pytest.param("Choi", "South Korean Acting President Choi Sang-mok", id="nation and title"),
    pytest.param("Antony Blinken", "Antony Blinken, U.S. Secretary of State", id="apposition"),
    pytest.param("Gerald Pellow", "Mr. Pellow", id="honorific"),
    pytest.param("Tolley", "retired nurse Maureen Tolley", id="description"),
    pytest.param("Seafarers’ Alliance", "The Seafarers' Alliance", id="quotes"),
    pytest.param("the U.S.", "U. S.", id="spaced initials"),
    pytest.param("U.S.", "US", id="initials"),
    pytest.param("World Health Organization", "WHO", id="acronym"),
    pytest.param("Recep Tayyip Erdogan", "Erdog\u0306an", id="accents"),
    pytest.param("Japan’s Ministry of Defense", "Ministry of Defense", id="owner"),
    pytest.param("Ursula von der Leyen", "von der Leyen", id="particles"),
    pytest.param("Seoul", "Seoul, South Korea", id="place in place"),
    pytest.param("Prosecutors", "prosecutors", id="case"),
    pytest.param("1,300 investors", "1300 investors", id="thousands"),
    pytest.param("nine days", "9 days", id="number word"),
    pytest.param("on Friday", "Friday", id="preposition"),
    pytest.param("习近平", "习近平", id="no letters"),
]
OTHERS = [
    pytest.param("Choi Sang-mok", "Choi Sang-hun", id="given name"),
    pytest.param("North Korea", "South Korea", id="compass"),
    pytest.param("England", "Bank of England", id="behind of"),
    pytest.param("Japan", "Japan’s Ministry of Defense", id="owner for thing"),
    pytest.param("China’s Ministry of Defense", "Japan’s Ministry of Defense", id="another owner"),
    pytest.param("South Korea", "South Korea’s military", id="nation for army"),
    pytest.param("Harrow Vale", "Harrow Vale coach Owen Tresk", id="team for coach"),
    pytest.param("Varr Islands", "crews serving the Varr Islands", id="place for people"),
    pytest.param("US", "us", id="pronoun"),
    pytest.param("WHO", "who", id="question"),
    pytest.param("the judge", "Helen Okoro", id="description without name"),
    pytest.param("two months later", "two months earlier", id="before and after"),
    pytest.param("nine days", "ten days", id="number"),
    pytest.param("November 5", "November 6", id="day"),
    pytest.param("said", "told", id="cue"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_two_spellings_of_one_value_are_the_same(one, other):
    assert similarity(phrase(one), phrase(other)) == similarity(phrase(other), phrase(one)) == 1


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_values_are_not_the_same_for_sharing_words(one, other):
    assert similarity(phrase(one), phrase(other)) == similarity(phrase(other), phrase(one)) < ALIKE


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(one, other):
    assert similarity(phrase(one), phrase(one)) == 1
    assert 0 <= similarity(phrase(one), phrase(other)) <= 1
    assert numbers_of(words_of(one)) <= {*words_of(one)}


def test_members_of_a_set_are_paired_one_to_one():
    gold = [["Ana Ruiz", "Ruiz"], ["Bruno Ruiz", "Ruiz"]]
    assert set_similarity(gold, ["Bruno Ruiz", "Ana Ruiz"]) == 1
    assert set_similarity(gold, ["Ruiz"]) == 2 / 3
    assert set_similarity(gold[:1], ["Ana Ruiz", "Ruiz"]) == 1
    assert set_similarity([["Ruiz"], ["Ana Ruiz"]], ["Ana Ruiz", "Bruno Ruiz"]) == 1


@pytest.mark.parametrize(
    ("text", "negated"), [("He did not go.", True), ("He didn’t say no.", False), ("He went.", False), (None, False)]
)
def test_two_negatives_make_none(text, negated):
    assert negates(text) is negated


def test_the_order_of_words_their_endings_and_small_words_make_no_difference_to_a_wording():
    assert {*words_of("The mayor opens a U. S. bridge.")} == {*words_of("U.S. bridges opened by mayors")}
    assert numbers_of(words_of("It cost £6.4 million, nine times as much.")) == {"6.4", "9"}


def test_the_class_of_a_kind_says_how_its_fields_are_compared():
    found = {name: {field.name: field.sort for field in compared_fields(kind)} for name, kind in KINDS.items()}
    assert found["event"] == {
        "what": Sort.WORDING,
        "who": Sort.SET,
        "whom": Sort.SET,
        "where": Sort.PHRASE,
        "when": Sort.PHRASE,
        "status": Sort.CHOICE,
    }
    assert found["claim"] == {"text": Sort.WORDING, "source": Sort.PHRASE, "certainty": Sort.CHOICE}


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.article.id)
@pytest.mark.parametrize("alternative", [0, 1, 5])
def test_every_record_tells_itself_in_any_of_its_alternatives(gold, alternative):
    found = match(gold, perfect(gold, alternative))
    assert [(pair.gold, pair.predicted) for pair in found.pairs] == [(i, i) for i in range(len(gold.records))]
    assert (found.missed, found.extra) == ((), ())


@given(
    st.lists(st.lists(st.sampled_from([0, 0.5, 0.6, 0.75, 1]), min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_no_assignment_has_a_greater_sum(rows, optional):
    matrix, weight = np.array(rows), [OPTIONAL if each else 1 for each in optional]
    found = assign(matrix, optional[: len(rows)])
    assert len(set(found.values())) == len(found)
    assert all(matrix[row, column] > 0 for row, column in found.items())
    reached = sum(matrix[row, column] * weight[row] for row, column in found.items())
    ways = permutations([0, 1, 2, None], len(rows))
    best = max(sum(matrix[i, each] * weight[i] for i, each in enumerate(way) if each is not None) for way in ways)
    assert reached == pytest.approx(best)


def test_no_pair_is_below_the_bounds(tmp_path):
    gold = labelled(tmp_path)
    told = [event("Neighbours dance to loud music.", 6), event("Ana Ruiz walks home.", 2, who=["Ana Ruiz"])]
    pairs = match(gold, [*predict(gold, *told), *perfect(gold)]).pairs
    assert len(pairs) == len(gold.records)
    assert all(pair.similarity >= LENIENT and pair.wording >= WORDING for pair in pairs)
    assert match(gold, predict(gold, *told)).pairs == ()


def test_of_two_records_alike_each_tells_the_one_from_its_own_sentence(tmp_path):
    text = "Ana Ruiz scored a goal. The crowd cheered. Ana Ruiz scored a goal again."
    labels = """
events:
  - {what: Ana Ruiz scores a goal., who: [Ana Ruiz], evidence: [goal again]}
  - {what: Ana Ruiz scores a goal., who: [Ana Ruiz], evidence: [goal. The]}
"""
    gold = labelled(tmp_path, labels, text)
    told = predict(gold, *(event("Ana Ruiz scores a goal.", sentence, who=["Ruiz"]) for sentence in (1, 3)))
    assert [(pair.gold, pair.predicted) for pair in match(gold, told).pairs] == [(0, 1), (1, 0)]


def test_of_two_records_alike_the_required_one_is_told(tmp_path):
    labels = """
events:
  - {what: Ana Ruiz opens the harbour bridge., evidence: [opened the harbour], optional: true}
  - {what: Ana Ruiz opens the bridge., evidence: [opened the harbour]}
"""
    gold = labelled(tmp_path, labels)
    [pair] = match(gold, predict(gold, event("Ana Ruiz opens the harbour bridge."))).pairs
    assert pair.gold == 1


def test_a_record_with_another_number_is_another_record(tmp_path):
    text = "In the trial 31 vaccinated children fell ill. In the trial 53 other children fell ill."
    labels = "claims:\n  - {text: In the trial 31 children fell ill., evidence: [31 vaccinated]}\n"
    gold = labelled(tmp_path, labels, text)
    [told] = predict(gold, ("claim", {"text": "In the trial 53 children fell ill.", "sentences": [2]}))
    assert match(gold, [told]).pairs == ()


def test_records_of_kinds_that_are_not_asked_for_are_left_out(tmp_path):
    gold = labelled(tmp_path)
    found = match(gold, perfect(gold), kinds=["statements"])
    assert {pair.kind for pair in found.pairs} == {"statement"}
    assert found.extra == ()


def test_an_unknown_kind_is_named(tmp_path):
    with pytest.raises(UsageError, match="no kind is called 'verdict'; choose one of event"):
        match(labelled(tmp_path), [], kinds=["verdict"])


def test_without_scipy_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[eval\]'"):
        match(labelled(tmp_path), [])


class Sighting(Record):
    """A kind that the package doesn't know."""

    kind: ClassVar[str] = "sighting"
    plural: ClassVar[str] = "sightings"

    animal: Annotated[str, MatchRule.WORDED]
    by: list[Annotated[str, MatchRule.WORDED]] = Field(default=[])
    count: int | None = None
    sure: Literal["yes", "no"] = "yes"


def test_a_kind_without_a_sentence_in_it_is_matched_by_its_fields(tmp_path, own_kinds):
    own_kinds.register(Sighting)
    labels = """
sightings:
  - {animal: wolf, by: [Ana Ruiz | Ruiz], count: "2", evidence: [opened the harbour]}
  - {animal: lynx, by: [Owen Tresk], sure: "no", evidence: [Owen Tresk said]}
"""
    gold = labelled(tmp_path, labels)
    told = predict(
        gold,
        ("sighting", {"animal": "lynx", "by": ["Tresk"], "sure": "no", "sentences": [4]}),
        ("sighting", {"animal": "a wolf", "by": ["Ana Ruiz"], "count": 2, "sentences": [1]}),
    )
    pairs = match(gold, told).pairs
    assert [(pair.gold, pair.predicted, pair.fields) for pair in pairs] == [(0, 1, 1), (1, 0, 1)]
    [far] = predict(gold, statement(), ("sighting", {"animal": "bear", "by": ["Police"], "sentences": [5]}))[1:]
    assert match(gold, [far]).pairs == ()


def test_matching_agrees_with_what_was_decided_by_reading():
    """The counts that docs/scoring.md gives."""
    judged = json.loads((ROOT / "tests/data/judged.json").read_text(encoding="utf-8"))
    assert len(judged) == 95
    right = wrong = untold = 0
    for gold in GOLD:
        own = [each for each in judged if each["article"] == gold.article.id]
        found = match(gold, predict(gold, *((each["kind"], each) for each in own))) if own else None
        told = {(pair.gold, pair.predicted) for pair in found.pairs} if found else set()
        decided = {
            (i, j)
            for i, record in enumerate(gold.records)
            for j, each in enumerate(own)
            if record.kind == each["kind"] and any(text in each["tells"] for text in first_texts(record))
        }
        right += len(told & decided)
        wrong += len(told - decided)
        untold += len({i for i, _ in decided} - {i for i, _ in told})
    assert (right, wrong, untold) == (65, 0, 8)


def first_texts(record):
    return [alternatives[0] for alternatives in record.fields.values() if alternatives]
