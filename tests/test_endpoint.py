"""The endpoint against a real HTTP server on loopback: outcomes, calls made, tokens counted, waits."""

import asyncio
import gc
import gzip
import inspect
import json
import logging
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import httpx2
import instructor
import openai
import pytest
from endpoint_server import EndpointServer, Reply, answer, error
from instructor.core.exceptions import InstructorError, InstructorRetryException
from pydantic import BaseModel, ValidationError

from onrecord.answers import answer_schema
from onrecord.errors import AnswerError, ModelError, RefusedError, UnavailableError, UsageError
from onrecord.kinds import Claim
from onrecord.models import open_model
from onrecord.models._base import Request, Usage
from onrecord.models._bounded import MOST_BYTES
from onrecord.models._endpoint import FIRST, Endpoint
from onrecord.models._failures import ModelAddress, translate
from onrecord.models.providers import ADDRESSES, Opening, check_model, provider_of
from onrecord.settings import Settings

KEY = "sk-test-0123456789abcdef"
GOOD = '{"facts": ["rain"], "count": 1}'
SETTINGS = Settings(backoff=0.01, retries=3, reasks=2, timeout=5)


class Plain(BaseModel):
    facts: list[str]
    count: int = 0


class Finding(Plain):
    """Finds the object in an answer by itself, as onrecord's own answers do."""

    @classmethod
    def model_validate_json(cls, json_data, **options):
        text = str(json_data)
        start, end = text.find("{"), text.rfind("}")
        return super().model_validate_json(text[start : end + 1] if start >= 0 else text, **options)


def request(schema=Plain, **parameters):
    messages = [{"role": "system", "content": "Read."}, {"role": "user", "content": "It rains."}]
    return Request(messages, schema, 50, parameters)


async def fill(server, *, settings=SETTINGS, schema=Plain, **options):
    async with Endpoint("m", base_url=server.url, api_key=KEY, settings=settings, **options) as endpoint:
        return await endpoint.fill(request(schema))


async def failure(server, kind, **options):
    with pytest.raises(kind) as caught:
        await fill(server, **options)
    return caught.value


# Good answers


async def test_a_good_answer_is_one_call_and_fills_the_schema():
    with EndpointServer([answer(GOOD)]) as server:
        result = await fill(server)
    assert result.filled == Plain(facts=["rain"], count=1)
    assert vars(result.filled) == {"facts": ["rain"], "count": 1}
    assert (result.text, result.truncated) == (GOOD, False)
    assert result.usage == Usage(calls=1, input=100, cached=60, output=20)
    assert len(server.requests) == 1


async def test_the_request_carries_model_key_messages_bound_parameters_and_schema():
    with EndpointServer([answer(GOOD)]) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            await endpoint.fill(request(temperature=0.0, seed=7))
    (seen,) = server.requests
    assert seen.path == "/v1/chat/completions"
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.payload == {
        "model": "m",
        "messages": list(request().messages),
        "max_tokens": 50,
        "temperature": 0.0,
        "seed": 7,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Plain", "schema": Plain.model_json_schema()},
        },
    }


async def test_a_grammar_takes_the_place_of_the_response_format():
    with EndpointServer([answer(GOOD)]) as server:
        await fill(server, grammar=lambda request: f"root ::= {sorted(request.schema.model_fields)}")
    (seen,) = server.requests
    assert seen.payload["grammar"] == "root ::= ['count', 'facts']"
    assert "response_format" not in seen.payload


async def test_an_answer_s_types_are_read_leniently():
    with EndpointServer([answer('{"facts": [], "count": "3"}')]) as server:
        result = await fill(server)
    assert result.filled == Plain(facts=[], count=3)


async def test_an_answer_in_parts_is_joined():
    parts = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": GOOD}]
    with EndpointServer([answer(None, content=parts)]) as server:
        result = await fill(server)
    assert result.text == GOOD


async def test_a_server_that_reports_no_tokens_still_has_its_calls_counted():
    with EndpointServer([answer(GOOD, usage=None)]) as server:
        result = await fill(server)
    assert result.usage == Usage(calls=1)


@pytest.mark.parametrize("count", ["many", None, -7, 10**30, 1.5])
async def test_a_server_that_reports_tokens_oddly_has_its_calls_counted(count):
    usage = {"prompt_tokens": count, "completion_tokens": count, "prompt_cache_hit_tokens": count}
    body = {"choices": [{"message": {"content": GOOD}}], "usage": usage}
    with EndpointServer([Reply(json.dumps(body).encode())]) as server:
        result = await fill(server)
    assert result.usage == Usage(calls=1)


