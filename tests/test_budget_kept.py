"""Budgets at the command, by the count of the endpoint: what it was asked for in all stays within."""

import json
import random
import signal
import subprocess
import time

import pytest
from conftest import SCRIPT, environment, repeat, run
from endpoint_server import EndpointServer, Reply

WORDS = ["river", "ferry", "strike", "verdict", "vaccine", "launch"]
WORDS += ["harvest", "museum", "bridge", "orchestra", "tunnel", "glacier"]


class CountingEndpoint:
    """Answers each call with what `usage` makes of it, and counts what that really took: both from the request."""

    def __init__(self, took, usage, delay=0.05):
        self.spent = 0
        self._took = took
        self._usage = usage
        self._delay = delay
        self._random = random.Random(1)

    def __call__(self, seen):
        took = self._took(self._random)
        self.spent += took
        body = json.loads(repeat(seen).body)
        body["usage"] = self._usage(took)
        return Reply(json.dumps(body).encode(), delay=self._delay)


def in_total(took):
    return {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": took}


def in_details(took):
    return {
        "prompt_tokens": 100,
        "completion_tokens": 50,
        "completion_tokens_details": {"reasoning_tokens": took - 150},
        "total_tokens": 150,
    }


def nowhere(_):
    return None


def constant(took):
    return lambda _: took


def between(least, most):
    return lambda random: random.randint(least, most)


def feed_of(path, count):
    lines = [
        {
            "id": f"a{number}",
            "text": f"The {WORDS[number % 12]} was counted {number} times by {WORDS[number // 12 % 12]}.",
        }
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def arguments(feed, budget, concurrency):
    model = ["--store", feed.parent / "news.db", "--model", "openai/x", "--kind", "claim", "--no-dedupe"]
    return ["batch", feed, *model, "--budget", f"{budget}-tokens", "--concurrency", concurrency]


def killed_when_asking(server, feed, budget, concurrency, after=0.0):
    """A batch in a process of its own, killed so many seconds after its first call."""
    asked, command = len(server.requests), [SCRIPT, *map(str, arguments(feed, budget, concurrency))]
    env = environment(OPENAI_BASE_URL=server.url)
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while len(server.requests) == asked:
            assert process.poll() is None, "the batch ended by itself"
            time.sleep(0.01)
        time.sleep(after)
        process.kill()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("took", "usage", "told"),
    [
        (constant(20_000), in_total, True),
        (constant(20_000), in_details, True),
        (between(500, 30_000), in_total, True),
        (between(500, 30_000), in_details, True),
        (constant(390), in_total, False),
        (constant(2_000), nowhere, False),
    ],
    ids=["total", "details", "total, unlike", "details, unlike", "as estimated", "not said"],
)
def test_a_budget_is_never_passed_at_64_calls_at_once(tmp_path, took, usage, told):
    feed, endpoint = feed_of(tmp_path / "feed.jsonl", 144), CountingEndpoint(took, usage)
    budget = 400_000 if told else 50_000
    with EndpointServer(endpoint) as server:
        done = run(*arguments(feed, budget, 64), env={"OPENAI_BASE_URL": server.url})
    assert done.returncode == 1
    assert "stopped: of the budget of" in done.stdout
    assert budget / 4 < endpoint.spent <= budget
    assert done.stderr.count("more is held back for each call") == told


@pytest.mark.parametrize(
    ("took", "usage", "budget"),
    [(between(500, 12_000), in_total, 900_000), (constant(2_000), nowhere, 300_000)],
    ids=["hidden reasoning", "not said"],
)
def test_six_kills_hide_nothing_from_a_budget(tmp_path, took, usage, budget):
    feed, endpoint = feed_of(tmp_path / "feed.jsonl", 240), CountingEndpoint(took, usage, 0.2)
    drawn = random.Random(2)
    with EndpointServer(endpoint) as server:
        for _ in range(6):
            killed_when_asking(server, feed, budget, 4, drawn.uniform(0, 0.5))
        done = run(*arguments(feed, budget, 4), env={"OPENAI_BASE_URL": server.url})
    assert f"stopped: of the budget of {budget:,} tokens" in done.stdout
    assert budget / 4 < endpoint.spent <= budget


def test_what_was_in_flight_at_a_kill_is_spent_for_the_next_session(tmp_path):
    feed, budget = feed_of(tmp_path / "feed.jsonl", 12), 100_000
    with EndpointServer([Reply(fault="silent")]) as server:
        killed_when_asking(server, feed, budget, 3)
        sent = len(json.dumps(server.requests[0].payload))
    with EndpointServer(repeat) as server:
        done = run(*arguments(feed, budget, 3), env={"OPENAI_BASE_URL": server.url})
    left = int(done.stderr.partition(" tokens are left")[0].rpartition(" ")[2].replace(",", ""))
    assert done.returncode == 0
    assert sent / 2 < budget - left < 3 * sent
