"""PDFs, read with pypdf: their lines as paragraphs, without the lines that every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats._documents import document
from onrecord.sources.formats._format import Format, Whole
from onrecord.sources.formats._text import has_words

__all__ = ["PDF", "flowing"]

EDGE = 3
"""Lines at the head and at the foot of a page that may be repeated on others."""

NUMBER = re.compile(
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}:\d\d(?:\s?[AP]M)?\b.{0,200}|(?:https?|file)://\S{1,400}\s\d{1,4}/\d{1,4})|"
    r"\W{0,3}(?:(?:page|seite|página|pagina)\s)?\d{1,4}(?:\s?(?:of|von|de|sur|di|/)\s?\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
"""A line that is the number of a page, or what a browser prints above and below: when, and the address."""

LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"
}  # fmt: skip

UNKNOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
"""Characters that say nothing: those of a font that doesn't tell which they are, and what controls a device."""

ENDED = re.compile(r"[.!?…:。！？][\"'”’»)\]]{0,2}$")
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")

SHORT, SHORTER = 1.0, 0.7
"""Parts of the usual length of a line: one that is shorter ends a paragraph if it ends a sentence, or in any case."""


def _parse(whole: Whole) -> Iterator[Article]:
    """The article that a PDF is."""
    reader = library("pypdf").PdfReader(io.BytesIO(whole.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("it is an encrypted PDF; save it without its password")
    text = flowing([page.extract_text() for page in reader.pages])
    if not has_words(text):
        raise SourceError(_wordless(reader))
    if len(UNKNOWN.findall(text)) * 10 > len(text):
        raise SourceError("its fonts don't say which letters they show; run OCR over it, as with ocrmypdf --force-ocr")
    yield document(whole.origin, text, title=(reader.metadata or {}).get("/Title"))


def _wordless(reader: Any) -> str:
    """Why there is no text in a PDF."""
    if any(each.get("/Subtype") == "/Image" for page in reader.pages for each in _objects(page)):
        return "it is a PDF that has no text in it, only pictures; run OCR over it, as with ocrmypdf"
    return "it is a PDF that has no text in it"


def _objects(page: Any) -> list[Any]:
    """What a page shows that is no text of its own."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    return [each.get_object() for each in objects.get_object().values()] if objects else []


def flowing(pages: Sequence[str]) -> str:
    """The text of pages, as one line of text for each paragraph, with an empty line between."""
    lines = [[" ".join(line.split()) for line in page.translate(LIGATURES).splitlines()] for page in pages]
    repeated = _repeated(lines)
    kept = [line for page in lines for line in _inner(page, repeated)]
    lengths = sorted(len(line) for line in kept if len(line) > 20) or [0]
    usual = lengths[len(lengths) // 2]
    paragraphs = ["".join(pieces) for pieces in _paragraphs(kept, usual)]
    return "\n\n".join(filter(None, (paragraph.replace("\u00ad", "").strip() for paragraph in paragraphs)))


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[tuple[int, str]]:
    """What stands in the same place at the edges of most pages, whatever numbers are in it."""
    counts = Counter((place, _key(line)) for page in pages for place, line in _edges(page))
    return frozenset(each for each, count in counts.items() if count > 1 and count * 2 > len(pages))


def _edges(page: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines at the head of a page with their places, and those at its foot, by places that count down from -1."""
    lines = [line for line in page if line]
    yield from enumerate(lines[:EDGE])
    yield from ((-place, line) for place, line in enumerate(lines[: -EDGE - 1 : -1], start=1))


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line).casefold()


def _inner(page: Sequence[str], repeated: frozenset[tuple[int, str]]) -> Sequence[str]:
    """The lines of a page from the first to the last that other pages haven't, too, and that isn't its number."""
    lines = list(page)
    aside = {place for place, line in _edges(page) if (place, _key(line)) in repeated or NUMBER.fullmatch(line)}
    for step, end in ((1, 0), (-1, -1)):
        place = end
        while lines and (place in aside or not lines[end]):
            place += step if lines[end] else 0
            del lines[end]
    return lines


def _paragraphs(lines: Sequence[str], usual: int) -> Iterator[list[str]]:
    """The lines of each paragraph, with what joins them."""
    words = _words(lines)
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if not line or not following or _ends_paragraph(line, following, usual):
            yield [*pieces, line]
            pieces = []
        else:
            pieces.append(_joined(line, following, words))


def _words(lines: Sequence[str]) -> Counter[str]:
    """How often each word stands there; nothing, where no word is parted."""
    if not any(map(HYPHENATED.search, lines)):
        return Counter()
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    if HYPHENATED.search(line):
        return False
    if ENDED.search(line):
        return len(line) < SHORT * usual
    return len(line) < SHORTER * usual and following[0].isupper()


def _joined(line: str, following: str, words: Counter[str]) -> str:
    """A line as the next one goes on after it: a word that was parted at its end is put together."""
    if not HYPHENATED.search(line):
        return f"{line} "
    backwards = re.match(r"[^\W_]+", line[-2::-1])
    second = re.match(r"[^\W_]+", following)
    if not backwards or not second or not second[0][0].islower():
        return line if second else f"{line} "
    whole, compound = (f"{backwards[0][::-1]}{between}{second[0]}".lower() for between in ("", "-"))
    return line if words[compound] > words[whole] and not line.endswith("\u00ad") else line[:-1]


PDF = Format(
    name="a PDF",
    told_by=lambda start: start.head[:100].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"),
    endings=(".pdf",),
    needs=("pypdf",),
    parse=_parse,
)
