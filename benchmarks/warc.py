"""How fast a web archive is read, beside warcio and trafilatura bare: `python benchmarks/warc.py [--json FILE]`.

A WARC of 10,000 pages (`--pages N` for fewer), made for it, with the records that crawlers write beside them: each
page's request and metadata, images, pages that are not there. It is read by onrecord, and by warcio and trafilatura as
their documentation shows. The two take turns, each in a program of its own. Counted are pages a second by the clock, as
whoever waits for them has it, and processor time, that of the processes that parse included; onrecord reads pages in
several processes, one for each core up to four, so that it may take more of the one for less of the other. Memory is
what the program holds after a tenth of the pages and at their end.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from statistics import median
from typing import Any

from reading import page

PAGES, ROUNDS = 10_000, 3
REACH = 0.8
"""The least that the speed of onrecord may be of that of the libraries bare."""


def make(path: Path, count: int) -> None:
    """A web archive of so many pages, as news crawlers write them."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    def answer(status: str, media_type: str) -> Any:
        return StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")

    asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "courier.example")], is_http_request=True)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)

        def write(url: str, kind: str, body: bytes = b"", headers: Any = None) -> None:
            writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=headers))

        for number in range(count):
            url = f"https://courier.example/{number}"
            write(url, "request", headers=asked)
            write(url, "response", page(number), answer("200 OK", "text/html; charset=utf-8"))
            write(url, "metadata", b"fetchTimeMs: 300\r\n")
            if number % 10 == 0:
                write(f"{url}.jpg", "response", os.urandom(10_000), answer("200 OK", "image/jpeg"))
                write(f"{url}/gone", "response", b"<p>Gone</p>", answer("404 Not Found", "text/html"))


async def bare(path: Path) -> AsyncIterator[bool]:
    """Whether each page has a text, by the libraries alone."""
    import trafilatura
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            if "html" not in (record.http_headers.get_header("Content-Type") or ""):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            text = record.content_stream().read().decode("utf-8", "replace")
            document: Any = trafilatura.bare_extraction(text, url=url, with_metadata=True)
            yield bool(document and document.text)


async def onrecord(path: Path) -> AsyncIterator[bool]:
    """Whether each page is an article, by onrecord."""
    from onrecord import Article
    from onrecord.sources import read_sources

    async for found in read_sources([str(path)]):
        yield isinstance(found, Article)


SIDES: dict[str, Callable[[Path], AsyncIterator[bool]]] = {"bare": bare, "onrecord": onrecord}


def held() -> float:
    """The memory that this program holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def read(side: str, path: Path, count: int) -> dict[str, Any]:
    """What a side finds, and the memory that it holds after a tenth of it and at the end."""
    memory: list[float] = []
    articles = number = 0
    async for found in SIDES[side](path):
        number += 1
        articles += found
        if number in (count // 10, count):
            memory.append(round(held(), 1))
    return {"articles": articles, "memory_mb": memory}


def spent(side: str, path: Path, count: int) -> dict[str, Any]:
    """The same, with the seconds that it takes by the clock and of processor time."""
    command = [sys.executable, __file__, "--side", side, "--path", str(path), "--pages", str(count)]
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        told = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{side} ended with status {process.returncode}")
    figures: dict[str, Any] = json.loads(told)
    return figures | {"clock": time.monotonic() - start, "processor": usage.ru_utime + usage.ru_stime}


def measure(count: int, turns: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "news.warc.gz")
        make(path, count)
        rounds = [{side: spent(side, path, count) for side in SIDES} for _ in range(turns)]
    speed = {by: [each["bare"][by] / each["onrecord"][by] for each in rounds] for by in ("clock", "processor")}
    return {
        "pages": count,
        "articles": {side: rounds[-1][side]["articles"] for side in SIDES},
        "per_second": {side: round(count / median(each[side]["clock"] for each in rounds), 1) for side in SIDES},
        "milliseconds_of_processor": {
            side: round(1_000 * median(each[side]["processor"] for each in rounds) / count, 2) for side in SIDES
        },
        "speed_against_bare": round(median(speed["clock"]), 2),
        "speed_of_rounds": [round(each, 2) for each in speed["clock"]],
        "processor_against_bare": round(median(speed["processor"]), 2),
        "memory_mb": {side: rounds[-1][side]["memory_mb"] for side in SIDES},
        "reach": REACH,
    }


def table(result: dict[str, Any]) -> str:
    lines = [f"{'':12}{'articles':>10}{'a second':>10}{'ms of processor':>17}{'MB at a tenth, at the end':>28}"]
    for side in SIDES:
        figures = [result[name][side] for name in ("articles", "per_second", "milliseconds_of_processor")]
        memory = ", ".join(map(str, result["memory_mb"][side]))
        lines.append(f"{side:12}{figures[0]:>10,}{figures[1]:>10}{figures[2]:>17}{memory:>28}")
    lines.append(f"speed against bare (reach: at least {REACH}): {result['speed_against_bare']}")
    lines.append(f"the same by processor time: {result['processor_against_bare']}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help="how many pages the archive has")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each side takes its turn")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(asyncio.run(read(options.side, options.path, options.pages))))
        return
    result = measure(options.pages, options.rounds)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
