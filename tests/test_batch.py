import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from conftest import repeat
from endpoint_server import EndpointServer, answer, error

from onrecord.article import Article
from onrecord.batch import BatchOptions, reason_of, run_batch
from onrecord.batch._near_duplicates import KnownArticles, carried_over, known_articles
from onrecord.batch._pacing import Caps, Pacer
from onrecord.errors import AnswerError, RefusedError, UnavailableError
from onrecord.extraction import choose_prompts, prompts_used
from onrecord.extraction._extract import extract
from onrecord.models._endpoint import Endpoint
from onrecord.settings import Settings
from onrecord.sources import Unreadable
from onrecord.store import StoreError, article_key, open_store
from onrecord.testing import FakeModel, answer_text
from onrecord.usage import Usage

PROMPTS = choose_prompts(kinds=["claim"])


def articles(count, start=0):
    return [
        Article(f"Officials counted {number + 100} ballots.", f"a{number}") for number in range(start, start + count)
    ]


async def stream(items, seen=None):
    for item in items:
        if seen is not None:
            seen.append(item)
        yield item


def claim(request):
    return answer_text({"claims": [{"sentences": [1], "text": request.asked}]})


def slow_model(seconds=0.01, slots=8, script=claim):
    class Slow(FakeModel):
        async def fill(self, request):
            await asyncio.sleep(seconds)
            return await super().fill(request)

    return Slow(script, slots=slots)


async def batch(store, items, model, **options):
    progress = options.pop("progress", lambda _: None)
    run = store.run(model.name, prompts_used(PROMPTS, model.name), strict=options.get("strict", False))
    if options.pop("dedupe", False):
        options["near_duplicates"] = KnownArticles(run)
    source = items if hasattr(items, "__anext__") else stream(items)
    return await run_batch(source, PROMPTS, model, run, BatchOptions(**options), progress=progress)


async def test_each_article_is_answered_for(store):
    model = slow_model(slots=3)
    told = []
    report = await batch(store, articles(10), model, progress=lambda now: told.append(now.done))
    assert (report.ok, report.failed, report.left, report.stopped) == (10, 0, 0, None)
    assert report.usage == Usage(10, 100, 0, 50)
    assert list(dict.fromkeys(told)) == list(range(11))
    assert {each.article.id for each in store.summaries()} == {f"a{number}" for number in range(10)}
    assert all(each.records[0].supported for each in store.summaries())


async def test_what_is_done_is_not_read_again(store):
    await batch(store, articles(5), slow_model())
    model = slow_model()
    report = await batch(store, articles(7), model)
    assert (report.ok, report.skipped, len(model.requests)) == (2, 5, 2)


async def test_the_same_article_twice_in_a_feed_is_read_once(store):
    model = slow_model()
    report = await batch(store, [*articles(2), *articles(2)], model)
    assert (report.ok, report.skipped, len(model.requests)) == (2, 2, 2)


async def test_articles_are_taken_only_as_they_can_be_read(store):
    taken = []
    model = slow_model(slots=2)
    most = 0

    def note(report):
        nonlocal most
        most = max(most, len(taken) - report.done)

    await batch(store, stream(articles(50), taken), model, progress=note)
    assert most <= 4


async def test_one_bad_article_is_one_row_with_its_reason(store):
    def script(request):
        if "103" in request.asked:
            return AnswerError("no answer fills the schema", usage=Usage(3, 30, 0, 15), text="?")
        return claim(request)

    bad = Unreadable("b", "no text in the page", "https://example.org/b", "feed.xml")
    report = await batch(store, [bad, *articles(5)], slow_model(script=script))
    assert (report.ok, report.failed, report.unreadable) == (4, 1, 1)
    assert dict(report.reasons) == {"no text in the page": 1, "no answer fills the schema": 1}
    assert report.usage == Usage(7, 70, 0, 35), "failed attempts count"
    failed = [each for each in store.summaries() if each.status == "failed"]
    assert [each.article.id for each in failed] == ["a3"]
    assert store.failures() == [("b", "no text in the page")]


async def test_a_defect_that_one_article_brings_out_is_its_row_alone(store):
    def script(request):
        return KeyError("x") if "103" in request.asked else claim(request)

    report = await batch(store, articles(5), slow_model(script=script))
    assert (report.ok, report.failed) == (4, 1)
    assert "a defect in onrecord" in next(iter(report.reasons))


