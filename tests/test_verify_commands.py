"""Verifying at the commands: who is asked, what it costs, what is kept, and which runs it tells apart."""

import asyncio
import io
import json
import re

import pytest
from endpoint_server import EndpointServer, answer, error
from in_process import onrecord
from labelled import some_gold
from rich.console import Console
from rich.progress import Progress, TextColumn

import onrecord as library
from onrecord import Article, Support, Verifier, extract, verify_prompt
from onrecord.batch import BatchOptions, Budget, Caps, Pacer, Price, run_batch
from onrecord.batch._near_duplicates import carried_over
from onrecord.cli.progress import Display
from onrecord.errors import UnavailableError
from onrecord.extraction import choose_prompts, prompts_used
from onrecord.models import Call
from onrecord.testing import FakeModel, answer_text

TEXT = "The ferry sank near Oslo on Monday. Its crew of nine swam to the shore."
REWORDED = {"sentences": [1], "text": "The ferry went down near Oslo on Monday."}
ANOTHER = {"sentences": [2], "text": "The crew of nine reached the shore."}
EXACT = {"sentences": [2], "text": "Its crew of nine swam to the shore."}
PROMPTS = choose_prompts(kinds=["claim"])


def is_verifying(seen):
    return "Claim: " in seen.payload["messages"][-1]["content"]


def numbers(text):
    return [int(number) for number in re.findall(r"^\[(\d+)\]$", text, re.MULTILINE)]


def all_supported(text, supported=True):
    given = [{"record": number, "supported": supported, "reason": "none"} for number in numbers(text)]
    return json.dumps({"verdicts": given})


def reply(seen):
    if is_verifying(seen):
        return answer(all_supported(seen.payload["messages"][-1]["content"]), usage=(50, 0, 10))
    return answer(answer_text({"claims": [REWORDED, EXACT]}))


@pytest.fixture
def server():
    with EndpointServer(reply) as server:
        yield server


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT)
    return path


def summarized(server, article, *options, **variables):
    done = onrecord(
        "summarize", article, "-m", "openai/x", "-k", "claim", "-f", "json", *options,
        cwd=article.parent, OPENAI_BASE_URL=server.url, **variables,
    )  # fmt: skip
    return done, [record["level"] for record in json.loads(done.stdout)[0]["records"]] if done.stdout else []


@pytest.mark.parametrize(
    ("options", "variables", "level", "asked"),
    [
        ([], {}, "reworded", ["x"]),
        (["--verify"], {}, "verified", ["x", "x"]),
        (["--verifier", "openai/y"], {}, "verified", ["x", "y"]),
        ([], {"ONRECORD_VERIFIER": "openai/z"}, "verified", ["x", "z"]),
        (["--verifier", "openai/y"], {"ONRECORD_VERIFIER": "openai/z"}, "verified", ["x", "y"]),
        (["--no-verify"], {"ONRECORD_VERIFIER": "openai/z"}, "reworded", ["x"]),
    ],
)
def test_who_verifies_is_said_by_the_options_and_the_settings(server, article, options, variables, level, asked):
    done, levels = summarized(server, article, *options, **variables)
    assert (done.returncode, levels) == (0, [level, "exact"])
    assert [seen.payload["model"] for seen in server.requests] == asked


def test_to_name_a_verifier_and_to_want_none_is_wrong_use(server, article):
    done, _ = summarized(server, article, "--no-verify", "--verifier", "openai/y")
    assert done.returncode == 2
    assert "--verifier openai/y names who is to verify, and --no-verify says that nobody is to" in done.stderr


def test_what_it_took_is_counted_and_the_prompt_is_named(server, article):
    done, _ = summarized(server, article, "--verify")
    (summary,) = json.loads(done.stdout)
    assert summary["usage"] == {"calls": 2, "input": 150, "cached": 60, "output": 30}
    assert [prompt["name"] for prompt in summary["prompts"]] == ["claim", "verify by openai/x"]


