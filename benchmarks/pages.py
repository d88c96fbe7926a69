"""Pages of a store of 100,000 articles: the first paint in a browser, and a search by HTTP.

`python benchmarks/pages.py` fills a store with rows that are made for the purpose, 20 records an article and five
articles a story, and serves it with `onrecord serve`. Each page is then opened in Chromium, which says when it first
painted something, and each search is asked for by HTTP, its body read to the end. Every figure is the median of
`--times`, of other articles and words each time, with the slowest and the server's own processor time beside it.
`--store` names another place for the store than a file that is deleted afterwards, such as the URL of an empty
database; a store that is there already is served as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from export import AN_ARTICLE, FIRST, ONRECORD, filled
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import BigInteger, ColumnElement, Connection, Table, Text, cast, func, insert, literal, select

from onrecord.store import Filter, Store, open_store
from onrecord.store._schema import articles, records, results, stories, story_articles

REACH = {"articles": 100_000, "first_paint_ms": 300, "search_ms": 200}
OF_ITS_OWN = 2_000
"""Articles that are made; the others are copies of them, under other numbers, on other days."""
A_STORY = 5
TICK = os.sysconf("SC_CLK_TCK")

PAINTED = "performance.getEntriesByName('first-contentful-paint').map(each => each.startTime)"


def made(location: str, count: int) -> None:
    """Fill a store with so many articles and the stories that they are in, unless it holds some already."""
    with open_store(location, create=True) as store:
        if not store.runs():
            filled(store, min(count, OF_ITS_OWN) * AN_ARTICLE)
            for first in range(OF_ITS_OWN, count, OF_ITS_OWN):
                _repeat(store, first, count)
            _fill_stories(store)


def _repeat(store: Store, first: int, count: int) -> None:
    """Put the first articles into the store once more, under other numbers, on another day."""
    day = FIRST + timedelta(days=first * 365 // count)
    own, result = articles.c.number + first, results.c.number + first
    with store._database.writing() as connection:  # noqa: SLF001  # rows of the tables themselves
        known = {"key": _key(connection, own), "id": literal("a") + cast(own, Text), "published": literal(day)}
        _copy(connection, articles, articles.c.number, {"number": own, **known})
        _copy(connection, results, results.c.number, {"number": result, "article": results.c.article + first})
        _copy(connection, records, records.c.result, {"result": records.c.result + first})


def _copy(connection: Connection, table: Table, number: ColumnElement[int], changed: dict[str, Any]) -> None:
    columns = [changed.get(each.name, each) for each in table.c]
    chosen = select(*columns).where(number <= OF_ITS_OWN)
    connection.execute(insert(table).from_select([each.name for each in table.c], chosen))


def _key(connection: Connection, number: ColumnElement[int]) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return func.randomblob(16)
    return func.decode(func.md5(cast(number, Text)), "hex")


def _fill_stories(store: Store) -> None:
    story = articles.c.number // A_STORY + 1
    row = {"number": articles.c.number, "article": articles.c.number, "story": story, "day": articles.c.published}
    with store._database.writing() as connection:  # noqa: SLF001  # likewise
        begun = select(story, literal(None, BigInteger)).distinct()
        connection.execute(insert(stories).from_select(["number", "part_of"], begun))
        connection.execute(insert(story_articles).from_select([*row], select(*row.values())))


@contextmanager
def served(location: str) -> Iterator[tuple[str, int]]:
    """The address of the store's pages, and the process that serves them."""
    command = [str(ONRECORD), "serve", "--store", location, "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                sys.exit(f"{' '.join(command)}: ended with status {process.wait()}")
            yield line.split()[0], process.pid
        finally:
            process.kill()


def processor_ms(pid: int) -> float:
    """The processor time that a process has taken, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def figures(paths: list[str], pid: int, measure: Callable[[str], float]) -> dict[str, float]:
    """What the measured milliseconds of these pages come to, but for the first of them."""
    measure(paths[0])
    before = processor_ms(pid)
    found = [measure(path) for path in paths[1:]]
    spent = (processor_ms(pid) - before) / len(found)
    told = {"median_ms": statistics.median(found), "slowest_ms": max(found), "processor_ms": spent}
    return {name: round(value, 1) for name, value in told.items()}


def painting(browser: Browser, address: str) -> Callable[[str], float]:
    """What opens a page and says after how many milliseconds it first showed something."""
    page = browser.new_page()

    def first_paint(path: str) -> float:
        page.goto(address + path)
        while not (found := page.evaluate(PAINTED)):
            page.wait_for_timeout(5)
        return float(found[0])

    return first_paint


def asking(address: str) -> Callable[[str], float]:
    """What asks for a page by HTTP and says after how many milliseconds it was there."""

    def asked(path: str) -> float:
        start = time.perf_counter()
        with urlopen(address + path) as answer:
            answer.read()
        return (time.perf_counter() - start) * 1000

    return asked


def addresses(location: str, times: int) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The pages that are opened, and the searches that are asked for, of each sort so many and one more."""
    chance = random.Random(0)
    with open_store(location) as store:
        listed = store.browsing().articles(Filter(), most=times + 1).rows
        last = listed[0].result
    numbers = [chance.randrange(1, last) for _ in range(times + 1)]
    words = [each.opening.lower().replace(".", "").split() for each in listed]
    days = [(FIRST + timedelta(days=chance.randrange(360))).isoformat() for _ in numbers]
    pages = {
        "articles": [f"?before={n}" for n in numbers],
        "records": [f"records?before={n}.3" for n in numbers],
        "an article": [f"articles/{n}" for n in numbers],
        "a record in its article": [f"articles/{n}/{1 + n % AN_ARTICLE}" for n in numbers],
        "stories of a day": [f"stories?day={day}" for day in days],
        "a story": [f"stories/{1 + n // A_STORY}" for n in numbers],
    }
    searches = {
        "a word": [f"?q={each[2]}" for each in words],
        "a word that few articles have": [f"?q={quote(f'{each[3]} {each[9]}')}" for each in words],
        "words one after the other": [f"?q=%22{'+'.join(each[4:6])}%22" for each in words],
        "a word that no article has": [f"?q=zz{each[5]}" for each in words],
        "the beginning of a word": [f"?q={each[6][:2]}*" for each in words],
        "a word, of records of a kind": [f"records?q={each[7]}&kind=claim" for each in words],
        "a speaker": [f"records?speaker={quote(' '.join(each[:2]))}" for each in words],
        "a kind and a level": [f"records?kind=event&level=exact&before={n}" for n in numbers],
        "a day on": [f"?since={day}" for day in days],
        "a source": [f"?source=outlet{n % 50}" for n in numbers],
    }
    return pages, searches


def measured(location: str, count: int, times: int) -> dict[str, Any]:
    """The figures of each page and of each search; a new store is filled first."""
    made(location, count)
    pages, searches = addresses(location, times)
    found: dict[str, Any] = {"first_paint": {}, "search": {}}
    with served(location) as (address, pid), sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"]) as browser:
            for name, paths in pages.items():
                found["first_paint"][name] = figures(paths, pid, painting(browser, address))
                _print(name, found["first_paint"][name])
        for name, paths in searches.items():
            found["search"][name] = figures(paths, pid, asking(address))
            _print(name, found["search"][name])
    return found


def _print(name: str, figures: dict[str, float]) -> None:
    print(f"{name:30}", *(f"{figure.replace('_', ' ')} {value:,}" for figure, value in figures.items()), sep="  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=REACH["articles"], help="how many articles are made")
    parser.add_argument("--times", type=int, default=20, help="how many pages of each sort are opened")
    parser.add_argument("--store", help="where the store is, if not in a file that is deleted afterwards")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(options.store or str(Path(folder) / "news.db"), options.articles, options.times)
    if options.json:
        told = {"articles": options.articles, **found, "reach": REACH}
        options.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