async def test_what_failed_is_asked_again_only_when_told(store):
    def script(request):
        return AnswerError("no use") if "103" in request.asked else claim(request)

    await batch(store, articles(5), slow_model(script=script))
    model = slow_model()
    assert (await batch(store, articles(5), model)).ok == 0
    again = await batch(store, [], model, retry_failed=True)
    assert (again.ok, again.failed, len(model.requests)) == (1, 0, 1), "also where its feed has dropped it"
    report = await batch(store, articles(5), model, retry_failed=True)
    assert (report.skipped, len(model.requests)) == (5, 1)


async def test_an_article_that_fails_again_is_not_asked_a_third_time(store):
    model = slow_model(script=[AnswerError("no use")])
    await batch(store, articles(1), model)
    report = await batch(store, articles(1), model, retry_failed=True)
    assert (report.failed, len(model.requests)) == (1, 2)


async def test_answers_that_were_paid_are_not_paid_again(store):
    run = store.run("fake", prompts_used(PROMPTS, "fake"))
    first = slow_model()
    asked = articles(3)

    async def stopped(_):
        raise StoreError("the disk is full")

    run.keep = stopped  # never reached: the process is gone before
    await batch(store, asked, first)
    with store._database.writing() as connection:
        for table in ("records", "results"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    second = slow_model()
    report = await batch(store, asked, second)
    assert (report.ok, len(second.requests), report.usage) == (3, 0, Usage())


async def test_a_request_to_stop_lets_what_is_in_flight_finish(store):
    stop = asyncio.Event()
    taken = []
    model = slow_model(0.05, slots=4)
    report = await batch(store, stream(articles(100), taken), model, stop=stop, progress=lambda _: stop.set())
    assert report.stopped == "interrupted"
    assert report.ok == len(model.requests) < 20
    assert (report.left, len(list(store.summaries()))) == (0, report.ok)
    after = await batch(store, articles(100), model)
    assert (after.ok, after.skipped) == (100 - report.ok, report.ok)


async def test_what_does_not_finish_in_time_is_left_for_the_next_batch(store):
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    started = time.monotonic()
    report = await batch(store, articles(10), slow_model(60, slots=3), stop=stop, grace=0.1)
    assert time.monotonic() - started < 5
    assert (report.ok, report.left, report.stopped) == (0, 3, "interrupted")


async def test_a_source_that_waits_does_not_keep_the_batch_from_stopping(store):
    stop = asyncio.Event()

    async def stuck():
        yield articles(1)[0]
        await asyncio.sleep(3600)

    report = await batch(store, stuck(), slow_model(), stop=stop, progress=lambda _: stop.set())
    assert (report.ok, report.stopped) == (1, "interrupted")


async def test_an_error_of_the_sources_comes_out_once_the_rest_is_kept(store):
    async def broken():
        yield articles(1)[0]
        raise RefusedError("no such feed")

    with pytest.raises(RefusedError, match="no such feed"):
        await batch(store, broken(), slow_model(0.05))
    assert len(list(store.summaries())) == 1


async def test_a_full_disk_stops_the_batch_in_order(file_store):
    with file_store._database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 30}")
    report = await batch(file_store, articles(2000), slow_model(0.001))
    assert "the disk is full: make room and run the same command again" in report.stopped
    with file_store._database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        paid = connection.exec_driver_sql("SELECT count(*) FROM answers").scalar_one()
    model = slow_model(0.001)
    after = await batch(file_store, articles(300), model)
    assert after.ok + after.skipped == 300
    assert len(model.requests) <= 300 - paid + 8, "answers that were stored are used"


async def test_an_endpoint_that_is_down_stops_the_batch_and_no_article_is_blamed(store):
    model = slow_model(0.001, script=[UnavailableError("no connection: is it running?")])
    report = await batch(store, articles(200), model, patience=0.0)
    assert report.stopped == "the endpoint doesn't answer: no connection: is it running?"
    assert (report.ok, report.failed) == (0, 0)
    assert 20 <= report.left <= 40
    assert (await batch(store, articles(200), slow_model(0.001))).ok == 200


@pytest.mark.parametrize("error", [UnavailableError("no route"), RefusedError("a wrong key")])
async def test_few_articles_that_an_endpoint_never_answers_for_are_left(store, error):
    report = await batch(store, articles(3), slow_model(script=lambda _: error))
    assert (report.failed, report.left) == (0, 3)
    assert report.stopped in ("the endpoint doesn't answer: no route", "the endpoint refuses: a wrong key")
    assert (await batch(store, articles(3), slow_model())).ok == 3


