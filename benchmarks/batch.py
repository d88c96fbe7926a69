"""A night's news against a server on loopback: `python benchmarks/batch.py [--small] [--json FILE] [PART…]`.

Parts, all of them unless some are named:
speed    10,000 articles at one call each, 64 at a time, 50 ms a call: onrecord into a store, the bare `AsyncOpenAI`
         client, and LangExtract in a virtual environment of its own; they take turns in rounds. Also the memory that
         the process holds after 1,000 and after 10,000 articles of one run.
resume   a store of 100,000 articles, as a batch leaves it that was cut short: seconds from the start of the command to
         its first new call, with its marks and without, and for a batch of one article; records a second in `onrecord
         export`.
faults   1,000 articles with 30% faults, and without: what ends ok, calls an article, and the throughput kept.
kills    a run of 2,000 articles killed 20 times: its store beside that of a run left alone, and what the endpoint
         was asked for twice.

`--small` makes each a twentieth as large. Times are ratios within one run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from endpoint_server import article_text, serving

from onrecord.article import Article
from onrecord.batch import BatchOptions, BatchReport, Marks, run_batch
from onrecord.batch._near_duplicates import KnownArticles
from onrecord.batch._pacing import Caps, Pacer
from onrecord.extraction import Summary, choose_prompts, prompts_used
from onrecord.models._endpoint import Endpoint
from onrecord.settings import Settings
from onrecord.sources import SourceOptions
from onrecord.store import Store, article_key, open_store

HERE = Path(__file__).parent
AT_ONCE, DELAY, ROUNDS = 64, 50, 3
MAX_TOKENS = 1_200
LANGEXTRACT = "langextract[openai]==1.*"
KILLS = 20
A_SECOND = 100
"""Articles that a batch does, about."""


def news(count: int, start: int = 0) -> Iterator[Article]:
    """Articles of the length of news, each unlike the others in its first and last sentence."""
    text = article_text()
    for number in range(start, start + count):
        yield Article(f"Report {number} of {number * 7 % 9973}.\n{text}\nEnd of report {number}.", f"a{number}")


def unlike(count: int) -> Iterator[Article]:
    """Articles of the same length that are no copies of each other: their words are drawn from all that are there."""
    words = sorted(set(article_text().split()))
    for number in range(count):
        drawn = random.Random(number)
        text = " ".join(f"{' '.join(drawn.sample(words, 16)).capitalize()}." for _ in range(25))
        yield Article(f"Report {number}. {text}", f"a{number}")


async def stream(articles: Iterator[Article]) -> AsyncIterator[Article]:
    for article in articles:
        yield article


def server(faults: float = 0.0) -> AbstractContextManager[str]:
    """The endpoint, in a process of its own."""
    return serving("faulty_server.py", DELAY, faults)


def asked(url: str) -> dict[str, int]:
    """How many requests there were since the last look, and how many of them differ."""
    with urlopen(url.replace("/v1", "/count")) as response:
        found: dict[str, int] = json.load(response)
        return found


async def run_once(
    store: Store,
    url: str,
    articles: AsyncIterator[Article],
    *,
    dedupe: bool = True,
    progress: Callable[[BatchReport], None] = lambda _: None,
) -> BatchReport:
    """A batch as the command makes it, 64 calls at once."""
    prompts, pace = choose_prompts(), Pacer(Caps(concurrency=AT_ONCE))
    run = store.run("benchmark", prompts_used(prompts, "benchmark"))
    near_duplicates = KnownArticles(run) if dedupe else None
    async with Endpoint("benchmark", base_url=url, api_key=None, settings=Settings(), pace=pace) as model:
        options = BatchOptions(pace=pace, near_duplicates=near_duplicates)
        return await run_batch(articles, prompts, model, run, options, progress=progress)


# --- speed


def ours(url: str, count: int, start: int, folder: Path) -> float:
    """Articles a second, from the articles to their rows in a new store."""
    with open_store(folder / f"speed-{start}.db", create=True) as store:
        began = time.perf_counter()
        report = asyncio.run(run_once(store, url, stream(news(count, start)), dedupe=False))
        spent = time.perf_counter() - began
    if (report.ok, report.usage.calls) != (count, count):
        raise SystemExit(f"not one good answer for each of {count}: {report}")
    return count / spent


def bare(url: str, count: int, start: int, _: Path) -> float:
    """Articles a second with the client alone: the same messages, the answer validated by the same class."""
    from openai import AsyncOpenAI

    prompt = choose_prompts()[0]
    form = prompt.form("benchmark")
    schema = prompt.schema(form)
    described: Any = {"name": "answer", "schema": schema.model_json_schema()}

    async def work(client: AsyncOpenAI, waiting: Iterator[Article]) -> None:
        for article in waiting:
            messages: Any = prompt.render(article, article.sentences, article.sentences, form)
            completion = await client.chat.completions.create(
                model="benchmark",
                messages=messages,
                max_tokens=MAX_TOKENS,
                response_format={"type": "json_schema", "json_schema": described},
            )
            schema.model_validate_json(completion.choices[0].message.content or "")

    async def all_of_them() -> float:
        async with AsyncOpenAI(base_url=url, api_key="none") as client:
            waiting = news(count, start)
            began = time.perf_counter()
            await asyncio.gather(*(work(client, waiting) for _ in range(AT_ONCE)))
            return count / (time.perf_counter() - began)

    return asyncio.run(all_of_them())


LANGEXTRACT_SCRIPT = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import langextract as lx
from langextract.providers.openai import OpenAILanguageModel

url, count, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
text = sys.stdin.read()
example = lx.data.ExampleData(
    text="Police arrested Ana Lima on Monday.",
    extractions=[lx.data.Extraction(extraction_class="events", extraction_text="Police arrested Ana Lima")],
)
model = OpenAILanguageModel(model_id="benchmark", base_url=url, api_key="none", max_workers=at_once)
def documents(start, count):
    for number in range(start, start + count):
        yield lx.data.Document(text=f"Report {number}.\\n{text}\\nEnd of report {number}.", document_id=str(number))
options = dict(
    prompt_description="Extract the events.", examples=[example], model=model, max_char_buffer=100_000,
    batch_length=at_once * 4, max_workers=at_once, show_progress=False,
    resolver_params={"enable_fuzzy_alignment": False},  # where a text isn't found exactly, it searches for long
)
list(lx.extract(text_or_documents=list(documents(0, at_once)), **options))
began = time.perf_counter()
found = aligned = 0
for document in lx.extract(text_or_documents=documents(at_once, count), **options):
    found += 1
    aligned += sum(1 for each in document.extractions or () if each.char_interval)
spent = time.perf_counter() - began
print(json.dumps({"rate": found / spent, "aligned": aligned / found}))
"""


