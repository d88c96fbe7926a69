"""Verifying: what a model reads, what its answers come to, and that no failure of it ever counts as a yes."""

import json
from dataclasses import replace

import pytest
from endpoint_server import EndpointServer, answer, error

from onrecord import (
    AnswerError,
    Article,
    Claim,
    Event,
    Grounder,
    PromptError,
    Record,
    Statement,
    Support,
    UnavailableError,
    Usage,
    UsageError,
    Verifier,
    choose_prompts,
    extract,
    open_model,
    verify,
    verify_prompt,
)
from onrecord.kinds import Worded
from onrecord.models import AnswerFile, Recorded, Request
from onrecord.models._endpoint import Endpoint
from onrecord.models._grammar import copying_grammar
from onrecord.models._recorded import NotRecordedError
from onrecord.settings import Settings
from onrecord.testing import FakeModel, answer_text
from onrecord.verification import load_verify_prompt

TEXT = "The ferry sank near Oslo on Monday. Its crew of nine swam to the shore. Owner Ann Lee blamed the pilot for it."
ARTICLE = Article(TEXT, language="en")
REWORDED = Claim(sentences=[1], text="The ferry went down near Oslo on Monday.")
ANOTHER = Claim(sentences=[2], text="The crew of nine reached the shore.")
THIRD = Claim(sentences=[3], text="Owner Ann Lee faults the pilot.")
EXACT = Claim(sentences=[1], text="The ferry sank near Oslo on Monday.")
WRONG = Claim(sentences=[1], text="The ferry went down near Bergen on Monday.")


def chances(yes):
    return {"probabilities": {"Yes": yes, "No": 1 - yes}}


def verdicts(*given):
    """A list of verdicts: a number and whether it is supported, and perhaps a reason."""
    rows = [dict(zip(("record", "supported", "reason"), each, strict=False)) for each in given]
    return {"verdicts": rows}


def embedded(script, **options):
    """A scripted model that answers as the embedded one does."""
    model = FakeModel(script, **options)
    model.name = "local"
    return model


async def read(model, *records, article=ARTICLE, prompt=None):
    grounder = Grounder(article)
    return await verify(
        article, [grounder.ground(each) for each in records], Verifier(model, prompt or verify_prompt())
    )


def levels(verification):
    return [str(record.support) for record in verification.records]


@pytest.fixture(autouse=True)
def _uncalibrated(monkeypatch):
    """The probability of the model's own answer, whatever the fit of the day makes of it."""
    monkeypatch.setattr("onrecord.verification._calibration.WEIGHTS", (0.0, 1.0))


def test_the_records_of_these_tests_are_reworded():
    grounder = Grounder(ARTICLE)
    assert {str(grounder.ground(each).support) for each in (REWORDED, ANOTHER, THIRD)} == {"reworded"}
    assert [str(grounder.ground(each).support) for each in (EXACT, WRONG)] == ["exact", "unsupported"]


@pytest.mark.parametrize(
    ("yes", "level", "code"),
    [(0.99, "verified", None), (0.001, "unsupported", "refuted"), (0.3, "reworded", None)],
)
async def test_a_record_is_what_its_probability_makes_of_it(yes, level, code):
    model = embedded([chances(yes)])
    verification = await read(model, REWORDED)
    (value,) = verification.records[0].values
    assert (str(value.support), value.probability, value.finding and value.finding.code) == (level, yes, code)
    assert verification.records[0].supported == (level == "verified")
    assert bool(value.spans) == (level != "unsupported")
    assert (verification.problems, verification.usage) == ((), Usage(1, 10, 0, 5))


async def test_a_word_is_asked_for_beside_the_evidence_alone():
    model = embedded([chances(0.99)])
    await read(model, REWORDED)
    (request,) = model.requests
    assert (request.options, request.max_tokens, request.prompt) == (("Yes", "No"), 1, "verify")
    question = request.messages[-1]["content"]
    assert REWORDED.text in question
    assert "The ferry sank near Oslo on Monday." in question
    assert "crew" not in question