async def test_the_last_articles_of_a_batch_are_left_where_the_endpoint_goes(store):
    def script(request):
        return UnavailableError("gone") if "108" in request.asked or "109" in request.asked else claim(request)

    report = await batch(store, articles(10), slow_model(script=script, slots=1))
    assert (report.ok, report.failed, report.left) == (8, 0, 2)


async def test_a_last_article_that_alone_gets_no_answer_has_failed(store):
    def script(request):
        return UnavailableError("timed out") if "109" in request.asked else claim(request)

    report = await batch(store, articles(10), slow_model(script=script))
    assert (report.ok, report.failed, report.left, report.stopped) == (9, 1, 0, None)


async def test_articles_of_an_outage_that_passes_are_read_after_it(store):
    asked = 0

    def script(request):
        nonlocal asked
        asked += 1
        return UnavailableError("503") if 10 < asked <= 40 else claim(request)

    report = await batch(store, articles(60), slow_model(0.001, script=script))
    assert (report.ok, report.failed, report.stopped) == (60, 0, None)


async def test_an_article_that_comes_again_during_an_outage_is_read_once_after_it(store):
    failed = asyncio.Event()
    first, second = articles(2)

    def script(request):
        if failed.is_set():
            return claim(request)
        failed.set()
        return UnavailableError("503")

    async def source():
        yield first
        await failed.wait()
        yield second
        await asyncio.sleep(0.02)
        yield first
        await asyncio.sleep(0.2)

    model = slow_model(0.05, script=script)
    report = await batch(store, source(), model)
    assert (report.ok, report.skipped, len(model.requests)) == (2, 1, 3)


async def test_a_copy_that_comes_twice_before_its_original_is_done_is_read_once(store):
    text = " ".join(f"Officials counted {number} ballots in the hall." for number in range(10))
    original, copy = Article(text, "a"), Article(f"{text} Rain then fell on all the streets of the town.", "b")
    model = slow_model(script=lambda _: answer_text({"claims": []}))
    report = await batch(store, [original, copy, copy], model, dedupe=True)
    assert (report.ok, report.near_duplicates, report.skipped) == (2, 1, 1)
    asked = [request.asked for request in model.requests]
    assert len(asked) == len(set(asked))


async def test_an_article_that_is_refused_alone_fails_alone(store):
    def script(request):
        return RefusedError("too long") if "103" in request.asked else claim(request)

    report = await batch(store, articles(30), slow_model(script=script))
    assert (report.ok, report.failed, report.stopped) == (29, 1, None)


ARREST = (
    "Police arrested Ana Lima on Monday after a search of her office near the old harbour that had lasted 4 hours "
    "and brought to light 11 boxes of letters, 2 computers and the accounts of a firm."
)
ORIGINAL = f"Lima, Friday. {ARREST} Mayor Bo Chen promised 40 new jobs."
COPY = f"An agency reports: {ARREST}"


def two_claims(request):
    said = [{"sentences": [2], "text": "Police arrested Ana Lima on Monday."}]
    return answer_text({"claims": [*said, {"sentences": [3], "text": "Mayor Bo Chen promised 40 new jobs."}]})


def said(request):
    """A claim for each sentence asked about, in its words."""
    article = Article(request.shown)
    asked = [sentence for sentence in article.sentences if sentence.text.strip() in request.asked]
    claims = [{"sentences": [sentence.number], "text": sentence.text.strip()} for sentence in asked]
    return answer_text({"claims": claims})


@pytest.mark.parametrize(
    ("copy", "asked"),
    [
        (f"{ARREST} Mayor Bo Chen promised 40 new jobs.", None),
        (f"By ANN BELL, Dorp News Agency. {ORIGINAL}", None),
        (ORIGINAL.replace("brought to light", "uncovered"), ARREST.replace("brought to light", "uncovered")),
        (f"{ORIGINAL} Two firefighters died.", "Two firefighters died."),
        (ORIGINAL.replace("40", "140"), "Mayor Bo Chen promised 140 new jobs."),
        (ORIGINAL.replace("promised", "never promised"), "Mayor Bo Chen never promised 40 new jobs."),
    ],
    ids=["cut", "with a byline", "a word replaced", "with news", "another number", "a denial"],
)
async def test_of_a_copy_only_what_it_adds_is_read(store, copy, asked):
    model = slow_model(script=said)
    report = await batch(store, [Article(ORIGINAL, "original"), Article(copy, "copy")], model, dedupe=True)
    assert (report.ok, report.near_duplicates) == (2, 1)
    assert [request.asked for request in model.requests[1:]] == ([asked] if asked else [])
    held = {each.article.id: each for each in store.summaries()}["copy"]
    assert all(record.supported for record in held.records)
    assert asked is None or asked in [record.record.text for record in held.records]
    assert held.usage.calls == (1 if asked else 0)