def test_what_is_refuted_is_left_out_of_strict_results(article):
    def refusing(seen):
        text = seen.payload["messages"][-1]["content"]
        return answer(all_supported(text, supported=False)) if is_verifying(seen) else reply(seen)

    with EndpointServer(refusing) as server:
        assert summarized(server, article, "--verify")[1] == ["unsupported", "exact"]
        assert summarized(server, article, "--verify", "--strict")[1] == ["exact"]


def test_a_verifier_that_fails_is_told_and_verifies_nothing(article):
    with EndpointServer(lambda seen: error(500, "out of order") if is_verifying(seen) else reply(seen)) as server:
        done, levels = summarized(server, article, "--verify")
    assert (done.returncode, levels) == (1, ["reworded", "exact"])
    assert "partial: verifying: 1 reworded record without a verdict: " in done.stderr
    assert "out of order" in done.stderr


@pytest.mark.parametrize(
    ("said", "finish"),
    [
        ('{"verdicts": [{"record": 1, "supported": "yes"}]}', "stop"),
        ('{"verdicts": [{"record": 1, "supported": true, "reason": "who"}]}', "stop"),
        ('{"verdicts": [{"record": 1, "supported": false, "supported": true}]}', "stop"),
        ('For example {"verdicts": [{"record": 1, "supported": true}]} but I can\'t say.', "stop"),
        ('{"verdicts": [{"record": 1, "supported": true}]}', "length"),
    ],
    ids=["a word", "a contradiction", "twice", "among words", "at its bound"],
)
def test_a_verdict_outside_the_schema_is_told_and_verifies_nothing(article, said, finish):
    with EndpointServer(lambda seen: answer(said, finish=finish) if is_verifying(seen) else reply(seen)) as server:
        done, levels = summarized(server, article, "--verify")
    assert (done.returncode, levels) == (1, ["reworded", "exact"])
    assert "partial: verifying: 1 reworded record without a verdict: " in done.stderr