@pytest.mark.parametrize(
    ("usage", "taken"),
    [
        ({"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 1650}, (100, 1550)),
        ({"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 90}, (100, 50)),
        ({"prompt_tokens": 100, "total_tokens": 150}, (100, 50)),
        ({"total_tokens": 150}, (0, 150)),
        ({"prompt_tokens": 100.0, "completion_tokens": "50", "total_tokens": 1650.0}, (100, 1550)),
        ({"prompt_tokens": 9, "completion_tokens": 5, "completion_tokens_details": {"reasoning_tokens": 4}}, (9, 5)),
        ({"prompt_tokens": 9, "completion_tokens": 5, "completion_tokens_details": {"reasoning_tokens": 70}}, (9, 75)),
        ({"prompt_tokens": 9, "completion_tokens": 5, "reasoning_tokens": 70, "total_tokens": 14}, (9, 75)),
    ],
    ids=["total", "a smaller total", "no output", "total alone", "numbers", "reasoning within", "beside", "on top"],
)
async def test_what_a_call_took_is_the_most_that_its_counts_come_to(usage, taken):
    body = {"choices": [{"message": {"content": GOOD}}], "usage": usage}
    with EndpointServer([Reply(json.dumps(body).encode())]) as server:
        result = await fill(server)
    assert (result.usage.input, result.usage.output) == taken


async def test_an_endpoint_that_once_leaves_reasoning_out_is_taken_to_leave_it_out_of_every_count():
    def said(reasoning):
        usage = {
            "prompt_tokens": 9,
            "completion_tokens": 50,
            "completion_tokens_details": {"reasoning_tokens": reasoning},
        }
        return Reply(json.dumps({"choices": [{"message": {"content": GOOD}}], "usage": usage}).encode())

    with EndpointServer([said(40), said(70), said(40)]) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            written = [(await endpoint.fill(request())).usage.output for _ in range(3)]
    assert written == [50, 120, 90]


async def test_no_more_tokens_are_cached_than_read():
    with EndpointServer([answer(GOOD, usage=(100, 160, 20))]) as server:
        result = await fill(server)
    assert result.usage == Usage(calls=1, input=100, cached=100, output=20)


async def test_lone_surrogates_are_sent_as_question_marks():
    with EndpointServer([answer(GOOD)]) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            await endpoint.fill(Request([{"role": "user", "content": "a\ud800b"}], Plain, 50))
    assert server.requests[0].payload["messages"][0]["content"] == "a?b"


async def test_no_more_calls_are_under_way_than_the_concurrency_allows():
    under_way = peak = 0

    def count(_):
        nonlocal under_way, peak
        under_way += 1
        peak = max(peak, under_way)
        asyncio.get_running_loop().call_later(0.03, done)
        return answer_after

    def done():
        nonlocal under_way
        under_way -= 1

    answer_after = Reply(answer(GOOD).body, delay=0.05)
    settings = Settings(concurrency=3)
    with EndpointServer(count) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=settings) as endpoint:
            await asyncio.gather(*(endpoint.fill(request()) for _ in range(12)))
    assert endpoint.slots == 3
    assert peak == 3
    assert len(server.requests) == 12


async def test_waiting_for_a_turn_takes_nothing_off_the_time_limit():
    settings = Settings(concurrency=1, timeout=0.4, retries=0)
    with EndpointServer([Reply(answer(GOOD).body, delay=0.15)]) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=settings) as endpoint:
            await asyncio.gather(*(endpoint.fill(request()) for _ in range(5)))
    assert len(server.requests) == 5


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("closed", [True, False])
def test_one_endpoint_serves_one_event_loop_after_another(closed):
    with EndpointServer([answer(GOOD)]) as server:
        endpoint = Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS)

        async def once():
            result = await endpoint.fill(request())
            if closed:
                await endpoint.aclose()
            return result.filled

        assert asyncio.run(once()) == asyncio.run(once()) == Plain(facts=["rain"], count=1)
        asyncio.run(endpoint.aclose())
        gc.collect()  # what a closed loop left open warns here and not in another test


async def test_a_call_that_is_cancelled_leaves_the_endpoint_fit_for_the_next():
    settings = Settings(concurrency=1)
    with EndpointServer([Reply(fault="silent"), answer(GOOD)]) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=settings) as endpoint:
            filling = asyncio.create_task(endpoint.fill(request()))
            while not server.requests:  # noqa: ASYNC110  # the server runs in another thread
                await asyncio.sleep(0.01)
            filling.cancel()
            with pytest.raises(asyncio.CancelledError):
                await filling
            assert (await endpoint.fill(request())).usage.calls == 1


def test_making_an_endpoint_loads_no_client_library():
    code = (
        "import sys; from onrecord.settings import Settings; from onrecord.models import check_model;"
        "check_model('openai/m', Settings(api_key='k'));"
        "print([name for name in ('openai', 'instructor', 'tenacity', 'aiohttp', 'httpx2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Faults that pass


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(error(429, "slow down"), id="429"),
        pytest.param(error(408, "too slow"), id="408"),
        pytest.param(error(409, "locked"), id="409"),
        pytest.param(error(500, "broken"), id="500"),
        pytest.param(error(503, "overloaded"), id="503"),
        pytest.param(Reply(answer(GOOD).body, fault="cut"), id="reset in mid-body"),
        pytest.param(Reply(answer(GOOD).body, fault="short"), id="truncated body"),
        pytest.param(Reply(b"<html>Bad gateway</html>", 502, {"Content-Type": "text/html"}), id="HTML error page"),
        pytest.param(Reply(b"<html>Sign in</html>", 200, {"Content-Type": "text/html"}), id="HTML at 200"),
        pytest.param(Reply(answer(GOOD).body[:-9]), id="half a JSON body"),
        pytest.param(Reply(b'{"ok": true}'), id="another JSON body"),
        pytest.param(Reply(b"[]"), id="a JSON list"),
        pytest.param(Reply(b""), id="empty body"),
        pytest.param(Reply(b'{"error": {"message": "upstream failed", "code": 502}}'), id="error at 200"),
    ],
)
async def test_a_passing_fault_is_tried_again(fault):
    with EndpointServer([fault, fault, answer(GOOD)]) as server:
        result = await fill(server)
    assert result.filled == Plain(facts=["rain"], count=1)
    assert len(server.requests) == 3
    assert result.usage == Usage(calls=3, input=100, cached=60, output=20)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>Sign in</html>", "is the base URL right? It begins: <html>Sign in</html>"),
        (b'{"error": {"message": "upstream failed"}}', "/v1: upstream failed"),
        (b'{"error": {"message": "upstream failed", "code": 503}}', "/v1: HTTP 503: upstream failed"),
    ],
    ids=["a page", "an error", "an error with a status"],
)
async def test_a_success_without_a_completion_is_told_by_what_it_holds(body, words):
    with EndpointServer([Reply(body)]) as server:
        raised = await failure(server, UnavailableError, settings=Settings(retries=0))
    assert str(raised).endswith(words)
    assert ("HTTP" in str(raised)) is ("HTTP" in words)


@pytest.mark.parametrize("fault", ["silent", "trickle"])
async def test_an_answer_that_does_not_end_in_time_is_tried_again(fault):
    settings = Settings(backoff=0.01, timeout=0.3)
    start = time.monotonic()
    with EndpointServer([Reply(fault=fault, headers={"Content-Length": "100000"}), answer(GOOD)]) as server:
        result = await fill(server, settings=settings)
    assert 0.3 <= time.monotonic() - start < 3
    assert result.usage == Usage(calls=2, input=100, cached=60, output=20)


async def test_an_endpoint_that_never_answers_is_unavailable_within_its_time_limits():
    settings = Settings(backoff=0.01, timeout=0.2, retries=2)
    start = time.monotonic()
    with EndpointServer([Reply(fault="trickle", headers={"Content-Length": "100000"})]) as server:
        raised = await failure(server, UnavailableError, settings=settings)
    assert 0.6 <= time.monotonic() - start < 3
    assert "no complete answer within 0.2 s" in str(raised)
    assert "after 3 attempts" in str(raised)
    assert raised.usage == Usage(calls=3)


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        pytest.param({"Retry-After": "1"}, 1.0, id="seconds"),
        pytest.param({"retry-after-ms": "400"}, 0.4, id="milliseconds"),
        pytest.param(None, 1.5, id="date"),
    ],
)
async def test_the_wait_that_the_endpoint_asks_for_is_kept(headers, least):
    headers = headers or {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=3))}
    with EndpointServer([error(429, "slow down", headers=headers), answer(GOOD)]) as server:
        await fill(server)
    first, second = server.requests
    assert least <= second.time - first.time < least + 2