async def test_only_what_is_merely_reworded_is_asked_about_and_the_same_but_once():
    model = embedded([chances(0.99)])
    verification = await read(model, EXACT, REWORDED, WRONG, REWORDED, Claim(sentences=[9], text="It will be raised."))
    assert len(model.requests) == 1
    assert levels(verification) == ["exact", "verified", "unsupported", "verified", "unsupported"]


async def test_records_on_the_same_evidence_are_asked_about_one_after_the_other():
    also_first = Claim(sentences=[1], text="The ferry went under near Oslo on Monday.")
    model = embedded([chances(0.9)] * 3)
    await read(model, REWORDED, ANOTHER, also_first)
    asked = [request.messages[-1]["content"] for request in model.requests]
    assert [("went down" in each, "went under" in each) for each in asked] == [
        (True, False),
        (False, True),
        (False, False),
    ]


async def test_a_value_without_rules_in_its_language_is_not_asked_about():
    grounded = Grounder(ARTICLE).ground(REWORDED)
    unchecked = replace(grounded, values=tuple(replace(value, support=Support.UNCHECKED) for value in grounded.values))
    model = embedded([chances(0.99)])
    verification = await verify(ARTICLE, [unchecked], Verifier(model, verify_prompt()))
    assert (model.requests, levels(verification)) == ([], ["unchecked"])


async def test_a_name_that_stands_elsewhere_is_not_asked_about():
    article = Article("Minister Ann Lee visited Oslo. She blamed the pilot on Monday.", language="en")
    event = Event(sentences=[2], what="The pilot is faulted on Monday.", who=["Ann Lee"], when="Monday")
    assert "Ann Lee" in event.as_sentence()
    model = embedded([chances(0.99)])
    verification = await read(model, event, article=article)
    assert levels(verification) == ["verified"]
    assert "Ann Lee" not in model.requests[0].messages[-1]["content"]
    assert [str(value.support) for value in verification.records[0].values] == ["verified", "exact", "exact"]


@pytest.mark.parametrize(
    "script",
    [
        AnswerError("it answers with neither", usage=Usage(1, 10, 0, 1)),
        UnavailableError("it is gone", usage=Usage(1)),
        '{"probabilities": {"Yes": 0.9',
        {"probabilities": {"Yes": 7}},
    ],
    ids=["no answer", "unavailable", "cut off", "outside the grammar"],
)
async def test_no_failure_of_the_embedded_model_is_a_yes(script):
    verification = await read(embedded([script]), REWORDED)
    assert levels(verification) == ["reworded"]
    assert len(verification.problems) == 1
    assert "1 reworded record without a verdict" in verification.problems[0]
    assert verification.usage.calls == 1


@pytest.mark.parametrize(
    "script",
    [
        verdicts((2, True)),
        verdicts((1, True), (1, False)),
        verdicts((1, "yes")),
        verdicts((1, None)),
        verdicts((1, "yes"), (1, True)),
        {"verdicts": []},
        '{"verdicts": [{"record": 1, "supported": true}',
        UnavailableError("it is gone"),
    ],
    ids=["another record", "both", "a word", "null", "a word and one that fits", "none", "cut off", "unavailable"],
)
async def test_no_failure_of_an_endpoint_is_a_yes(script):
    verification = await read(FakeModel([script]), REWORDED)
    assert levels(verification) == ["reworded"]
    assert len(verification.problems) == 1


async def test_a_model_that_is_gone_is_asked_no_more_and_all_that_is_left_is_counted():
    model = embedded([chances(0.99), UnavailableError("it is gone"), chances(0.99)])
    verification = await read(model, REWORDED, ANOTHER, THIRD)
    assert levels(verification) == ["verified", "reworded", "reworded"]
    assert len(model.requests) == 2
    assert verification.problems == ("verifying: 2 reworded records without a verdict: it is gone",)