def test_the_library_s_call_verifies_too(server, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.delenv("ONRECORD_VERIFIER", raising=False)
    options = [{}, {"verify": True}, {"verifier": "openai/y"}, {"verify": False, "verifier": "openai/y"}]
    found = [library.summarize(TEXT, model="openai/x", kinds=["claim"], **each).records[0] for each in options]
    assert [record.supported for record in found] == [False, True, True, False]


def test_the_prompts_are_listed_with_the_one_that_verifies(tmp_path):
    done = onrecord("prompts", cwd=tmp_path)
    assert re.search(r"^verify +verifies records +[0-9a-f]{12} ", done.stdout, re.MULTILINE)


# -- the batch


def script(request):
    if request.prompt == "verify":
        return all_supported(request.messages[-1]["content"])
    return answer_text({"claims": [REWORDED, EXACT]}, ["claims"])


async def stream(*items):
    for item in items:
        yield item


async def batch(store, model, verifier=None, *items, **options):
    verifying = verifier.used if verifier else None
    used = prompts_used(PROMPTS, model.name, verifying=verifying)
    run = store.run(model.name, used, strict=options.get("strict", False))
    items = items or (Article(TEXT, "a", language="en"),)
    report = await run_batch(stream(*items), PROMPTS, model, run, BatchOptions(verifier=verifier, **options))
    return report, [json.loads(line) for line in store.documents(run=run.number)]


def levels(document):
    return [record["level"] for record in document["records"]]


async def test_a_batch_verifies_and_a_run_that_does_is_another_run(store):
    model = FakeModel(script)
    _, (plain,) = await batch(store, model)
    report, (verified,) = await batch(store, model, Verifier(model, verify_prompt()))
    assert (levels(plain), levels(verified)) == (["reworded", "exact"], ["verified", "exact"])
    assert len(store.runs()) == 2
    assert report.usage.calls == 1, "the answer that extracts is at hand"
    assert store.totals().by_model == {"fake": report.usage}


async def test_a_batch_takes_verdicts_from_the_store_and_pays_for_none_twice(store):
    model = FakeModel(script)
    verifier = Verifier(model, verify_prompt())
    await batch(store, model, verifier)
    _, (again,) = await batch(store, model, verifier, strict=True)
    assert levels(again) == ["verified", "exact"]
    assert len(model.requests) == 2


async def test_another_verifier_s_answers_are_its_own_and_counted_as_such(store):
    other = FakeModel(script)
    other.name = "other"
    report, (verified,) = await batch(store, FakeModel(script), Verifier(other, verify_prompt()))
    assert levels(verified) == ["verified", "exact"]
    assert report.usage.calls == 2
    assert {name: used.calls for name, used in store.totals().by_model.items()} == {"fake": 1, "other": 1}


async def test_an_article_that_could_not_be_verified_is_tried_again_when_that_is_asked_for(store):
    broken = [UnavailableError("it is gone")]

    def other(request):
        return broken.pop() if request.prompt == "verify" and broken else script(request)

    model = FakeModel(other)
    verifier = Verifier(model, verify_prompt())
    report, (first,) = await batch(store, model, verifier)
    assert (report.partial, levels(first)) == (1, ["reworded", "exact"])
    report, (second,) = await batch(store, model, verifier, retry_failed=True)
    assert (report.ok, levels(second)) == (1, ["verified", "exact"])


async def test_what_a_verifier_said_is_carried_over_with_the_same_sentence_alone():
    model = FakeModel([answer_text({"claims": [REWORDED, ANOTHER]}, ["claims"])])
    verifier = Verifier(FakeModel([all_supported("[1]\n[2]")]), verify_prompt())
    read = await extract(Article(TEXT, "a", language="en"), PROMPTS, model, verifier=verifier)
    assert [record.support for record in read.records] == [Support.VERIFIED] * 2
    near = TEXT.replace("swam", "all swam") + " Rain fell."
    held, _ = carried_over(read, Article(near, "b", language="en"))
    assert [record.support for record in held.records] == [Support.VERIFIED, Support.REWORDED]
    version, _ = carried_over(read, Article(f"{TEXT} Rain fell.", "a", language="en"))
    assert [record.support for record in version.records] == [Support.VERIFIED] * 2


async def test_what_was_refuted_stays_so_in_a_near_duplicate():
    model = FakeModel([answer_text({"claims": [REWORDED]}, ["claims"])])
    verifier = Verifier(FakeModel([all_supported("[1]", supported=False)]), verify_prompt())
    read = await extract(Article(TEXT, "a", language="en"), PROMPTS, model, verifier=verifier)
    held, _ = carried_over(read, Article(f"{TEXT} Rain fell.", "b", language="en"))
    assert held.records[0].values == read.records[0].values
    assert held.records[0].values[0].finding.code == "refuted"


def test_a_budget_counts_what_verifying_takes_and_makes_no_call_that_might_not_fit(article):
    def dear(seen):
        return reply(seen) if is_verifying(seen) else answer(answer_text({"claims": [REWORDED]}), usage=(7000, 0, 20))

    with EndpointServer(dear) as server:
        options = ["batch", article, "-m", "openai/x", "-k", "claim", "--verify"]
        where = {"cwd": article.parent, "OPENAI_BASE_URL": server.url}
        done = onrecord(*options, "-s", "one.db", "--budget", "1M-tokens", **where)
        assert (done.returncode, len(server.requests)) == (0, 2)
        assert "2 calls: 7,050 tokens in (0 cached), 30 out" in done.stdout
        done = onrecord(*options, "-s", "two.db", "--budget", "9k-tokens", **where)
        assert (done.returncode, len(server.requests)) == (1, 3)
        assert "of the budget of 9,000 tokens, 1,980 tokens are left" in done.stdout


def test_a_dry_run_says_what_verifying_takes_for_each_record(article):
    options = ["batch", article, "-m", "openai/x", "-s", "a.db", "--dry-run"]
    assert "verifies" not in onrecord(*options, cwd=article.parent).stdout
    said = onrecord(*options, "--verifier", "openai/y", cwd=article.parent).stdout
    assert re.search(r"which openai/y verifies: about \d+ tokens in, 20 out", " ".join(said.split()))


def test_a_budget_charges_each_model_at_its_own_price(monkeypatch):
    monkeypatch.setattr(
        "onrecord.batch._budget.cost_of", lambda model, used, batched: used.input * {"a/b": 1.0, "c/d": 5.0}[model]
    )

    budget = Budget(1000, "USD", Price("a/b"))
    budget.include("c/d")
    for model in ("", "c/d"):
        call = Call(10, 0, model=model)
        budget.hold(call)
        call.status, call.usage = 200, library.Usage(1, 10, 0, 1)
        budget.settle(call)
    assert budget.spent == 10 + 50


async def test_a_call_that_waits_for_the_budget_hears_when_the_other_model_s_call_is_done():

    budget = Budget(1000, "tokens")
    budget.include("other")
    first = Pacer(Caps(concurrency=1), budget)
    second = Pacer(Caps(concurrency=1), budget, beside=first, model="other")
    held, go = asyncio.Event(), asyncio.Event()

    async def one():
        async with first.turn(call := Call(600, 0)):
            held.set()
            await go.wait()
            call.status, call.usage = 200, library.Usage(1, 100, 0, 1)

    async def two():
        await held.wait()
        async with second.turn(call := Call(600, 0)):
            assert call.model == "other"

    tasks = [asyncio.create_task(one()), asyncio.create_task(two())]
    await held.wait()
    await asyncio.sleep(0.05)
    assert not tasks[1].done()
    go.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 5)


