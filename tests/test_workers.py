"""Several batches at work on one PostgreSQL store."""

import asyncio
import json
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest
from conftest import SCRIPT, environment, repeat
from endpoint_server import EndpointServer

from onrecord.article import Article
from onrecord.batch import SharedBucket, known_articles, run_batch
from onrecord.batch._budget import Budget
from onrecord.batch._claims import claimed
from onrecord.extraction import PromptUsed, Summary, choose_prompts, prompts_used
from onrecord.grounding import Grounder
from onrecord.kinds import Claim
from onrecord.models import BeingAskedError, Call, KeptAnswer
from onrecord.sources import Sourced
from onrecord.store import article_key, open_store
from onrecord.testing import FakeModel, answer_text
from onrecord.usage import Spending, Usage

USED = (PromptUsed("claim", "abc"),)
PROMPTS = choose_prompts(names=["claim"])
LEASE = 1.5


@pytest.fixture
def workers(postgresql):
    """Makes a worker: a store of the same database, opened once more."""
    url = postgresql.new_database()
    with ExitStack() as opened:
        yield lambda **options: opened.enter_context(open_store(url, create=True, **{"lease": 60.0, **options}))


def made(name, text="The ferry sank on Monday."):
    return Article(f"{text} It is report {name}.", id=str(name))


def kept(key, **usage):
    known = {"model": "fake", "window": 8192, "prompt": "claim", "text": "{}", "filled": None, "truncated": False}
    return KeptAnswer(key, **known, usage=Usage(1, 10, 2, 5, **usage), seconds=0.1)


class Slow(FakeModel):
    """Answers with a claim, after a while."""

    async def fill(self, request):
        await asyncio.sleep(0.02)
        return await super().fill(request)


def slow():
    return Slow(lambda _: answer_text({"claims": [{"sentences": [1], "text": "The ferry sank on Monday"}]}))


async def everything(articles):
    for each in articles:
        yield each


def test_an_article_is_one_workers(workers):
    one, other = (store.run("fake", USED) for store in (workers(), workers()))
    key = article_key(made("a"))
    assert one.session != other.session
    assert one.claim(key)
    assert one.claim(key)
    assert not other.claim(key)
    assert other.claim(article_key(made("b")))
    one.end()
    assert other.claim(key)


def test_what_a_killed_worker_had_in_hand_is_anybodys(workers):
    one, other = (store.run("fake", USED) for store in (workers(lease=LEASE), workers(lease=LEASE)))
    key = article_key(made("a"))
    assert one.claim(key)
    one.answers("a").get("k")
    with pytest.raises(BeingAskedError):
        other.answers("a").get("k")
    time.sleep(LEASE + 0.1)
    other.renew()
    assert other.claim(key)
    assert other.answers("a").get("k") is None
    one.renew()
    assert not one.claim(key)


def test_two_workers_that_find_the_same_broken_lines_note_each_once(workers):
    stores = [workers() for _ in range(2)]
    runs = [store.run("fake", USED) for store in stores]
    together = Barrier(2)

    def note(run):
        for number in range(200):
            together.wait(30)
            run.fail(f"wire.jsonl:{number}", "no JSON")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(note, runs))
    assert len(stores[0].failures()) == 200


def keep(run, article, count=1):
    """Keep a result of an article, with so many records."""
    claim = Grounder(article).ground(Claim(text="The ferry sank on Monday", sentences=[1]))
    run.keep(Summary(article, "fake", USED, "ok", (claim,) * count))


def test_a_newer_text_that_another_worker_brings_meanwhile_stays_the_current_one(workers):
    store = workers()
    first, second, third = (Article(f"The ferry sank on Monday. Version {number}.", id="a") for number in range(3))
    run = store.run("fake", USED)
    keep(run, first)
    keep(run, second)
    run.end()
    one, other = store.run("fake", USED), workers().run("fake", USED)
    one.saw(second)
    keep(other, third)
    other.end()
    one.settle_versions()
    one.end()
    assert [each.article.text for each in store.summaries()] == [third.text]


def test_an_export_holds_the_store_as_it_was_when_it_began(workers):
    store, run = workers(), workers().run("fake", USED)
    articles = [made(number) for number in range(450)]
    for article in articles:
        keep(run, article)
    run.flush()
    exported = store.plain_summaries()
    found = [next(exported)]
    for article in articles:
        keep(run, article, count=2)
    run.flush()
    found += exported
    assert [len(each["records"]) for each in found] == [1] * 450


def test_a_worker_that_says_that_it_lives_keeps_what_it_has(workers):
    one, other = (store.run("fake", USED) for store in (workers(lease=LEASE), workers(lease=LEASE)))
    assert one.claim(b"x" * 16)
    for _ in range(8):
        time.sleep(LEASE / 5)
        one.renew()
        other.renew()
    assert not other.claim(b"x" * 16)


