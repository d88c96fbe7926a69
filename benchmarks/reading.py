"""How fast sources are read, and how much of that is our own work: `python benchmarks/reading.py [--json FILE]`.

1,000 articles (`--articles N` for fewer), a quarter each in HTML pages, PDFs, mails and feeds of ten items, made up for
it: read by onrecord, and by the libraries that it reads them with, bare: trafilatura, pypdf, the standard library's
email and feedparser. The two take turns, each in a program of its own. What is counted is processor time, that of the
processes that parse included, less what the same program takes for an eighth of them: so starting and loading count
on neither side.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from fpdf import FPDF

ARTICLES, ROUNDS, ITEMS = 1_000, 3, 10
REACH = 0.25
"""The most that our own work may be of all the time that reading takes."""

WORDS = """
harbour captain inspection lifeboats passengers insurance committee weather operating company evening report question
minister answered decision postponed investigation crossing timetable island residents waiting morning council river
bridge budget strike doctors hospital vaccine trial launch missile defence election turnout verdict appeal court
"""


def paragraphs(number: int) -> list[str]:
    """A made-up article of about 3,000 characters."""
    chosen, words = random.Random(number), WORDS.split()
    sentences = [" ".join(chosen.choices(words, k=chosen.randint(8, 20))).capitalize() for _ in range(24)]
    return [f"{'. '.join(sentences[start : start + 4])}." for start in range(0, 24, 4)]


def page(number: int) -> bytes:
    """A page with all that stands around an article."""
    words = WORDS.split()
    items = "".join(f"<li><a href='/s{place}'>{words[place % len(words)]}</a></li>" for place in range(60))
    aside = "".join(f"<div class='teaser'><a href='/{place}'>{words[place]} again</a></div>" for place in range(30))
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs(number))
    head = f"<title>Report {number}</title><meta property='og:site_name' content='The Courier'>"
    date = "<meta property='article:published_time' content='2025-07-09T10:00:00Z'>"
    script = f"<script>var x = {json.dumps(list(range(500)))};</script>"
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}{date}{script}</head><body><header><nav><ul>{items}</ul></nav>"
        f"</header><main><article><h1>Report {number}</h1>{body}</article></main><aside>{aside}</aside>"
        f"<footer><ul>{items}</ul></footer></body></html>"
    ).encode()


class Paper(FPDF):
    """Pages with a line at their head and one at their foot."""

    def header(self) -> None:
        self.set_font("Times", size=8)
        self.cell(0, 8, "The Courier, 9 July 2025", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 10, f"Page {self.page_no()}", align="C")


def pdf(number: int) -> bytes:
    paper = Paper(format=(148, 210))
    paper.add_page()
    paper.set_font("Times", size=10)
    with paper.text_columns(ncols=2, gutter=8, text_align="J") as columns:
        for each in paragraphs(number):
            with columns.paragraph(bottom_margin=3) as paragraph:
                paragraph.write(each)
    return bytes(paper.output())


def mail(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = "The Courier <desk@courier.example>"
    message["Date"] = "Wed, 09 Jul 2025 10:00:00 +0000"
    message["Message-ID"] = f"<{number}@courier.example>"
    message["Subject"] = f"Report {number}"
    message.set_content("\n\n".join(paragraphs(number)))
    message.add_alternative("".join(f"<p>{each}</p>" for each in paragraphs(number)), subtype="html")
    return message.as_bytes()


def item(number: int) -> str:
    text = "".join(f"<p>{each}</p>" for each in paragraphs(number))
    said = f"<title>Report {number}</title><pubDate>Wed, 09 Jul 2025 10:00:00 GMT</pubDate>"
    return f"<item><guid>urn:x:{number}</guid>{said}<content:encoded><![CDATA[{text}]]></content:encoded></item>"


def feed(number: int) -> bytes:
    items = "".join(map(item, range(number * ITEMS, (number + 1) * ITEMS)))
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel><title>The Courier</title>{items}</channel></rss>'.encode()


MADE: dict[str, Callable[[int], bytes]] = {"html": page, "pdf": pdf, "eml": mail, "xml": feed}


def make(folder: Path, count: int) -> None:
    """So many articles, a quarter of them in each format."""
    folder.mkdir()
    for ending, made in MADE.items():
        for number in range(max(1, count // 4 // (ITEMS if ending == "xml" else 1))):
            (folder / f"{number:04}.{ending}").write_bytes(made(number))


def bare(folder: Path) -> int:
    """The articles that the libraries find, each called as its documentation shows."""
    import feedparser  # type: ignore[import-untyped]
    import pypdf
    import trafilatura

    found = 0
    for path in sorted(folder.iterdir()):
        if path.suffix == ".html":
            document: Any = trafilatura.bare_extraction(path.read_text(), with_metadata=True)
            found += bool(document.text)
        elif path.suffix == ".pdf":
            found += bool("\n".join(each.extract_text() for each in pypdf.PdfReader(path).pages))
        elif path.suffix == ".eml":
            message = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
            body = message.get_body(("plain",))
            found += bool(body and message["From"] and message["Date"] and body.get_content())
        else:
            found += sum(bool(each.content[0].value) for each in feedparser.parse(path.read_bytes()).entries)
    return found


def onrecord(folder: Path) -> int:
    """The articles that onrecord finds."""
    from onrecord import Article
    from onrecord.sources import SourceOptions, read_sources

    async def read() -> int:
        options = SourceOptions(fetch_pages="never")
        return sum([isinstance(found, Article) async for found in read_sources([str(folder)], options)])

    return asyncio.run(read())


SIDES: dict[str, Callable[[Path], int]] = {"bare": bare, "onrecord": onrecord}


def spent(side: str, folder: Path) -> tuple[int, float]:
    """The articles that a side finds in a folder, and the seconds of processor time that its program takes."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        found = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{side} ended with status {process.returncode}")
    return int(found), usage.ru_utime + usage.ru_stime


def measure(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name, "few"), Path(name, "many")
        make(few, count // 8)
        make(many, count)
        rounds: dict[str, list[float]] = {side: [] for side in SIDES}
        found: dict[str, int] = {}
        for _ in range(ROUNDS):
            for side in SIDES:
                less, start = spent(side, few)
                found[side], whole = spent(side, many)
                rounds[side].append((whole - start) / (found[side] - less))
    shares = [1 - theirs / ours for ours, theirs in zip(rounds["onrecord"], rounds["bare"], strict=True)]
    return {
        "articles": found["onrecord"],
        "articles_bare": found["bare"],
        "per_second": {side: round(1 / median(each), 1) for side, each in rounds.items()},
        "milliseconds": {side: round(1_000 * median(each), 2) for side, each in rounds.items()},
        "own_work": round(median(shares), 3),
        "own_work_of_rounds": [round(share, 3) for share in shares],
        "reach": REACH,
    }


def table(result: dict[str, Any]) -> str:
    lines = [f"{'':12}{'articles':>10}{'a second and core':>20}{'ms':>8}"]
    for side, count in (("bare", result["articles_bare"]), ("onrecord", result["articles"])):
        lines.append(f"{side:12}{count:>10,}{result['per_second'][side]:>20}{result['milliseconds'][side]:>8}")
    lines.append(f"share of our own work in it (reach: under {REACH:.0%}): {result['own_work']:.1%}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many articles are read")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(SIDES[options.side](options.folder))
        return
    result = measure(options.articles)
    print(table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
