"""`onrecord batch --provider-batch` against a real server that speaks the batch API, with all that goes wrong there."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from batch_server import BatchServer, Fate, shuffled
from conftest import SCRIPT, environment, repeat, run, shown
from endpoint_server import answer, error

from onrecord import Article, Usage, choose_prompts, extract
from onrecord.models import InBatches, KeptAnswer, Line, Outcome, Recorded, Round, open_model
from onrecord.settings import Settings
from onrecord.store import StoreError, open_store
from onrecord.store._batches import StoredBatches
from onrecord.testing import answer_text

MODEL = "openai/gpt-5-mini"
LIMIT = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached. Limit: 9,000 enqueued tokens."}


def feed_of(folder, count=12):
    lines = [
        {"id": f"a{n}", "text": f"Ferry number {n} sank near the harbour on Monday. It was old."} for n in range(count)
    ]
    path = folder / "feed.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def command(folder, *options, model=MODEL):
    name = ["--store", folder / "news.db", "--model", model, "--kind", "claim", "--no-dedupe", "--provider-batch"]
    return ["batch", folder / "feed.jsonl", *name, *options]


def variables(server, **more):
    return {"OPENAI_BASE_URL": server.url, "ONRECORD_POLL": "0.05", "ONRECORD_RETRIES": "2", **more}


def read(server, folder, *options, **more):
    return run(*command(folder, *options), env=variables(server, **more))


def started(server, folder, *options, **more):
    env = environment(**variables(server, **more))
    arguments = [SCRIPT, *map(str, command(folder, *options))]
    return subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def runs(folder):
    (found,) = json.loads(run("runs", "--store", folder / "news.db", "--format", "json").stdout)
    return found


def statuses(folder, location=None):
    with open_store(location or folder / "news.db") as store:
        totals = store.totals()
    return {name: getattr(totals, name) for name in ("ok", "partial", "failed")}


def tokens(folder):
    with open_store(folder / "news.db") as store:
        used = store.totals().usage
    return used.input + used.output


def left_over(folder):
    with sqlite3.connect(folder / "news.db") as store:
        return store.execute("SELECT count(*) FROM batch_requests").fetchone()[0]


def all_ok(count=12):
    return {"ok": count, "partial": 0, "failed": 0}


# what is sent, and what it costs


def test_all_articles_go_into_one_batch_in_the_providers_format(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat) as server:
        done = read(server, tmp_path)
        (batch,) = server.batches.values()
        lines = [json.loads(line) for line in batch.file.content.splitlines()]
    assert done.returncode == 0, done.stderr
    assert "12 requests are out as batch_1" in done.stderr
    assert {(line["method"], line["url"]) for line in lines} == {("POST", "/v1/chat/completions")}
    assert len({line["custom_id"] for line in lines}) == 12
    assert all(len(line["custom_id"]) <= 64 for line in lines)
    assert all(line["body"]["model"] == "gpt-5-mini" and "stream" not in line["body"] for line in lines)
    assert batch.metadata["onrecord"] == batch.file.name.removesuffix(".jsonl")
    assert server.calls == 0
    assert statuses(tmp_path) == all_ok()
    assert left_over(tmp_path) == 0


def test_it_is_counted_at_half_the_price(tmp_path):
    feed_of(tmp_path)
    (tmp_path / "direct").mkdir()
    feed_of(tmp_path / "direct")
    with BatchServer(repeat) as server:
        batched = read(server, tmp_path, "--report", tmp_path / "report.json")
        direct = run(
            *command(tmp_path / "direct", "--report", tmp_path / "direct.json")[:-3],
            *["--report", tmp_path / "direct.json"],
            env=variables(server),
        )
    assert (batched.returncode, direct.returncode) == (0, 0)
    half, whole = (json.loads((tmp_path / name).read_text())["cost"] for name in ("report.json", "direct.json"))
    assert half == pytest.approx(whole / 2)
    assert runs(tmp_path)["cost"] == pytest.approx(half)
    assert runs(tmp_path / "direct")["cost"] == pytest.approx(whole)


def test_an_estimate_is_of_the_batches_price(tmp_path):
    feed_of(tmp_path, 400)
    whole = run(*command(tmp_path, "--dry-run")[:-2], "--dry-run")
    half = run(*command(tmp_path, "--dry-run"))
    costs = [float(done.stdout.partition("at most ")[2].partition("at most ")[2].split()[0]) for done in (half, whole)]
    assert costs[0] == pytest.approx(costs[1] / 2, abs=0.01)


def test_as_many_requests_are_out_at_once_as_was_said(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat) as server:
        read(server, tmp_path, "--concurrency", 5)
        assert [batch.requests for batch in server.batches.values()] == [5, 5, 2]


def test_articles_that_say_the_same_ask_once(tmp_path):
    line = {"text": "Ferry number 1 sank near the harbour on Monday."}
    feed = "".join(json.dumps({"id": f"a{n}", **line}) + "\n" for n in range(4))
    (tmp_path / "feed.jsonl").write_text(feed, encoding="utf-8")
    with BatchServer(repeat) as server:
        done = read(server, tmp_path)
        assert [batch.requests for batch in server.batches.values()] == [1]
    assert statuses(tmp_path) == all_ok(4)
    assert "100 tokens in" in done.stdout


# rounds


def test_what_comes_back_malformed_is_asked_again_in_the_next_round(tmp_path):
    feed_of(tmp_path)

    def script(seen):
        if "number 3 " not in str(seen.payload):
            return repeat(seen)
        return answer(answer_text({"claims": []}) if "no JSON at all" in str(seen.payload) else "no JSON at all")

    with BatchServer(script) as server:
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout
        assert [batch.requests for batch in server.batches.values()] == [12, 1]
    assert statuses(tmp_path) == all_ok()


def test_what_an_answer_leaves_open_goes_into_the_next_round(tmp_path):
    feed_of(tmp_path, 3)

    def script(seen):
        if max(shown(seen)) == 2 and "about sentence 2" not in str(seen.payload) and not cut:
            cut.append(seen)
            whole = answer_text({"claims": [{"sentences": [1], "text": shown(seen)[1]}]})
            return answer(whole[:-2] + ', {"text": "It', finish="length")
        return repeat(seen)

    cut = []
    with BatchServer(script) as server:
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout
        assert [batch.requests for batch in server.batches.values()][:2] == [3, 1]
    assert statuses(tmp_path) == all_ok(3)


def refusing_schemas(seen):
    """Takes no schema as the format of an answer, only as that of a tool."""
    if "response_format" in seen.payload:
        return error(400, "Unsupported value: response_format json_schema is not supported", param="response_format")
    return answer(answer_text({"claims": []}), tool="tools" in seen.payload)


def test_a_refused_way_of_asking_is_changed_in_the_next_round(tmp_path):
    feed_of(tmp_path)

    with BatchServer(refusing_schemas) as server:
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout
        assert [batch.requests for batch in server.batches.values()] == [12, 12]
        assert all("tools" in body for body in server.bodies(1))
    assert statuses(tmp_path) == all_ok()


@pytest.mark.parametrize(
    ("fates", "rounds"),
    [
        ([Fate("expired", answered=0.5), Fate()], [12, 6]),
        ([Fate("expired", answered=0.0), Fate()], [12, 12]),
        ([Fate("cancelled", answered=0.25), Fate()], [12, 9]),
        ([Fate("failed"), Fate()], [12, 12]),
        (
            [Fate("failed", errors=[{"line": 3, "code": "invalid_json", "message": "try again later"}]), Fate()],
            [12, 12],
        ),
        ([Fate("failed", errors=[LIMIT]), Fate()], [12, 6, 6]),
        ([Fate(gone=True), Fate()], [12, 12]),
        ([Fate(mangle=shuffled)], [12]),
        ([Fate(mangle=lambda lines: lines[:-2]), Fate()], [12, 2]),
        ([Fate(mangle=lambda lines: lines + lines)], [12]),
        (
            [
                Fate(mangle=lambda lines: [lines[0][:50], b"\xff\xfe", b"[1]", b'{"custom_id": "x"}', *lines[1:]]),
                Fate(),
            ],
            [12, 1],
        ),
    ],
    ids=[
        "expired by half",
        "expired",
        "cancelled",
        "failed and doesn't say why",
        "failed for one line",
        "too much at once",
        "results deleted",
        "not in order",
        "lines missing",
        "lines twice",
        "lines broken",
    ],
)
def test_what_does_not_come_back_is_asked_in_the_next_round(tmp_path, fates, rounds):
    feed_of(tmp_path)
    with BatchServer(repeat, *fates) as server:
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert [batch.requests for batch in server.batches.values()] == rounds
        assert max(server.asked.values()) == 1
    assert statuses(tmp_path) == all_ok()
    assert left_over(tmp_path) == 0


def test_a_request_that_is_never_answered_fails_and_can_be_asked_again(tmp_path):
    feed_of(tmp_path)

    def script(seen):
        return error(500, "the server had an error") if "number 3 " in str(seen.payload) and ill else repeat(seen)

    ill = [True]
    with BatchServer(script) as server:
        done = read(server, tmp_path)
        assert [batch.requests for batch in server.batches.values()] == [12, 1, 1]
        assert "1 failed" in done.stdout
        ill.clear()
        again = read(server, tmp_path, "--retry-failed")
    assert again.returncode == 0, again.stdout
    assert statuses(tmp_path) == all_ok()


# the provider is ill


def once(method, path, fault):
    """A fault at the first request with that method whose path ends so."""
    left = [fault]
    return lambda *asked: left.pop() if left and asked[0] == method and asked[1].endswith(path) else None


@pytest.mark.parametrize(
    "fault",
    [
        once("POST", "/files", error(500, "down")),
        once("POST", "/files", "lost"),
        once("POST", "/batches", error(503, "down")),
        once("POST", "/batches", error(429, "slow down")),
        once("POST", "/batches", "lost"),
        once("GET", "/batch_1", error(502, "down")),
        once("GET", "/batch_1", "lost"),
        once("GET", "/content", error(500, "down")),
        once("GET", "/content", "lost"),
    ],
    ids=[
        "upload 500",
        "upload lost",
        "create 503",
        "create 429",
        "create lost",
        "poll 502",
        "poll lost",
        "results 500",
        "results lost",
    ],
)
def test_a_step_that_fails_is_taken_again_and_nothing_is_submitted_twice(tmp_path, fault):
    feed_of(tmp_path)
    with BatchServer(repeat, fault=fault) as server:
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(server.batches) == 1
        assert set(server.answered.values()) == {1}


def test_a_provider_that_goes_away_and_comes_back_is_waited_for(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat, Fate(delay=1.0)) as server:
        with started(server, tmp_path) as process:
            until(lambda: server.batches)
            server.restart(0.5)
            _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told
        assert "is asked again in" in told
        assert len(server.batches) == 1
    assert statuses(tmp_path) == all_ok()


def test_a_refusal_of_the_whole_batch_stops_and_says_why(tmp_path):
    feed_of(tmp_path, 30)
    refusal = {"code": "invalid_model", "message": "The model `gpt-5-mini` is not available in batches."}
    with BatchServer(repeat, Fate("failed", errors=[refusal])) as server:
        done = read(server, tmp_path)
    assert done.returncode == 1
    assert "stopped: the endpoint refuses" in done.stdout
    assert "not available in batches" in done.stdout


def test_a_key_that_is_withdrawn_stops_the_batch_and_what_is_out_is_collected_with_another(tmp_path):
    feed_of(tmp_path)
    closed = []

    def fault(method, _):
        return error(401, "Incorrect API key provided") if closed and method == "GET" else None

    with BatchServer(repeat, Fate(delay=1.0), fault=fault) as server:
        with started(server, tmp_path) as process:
            until(lambda: server.batches)
            closed.append(True)
            said, told = process.communicate(timeout=60)
        assert process.returncode == 1, told
        assert "the key is refused" in said
        assert "12 requests out" in said
        closed.clear()
        assert read(server, tmp_path).returncode == 0
        assert len(server.batches) == 1
    assert statuses(tmp_path) == all_ok()


def test_a_store_that_goes_away_stops_the_batch(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat, Fate(delay=0.5)) as server, started(server, tmp_path) as process:
        until(lambda: server.batches)
        (tmp_path / "news.db").rename(tmp_path / "moved.db")
        said, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "was deleted, moved or replaced" in said
    assert "defect" not in said + told


def test_an_endpoint_without_batches_is_told_before_anything_is_read(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat, fault=lambda _, path: error(404, "not found") if "/batches" in path else None) as server:
        done = read(server, tmp_path)
    assert done.returncode == 2
    assert "has no batches (it answers /batches with HTTP 404): leave out --provider-batch" in done.stderr


@pytest.mark.parametrize(
    ("options", "model", "said"),
    [
        ([], "local", "local has no such batches"),
        (["--rpm", 10], MODEL, "leave out --rpm and --tpm"),
        (["--tpm", 10], MODEL, "leave out --rpm and --tpm"),
    ],
)
def test_options_that_make_no_sense_are_refused(tmp_path, options, model, said):
    feed_of(tmp_path)
    done = run(*command(tmp_path, *options, model=model))
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "news.db").exists()


# killed and gone on with


STEPS = [
    "POST /files",
    "GET /batches",
    "POST /batches",
    "GET /batches/batch_1",
    "GET /files/file-output-batch_1/content",
]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_between_any_two_steps_it_goes_on_and_submits_nothing_twice(tmp_path, step, moment):
    feed_of(tmp_path)
    killed, process = threading.Event(), None

    def watch(*now):
        if now == (step, moment) and server.steps.count("POST /files") and process and not killed.is_set():
            killed.set()
            process.kill()
            process.wait()

    with BatchServer(repeat, Fate(delay=0.2), watch=watch) as server:
        with started(server, tmp_path, "--budget", "5.00") as process:
            process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        done = read(server, tmp_path, "--budget", "5.00")
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(server.batches) == 1
        assert set(server.asked.values()) == set(server.answered.values()) == {1}
        spent = server.tokens
    assert statuses(tmp_path) == all_ok()
    assert tokens(tmp_path) == spent
    assert left_over(tmp_path) == 0


def test_killed_on_postgresql_it_goes_on_as_in_a_file(tmp_path, postgresql):
    feed_of(tmp_path)
    where = ["--store", postgresql.new_database()]
    with BatchServer(repeat, Fate(delay=1.0)) as server:
        with started(server, tmp_path, *where) as process:
            until(lambda: server.batches)
            process.kill()
        done = read(server, tmp_path, *where)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(server.batches) == 1
        assert set(server.asked.values()) == {1}
    assert statuses(tmp_path, where[1]) == all_ok()


def test_a_talk_of_several_rounds_goes_the_way_that_it_went_after_a_kill(tmp_path):
    feed_of(tmp_path)

    with BatchServer(refusing_schemas, Fate(), Fate(delay=2.0)) as server:
        with started(server, tmp_path) as process:
            until(lambda: len(server.batches) == 2)
            time.sleep(0.2)
            process.kill()
        done = read(server, tmp_path)
        assert done.returncode == 0, done.stdout
        assert [batch.requests for batch in server.batches.values()] == [12, 12]
        assert set(server.asked.values()) == {1}
    assert statuses(tmp_path) == all_ok()


def test_an_interruption_leaves_the_batch_out_and_the_same_command_collects_it(tmp_path):
    feed_of(tmp_path)
    with BatchServer(repeat, Fate(delay=2.0)) as server:
        with started(server, tmp_path) as process:
            until(lambda: server.batches)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            said, told = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "what is out at the provider stays out, and the same command collects it" in told
        assert "12 requests out since" in said
        (out,) = runs(tmp_path)["batches"]
        assert (out["batch"], out["status"], out["requests"]) == ("batch_1", "in_progress", 12)
        assert "12 requests out since" in run("runs", "--store", tmp_path / "news.db").stdout
        direct = run(*command(tmp_path)[:-1], env=variables(server))
        assert direct.returncode == 2
        assert "go on with --provider-batch until they have come back" in direct.stderr
        elsewhere = run(
            *command(tmp_path), env=variables(server, OPENAI_BASE_URL=server.url.replace("127.0.0.1", "localhost"))
        )
        assert elsewhere.returncode == 2
        assert "give the first address" in elsewhere.stderr
        assert read(server, tmp_path).returncode == 0
        assert set(server.asked.values()) == {1}
        assert len(server.batches) == 1
        assert server.calls == 0
    assert statuses(tmp_path) == all_ok()
    assert runs(tmp_path)["batches"] == []


# where batches are kept


def test_batches_are_kept_until_their_answers_are(store):
    run = store.run("openai/x", (), batched=True)
    kept, now = run.batches(), datetime.now(UTC).replace(microsecond=0)
    lines = [Line("a" * 64, 0, "{}", 10, 20), Line("b" * 64, 0, "{}", 30, 40), Line("b" * 64, 1, "{}", 50, 60)]
    made = Round("mark", "openai/x", "http://here", 3, now)
    for _ in range(2):  # as where nobody knows whether it was kept
        kept.begin(made, lines)
    kept.begin(Round("never sent", "openai/x", "http://here", 1, now), lines[:1])
    kept.drop("never sent")
    assert kept.rounds() == [made]
    assert list(kept.lines("mark")) == [(number, line, None) for number, line in enumerate(lines)]
    made.file, made.batch, made.status, made.completed = "file-1", "batch_1", "in_progress", 2
    kept.note(made)
    assert store.batches(run.number) == [made]
    came = {number: Outcome(200, {"text": "\0 \ud800", "number": number}) for number in (0, 1, 2)}
    kept.come("mark", came)
    assert [outcome for _, _, outcome in kept.lines("mark")] == list(came.values())
    assert kept.outcome(lines[1]) == came[1]
    run.answers().put(KeptAnswer("a" * 64, "openai/x", 1, "p", "{}", None, False, Usage(), 1.0))
    assert kept.outcome(lines[0]) is None
    assert list(kept.lines("mark")) == [(1, lines[1], came[1]), (2, lines[2], came[2])]
    kept.forget("b" * 64)
    assert list(kept.lines("mark")) == []
    made.status, made.ended = "completed", now
    kept.note(made)
    assert store.batches(run.number) == []


def test_what_old_batches_brought_is_purged(store):
    run = store.run("openai/x", (), batched=True)
    kept, now = run.batches(), datetime.now(UTC).replace(microsecond=0)
    for name, ended in (("ended", now), ("out", None)):
        kept.begin(Round(name, "openai/x", "http://here", 1, now, ended=ended), [Line(name, 0)])
    run.end()
    store.purge(before=now.date() - timedelta(days=1))
    assert len(list(kept.lines("ended"))) == 1
    store.purge(before=now.date() + timedelta(days=2))
    assert len(list(kept.lines("ended"))) == 0
    assert len(list(kept.lines("out"))) == 1


async def test_what_was_taken_in_in_part_before_the_store_failed_is_told_to_whom_it_belongs(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.models._batch_rounds.AT_A_TIME", 1)
    prompts, articles = choose_prompts(None, ["claim"], []), [Article(f"Ferry {n} sank. It was old.") for n in range(3)]

    async def session(run, url):
        how = InBatches(batches=run.batches())
        async with open_model("openai/x", Settings(base_url=url, poll=0.05), in_batches=how) as model:
            recorded = Recorded(model.name, run.answers(), model, window=model.window)
            reading = (extract(article, prompts, recorded) for article in articles)
            return await asyncio.gather(*reading, return_exceptions=True)

    def coming(self, mark, outcomes):
        if len(numbers) == 1 and not mended:
            raise StoreError("the disk is full")
        numbers.extend(outcomes)
        come(self, mark, outcomes)

    numbers, mended, come = [], [], StoredBatches.come
    monkeypatch.setattr(StoredBatches, "come", coming)
    with BatchServer(repeat) as server, open_store(tmp_path / "news.db", create=True) as store:
        run = store.run("openai/x", (), batched=True)
        broken = await session(run, server.url)
        assert sorted(str(each) for each in broken if isinstance(each, Exception)) == ["the disk is full"] * 2
        (batch,) = run.batches().rounds()
        assert [(number, outcome) for number, _, outcome in run.batches().lines(batch.mark)] == [(1, None), (2, None)]
        mended.append(True)
        found = await session(run, server.url)
        assert len(server.batches) == 1
        assert sorted(numbers) == [0, 1, 2]
    for article, summary in zip(articles, found, strict=True):
        assert [grounded.record.text for grounded in summary.records] == [article.sentences[0].text.strip()]


async def test_a_file_is_no_larger_than_a_provider_takes(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.models._batch_rounds.MOST_BYTES", 30_000)
    prompts, articles = (
        choose_prompts(None, ["claim"], []),
        [Article(f"Ferry {n} sank. It was old.") for n in range(12)],
    )
    with BatchServer(repeat) as server, open_store(tmp_path / "news.db", create=True) as store:
        run = store.run("openai/x", (), batched=True)
        settings = Settings(base_url=server.url, poll=0.05)
        async with open_model("openai/x", settings, in_batches=InBatches(batches=run.batches())) as model:
            found = await asyncio.gather(*(extract(article, prompts, model) for article in articles))
        assert all(summary.status == "ok" for summary in found)
        sizes = [len(batch.file.content) for batch in server.batches.values()]
    assert len(sizes) > 1
    assert max(sizes) <= 30_000


# the budget


def test_a_budget_in_batches_is_not_passed_and_goes_twice_as_far(tmp_path):
    feed_of(tmp_path, 400)
    spent = {}
    with BatchServer(repeat) as server:
        done = read(server, tmp_path, "--budget", "0.006", "--report", tmp_path / "report.json")
        spent = json.loads((tmp_path / "report.json").read_text())
    assert done.returncode == 1
    assert "stopped: of the budget of 0.0060 USD" in done.stdout
    assert 0.002 < spent["cost"] <= 0.006


@pytest.mark.parametrize("seconds", [0.0, 0.4])
def test_a_budget_counts_what_is_out_once_whatever_is_killed(tmp_path, seconds):
    feed_of(tmp_path, 40)
    with BatchServer(
        lambda seen: answer(answer_text({"claims": []}), usage=(4_000, 0, 1_000)), Fate(delay=1.5)
    ) as server:
        for _ in range(4):
            with started(server, tmp_path, "--budget", "8M-tokens") as process:
                until(lambda: any(not batch.cancelled for batch in server.batches.values()))
                time.sleep(seconds)
                process.kill()
        done = read(server, tmp_path, "--budget", "8M-tokens")
        assert done.returncode == 0, done.stdout
        assert sum(server.answered.values()) == 40
    assert statuses(tmp_path) == all_ok(40)