@pytest.mark.parametrize(
    "value", ["soon", "-5", "nan", "Mon, 01 Jan 2001 00:00:00 GMT", "Mon, 01 Jan 2001 00:00:00 +999999999999999999"]
)
async def test_a_retry_after_that_says_nothing_is_no_wait(value):
    with EndpointServer([error(429, "slow down", headers={"Retry-After": value}), answer(GOOD)]) as server:
        await fill(server)
    first, second = server.requests
    assert second.time - first.time < 1


async def test_a_retry_after_beyond_the_bound_ends_the_request_at_once():
    with EndpointServer([error(429, "slow down", headers={"Retry-After": "3600"}), answer(GOOD)]) as server:
        raised = await failure(server, UnavailableError)
    assert "3,600 s" in str(raised)
    assert "90 s" in str(raised)
    assert len(server.requests) == 1


def soon(seconds):
    return datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("headers", "message", "more"),
    [
        pytest.param(lambda: {"x-ratelimit-reset": str(int(soon(2).timestamp()))}, "slow", {}, id="epoch"),
        pytest.param(
            lambda: {"x-ratelimit-reset": str(int(soon(1.5).timestamp() * 1000))}, "slow", {}, id="epoch in ms"
        ),
        pytest.param(lambda: {"vendor-ratelimit-tokens-reset": soon(2).isoformat()}, "slow", {}, id="ISO date"),
        pytest.param(
            lambda: {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1s500ms"}, "slow", {}, id="reset"
        ),
        pytest.param(lambda: {"ratelimit-reset": "1.5"}, "slow", {}, id="reset without what remains"),
        pytest.param(
            lambda: {"Retry-After": format_datetime(soon(3602)), "Date": format_datetime(soon(3600))},
            "slow",
            {},
            id="a clock that is an hour fast",
        ),
        pytest.param(dict, "Please try again in 1.5s. Visit our site.", {}, id="seconds in words"),
        pytest.param(dict, "Rate limit of 9 requests per 60 seconds; try again in 1500ms", {}, id="ms in words"),
        pytest.param(dict, "wait for 1 second and 500 milliseconds", {}, id="units in full"),
        pytest.param(dict, "exhausted", {"details": [{"retryDelay": "1.5s"}]}, id="retryDelay"),
        pytest.param(dict, "exhausted", {"details": [{"retryDelay": {"seconds": 2}}]}, id="retryDelay in parts"),
        pytest.param(dict, "slow", {"retry_after": 1.5}, id="retry_after"),
        pytest.param(dict, "slow", {"retry_after_ms": 1500}, id="retry_after_ms"),
        pytest.param(dict, "loading", {"estimated_time": 1.5}, id="estimated_time"),
    ],
)
async def test_a_wait_is_kept_wherever_it_is_said(headers, message, more):
    def reply(_):
        return error(429, message, headers=headers(), **more) if len(server.requests) == 1 else answer(GOOD)

    with EndpointServer(reply) as server:
        await fill(server, settings=Settings(retries=1, backoff=0.01))
    first, second = server.requests
    assert 0.9 <= second.time - first.time < 3.5


@pytest.mark.parametrize("value", ["1m2s", "1 minute and 2 seconds"])
async def test_a_little_more_than_a_minute_is_not_too_long_and_two_are(value):
    with EndpointServer([error(429, f"try again in {value}")]) as server:
        task = asyncio.create_task(fill(server))
        done, _ = await asyncio.wait([task], timeout=1.5)
        assert not done
        task.cancel()
    with EndpointServer([error(429, f"try again in {value} and 61 seconds")]) as server:
        raised = await failure(server, UnavailableError)
    assert "asks to wait 123 s" in str(raised)


@pytest.mark.parametrize(
    "reply",
    [
        error(429, "You exceeded your current quota.", details=[{"quotaId": "RequestsPerMinutePerProject"}]),
        error(429, "You exceeded your current quota. Please retry in 0.1s."),
        error(429, "Your current quota: requests per minute. Retry after 0.1s", code="insufficient_quota"),
        Reply(json.dumps([{"error": {"message": "You exceeded your current quota, 9 a minute"}}]).encode(), 429),
        error(400, "Rate limit reached", code="rate_limit_exceeded"),
        error(403, "Too many requests"),
        error(200, "busy", code="RESOURCE_EXHAUSTED"),
        Reply(b'{"object": "error", "message": "overloaded", "code": 503}'),
        Reply(b'{"choices": [], "error": {"message": "the provider is down", "code": 502}}'),
        answer("", finish="error"),
    ],
)
async def test_what_passes_is_tried_again_however_it_is_said(reply):
    with EndpointServer([reply, answer(GOOD)]) as server:
        result = await fill(server, settings=Settings(backoff=0.01, reasks=0))
    assert result.usage.calls == 2


async def test_waits_without_a_retry_after_grow():
    settings = Settings(backoff=0.05, retries=5)
    with EndpointServer([error(500, "down")]) as server:
        await failure(server, UnavailableError, settings=settings)
    times = [seen.time for seen in server.requests]
    waits = [later - sooner for sooner, later in pairwise(times)]
    assert len(waits) == 5
    assert all(wait < 0.05 * 2**number + 0.3 for number, wait in enumerate(waits))
    assert sum(waits) > 0.05


@pytest.mark.parametrize("retries", [0, 1, 3])
async def test_an_outage_that_outlasts_the_retries_is_unavailable(retries):
    with EndpointServer([error(500, "down")]) as server:
        raised = await failure(server, UnavailableError, settings=Settings(backoff=0.01, retries=retries))
    assert len(server.requests) == retries + 1
    assert raised.usage == Usage(calls=retries + 1)
    assert "HTTP 500: down" in str(raised)
    assert server.url in str(raised)


async def test_a_server_that_is_not_there_is_named():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    async with Endpoint("m", base_url=url, api_key=None, settings=SETTINGS) as endpoint:
        with pytest.raises(UnavailableError, match="is it running") as caught:
            await endpoint.fill(request())
    assert url in str(caught.value)
    assert caught.value.usage == Usage(calls=4)


# Refusals


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        pytest.param(error(401, "Incorrect API key"), "set OPENAI_API_KEY", id="401"),
        pytest.param(error(402, "Insufficient balance"), "no credit", id="402"),
        pytest.param(error(403, "Country not served"), "OPENAI_API_KEY is allowed", id="403"),
        pytest.param(error(404, "The model `m` does not exist", code="model_not_found"), "model's name", id="404"),
        pytest.param(error(400, "messages is empty"), "messages is empty", id="400"),
        pytest.param(
            error(400, "maximum context length is 8 tokens, unsupported"), "lower ONRECORD_WINDOW", id="context length"
        ),
        pytest.param(error(413, "too large"), "lower ONRECORD_WINDOW", id="413"),
        pytest.param(
            error(429, "You exceeded your current quota", code="insufficient_quota", type="insufficient_quota"),
            "plan and billing",
            id="insufficient quota",
        ),
        pytest.param(error(505, "no"), "HTTP 505", id="505"),
        pytest.param(Reply(b"<html>Forbidden</html>", 403), "<html>Forbidden", id="HTML error page"),
    ],
)
async def test_a_refusal_is_final_and_says_what_to_do(reply, advice):
    with EndpointServer([reply, answer(GOOD)]) as server:
        raised = await failure(server, RefusedError)
    assert advice in str(raised)
    assert server.url in str(raised)
    assert len(server.requests) == 1
    assert raised.usage == Usage(calls=1)


