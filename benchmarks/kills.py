"""Batches that are killed at random moments: `python benchmarks/kills.py [--kills 20] [--seed 1] [--json FILE]`.

One store in PostgreSQL, worked on by the real command, alone and on two local nodes of Ray. At each kill it is a
command, a worker or a node that is killed; twice PostgreSQL is stopped at once and started again. Then the command may
come to its end. The store has to be that of a batch which was left alone, and nothing may have been asked for twice but
what was in flight.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from on_ray import COMMAND, TESTS, sources

from onrecord.store import open_store

ARTICLES, IN_FLIGHT, LEASE = 1_600, 4, 5
OPTIONS = ["--model", "openai/benchmark", "--kind", "claim", "--no-dedupe", "--concurrency", str(IN_FLIGHT)]


def started(files: list[str], url: str, store: str, *more: str) -> subprocess.Popen[bytes]:
    """The command under way."""
    env = {**os.environ, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none", "ONRECORD_LEASE": str(LEASE)}
    command = [*COMMAND, *files, "--store", store, *OPTIONS, *more]
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def workers() -> list[int]:
    """The processes of Ray's workers."""
    found = subprocess.run(["pgrep", "-f", "^ray::MapWorker"], capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]


def kill(victim: str, process: subprocess.Popen[bytes], cluster: Any) -> None:
    """Kill a command, one of the workers, or the node that isn't the command's, which another one replaces."""
    if victim == "worker" and (found := workers()):
        os.kill(random.choice(found), signal.SIGKILL)
    elif victim == "node":
        cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
        cluster.add_node(**runpy.run_path(str(TESTS / "ray_cluster.py"))["NODE"])
    else:
        process.kill()


def held(store: str) -> list[str]:
    """All that a store holds of its articles, without what differs by the clock."""
    with open_store(store) as opened:
        return sorted(json.dumps({**each, "seconds": 0}, sort_keys=True) for each in opened.plain_summaries())


def measure(kills: int, articles: int, folder: Path) -> dict[str, Any]:
    sys.path.insert(0, str(TESTS))
    sys.modules.pop("endpoint_server", None)  # the benchmarks' own has the same name
    made = {name: runpy.run_path(str(TESTS / f"{name}.py")) for name in ("conftest", "postgresql", "ray_cluster")}
    server, cluster, endpoint_of = made["postgresql"]["server"], made["ray_cluster"]["cluster"], made["conftest"]

    def slowly(seen: Any) -> Any:
        time.sleep(0.02)
        return endpoint_of["repeat"](seen)

    files, done = sources(folder, articles), Counter[str]()
    with server() as postgresql, cluster() as nodes, endpoint_of["EndpointServer"](slowly) as endpoint:
        store, alone = postgresql.new_database(), postgresql.new_database()
        process = None
        for number in range(kills):
            victim = ("command", "worker", "command on Ray", "node")[number % 4]
            if process is None or process.poll() is not None:
                more = [] if victim == "command" else ["--ray", nodes.address]
                process = started(files, endpoint.url, store, *more)
                before = len(endpoint.requests)
                until = time.monotonic() + 120
                while process.poll() is None and len(endpoint.requests) < before + 8 and time.monotonic() < until:
                    time.sleep(0.1)
            time.sleep(random.uniform(0, 2))
            kill(victim, process, nodes)
            done[victim] += 1
            if number in (kills // 3, 2 * kills // 3):
                postgresql.stop()
                time.sleep(1)
                postgresql.start()
                done["PostgreSQL"] += 1
            print(f"{number + 1}: {victim}, {len(endpoint.requests)} requests", file=sys.stderr, flush=True)
            if "command" in victim:
                process.wait()
        if process is not None:
            process.wait()
        last = started(files, endpoint.url, store).wait()
        asked = Counter(seen.payload["messages"][-1]["content"] for seen in endpoint.requests)
        started(files, endpoint.url, alone).wait()
        equal = held(store) == held(alone)
    again = sum(asked.values()) - len(asked)
    most = 2 * IN_FLIGHT * (kills + 2)
    return {
        "articles": articles,
        "killed": dict(done),
        "ended_with": last,
        "stores_are_equal": equal,
        "asked_again": again,
        "in_flight_at_most": most,
        "reached": equal and last == 0 and again <= most,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        result = measure(options.kills, options.articles, Path(folder))
    print(json.dumps(result, indent=2))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
