"""The embedded model reads no beginning twice, and answers the same whatever was saved before: scripted, and real."""

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Annotated

import pytest
from llama_server import LlamaServer
from pydantic import BaseModel, Field
from test_states import DAMAGES, full_disk

from onrecord.article import Article
from onrecord.extraction import choose_prompts, extract
from onrecord.models import Request, _embedded, open_model, weights_state
from onrecord.models._local import LocalServer
from onrecord.settings import Settings

ARTICLE = Article(
    "The mayor opened a bridge. The crowd cheered. It rained later. Nobody minded the rain.", language="en"
)
OTHER = Article("A ship sank. Its crew was saved. The owner gave no comment.", language="en")


@pytest.fixture
def read(tmp_path, monkeypatch):
    """What a fresh server makes of articles, one after the other: the texts of their claims, and the server."""
    count = 0

    async def summaries(*articles, slots=1, full=False, library="1.2", identity="weights", progress=None):
        nonlocal count
        count += 1
        (tmp_path / f"run{count}").mkdir()
        with LlamaServer(tmp_path / f"run{count}", slots=slots, full=full) as llama:

            @asynccontextmanager
            async def started(*_, **__):
                yield LocalServer("m", llama.url, "key", 8192, 1, llama.states, library, identity, slots)

            monkeypatch.setattr("onrecord.models.providers._local.open_local", started)
            async with open_model("local", Settings(cache=tmp_path / "cache", slots=slots), progress=progress) as model:
                results = [await extract(article, choose_prompts(kinds=["claim"]), model) for article in articles]
        assert [result.status for result in results] == ["ok"] * len(articles)
        return [[each.record.text for each in result.records] for result in results], llama

    return summaries


@pytest.fixture
def kept(tmp_path):
    """The files of states that are kept."""
    return lambda: list(tmp_path.glob("cache/states/*"))


async def test_the_prompt_is_read_once_a_machine_and_the_article_once_a_run(read, kept):
    first, cold = await read(ARTICLE)
    assert len(kept()) == 1

    second, warm = await read(ARTICLE)

    assert second == first
    assert len(set(first[0])) == 4
    head, article, *questions = cold.read
    assert article + sum(questions) < head / 4  # the prompt's examples make up most of what there is to read
    assert warm.read == [article, *questions]
    assert max(questions) < 40  # each reads its own end alone


@pytest.mark.parametrize("slots", [1, 2, 8])
async def test_the_answers_are_the_same_with_one_slot_or_many_and_with_saved_states_or_none(read, slots):
    expected, _ = await read(ARTICLE, OTHER)

    with_states, warm = await read(ARTICLE, OTHER, slots=slots)
    without, full = await read(ARTICLE, OTHER, slots=slots, full=True, identity="other weights")

    assert with_states == without == expected
    assert sum(warm.read) < sum(full.read)


async def test_several_slots_read_an_article_once(read):
    await read(ARTICLE)

    _, one = await read(ARTICLE)
    _, several = await read(ARTICLE, slots=4)

    assert sorted(several.read) == sorted(one.read)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_a_damaged_state_leaves_no_trace_in_the_answers(read, kept, damage):
    expected, cold = await read(ARTICLE)
    (path,) = kept()
    path.write_bytes(damage(path.read_bytes()))

    answers, server = await read(ARTICLE)

    assert answers == expected
    assert server.read == cold.read
    assert len(kept()) == 1  # a new one


@pytest.mark.parametrize("foreign", [{"library": "1.3"}, {"identity": "other weights"}], ids=["library", "weights"])
async def test_a_state_of_another_library_or_of_other_weights_is_not_used(read, foreign):
    expected, cold = await read(ARTICLE)

    answers, server = await read(ARTICLE, **foreign)

    assert answers == expected
    assert server.read == cold.read


async def test_on_a_full_disk_all_is_read_and_nothing_is_kept(read, kept):
    _, server = await read(ARTICLE, full=True)

    assert not [*kept(), *server.states.iterdir()]
    assert len(server.saved) == 2  # that of the prompt and that of the article: neither is tried again


async def test_states_of_articles_do_not_pile_up(read, monkeypatch):
    monkeypatch.setattr(_embedded, "MOST", 2)
    _, server = await read(ARTICLE, OTHER, ARTICLE)

    assert len(list(server.states.iterdir())) == 2


async def test_progress_says_what_is_read_and_how_far_it_is(read):
    told = []
    await read(ARTICLE, progress=lambda *what: told.append(what))

    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["examples", "article"]
    assert all(done <= total for _, done, total in told)
    assert sum(done == total for _, done, total in told) == 2


STORY = "Ann lost a red ball in the park. Ben found it near the lake. He gave it back on Sunday."
FIXED = [
    {"role": "system", "content": "You copy what the question asks for, and nothing else. " * 8},
    {"role": "user", "content": "The sun is hot. What is hot?"},
    {"role": "assistant", "content": '{"a":"The sun"}'},
]


class Copied(BaseModel):
    """What the model is to copy."""

    a: Annotated[str, Field(max_length=60)]


def _question(asked):
    messages = [*FIXED, {"role": "user", "content": f"{STORY * 6}\n{asked}"}]
    return Request(messages, Copied, 40, {"temperature": 0}, shown=STORY, fixed=len(FIXED))


@pytest.fixture
def copied(tmp_path):
    """What the real model answers to questions about one story, and the tokens that it found read already.

    They are asked one after the other, each in the next slot: what is written at the same time is rounded together, so
    that words as good as equally likely can go either way.
    """
    weights = weights_state(Settings.from_environment()).path

    async def answers(slots=1):
        settings = replace(Settings.from_environment(), cache=tmp_path, weights=weights, window=1024, slots=slots)
        questions = map(_question, ["What is red?", "Who found the ball?", "When was it given back?"])
        async with open_model("local", settings) as model:
            got = [await model.fill(question) for question in questions]
        return [answer.text for answer in got], [answer.usage.cached for answer in got]

    return answers


@pytest.mark.model
async def test_the_real_model_answers_the_same_whatever_was_saved_and_in_however_many_slots(copied, tmp_path):
    expected, cached = await copied()
    (path,) = tmp_path.glob("states/*")
    assert len(set(expected)) == 3
    assert min(cached) > 200  # the story and what comes before it

    again, found = await copied()
    assert (again, min(found) > 200) == (expected, True)
    path.write_bytes(path.read_bytes()[:-1000])
    again, found = await copied()
    assert (again, min(found) > 200) == (expected, True)
    again, found = await copied(slots=3)
    assert (again, min(found) > 200) == (expected, True)


@pytest.mark.model
async def test_the_real_model_answers_the_same_on_a_full_disk(copied, tmp_path):
    expected, _ = await copied()
    for path in tmp_path.glob("states/*"):
        path.unlink()
    with full_disk(1_000_000):
        without, _ = await copied()

    assert without == expected
    assert not list(tmp_path.glob("states/*"))
