"""What `onrecord batch --provider-batch` loses or pays twice when killed: `python benchmarks/provider_batch.py`.

The real command reads made-up articles by way of a server on loopback that speaks the batch API, in a process of its
own and in lockstep: each request waits until it is let go. The command is killed with SIGKILL `KILLS` times: before a
step that is drawn at random is carried out, after it and before the answer, or up to 30 ms after the answer. Then it is
let run to its end. One answer in twenty is malformed, and every third batch expires after four fifths of its requests.
The same is done without a kill, and both are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from onrecord.store import open_store

SERVER = Path(__file__).parent.parent / "tests" / "batch_server.py"

KILLS, ARTICLES, AT_ONCE = 20, 240, 40

DEEPEST = 16
"""Steps of one start, at most, before it is killed."""

Watch = Callable[[str], None]


class Lockstep:
    """The server, and what is done at each of its steps: `watch` is told of it before it goes on."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self.watch: Watch = lambda _: None
        self._in, self._out = process.stdin, process.stdout
        self.url = self._out.readline().strip()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        for line in self._out:
            self.watch(line.strip())
            with suppress(BrokenPipeError):
                self._in.write("go\n")
                self._in.flush()

    @property
    def counts(self) -> dict[str, Any]:
        """What was asked of the server, all in all."""
        with urlopen(f"{self.url}/counts") as response:
            found: dict[str, Any] = json.load(response)
        return found


@contextmanager
def lockstep() -> Iterator[Lockstep]:
    """The server, until the end of the block."""
    with subprocess.Popen(
        [sys.executable, str(SERVER)], cwd=SERVER.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Lockstep(process)
        finally:
            process.kill()


def feed(folder: Path) -> Path:
    """Made-up articles, in a file of JSON Lines."""
    texts = (
        f"Ferry number {number} sank near the harbour on Monday. It was {number} years old."
        for number in range(ARTICLES)
    )
    lines = [json.dumps({"id": f"a{number}", "text": text}) + "\n" for number, text in enumerate(texts)]
    (folder / "feed.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder / "feed.jsonl"


def started(folder: Path, url: str) -> subprocess.Popen[bytes]:
    """The command, in a process of its own."""
    command = [str(Path(sys.executable).with_name("onrecord")), "batch", str(folder / "feed.jsonl")]
    command += ["--store", str(folder / "news.db"), "--model", "openai/gpt-5-mini", "--kind", "claim", "--no-dedupe"]
    command += ["--provider-batch", "--concurrency", str(AT_ONCE), "--budget", "5.00"]
    own = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-made-up", "ONRECORD_POLL": "0.05"}
    return subprocess.Popen(command, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_somewhere(server: Lockstep, folder: Path, chance: random.Random) -> str:
    """Start the command and kill it at a step that is drawn; which that was, or that it came to its end."""
    left, late = chance.randint(1, DEEPEST), chance.random() < 1 / 3
    at: list[str] = []
    process = started(folder, server.url)

    def watch(step: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            at.append(step)
            if late:
                threading.Timer(chance.random() * 0.03, process.kill).start()
            else:
                process.kill()
                process.wait()

    server.watch = watch
    status = process.wait()
    server.watch = lambda _: None
    if status == 0:
        return ""
    moment, _, step = at[0].partition(" ")
    return f"{'soon after' if late else moment} {step}"


def of_store(folder: Path) -> dict[str, Any]:
    """What the store holds of the run."""
    with open_store(folder / "news.db") as store:
        totals = store.totals()
        used = totals.usage
        return {
            "ok": totals.ok,
            "articles": totals.articles,
            "calls": used.calls,
            "tokens": used.input + used.output,
            "out": len(store.batches(store.chosen().number)),
        }


def measured(kills: int, seed: int) -> dict[str, Any]:
    """What a batch comes to that is killed so often."""
    chance, where = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name, lockstep() as server:
        folder, before = Path(name), time.perf_counter()
        feed(folder)
        while where.total() < kills:
            step = killed_somewhere(server, folder, chance)
            if not step:
                raise SystemExit("the batch came to its end before it was killed often enough: give more articles")
            where[step.translate(str.maketrans("", "", "0123456789"))] += 1
        status = started(folder, server.url).wait()
        seconds = time.perf_counter() - before
        return {"status": status, "kills": dict(where), "seconds": round(seconds, 1)} | {
            "store": of_store(folder),
            "server": server.counts,
        }


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = {"killed": measured(options.kills, options.seed), "alone": measured(0, options.seed)}
    for name, each in found.items():
        print(f"{name}: {json.dumps(each, indent=2)}")
    if options.json:
        options.json.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