@pytest.mark.parametrize("order", ["while it is read", "after it was read", "in a later batch"])
async def test_a_copy_is_not_read_but_grounded_again(store, order):
    model = slow_model(0.02, script=two_claims, slots=1 if order == "after it was read" else 8)
    original, copy = Article(ORIGINAL, "original"), Article(COPY, "copy")
    if order == "in a later batch":
        first = await batch(store, [original], model, dedupe=True)
        report = await batch(store, [copy], model, dedupe=True)
        assert (first.ok, report.ok) == (1, 1)
    else:
        report = await batch(store, [original, copy], model, dedupe=True)
        assert report.ok == 2
    assert (report.near_duplicates, len(model.requests)) == (1, 1)
    found = {each.article.id: each for each in store.summaries()}
    held = found["copy"]
    assert [record.record.text for record in held.records] == ["Police arrested Ana Lima on Monday."]
    assert [COPY[s.start : s.end].strip() for s in held.records[0].evidence] == [COPY]
    assert (held.left_out, held.usage) == (1, Usage())
    assert held.problems == ("near-duplicate of original: 1 of that article's 2 records don't hold in this one",)
    plain = {each["article"]["id"]: each for each in map(json.loads, store.documents())}
    assert plain["copy"]["copy_of"] == "original"
    assert "copy_of" not in plain["original"]


@pytest.mark.parametrize(
    ("copy", "left_out"),
    [(f"By ANN BELL. {ORIGINAL}", 1), (COPY, 1 + 1), (f"{ORIGINAL} Two firefighters died.", 1 + 1)],
    ids=["the original's", "and those that don't hold", "and those of what it adds"],
)
async def test_what_is_left_out_of_a_copy_is_counted(store, copy, left_out):
    def with_an_invention(request):
        if "firefighters" in request.asked:
            return answer_text({"claims": [{"sentences": [4], "text": "Nine ships sank near Oslo."}]})
        kept = json.loads(two_claims(request))["claims"]
        return answer_text({"claims": [*kept, {"sentences": [2], "text": "Nine ships sank near Oslo."}]})

    items = [Article(ORIGINAL, "original"), Article(copy, "copy")]
    await batch(store, items, slow_model(script=with_an_invention), dedupe=True, strict=True)
    held = {each.article.id: each for each in store.summaries()}
    assert (held["original"].left_out, held["copy"].left_out) == (1, left_out)


async def test_a_copy_that_is_too_long_to_be_compared_is_read_itself(store, monkeypatch):
    monkeypatch.setattr("onrecord.batch._near_duplicates.LONGEST", len(ARREST) - 1)
    report = await batch(
        store, [Article(ORIGINAL, "original"), Article(ARREST, "cut")], slow_model(script=said), dedupe=True
    )
    assert (report.ok, report.near_duplicates, report.usage.calls) == (2, 0, 2)


async def test_a_copy_of_what_failed_is_read_itself(store):
    def script(request):
        return AnswerError("no use") if "Friday" in request.asked else claim(request)

    items = [Article(ORIGINAL, "original"), Article(COPY, "copy")]
    report = await batch(store, items, slow_model(script=script), dedupe=True)
    assert (report.ok, report.failed, report.near_duplicates) == (1, 1, 0)


def reports(count):
    """Articles that are long enough to be near copies, and are none of each other."""
    words = [first + last for first in ("bor", "cal", "dun", "fes", "gal") for last in ("a", "en", "ik", "os", "um")]
    drawn = [random.Random(number) for number in range(count)]
    texts = [" ".join(f"The {' '.join(each.choices(words, k=10))}." for _ in range(6)) for each in drawn]
    return [Article(text, f"r{number}") for number, text in enumerate(texts)]