async def test_a_missing_key_is_told_from_a_wrong_one():
    with EndpointServer([error(401, "no key")]) as server:
        async with Endpoint("m", base_url=server.url, api_key=None, settings=SETTINGS) as endpoint:
            with pytest.raises(RefusedError, match="a key is needed: set OPENAI_API_KEY"):
                await endpoint.fill(request())


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
@pytest.mark.parametrize(
    ("reply", "words"),
    [
        pytest.param(answer(None, refusal="I can't help with that."), "I can't help with that.", id="refusal"),
        pytest.param(answer("", finish="content_filter"), "content filter", id="filtered answer"),
        pytest.param(error(400, "flagged", code="content_filter"), "content filter", id="filtered request"),
    ],
)
async def test_a_refusal_to_answer_is_not_asked_again(reply, words, mode):
    with EndpointServer([reply, answer(GOOD)]) as server:
        raised = await failure(server, AnswerError, settings=Settings(mode=mode))
    assert words in str(raised)
    assert len(server.requests) == 1
    assert raised.usage.calls == 1


# Malformed answers


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"facts": ["rain", "wi', id="truncated JSON"),
        pytest.param('{"fact": "rain"}', id="another shape"),
        pytest.param('["rain"]', id="a list"),
        pytest.param("It rains.", id="prose"),
        pytest.param("", id="empty"),
        pytest.param(None, id="null"),
    ],
)
async def test_a_malformed_answer_is_asked_for_again_with_its_error(text, mode):
    tool = mode == "tools"
    with EndpointServer([answer(text, tool=tool), answer(GOOD, tool=tool)]) as server:
        result = await fill(server, settings=Settings(mode=mode, backoff=0.01))
    assert result.filled == Plain(facts=["rain"], count=1)
    assert result.text == GOOD
    assert result.usage == Usage(calls=2, input=200, cached=120, output=40)
    first, second = server.requests
    assert second.payload["messages"][: len(first.payload["messages"])] == first.payload["messages"]
    assert "error" in second.payload["messages"][-1]["content"].lower()


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
async def test_an_answer_without_a_choice_is_asked_for_again(mode):
    with EndpointServer([Reply(b'{"choices": []}'), answer(GOOD)]) as server:
        result = await fill(server, settings=Settings(mode=mode))
    assert result.filled == Plain(facts=["rain"], count=1)
    assert len(server.requests) == 2


@pytest.mark.parametrize("reasks", [0, 1, 2])
async def test_an_answer_that_stays_malformed_is_an_error_with_its_text(reasks):
    with EndpointServer([answer('{"facts": 1}')]) as server:
        raised = await failure(server, AnswerError, settings=Settings(reasks=reasks))
    assert raised.text == '{"facts": 1}'
    assert "facts: Input should be a valid" in str(raised)
    assert len(server.requests) == reasks + 1
    assert raised.usage == Usage(reasks + 1, 100 * (reasks + 1), 60 * (reasks + 1), 20 * (reasks + 1))


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
@pytest.mark.parametrize("wrapped", [f"Sure! {GOOD} Anything else?", f"```json\n{GOOD}\n```", f"\n\n  {GOOD}\n"])
async def test_prose_or_a_fence_around_the_object_costs_no_call(wrapped, mode):
    with EndpointServer([answer(wrapped)]) as server:
        result = await fill(server, settings=Settings(mode=mode), schema=Finding)
    assert result.filled.model_dump() == {"facts": ["rain"], "count": 1}
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
async def test_an_answer_cut_off_by_its_length_comes_back_as_text_and_is_not_asked_again(mode):
    cut = '{"facts": ["rain", "wi'
    with EndpointServer([answer(cut, finish="length", tool=mode == "tools"), answer(GOOD)]) as server:
        result = await fill(server, settings=Settings(mode=mode))
    assert (result.text, result.filled, result.truncated) == (cut, None, True)
    assert result.usage == Usage(calls=1, input=100, cached=60, output=20)
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
async def test_an_answer_that_ends_at_its_bound_is_whole(mode):
    with EndpointServer([answer(GOOD, finish="length", tool=mode == "tools")]) as server:
        result = await fill(server, settings=Settings(mode=mode))
    assert (result.text, result.filled, result.truncated) == (GOOD, Plain(facts=["rain"], count=1), False)


# Retries and re-asks together


@pytest.mark.parametrize(("retries", "reasks"), [(3, 2), (0, 2), (3, 0), (5, 5), (0, 0)])
async def test_retries_and_reasks_never_multiply(retries, reasks):
    turn = 0

    def alternate(_):
        nonlocal turn
        turn += 1
        return answer("malformed") if turn % 2 else error(500, "down")

    settings = Settings(retries=retries, reasks=reasks, backoff=0.01)
    with EndpointServer(alternate) as server:
        raised = await failure(server, ModelError, settings=settings)
    assert len(server.requests) <= 1 + retries + reasks
    assert len(server.requests) == min(2 * retries + 2, 2 * reasks + 1)
    assert raised.usage.calls == len(server.requests)
    assert raised.text == "malformed"


async def test_the_retries_are_shared_by_an_answer_and_its_reasks():
    script = [error(500, "1"), answer("malformed"), error(500, "2"), error(500, "3"), error(500, "4"), answer(GOOD)]
    with EndpointServer(script) as server:
        await failure(server, UnavailableError)
    assert len(server.requests) == 5


# Ways of asking


def knows(*ways):
    """An endpoint that takes only some ways of asking, and says so as real ones do."""

    def reply(seen):
        kind = seen.payload.get("response_format", {}).get("type", "tools" if "tools" in seen.payload else "text")
        way = {"json_schema": "schema", "json_object": "json"}.get(kind, kind)
        refusals = {
            "schema": error(400, "This model does not support response format `json_schema`"),
            "tools": error(404, "No endpoints found that support tool use"),
            "json": error(422, "unknown field `response_format`"),
            "text": error(501, "unsupported"),
        }
        return answer(GOOD, tool=way == "tools") if way in ways else refusals[way]

    return reply


