"""Kept answers: given again at no cost, told apart by all that shapes them, whole after a kill."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import Article, OnrecordError, Usage, UsageError, choose_prompts, extract
from onrecord.models._base import Request
from onrecord.models._recorded import AnswerFile, KeptAnswer, NotRecordedError, Recorded, request_key
from onrecord.testing import FakeModel

ARTICLE = Article("Mary Poole opened the bridge on Monday. It rained.")
ANSWER = {"events": [{"what": "Mary Poole opens the bridge.", "who": ["Mary Poole"], "sentences": [1]}]}
CUT = '{"events": [{"what": "Mary Poole opens the bridge.", "sentences": [1]}, {"what": "It ra'


async def read(path: Path, model: FakeModel | None, article: Article = ARTICLE):
    answers = AnswerFile(path)
    recorded = Recorded("fake", answers, model, window=8192)
    with answers.recording():
        return await extract(article, choose_prompts(None, ["event"], []), recorded, sentences_per_call=40)


@pytest.mark.parametrize("script", [ANSWER, {"events": []}], ids=["records", "nothing"])
async def test_what_was_asked_before_is_answered_without_the_model(tmp_path, script):
    model = FakeModel([script])
    first = await read(tmp_path / "a.jsonl", model)
    again = await read(tmp_path / "a.jsonl", None)
    assert len(model.requests) == 1
    assert (again.records, again.usage, again.status) == (first.records, first.usage, first.status)


async def test_an_answer_that_was_cut_off_is_kept_as_that(tmp_path):
    model = FakeModel([CUT, {"events": []}])
    first = await read(tmp_path / "a.jsonl", model)
    again = await read(tmp_path / "a.jsonl", None)
    assert len(first.records) == 1
    assert (again.records, again.usage) == (first.records, first.usage)


async def test_an_answer_of_which_nothing_could_be_made_is_that_again(tmp_path):
    model = FakeModel([{"events": [{"what": 7}]}])
    first = await read(tmp_path / "a.jsonl", model)
    again = await read(tmp_path / "a.jsonl", None)
    assert (first.status, len(model.requests)) == ("failed", 1)
    assert (again.status, again.problems, again.usage) == (first.status, first.problems, first.usage)


async def test_a_call_that_is_not_recorded_names_its_prompt(tmp_path):
    await read(tmp_path / "a.jsonl", FakeModel([ANSWER]))
    with pytest.raises(NotRecordedError, match=r"prompt 'event': no answer of fake is recorded .*'It snowed.'"):
        await read(tmp_path / "a.jsonl", None, Article("It snowed."))


async def test_a_line_that_a_kill_cut_short_is_asked_again_and_leaves_no_trace(tmp_path):
    path = tmp_path / "a.jsonl"
    await read(path, FakeModel([ANSWER]))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    model = FakeModel([ANSWER])
    await read(path, model)
    assert len(model.requests) == 1
    assert len(path.read_text().splitlines()) == 1
    assert json.loads(path.read_text())["text"] == json.loads(whole)["text"]


def test_a_file_takes_no_answer_behind_its_block_however_that_ended(tmp_path):
    answers = AnswerFile(tmp_path / "a.jsonl")
    with pytest.raises(ZeroDivisionError), answers.recording():
        raise ZeroDivisionError
    with pytest.raises(OnrecordError, match="open for reading alone"):
        answers.put(KeptAnswer("k", "fake", 8192, "event", "{}", None, truncated=False, usage=Usage(), seconds=0.0))


def test_a_file_of_something_else_is_refused_with_its_line(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"key": "x"}\n')
    with pytest.raises(UsageError, match=r"a\.jsonl: line 1: is no recorded answer"):
        AnswerFile(tmp_path / "a.jsonl")


def request() -> Request:
    prompt = choose_prompts(None, ["event"], [])[0]
    return Request([{"role": "user", "content": "Hello"}], prompt.schema(prompt.form("local")), 100, {"temperature": 0})


@pytest.mark.parametrize(
    "change",
    [
        {"messages": [{"role": "user", "content": "Hello!"}]},
        {"max_tokens": 101},
        {"parameters": {"temperature": 1}},
        {"schema": choose_prompts(None, ["claim"], [])[0].schema(choose_prompts(None, ["claim"], [])[0].form("local"))},
    ],
    ids=["messages", "length", "parameters", "schema"],
)
def test_whatever_shapes_an_answer_tells_requests_apart(change):
    assert request_key("fake", request()) == request_key("fake", request())
    assert request_key("fake", request()) != request_key("fake", replace(request(), **change))


def test_models_and_repetitions_are_told_apart():
    keys = {request_key("a", request()), request_key("b", request()), request_key("a", request(), "2")}
    assert len(keys) == 3
