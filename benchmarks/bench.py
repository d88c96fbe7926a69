"""How long a prompt author waits: `python benchmarks/bench.py [--json FILE]`.

A replay of the gold in evals/ from its recorded answers; and a matrix of five models and two sets of prompts over the
same gold, from recordings that are made here of the labels: each model leaves out some records and rewords some. Each
command runs in a process of its own; beside the time by the clock stands the processor's, which other work on the
machine doesn't lengthen.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.evals import load_gold
from onrecord.extraction import Prompt, choose_prompts, prompts_folder, requests_of
from onrecord.models import AnswerFile, KeptAnswer, Request
from onrecord.models._recorded import request_key
from onrecord.usage import Usage

if TYPE_CHECKING:
    from onrecord.evals import GoldArticle

ROOT = Path(__file__).parent.parent
EVALS = ROOT / "evals"
SEED = 20261130
WINDOW = 32_768
MODELS = tuple(f"openai/made-{number}" for number in range(1, 6))
REACH = {"replay of the gold": 3.0, "matrix of 5 models x 2 prompts": 15.0}
"""Seconds."""


def second_prompts(folder: Path) -> Path:
    """A folder with the packaged prompt in other words."""
    folder.mkdir()
    text = (prompts_folder() / "records.prompty").read_text(encoding="utf-8")
    (folder / "records.prompty").write_text(text.replace("You put on record", "You write down"), encoding="utf-8")
    return folder


def record(path: Path, gold: list[GoldArticle], folders: list[Path]) -> None:
    """Write the answers of every model to every prompt into a file of recorded answers."""
    chance = random.Random(SEED)
    answers = AnswerFile(path)
    with answers.recording():
        for folder in folders:
            prompts = choose_prompts(folder)
            for number, model in enumerate(MODELS, start=1):
                for labelled in gold:
                    for kept in answered(labelled, prompts, model, chance, share=0.06 * number):
                        answers.put(kept)


def answered(
    gold: GoldArticle, prompts: list[Prompt], model: str, chance: random.Random, *, share: float
) -> list[KeptAnswer]:
    """The answers about one article; `share` is how many of the records are left out, and how many lose a word."""
    return [
        KeptAnswer(
            request_key(model, request), model, WINDOW, request.prompt, answer(gold, request, chance, share),
            None, truncated=False, usage=Usage(calls=1, input=3000, output=900), seconds=2.5,
        )
        for request in requests_of(gold.article, prompts, model, WINDOW)
    ]  # fmt: skip


def answer(gold: GoldArticle, request: Request, chance: random.Random, share: float) -> str:
    found: dict[str, list[dict[str, Any]]] = {}
    for labelled in gold.records:
        record = labelled.record()
        first = gold.article.sentences[record.sentences[0] - 1].text.strip()
        if first in request.asked and chance.random() > share:
            values = record.model_dump(mode="json", exclude_none=True)
            longest = max(
                (name for name, value in values.items() if isinstance(value, str)), key=lambda n: len(values[n])
            )
            words = values[longest].split()
            if chance.random() < share and len(words) > 3:
                words.pop(chance.randrange(len(words)))
            found.setdefault(record.plural, []).append(values | {longest: " ".join(words)})
    return json.dumps(found, ensure_ascii=False)


def timed(*arguments: object) -> dict[str, float]:
    """The seconds that a command takes by the clock and of the processor, and how many lines it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [Path(sys.executable).with_name("onrecord"), *arguments]
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor": processor, "lines": len(done.stdout.splitlines())}


def measure() -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        folders = [prompts_folder(), second_prompts(here / "reworded")]
        record(here / "made.jsonl", list(load_gold(EVALS)), folders)
        replayed = timed("eval", "--replay", EVALS / "answers.jsonl", "-o", here / "gold.json")
        asked = [part for model in MODELS for part in ("-m", model)]
        tried = [part for each in folders for part in ("--prompts", each)]
        matrix = timed("eval", "--replay", here / "made.jsonl", *tried, *asked, "-o", here / "matrix.json")
    measured = zip(REACH.items(), (replayed, matrix), strict=True)
    return {name: {**found, "reach": reach} for (name, reach), found in measured}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python benchmarks/bench.py", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    found = measure()
    for name, figures in found.items():
        print(
            f"{name:<32} {figures['seconds']:6.1f} s by the clock, {figures['processor']:6.1f} s of the processor "
            f"(reach: {REACH[name]:.0f} s), {figures['lines']:.0f} lines"
        )
    if options.json:
        options.json.write_text(json.dumps({"bench": found}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