@pytest.mark.parametrize(
    ("ways", "refused"),
    [
        pytest.param(["schema", "tools", "json", "text"], 0, id="schema"),
        pytest.param(["tools", "json", "text"], 1, id="tools"),
        pytest.param(["json", "text"], 2, id="json"),
        pytest.param(["text"], 3, id="text"),
    ],
)
async def test_a_refused_way_of_asking_gives_way_to_the_next_and_is_remembered(ways, refused):
    with EndpointServer(knows(*ways)) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            first = await endpoint.fill(request())
            second = await endpoint.fill(request())
    assert first.filled == second.filled == Plain(facts=["rain"], count=1)
    assert first.usage.calls == refused + 1
    assert second.usage.calls == 1
    assert len(server.requests) == refused + 2


async def test_an_endpoint_that_takes_no_way_of_asking_is_a_refusal_and_nothing_is_remembered():
    with EndpointServer(knows()) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            for _ in range(2):
                with pytest.raises(RefusedError) as caught:
                    await endpoint.fill(request())
                assert caught.value.usage == Usage(calls=4)


@pytest.mark.parametrize("mode", ["schema", "tools", "json"])
async def test_a_mode_that_is_set_is_kept_when_refused(mode):
    with EndpointServer(knows("text")) as server:
        await failure(server, RefusedError, settings=Settings(mode=mode))
    assert len(server.requests) == 1


@pytest.mark.parametrize("way", ["json", "text"])
async def test_a_schema_in_words_stands_at_the_end_so_that_the_prefix_is_shared(way):
    with EndpointServer(knows(way)) as server:
        await fill(server, settings=Settings(mode=way))
    (seen,) = server.requests
    system, user = seen.payload["messages"]
    assert system == {"role": "system", "content": "Read."}
    assert user["content"].startswith("It rains.\n\n")
    assert json.loads(user["content"].rpartition("schema:\n")[2]) == Plain.model_json_schema()


async def test_refused_ways_and_reasks_add_up():
    def reply(seen):
        return error(400, "response_format not supported") if "response_format" in seen.payload else answer("malformed")

    with EndpointServer(reply) as server:
        raised = await failure(server, AnswerError)
    assert len(server.requests) == 1 + 3
    assert raised.usage.calls == 4


async def test_a_way_that_is_refused_after_an_answer_does_not_start_the_reasks_over():
    script = [answer("malformed"), error(400, "response_format not supported"), answer("malformed")]
    with EndpointServer(script) as server:
        raised = await failure(server, AnswerError)
    assert len(server.requests) == 1 + SETTINGS.reasks + 1
    assert raised.usage.calls == len(server.requests)


@pytest.mark.parametrize("mode", ["schema", "tools", "json", "text"])
async def test_onrecord_s_own_answers_are_filled_in_every_way(mode):
    text = '{"claims": [{"text": "It rains.", "sentences": [1]}]}'
    schema = answer_schema((Claim,))
    before = json.dumps(schema.model_json_schema())
    with EndpointServer([answer(text, tool=mode == "tools")]) as server:
        result = await fill(server, settings=Settings(mode=mode), schema=schema)
    assert type(result.filled) is schema
    assert result.filled.claims == [Claim(text="It rains.", sentences=[1])]
    assert len(server.requests) == 1
    assert json.dumps(schema.model_json_schema()) == before


async def test_a_model_that_wants_its_bound_under_another_name_gets_it():
    def reply(seen):
        if "max_tokens" in seen.payload:
            said = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
            return error(400, said, param="max_tokens", code="unsupported_parameter")
        return answer(GOOD)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            assert (await endpoint.fill(request())).usage.calls == 2
            assert (await endpoint.fill(request())).usage.calls == 1
    last = server.requests[-1].payload
    assert last["max_completion_tokens"] == 50
    assert last["response_format"]["type"] == "json_schema"


REFUSED = [
    pytest.param("temperature", "temperature=0.0 is not taken by this model, 1 alone works", "", id="temperature"),
    pytest.param("temperature", "`temperature` has to be above 0 and at most 1", "", id="temperature out of range"),
    pytest.param("top_p", "topP and sampling can't be set together", "", id="top_p by another name"),
    pytest.param("top_p", "one of them is not wanted", "top_p", id="param alone"),
    pytest.param("seed", "[{'loc': ['body', 'seed'], 'msg': 'Extra inputs are not permitted'}]", "", id="seed"),
]


@pytest.mark.parametrize(("name", "said", "param"), REFUSED)
async def test_a_parameter_that_is_refused_in_words_is_left_out_from_then_on(name, said, param):
    def reply(seen):
        return error(422, said, param=param) if name in seen.payload else answer(GOOD)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            for _ in range(2):
                await endpoint.fill(request(temperature=0.0, top_p=1.0, seed=7))
    assert [name in seen.payload for seen in server.requests] == [True, False, False]
    assert {"temperature", "top_p", "seed", "response_format"} - {name} <= server.requests[-1].payload.keys()


@pytest.mark.parametrize(
    ("said", "most"),
    [
        ("max_tokens is out of its range, which is [1, 900]", 900),
        ("max_tokens: {asked} > 900, which is the most for model-3-5-20240901", 900),
        ("at most 900 completion tokens, whereas you want {asked}", 900),
        ("`max_tokens` must be less than or equal to `900`", 900),
        ("max_tokens or max_completion_tokens is too large: {asked}. The model takes up to 1,100 output tokens", 1100),
        ("max_tokens is too large", 1000),
    ],
)
async def test_a_bound_that_is_too_large_is_lowered_to_what_is_said(said, most):
    def reply(seen):
        asked = seen.payload["max_tokens"]
        return error(400, said.format(asked=asked)) if asked > most else answer(GOOD)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            for _ in range(2):
                await endpoint.fill(Request(request().messages, Plain, 2000))
    assert [seen.payload["max_tokens"] for seen in server.requests] == [2000, most, most]


@pytest.mark.parametrize(
    "said", ["max_tokens must be at least 5,000", "max_tokens: minimum value is 5000", "max_tokens >= 5000"]
)
async def test_a_bound_that_is_too_small_is_raised_to_what_is_said(said):
    def reply(seen):
        return error(400, said) if seen.payload["max_tokens"] < 5000 else answer(GOOD)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            for _ in range(2):
                await endpoint.fill(Request(request().messages, Plain, 2000))
    assert [seen.payload["max_tokens"] for seen in server.requests] == [2000, 5000, 5000]


async def test_a_context_that_is_too_short_leaves_less_room_for_the_answer():
    said = "'max_tokens' is too large: 2000. This model's maximum context length is 1,024 tokens, and you sent 9."

    def reply(seen):
        return error(400, said) if seen.payload["max_tokens"] > 1015 else answer(GOOD)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            await endpoint.fill(Request(request().messages, Plain, 2000))
            await endpoint.fill(Request(request().messages, Plain, 50))
    assert [seen.payload["max_tokens"] for seen in server.requests] == [2000, 955, 50]


