"""A digest as an Atom feed (RFC 4287), one entry for each story that is told."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onrecord.digest._html import story_html
from onrecord.digest._telling import Digest, Told
from onrecord.digest._times import changed, published, stamp, updated
from onrecord.export import web_address
from onrecord.report import presentable

__all__ = ["FEED_TITLE", "as_atom"]

FEED_TITLE = "Stories in the news, by onrecord"
"""The title of feeds, the same every day."""


def as_atom(digest: Digest) -> str:
    """A digest as an Atom feed. The id of a story stays over days; `updated` changes as the story does."""
    feed = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _add(feed, "id", digest.archive.urn)
    _add(feed, "title", FEED_TITLE)
    _add(feed, "subtitle", f"Digest {digest.period.name}")
    _add(feed, "updated", stamp(updated(digest)))
    _add(SubElement(feed, "author"), "name", "onrecord")
    _add(feed, "generator", "onrecord")
    for told in (*digest.full, *digest.lines):
        _add_entry(feed, told)
    indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _add_entry(feed: Element, told: Told) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", told.identity.urn)
    _add(entry, "title", told.headline)
    _add(entry, "updated", stamp(changed(told)))
    if first := published(told):
        _add(entry, "published", stamp(first))
    addresses = _addresses(told)
    for number, address in enumerate(addresses):
        SubElement(entry, "link", rel="related" if number else "alternate", href=address)
    for outlet in told.outlets:
        _add(SubElement(entry, "contributor"), "name", outlet)
    _add(entry, "content", story_html(told)).set("type", "html")


def _addresses(told: Told) -> Iterable[str]:
    """The addresses of the articles with texts of their own, each once, that of the one that stands for them first."""
    sources = (told.lead, *(source for source, _ in told.sources))
    return dict.fromkeys(filter(None, map(web_address, sources)))


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = presentable(text)
    return child
