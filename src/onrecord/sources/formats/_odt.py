"""OpenDocument texts. odfdo, which is kept, puts footnotes into the sentences that they belong to, and odfpy is not
kept any more; the format is XML in a zip archive, and lxml reads that.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats._documents import document
from onrecord.sources.formats._format import Format, Whole

__all__ = ["ODT"]

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
ASIDE = frozenset({f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}ruby-text"})
"""What isn't part of the text that it stands in: notes, comments, what was deleted, and how words are spoken."""

WHITE = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def _parse(whole: Whole) -> Iterator[Article]:
    """The article that a document is."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(whole.data)) as archive:
            content = _tree(archive.read("content.xml"))
            about = _tree(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (BadZipFile, KeyError, RuntimeError, library("lxml.etree").XMLSyntaxError) as error:
        raise SourceError(f"it is an OpenDocument text that is damaged or encrypted: {error}") from error
    paragraphs = (_text(each) for each in content.iter(*PARAGRAPHS) if not _is_aside(each))
    title = None if about is None else about.findtext(f".//{TITLE}")
    yield document(whole.origin, "\n\n".join(filter(None, paragraphs)), title=title)


def _tree(xml: bytes) -> Any:
    etree = library("lxml.etree")
    return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _is_aside(paragraph: Any) -> bool:
    return any(each.tag in ASIDE for each in paragraph.iterancestors())


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without what stands aside, and without that of the paragraphs in it."""
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: Any) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for inner in element:
        if inner.tag in WHITE:
            yield WHITE[inner.tag] * int(inner.get(f"{TEXT}c", "1")[:3])
        elif inner.tag not in ASIDE and inner.tag not in PARAGRAPHS:
            yield from _pieces(inner)
        yield " ".join((inner.tail or "").split("\n"))


ODT = Format(
    name="an OpenDocument text",
    told_by=lambda start: start.declared.startswith("application/vnd.oasis.opendocument.text"),
    endings=(".odt", ".ott"),
    needs=("lxml.etree",),
    parse=_parse,
)
