"""RSS, Atom and RDF, read with feedparser; and lists of feeds in OPML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources._options import Unreadable
from onrecord.sources.formats._days import language_of, likely_day
from onrecord.sources.formats._format import Format, Link, Whole
from onrecord.sources.formats._items import Feed, Item, Origin, Told, items_of
from onrecord.sources.formats._markup import line, plain, safe_xml
from onrecord.sources.formats._text import MAX_CHARACTERS
from onrecord.sources.web import absolute

__all__ = ["FEED", "OPML", "listed_feeds", "read_feed"]

HIDDEN = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What a tag is text in."""

ITEM = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?:\s[^<>]*)?>", re.IGNORECASE)
END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|opml)\s*>", re.IGNORECASE)


def read_feed(text: str, origin: Origin) -> list[Item | Unreadable]:
    """The items of an RSS, Atom or RDF feed; of one that is broken, those that are whole, and what is wrong with it.

    Raises `SourceError` for what is none, or is an attack.
    """
    xml = safe_xml(text)
    parsed = _parsed(xml, origin.url)
    if not parsed.entries and (parsed.bozo or not parsed.version):
        raise SourceError(f"it is a feed without an item that can be read: {parsed.get('bozo_exception', 'no feed')}")
    about = parsed.feed
    home = absolute(about.get("link"), origin.url) or origin.url
    feed = Feed(
        origin=origin.name,
        home=home or origin.name,
        title=line(about.get("title")),
        language=language_of(about.get("language")) or origin.language,
    )
    entries, damage = _undamaged(parsed, xml) if parsed.bozo else (parsed.entries, None)
    items = items_of(feed, (_told(entry, feed, home) for entry in entries))
    if damage is None:
        return items
    what, line_number = damage
    return [*items, _damaged(origin, what, line_number + text.count("\n") - xml.count("\n"))]


def _undamaged(parsed: Any, xml: str) -> tuple[list[Any], tuple[str, int] | None]:
    """The entries of XML that is invalid but for one that is cut off, and what is wrong, from which line on.

    Nothing is where all items are there and end: none suffers from a bare ampersand.
    """
    bare = HIDDEN.sub("", xml)
    tags = ITEM.findall(bare)
    if not END.search(bare):
        cut = bool(tags) and tags[-1] != "/"
        what = "breaks off in the middle of an item, which is left out," if cut else "breaks off"
        return parsed.entries[:-1] if cut else parsed.entries, (what, xml.rstrip().count("\n") + 1)
    if tags.count("") == tags.count("/") == len(parsed.entries):
        return parsed.entries, None
    return parsed.entries, ("is broken", parsed.bozo_exception.getLineNumber() - 1)  # a declaration came before it


def _damaged(origin: Origin, what: str, number: int) -> Unreadable:
    """What is told of a feed, or a list of feeds, of which something may be missing."""
    reason = f"its XML {what} at line {number:,}; what follows there may be missing"
    return Unreadable(origin.name, reason, origin.url, origin.name, temporary=True)


def _parsed(xml: str, url: str | None) -> Any:
    """What feedparser makes of a feed; it is given bytes, and so has nothing to fetch."""
    feedparser = library("feedparser")
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": url} if url else {})
    return feedparser.parse(
        io.BytesIO(xml.encode("utf-8", "replace")),
        response_headers=headers,
        sanitize_html=False,  # the HTML becomes text
        resolve_relative_uris=False,  # that of links is done all the same
    )


def _told(entry: Mapping[str, Any], feed: Feed, base: str | None) -> Told | Unreadable:
    """What an entry says."""
    contents = [part for part in entry.get("content", []) if part.get("value")]
    summary = entry.get("summary_detail") or {"value": entry.get("summary", "")}
    url = absolute(entry.get("feedburner_origlink"), base) or _link(entry, base)
    title = line(entry.get("title"))
    guid = line(entry.get("id"))
    size = max((len(part["value"]) for part in [*contents, summary]), default=0)
    if size > 4 * MAX_CHARACTERS:
        reason = f"too long for one article: {size:,} characters, where {MAX_CHARACTERS:,} is the limit"
        return Unreadable(guid or url or f"{feed.home}#{title}", reason, url, feed.origin)
    languages = [part.get("language") for part in contents] + [summary.get("language")]
    return Told(
        guid=guid,
        url=url,
        title=title,
        content=max((_text(part) for part in contents), key=len, default=""),
        summary=_text(summary),
        published=_published(entry),
        language=next(filter(None, map(language_of, languages)), None),
        author=_author(entry),
    )


def _text(part: Mapping[str, Any]) -> str:
    value = str(part.get("value") or "")
    return value.strip() if part.get("type") == "text/plain" else plain(value)


def _link(entry: Mapping[str, Any], base: str | None) -> str | None:
    """The address of an entry's page."""
    links = [link.get("href") for link in entry.get("links", []) if link.get("rel") == "alternate"]
    return next(filter(None, (absolute(link, base) for link in [entry.get("link"), *links])), None)


def _published(entry: Mapping[str, Any]) -> Any:
    """The day an entry was published, or else changed; feedparser's own fallbacks would warn."""
    texts = (entry[name] for name in ("published", "created", "updated") if name in entry)
    return next(filter(None, map(likely_day, texts)), None)


def _author(entry: Mapping[str, Any]) -> str | None:
    """Who wrote an entry: an e-mail address is no name, but RSS has both in one."""
    several = [author.get("name") for author in entry.get("authors", [])]
    names = [_person(name) for name in (several if len(several) > 1 else [entry.get("author")])]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _person(said: object) -> str | None:
    """The name in `Jane Doe`, `jane@post.example (Jane Doe)` and `Jane Doe <jane@post.example>`."""
    text = line(said) or ""
    both = re.fullmatch(r"[^\s@]+@\S+ \((.+)\)", text)
    return line(both[1] if both else re.sub(r"(?<!\S)[^\s@]+@[^\s()<>]+[)>]?", "", text))


def listed_feeds(text: str, origin: Origin) -> Iterator[str | Unreadable]:
    """The addresses in a list of feeds, however deep, each once. Raises `SourceError` for a list without any."""
    xml = safe_xml(text)
    outlines = [_lower(outline.attrib) for outline in _outlines(xml)]
    named = dict.fromkeys(outline["xmlurl"] for outline in outlines if outline.get("xmlurl", "").strip())
    if not named:
        raise SourceError("it is a list of feeds that names none: no outline has an xmlUrl")
    for name in named:
        yield absolute(name) or Unreadable(name, "it is no http or https address", source=origin.name)
    if not END.search(HIDDEN.sub("", xml)):
        yield _damaged(origin, "breaks off", text.rstrip().count("\n") + 1)


def _outlines(xml: str) -> Iterable[Any]:
    etree = library("lxml.etree")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(xml.encode("utf-8", "replace"), parser=parser)
    return [] if root is None else root.iter("{*}outline")


def _lower(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in attributes.items()}


def _parse_list(whole: Whole) -> Iterator[Link | Unreadable]:
    """The feeds of a list."""
    for feed in listed_feeds(whole.text, whole.origin):
        yield Link(feed) if isinstance(feed, str) else feed


FEED = Format(
    name="a feed",
    told_by=lambda start: start.element in ("rss", "feed", "rdf"),
    endings=(".xml", ".rss", ".atom", ".rdf"),
    needs=("feedparser", "lxml.html"),
    parse=lambda whole: read_feed(whole.text, whole.origin),
)

OPML = Format(
    name="a list of feeds",
    told_by=lambda start: start.element == "opml",
    endings=(".opml",),
    needs=("lxml.etree",),
    parse=_parse_list,
)