async def test_copies_of_what_was_read_long_ago_are_found_after_a_while(store, monkeypatch):
    monkeypatch.setattr("onrecord.batch._near_duplicates.AT_ONCE", 1)
    monkeypatch.setattr("onrecord.batch._near_duplicates.PAUSE", 0)
    old, new, *others = reports(30)
    first = await batch(store, [old, *others], slow_model(script=two_claims))
    assert first.ok == 29
    run = store.run("fake", prompts_used(PROMPTS, "fake"))
    near_duplicates = KnownArticles(run)
    assert near_duplicates.add(new) is None
    await near_duplicates.look_back()
    assert near_duplicates.add(Article(old.text.rsplit(" ", 6)[0], "cut short")) == article_key(old)


async def test_a_store_that_fails_later_is_not_passed_over(store, monkeypatch):
    monkeypatch.setattr("onrecord.batch._near_duplicates.AT_ONCE", 0)
    block = known_articles(store.run("fake", prompts_used(PROMPTS, "fake")))
    near_duplicates = await block.__aenter__()
    near_duplicates.add(reports(1)[0])
    monkeypatch.setattr("onrecord.store.run.Run.read", broken)
    await asyncio.sleep(0.01)
    with pytest.raises(StoreError, match="broken"):
        await block.__aexit__(None, None, None)


def broken(*_, **__):
    raise StoreError("it is broken")


async def test_a_store_that_fails_while_copies_are_looked_for_stops_the_batch(store, monkeypatch):
    monkeypatch.setattr("onrecord.store.run.Run.read", broken)
    report = await batch(store, articles(3), slow_model(), dedupe=True)
    assert (report.stopped, report.done) == ("it is broken", 0)


async def test_a_copy_of_the_last_article_is_read_where_that_one_is_refused(store):
    def script(request):
        return RefusedError("no") if "Friday" in request.asked else claim(request)

    items = [*articles(1), Article(ORIGINAL, "original"), Article(COPY, "copy")]
    report = await batch(store, items, slow_model(script=script), dedupe=True)
    assert (report.ok, report.failed, report.left) == (2, 1, 0)


async def test_values_that_were_unsupported_before_do_not_drop_a_record():
    text = "Police arrested Ana Lima on Monday."
    model = FakeModel(
        [answer_text({"events": [{"sentences": [1], "what": "Police arrest Ana Lima", "where": "Rome"}]})]
    )
    read = await extract(Article(text, "a"), choose_prompts(kinds=["event"]), model)
    assert not read.records[0].supported
    held, added = carried_over(read, Article(f"{text} Rain fell.", "b"))
    assert added == {2}
    assert [record.record.where for record in held.records] == ["Rome"]


@pytest.mark.parametrize(
    ("said", "corrected"),
    [
        ("Shares of Norton Homes rose 4 percent on Monday.", "Shares of Norton Homes fell 4 percent on Monday."),
        ("A jury in Leeds found Paul Harker guilty of bribery.", "A jury in Leeds cleared Paul Harker of bribery."),
        (
            "A jury in Leeds found Paul Harker guilty of bribery.",
            "A jury in Leeds found Paul Harker not guilty of bribery.",
        ),
    ],
)
async def test_a_copy_that_says_the_contrary_is_read_for_it(said, corrected):
    more = "Rain fell on the town."
    model = FakeModel([answer_text({"claims": [{"sentences": [1], "text": said}]})])
    read = await extract(Article(f"{said} {more}", "a"), PROMPTS, model)
    assert read.records[0].supported
    held, left = carried_over(read, Article(f"{corrected} {more}", "b"))
    assert (held.records, left) == ((), {1})


async def test_a_copy_reworded_in_what_no_record_says_is_not_read():
    read = await extract(Article(ORIGINAL, "a"), PROMPTS, FakeModel(two_claims), sentences_per_call=9)
    held, left = carried_over(read, Article(ORIGINAL.replace("brought to light", "uncovered"), "b"))
    assert ([record.supported for record in held.records], left) == ([True, True], set())


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        ("claim, sentence 3: no answer", "no answer"),
        ("claim, sentence 3: claims.2.text: field required", "claims.text: field required"),
        ("gpt-5.1 asked for 2.5 tokens", "gpt-5.1 asked for 2.5 tokens"),
        ("records, sentences 1 to 40: m at http://h: HTTP 500: x", "m at http://h: HTTP 500: x"),
        ("m at http://127.0.0.1:80/v1: HTTP 500", "m at http://127.0.0.1:80/v1: HTTP 500"),
        ("no text in the page", "no text in the page"),
    ],
)
def test_the_same_reason_in_another_place_is_the_same(problem, reason):
    assert reason_of(problem) == reason


