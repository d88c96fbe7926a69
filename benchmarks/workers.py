"""Several batches on one PostgreSQL store: `python benchmarks/workers.py [--small] [--json FILE]`.

two      two workers against one, where the endpoint is the bound: 500 ms a call, four calls at once for each worker.
budget   four workers with one budget of tokens for less than all articles: what they spend of it.
rate     four workers with one cap on calls in a minute: the most calls in any minute, and those of the first minute,
         against what the cap allows.

The server is the system's own PostgreSQL with the settings that it is installed with, the endpoint a process on
loopback, each worker a process of the command. Seconds are from a worker's first article to its last, as it reports
them, so that the start of a process doesn't count.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batch import unlike
from endpoint_server import serving

from onrecord.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
EACH = 1300
"""Tokens of a call, as the endpoint counts them."""
REACH = {"two": 1.8, "used": 0.9}


@contextmanager
def endpoint(delay: int) -> Iterator[tuple[str, Path]]:
    """An endpoint that answers after so many milliseconds, and the file with the moment of each call."""
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times"
        with serving("endpoint_server.py", delay, times) as url:
            yield url, times


def batches(number: int, store: str, url: str, wire: Path, *more: str) -> list[dict[str, Any]]:
    """What so many batches at once say of themselves; each has a report as JSON."""
    reports = [wire.with_name(f"report{each}.json") for each in range(number)]
    command = [str(Path(sys.executable).with_name("onrecord")), "batch", str(wire), "--store", store]
    command += ["--model", "openai/benchmark", "--kind", "claim", "--no-dedupe", *more]
    env = os.environ | {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen([*command, "--report", str(report)], env=env, **quiet)  # type: ignore[call-overload]
        for report in reports
    ]
    for process in started:
        process.wait()
    return [json.loads(report.read_text(encoding="utf-8")) for report in reports]


def written(folder: Path, count: int) -> Path:
    wire = folder / "wire.jsonl"
    with wire.open("w", encoding="utf-8") as file:
        for article in unlike(count):
            file.write(json.dumps({"id": article.id, "language": "en", "text": article.text[:1500]}) + "\n")
    return wire


def two(postgresql: Any, folder: Path, share: float) -> dict[str, Any]:
    count = int(400 * share)
    wire = written(folder, count)
    seconds: dict[int, float] = {}
    for number in (1, 2):
        with endpoint(500) as (url, _):
            found = batches(number, postgresql.new_database(), url, wire, "--concurrency", "4")
        seconds[number] = max(each["seconds"] for each in found)
        if sum(each["totals"]["ok"] for each in found) != count:
            raise SystemExit(f"not one good result for each of {count}: {found}")
    return {"articles": count, "seconds": seconds, "times_as_fast": round(seconds[1] / seconds[2], 2)}


def budget(postgresql: Any, folder: Path, share: float) -> dict[str, Any]:
    count, url_of_store = int(800 * share), postgresql.new_database()
    amount = count * EACH * 6 // 10
    wire = written(folder, count)
    with endpoint(100) as (url, times):
        batches(4, url_of_store, url, wire, "--concurrency", "2", "--budget", f"{amount}-tokens")
        calls = len(moments(times))
    with open_store(url_of_store) as store:
        usage = store.totals().usage
    spent = usage.input + usage.output
    return {"budget": amount, "spent": spent, "used": round(spent / amount, 3), "calls": calls, "kept": usage.calls}


def rate(postgresql: Any, folder: Path, share: float) -> dict[str, Any]:
    a_minute, count = int(1200 * share), int(1500 * share)
    wire = written(folder, count)
    with endpoint(50) as (url, times):
        batches(4, postgresql.new_database(), url, wire, "--concurrency", "8", "--rpm", str(a_minute))
        found = moments(times)
    most = max(bisect_right(found, moment + 60) - number for number, moment in enumerate(found))
    first = bisect_right(found, found[0] + 60)
    return {"a_minute": a_minute, "most_in_a_minute": most, "in_the_first": first, "used": round(first / a_minute, 3)}


def moments(times: Path) -> list[float]:
    return sorted(float(line) for line in times.read_text(encoding="ascii").splitlines())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a quarter of the size")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    share = 0.25 if options.small else 1.0
    result: dict[str, Any] = {"reach": REACH}
    with runpy.run_path(str(TESTS / "postgresql.py"))["server"](settings=()) as postgresql:
        for part in (two, budget, rate):
            began = time.perf_counter()
            with tempfile.TemporaryDirectory() as folder:
                result[part.__name__] = part(postgresql, Path(folder), share)
            print(
                f"{part.__name__} ({time.perf_counter() - began:.0f} s): {json.dumps(result[part.__name__])}",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
