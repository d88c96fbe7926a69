"""Pages: the article in one, without what stands around it, read with trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats._days import language_of, published_of
from onrecord.sources.formats._format import Format, Whole
from onrecord.sources.formats._items import Origin, own_id
from onrecord.sources.formats._markup import advertised_feeds, line, page_language, seen_text, tree_of
from onrecord.sources.formats._people import people
from onrecord.sources.formats._stated import Stated, states
from onrecord.sources.formats._text import has_words, readable
from onrecord.sources.formats._walls import Met, wall
from onrecord.sources.web import host_of, linked

__all__ = ["PAGE", "read_page"]

SHORT = 40
"""Characters of a line that may well be there more than once."""

RUN_TOGETHER = re.compile(r"(?<=[a-zß-ÿ][.!?])(?=[A-ZÀ-Þ])")
"""Where two sentences meet that only the look of a page parts."""

DATES = {"extensive_search": False, "original_date": True, "deferred_url_extractor": True}
"""A day is taken from where a page states it, and not from dates that happen to stand in it: today's often does."""


def read_page(markup: str, origin: Origin) -> Article:
    """The article in a page, under its address as its id, or else its name.

    Raises `SourceError` where there is none in it; where it is a wall, or belongs to feeds, the message says so.
    """
    tree = tree_of(markup)
    if tree is None:
        raise SourceError(_nothing(None, origin.url))
    said = states(tree, origin.url)
    document = _document(tree, origin.url)
    text = _paragraphs(_text(tree, document)) if document else ""
    met = wall(_met(tree, said, text, origin))
    if met:
        raise SourceError(f"it is {met}, and no article")
    if document is None or not has_words(text):
        raise SourceError(_nothing(tree, origin.url))
    url = origin.url or linked(document.url)
    return Article(
        readable(text, "the page"),
        id=url or origin.name,
        title=line(document.title),
        url=url,
        published=published_of([*said.days, document.date], origin.seen and origin.seen.date()),
        language=language_of(page_language(tree)) or origin.language,
        source=_site(document.sitename, url),
        author=people(said.authors) or people((document.author or "").split("; ")),
    )


def _document(tree: Any, url: str | None) -> Any:
    """What trafilatura finds in a page: text and what is known of it; None where it finds nothing."""
    trafilatura = library("trafilatura")
    return trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dict(DATES)
    )


def _site(name: str | None, url: str | None) -> str | None:
    """The name of a site, or else its host; where trafilatura makes a name of an address, a password may be in it."""
    return (None if "@" in (name or "") else line(name)) or (host_of(url) if url else None)


def _met(tree: Any, said: Stated, text: str, origin: Origin) -> Met:
    """The page as it was met."""
    title = " ".join((tree.findtext(".//title") or "").split())
    return Met(tree, title, text, origin.asked, origin.url, origin.told, article=said.article, free=said.free)


def _text(tree: Any, document: Any) -> str:
    """The text that trafilatura found; of a page so short that it took all of it, as it is seen.

    There it makes a line of each piece of a sentence that is set off, such as a link.
    """
    if len(document.body) != 1 or "\n" not in (document.body[0].text or ""):
        return document.text or ""
    return RUN_TOGETHER.sub(" ", seen_text(library("trafilatura.baseline").basic_cleaning(copy(tree))))


def _paragraphs(text: str) -> str:
    """Text in which each line is a paragraph, with an empty line between: sentences end at those.

    What a page says twice, as a lead and below it, is there once.
    """
    lines = [each for each in map(str.strip, text.split("\n")) if each]
    first = {each: number for number, each in reversed(list(enumerate(lines)))}
    return "\n\n".join(each for number, each in enumerate(lines) if first[each] == number or len(each) < SHORT)


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
