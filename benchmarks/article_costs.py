"""What one article costs, for `python benchmarks/scale.py --costs`.

Run by itself it is the endpoint: it prints its port and serves until its standard input closes. It answers with the
records that are labelled in `evals` for the article that it is asked about, and counts a token for four characters.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import runpy
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from endpoint_server import EVALS, Connection, _record, serving

from onrecord.article import Article
from onrecord.batch import BatchOptions, run_batch
from onrecord.batch._near_duplicates import KnownArticles
from onrecord.batch._pacing import Caps, Pacer
from onrecord.compose import brief, compose
from onrecord.extraction import choose_prompts, prompts_used
from onrecord.grounding import Grounder
from onrecord.kinds import KINDS
from onrecord.models._endpoint import Endpoint
from onrecord.settings import Settings
from onrecord.store import Store, open_store
from onrecord.store._kept import StoredAnswers
from onrecord.store.run import Run

AT_ONCE = 32
CHARACTERS_A_TOKEN = 4
NAMED = re.compile(rb"Report (\d+) of")
NAMES = sorted(path.stem for path in (EVALS / "articles").glob("*.txt"))

METERED = {
    "grounding": ((Grounder, ("__init__", "ground")),),
    "keeping answers": ((StoredAnswers, ("get", "put", "drop")),),
    "writing results": ((Run, ("__init__", "flush", "end")),),
}
"""What is measured within a batch: methods that wait for nothing, each by its stage."""


def news(count: int) -> Iterator[Article]:
    """The labelled articles in turn, each unlike the others in its first and last sentence."""
    texts = [(EVALS / "articles" / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES]
    for number in range(count):
        text = texts[number % len(texts)]
        yield Article(f"Report {number} of {number * 7 % 9973}.\n{text}\nEnd of report {number}.", f"a{number}")


# --- the endpoint


def answers() -> list[str]:
    """What is labelled for each article, as a model answers; sentences count from that which `news` puts first."""
    found = []
    for name, article in zip(NAMES, news(len(NAMES)), strict=False):
        gold = yaml.safe_load((EVALS / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))
        records = {
            kind.plural: [_record(record, kind.model_fields.keys(), article.sentences) for record in gold[kind.plural]]
            for kind in KINDS.values()
        }
        found.append(json.dumps(records, ensure_ascii=False))
    return found


class Answering(Connection):
    """A connection that answers each request by the article in it."""

    labelled: list[str]

    def asked(self, request: bytes) -> None:
        """Answer a request."""
        named = NAMED.search(request)
        text = self.labelled[int(named[1]) % len(NAMES)] if named else "{}"
        self.send(_completion(json.loads(request), text))


def _completion(asked: dict[str, Any], text: str) -> bytes:
    *same, last = (len(str(message["content"])) for message in asked["messages"])
    read = (sum(same) + last) // CHARACTERS_A_TOKEN
    written = len(text) // CHARACTERS_A_TOKEN
    body = {
        "id": "chatcmpl-0",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": "benchmark",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
            "prompt_tokens_details": {"cached_tokens": sum(same) // CHARACTERS_A_TOKEN},
        },
    }
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def serve() -> None:
    loop = asyncio.get_running_loop()
    Answering.labelled = answers()
    server = await loop.create_server(lambda: Answering({}, 0.0, None), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def endpoint() -> AbstractContextManager[str]:
    """The endpoint in a process of its own."""
    return serving(Path(__file__).name)


# --- processor time


@contextmanager
def metered(spent: Counter[str]) -> Iterator[None]:
    """Count the processor time of the stages in METERED, within the block."""
    with ExitStack() as patches:
        for stage, parts in METERED.items():
            for owner, names in parts:
                for name in names:
                    timed = _timed(getattr(owner, name), stage, spent)
                    patches.enter_context(patch.object(owner, name, timed))
        yield


def _timed(method: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    @wraps(method)
    def timed(*given: Any, **named: Any) -> Any:
        began = time.thread_time_ns()
        try:
            return method(*given, **named)
        finally:
            spent[stage] += time.thread_time_ns() - began

    return timed


def batch(store: Store, url: str, count: int) -> dict[str, Any]:
    """Milliseconds of processor time that an article takes in a batch, by stage, and what it takes in tokens."""
    spent: Counter[str] = Counter()
    prompts, pace = choose_prompts(), Pacer(Caps(concurrency=AT_ONCE))

    async def run() -> Any:
        held = store.run("benchmark", prompts_used(prompts, "benchmark"))
        async with Endpoint("benchmark", base_url=url, api_key=None, settings=Settings(), pace=pace) as model:
            return await run_batch(_stream(count), prompts, model, held, BatchOptions(pace=pace))

    began = time.process_time_ns()
    with metered(spent):
        report = asyncio.run(run())
    whole = time.process_time_ns() - began
    if report.ok != count:
        raise SystemExit(f"not one good answer for each of {count}: {report}")
    spent["asking and the rest"] = whole - sum(spent.values())
    usage = report.usage
    return {
        "milliseconds": {stage: round(nanoseconds / 1e6 / count, 2) for stage, nanoseconds in spent.items()},
        "calls": round(usage.calls / count, 2),
        "tokens": {
            "input": round(usage.input / count),
            "cached": round(usage.cached / count),
            "output": round(usage.output / count),
        },
        "records": round(sum(report.records.values()) / count, 1),
    }


async def _stream(count: int) -> Any:
    for article in news(count):
        yield article


def composing(store: Store) -> float:
    """Milliseconds that the facts and the brief of an article take."""
    summaries = list(store.summaries())
    began = time.process_time_ns()
    for summary in summaries:
        found = compose(summary.article, summary.records)
        brief(summary.article, summary.records, found)
    return round((time.process_time_ns() - began) / 1e6 / len(summaries), 2)


def near_duplicates(folder: Path, count: int) -> float:
    """Milliseconds that it takes to look whether an article is a near-duplicate of one before."""
    from batch import unlike

    with open_store(folder / "near.db", create=True) as store:
        known = KnownArticles(store.run("benchmark", ()))
        articles = list(unlike(count))
        began = time.process_time_ns()
        for article in articles:
            known.add(article)
        return round((time.process_time_ns() - began) / 1e6 / count, 2)


def reading(folder: Path, count: int) -> dict[str, float]:
    """Milliseconds that an article takes as a line of JSON Lines, and as a page of HTML, parsing processes included."""
    from reading import page, spent

    def lines(into: Path, many: int) -> None:
        rows = (json.dumps({"id": article.id, "text": article.text}) for article in news(many))
        (into / "wire.jsonl").write_text("\n".join(rows), encoding="utf-8")

    def pages(into: Path, many: int) -> None:
        for number in range(many):
            (into / f"{number}.html").write_bytes(page(number))

    found = {}
    for name, make, most in (("JSON Lines", lines, 20 * count), ("HTML pages", pages, count)):
        sides = []
        for many in (most // 8, most):
            into = folder / f"{make.__name__}-{many}"
            into.mkdir()
            make(into, many)
            sides.append(spent("onrecord", into))
        (less, start), (all_of_them, whole) = sides
        found[name] = round(1_000 * (whole - start) / (all_of_them - less), 2)
    return found


# --- stores


def sqlite_tables(path: Path) -> dict[str, dict[str, int]]:
    """The bytes of each table with its indexes, and its rows."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sizes = "SELECT s.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master s USING (name) GROUP BY 1"
    found = connection.execute(sizes).fetchall()
    return {
        name: {"bytes": size, "rows": connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]}
        for name, size in found
        if not name.startswith("sqlite_")
    }


