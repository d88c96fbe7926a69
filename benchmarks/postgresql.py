"""A store in PostgreSQL against one in a file: `python benchmarks/postgresql.py [--small] [--json FILE]`.

10,000 articles at one call each against a server on loopback, 64 at a time and 50 ms a call, by one worker; the two
take turns in rounds. The PostgreSQL server is of this machine, with the settings that it is installed with, so that it
waits for the disk and shares the processor with the worker and the endpoint: the processor's seconds of both are told.
`--small` makes it a twentieth as large, `--profile FILE` writes what the worker's time goes into, by cProfile.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import os
import runpy
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from batch import news, run_once, server, stream

from onrecord.store import open_store

TESTS = Path(__file__).parent.parent / "tests"
ARTICLES, ROUNDS = 10_000, 4
REACH = 0.8


def rate_of(url: str, location: str, count: int, start: int) -> tuple[float, float]:
    """Articles a second from the articles to their rows in a new store, and this process' own seconds an article."""
    with open_store(location, create=True) as store:
        began, worked = time.perf_counter(), time.process_time()
        report = asyncio.run(run_once(store, url, stream(news(count, start)), dedupe=False))
        spent, work = time.perf_counter() - began, time.process_time() - worked
    if (report.ok, report.usage.calls) != (count, count):
        raise SystemExit(f"not one good answer for each of {count}: {report}")
    return count / spent, work / count


def processor_seconds(folder: Path) -> float:
    """The processor's seconds that a PostgreSQL server took by now, with those of its processes that ended."""
    master = int((folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # ended while we looked
            continue
        if int(stat.parent.name) == master:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == master:
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(count: int, folder: Path, profile: Path | None) -> dict[str, Any]:
    rates: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    own: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    theirs = 0.0
    profiler = cProfile.Profile()
    with server() as url, runpy.run_path(str(TESTS / "postgresql.py"))["server"](settings=()) as postgresql:
        for number in range(ROUNDS):
            for name in ("SQLite", "PostgreSQL") if number % 2 else ("PostgreSQL", "SQLite"):
                file = name == "SQLite"
                location = str(folder / f"{number}.db") if file else postgresql.new_database()
                before = processor_seconds(postgresql.folder)
                with profiler if profile and not file else nullcontext():
                    rate, work = rate_of(url, location, count, number * count)
                theirs += 0 if file else processor_seconds(postgresql.folder) - before
                rates[name].append(round(rate, 1))
                own[name].append(work)
    if profile:
        profiler.dump_stats(profile)
    mean = {name: sum(found) / len(found) for name, found in rates.items()}
    return {
        "articles": count * ROUNDS,
        "articles_per_second": rates,
        "against_sqlite": round(mean["PostgreSQL"] / mean["SQLite"], 3),
        "reach": REACH,
        "milliseconds_an_article": {name: round(sum(found) / len(found) * 1e3, 2) for name, found in own.items()},
        "milliseconds_an_article_of_the_server": round(theirs / count / ROUNDS * 1e3, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a twentieth of the size")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--profile", type=Path, help="write a profile of the batches into PostgreSQL to this file")
    options = parser.parse_args()
    count = ARTICLES // ROUNDS // (20 if options.small else 1)
    with tempfile.TemporaryDirectory() as folder:
        result = measure(count, Path(folder), options.profile)
    print(json.dumps(result, indent=2))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