@pytest.mark.slow
async def test_a_clock_that_jumps_changes_nothing(store, monkeypatch):
    jumps = iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: 1.9e9 + random.Random(next(jumps)).uniform(-1e8, 1e8))
    with EndpointServer(repeat) as server:
        pace = Pacer(Caps(requests=60_000, tokens=10**9))
        async with Endpoint("m", base_url=server.url, api_key=None, settings=Settings(), pace=pace) as model:
            report = await batch(store, articles(40), model, pace=pace)
    assert (report.ok, report.stopped) == (40, None)
    assert 0 < report.seconds < 10_000


async def test_faults_on_the_way_cost_calls_but_no_article(store):
    chance = random.Random(7)
    truncated = set()

    def faulty(seen):
        asked = max(origin for origin, turn in enumerate(seen.payload["messages"]) if "\n\n" in turn["content"])
        seen.payload["messages"] = seen.payload["messages"][: asked + 1]  # without what a re-ask adds
        whole = repeat(seen)
        drawn = chance.random()
        if drawn >= 0.3 or (drawn >= 0.24 and whole.body in truncated):
            return whole
        truncated.add(whole.body)
        cut = json.loads(whole.body)["choices"][0]["message"]["content"][:-5]
        malformed = answer('{"claims": [{"text": 5}]}')
        faults = [error(429, "slow down"), error(500, "oops"), replace(whole, fault="cut"), malformed]
        return [*faults, answer(cut, finish="length")][int(drawn / 0.06)]

    with EndpointServer(faulty) as server:
        settings = Settings(backoff=0.01, retries=10, reasks=6)  # so that chance fails none of them
        pace = Pacer()
        async with Endpoint("m", base_url=server.url, api_key=None, settings=settings, pace=pace) as model:
            report = await batch(store, articles(150), model, pace=pace)
        calls = len(server.requests)
    assert (report.ok, report.failed, report.partial) == (150, 0, 0)
    assert report.usage.calls == calls < 1.7 * 150


KILLED = """
import asyncio, sys
from onrecord.article import Article
from onrecord.batch import BatchOptions, run_batch
from onrecord.models._endpoint import Endpoint
from onrecord.batch._pacing import Pacer
from onrecord.extraction import choose_prompts, prompts_used
from onrecord.settings import Settings
from onrecord.store import open_store

async def stream(count):
    for number in range(count):
        yield Article(f"Officials counted {number + 100} ballots.", f"a{number}")

async def main(path, url, count):
    prompts, pace = choose_prompts(kinds=["claim"]), Pacer()
    with open_store(path, create=True) as store, store.locked():
        run = store.run("m", prompts_used(prompts, "m"))
        async with Endpoint("m", base_url=url, api_key=None, settings=Settings(), pace=pace) as model:
            report = await run_batch(stream(count), prompts, model, run, BatchOptions(pace=pace))
    print(report.ok + report.skipped, flush=True)

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


def held(path):
    with open_store(path) as store:
        found = [json.loads(line) for line in store.documents()]
    return sorted(json.dumps({**each, "seconds": 0}, sort_keys=True) for each in found)


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_ends_as_one_left_alone(tmp_path):
    chance = random.Random(3)

    def slowly(seen):
        return replace(repeat(seen), delay=0.02)

    with EndpointServer(slowly) as server:

        def command(path):
            return [sys.executable, "-c", KILLED, str(path), server.url, "300"]

        kills = 0
        while kills < 4:
            before = len(server.requests)
            process = subprocess.Popen(command(tmp_path / "killed.db"), stdout=subprocess.PIPE)
            goal = before + chance.randint(10, 60)
            while len(server.requests) < goal and process.poll() is None:
                time.sleep(0.002)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            kills += 1
        done = subprocess.run(command(tmp_path / "killed.db"), capture_output=True, text=True, check=True)
        asked = len(server.requests)
        subprocess.run(command(tmp_path / "alone.db"), capture_output=True, check=True)
        alone = len(server.requests) - asked
    assert done.stdout == "300\n"
    assert alone == 300
    assert 300 <= asked <= 300 + 4 * Pacer().most
    assert held(tmp_path / "killed.db") == held(tmp_path / "alone.db")