async def test_several_records_are_one_call_and_each_has_its_verdict_and_reason():
    model = FakeModel([verdicts((3, True), (1, True, "none"), (2, False, "what"))])
    verification = await read(model, REWORDED, ANOTHER, THIRD)
    assert levels(verification) == ["verified", "unsupported", "verified"]
    assert "says something else" in verification.records[1].values[0].reason
    (request,) = model.requests
    assert request.options == ()
    assert [f"[{number}]\n" in request.messages[-1]["content"] for number in (1, 2, 3, 4)] == [True, True, True, False]
    examples = json.loads(request.messages[2]["content"])["verdicts"]
    assert [each["record"] for each in examples] == [*range(1, len(examples) + 1)]
    assert {each["supported"] for each in examples} == {True, False}


async def test_a_reason_that_is_not_known_costs_no_verdict():
    verification = await read(FakeModel([verdicts((1, False, "the boat"))]), REWORDED)
    assert levels(verification) == ["unsupported"]


async def test_how_many_records_a_call_asks_about_is_the_prompt_s_to_say(tmp_path):
    path = tmp_path / "verify.prompty"
    path.write_text(OWN.replace("metadata: {}", "metadata: {records_per_call: {local: 2, other: 2}}"))
    prompt = verify_prompt(tmp_path)
    for model in (FakeModel([verdicts((1, True), (2, True))]), embedded([verdicts((1, True), (2, True))])):
        verification = await read(model, REWORDED, ANOTHER, THIRD, prompt=prompt)
        assert [len(request.messages[-1]["content"].split("\n\n[")) for request in model.requests] == [2, 1]
        assert levels(verification) == ["verified"] * 3


async def test_evidence_longer_than_the_window_is_not_sent():
    article = Article(
        "The ferry sank near Oslo on Monday, " + "and it rained there, " * 400 + "they say.", language="en"
    )
    model = embedded([chances(0.99)], window=1500)
    verification = await read(model, REWORDED, article=article)
    assert (model.requests, levels(verification)) == ([], ["reworded"])
    assert "longer than the model's window" in verification.problems[0]


async def test_what_was_asked_before_is_answered_without_a_model(tmp_path):
    answers = AnswerFile(tmp_path / "a.jsonl")
    with answers.recording():
        first = await read(
            Recorded("local", answers, embedded([chances(0.99), chances(0.2)]), window=8192), REWORDED, THIRD
        )
    again = await read(Recorded("local", AnswerFile(tmp_path / "a.jsonl"), window=8192), REWORDED, THIRD)
    assert levels(again) == levels(first) == ["verified", "unsupported"]
    assert (again.records, again.usage) == (first.records, first.usage)
    with pytest.raises(NotRecordedError, match="prompt 'verify'"):
        await read(Recorded("local", AnswerFile(tmp_path / "a.jsonl"), window=8192), ANOTHER)


async def test_a_kept_answer_that_no_longer_fits_is_no_verdict(tmp_path):
    path = tmp_path / "a.jsonl"
    with (answers := AnswerFile(path)).recording():
        await read(Recorded("m", answers, FakeModel([verdicts((1, True))]), window=8192), REWORDED)
    path.write_text(path.read_text().replace('"text": "', '"text": "Yes, I think: '))
    verification = await read(Recorded("m", AnswerFile(path), window=8192), REWORDED)
    assert levels(verification) == ["reworded"]
    assert "the kept answer no longer fits what is asked" in verification.problems[0]


# -- with extraction

FOUND = {"claims": [each.model_dump() for each in (EXACT, REWORDED, WRONG)]}


async def test_a_summary_has_what_the_verifier_said_and_what_it_took():
    def script(request):
        return chances(0.01) if request.options else answer_text(FOUND, ["claims"])

    model, told = embedded(script), []
    prompts = choose_prompts(kinds=["claim"])
    verifier = Verifier(model, verify_prompt())
    summary = await extract(
        ARTICLE, prompts, model, verifier=verifier, sentences_per_call=9, progress=lambda *now: told.append(now)
    )
    assert [str(record.support) for record in summary.records] == ["exact", "unsupported", "unsupported"]
    assert summary.usage.calls == 2
    assert [used.name for used in summary.prompts] == ["claim", "verify by local"]
    assert told == [("read", 3, 3, told[0][3]), ("verify", 1, 1, ())]
    strict = await extract(ARTICLE, prompts, model, verifier=verifier, sentences_per_call=9, strict=True)
    assert (len(strict.records), strict.left_out) == (1, 2)


