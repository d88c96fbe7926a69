"""Word documents, opened with python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onrecord.article import Article
from onrecord.sources._libraries import library
from onrecord.sources.formats._documents import document
from onrecord.sources.formats._format import Format, Whole
from onrecord.sources.formats._start import Start

__all__ = ["DOCX"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What stands in a document a second time, for old programs."""

SEEN = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
"""The elements that a reader sees, with the text of those that have none of their own; deletions are in others."""


def _parse(whole: Whole) -> Iterator[Article]:
    """The article that a document is, its tables and text boxes included; its notes, headers and footers are not."""
    opened = library("docx").Document(io.BytesIO(whole.data))
    paragraphs = (_text(paragraph) for paragraph in opened.element.body.iter(f"{W}p"))
    text = "\n\n".join(filter(None, paragraphs))
    yield document(whole.origin, text, title=opened.core_properties.title)


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without that of the paragraphs in it, which have their own turn."""
    pieces = (SEEN[each.tag] or each.text or "" for each in paragraph.iter(*SEEN) if _is_of(each, paragraph))
    return "".join(pieces).strip()


def _is_of(element: Any, paragraph: Any) -> bool:
    around = next(each for each in element.iterancestors(f"{W}p", FALLBACK, f"{W}tabs"))
    return around is paragraph


def _is_word(start: Start) -> bool:
    return any(name.startswith("word/") for name in start.members)


DOCX = Format(name="a Word document", told_by=_is_word, endings=(".docx",), needs=("docx",), parse=_parse)
