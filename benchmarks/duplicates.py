"""Copies found among news that looks alike: `python benchmarks/duplicates.py [--articles N] [--json FILE]`.

The corpus, which `copied_news.py` makes up, has 100,000 articles; a fifth are planted copies of four kinds. A copy is
found when it is tied to the article that it was made from. Seconds are by the clock and without making the corpus;
memory is what the process holds more at the end than before. Beside it stands what one would write with datasketch and
no more, over fewer articles. `--wrong` lists what was taken for a copy and is none.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copied_news import KINDS, Planted, corpus

from onrecord.article import Article
from onrecord.duplicates import NearDuplicates

ARTICLES = 100_000
BESIDE = 10_000
"""Articles that datasketch alone is given: with all of them it would need gigabytes."""

REACH = {"recall": 0.95, "precision": 0.99, "seconds": 120}

Way = Callable[[], Callable[[Article], str | None]]
"""A way of finding copies: made anew, it is given articles one by one."""

# --- measuring


@dataclass
class Tally:
    """What was found of one kind of copies."""

    planted: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 0.0


@dataclass
class Outcome:
    """What one way of finding copies came to."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0
    memory: float = 0.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong)) if self.right else 0.0

    def count(self, planted: Planted, found: str | None) -> None:
        """A copy is found when it is tied to the article that it was made from."""
        if planted.kind:
            self.kinds[planted.kind].planted += 1
            self.kinds[planted.kind].found += found == planted.original
        if found is not None:
            self.right += found == planted.original
            if found != planted.original:
                self.wrong.append((planted.article.id, found))


def ours() -> Callable[[Article], str | None]:
    return NearDuplicates().add


def datasketch_alone() -> Callable[[Article], str | None]:
    """What one would write with datasketch and no more: signatures in bands, and the Jaccard similarity they tell."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # it has no annotations

    index = MinHashLSH(threshold=0.5, num_perm=128)
    kept: dict[str, Any] = {}

    def add(article: Article) -> str | None:
        signature = MinHash(num_perm=128)
        signature.update_batch([" ".join(shingle).encode() for shingle in shingles(article.text)])
        alike: list[tuple[float, str]] = [(signature.jaccard(kept[name]), name) for name in index.query(signature)]
        if alike and max(alike)[0] >= 0.5:
            return max(alike)[1]
        kept[article.id] = signature
        index.insert(article.id, signature)
        return None

    return add


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def found_by(way: Way, articles: Sequence[Planted]) -> Outcome:
    outcome = Outcome()
    held, clock, processor = resident(), time.perf_counter(), time.process_time()
    add = way()
    found = [add(planted.article) for planted in articles]
    outcome.seconds, outcome.processor = time.perf_counter() - clock, time.process_time() - processor
    outcome.memory = resident() - held
    for planted, original in zip(articles, found, strict=True):
        outcome.count(planted, original)
    return outcome


def resident() -> float:
    """Megabytes that the process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def similarity(articles: Sequence[Planted]) -> dict[str, float]:
    """How much of an article that is no copy stands in the most alike other one, over 400 of them in a row."""
    sets = [shingles(planted.article.text) for planted in articles if planted.kind is None][:400]
    most = sorted(
        max(len(one & other) / len(one) for other in sets if other is not one) for one in sets if len(sets) > 1
    )
    return {name: round(most[int(len(most) * at)], 3) for name, at in (("median", 0.5), ("95%", 0.95), ("most", 0.999))}


def summary(outcome: Outcome, count: int) -> dict[str, Any]:
    return {
        "articles": count,
        "recall": {kind: round(tally.recall, 4) for kind, tally in outcome.kinds.items()},
        "planted": {kind: tally.planted for kind, tally in outcome.kinds.items()},
        "precision": round(outcome.precision, 5),
        "wrong": len(outcome.wrong),
        "seconds": round(outcome.seconds, 1),
        "processor_seconds": round(outcome.processor, 1),
        "memory_mb": round(outcome.memory, 1),
    }


# --- report


def table(result: dict[str, Any]) -> str:
    alike = result["similarity"]
    ways = {"onrecord": result["onrecord"], "datasketch alone": result["datasketch_alone"]}
    lines = [
        f"{alike['median']:.0%} of a story's shingles stand in the most alike story that it is no copy of "
        f"(median; 95%: {alike['95%']:.0%}, most: {alike['most']:.0%})",
        f"{'':34}" + "".join(f"{name:>18}" for name in ways),
        _row("articles", [f"{way['articles']:,}" for way in ways.values()]),
    ]
    lines += [_row(f"recall, {kind}", [f"{way['recall'][kind]:.2%}" for way in ways.values()]) for kind in KINDS]
    lines.append(_row("precision", [f"{way['precision']:.2%}" for way in ways.values()]))
    for name, unit in (("seconds", "s"), ("processor_seconds", "s"), ("memory_mb", "MB")):
        shown = name.removesuffix("_mb").replace("_", " ")
        lines.append(_row(shown, [f"{way[name]:,.1f} {unit}" for way in ways.values()]))
    reach = f"recall {REACH['recall']:.0%} of each kind, precision {REACH['precision']:.0%}"
    return "\n".join([*lines, f"(reach: {reach}, under {REACH['seconds']} s for 100,000 articles)"])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:34}" + "".join(f"{cell:>18}" for cell in cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"{ARTICLES:,} unless given; at least 500")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--wrong", action="store_true", help="list what was taken for a copy of the wrong article")
    options = parser.parse_args()
    if options.articles < 500:
        parser.error("at least 500 articles, so that every kind of copy is planted often enough")
    articles = corpus(options.articles)
    outcome = found_by(ours, articles)
    beside = found_by(datasketch_alone, articles[:BESIDE])
    result = {
        "onrecord": summary(outcome, len(articles)),
        "datasketch_alone": summary(beside, min(BESIDE, len(articles))),
        "similarity": similarity(articles),
        "reach": REACH,
    }
    if options.wrong:
        for copy, original in outcome.wrong:
            print(f"WRONG {copy}: not made from {original}")
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"duplicates": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