async def test_an_article_is_partly_done_where_the_verifier_fails():
    model = FakeModel([answer_text(FOUND, ["claims"])])
    verifier = Verifier(FakeModel([UnavailableError("it is gone")]), verify_prompt())
    summary = await extract(ARTICLE, choose_prompts(kinds=["claim"]), model, verifier=verifier)
    assert summary.status == "partial"
    assert "it is gone" in summary.problems[0]
    assert [str(record.support) for record in summary.records] == ["exact", "reworded", "unsupported"]


def test_a_verifier_s_identity_depends_on_all_that_decides(tmp_path):
    (tmp_path / "verify.prompty").write_text(OWN)
    first = Verifier(FakeModel([""]), verify_prompt()).used.identity
    others = [Verifier(embedded([""]), verify_prompt()), Verifier(FakeModel([""]), verify_prompt(tmp_path))]
    assert len({first, *(each.used.identity for each in others)}) == 3


# -- over HTTP


def weighed(word, *tokens):
    """A completion of one token, with the tokens that were as good as said, by their probabilities."""
    import math

    top = [{"token": token, "logprob": math.log(share)} for token, share in tokens]
    reply = answer(word, finish="length")
    body = json.loads(reply.body)
    body["choices"][0]["logprobs"] = {"content": [{**top[0], "top_logprobs": top}]} if top else None
    return replace(reply, body=json.dumps(body).encode())


async def over_http(script, *records, name="local", **options):
    with EndpointServer(script) as server:
        settings = Settings(retries=0, reasks=0, mode="schema", base_url=server.url, api_key="k", window=8192)
        endpoint = Endpoint("m", base_url=server.url, api_key="k", settings=settings, **options)
        endpoint.name = name
        async with endpoint:
            return await read(endpoint, *records), server.requests


async def test_the_embedded_model_is_held_to_the_words_and_asked_for_their_probabilities():
    reply = weighed("Yes", ("Yes", 0.9), ("No", 0.06), ("The", 0.03))
    verification, seen = await over_http([reply], REWORDED, grammar=copying_grammar)
    payload = seen[0].payload
    assert payload["grammar"] == '%llguidance {}\nstart: "Yes" | "No"'
    assert (payload["max_tokens"], payload["logprobs"], payload["top_logprobs"]) == (1, True, 10)
    assert verification.records[0].values[0].probability == pytest.approx(0.9 / 0.96, abs=1e-3)
    assert verification.usage == Usage(1, 100, 60, 20)


async def test_a_word_that_is_not_among_the_likeliest_is_as_likely_as_the_last_of_them():
    verification, _ = await over_http([weighed("Yes", ("Yes", 0.6), ("A", 0.2))], REWORDED, grammar=copying_grammar)
    assert verification.records[0].values[0].probability == pytest.approx(0.75, abs=1e-3)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (weighed("Maybe", ("Maybe", 0.9), ("Yes", 0.1)), "none of Yes, No"),
        (weighed("Yes"), "without the probabilities"),
        (weighed("Yes", ("<think>", 0.98), ("Yes", 0.02)), "left free, it would have answered with none"),
        (weighed("", ("Yes", 0.9)), "none of Yes, No"),
        (error(500, "broken"), "broken"),
    ],
    ids=["another word", "no probabilities", "against its will", "empty", "broken"],
)
async def test_an_answer_that_weighs_nothing_is_no_verdict(reply, why):
    verification, seen = await over_http([reply], REWORDED, grammar=copying_grammar)
    assert levels(verification) == ["reworded"]
    assert why in verification.problems[0]
    assert len(seen) == 1


async def test_an_endpoint_fills_a_list_of_verdicts():
    reply = answer(
        "<think>Let me see.</think>\n```json\n" + json.dumps(verdicts((1, True), (2, False, "who"))) + "\n```"
    )
    verification, seen = await over_http([reply], REWORDED, THIRD, name="openai/m")
    assert levels(verification) == ["verified", "unsupported"]
    assert len(seen) == 1
    assert "verdicts" in json.dumps(seen[0].payload["response_format"])
    assert "logprobs" not in seen[0].payload


