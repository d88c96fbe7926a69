"""Which library reads PDFs of news better: `python benchmarks/pdf.py`, which is no part of `make bench`.

The labelled articles, in paragraphs of three sentences, two articles to a paper of several pages, with a line at the
head and one at the foot of each, justified, long words parted: in one column; in two, one drawn after the other; and in
two drawn line by line across both. Of each library is told how many sentences are in its text as they were written, by
itself and after what onrecord makes of its lines, and what time it takes.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from pdfminer.high_level import extract_text
from pypdf import PdfReader
from sentencex import segment

from onrecord.sources.formats._pdf import flowing

ARTICLES = sorted((Path(__file__).parent.parent / "evals" / "articles").glob("*.txt"))
STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-"})
WIDTH, GAP, LINE = 61.0, 6.0, 4.5


class Paper(FPDF):
    """Pages as newspapers have them."""

    def __init__(self) -> None:
        super().__init__(format=(148, 210))
        self.add_page()
        self.set_font("Times", size=10)

    def header(self) -> None:
        self.set_font("Times", size=8)
        self.cell(0, 8, "THE PORT ELLERY COURIER   Wednesday, 9 July 2025", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Times", size=8)
        self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="C")


def sentences(path: Path) -> list[str]:
    """The sentences of an article, in the letters that the PDF's fonts have."""
    text = path.read_text(encoding="utf-8").translate(STRAIGHT).encode("latin-1", "ignore").decode("latin-1")
    return [sentence for each in segment("en", text) if (sentence := " ".join(each.split()))]


def paragraphs(known: list[str]) -> list[str]:
    """The same in paragraphs, with places where long words can be parted."""
    joined = [" ".join(known[start : start + 3]) for start in range(0, len(known), 3)]
    return [re.sub(r"\b([a-z]{4})([a-z]{4,})\b", "\\1\u00ad\\2", each) for each in joined]


def columns(text: list[str], count: int) -> bytes:
    """Columns that are drawn one after the other."""
    paper = Paper()
    with paper.text_columns(ncols=count, gutter=GAP, text_align="J") as drawn:
        for each in text:
            with drawn.paragraph(bottom_margin=2) as paragraph:
                paragraph.write(each)
    return bytes(paper.output())


def wrapped(paper: Paper, text: str) -> list[str]:
    """The lines of a paragraph in a column."""
    lines: Any = paper.multi_cell(WIDTH, text=text, dry_run=True, output=MethodReturnValue.LINES)
    return list(lines)


def across(text: list[str]) -> bytes:
    """Two columns that are drawn line by line."""
    paper = Paper()
    lines = [line.replace("\u00ad", "") for each in text for line in wrapped(paper, each)]
    fits = int((paper.h - 45) / LINE)
    for start in range(0, len(lines), 2 * fits):
        if start:
            paper.add_page()
        paper.set_font("Times", size=10)
        for row in range(fits):
            for column in range(2):
                place = start + column * fits + row
                if place < len(lines):
                    paper.text(10 + column * (WIDTH + GAP), 25 + row * LINE, lines[place])
    return bytes(paper.output())


LAYOUTS: dict[str, Callable[[list[str]], bytes]] = {
    "one column": lambda text: columns(text, 1),
    "two columns": lambda text: columns(text, 2),
    "two columns, across": across,
}

LIBRARIES: dict[str, Callable[[bytes], list[str]]] = {
    "pypdf": lambda data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages],
    "pdfminer.six": lambda data: extract_text(io.BytesIO(data)).split("\f")[:-1],
}


def found(known: list[str], text: str) -> int:
    """How many of the sentences stand in a text, whatever white space is in it."""
    text = " ".join(text.split())
    return sum(sentence in text for sentence in known)


def main() -> None:
    papers = [sentences(one) + sentences(two) for one, two in zip(ARTICLES[::2], ARTICLES[1::2], strict=True)]
    total = sum(map(len, papers))
    print(f"{total} sentences{'':10}{'library':14}{'alone':>8}{'with ours':>11}{'ms':>7}")
    for layout, made in LAYOUTS.items():
        drawn = [made(paragraphs(known)) for known in papers]
        for name, read in LIBRARIES.items():
            start = time.process_time()
            pages = [read(data) for data in drawn]
            spent = (time.process_time() - start) / len(papers)
            alone = sum(found(known, "\n".join(each)) for known, each in zip(papers, pages, strict=True)) / total
            ours = sum(found(known, flowing(each)) for known, each in zip(papers, pages, strict=True)) / total
            print(f"{layout:23}{name:14}{alone:>8.1%}{ours:>11.1%}{1_000 * spent:>7.0f}")


if __name__ == "__main__":
    main()
