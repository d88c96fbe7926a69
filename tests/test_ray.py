"""A batch on Ray Data: as on one machine, whatever dies."""

import json
import signal
import subprocess
import time
from collections import Counter

import pytest
from conftest import SCRIPT, environment, repeat, run
from endpoint_server import EndpointServer
from ray_cluster import SETTINGS, cluster

from onrecord.store import open_store

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray"), pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def two_nodes():
    with cluster() as started:
        yield started


@pytest.fixture
def wire(tmp_path):
    """Makes files of news, so many articles in each."""

    def write(*counts):
        for number, count in enumerate(counts):
            texts = (f"The ferry {number} sank. It is report {each} of wire {number}." for each in range(count))
            lines = (json.dumps({"id": f"{number}-{each}", "text": text}) for each, text in enumerate(texts))
            (tmp_path / f"wire{number}.jsonl").write_text("\n".join(lines) + "\n")
        return tmp_path

    return write


class Ending:
    """A batch under way."""

    def __init__(self, folder, url, server, *more, lease=30):
        sources = sorted(path.name for path in folder.glob("*.jsonl"))
        options = ["--store", url, "--model", "openai/x", "--kind", "claim", "--no-dedupe"]
        env = environment(OPENAI_BASE_URL=server.url, ONRECORD_LEASE=str(lease), **SETTINGS)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        command = [SCRIPT, "batch", *sources, *options, *more]
        self.process = subprocess.Popen(command, cwd=folder, env=env, start_new_session=True, **pipes)

    def end(self):
        out, err = self.process.communicate(timeout=150)
        return self.process.returncode, out, err


def slowly(seen):
    time.sleep(0.02)
    return repeat(seen)


def held(url):
    """All that a store holds of its articles, without what differs by the clock."""
    with open_store(url) as store:
        return sorted(json.dumps({**each, "seconds": 0}, sort_keys=True) for each in store.plain_summaries())


def asked(server):
    return Counter(seen.payload["messages"][-1]["content"] for seen in server.requests)


def wait_for(server, count):
    until = time.monotonic() + 120
    while len(server.requests) < count:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_two_nodes_come_to_what_one_machine_comes_to(postgresql, two_nodes, wire):
    folder, alone, together = wire(15, 15, 15, 15), postgresql.new_database(), postgresql.new_database()
    with EndpointServer(repeat) as server:
        assert Ending(folder, alone, server, "--report", "alone.json").end()[0] == 0
        code, out, err = Ending(folder, together, server, "--report", "ray.json", "--ray", two_nodes.address).end()
    assert code == 0, err
    assert "60 articles" in out
    assert held(together) == held(alone)
    reports = [json.loads((folder / name).read_text()) for name in ("alone.json", "ray.json")]
    assert reports[0]["totals"] == reports[1]["totals"]
    assert reports[0]["tokens"] == reports[1]["tokens"]
    assert sorted(each["source"] for each in reports[1]["sources"]) == [f"wire{number}.jsonl" for number in range(4)]
    assert "core_worker" not in err, "what Ray says within isn't told"


def test_a_budget_is_one_for_all_nodes(postgresql, two_nodes, wire):
    folder, url = wire(*[160] * 8), postgresql.new_database()
    budget = ["--budget", "40k-tokens", "--concurrency", "2"]
    with EndpointServer(slowly) as server:
        code, out, err = Ending(folder, url, server, *budget, "--ray", two_nodes.address).end()
        calls = len(server.requests)
    with open_store(url) as store:
        usage = store.totals().usage
    assert code == 1, err
    assert "stopped: of the budget of 40,000 tokens" in out, err
    assert usage.calls == calls
    most_of_a_call = 4_200
    assert 40_000 - 2 * most_of_a_call <= usage.input + usage.output <= 40_000, (out, err)


def test_an_interruption_keeps_what_was_paid_for(postgresql, two_nodes, wire):
    folder, url = wire(200, 200), postgresql.new_database()
    with EndpointServer(slowly) as server:
        batch = Ending(folder, url, server, "--concurrency", "4", "--ray", two_nodes.address)
        wait_for(server, 40)
        batch.process.send_signal(signal.SIGINT)
        code, out, err = batch.end()
        calls = len(server.requests)
    assert code == 130, err
    assert "stopped: interrupted" in out
    with open_store(url) as store:
        totals = store.totals()
    assert totals.usage.calls == calls < 400
    assert f"{totals.ok} ok" in out


def test_a_node_that_dies_loses_nothing_and_has_only_asked_again_what_was_in_flight(postgresql, two_nodes, wire):
    folder, url = wire(150, 150), postgresql.new_database()
    with EndpointServer(slowly) as server:
        batch = Ending(folder, url, server, "--concurrency", "4", "--ray", two_nodes.address, lease=3)
        wait_for(server, 60)
        [node] = two_nodes.worker_nodes
        two_nodes.remove_node(node, allow_graceful=False)
        code, out, err = batch.end()
        again = sum(asked(server).values()) - 300
    assert code == 0, (out, err)
    assert len(held(url)) == 300
    assert again <= 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store", "news.db", "--ray", "local"], "can't share the file news.db"),
        (["--store", "postgresql://127.0.0.1/x", "--ray", "the-cluster"], "--ray the-cluster: is no address"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_begun(wire, arguments, said):
    done = run("batch", "wire0.jsonl", *arguments, "--model", "openai/x", cwd=wire(1))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_standard_input_is_no_source(wire):
    store = ["--store", "postgresql://127.0.0.1/x"]
    done = run("batch", "-", *store, "--ray", "local", "--model", "openai/x", input="", cwd=wire(1))
    assert done.returncode == 2
    assert "standard input is this machine's alone" in done.stderr


def test_without_ray_is_said_what_to_install(wire):
    folder = wire(1)
    (folder / "ray.py").write_text("raise ImportError('no Ray here')")
    store = ["--store", "postgresql://127.0.0.1/x"]
    arguments = ["batch", "wire0.jsonl", *store, "--ray", "local", "--model", "openai/x"]
    done = run(*arguments, cwd=folder, env={"PYTHONPATH": str(folder)})
    assert done.returncode == 2
    assert "pip install 'onrecord[ray]'" in done.stderr


def test_a_cluster_that_is_not_there_is_named(postgresql, wire):
    arguments = ["batch", "wire0.jsonl", "--store", postgresql.new_database(), "--ray", "127.0.0.1:9"]
    done = run(*arguments, "--model", "openai/x", cwd=wire(1), timeout=100)
    assert done.returncode == 1
    assert "--ray 127.0.0.1:9: can't be reached" in done.stderr