YES_ALONE = '{"verdicts": [{"record": 1, "supported": true}]}'


def written(verdict):
    """A list of one verdict, in these words."""
    return f'{{"verdicts": [{{{verdict}}}]}}'


@pytest.mark.parametrize("text", [YES_ALONE, f"```json\n{YES_ALONE}\n```", f"```{YES_ALONE}```\n"])
async def test_json_alone_or_in_a_fence_is_a_verdict(text):
    for tool in (False, True):
        verification, _ = await over_http([answer(text, tool=tool)], REWORDED, name="openai/m")
        assert levels(verification) == ["verified"]


@pytest.mark.parametrize(
    "text",
    [
        written('"record": 1, "supported": "yes"'),
        written('"record": 1, "supported": "true"'),
        written('"record": 1, "supported": 1'),
        written('"record": 1, "supported": [true]'),
        written('"record": "1", "supported": true'),
        written('"record": 1.0, "supported": true'),
        written('"record": 1, "Supported": true'),
        written('"record": 1, "supported": true, "reason": "who"'),
        written('"record": 1, "supported": true, "reason": "the boat"'),
        written('"record": 1, "supported": true, "reason": null'),
        written('"record": 1, "supported": true, "but": "I am not sure"'),
        written('"record": 1, "supported": false, "supported": true'),
        written('"record": 2, "record": 1, "supported": true'),
        written('"record": 1, "supported": true, "reason": "who", "reason": "none"'),
        written('"record": 1, "supported": true}, {"record": "1", "supported": false'),
        f"For example {YES_ALONE} but I can't say.",
        f"I can't say. {YES_ALONE}",
        f"{YES_ALONE} No.",
        f"```json\n{YES_ALONE}\n```\nThat is only the form.",
        f'{{"verdicts": []}}\n{YES_ALONE}',
        '{"verdicts": [], "verdicts": [{"record": 1, "supported": true}]}',
        '{"verdicts": [{"record": 1, "supported": true}], "note": "I am not sure"}',
        '{"example": ' + YES_ALONE + "}",
        f"[{YES_ALONE}]",
        json.dumps(YES_ALONE),
        f"<think>{YES_ALONE}",
        f"<think>{YES_ALONE}</think>",
    ],
)
async def test_what_is_not_written_as_the_schema_has_it_verifies_nothing(text):
    for tool in (False, True):
        verification, _ = await over_http([answer(text, tool=tool)], REWORDED, name="openai/m")
        assert levels(verification) == ["reworded"]
        assert "1 reworded record without a verdict" in verification.problems[0]


@pytest.mark.parametrize(
    "bad",
    [
        {"record": 0, "supported": True},
        {"record": 2, "supported": "partly"},
        {"record": 2, "supported": True, "reason": "who"},
        {"record": 2},
        "2",
        None,
    ],
)
async def test_a_verdict_that_does_not_fit_costs_the_others_nothing(bad):
    given = verdicts((1, True), (3, False))
    given["verdicts"].insert(1, bad)
    verification, seen = await over_http([answer(json.dumps(given))], REWORDED, ANOTHER, THIRD, name="openai/m")
    assert levels(verification) == ["verified", "reworded", "unsupported"]
    assert verification.problems[0].startswith("verifying: 1 reworded record without a verdict: ")
    assert len(seen) == 1


async def test_a_list_that_was_cut_off_verifies_nothing():
    reply = answer('{"verdicts":[{"record":1,"supported":true,"reason":"none"},{"record":2,"supp', finish="length")
    verification, _ = await over_http([reply], REWORDED, THIRD, name="openai/m")
    assert levels(verification) == ["reworded", "reworded"]
    assert verification.problems == ("verifying: 2 reworded records without a verdict: the answer was cut off",)


@pytest.mark.parametrize("tool", [False, True])
async def test_a_whole_list_that_came_to_its_bound_verifies_nothing(tool):
    reply = answer(YES_ALONE, finish="length", tool=tool)
    verification, _ = await over_http([reply], REWORDED, name="openai/m")
    assert levels(verification) == ["reworded"]
    assert verification.problems == ("verifying: 1 reworded record without a verdict: the answer was cut off",)


