"""What the embedded model takes to summarise one article: `python benchmarks/embedded.py [--json FILE]`.

All three kinds in one call a sentence, then each kind in calls of its own, on the same weights, each way on a model
freshly started. Beside them, measured in the same run, the machine's own floor: how fast plain completions of the same
server read and write, and how much of our time that accounts for. Needs the `local` extra and two or more cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
import urllib.request
from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.article import Article
from onrecord.extraction import Summary, extract
from onrecord.extraction._prompts import Prompt, choose_prompts
from onrecord.kinds import KINDS
from onrecord.models import open_model
from onrecord.models._local import LocalServer, open_local
from onrecord.settings import Settings

ARTICLE = Path(__file__).parent.parent / "evals" / "articles" / "missile-launch.txt"
PUBLISHED = date(2025, 1, 7)
REACH = {"seconds": 60.0, "output": 1_300}
ROUNDS, WRITTEN = 3, 128

WAYS = {"one call for all kinds": ["records"], "one call a kind": list(KINDS)}
"""The prompts of each way, by name."""


def article() -> Article:
    return Article(ARTICLE.read_text(encoding="utf-8"), id=ARTICLE.name, published=PUBLISHED)


async def read(prompts: list[Prompt]) -> dict[str, Any]:
    """A summary on a model started for it; the weights are in place and were read once before."""
    started = time.perf_counter()
    async with open_model("local") as model:
        loaded = time.perf_counter()
        summary = await extract(article(), prompts, model)
        done = time.perf_counter()
    return figures(summary) | {
        "seconds": round(time.perf_counter() - started, 2),
        "seconds_since_loaded": round(done - loaded, 2),
        "load_seconds": round(loaded - started, 2),
    }


def figures(summary: Summary) -> dict[str, Any]:
    if summary.status != "ok":
        raise SystemExit(f"not a whole summary: {summary.status}: {'; '.join(summary.problems)}")
    kinds = Counter(grounded.record.kind for grounded in summary.records)
    supported = sum(grounded.supported for grounded in summary.records)
    return asdict(summary.usage) | {
        "records": {kind: kinds[kind] for kind in KINDS},
        "supported": supported,
        "supported_share": round(supported / max(1, len(summary.records)), 3),
    }


async def floor() -> dict[str, float]:
    """Tokens a second that the server reads and writes, by its own clock; the best of some rounds."""
    settings = replace(Settings.from_environment(), timeout=600.0)
    async with open_local(settings) as server:
        rounds = [await asyncio.to_thread(_completion, server, number) for number in range(ROUNDS)]
    return {
        "prompt_tokens_per_second": round(max(each["prompt_per_second"] for each in rounds), 1),
        "output_tokens_per_second": round(max(each["predicted_per_second"] for each in rounds), 1),
    }


def _completion(server: LocalServer, number: int) -> dict[str, float]:
    """The timings of one completion: a prompt that no cache holds, and an answer of a fixed length."""
    text = f"Report {number}. {ARTICLE.read_text(encoding='utf-8')}"
    body = {"prompt": text, "n_predict": WRITTEN, "ignore_eos": True, "temperature": 0, "cache_prompt": False}
    request = urllib.request.Request(  # on this machine
        f"{server.base_url.removesuffix('/v1')}/completion",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {server.api_key}"},
    )
    with urllib.request.urlopen(request, timeout=600) as response:
        timings: dict[str, float] = json.load(response)["timings"]
    return timings


def with_floor(way: dict[str, Any], speed: dict[str, float]) -> dict[str, Any]:
    """The figures of one way, with the least time in which the machine reads and writes so many tokens."""
    reading = (way["input"] - way["cached"]) / speed["prompt_tokens_per_second"]
    writing = way["output"] / speed["output_tokens_per_second"]
    return way | {
        "floor_seconds": round(reading + writing, 2),
        "floor_share": round((reading + writing) / way["seconds_since_loaded"], 3),
    }


async def measure() -> dict[str, Any]:
    speed = await floor()
    ways = {name: with_floor(await read(choose_prompts(names=names)), speed) for name, names in WAYS.items()}
    together, apart = (ways[name] for name in WAYS)
    return {
        "machine": speed,
        **{name.replace(" ", "_"): way for name, way in ways.items()},
        "seconds_together_to_apart": round(together["seconds_since_loaded"] / apart["seconds_since_loaded"], 3),
        "output_together_to_apart": round(together["output"] / apart["output"], 3),
        "reach": REACH,
    }


ROWS = {
    "seconds, all in all": "seconds",
    "  to load the model": "load_seconds",
    "  since it is loaded": "seconds_since_loaded",
    "calls": "calls",
    "tokens in": "input",
    "  of these cached": "cached",
    "tokens out": "output",
    "records supported": "supported",
    "  share of all": "supported_share",
    "seconds at the machine's floor": "floor_seconds",
    "  share of ours": "floor_share",
}


def table(result: dict[str, Any]) -> str:
    ways = [result[name.replace(" ", "_")] for name in WAYS]
    lines = [f"{'':32}" + "".join(f"{name:>24}" for name in WAYS)]
    lines += [f"{label:32}" + "".join(f"{way[key]:>24,}" for way in ways) for label, key in ROWS.items()]
    for kind in KINDS.values():
        lines.append(f"{kind.plural:32}" + "".join(f"{way['records'][kind.kind]:>24}" for way in ways))
    speed = result["machine"]
    lines.append(
        f"the machine: {speed['prompt_tokens_per_second']:.0f} prompt tokens/s, "
        f"{speed['output_tokens_per_second']:.0f} output tokens/s"
    )
    together = ways[0]
    lines.append(
        f"one call for all kinds (reach: under {REACH['seconds']:.0f} s, {REACH['output']:,} output tokens): "
        f"{together['seconds']:.1f} s, {together['output']:,} output tokens"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    result = asyncio.run(measure())
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"embedded": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