@contextmanager
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server with the settings that it is installed with; None where none is installed."""
    servers = runpy.run_path(str(Path(__file__).parent.parent / "tests" / "postgresql.py"))
    if servers["binaries"]() is None:
        yield None
        return
    with servers["server"](settings=()) as started:
        yield started


def postgresql_costs(server: Any, url: str, count: int) -> dict[str, Any]:
    """What the same articles cost in PostgreSQL: the batch, its tables, its log, and the server's processor time."""
    location = server.new_database()
    name = location.rpartition("/")[2]
    with open_store(location, create=True) as store:
        seconds, before = _server_seconds(server), _counters(server, name)
        found = batch(store, url, count)
        time.sleep(1.5)  # the server tells its counters by the second
        seconds = _server_seconds(server) - seconds
        after = _counters(server, name)
    grown = {what: round((after[what] - before[what]) / count, 2) for what in after}
    sizes = "SELECT relname, pg_total_relation_size(relid), n_live_tup FROM pg_stat_user_tables"
    tables = {table: {"bytes": size, "rows": rows} for table, size, rows in server.execute(sizes, name)}
    return {**found, "server_milliseconds": round(1_000 * seconds / count, 2), **grown, "tables": tables}


def _counters(server: Any, name: str) -> dict[str, float]:
    [(log,)] = server.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn", name)
    chosen = "xact_commit, tup_inserted, tup_updated, tup_deleted"
    [(commits, inserted, updated, deleted)] = server.execute(
        f"SELECT {chosen} FROM pg_stat_database WHERE datname = '{name}'", name
    )
    return {
        "log_bytes": float(log),
        "transactions": commits,
        "rows_inserted": inserted,
        "rows_updated": updated,
        "rows_deleted": deleted,
    }


def _server_seconds(server: Any) -> float:
    """The processor time of the server's processes, those that ended included."""
    pid = int((server.folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            ticks += sum(map(int, fields[11 : 15 if int(stat.parent.name) == pid else 13]))
    return ticks / os.sysconf("SC_CLK_TCK")


# --- all of it


def costs(count: int) -> dict[str, Any]:
    """What one article costs; printed as it comes."""
    figures: dict[str, Any] = {"articles": count}

    def tell(name: str, found: Any) -> None:
        figures[name] = found
        print(f"{name}: {json.dumps(found, indent=2)}", flush=True)

    with tempfile.TemporaryDirectory() as name, endpoint() as url:
        folder = Path(name)
        tell("characters", round(sum(len(article.text) for article in news(len(NAMES))) / len(NAMES)))
        tell("reading_milliseconds", reading(folder, min(count, 400)))
        tell("near_duplicates_milliseconds", near_duplicates(folder, count))
        path = folder / "news.db"
        with open_store(path, create=True) as store:
            tell("sqlite", batch(store, url, count))
            tell("memory_mb", _most_memory())
            tell("composing_milliseconds", composing(store))
        tell("sqlite_tables", sqlite_tables(path))
        with postgresql() as server:
            if server:
                tell("postgresql", postgresql_costs(server, url, count))
    return figures


def _most_memory() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return round(int(kilobytes) / 1000)


if __name__ == "__main__":
    asyncio.run(serve())