# -- evals


def test_an_eval_verifies_where_it_is_told_to_and_replays_that(tmp_path):
    def script(seen):
        content = seen.payload["messages"][-1]["content"]
        if is_verifying(seen):
            return answer(all_supported(content))
        first = re.search(r"^\[(\d+)\] (\S+ \S+ \S+ \S+ \S+ \S+)", content, re.MULTILINE)
        return answer(answer_text({"claims": [{"sentences": [int(first[1])], "text": f"{first[2]} so."}]}))

    gold = some_gold(tmp_path / "gold", "cup-final", "missile-launch", "vaccine-trial")
    options = ["eval", "-g", gold, "-m", "openai/x", "--verify"]
    with EndpointServer(script) as server:
        done = onrecord(*options, "--record", "a.jsonl", "-o", "run.json", cwd=tmp_path, OPENAI_BASE_URL=server.url)
        assert done.returncode == 0, done.stderr
        verifying = sum(map(is_verifying, server.requests))
    assert verifying > 0
    again = onrecord(
        *options, "--replay", "a.jsonl", "-o", "again.json", cwd=tmp_path, OPENAI_BASE_URL="http://127.0.0.1:9"
    )
    assert again.returncode == 0, again.stderr
    (cell,) = json.loads((tmp_path / "again.json").read_text())["cells"]
    assert cell["label"] == "packaged, verified"
    assert [prompt["name"] for prompt in cell["prompts"]] == ["records", "verify by openai/x"]
    assert (
        sum(answer["prompt"] == "verify" for article in cell["articles"] for answer in article["answers"]) == verifying
    )
    assert "verified" in {record["level"] for article in cell["articles"] for record in article["records"]}


def test_progress_says_when_it_is_verifying():
    bars = Progress(TextColumn("{task.description}"), console=Console(file=io.StringIO()), auto_refresh=False)
    with Display(bars, None).article("ferry.txt") as told:
        told("read", 3, 3, [])
        told("verify", 1, 4, ())
        (task,) = bars.tasks
        assert (task.description, task.completed, task.total) == ("verifying ferry.txt: 1 of 4 records", 1, 4)
    bars.stop()
