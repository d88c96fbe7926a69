"""What the library tells of its calls: lines for logging, and spans for OpenTelemetry."""

import logging
import subprocess
import sys

import pytest
from endpoint_server import EndpointServer, answer, error
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from onrecord import Article, Settings, choose_prompts, extract, open_model
from onrecord.models import AnswerFile, Recorded
from onrecord.testing import FakeModel, answer_text

KEY = "sk-secret-0123456789"
TEXT = "The ferry Elan sank off Holm on Monday."
FINE = answer(answer_text({"claims": [{"sentences": [1], "text": TEXT}]}))
UNFIT = answer('{"claims": [{"sentences": [1]}]}')


async def summarized(script, **settings):
    with EndpointServer(script) as server:
        known = Settings(base_url=server.url, api_key=KEY, backoff=0.001, **settings)
        async with open_model("openai/gpt-x", known) as model:
            return await extract(Article(TEXT), choose_prompts(kinds=["claim"]), model)


def lines(caplog, level):
    return [each for each in caplog.records if each.levelno == level and each.name.startswith("onrecord")]


async def test_each_call_is_told_at_debug(caplog):
    caplog.set_level(logging.DEBUG, "onrecord")
    summary = await summarized([error(503, "busy"), FINE])
    assert summary.status == "ok"
    failed, fine = lines(caplog, logging.DEBUG)
    assert failed.getMessage().startswith("gpt-x: failed (503) in ")
    assert fine.getMessage().startswith("gpt-x: answered in ")
    assert fine.getMessage().endswith(" s: 100 tokens in (60 cached), 20 out")
    assert {**fine.data, "seconds": 0} == {
        "model": "gpt-x", "input": 100, "cached": 60, "output": 20, "seconds": 0, "error": None
    }  # fmt: skip


async def test_the_reason_of_each_retry_is_told_at_info(caplog):
    caplog.set_level(logging.INFO, "onrecord")
    await summarized([error(503, f"busy, says {KEY}"), UNFIT, FINE])
    again, reasked = (each.getMessage() for each in lines(caplog, logging.INFO))
    assert "HTTP 503: busy, says [key]; again in 0.0 s" in again
    assert "the answer doesn't fill the schema: claims.0.text: Field required; asking again" in reasked


async def test_no_key_and_no_text_is_told(caplog):
    caplog.set_level(logging.DEBUG, "onrecord")
    await summarized([error(429, f"wait, {KEY}"), UNFIT, FINE])
    told = "\n".join(f"{each.getMessage()} {vars(each)}" for each in caplog.records if each.name.startswith("onrecord"))
    assert "gpt-x" in told
    assert KEY not in told
    assert TEXT not in told


async def test_an_answer_that_was_kept_is_told_as_such(caplog, tmp_path):
    answers = AnswerFile(tmp_path / "answers.jsonl")
    article, prompts = Article(TEXT), choose_prompts(kinds=["claim"])
    with answers.recording():
        for _ in range(2):
            caplog.clear()
            caplog.set_level(logging.DEBUG, "onrecord")
            model = Recorded("fake", answers, FakeModel([{"claims": []}]), window=8192)
            await extract(article, prompts, model)
    assert [each.getMessage() for each in lines(caplog, logging.DEBUG)] == [
        "fake: answered by what is kept; it took 10 tokens in and 5 out when it was asked for"
    ]


def test_the_library_writes_nothing_where_logging_is_not_set_up():
    program = (
        "import logging, onrecord; logging.getLogger('onrecord.models').warning('not to be seen'); "
        "print([type(each).__name__ for each in logging.getLogger('onrecord').handlers])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("['NullHandler']\n", "")


@pytest.fixture
def spans(monkeypatch):
    """The spans that end while a test runs."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    from onrecord.models import _telling

    _telling._tracer.cache_clear()
    yield exporter
    _telling._tracer.cache_clear()


async def test_each_call_is_a_span_by_the_conventions_for_generative_ai(spans):
    await summarized([FINE])
    (span,) = spans.get_finished_spans()
    assert (span.name, span.kind, span.status.status_code) == ("chat gpt-x", SpanKind.CLIENT, StatusCode.UNSET)
    told = dict(span.attributes)
    assert told.pop("gen_ai.request.max_tokens") > 0
    assert told.pop("server.port") > 0
    assert told == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-x",
        "gen_ai.response.model": "m",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.cache_read.input_tokens": 60,
        "gen_ai.usage.output_tokens": 20,
        "server.address": "127.0.0.1",
    }


async def test_a_call_that_fails_is_a_span_with_its_error_and_without_words(spans):
    await summarized([error(503, f"busy, says {KEY}"), FINE])
    failed, fine = spans.get_finished_spans()
    assert (failed.attributes["error.type"], failed.status.status_code) == ("503", StatusCode.ERROR)
    assert "error.type" not in fine.attributes
    assert (failed.events, KEY in failed.to_json(), TEXT in fine.to_json()) == ((), False, False)


def test_without_opentelemetry_all_goes_on():
    program = """
import asyncio, sys
sys.modules["opentelemetry"] = None
from onrecord import Article, Settings, choose_prompts, extract, open_model

async def main():
    async with open_model("openai/gpt-x", Settings(base_url=sys.argv[1])) as model:
        return await extract(Article("The ferry Elan sank off Holm on Monday."), choose_prompts(kinds=["claim"]), model)

print(asyncio.run(main()).status)
"""
    with EndpointServer([FINE]) as server:
        done = subprocess.run([sys.executable, "-c", program, server.url], capture_output=True, text=True, check=True)
    assert done.stdout == "ok\n"
