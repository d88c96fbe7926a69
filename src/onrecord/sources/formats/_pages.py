"""Pages: the article in one, without what stands around it, read with trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats._days import language_of, likely_day
from onrecord.sources.formats._format import Format, Whole
from onrecord.sources.formats._items import Origin, own_id
from onrecord.sources.formats._markup import advertised_feeds, line, page_language, tree_of
from onrecord.sources.formats._text import has_words, readable
from onrecord.sources.web import absolute, host_of

__all__ = ["PAGE", "read_page"]

DATES = {"extensive_search": False, "original_date": True}
"""A day is taken from where a page states it, and not from dates that happen to stand in it: today's often does."""


def read_page(markup: str, origin: Origin, *, name: str | None = None) -> Article:
    """The article in a page, under the id `name`, or else its address.

    Raises `SourceError` where there is none in it; where the page belongs to feeds, the message names them.
    """
    tree = tree_of(markup)
    document = None if tree is None else _document(tree, origin.url)
    text = _paragraphs(document.text) if document else ""
    if document is None or not has_words(text):
        raise SourceError(_nothing(tree, origin.url))
    url = origin.url or absolute(document.url)
    article = Article(
        text,
        id=name or url or origin.name,
        title=line(document.title),
        url=url,
        published=likely_day(document.date),
        language=language_of(page_language(tree)) or origin.language,
        source=line(document.sitename) or (host_of(url) if url else None),
        author=line((document.author or "").replace("; ", ", ")),
    )
    return readable(article, "the page")


def _document(tree: Any, url: str | None) -> Any:
    """What trafilatura finds in a page: text and what is known of it; None where it finds nothing."""
    trafilatura = library("trafilatura")
    return trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(DATES)
    )


def _paragraphs(text: str | None) -> str:
    """Text in which each line is a paragraph, with an empty line between: sentences end at those."""
    return "\n\n".join(each for each in map(str.strip, (text or "").split("\n")) if each)


def _nothing(tree: Any, url: str | None) -> str:
    feeds = [] if tree is None else advertised_feeds(tree, url)
    return "no article text is in the page" + (f"; it belongs to feeds: {', '.join(feeds[:5])}" if feeds else "")


def _parse(whole: Whole) -> Iterator[Article]:
    """The article in a page; one in a file goes by the file's name."""
    page = read_page(whole.text, whole.origin)
    yield replace(page, id=own_id(whole.origin, page.text))


PAGE = Format(
    name="a page",
    told_by=lambda start: start.element is not None,
    endings=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    needs=("lxml.html", "trafilatura"),
    small=True,
    parse=_parse,
)