def langextract(url: str, count: int, _: int, folder: Path) -> float:
    """Articles a second with LangExtract, installed as a user would: an article a chunk, no search by similarity."""
    python = folder / "langextract" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "langextract")], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", LANGEXTRACT]
        subprocess.run(install, check=True)
    command = [str(python), "-c", LANGEXTRACT_SCRIPT, url, str(count), str(AT_ONCE)]
    done = subprocess.run(command, input=article_text(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"LangExtract failed: {done.stderr[-2000:]}")
    figures = json.loads(done.stdout.splitlines()[-1])
    if not figures["aligned"]:
        raise SystemExit("LangExtract made nothing of the answers")
    rate: float = figures["rate"]
    return rate


def speed(share: float, folder: Path) -> dict[str, Any]:
    contestants = {"onrecord": ours, "bare client": bare, "LangExtract": langextract}
    count = int(10_000 * share / ROUNDS)
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    with server() as url:
        for number in range(ROUNDS):
            order = list(contestants)[number:] + list(contestants)[:number]
            for name in order:
                # LangExtract's share is smaller: it is slower, and its rate doesn't depend on the number
                some = max(AT_ONCE * 2, count // 5) if name == "LangExtract" else count
                rates[name].append(contestants[name](url, some, number * count, folder))
        held = memory(url, int(10_000 * share), folder)
    mean = {name: sum(found) / len(found) for name, found in rates.items()}
    return {
        "articles_per_second": {name: [round(rate, 1) for rate in found] for name, found in rates.items()},
        "against_bare_client": round(mean["onrecord"] / mean["bare client"], 3),
        "against_langextract": round(mean["onrecord"] / mean["LangExtract"], 2),
        "memory_mb": held,
    }


def memory(url: str, count: int, folder: Path) -> dict[str, float]:
    """Megabytes held after a tenth of the articles and after all, in one run."""
    held: dict[str, float] = {}

    def note(report: BatchReport) -> None:
        if report.done in (count // 10, count):
            held[f"after {report.done:,}"] = _resident()

    with open_store(folder / "memory.db", create=True) as store:
        asyncio.run(run_once(store, url, stream(news(count)), dedupe=False, progress=note))
    return held


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 1e6, 1)


# --- resume


def resume(share: float, folder: Path) -> dict[str, Any]:
    count = int(100_000 * share)
    path, feed = folder / "resume.db", folder / "feed.jsonl"
    with server() as url:
        with feed.open("w", encoding="utf-8") as file:
            for article in unlike(count + 1):
                file.write(json.dumps({"id": article.id, "text": article.text}) + "\n")
        with open_store(path, create=True) as store:
            records = _fill(store, url, count, feed)
        asked(url)
        unmarked = Path(shutil.copy(path, folder / "unmarked.db"))
        with closing(sqlite3.connect(unmarked)) as database, database:
            database.execute("DELETE FROM marks")
        seconds = _first_call(url, path, feed)
        asked(url)
        without = _first_call(url, unmarked, feed)
        feed.with_name("one.jsonl").write_text(feed.read_text(encoding="utf-8").splitlines(keepends=True)[-1], "utf-8")
        asked(url)
        of_nothing = _first_call(url, folder / "new.db", feed.with_name("one.jsonl"))
    out = folder / "out.jsonl"
    began = time.perf_counter()
    _onrecord("export", "--store", str(path), "--output", str(out))
    spent = time.perf_counter() - began
    return {
        "articles": count,
        "seconds_to_first_call": round(seconds, 2),
        "without_marks": round(without, 2),
        "of_a_batch_of_one_article": round(of_nothing, 2),
        "records": records,
        "exported_per_second": round(records / spent),
    }


def _fill(store: Store, url: str, count: int, feed: Path) -> int:
    """Leave the store as a batch does that was stopped after so many articles: each with the results of one of them."""
    with open_store(feed.with_name("one.db"), create=True) as first:
        asyncio.run(run_once(first, url, stream(news(1)), dedupe=False))
        made = next(first.summaries())
    prompts = prompts_used(choose_prompts(), "openai/benchmark")
    run = store.run("openai/benchmark", prompts)
    marks = Marks(run, SourceOptions(), use=True)
    marks.passed(str(feed))
    for number, article in enumerate(unlike(count), start=1):
        marks.taken(f"{feed}:{number}", article_key(article))
        run.keep(_as_if(made, article))
        marks.done(article_key(article))
    run.end()
    return count * len(made.records)


def _as_if(made: Summary, article: Article) -> Summary:
    return replace(made, article=article, model="openai/benchmark")


def _first_call(url: str, path: Path, feed: Path) -> float:
    """Seconds from the start of the command to the first request at the endpoint."""
    began = time.perf_counter()
    command = _command("batch", str(feed), "--store", str(path), "--model", "openai/benchmark")
    with subprocess.Popen(command, env=os.environ | {"OPENAI_BASE_URL": url}, stdout=subprocess.PIPE) as process:
        while not asked(url)["requests"]:
            if process.poll() is not None:
                raise SystemExit("the batch ended without a call")
            time.sleep(0.02)
        spent = time.perf_counter() - began
        process.send_signal(signal.SIGINT)
        process.communicate()
    return spent


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from onrecord.cli.main import main; main()", *arguments]


def _onrecord(*arguments: str) -> None:
    subprocess.run(_command(*arguments), check=True)


# --- faults


def faults(share: float, folder: Path) -> dict[str, Any]:
    count = int(1_000 * share)
    found: dict[str, dict[str, Any]] = {}
    for name, part in (("without", 0.0), ("with", 0.3)):
        with server(part) as url, open_store(folder / f"faults-{name}.db", create=True) as store:
            began = time.perf_counter()
            report = asyncio.run(run_once(store, url, stream(news(count)), dedupe=False))
            spent = time.perf_counter() - began
            calls = asked(url)["requests"]
        found[name] = {"ok": report.ok, "calls": calls, "articles_per_second": round(count / spent, 1)}
    kept = found["with"]["articles_per_second"] / found["without"]["articles_per_second"]
    return {
        "articles": count,
        **found,
        "calls_per_article": round(found["with"]["calls"] / count, 3),
        "throughput_kept": round(kept, 2),
    }


# --- kills


def kills(share: float, folder: Path) -> dict[str, Any]:
    count, times = int(2_000 * share), max(3, int(KILLS * share))
    killed, alone = folder / "killed.db", folder / "alone.db"
    with server() as url:
        ends = [_worked(url, killed, count, random.uniform(0, 1.5) * count / times / A_SECOND) for _ in range(times)]
        done = _worked(url, killed, count)
        interrupted = asked(url)
        _worked(url, alone, count)
        undisturbed = asked(url)
    kills = ends.count(None)
    return {
        "articles": count,
        "kills": kills,
        "done": done,
        "requests": interrupted["requests"],
        "requests_left_alone": undisturbed["requests"],
        "asked_again_per_kill": round((interrupted["requests"] - undisturbed["requests"]) / kills, 1),
        "in_flight": AT_ONCE,
        "stores_are_equal": _holdings(killed) == _holdings(alone),
    }


def _worked(url: str, path: Path, count: int, kill_after: float | None = None) -> int | None:
    """Articles that are done once a batch in a process of its own has ended; None where it was killed.

    With `kill_after`, that is so many seconds after its first article.
    """
    command = [sys.executable, str(Path(__file__)), "--worker", url, str(path), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        said = process.communicate()[0]
    if process.returncode not in (0, -signal.SIGKILL):
        raise SystemExit(f"a batch ended by itself with {process.returncode}")
    return int(said) if process.returncode == 0 else None


def worker(url: str, path: str, count: int) -> None:
    told: list[str] = []

    def begun(report: BatchReport) -> None:
        if report.done and not told:
            told.append("begun")
            print("begun", flush=True)

    with open_store(path, create=True) as store, store.locked():
        report = asyncio.run(run_once(store, url, stream(unlike(count)), progress=begun))
    print(report.ok + report.skipped, flush=True)


def _holdings(path: Path) -> list[str]:
    """All that a store holds of its articles, without what differs by the clock."""
    with open_store(path) as store:
        found = map(json.loads, store.documents())
        return sorted(json.dumps({**each, "seconds": 0}, sort_keys=True) for each in found)


PARTS: dict[str, Callable[[float, Path], dict[str, Any]]] = {
    "speed": speed,
    "resume": resume,
    "faults": faults,
    "kills": kills,
}


def main() -> None:
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--small", action="store_true", help="a twentieth of the size")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    if unknown := [name for name in options.parts if name not in PARTS]:
        parser.error(f"no part is called {unknown[0]!r}; there are {', '.join(PARTS)}")
    result: dict[str, Any] = {}
    for name in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            result[name] = PARTS[name](0.05 if options.small else 1.0, Path(folder))
        print(f"{name}: {json.dumps(result[name], indent=2)}", flush=True)
    if options.json:
        options.json.write_text(json.dumps({"batch": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