# -- kinds of one's own


class Priced(Claim):
    """A kind whose sentence is wrong in a way of its own."""

    kind = "priced"
    plural = "priced"

    def as_sentence(self):
        return {"raises": lambda: 1 / 0, "bytes": lambda: b"A loaf.", "none": lambda: None, "blank": lambda: " "}[
            self.source
        ]()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("raises", "`as_sentence` of the kind 'priced' raises ZeroDivisionError: division by zero"),
        ("bytes", "`as_sentence` of the kind 'priced' returns no text"),
        ("none", "`as_sentence` of the kind 'priced' returns no text"),
        ("blank", "`as_sentence` of the kind 'priced' returns no text"),
    ],
)
async def test_a_record_whose_kind_makes_no_sentence_of_it_stays_reworded(fault, why):
    grounded = Grounder(ARTICLE).ground(ANOTHER)
    wrong = replace(grounded, record=Priced(sentences=[2], text=ANOTHER.text, source=fault))
    right = Grounder(ARTICLE).ground(REWORDED)
    model = FakeModel([verdicts((1, True))])
    verification = await verify(ARTICLE, [wrong, right], Verifier(model, verify_prompt()))
    assert levels(verification) == ["reworded", "verified"]
    assert verification.problems == (f"verifying: 1 reworded record without a verdict: {why}",)


def test_a_record_without_values_is_not_supported():
    class Toll(Record):
        kind = "toll"
        plural = "tolls"
        place: Worded | None = None

    nothing = Grounder(ARTICLE).ground(Toll(sentences=[1]))
    assert (nothing.evidence != (), nothing.values) == (True, ())
    assert (nothing.support, nothing.supported, nothing.unsupported) == (Support.UNSUPPORTED, False, True)


# -- the prompt

OWN = """---
name: verify
description: Mine
metadata: {}
---
system:
Is it so?

user:
It rained in Oslo. // It was wet.

assistant:
Yes

user:
It rained in Oslo. // It snowed.

assistant:
No: what

user:
{{ evidence }} // {{ claim }}
"""