@pytest.mark.parametrize(
    "reply",
    [
        error(400, "System role not supported"),
        error(422, "the first message must be from the user"),
        error(400, "Developer instruction is not enabled for this model"),
        error(400, "'messages[0].role' does not support 'system' with this model", param="messages[0].role"),
        error(422, "messages.0.role: Input should be 'user' or 'assistant'"),
        error(500, "Jinja Exception: Conversation roles must alternate user/assistant/user/assistant"),
        error(200, "system messages are not supported"),
    ],
)
async def test_a_model_without_a_system_turn_is_told_in_the_user_s(reply):
    with EndpointServer(
        lambda seen: reply if seen.payload["messages"][0]["role"] == "system" else answer(GOOD)
    ) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            for _ in range(2):
                await endpoint.fill(request())
    assert len(server.requests) == 3
    assert server.requests[-1].payload["messages"] == [{"role": "user", "content": "Read.\n\nIt rains."}]


@pytest.mark.parametrize(
    "said",
    [
        "Invalid schema for response_format: 'required' has to name every key, 'count' is missing",
        "The schema has too many states to be served",
        "Constraints of this kind can't be guided",
        "response_format.json_schema is unavailable now for this model",
    ],
)
async def test_a_schema_that_is_refused_gives_way_to_a_tool_call(said):
    def reply(seen):
        return error(400, said) if "response_format" in seen.payload else answer(GOOD, tool=True)

    with EndpointServer(reply) as server:
        await fill(server)
    assert "tools" in server.requests[-1].payload


async def test_a_tool_choice_that_is_refused_is_left_out():
    def reply(seen):
        refused = "tool_choice" in seen.payload
        return error(400, "Thinking mode does not support this tool_choice") if refused else answer(GOOD, tool=True)

    with EndpointServer(reply) as server:
        await fill(server, settings=Settings(mode="tools"))
    assert "tools" in server.requests[-1].payload


async def test_several_refusals_are_learned_together_and_by_requests_at_the_same_time():
    def reply(seen):
        if "temperature" in seen.payload:
            return error(400, "temperature is not supported")
        if seen.payload["messages"][0]["role"] == "system":
            return error(400, "no system role")
        return knows("json")(seen)

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            await asyncio.gather(*(endpoint.fill(request(temperature=0.0)) for _ in range(4)), endpoint.fill(request()))
            before = len(server.requests)
            assert (await endpoint.fill(request(temperature=0.0))).usage.calls == 1
    assert len(server.requests) == before + 1


async def test_what_one_request_has_learned_saves_another_the_way_there():
    def reply(seen):
        refused = knows("json")(seen)
        return replace(refused, delay=1.0) if len(server.requests) == 2 else refused

    with EndpointServer(reply) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            first, second = await asyncio.gather(endpoint.fill(request()), endpoint.fill(request()))
    assert sorted([first.usage.calls, second.usage.calls]) == [2, 3]


async def test_a_model_that_is_not_there_is_not_asked_in_other_ways():
    with EndpointServer(
        [error(404, "The model `tools-1` does not exist or does not support response_format")]
    ) as server:
        await failure(server, RefusedError)
    assert len(server.requests) == 1


# Streams


def events(*chunks, end="data: [DONE]\n\n"):
    lines = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return Reply(f": hello\n\n{lines}{end}".encode(), 200, {"Content-Type": "text/event-stream"})


def delta(finish=None, **message):
    return {"choices": [{"index": 0, "delta": message, "finish_reason": finish}]}


@pytest.mark.parametrize("mode", ["schema", "tools"])
async def test_a_stream_that_nobody_asked_for_is_read(mode):
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    called = [{"index": 0, "function": {"arguments": GOOD[8:]}}]
    first = delta(tool_calls=[{"index": 0, "id": "a", "function": {"name": "x", "arguments": GOOD[:8]}}])
    texts = [delta(content=GOOD[:8], role="assistant"), delta(content=GOOD[8:])]
    chunks = [first, delta(tool_calls=called)] if mode == "tools" else texts
    with EndpointServer([events(*chunks, delta("stop"), {"choices": [], "usage": usage})]) as server:
        result = await fill(server, settings=Settings(mode=mode))
    assert result.filled == Plain(facts=["rain"], count=1)
    assert result.usage == Usage(calls=1, input=100, output=20)


@pytest.mark.parametrize(
    "broken", [events(delta(content=GOOD), end=""), events(delta(content=GOOD[:9]), {"error": {"message": "down"}})]
)
async def test_a_stream_that_breaks_off_is_tried_again(broken):
    with EndpointServer([broken, answer(GOOD)]) as server:
        assert (await fill(server)).usage.calls == 2


async def test_an_endpoint_that_only_streams_is_asked_for_a_stream():
    def reply(seen):
        if not seen.payload.get("stream"):
            return error(400, "This model only supports streaming: set stream to true")
        if "stream_options" in seen.payload:
            return error(400, "stream_options is unknown")
        return events(delta(content=GOOD), delta("stop"))

    with EndpointServer(reply) as server:
        assert (await fill(server)).filled == Plain(facts=["rain"], count=1)


# Where the answer is


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"reasoning_content": f"hm\n{GOOD}"}, id="reasoning_content"),
        pytest.param({"reasoning": GOOD, "content": " "}, id="reasoning"),
        pytest.param({"reasoning_details": [{"type": "reasoning.text", "text": GOOD}]}, id="reasoning_details"),
        pytest.param({"function_call": {"name": "x", "arguments": GOOD}}, id="function_call"),
        pytest.param(
            {"tool_calls": [{"function": {"name": "x", "arguments": json.loads(GOOD)}}]}, id="a call, decoded"
        ),
        pytest.param({"content": json.loads(GOOD)}, id="content as an object"),
        pytest.param({"content": [{"type": "reasoning", "text": "{}"}, {"type": "text", "text": GOOD}]}, id="parts"),
        pytest.param({"content": [GOOD[:9], GOOD[9:]]}, id="parts that are strings"),
        pytest.param({"content": [{"type": "output_text", "text": {"value": GOOD}}]}, id="parts with values"),
    ],
)
@pytest.mark.parametrize("mode", ["schema", "tools"])
async def test_the_answer_is_found_where_a_server_puts_it(message, mode):
    with EndpointServer([answer(None, **message)]) as server:
        result = await fill(server, settings=Settings(mode=mode), schema=Finding)
    assert result.filled.model_dump() == {"facts": ["rain"], "count": 1}
    assert len(server.requests) == 1


async def test_thoughts_that_end_in_no_answer_are_asked_again():
    with EndpointServer([answer(None, reasoning=f"{GOOD} or rather not"), answer(GOOD)]) as server:
        assert (await fill(server, schema=Finding)).usage.calls == 2


