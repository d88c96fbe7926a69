"""How many of the statements that people labelled are found: `python benchmarks/attribution.py FOLDER`.

FOLDER is data/ of https://github.com/networkdynamics/PolNeAR: political news in which people labelled who says, thinks
or wants what (text/*.txt and attributions/*.ann in each of dev/ and test/). The rules were made with dev/ before the
eyes; test/ was held out, and its first twenty articles by name are reported. What is said is found where the union of
its characters and ours is at most twice what they share; each is paired with one at most. PolNeAR labels thoughts,
plans and wishes, too, which are no statements here, so that not all of it is to be found. Without --model only the
rules read; with it, a model's records are completed by them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from onrecord import Article, GroundedRecord, Grounder, Statement, choose_prompts, extract, open_model
from onrecord.filling import RULES, fill

ROWS = {"dev": ("dev", None), "test, 20 articles": ("test", 20), "test": ("test", None)}
"""What is measured: the folder, and how many of its articles (None: all)."""
WITH_MODEL = ("test, 20 articles",)
LEAST = 0.5
REACH = 0.65
CONTENT = re.compile(r"T\d+\tContent ([\d ;]+)\t")

HOW_TO_GET_IT = """No folder with dev/ and test/ at {}. To get it:
  git clone --depth 1 https://github.com/networkdynamics/PolNeAR
  python benchmarks/attribution.py PolNeAR/data"""

Characters = frozenset[int]


class Labelled(NamedTuple):
    """An article, and the characters of what people say that is said in it, each attribution by itself."""

    article: Article
    contents: list[Characters]


def read(folder: Path, most: int | None) -> Iterator[Labelled]:
    """The articles of a half in the order of their names, each as the first of its annotators labelled it."""
    for path in sorted((folder / "text").glob("*.txt"))[:most]:
        labels = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if labels:
            yield Labelled(Article(path.read_text(encoding="utf-8"), id=path.stem), contents(labels[0]))


def contents(path: Path) -> list[Characters]:
    """The characters of each labelled content."""
    return [characters(found[1].split(";")) for found in CONTENT.finditer(path.read_text(encoding="utf-8"))]


def characters(pieces: Sequence[str]) -> Characters:
    bounds = (tuple(map(int, piece.split())) for piece in pieces)
    return frozenset(i for start, end in bounds for i in range(start, end))


async def by_rules(article: Article) -> list[GroundedRecord]:
    grounder = Grounder(article)
    rules = [rule for rule in RULES if rule.makes == Statement.kind]
    return [grounder.ground(draft.record) for draft in fill(article, [], rules=rules)]


def found(records: Sequence[GroundedRecord]) -> list[Characters]:
    """The characters of what each statement has somebody say."""
    spans = ([span for each in record.values if each.field == "content" for span in each.spans] for record in records)
    return [frozenset(i for span in each for i in range(span.start, span.end)) for each in spans]


def shared(one: Characters, other: Characters) -> float:
    return len(one & other) / max(len(one | other), 1)


def right(labelled: Sequence[Characters], ours: Sequence[Characters]) -> int:
    """How many contents are found, each by one of ours."""
    table = np.array([[shared(one, other) >= LEAST for other in ours] for one in labelled], dtype=float)
    if not table.size:
        return 0
    return int(table[linear_sum_assignment(table, maximize=True)].sum())


async def measure(folder: Path, model: str | None) -> dict[str, Any]:
    if model is None:
        return {"rows": {name: await row(folder, name, by_rules) for name in ROWS}, "reach": REACH}
    prompts = choose_prompts(names=["statement"])
    async with open_model(model) as opened:

        async def by_model(article: Article) -> list[GroundedRecord]:
            return list((await extract(article, prompts, opened)).records)

        return {"rows": {name: await row(folder, name, by_model) for name in WITH_MODEL}, "reach": REACH}


async def row(folder: Path, name: str, reading: Callable[[Article], Awaitable[list[GroundedRecord]]]) -> dict[str, Any]:
    half, most = ROWS[name]
    articles, begun = list(read(folder / half, most)), time.perf_counter()
    ours = [found(await reading(each.article)) for each in articles]
    seconds = time.perf_counter() - begun
    counts = {
        "articles": len(articles),
        "labelled": sum(len(each.contents) for each in articles),
        "found": sum(map(len, ours)),
        "right": sum(right(each.contents, other) for each, other in zip(articles, ours, strict=True)),
    }
    ratios = {
        "precision": counts["right"] / counts["found"],
        "recall": counts["right"] / counts["labelled"],
        "f1": 2 * counts["right"] / (counts["found"] + counts["labelled"]),
        "ms an article": 1000 * seconds / len(articles),
    }
    return counts | {key: round(ratio, 3) for key, ratio in ratios.items()}


def table(result: dict[str, Any]) -> str:
    columns = ("articles", "labelled", "found", "right", "precision", "recall", "f1", "ms an article")
    lines = [f"{'':20}" + "".join(f"{column:>15}" for column in columns)]
    lines += [
        f"{name:20}" + "".join(f"{row[column]:>15}" for column in columns) for name, row in result["rows"].items()
    ]
    lines.append(f"reach: f1 {REACH} on twenty test articles")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("PolNeAR/data"), help="the data set")
    parser.add_argument("--model", help="the model whose records the rules complete, such as local (default: none)")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    if not all(any((options.folder / half / "text").glob("*.txt")) for half in ("dev", "test")):
        sys.exit(HOW_TO_GET_IT.format(options.folder))
    result = asyncio.run(measure(options.folder, options.model))
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"attribution": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
