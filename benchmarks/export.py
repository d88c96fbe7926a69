"""Exports of a store of 1,000,000 records: records a second, and memory.

`python benchmarks/export.py` fills a store with rows that are made for the purpose: `--records` records, 20 an article,
the articles in the order of their days, over a year. `onrecord export` then writes it in each format. `--store` names
another place for the store than a file that is deleted afterwards, such as the URL of an empty database; a store that
is there already is exported as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from apart import made_word
from sqlalchemy import insert

from onrecord.article import Article, Span
from onrecord.extraction import PromptUsed
from onrecord.grounding import GroundedRecord, Support, Value
from onrecord.kinds import Claim, Event, Record, Statement
from onrecord.store import Store, open_store
from onrecord.store._rows import article_row, now, record_row
from onrecord.store._schema import articles, records, results

REACH = {"records": 1_000_000, "per_second": 30_000, "memory_mb": 300}
FORMATS = ("jsonl", "parquet")
ONRECORD = Path(sys.executable).with_name("onrecord")
AN_ARTICLE = 20
AT_ONCE = 500
FIRST = date(2026, 1, 1)


def filled(store: Store, count: int) -> None:
    """Fill a store with so many records, by rows: reading articles would take hours."""
    run = store.run("none", (PromptUsed("records", "made"),)).number
    chance = random.Random(0)
    words = [made_word(chance) for _ in range(20_000)]
    total = -(-count // AN_ARTICLE)
    for first in range(1, total + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, total + 1))
        made = [_article(number, total, words, chance) for number in numbers]
        with store._database.writing() as connection:  # noqa: SLF001  # rows of the tables themselves
            connection.execute(insert(articles), [_row_of_article(*each) for each in zip(numbers, made, strict=True)])
            connection.execute(insert(results), [_row_of_result(number, run) for number in numbers])
            connection.execute(
                insert(records),
                [
                    record_row(number, place, grounded, article)
                    for number, article in zip(numbers, made, strict=True)
                    for place, grounded in enumerate(_records(article), start=1)
                ],
            )


def _article(number: int, total: int, words: list[str], chance: random.Random) -> Article:
    sentences = [" ".join(chance.choices(words, k=16)).capitalize() + "." for _ in range(AN_ARTICLE)]
    day = FIRST + timedelta(days=(number - 1) * 365 // total)
    return Article(
        " ".join(sentences),
        id=f"a{number}",
        title=sentences[0],
        url=f"https://outlet.example/{number}",
        published=day,
        language="en",
        source=f"outlet{number % 50}",
    )


def _row_of_article(number: int, article: Article) -> dict[str, Any]:
    return {"number": number, "key": blake2b(article.id.encode(), digest_size=16).digest()} | article_row(article)


def _row_of_result(number: int, run: int) -> dict[str, Any]:
    spent = {"calls": 1, "input": 900, "cached": 0, "output": 400, "seconds": 1.0}
    told = {"status": "ok", "problems": [], "left_out": 0, "copy_of": None, "made": now()}
    return {"number": number, "run": run, "article": number, "version": 1, **told, **spent}


def _records(article: Article) -> Iterator[GroundedRecord]:
    """A record of each sentence, by turns an event, a statement and a claim; every value is in the sentence."""
    start = 0
    for number, sentence in enumerate(article.text.split(". "), start=1):
        words = sentence.removesuffix(".").split()
        named, content = " ".join(words[:2]), " ".join(words[4:])
        made: tuple[Record, ...] = (
            Event(sentences=[number], what=sentence, who=[named], where=words[5], when=words[6]),
            Statement(sentences=[number], speakers=[named], cue=words[2], content=content),
            Claim(sentences=[number], text=sentence, source=named),
        )
        yield _grounded(made[number % 3], Span(start, start + len(sentence)), article)
        start += len(sentence) + 2


def _grounded(record: Record, span: Span, article: Article) -> GroundedRecord:
    values = tuple(
        Value(f"{name}[0]" if isinstance(value, list) else name, text, Support.EXACT, (_found(text, span, article),))
        for name, value in record.model_dump(exclude={"sentences", "status", "certainty"}, exclude_none=True).items()
        if (text := value[0] if isinstance(value, list) and value else value)
    )
    return GroundedRecord(record, (span,), values, "indirect" if isinstance(record, Statement) else None)


def _found(text: str, span: Span, article: Article) -> Span:
    start = article.text.index(text, span.start)
    return Span(start, start + len(text))


def exported(location: str, name: str) -> dict[str, float]:
    """What it takes to export a store in a format, by the command itself."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ONRECORD), "export", "--store", location, "-f", name, "-o", f"{folder}/out"]
        start = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        spent = time.perf_counter() - start
        if status:
            sys.exit(f"{' '.join(command)}: ended with status {os.waitstatus_to_exitcode(status)}")
        size = sum(each.stat().st_size for each in [Path(folder, "out"), *Path(folder).rglob("*.parquet")])
    return {
        "seconds": round(spent, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "memory_mb": round(usage.ru_maxrss / 1024),
        "output_mb": round(size / 1e6),
    }


def measured(location: str, count: int) -> dict[str, Any]:
    """The figures of each format; a new store is filled first."""
    with open_store(location, create=True) as store:
        if not store.runs():
            filled(store, count)
    found = {}
    for name in FORMATS:
        took = exported(location, name)
        found[name] = {"per_second": round(count / took["seconds"]), **took}
        print(
            f"{name:8}", *(f"{figure.replace('_', ' ')} {value:,}" for figure, value in found[name].items()), sep="  "
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=REACH["records"], help="how many records are made")
    parser.add_argument("--store", help="where the store is, if not in a file that is deleted afterwards")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(options.store or str(Path(folder) / "news.db"), options.records)
    if options.json:
        options.json.write_text(
            json.dumps({"records": options.records, "formats": figures, "reach": REACH}, indent=2) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
