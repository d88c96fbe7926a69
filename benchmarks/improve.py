"""What `onrecord improve` finds, and what it keeps where there is nothing to find: `python benchmarks/improve.py`.

`--json FILE` writes the figures. A prompt with three planted faults is improved within 60 calls, all counted, by a
scripted endpoint on loopback: a rewriter that has the right change for a mistake four times in five, and something as
plausible otherwise. Then the same with an endpoint for which no change matters, as it loses records by chance: what is
kept there is kept falsely. `--seeds` and `--nulls` say how many times each.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from onrecord.evals import GoldArticle, Improvement, Limit, Source, Wording, begun, improve, load_gold
from onrecord.models import AnswerFile
from onrecord.testing import FakeModel

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))
sys.modules.pop("endpoint_server", None)  # the benchmarks' own has the same name
MADE = runpy.run_path(str(TESTS / "faulty_prompt.py"))
SERVER = runpy.run_path(str(TESTS / "endpoint_server.py"))

CALLS = 60
FAULTS = ("SENTENCE", "SETTING", "EXAMPLE")
NULLS = {"16 articles": 16, "40 articles": 40}
NULL_CALLS = 150


def found(seed: int) -> dict[str, Any]:
    """One prompt with planted faults, improved by the command: which faults it found, and the requests that it made."""
    reply = MADE["played"](MADE["scripted"](seed))
    with tempfile.TemporaryDirectory() as name, SERVER["EndpointServer"](reply) as server:
        folder = Path(name)
        MADE["write_gold"](folder / "evals")
        (folder / "faulty.prompty").write_text(MADE["PROMPT"], encoding="utf-8")
        onrecord = Path(sys.executable).with_name("onrecord")
        command: list[str | Path] = [
            onrecord,
            "improve",
            "faulty.prompty",
            "-m",
            "openai/x",
            "--calls",
            str(CALLS),
            "--seed",
            str(seed),
        ]
        env = {**os.environ, "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-none", "ONRECORD_RETRIES": "0"}
        subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        history = json.loads((folder / "faulty-improved.history.json").read_text(encoding="utf-8"))
        requests = len(server.requests)
    kept = [each for each in history["tried"] if each["kept"]]
    faults = [name for name in FAULTS if any(each["change"]["text"] == MADE[name] for each in kept)]
    return {
        "seed": seed,
        "found": faults,
        "requests": requests,
        "proposed": len(history["tried"]),
        "other_changes_kept": len(kept) - len(faults),
        "largest_corrected_p": max((each["decision"]["corrected_p"] for each in kept), default=None),
        "held_out_read": bool(history["reports"]),
    }


async def kept_of_nothing(gold: list[GoldArticle], seed: int, folder: Path) -> dict[str, int]:
    """One prompt that no change makes better: how many changes were tested, and how many kept."""
    answering = MADE["indifferent"](seed)
    model = FakeModel(lambda request: answering(request.messages), window=32_000, slots=8)
    wording = Wording(MADE["PROMPT"])
    answers = AnswerFile(folder / f"answers-{seed}.jsonl")
    limit = Limit(NULL_CALLS, lambda usage, _: usage.calls, str)
    source = Source("openai/x", model)
    with answers.recording():
        outcome = await improve(
            Improvement(
                wording=wording,
                history=begun(wording, gold, source.name, "all.f1", seed),
                gold=gold,
                reader=source,
                rewriter=source,
                answers=answers,
                limits=[limit],
                save=lambda *_: None,
            )
        )
    tested = sum(each.decision is not None for each in outcome.history.tried)
    return {"tried": len(outcome.history.tried), "tested": tested, "kept": len(outcome.history.kept)}


def false_keeps(articles: int, runs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = MADE["write_gold"](Path(name), articles, long=True)
        gold = load_gold(folder)
        results = [asyncio.run(kept_of_nothing(gold, seed, folder)) for seed in range(runs)]
    totals = {key: sum(each[key] for each in results) for key in ("tried", "tested", "kept")}
    wrong = sum(each["kept"] > 0 for each in results)
    return {"runs": runs, **totals, "runs_that_kept": wrong, "share_that_kept": wrong / runs if runs else 0.0}


def told_planted(each: dict[str, Any]) -> str:
    kept = f"{each['other_changes_kept']} others kept, largest corrected p {each['largest_corrected_p']}"
    tried = f"{each['requests']} requests, {each['proposed']} changes tried"
    return f"  seed {each['seed']}: {len(each['found'])} of 3 found, {tried}, {kept}"


def told_nothing(name: str, each: dict[str, Any]) -> str:
    return (
        f"nothing to find, {name}, {each['runs']} runs: {each['tried']:,} changes tried, {each['tested']:,} tested, "
        f"{each['kept']} kept; {each['share_that_kept']:.1%} of the runs kept something"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--nulls", type=int, default=200)
    options = parser.parse_args()
    result: dict[str, Any] = {"calls": CALLS, "planted": [], "nothing_to_find": {}}
    print(f"planted faults, at most {CALLS} calls, those of the rewriter and of the end included:")
    for seed in range(options.seeds):
        result["planted"].append(found(seed))
        print(told_planted(result["planted"][-1]), flush=True)
    for name, count in NULLS.items():
        result["nothing_to_find"][name] = false_keeps(count, options.nulls)
        print(told_nothing(name, result["nothing_to_find"][name]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