@pytest.mark.parametrize("mode", ["schema", "tools"])
async def test_the_arguments_of_several_calls_are_one_answer(mode):
    called = [
        '{"claims": [{"text": "It rains.", "sentences": [1]}]}',
        '{"claims": [{"text": "It pours.", "sentences": [2]}]}',
    ]
    calls = [{"id": str(number), "function": {"name": "x", "arguments": text}} for number, text in enumerate(called)]
    with EndpointServer([answer(None, tool_calls=calls)]) as server:
        result = await fill(server, settings=Settings(mode=mode), schema=answer_schema((Claim,)))
    assert [claim.text for claim in result.filled.claims] == ["It rains.", "It pours."]


@pytest.mark.parametrize(
    "reply",
    [
        error(400, "Failed to generate JSON", code="json_validate_failed", failed_generation='{"facts": ["ra'),
        error(400, "What the model generated is not valid JSON"),
        error(400, "Failed to call a function", code="tool_use_failed", failed_generation="<function=x>"),
    ],
)
async def test_a_refusal_of_what_the_model_wrote_is_a_malformed_answer(reply):
    with EndpointServer([reply, answer(GOOD)]) as server:
        assert (await fill(server, settings=Settings(retries=0))).usage.calls == 2
    with EndpointServer([reply]) as server:
        await failure(server, AnswerError)
    assert len(server.requests) == 1 + SETTINGS.reasks


async def test_what_the_model_wrote_is_the_answer_where_it_fits():
    reply = error(400, "not valid", code="json_validate_failed", failed_generation=f"Sure: {GOOD}")
    with EndpointServer([reply]) as server:
        assert (await fill(server, schema=Finding)).usage.calls == 1


# Room to think


def thinks(need, **message):
    """An endpoint whose model thinks so many tokens before it answers."""

    def reply(seen):
        done = seen.payload["max_tokens"] >= need
        return answer(GOOD) if done else answer("", finish="length", **message)

    return reply


@pytest.mark.parametrize("message", [{}, {"reasoning": "hm {} hm"}, {"content": "<think>hm {"}, {"content": None}])
async def test_a_model_that_thought_all_its_room_away_gets_more_and_keeps_it(message):
    with EndpointServer(thinks(600, **message)) as server:
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            first = await endpoint.fill(request())
            second = await endpoint.fill(request())
    assert first.filled == second.filled == Plain(facts=["rain"], count=1)
    assert [seen.payload["max_tokens"] for seen in server.requests] == [50, 200, 800, 800]


async def test_a_model_that_thought_most_of_its_room_away_gets_more_too():
    reply = json.loads(answer('{"facts": ["ra', finish="max_tokens").body)
    reply["usage"] = {"completion_tokens": 50, "completion_tokens_details": {"reasoning_tokens": 40}}
    with EndpointServer([Reply(json.dumps(reply).encode()), answer(GOOD)]) as server:
        assert (await fill(server)).filled == Plain(facts=["rain"], count=1)


async def test_room_to_think_ends_with_the_model_s_window():
    with EndpointServer(thinks(10**9)) as server:
        result = await fill(server, settings=Settings(window=1000))
    assert result.truncated
    asked = [seen.payload["max_tokens"] for seen in server.requests]
    assert asked == sorted(set(asked))
    assert asked[-1] <= 1000


# Bounds


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("packed", [True, False])
async def test_a_response_is_read_up_to_a_bound_however_it_is_packed(status, packed):
    body = b'{"choices": [{"message": {"content": "' + b"a" * (MOST_BYTES + 1) + b'"}}]}'
    headers = {"Content-Encoding": "gzip"} if packed else {}
    with EndpointServer([Reply(gzip.compress(body, 1) if packed else body, status, headers)]) as server:
        raised = await failure(server, AnswerError)
    assert "larger than 16 MB" in str(raised)
    assert len(server.requests) == 1


async def test_a_packed_answer_is_unpacked():
    reply = Reply(gzip.compress(answer(GOOD).body), 200, {"Content-Encoding": "gzip"})
    with EndpointServer([reply]) as server:
        assert (await fill(server)).text == GOOD


async def test_a_sampling_parameter_that_the_model_does_not_take_is_left_out(caplog):
    def reply(seen):
        if "temperature" in seen.payload:
            said = "Unsupported value: 'temperature' does not support 0 with this model."
            return error(400, said, param="temperature", code="unsupported_value")
        return answer(GOOD)

    with EndpointServer(reply) as server, caplog.at_level(logging.INFO, "onrecord"):
        async with Endpoint("m", base_url=server.url, api_key=KEY, settings=SETTINGS) as endpoint:
            assert (await endpoint.fill(request(temperature=0.0, seed=1))).usage.calls == 2
            assert (await endpoint.fill(request(temperature=0.0, seed=1))).usage.calls == 1
    last = server.requests[-1].payload
    assert "temperature" not in last
    assert last["seed"] == 1
    assert last["response_format"]["type"] == "json_schema"
    assert "temperature" in caplog.text


# Keys


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 200])
async def test_a_key_that_the_endpoint_echoes_is_never_shown(status, caplog):
    reply = error(status, f"bad key {KEY}", code=KEY, param=KEY)
    with EndpointServer([reply]) as server, caplog.at_level(logging.DEBUG):
        raised = await failure(server, ModelError)
    assert "[key]" in str(raised)
    assert KEY not in "".join(f"{error!r} {error} {vars(error)}" for error in chain(raised))
    assert KEY not in caplog.text


def test_a_key_that_is_no_secret_leaves_messages_as_they_are():
    place = ModelAddress("m", "http://127.0.0.1/v1", "x")
    assert place.says("The model fake does not exist") == "m at http://127.0.0.1/v1: The model fake does not exist"


def chain(error):
    """An error and all that it was raised from or while."""
    return [error, *(cause for link in (error.__cause__, error.__context__) if link for cause in chain(link))]


@pytest.mark.parametrize("length", range(280, 300, 6))
async def test_a_key_is_masked_before_a_long_message_is_cut(length):
    with EndpointServer([error(400, "x" * length + KEY)]) as server:
        raised = await failure(server, RefusedError)
    assert KEY[:4] not in str(raised)


async def test_a_key_is_in_no_repr_and_no_message_even_from_the_url():
    settings = Settings(api_key=KEY, keys={"GROQ_API_KEY": KEY}, backoff=0.01, retries=0)
    url = f"http://user:{KEY}@127.0.0.1:9/v1?key={KEY}"
    endpoint = Endpoint("m", base_url=url, api_key=KEY, settings=settings)
    async with endpoint:
        with pytest.raises(UnavailableError) as caught:
            await endpoint.fill(request())
    assert KEY not in f"{settings!r} {endpoint!r} {caught.value!r}"
    assert "http://127.0.0.1:9/v1" in repr(endpoint)


