"""What onrecord costs beside the clients that a user would pick instead: `python benchmarks/overhead.py`.

1,000 articles (`--articles N` for fewer), three calls each, 64 at a time, against a server on loopback that answers
after 50 ms: the bare `AsyncOpenAI` client, instructor alone around it, and onrecord. They take turns in rounds, so that
whatever else the machine does hits all three alike. Times are ratios within one run; memory is what the process holds
in one long run of onrecord, of twice as many articles, before the others begin. `--json FILE` writes the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import instructor
from endpoint_server import article_text, serving
from openai import AsyncOpenAI
from pydantic import BaseModel

from onrecord.article import Article
from onrecord.extraction import extract
from onrecord.extraction._prompts import choose_prompts
from onrecord.kinds import KINDS
from onrecord.models._endpoint import Endpoint
from onrecord.settings import Settings

ARTICLES, AT_ONCE, ROUNDS, DELAY = 1_000, 64, 5, 50
LEAST = 100
"""Articles below which a run says nothing: a round would not fill the connections."""
CEILING = AT_ONCE / (DELAY / 1000)
MAX_TOKENS = 1_200

Read = Callable[[Article], Awaitable[object]]
"""Everything that is asked about one article: three calls."""


class Event(BaseModel):
    what: str
    who: list[str] = []
    whom: list[str] = []
    where: str | None = None
    when: str | None = None
    status: Literal["happened", "ongoing", "planned", "possible", "denied"] = "happened"
    sentences: list[int]


class Statement(BaseModel):
    speakers: list[str] = []
    role: str | None = None
    cue: str
    content: str
    sentences: list[int]


class Claim(BaseModel):
    text: str
    source: str | None = None
    certainty: Literal["certain", "probable", "possible", "denied"] = "certain"
    sentences: list[int]


class Events(BaseModel):
    events: list[Event]


class Statements(BaseModel):
    statements: list[Statement]


class Claims(BaseModel):
    claims: list[Claim]


def messages(article: Article, what: str) -> list[dict[str, str]]:
    lines = "\n".join(f"[{s.number}] {s.text}" for s in article.sentences)
    return [
        {"role": "system", "content": "You read news articles and put on record what they say."},
        {"role": "user", "content": f"{lines}\n\nList the {what} of this article as JSON, with sentence numbers."},
    ]


@asynccontextmanager
async def bare(url: str) -> AsyncIterator[Read]:
    """The client alone, asked for JSON by schema, the answer validated by pydantic."""
    client: Any
    async with AsyncOpenAI(base_url=url, api_key="none") as client:

        async def read(article: Article) -> None:
            for schema in (Events, Statements, Claims):
                name = schema.__name__
                described = {"name": name, "schema": schema.model_json_schema()}
                completion = await client.chat.completions.create(
                    model="benchmark",
                    messages=messages(article, name.lower()),
                    max_tokens=MAX_TOKENS,
                    temperature=0,
                    response_format={"type": "json_schema", "json_schema": described},
                )
                schema.model_validate_json(completion.choices[0].message.content)

        yield read


@asynccontextmanager
async def instructor_alone(url: str) -> AsyncIterator[Read]:
    """The client as instructor wraps it."""
    async with AsyncOpenAI(base_url=url, api_key="none") as client:
        wrapped: Any = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

        async def read(article: Article) -> None:
            for schema in (Events, Statements, Claims):
                await wrapped.chat.completions.create(
                    response_model=schema,
                    model="benchmark",
                    messages=messages(article, schema.__name__.lower()),
                    max_tokens=MAX_TOKENS,
                    temperature=0,
                )

        yield read


@asynccontextmanager
async def onrecord(url: str) -> AsyncIterator[Read]:
    """The whole way from an article to grounded records, with the prompts as they come."""
    prompts = choose_prompts(kinds=tuple(KINDS))
    async with Endpoint("benchmark", base_url=url, api_key=None, settings=Settings(concurrency=AT_ONCE)) as model:

        async def read(article: Article) -> None:
            summary = await extract(article, prompts, model)
            if summary.status != "ok" or summary.usage.calls != 3 or not summary.records:
                raise SystemExit(f"not three good answers: {summary.status}, {summary.usage}, {summary.problems}")

        yield read


CONTESTANTS = {"bare client": bare, "instructor alone": instructor_alone, "onrecord": onrecord}


@dataclass
class Cost:
    """Seconds by the clock and of processor time for some calls."""

    calls: int = 0
    clock: float = 0.0
    processor: float = 0.0
    rates: list[float] = field(default_factory=list)

    def add(self, calls: int, clock: float, processor: float) -> None:
        self.calls += calls
        self.clock += clock
        self.processor += processor
        self.rates.append(calls / clock)

    def summary(self) -> dict[str, float]:
        return {
            "calls_per_second": round(self.calls / self.clock, 1),
            "slowest_round": round(min(self.rates), 1),
            "fastest_round": round(max(self.rates), 1),
            "processor_ms_per_call": round(1000 * self.processor / self.calls, 3),
        }


def articles(count: int) -> Iterator[Article]:
    text = article_text()
    return (Article(f"{text}\nReport {number}.", id=str(number)) for number in range(count))


async def read_all(read: Read, count: int, seen: Callable[[int], None] = lambda _: None) -> None:
    """Read `count` articles, `AT_ONCE` at a time."""
    waiting = articles(count)
    done = 0

    async def work() -> None:
        nonlocal done
        for article in waiting:
            await read(article)
            done += 1
            seen(done)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def race(url: str, count: int) -> dict[str, Cost]:
    """All contestants, in rounds; each opens its connections anew in every round, and warms up before the clock."""
    costs = {name: Cost() for name in CONTESTANTS}
    for number in range(ROUNDS):
        order = list(CONTESTANTS)[number % 3 :] + list(CONTESTANTS)[: number % 3]
        for name in order:
            async with CONTESTANTS[name](url) as read:
                await read_all(read, AT_ONCE)
                gc.collect()
                clock, processor = time.perf_counter(), time.process_time()
                await read_all(read, count // ROUNDS)
                spent = time.perf_counter() - clock, time.process_time() - processor
                costs[name].add(3 * (count // ROUNDS), *spent)
    return costs


async def memory(url: str, count: int) -> dict[int, float]:
    """Megabytes held after so many articles, in one run of our own over twice `count`."""
    held = {}
    marks = {count // 10, count // 2, count, 2 * count}

    def note(done: int) -> None:
        if done in marks:
            held[done] = round(_resident(), 1)

    async with onrecord(url) as read:
        await read_all(read, 2 * count, note)
    return held


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def server() -> AbstractContextManager[str]:
    """The endpoint, in a process of its own."""
    return serving("endpoint_server.py", DELAY)


def report(costs: dict[str, Cost], held: dict[int, float]) -> dict[str, Any]:
    result: dict[str, Any] = {name.replace(" ", "_"): cost.summary() for name, cost in costs.items()}
    ours, bare_client, alone = (costs[name] for name in ("onrecord", "bare client", "instructor alone"))
    speed = {name: cost.calls / cost.clock for name, cost in costs.items()}
    result["speed_against_instructor_alone"] = round(speed["onrecord"] / speed["instructor alone"], 3)
    result["speed_against_bare_client"] = round(speed["onrecord"] / speed["bare client"], 3)
    result["processor_against_instructor_alone"] = round(ours.processor / alone.processor, 3)
    result["processor_against_bare_client"] = round(ours.processor / bare_client.processor, 3)
    result["ceiling_calls_per_second"] = CEILING
    result["memory_mb_after_articles"] = held
    result["memory_growth_from_a_quarter_on_mb"] = round(max(held.values()) - sorted(held.items())[1][1], 1)
    return result


def table(costs: dict[str, Cost], result: dict[str, Any]) -> str:
    lines = [f"{'':18}{'calls/s':>9}{'rounds':>12}{'CPU ms/call':>13}{'speed':>9}{'CPU':>7}"]
    alone = costs["instructor alone"].summary()
    for name, cost in costs.items():
        figures = cost.summary()
        rounds = f"{figures['slowest_round']:.0f}-{figures['fastest_round']:.0f}"
        speed = figures["calls_per_second"] / alone["calls_per_second"]
        processor = figures["processor_ms_per_call"] / alone["processor_ms_per_call"]
        line = f"{name:18}{figures['calls_per_second']:9.0f}{rounds:>12}{figures['processor_ms_per_call']:13.2f}"
        lines.append(f"{line}{speed:8.2f}x{processor:6.2f}x")
    lines.append(f"{'(server, at most)':18}{CEILING:9.0f}")
    lines.append("speed and CPU are against instructor alone (reach: onrecord at 1.00x speed or more)")
    lines.append(f"memory: {_memory(result)} (reach: flat)")
    return "\n".join(lines)


def _memory(result: dict[str, Any]) -> str:
    held = ", ".join(f"{mb:.0f} MB after {done:,}" for done, mb in result["memory_mb_after_articles"].items())
    return f"{held} articles; growth over the last three quarters {result['memory_growth_from_a_quarter_on_mb']:.1f} MB"


def at_least(text: str) -> int:
    if int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"at least {LEAST} articles")
    return int(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=at_least, default=ARTICLES, help=f"{ARTICLES:,} unless given")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    with server() as url:
        held = asyncio.run(memory(url, options.articles))
        costs = asyncio.run(race(url, options.articles))
    result = report(costs, held)
    print(table(costs, result))
    if options.json:
        options.json.write_text(json.dumps({"overhead": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