def test_a_folder_without_the_prompt_has_the_packaged_one(tmp_path):
    assert verify_prompt(tmp_path) == verify_prompt()
    (tmp_path / "verify.prompty").write_text(OWN)
    assert verify_prompt(tmp_path).description == "Mine"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{{ claim }}", "{{ title }}"), "unknown variable 'title'; known: claim, evidence"),
        (("{{ claim }}", ""), "both 'evidence' and 'claim'"),
        (("No: what", "No: weather"), "write Yes, No, or No: and one of none, who, what"),
        (("No: what", "Perhaps"), "example 'Perhaps'"),
        (("No: what", "Yes: what"), "write Yes, No, or No: and one of"),
        (("metadata: {}", "metadata: {kinds: [claim]}"), "metadata.kinds: is not known here"),
        (("metadata: {}", "metadata: {records_per_call: {other: 0}}"), "records_per_call: should be 1 or more"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_it(tmp_path, change, complaint):
    path = tmp_path / "verify.prompty"
    assert change[0] in OWN
    path.write_text(OWN.replace(*change))
    with pytest.raises(PromptError, match=complaint) as raised:
        load_verify_prompt(path)
    assert str(path) in str(raised.value)


def test_it_is_no_prompt_that_extracts(tmp_path):
    (tmp_path / "verify.prompty").write_text(OWN)
    with pytest.raises(UsageError, match="no prompt 'event'"):
        choose_prompts(tmp_path)
    with pytest.raises(UsageError, match="this prompt verifies records and extracts none"):
        choose_prompts(names=["verify"])


# -- how records read as sentences


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (Claim(sentences=[1], text="The ferry was old."), "The ferry was old."),
        (Claim(sentences=[1], text="The ferry was old.", source="Ann Lee"), "Ann Lee says that the ferry was old."),
        (
            Claim(sentences=[1], text="The ferry was old.", source="Ann Lee", certainty="possible"),
            "Ann Lee says that it is possible that the ferry was old.",
        ),
        (Claim(sentences=[1], text="Ann Lee lied.", certainty="denied"), "It is denied that Ann Lee lied."),
        (Claim(sentences=[1], text="Bo lied.", source="Ann", certainty="denied"), "Ann denies that Bo lied."),
        (Event(sentences=[1], what="The ferry sinks.", who=["the ferry"]), "The ferry sinks."),
        (
            Event(sentences=[1], what="The ferry sinks.", when="on Monday", where="Oslo"),
            "The ferry sinks, Oslo, on Monday.",
        ),
        (
            Event(sentences=[1], what="The ferry is sold.", who=["Ann Lee", "Bo"], whom=["Cy"], status="planned"),
            "It is planned that the ferry is sold, by Ann Lee and Bo, to Cy.",
        ),
        (
            Event(sentences=[1], what="Lee meets Yoon on Monday.", who=["Ann Lee"], when="Monday"),
            "Lee meets Yoon on Monday.",
        ),
        (Statement(sentences=[1], speakers=["Ann Lee"], cue="said", content="it was old"), "Ann Lee said it was old"),
        (
            Statement(sentences=[1], speakers=["Ann Lee"], role="the owner", cue="according to", content="it was old"),
            "According to Ann Lee, the owner, it was old",
        ),
        (Statement(sentences=[1], cue="said", content="it was old"), "said it was old"),
        (
            Statement(sentences=[1], speakers=["the owner"], cue="according to", content="The ferry was old"),
            "According to the owner, the ferry was old",
        ),
        (
            Statement(sentences=[1], speakers=["Bo"], cue="said", content="The ferry was old"),
            "Bo said the ferry was old",
        ),
        (Statement(sentences=[1], speakers=["Bo"], cue="said", content="Oslo was old"), "Bo said Oslo was old"),
        (
            Claim(sentences=[1], text="The ferry was old.", source="Ann Lee and Bo Ray"),
            "Ann Lee and Bo Ray say that the ferry was old.",
        ),
        (
            Claim(sentences=[1], text="Cy lied.", source="two officials", certainty="denied"),
            "two officials deny that Cy lied.",
        ),
        (Claim(sentences=[1], text="More than two lied.", source="Bo"), "Bo says that more than two lied."),
        (Claim(sentences=[1], text="Cy lied.", source="the press"), "the press says that Cy lied."),
    ],
)
def test_every_kind_says_how_it_reads_as_a_sentence(record, sentence):
    assert record.as_sentence() == sentence


def test_a_kind_of_one_s_own_reads_as_its_values():
    class Price(Claim):
        kind = "price"
        as_sentence = Claim.__mro__[1].as_sentence

    assert Price(sentences=[1], text="A loaf is 3 euros.", source="Bo").as_sentence() == "A loaf is 3 euros., Bo"


@pytest.mark.model
async def test_the_embedded_model_finds_a_true_paraphrase_likelier_than_a_false_one():
    false = Claim(sentences=[3], text="The pilot blamed owner Ann Lee.")
    async with open_model("local", Settings.from_environment()) as model:
        verification = await read(model, THIRD, false)
    true, other = (record.values[0].probability for record in verification.records)
    assert verification.problems == ()
    assert true > other


def test_requests_without_options_keep_their_keys():
    from onrecord.models import OptionProbabilities
    from onrecord.models._recorded import request_key

    plain = Request([{"role": "user", "content": "?"}], OptionProbabilities, 1)
    assert request_key("m", plain) != request_key("m", replace(plain, options=("Yes", "No")))


async def test_evidence_that_several_records_have_is_told_to_the_model_as_read_once():
    model = embedded(lambda _: chances(0.9))
    twice = [REWORDED, Claim(sentences=[1], text="The ferry sank off Oslo on a Monday."), ANOTHER]
    grounder = Grounder(ARTICLE)
    await verify(ARTICLE, [grounder.ground(record) for record in twice], Verifier(model, verify_prompt()))
    sunk, swam = (sentence.text.strip() for sentence in ARTICLE.sentences[:2])
    assert [request.shown for request in model.requests] == [sunk, sunk, ""]
    assert swam in model.requests[2].messages[-1]["content"]
