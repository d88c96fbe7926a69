"""A batch on Ray Data against the plain one: `python benchmarks/on_ray.py [--small] [--json FILE]`.

4,000 articles at one call each in eight files, 50 ms a call, 64 calls at once, into PostgreSQL on loopback: by one
process, and by two local nodes of one core each, in turn. The rate is that between the tenth and the ninetieth percent
of the calls, so start-up stands apart; memory is that of each process at a quarter of the calls and near their end.
`--small` makes it a tenth as large.
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
from pathlib import Path
from typing import Any

from batch import asked, news, server

TESTS = Path(__file__).parent.parent / "tests"
ARTICLES, FILES, REACH, GROWTH = 4_000, 8, 0.8, 40
COMMAND = [sys.executable, "-c", "from onrecord.cli.main import main; main()", "batch"]


def sources(folder: Path, count: int) -> list[str]:
    """Files of news, as many articles in each."""
    names = [str(folder / f"wire{number}.jsonl") for number in range(FILES)]
    for number, name in enumerate(names):
        lines = (json.dumps({"id": each.id, "text": each.text}) for each in news(count // FILES, number * count))
        Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return names


def resident(own: int) -> dict[str, float]:
    """Megabytes of the command, and of each process of Ray that reads or works."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            name = (status.parent / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ").strip()
            kilobytes = [line.split()[1] for line in status.read_text("utf-8").splitlines() if "VmRSS" in line]
        except OSError:  # ended while we looked
            continue
        if kilobytes and (int(status.parent.name) == own or name.startswith(("ray::MapWorker", "ray::ReadSources"))):
            kind = "command" if int(status.parent.name) == own else name.split("(")[0].removeprefix("ray::")
            found[f"{kind} {status.parent.name}"] = round(int(kilobytes[0]) / 1000, 1)
    return found


def rate_of(url: str, store: str, files: list[str], count: int, *more: str) -> dict[str, Any]:
    """What one run of the command came to."""
    options = ["--store", store, "--model", "openai/benchmark", "--no-dedupe", "--concurrency", "32" if more else "64"]
    env = {**os.environ, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none", "RAY_worker_niceness": "0"}
    asked(url)
    began, done, marks, memory = time.perf_counter(), 0, {}, {}
    with subprocess.Popen([*COMMAND, *files, *options, *more], env=env, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(0.05)
            done += asked(url)["requests"]
            for share in (0.0, 0.1, 0.25, 0.9):
                if share not in marks and done > share * count:
                    marks[share] = (time.perf_counter() - began, done)
                    memory[share] = resident(process.pid)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    (then, first), (now, last) = marks[0.1], marks[0.9]
    grown = [memory[0.9][name] - memory[0.25][name] for name in memory[0.9] if name in memory[0.25]]
    return {
        "a_second": round((last - first) / (now - then), 1),
        "seconds_to_first_call": round(marks[0.0][0], 1),
        "memory_mb": memory[0.9],
        "grown_mb": round(max(grown), 1),
    }


def measure(count: int, folder: Path) -> dict[str, Any]:
    sys.path.append(str(TESTS))
    files = sources(folder, count)
    kinds: dict[str, list[dict[str, Any]]] = {"plain": [], "Ray": []}
    postgresql = runpy.run_path(str(TESTS / "postgresql.py"))["server"]
    nodes = runpy.run_path(str(TESTS / "ray_cluster.py"))["cluster"]
    with server() as url, postgresql() as stores, nodes() as cluster:
        for kind in ("plain", "Ray", "Ray", "plain"):
            more = ["--ray", cluster.address] if kind == "Ray" else []
            kinds[kind].append(rate_of(url, stores.new_database(), files, count, *more))
    mean = {kind: sum(each["a_second"] for each in found) / len(found) for kind, found in kinds.items()}
    return {
        "articles": count,
        **kinds,
        "against_plain": round(mean["Ray"] / mean["plain"], 3),
        "reach": REACH,
        "growth": GROWTH,
        "grown_mb": max(each["grown_mb"] for each in kinds["Ray"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a tenth of the size")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(ARTICLES // (10 if options.small else 1), Path(folder))
    print(json.dumps(result, indent=2))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