def test_an_answer_is_asked_for_once_among_all(workers):
    one, other = (store.run("fake", USED).answers(name) for store, name in ((workers(), "a"), (workers(), "b")))
    assert one.get("k") is None
    with pytest.raises(BeingAskedError):
        other.get("k")
    one.put(kept("k"))
    assert other.get("k") == kept("k")
    assert one.get("l") is None
    one.drop("l")
    assert other.get("l") is None


async def test_two_batches_of_the_same_articles_read_each_once(workers):
    articles = [made(number) for number in range(60)]
    models = [slow(), slow()]
    stores = [workers(), workers()]
    runs = [store.run("fake", prompts_used(PROMPTS, "fake")) for store in stores]
    reports = await asyncio.gather(
        *(run_batch(everything(articles), PROMPTS, model, run) for model, run in zip(models, runs, strict=True))
    )
    asked = [len(model.requests) for model in models]
    assert sum(asked) == 60
    assert min(asked) > 10
    assert [report.ok + report.skipped for report in reports] == [60, 60]
    assert sum(report.ok for report in reports) == 60
    assert sorted(int(each.article.id) for each in stores[0].summaries()) == list(range(60))


async def test_a_batch_waits_for_what_another_has_in_hand_and_reads_what_it_left(workers):
    article = made("a")
    left, going = workers(lease=LEASE), workers(lease=LEASE)
    used = prompts_used(PROMPTS, "fake")
    killed = left.run("fake", used)
    assert killed.claim(article_key(article))
    run, model = going.run("fake", used), slow()
    report = await run_batch(everything([article]), PROMPTS, model, run)
    assert (report.ok, len(model.requests)) == (1, 1)


def test_a_budget_is_one_for_all_and_what_a_killed_worker_did_not_spend_comes_back(workers):
    stores = [workers(lease=LEASE) for _ in range(3)]
    runs = [store.run("fake", USED) for store in stores]
    for run in runs:
        run.spending.counted = lambda: Spending("tokens", 0.0)
    first = runs[0].spending.lease(1000, 100, 0)
    assert 100 <= first.amount < 1000
    second = runs[1].spending.lease(1000, 1000, 0)
    assert second.amount == 0.0, "the first has some of it, so that it isn't all there"
    rest = 1000 - first.amount
    assert runs[1].spending.lease(1000, rest, 0).amount == pytest.approx(rest)
    denied = runs[2].spending.lease(1000, 10, 0)
    assert (denied.amount, denied.more_may_come) == (0.0, True)
    runs[1].end()
    assert runs[2].spending.lease(1000, 10, 0).amount >= 10
    time.sleep(LEASE + 0.1)
    runs[2].renew()
    assert runs[2].spending.lease(1000, 900, 0).amount >= 900, "the first was killed before it spent anything"


def test_what_a_killed_worker_wrote_down_stays_spent(workers):
    one, other = (store.run("fake", USED) for store in (workers(lease=LEASE), workers(lease=LEASE)))
    one.spending.counted = lambda: Spending("tokens", 300.0, charged=200.0)
    other.spending.counted = lambda: Spending("tokens", 0.0)
    one.spending.lease(1000, 400, 0)
    time.sleep(LEASE + 0.1)
    other.renew()
    assert other.spending.lease(1000, 701, 0).amount == 0.0
    assert other.spending.lease(1000, 700, 0).amount == pytest.approx(700)


async def test_a_batch_says_that_it_lives_while_it_passes_by_what_others_have_in_hand():
    class Taken:
        def claim(self, key, again=False):
            return False

        def learn(self, keys):
            return set(keys)

    looks = 0

    async def look():
        nonlocal looks
        while True:
            looks += 1
            await asyncio.sleep(0)

    looking = asyncio.create_task(look())
    items = (Sourced(made(number)) for number in range(50))
    found = [item async for item in claimed(everything(items), Taken(), lambda _: False, set())]
    looking.cancel()
    assert len(found) == 50
    assert looks >= 50


def test_a_worker_that_stood_still_spends_nothing_that_others_took_meanwhile(workers):
    one, other = (store.run("fake", USED) for store in (workers(lease=LEASE), workers(lease=LEASE)))
    budget, call = Budget(10_000, "tokens"), Call(900, 100)
    budget.go_on(one.spending, one.spent())
    other.spending.counted = lambda: Spending("tokens", 0.0)
    assert budget.has_room(call)
    time.sleep(LEASE + 0.1)
    assert other.spending.lease(10_000, 9_900, 0).amount >= 9_900
    one.renew()
    assert not budget.has_room(call)


