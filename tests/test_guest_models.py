"""Models that other packages bring, as `open_model` gives them: their turns, how many at once, and their errors."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import count

import pytest
from pydantic import BaseModel

from onrecord import AnswerError, RefusedError, Settings, UnavailableError, UsageError, open_model
from onrecord.models import MODELS, Answer, Provider, Request, Usage, is_local
from onrecord.prices import cost_of

NUMBERS = count()


class Plain(BaseModel):
    count: int


class Model:
    """Answers by a function, and knows itself by a name of its own."""

    name, window, slots = "itself", 4096, 2

    def __init__(self, answering):
        self._answering = answering

    async def fill(self, request):
        return await self._answering(request)


def named(answering, **more):
    """The name of a model that answers so, of a provider that is registered with more said of it."""
    name = f"made{next(NUMBERS)}"

    @asynccontextmanager
    async def opened(opening):
        yield Model(answering)

    MODELS.register(Provider(name=name, open=opened, **more), "made 1.0")
    return f"{name}/x"


async def one(request):
    return Answer('{"count": 1}', Plain(count=1), Usage(1, 10, 0, 5))


REQUEST = Request([{"role": "user", "content": "How many?"}], Plain, 100)


class Noting:
    """A pace that notes the calls, as they are at their ends."""

    most = 8

    def __init__(self):
        self.calls = []

    @asynccontextmanager
    async def turn(self, call):
        try:
            yield
        finally:
            self.calls.append((call.size, call.max_tokens, call.sent, call.status, call.usage))


async def test_each_request_is_a_turn_of_the_pace_charged_with_what_it_took():
    pace = Noting()
    async with open_model(named(one), Settings(), pace=pace) as model:
        assert (await model.fill(REQUEST)).filled == Plain(count=1)
    assert pace.calls == [(9, 100, True, 200, Usage(1, 10, 0, 5))]


async def test_it_goes_by_the_name_that_it_was_asked_for_by():
    async with open_model(name := named(one), Settings()) as model:
        assert (model.name, model.window, model.slots) == (name, 4096, 2)


async def test_no_more_requests_are_under_way_than_it_has_slots():
    under_way, most = 0, 0

    async def slow(request):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return await one(request)

    async with open_model(named(slow), Settings()) as model:
        await asyncio.gather(*(model.fill(REQUEST) for _ in range(6)))
    assert most == 2


def raising(error):
    async def answering(request):
        raise error

    return answering


async def lax(request):
    Plain.model_validate_json('{"count": "many"}')


async def failure(answering):
    """The error that an answer brings, and the status that its call ended with."""
    pace = Noting()
    async with open_model(named(answering), Settings(), pace=pace) as model:
        with pytest.raises(Exception, match=r"\S") as caught:
            await model.fill(REQUEST)
    return caught.value, pace.calls[0][3]


@pytest.mark.parametrize(
    ("answering", "kind", "status", "said"),
    [
        (raising(UnavailableError("later")), UnavailableError, 503, "^later$"),
        (raising(RefusedError("never")), RefusedError, 400, "^never$"),
        (
            raising(ConnectionResetError("gone")),
            UnavailableError,
            0,
            "/x: it can't be reached: ConnectionResetError: gone",
        ),
        (raising(KeyError("text")), AnswerError, 0, "/x: the model failed: KeyError: 'text'"),
        (lax, AnswerError, 0, "/x: the answer doesn't fit the schema: count: Input should be a valid integer"),
    ],
)
async def test_whatever_it_raises_is_an_error_of_models(answering, kind, status, said):
    error, ended = await failure(answering)
    assert type(error) is kind
    assert ended == status
    with pytest.raises(kind, match=said):
        raise error


async def test_one_that_can_t_be_opened_is_told_with_its_package():
    @asynccontextmanager
    async def opened(opening):
        raise RuntimeError("no licence")
        yield

    MODELS.register(Provider(name="unlicensed", open=opened), "acme 2.0")
    with pytest.raises(UsageError, match=r"unlicensed/x: it can't be used; acme 2\.0 says RuntimeError: no licence"):
        async with open_model("unlicensed/x", Settings()):
            pass


def test_what_depends_on_who_answers_is_the_provider_s_to_say():
    small, dear = named(one, local=True, free=True), named(one)
    assert [is_local(small), is_local(dear), is_local("local:x.gguf"), is_local("nobody/x")] == [
        True,
        False,
        True,
        False,
    ]
    assert [cost_of(small, Usage(1, 10, 0, 5)), cost_of(dear, Usage(1, 10, 0, 5))] == [0.0, None]


async def test_a_name_that_nobody_answers_for_is_told_with_all_that_there_are():
    name = named(one)
    with pytest.raises(UsageError) as caught:
        async with open_model("nobody/x", Settings()):
            pass
    assert "nobody answers for 'nobody'; there are local, local:FILE.gguf" in str(caught.value)
    assert f"{name.removesuffix('/x')}/…" in str(caught.value)
