"""How often a worded time is resolved to the day that people say: `python benchmarks/times.py FOLDER [--json FILE]`.

FOLDER is data/TBAQ-cleaned of https://github.com/jspotter/TempEval-3, which holds TimeBank and AQUAINT: news whose
times people labelled by TimeML. Each TIMEX3 is resolved as it is worded, seen from the day its document was made, and
with no status, since events have none there. What is labelled with a day, or with a time of a day, is to be found; a
day for anything else is a false one. The rules were made with the documents at even places in the order of their names
(counted from 0) before the eyes; those at odd places were held out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from onrecord.times import resolve_time

CORPORA = ("TimeBank", "AQUAINT")
HALVES = ("fitted", "held out")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
REACH = {"precision": 0.93, "f1": 0.90}

HOW_TO_GET_IT = """No folder with TimeBank/*.tml and AQUAINT/*.tml at {}. To get it:
  git clone --depth 1 https://github.com/jspotter/TempEval-3
  python benchmarks/times.py TempEval-3/data/TBAQ-cleaned"""

Case = tuple[str, date, date | None]
"""A time as it is worded, the day it is seen from, and the day that people say, if any."""


def cases(path: Path) -> Iterator[Case]:
    """The times of a document but the one it was created at, which all are seen from."""
    created, *others = ElementTree.parse(path).iter("TIMEX3")
    published = labelled(created)
    if published is None:
        raise ValueError(f"{path}: the first TIMEX3 is no day; it should be the one that the document was created at")
    for each in others:
        yield " ".join("".join(each.itertext()).split()), published, labelled(each)


def labelled(timex: ElementTree.Element) -> date | None:
    day = DAY.fullmatch(timex.get("value", ""))
    return date.fromisoformat(day[1]) if day else None


def read(folder: Path) -> dict[tuple[str, str], list[Case]]:
    """The cases of each corpus and half."""
    found: dict[tuple[str, str], list[Case]] = {(corpus, half): [] for corpus in CORPORA for half in HALVES}
    for corpus in CORPORA:
        for place, path in enumerate(sorted((folder / corpus).glob("[!.]*.tml"))):
            found[corpus, HALVES[place % 2]] += cases(path)
    return found


def scores(given: list[Case]) -> dict[str, Any]:
    pairs = [(resolve_time(when, published), day) for when, published, day in given]
    resolved, days = sum(ours is not None for ours, _ in pairs), sum(day is not None for _, day in pairs)
    right = sum(ours is not None and ours == day for ours, day in pairs)
    counts = {"times": len(pairs), "days": days, "resolved": resolved, "right": right}
    ratios = {"precision": right / resolved, "recall": right / days, "f1": 2 * right / (resolved + days)}
    return counts | {name: round(ratio, 4) for name, ratio in ratios.items()}


def measure(folder: Path) -> dict[str, Any]:
    found = read(folder)
    chosen = {f"{corpus}, {half}": found[corpus, half] for corpus in CORPORA for half in HALVES}
    chosen |= {f"both, {half}": [case for corpus in CORPORA for case in found[corpus, half]] for half in HALVES}
    everything = [case for several in found.values() for case in several]
    rows = {name: scores(given) for name, given in (chosen | {"all": everything}).items()}
    begun = time.perf_counter()
    scores(everything)
    return {"rows": rows, "times_a_second": round(len(everything) / (time.perf_counter() - begun)), "reach": REACH}


def table(result: dict[str, Any]) -> str:
    columns = ("times", "days", "resolved", "right", "precision", "recall", "f1")
    lines = [f"{'':20}" + "".join(f"{column:>11}" for column in columns)]
    for name, row in result["rows"].items():
        lines.append(f"{name:20}" + "".join(f"{row[column]:>11}" for column in columns))
    lines.append("times: TIMEX3 but that of the document; days: those that people say a day of; resolved: those we do")
    lines.append(
        f"reach: precision {REACH['precision']}, f1 {REACH['f1']}; {result['times_a_second']:,} times a second"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("TBAQ-cleaned"), help="the data set")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()
    if not all(any((options.folder / corpus).glob("*.tml")) for corpus in CORPORA):
        sys.exit(HOW_TO_GET_IT.format(options.folder))
    result = measure(options.folder)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps({"times": result}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
