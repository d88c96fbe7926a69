"""What `make demo` takes: `python benchmarks/demo.py [--against CHECKOUT] [--rounds N] [--json FILE]`.

The command as a person runs it, in a terminal, on the demo's article, verification included: once on a machine that has
read nothing yet but has the weights, and then, in every round, with what was kept. With `--against`, another checkout
takes turns with this one in the same run, so that the ratio of the two stands whatever else the machine does. Needs the
`local` extra and weights that are in place; Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.models import weights_state
from onrecord.settings import Settings

HERE = Path(__file__).parent.parent
ARTICLE = HERE / "evals" / "articles" / "missile-launch.txt"
RUN = "import sys; from onrecord.cli.main import main; sys.argv[1:1] = ['summarize', '--format', 'json']; main()"
FOUND = re.compile(rb"\x1b\[2m  \S|[1-9]\d* of \d+ sentences")
"""The line of a record, or a sentence read where the code shows no records as they come."""
REACH = {"speed": 2.0, "output": 1_100, "first": 5.0}


@dataclass(frozen=True)
class Demo:
    """One run of the command: seconds until anything is shown, until a record is shown, and until its end."""

    shown: float
    first: float
    seconds: float
    input: int
    cached: int
    output: int
    records: int


class Terminal:
    """A terminal that notes when something comes to be seen on it."""

    def __init__(self) -> None:
        self.own, self.other = pty.openpty()
        self.times: list[tuple[float, bytes]] = []
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while piece := _read(self.own):
            self.times.append((time.perf_counter(), piece))

    def first(self, pattern: re.Pattern[bytes], otherwise: float) -> float:
        """When the pattern was first seen."""
        return next((at for at, piece in self.times if pattern.search(piece)), otherwise)


def _read(number: int) -> bytes:
    try:
        return os.read(number, 65536)
    except OSError:  # the other side is closed
        return b""


def run(checkout: Path, cache: Path) -> Demo:
    terminal = Terminal()
    variables = {**os.environ, "PYTHONPATH": str(checkout / "src"), "ONRECORD_CACHE": str(cache), "TERM": "xterm"}
    command = [sys.executable, "-P", "-c", RUN, str(ARTICLE)]
    started = time.perf_counter()
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, stderr=terminal.other, check=True)
    ended = time.perf_counter()
    (summary,) = json.loads(done.stdout)
    usage = summary["usage"]
    return Demo(
        shown=round(terminal.first(re.compile(rb"\w"), ended) - started, 2),
        first=round(terminal.first(FOUND, ended) - started, 2),
        seconds=round(ended - started, 2),
        input=usage["input"],
        cached=usage["cached"],
        output=usage["output"],
        records=len(summary["records"]),
    )


def measure(checkouts: dict[str, Path], rounds: int) -> dict[str, list[Demo]]:
    """The runs of each checkout, in turn: the first with an empty cache."""
    weights = weights_state(Settings.from_environment()).path.resolve()
    runs: dict[str, list[Demo]] = {name: [] for name in checkouts}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds + 1):
            for name, checkout in checkouts.items():
                cache = Path(folder) / name
                if not cache.exists():
                    cache.mkdir()
                    (cache / weights.name).symlink_to(weights)
                runs[name].append(run(checkout, cache))
                print(f"{name}: {runs[name][-1]}", flush=True)
    return runs


def figures(runs: dict[str, list[Demo]]) -> dict[str, Any]:
    named = {
        name: {"cold": asdict(cold), "warm": [asdict(each) for each in warm]} for name, (cold, *warm) in runs.items()
    }
    seconds = {name: statistics.median(each.seconds for each in warm) for name, (_, *warm) in runs.items()}
    ratio = {name: round(spent / seconds["this"], 2) for name, spent in seconds.items() if name != "this"}
    return {"runs": named, "seconds": seconds, "speed": ratio, "reach": REACH}


def table(result: dict[str, Any]) -> str:
    lines = [f"{'':24}{'shown':>8}{'first':>8}{'all':>8}{'in':>9}{'cached':>9}{'out':>8}{'records':>9}"]
    for name, runs in result["runs"].items():
        for label, each in (("nothing read yet", runs["cold"]), *(("again", warm) for warm in runs["warm"])):
            values = "".join(f"{each[key]:>8}" for key in ("shown", "first", "seconds"))
            tokens = f"{each['input']:>9,}{each['cached']:>9,}{each['output']:>8,}{each['records']:>9}"
            lines.append(f"{name + ', ' + label:24}{values}{tokens}")
    lines += [f"this checkout is {ratio} times as fast as the {name} one" for name, ratio in result["speed"].items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="another checkout of onrecord, which takes turns with this one")
    parser.add_argument("--rounds", type=int, default=3, help="runs with what was kept, beside the first")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    checkouts = {"this": HERE, **({"other": options.against.resolve()} if options.against else {})}
    result = figures(measure(checkouts, options.rounds))
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"demo": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
