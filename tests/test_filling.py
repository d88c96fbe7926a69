"""Filling in by rule: what is derived says so, what a trusted model says stands, nothing is added unasked."""

import pytest

from onrecord import Article, Claim, Event, UnavailableError, choose_prompts, extract
from onrecord.filling import RULES, Draft, Rule, fill
from onrecord.plain import plain_record, record_of
from onrecord.testing import FakeModel, answer_text

TEXT = "Two trains collided near Brackwell on Sunday. The line had been closed by Mayor Ann Lee, a clerk said."
ARTICLE = Article(TEXT, language="en")
COLLIDE = Event(sentences=[1], what="Two trains collide near Brackwell.")


def ticked(drafts, _index):
    """A rule that sets the time of every event, and adds a claim."""
    yield from (draft.filled(when="Sunday") if isinstance(draft.record, Event) else draft for draft in drafts)
    yield Draft(Claim(sentences=[2], text="The line had been closed."), frozenset(Claim.model_fields))


TICKED = Rule("ticked", ticked)


def test_a_field_that_a_rule_filled_in_is_derived_and_the_others_are_not():
    event, claim = fill(ARTICLE, [COLLIDE], rules=[TICKED])
    assert (event.record.when, event.derived) == ("Sunday", {"when"})
    assert claim.added


def test_a_value_that_a_rule_agrees_with_is_the_models_own():
    given = COLLIDE.model_copy(update={"when": "Sunday"})
    event, _ = fill(ARTICLE, [given], rules=[TICKED])
    assert not event.derived


def test_what_a_trusted_model_says_stands_and_what_it_left_out_is_filled_in():
    given = COLLIDE.model_copy(update={"when": "on Sunday"})
    told, left_out, _ = fill(ARTICLE, [given, COLLIDE], rules=[TICKED], trusted=True)
    assert (told.record.when, told.derived) == ("on Sunday", frozenset())
    assert (left_out.record.when, left_out.derived) == ("Sunday", {"when"})


def test_rules_that_mend_are_for_models_that_are_not_trusted():
    mending = Rule("mending", ticked, mends=True)
    assert len(fill(ARTICLE, [COLLIDE], rules=[mending])) == 2
    assert [draft.record for draft in fill(ARTICLE, [COLLIDE], rules=[mending], trusted=True)] == [COLLIDE]


@pytest.mark.parametrize("limits", [{"kinds": ["event"]}, {"sentences": [1]}])
def test_nothing_is_added_that_was_not_asked_about(limits):
    assert [draft.record.kind for draft in fill(ARTICLE, [COLLIDE], rules=[TICKED], **limits)] == ["event"]


def test_a_rule_is_not_used_in_a_language_that_it_has_no_words_for():
    german = Rule("german", ticked, frozenset({"de"}))
    assert [draft.record for draft in fill(ARTICLE, [COLLIDE], rules=[german])] == [COLLIDE]


def test_each_rule_has_a_name_of_its_own():
    assert len({rule.name for rule in RULES}) == len(RULES)


async def test_derived_fields_are_in_the_summary_and_in_its_plain_form():
    model = FakeModel([answer_text({"events": [{"what": "Two trains collide near Brackwell.", "sentences": [1]}]})])
    summary = await extract(ARTICLE, choose_prompts(None, ["event"], []), model)
    (event,) = summary.records
    assert event.record.who == ["Two trains"]
    assert "who" in event.derived
    plain = plain_record(event, ARTICLE)
    assert plain["derived"] == list(event.derived)
    assert record_of(plain) == event


async def test_the_embedded_model_gets_statements_that_it_was_not_asked_for():
    model = FakeModel(['{"events":["Two trains collide near Brackwell."]}', "{}"])
    model.name = "local"
    summary = await extract(ARTICLE, choose_prompts(), model)
    assert {record.record.kind for record in summary.records} == {"statement", "event", "claim"}
    assert all("statements" not in request.schema.model_fields for request in model.requests)


async def test_no_record_comes_of_sentences_for_which_the_model_failed():
    model = FakeModel([UnavailableError("gone")])
    model.name = "local"
    summary = await extract(ARTICLE, choose_prompts(), model)
    assert (summary.status, summary.records) == ("failed", ())


async def test_a_record_that_a_model_gives_for_every_sentence_rests_on_the_first_of_them():
    article = Article(" ".join(f"Two trains collided near Brackwell on day {n}." for n in range(1, 13)), language="en")
    model = FakeModel(lambda _: '{"events":["Two trains collide near Brackwell."]}')
    model.name = "local"
    summary = await extract(article, choose_prompts(), model)
    (event,) = [record.record for record in summary.records if isinstance(record.record, Event)]
    assert event.sentences == list(range(1, 9))


def test_a_value_that_a_kind_does_not_allow_is_not_filled_in():
    draft = Draft(COLLIDE)
    assert draft.filled(what="x" * 241) is draft
    assert draft.filled(sentences=[]) is draft


def test_sentences_of_any_length_are_filled_in_without_an_error():
    long = "The council of Brackwell, " + "whose members met in the old town hall on Monday, " * 9 + "closed the line."
    article = Article(f"{long} A clerk said that {long[:1].lower()}{long[1:]} {TEXT}", language="en")
    drafts = fill(article, [], kinds=["event", "statement", "claim"])
    assert all(len(draft.record.text) <= 240 for draft in drafts if isinstance(draft.record, Claim))