def test_failures_print_nothing_to_stderr_by_themselves():
    code = f"""
import asyncio, sys
sys.path.insert(0, {str(__file__.rpartition("/")[0])!r})
from endpoint_server import EndpointServer, answer, error
from test_endpoint import Endpoint, ModelError, SETTINGS, KEY, request

async def main(url):
    async with Endpoint("m", base_url=url, api_key=KEY, settings=SETTINGS) as endpoint:
        for _ in range(2):
            try:
                await endpoint.fill(request())
            except ModelError:
                print("failed")

with EndpointServer([answer("secret article"), answer("x"), answer("x"), error(401, KEY)]) as server:
    asyncio.run(main(server.url))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "failed\nfailed\n"
    assert done.stderr == ""


# Vendors' errors


def subclasses(kind):
    return {kind}.union(*(subclasses(child) for child in kind.__subclasses__()))


def vendor_errors():
    """One of each error class of openai and instructor, made with whatever its constructor asks for."""
    sent = httpx2.Request("POST", "http://127.0.0.1/v1")
    values = {
        "message": "m",
        "request": sent,
        "response": httpx2.Response(418, request=sent),
        "body": None,
        "completion": openai.types.chat.ChatCompletion.construct(usage=None),
        "unsent_messages": [],
        "n_attempts": 1,
        "total_usage": 0,
        "budget": 1,
        "mode": "m",
        "provider": "p",
        "valid_modes": [],
        "symbol": "s",
    }
    kinds = subclasses(openai.OpenAIError) | subclasses(InstructorError)
    for kind in sorted(kinds, key=lambda kind: kind.__qualname__):
        _, *parameters = inspect.signature(kind.__init__).parameters.values()
        optional = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        needed = [p.name for p in parameters if p.default is p.empty and p.kind not in optional]
        yield pytest.param(kind(**{name: values[name] for name in needed}), id=kind.__qualname__)


@pytest.mark.parametrize("raised", list(vendor_errors()))
def test_every_vendor_s_error_is_translated(raised):
    translated = translate(raised, ModelAddress("m", "http://127.0.0.1/v1"))
    assert type(translated) in (RefusedError, UnavailableError, AnswerError)
    assert str(translated).startswith("m at http://127.0.0.1/v1: ")


def test_an_error_that_is_a_defect_is_not_translated():
    with pytest.raises(TypeError, match="KeyError"):
        translate(KeyError("title"), ModelAddress("m", "http://127.0.0.1/v1"))
    wrapped = InstructorRetryException(n_attempts=1, total_usage=0)
    wrapped.__cause__ = KeyError("title")
    with pytest.raises(TypeError, match="KeyError"):
        translate(wrapped, ModelAddress("m", "http://127.0.0.1/v1"))


def test_a_validation_error_is_told_without_the_answer_s_text():
    with pytest.raises(ValidationError) as caught:
        Plain.model_validate({"facts": "SECRET", "count": "SECRET"})
    message = str(translate(caught.value, ModelAddress("m", "http://127.0.0.1/v1")))
    assert "facts: Input should be a valid list; count: " in message
    assert "SECRET" not in message


# Names


def test_openai_models_go_to_openai_with_its_key():
    endpoint = provider_of("openai/gpt-5-mini").open(Opening("openai/gpt-5-mini", Settings(api_key=KEY)))
    assert endpoint.name == "openai/gpt-5-mini"
    assert endpoint.address == ADDRESSES["openai"]


async def test_a_base_url_takes_openai_s_place_and_needs_no_key():
    with EndpointServer([answer(GOOD)]) as server:
        async with open_model("openai/org/model", Settings(base_url=server.url)) as endpoint:
            await endpoint.fill(request())
    assert server.requests[0].payload["model"] == "org/model"
    assert server.requests[0].headers["authorization"] == "Bearer none"


@pytest.mark.parametrize("address", ["localhost:8000/v1", "//localhost/v1", "ftp://localhost"])
def test_an_address_that_is_none_of_the_web_s_is_wrong_use(address):
    with pytest.raises(UsageError, match="OPENAI_BASE_URL: the address has to begin with http"):
        check_model("openai/m", Settings(base_url=address))


@pytest.mark.parametrize("provider", sorted(ADDRESSES.keys() - {"openai", "ollama"}))
def test_a_provider_s_key_is_read_from_its_own_variable(provider):
    variable = f"{provider.upper()}_API_KEY"
    settings = Settings.from_environment({variable: KEY, "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"})
    assert ADDRESSES[provider] in check_model(f"{provider}/m", settings)
    with pytest.raises(UsageError, match=variable):
        check_model(f"{provider}/m", Settings(api_key=KEY))


async def test_an_address_that_lets_a_schema_pass_is_asked_for_a_tool_call(monkeypatch):
    with EndpointServer([answer(GOOD, tool=True)]) as server:
        monkeypatch.setitem(FIRST, server.url, FIRST[ADDRESSES["anthropic"]])
        await fill(server)
    assert "tools" in server.requests[0].payload


def test_ollama_needs_no_key():
    assert "localhost:11434" in check_model("ollama/qwen", Settings())


@pytest.mark.parametrize("provider", ["deepseek", "ollama", "openrouter", "perplexity", "together"])
async def test_addresses_are_those_that_instructor_uses(provider):
    client = instructor.from_provider(f"{provider}/m", async_client=True, api_key=KEY)
    assert str(client.client.base_url).rstrip("/") == ADDRESSES[provider]
    await client.client.close()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("openai/m", "set OPENAI_API_KEY, or OPENAI_BASE_URL"),
        ("gpt-5-mini", "'openai/gpt-5-mini'"),
        ("openai/", "'openai/gpt-5-mini'"),
        ("/m", "local:FILE.gguf"),
        ("", "'' names no model; there are local,"),
        ("anthropic/claude", "set ANTHROPIC_API_KEY"),
        ("gemini/gemini-2.5-flash", "set GEMINI_API_KEY"),
        ("bedrock/claude", "groq"),
        ("google/gemini", "OPENAI_BASE_URL"),
    ],
)
def test_a_name_that_can_t_be_used_says_what_can(name, words):
    with pytest.raises(UsageError) as caught:
        check_model(name, Settings())
    assert words in str(caught.value)


async def test_an_article_is_not_sent_on_to_another_address():
    with EndpointServer([answer('{"count": 1, "facts": []}')]) as other:
        moved = Reply(b"", 307, {"Location": f"{other.url}/chat/completions"})
        with EndpointServer([moved]) as server:
            with pytest.raises(RefusedError, match="307"):
                await fill(server)
            assert (len(server.requests), len(other.requests)) == (1, 0)
