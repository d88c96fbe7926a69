import asyncio
from collections import deque

import pytest
from endpoint_server import EndpointServer, answer, error

from onrecord.answers import answer_schema
from onrecord.batch._budget import Budget, BudgetSpentError
from onrecord.batch._pacing import FIRST, MOST, Caps, Pacer, TokenBucket
from onrecord.errors import UnavailableError, UsageError
from onrecord.kinds import Claim
from onrecord.models import time_to_reset
from onrecord.models._base import Call, Request
from onrecord.models._endpoint import Endpoint
from onrecord.settings import Settings
from onrecord.usage import Usage


class Clock:
    """Seconds that pass when told."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


async def calls(pacer, clock, count, *, seconds=1.0, status=lambda number: 200):
    """So many calls, one after the other; each takes so long and ends with that status."""
    for number in range(count):
        call = Call(100, 10)
        async with pacer.turn(call):
            clock.now += seconds
            call.status = status(number)


async def test_the_number_of_calls_doubles_until_there_is_trouble():
    clock = Clock()
    pacer = Pacer(clock=clock)
    await calls(pacer, clock, FIRST)
    assert pacer.limit == 2 * FIRST
    await calls(pacer, clock, 2 * FIRST)
    assert pacer.limit == 4 * FIRST
    await calls(pacer, clock, 10 * MOST)
    assert pacer.limit == MOST


@pytest.mark.parametrize("status", [429, 503, 529])
async def test_calls_that_are_turned_away_halve_it_and_then_it_grows_by_steps(status):
    clock = Clock()
    pacer = Pacer(clock=clock)
    await calls(pacer, clock, FIRST + 2 * FIRST)
    before = pacer.limit
    await calls(pacer, clock, int(before), status=lambda number: status if number % 2 else 200)
    halved = pacer.limit
    assert halved <= before / 2 + 2
    await calls(pacer, clock, int(halved) + 1)
    assert halved < pacer.limit < halved + 4


async def test_a_stray_refusal_costs_little():
    clock = Clock()
    pacer = Pacer(clock=clock)
    await calls(pacer, clock, 3000, status=lambda number: 429 if number % 20 == 0 else 200)
    assert pacer.limit > 40


async def test_an_endpoint_at_its_limit_is_found():
    """One that answers 20 calls at once and turns away the rest."""
    pacer = Pacer()
    turned_away = made = 0
    most = deque(maxlen=300)

    async def one():
        nonlocal turned_away, made
        call = Call(100, 10)
        async with pacer.turn(call):
            made += 1
            most.append(pacer._active)
            call.status = 200 if pacer._active <= 20 else 429
            turned_away += call.status == 429
            await asyncio.sleep(0.002)

    async def worker():
        for _ in range(30):
            await one()

    await asyncio.gather(*(worker() for _ in range(60)))
    assert made == 1800
    assert 10 <= sum(most) / len(most) <= 32
    assert turned_away < 0.5 * made  # a third on a busy machine, where turns are long


async def test_latency_that_rises_makes_it_shrink():
    clock = Clock()
    pacer = Pacer(clock=clock)
    await calls(pacer, clock, 3 * FIRST, seconds=1.0)
    before = pacer.limit
    await calls(pacer, clock, 200, seconds=3.0)
    assert pacer.limit < before


async def test_a_given_number_is_kept_to():
    clock = Clock()
    pacer = Pacer(Caps(concurrency=5), clock=clock)
    await calls(pacer, clock, 100, status=lambda number: 429 if number % 2 else 200)
    assert (pacer.limit, pacer.most) == (5, 5)


async def test_no_more_calls_than_that_are_under_way_at_once():
    pacer = Pacer(Caps(concurrency=3))
    under_way, most = 0, 0

    async def one():
        nonlocal under_way, most
        async with pacer.turn(Call(1, 1)):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.001)
            under_way -= 1

    await asyncio.gather(*(one() for _ in range(20)))
    assert (most, pacer.demand) == (3, 0)


async def test_one_that_gives_up_waiting_leaves_its_turn_to_others():
    pacer = Pacer(Caps(concurrency=1))
    release = asyncio.Event()

    async def hold():
        async with pacer.turn(Call(1, 1)):
            await release.wait()

    tasks = [asyncio.create_task(hold()) for _ in range(3)]
    await asyncio.sleep(0.01)
    tasks[1].cancel()
    release.set()
    await asyncio.gather(tasks[0], tasks[2])
    assert pacer.demand == 0


@pytest.mark.parametrize(
    ("headers", "after", "least"),
    [
        ({}, 0.3, 0.3),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "250ms"}, None, 0.25),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "0.2"}, None, 0.2),
        ({"x-ratelimit-remaining-requests": "7", "x-ratelimit-reset-requests": "9s"}, None, 0.0),
    ],
    ids=["retry-after", "no requests left", "no tokens left", "some left"],
)
async def test_what_an_endpoint_asks_for_holds_for_all(headers, after, least):
    pacer = Pacer()
    call = Call(10, 10)
    async with pacer.turn(call):
        call.headers, call.after, call.status = headers, after, 429 if after else 200
    loop = asyncio.get_running_loop()
    started = loop.time()

    async def other():
        async with pacer.turn(Call(10, 10)):
            return loop.time() - started

    waited = await asyncio.gather(*(other() for _ in range(5)))
    assert min(waited) >= least - 0.01
    assert least or max(waited) < 5


@pytest.mark.parametrize("a_minute", [1, 2, 10, 60, 6000])
def test_a_cap_holds_in_any_minute(a_minute):
    clock = Clock()
    bucket = TokenBucket(a_minute, clock)
    sent = deque()
    while clock.now < 1000 + 200:
        wait = bucket.wait(1)
        if wait > 0:
            clock.now += wait + 1e-6
            continue
        bucket.take(1)
        sent.append(clock.now)
        while sent[0] <= clock.now - 60:
            sent.popleft()
        assert len(sent) <= a_minute
    assert len(sent) >= a_minute * 0.4


async def test_tokens_that_were_not_used_are_given_back():
    clock = Clock()
    pacer = Pacer(Caps(tokens=20_000), clock=clock)
    call = Call(250, 800)
    async with pacer.turn(call):
        call.usage, call.status = Usage(1, 50, 0, 50), 200
    assert pacer._tokens.wait(800) == 0
    async with pacer.turn(Call(250, 800)):
        pass
    assert pacer._tokens.wait(800) > 0, "of a call that says nothing, all counts"


async def test_no_call_is_made_that_may_pass_the_budget():
    budget = Budget(1000, "tokens")
    pacer = Pacer(Caps(concurrency=8), budget)
    spent = held = 0

    async def one():
        nonlocal spent, held
        call = Call(100, 100)
        async with pacer.turn(call):
            held += 200
            assert spent + held <= 1000
            await asyncio.sleep(0.001)
            held -= 200
            call.usage, call.status = Usage(1, 40, 0, 50), 200
            spent += 90

    done = await asyncio.gather(*(one() for _ in range(20)), return_exceptions=True)
    refused = [each for each in done if isinstance(each, BudgetSpentError)]
    assert 800 < spent == budget.spent <= 1000
    assert len(refused) == 20 - spent // 90
    assert budget.held == 0


@pytest.mark.parametrize("name", ["concurrency", "requests", "tokens"])
def test_a_cap_of_nothing_is_wrong_use(name):
    with pytest.raises(UsageError, match=f"{name}=0"):
        Caps(**{name: 0})


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1.5", 1.5),
        ("120ms", 0.12),
        ("6m0s", 360),
        ("2m59.56s", 179.56),
        ("1h2m", 3720),
        ("1760000000", 0),
        ("", 1),
        ("soon", 1),
    ],
)
def test_the_forms_of_reset_are_read(text, seconds):
    assert time_to_reset({"x-ratelimit-remaining": "0", "x-ratelimit-reset": text}) == pytest.approx(seconds)


async def test_an_endpoint_keeps_the_pace_and_tells_it_what_came():
    seen = []

    class Noting(Pacer):
        def _learn(self, call, seconds):
            seen.append((call.status, call.usage, call.after, call.sent, call.max_tokens))
            super()._learn(call, seconds)

    limited = error(429, "slow down", headers={"Retry-After": "0.1", "x-ratelimit-remaining-requests": "0"})
    with EndpointServer([limited, answer('{"claims": []}', usage=(100, 60, 20))]) as server:
        model = Endpoint("m", base_url=server.url, api_key=None, settings=Settings(backoff=0.01), pace=Noting())
        async with model:
            request = Request([{"role": "user", "content": "x"}], answer_schema((Claim,)), 77)
            await model.fill(request)
    assert seen == [(429, None, 0.1, True, 77), (200, Usage(0, 100, 60, 20), None, True, 77)]


async def test_a_wait_too_long_for_one_request_still_holds_all_calls_back():
    asked = Request([{"role": "user", "content": "x"}], answer_schema((Claim,)), 77)
    with EndpointServer([error(429, "slow down", headers={"Retry-After": "3600"})]) as server:
        async with Endpoint("m", base_url=server.url, api_key=None, settings=Settings(), pace=Pacer()) as model:
            with pytest.raises(UnavailableError, match="3,600 s"):
                await model.fill(asked)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(model.fill(asked), 0.2)
    assert len(server.requests) == 1


async def test_what_was_never_sent_costs_nothing():
    budget = Budget(10_000, "tokens")
    with EndpointServer([answer("{}")]) as server:
        url = server.url
    settings = Settings(retries=0)
    async with Endpoint("m", base_url=url, api_key=None, settings=settings, pace=Pacer(budget=budget)) as model:
        with pytest.raises(Exception, match="connection"):
            await model.fill(Request([{"role": "user", "content": "x"}], answer_schema((Claim,)), 77))
    assert (budget.spent, budget.held) == (0, 0)