def test_a_worker_that_stood_still_is_not_mistaken_for_the_one_that_came_after_it(workers):
    one = workers(lease=LEASE).run("fake", USED)
    one.spending.counted = lambda: Spending("tokens", 300.0, charged=200.0)
    one.spending.lease(1000, 400, 0)
    time.sleep(LEASE + 0.1)
    after = workers(lease=LEASE).run("fake", USED)
    after.spending.counted = lambda: Spending("tokens", 0.0)
    assert after.session != one.session
    assert after.spending.lease(1000, 701, 0).amount == 0.0, "what the first wrote down stays spent"
    assert after.claim(b"x" * 16)
    one.renew()
    assert not one.claim(b"x" * 16)


def test_a_cap_on_a_minute_is_one_for_all(workers):
    runs = [store.run("fake", USED) for store in (workers(), workers())]
    buckets = [SharedBucket("x requests", 1200, run.sharing.grant, time.monotonic) for run in runs]
    until, went = time.monotonic() + 2.0, 0
    while time.monotonic() < until:
        for bucket in buckets:
            if bucket.wait(1) == 0:
                bucket.take(1)
                went += 1
        time.sleep(0.002)
    allowed = 1200 / 20 + 2.0 * (1200 - 60) / 60
    assert 0.85 * allowed <= went <= allowed + 1


def start(folder, url, server, *more, lease=30):
    """A batch of the wire, in a process of its own."""
    command = [SCRIPT, "batch", "wire.jsonl", "--store", url, "--model", "openai/x", "--kind", "claim", "--no-dedupe"]
    env = environment(OPENAI_BASE_URL=server.url, ONRECORD_LEASE=str(lease))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    return subprocess.Popen([*command, *more], cwd=folder, env=env, **pipes)


@pytest.fixture
def wire(tmp_path):
    def write(count):
        lines = (
            json.dumps({"id": str(number), "text": f"The ferry sank. It is report {number}."})
            for number in range(count)
        )
        (tmp_path / "wire.jsonl").write_text("\n".join(lines) + "\n")
        return tmp_path

    return write


def slowly(seen):
    time.sleep(0.02)
    return repeat(seen)


def test_four_batches_have_one_budget_and_use_it(postgresql, wire):
    folder, url = wire(800), postgresql.new_database()
    with EndpointServer(slowly) as server:
        processes = [start(folder, url, server, "--budget", "94k-tokens", "--concurrency", "2") for _ in range(4)]
        said = [process.communicate(timeout=120) for process in processes]
        asked = len(server.requests)
    with open_store(url) as store:
        totals = store.totals()
    spent = totals.usage.input + totals.usage.output
    assert spent <= 94_000, said
    assert asked == totals.usage.calls
    assert spent >= 0.9 * 94_000, said
    assert any("of the budget of 94,000 tokens" in out for out, _ in said)


def test_of_four_batches_killed_at_any_moment_nothing_is_lost_or_asked_twice_but_what_was_in_flight(postgresql, wire):
    folder, url = wire(300), postgresql.new_database()
    with EndpointServer(slowly) as server:
        kills = 0
        while kills < 3:
            processes = [start(folder, url, server, "--concurrency", "2", lease=2) for _ in range(2)]
            time.sleep(2.5)
            for process in processes:
                process.kill()
                process.communicate()
                kills += 1
        last = start(folder, url, server, lease=2)
        out, err = last.communicate(timeout=120)
        assert last.returncode == 0, (out, err)
        texts = Counter(seen.payload["messages"][-1]["content"] for seen in server.requests)
    with open_store(url) as store:
        assert sorted(int(each.article.id) for each in store.summaries()) == list(range(300))
    assert sum(count - 1 for count in texts.values()) <= kills * 2


async def test_a_near_duplicate_of_what_another_batch_has_read_is_found(workers, monkeypatch):
    monkeypatch.setattr("onrecord.batch._near_duplicates.LOOK", 0.05)
    text = " ".join(f"Officials counted {number} ballots in the hall." for number in range(10))
    used = prompts_used(PROMPTS, "fake")
    one, other = (store.run("fake", used) for store in (workers(), workers()))
    async with known_articles(other) as known:
        known.add(made("unlike"))
        await asyncio.sleep(0.2)
        await run_batch(everything([Article(text, id="first")]), PROMPTS, slow(), one)
        await asyncio.sleep(0.5)
        assert known.add(Article(f"{text} Rain fell.", id="second")) == article_key(Article(text, id="first"))


async def test_no_more_is_held_of_what_others_have_in_hand_than_some(workers, monkeypatch):
    monkeypatch.setattr("onrecord.batch._claims.HELD", 5)
    monkeypatch.setattr("onrecord.batch._claims.LOOK", 0.02)
    one, other = (store.run("fake", USED) for store in (workers(), workers()))
    articles, given = [made(number) for number in range(40)], []
    for each in articles:
        one.claim(article_key(each))

    async def read():
        for each in articles:
            given.append(each)
            yield Sourced(each)

    found = asyncio.create_task(anext(claimed(read(), other, lambda _: False, set())))
    await asyncio.sleep(0.3)
    assert len(given) == 6
    one.end()
    assert (await found).thing == articles[0]
