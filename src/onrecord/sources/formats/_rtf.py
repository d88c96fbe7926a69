"""Rich Text Format, read with striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article import Article
from onrecord.sources._libraries import library
from onrecord.sources.formats._documents import document
from onrecord.sources.formats._format import Format, Whole

__all__ = ["RTF"]

TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})\}")


def _parse(whole: Whole) -> Iterator[Article]:
    """The article that a document is: each of its lines is a paragraph."""
    markup = whole.data.decode("latin-1")  # what is no ASCII in it stands escaped, or in the encoding that it names
    text = library("striprtf.striprtf").rtf_to_text(markup, errors="replace")
    paragraphs = (" ".join(line.replace("|", " ").split()) for line in text.replace("\0", "").split("\n"))
    title = TITLE.search(markup)
    yield document(whole.origin, "\n\n".join(filter(None, paragraphs)), title=title and title[1])


RTF = Format(
    name="an RTF document",
    told_by=lambda start: start.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"),
    endings=(".rtf",),
    needs=("striprtf.striprtf",),
    parse=_parse,
)
