"""Records as they come: in which order, each once, the summary at the end, and nothing left under way."""

import asyncio
import gc
import json
import re
from contextlib import aclosing

import pytest
from endpoint_server import answer

from onrecord import (
    Article,
    Settings,
    Support,
    UnavailableError,
    UsageError,
    Verifier,
    choose_prompts,
    extract,
    open_model,
    stream,
    verify_prompt,
)
from onrecord.testing import FakeModel, answer_text

SENTENCES = [f"Ferry number {number} sank off Holm." for number in range(1, 7)]
ARTICLE = Article(" ".join(SENTENCES), language="en")


def claim_of(request):
    """A claim in the words of each sentence that is asked about."""
    return {"claims": [{"sentences": [n], "text": s} for n, s in enumerate(SENTENCES, 1) if s in request.asked]}


def prompts():
    return choose_prompts(kinds=["claim"])


async def test_records_come_while_the_model_is_still_asked():
    model = FakeModel(claim_of)
    records = stream(ARTICLE, prompts(), model, sentences_per_call=1)
    asked_by_then = [(record.record.sentences[0], len(model.requests)) async for record in records]
    assert asked_by_then == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 6)]
    assert [each.record.text for each in records.summary.claims] == SENTENCES


async def test_the_stream_has_the_records_the_calls_and_the_summary_of_extract():
    whole, model = FakeModel(claim_of), FakeModel(claim_of)
    summary = await extract(ARTICLE, prompts(), whole, sentences_per_call=2)
    async with stream(ARTICLE, prompts(), model, sentences_per_call=2) as records:
        assert tuple([record async for record in records]) == summary.records
        assert (records.summary.records, records.summary.usage) == (summary.records, summary.usage)
    assert [each.messages for each in model.requests] == [each.messages for each in whole.requests]


async def test_a_record_comes_once_and_what_is_too_weak_does_not_come():
    again = {"sentences": [1], "text": SENTENCES[0]}
    made_up = {"sentences": [2], "text": "Nine whales danced in Tarn for 77 hours."}

    def script(request):
        return {"claims": [*claim_of(request)["claims"], again, made_up]}

    records = stream(ARTICLE, prompts(), FakeModel(script), sentences_per_call=1, strict=True)
    texts = [record.record.text async for record in records]
    assert sorted(texts) == sorted(SENTENCES)
    assert records.summary.left_out == 1


async def test_what_a_verifier_reads_comes_verified():
    reworded = "A ferry, the third, went down near Holm."

    def script(request):
        if request.prompt == "verify":
            return {"verdicts": [{"record": 1, "supported": True, "reason": "none"}]}
        return {"claims": [{"sentences": [3], "text": reworded}] if SENTENCES[2] in request.asked else []}

    model = FakeModel(script)
    verifier = Verifier(model, verify_prompt())
    records = stream(ARTICLE, prompts(), model, sentences_per_call=1, verifier=verifier)
    found = {record.record.text: record.support async for record in records}
    assert found[reworded] is Support.VERIFIED


async def test_the_summary_is_there_at_the_end_alone():
    records = stream(ARTICLE, prompts(), FakeModel(claim_of), sentences_per_call=1)
    async with aclosing(records):
        await anext(aiter(records))
        with pytest.raises(UsageError, match="once all records have come"):
            _ = records.summary


async def test_failures_are_in_the_summary_and_wrong_arguments_are_raised():
    records = stream(ARTICLE, prompts(), FakeModel([UnavailableError("gone")]))
    assert [record async for record in records] == []
    assert (records.summary.status, "gone" in records.summary.problems[0]) == ("failed", True)
    with pytest.raises(UsageError, match="sentences_per_call=0"):
        _ = [record async for record in stream(ARTICLE, prompts(), FakeModel(claim_of), sentences_per_call=0)]


class Waiting:
    """A server that answers about the first sentences and about no other ever; `open` calls wait for their answer."""

    def __init__(self, sentences: int) -> None:
        self.open = self.most = 0
        self._sentences = sentences

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                size = int(re.search(rb"content-length: (\d+)", head.lower())[1])
                question = json.loads(await reader.readexactly(size))["messages"][-1]["content"]
                number = int(re.search(r"\nSentence (\d+):", question)[1])
                if number > self._sentences:
                    self.open += 1
                    self.most = max(self.most, self.open)
                    try:
                        await reader.read()  # until the other side hangs up
                    finally:
                        self.open -= 1
                    return
                said = {"sentences": [number], "text": SENTENCES[number - 1]}
                body = answer(answer_text({"claims": [said]})).body
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _eventually(met):
    for _ in range(500):
        if met():
            return True
        await asyncio.sleep(0.02)
    return False


async def by_break(records):
    async for _ in records:
        break


async def by_block(records):
    async with records:
        async for _ in records:
            return


async def by_closing(records):
    await anext(aiter(records))
    await records.aclose()


async def by_cancelling(records):
    came = asyncio.Event()

    async def consume():
        async for _ in records:
            came.set()

    task = asyncio.create_task(consume())
    await came.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("leave", [by_break, by_block, by_closing, by_cancelling])
async def test_leaving_a_stream_ends_the_calls_under_way(leave):
    complaints = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    server = Waiting(sentences=3)
    async with server as url:
        settings = Settings(model="openai/x", base_url=url, retries=0)
        async with open_model(settings=settings) as model:
            await leave(stream(ARTICLE, prompts(), model, sentences_per_call=1))
            assert await _eventually(lambda: server.open == 0)
    gc.collect()
    await asyncio.sleep(0)
    assert server.most == 3
    assert complaints == []


async def test_an_error_in_one_call_leaves_no_other_under_way():
    server = Waiting(sentences=3)
    async with server as url:
        settings = Settings(model="openai/x", base_url=url, retries=0)
        async with open_model(settings=settings) as model:
            ask = model.fill

            async def fill(request):
                if SENTENCES[4] in request.asked:
                    await _eventually(lambda: server.open == 2)
                    raise ZeroDivisionError
                return await ask(request)

            model.fill = fill
            with pytest.raises(ZeroDivisionError):
                _ = [each async for each in stream(ARTICLE, prompts(), model, sentences_per_call=1)]
            assert (await _eventually(lambda: server.open == 0), server.most) == (True, 2)
