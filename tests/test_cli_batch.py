import csv
import json
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import replace

import pytest
from conftest import SCRIPT, environment, in_a_file, repeat, run
from endpoint_server import EndpointServer, Reply
from kept import placed

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def server():
    with EndpointServer(repeat) as opened:
        yield opened


@pytest.fixture
def feed(tmp_path):
    """Twelve articles that have little in common, one a line."""
    path = tmp_path / "feed.jsonl"
    words = ["river", "ferry", "strike", "verdict", "vaccine", "launch"]
    words += ["budget", "storm", "harvest", "museum", "bridge", "orchestra"]
    lines = [
        {
            "id": f"a{number}",
            "text": f"The {word} was counted {number} times on day {number}.",
            "published": "2026-01-02",
        }
        for number, word in enumerate(words)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def arguments(feed, *more):
    return ["batch", feed, "--store", feed.parent / "news.db", "--model", "openai/x", "--kind", "claim", *more]


def batch(server, feed, *more, **options):
    return run(*arguments(feed, *more), env={"OPENAI_BASE_URL": server.url}, **options)


def exported(feed, *more):
    done = run("export", "--store", feed.parent / "news.db", *more)
    assert done.returncode == 0
    assert re.fullmatch(
        r"onrecord: run 1, the last worked on: openai/x, prompt claim, [-\d]+ [\d:]+ UTC\n", done.stderr
    )
    return done.stdout


def test_a_feed_goes_into_a_store_and_comes_out(server, feed):
    done = batch(server, feed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "12 articles in " in done.stdout
    assert ": 12 ok, 0 partial, 0 failed" in done.stdout
    assert "12 calls: 1,200 tokens in (720 cached), 240 out" in done.stdout
    lines = [json.loads(line) for line in exported(feed).splitlines()]
    assert {line["article"]["id"] for line in lines} == {f"a{number}" for number in range(12)}
    assert all(line["records"][0]["supported"] for line in lines)
    again = batch(server, feed)
    assert "0 articles" in again.stdout
    assert "12 more were done before" in again.stdout
    assert len(server.requests) == 12


def test_each_format_is_written_by_the_ending_of_the_file(server, feed):
    batch(server, feed)
    for name in ("out.csv", "out.jsonld", "out.annotations", "out.jsonl"):
        exported(feed, "--output", feed.parent / name)
    with (feed.parent / "out.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 12
    assert json.loads((feed.parent / "out.jsonld").read_text(encoding="utf-8"))
    assert json.loads((feed.parent / "out.annotations").read_text(encoding="utf-8"))["total"] >= 12
    assert len((feed.parent / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 12
    other = run("export", "--store", feed.parent / "news.db", "--day", "2026-01-03")
    assert (other.returncode, other.stdout) == (0, "")
    assert other.stderr.endswith("onrecord: nothing in the store has all that was asked for\n")


@in_a_file
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["export", "--store", "none.db"], "none.db: no such store"),
        (["export", "--store", "news.db", "--output", "x.pdf"], "x.pdf: its ending says no format"),
        (["batch", "none.jsonl", "--store", "news.db"], "none.jsonl"),
        (["batch", ".", "--store", "news.db", "--budget", "much"], "write 5.00 for USD, or 2M-tokens"),
        (["batch", ".", "--store", "news.db", "--field", "text"], "--field text: write it as text=body"),
        (["batch", ".", "--store", "news.db", "--field", "bogus=x"], "unknown field 'bogus'"),
        (["batch", ".", "--store", "no/news.db"], "there is no folder no to make a store in"),
        (["batch", ".", "--store", "birds.db", "--model", "openai/x"], "birds.db: is a database, but no store"),
        (["batch", ".", "--store", "news.db", "--model", "openai/x", "--budget", "5"], "give the budget in tokens"),
    ],
    ids=["no store", "no format", "no source", "no budget", "no pair", "no field", "no folder", "not ours", "no price"],
)
def test_wrong_use_is_named_in_a_line(tmp_path, more, said):
    with closing(sqlite3.connect(tmp_path / "birds.db")) as database:
        database.execute("CREATE TABLE birds (name TEXT)")
    done = run(*more, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_can_not_be_read_is_said_and_the_rest_is_read(server, feed):
    with feed.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    done = batch(server, feed)
    assert done.returncode == 1
    assert ": 12 ok, 0 partial, 0 failed, 1 unreadable" in done.stdout
    assert "  1 × " in done.stdout


def dear(seen):
    """The same answer, for 2,000 tokens."""
    body = json.loads(repeat(seen).body)
    body["usage"] = {"prompt_tokens": 1900, "completion_tokens": 100}
    return Reply(json.dumps(body).encode())


def test_a_budget_stops_the_batch_and_the_next_goes_on(feed):
    with EndpointServer(dear) as server:
        first = batch(server, feed, "--budget", "20k-tokens")
        assert first.returncode == 1
        assert "stopped: of the budget of 20,000 tokens, " in first.stdout
        assert "go on with the same command" in first.stdout
        assert "enough for about" in first.stderr
        asked = len(server.requests)
        assert 4 <= asked <= 10
        done = batch(server, feed, "--budget", "90k-tokens")
        assert done.returncode == 0
        assert len(server.requests) == 12


def test_a_dry_run_makes_no_call_and_no_store(server, feed):
    done = batch(server, feed, "--dry-run")
    assert done.returncode == 0
    assert "12 articles to read" in done.stdout
    assert "12 calls: about " in done.stdout
    assert "cost: no price of openai/x is known" in done.stdout
    assert (server.requests, (feed.parent / "news.db").exists()) == ([], False)
    batch(server, feed)
    assert "0 articles to read; not to be read: 12 done" in batch(server, feed, "--dry-run").stdout


def test_a_dry_run_tells_costs_below_a_cent(server, feed):
    done = run(
        "batch",
        feed,
        "--store",
        feed.parent / "news.db",
        "--dry-run",
        "--model",
        "openai/gpt-5-mini",
        env={"OPENAI_BASE_URL": server.url},
    )
    about, most = re.search(r"cost: about (0\.\d+) USD, at most (0\.\d+)", done.stdout).groups()
    assert 0 < float(about) <= float(most) < 0.05


def test_fields_of_lines_are_mapped(server, tmp_path):
    path = tmp_path / "feed.jsonl"
    path.write_text('{"nr": 7, "body": {"plain": "Officials counted 12 ballots."}}\n', encoding="utf-8")
    done = batch(server, path, "--field", "text=body.plain", "--field", "id=nr")
    assert done.returncode == 0
    assert json.loads(exported(path))["article"]["text"] == "Officials counted 12 ballots."


def test_an_interruption_ends_in_order_and_the_same_command_goes_on(feed):
    with EndpointServer(lambda seen: replace(repeat(seen), delay=0.3)) as server:
        command = [SCRIPT, *(placed(each, ".") for each in arguments(feed, "--concurrency", "2"))]
        env = environment(OPENAI_BASE_URL=server.url)
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while len(server.requests) < 3:
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            said, complained = process.communicate(timeout=60)
        asked = len(server.requests)
        assert process.returncode == 130
        assert "stopped: interrupted" in said
        assert "go on with the same command" in said
        assert "press Ctrl-C again to stop at once" in complained
        assert 3 <= asked < 12
        done = batch(server, feed)
        assert done.returncode == 0
        assert len(server.requests) == 12


@in_a_file
def test_a_second_batch_on_the_same_store_is_refused(feed):
    with EndpointServer(lambda seen: replace(repeat(seen), delay=2.0)) as server:
        command = [SCRIPT, *map(str, arguments(feed))]
        env = environment(OPENAI_BASE_URL=server.url)
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while not server.requests:
                assert process.poll() is None
                time.sleep(0.01)
            second = batch(server, feed)
            process.communicate(timeout=60)
    assert second.returncode == 1
    assert f"another batch is at work on it, process {process.pid}" in second.stderr
    assert process.returncode == 0


def test_copies_are_read_once_unless_told_otherwise(server, tmp_path):
    path = tmp_path / "feed.jsonl"
    story = " ".join(f"Officials in district {number} counted {number * 7} ballots on Monday." for number in range(20))
    lines = [{"id": "original", "text": story}, {"id": "copy", "text": story[:-60].rpartition(".")[0] + "."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = batch(server, path)
    assert "2 ok" in done.stdout
    assert "1 of them near-duplicates, read only for what they add" in done.stdout
    assert len(server.requests) == 1
    found = {line["article"]["id"]: line for line in map(json.loads, exported(path).splitlines())}
    assert found["copy"]["copy_of"] == "original"
    assert len(found["copy"]["records"]) == len(found["original"]["records"]) == 1
    batch(server, path, "--no-dedupe")
    assert len(server.requests) == 2
    again = batch(server, path, "--no-dedupe")
    assert "2 more were done before" in again.stdout
    assert len(server.requests) == 2
