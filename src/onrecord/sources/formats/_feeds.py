"""RSS, Atom and RDF, read with feedparser; and lists of feeds in OPML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources._options import Unreadable
from onrecord.sources.formats._days import language_of, published_of
from onrecord.sources.formats._format import Format, Link, Whole
from onrecord.sources.formats._items import Feed, Item, Origin, Told, items_of
from onrecord.sources.formats._markup import line, rendered, safe_xml
from onrecord.sources.formats._people import people
from onrecord.sources.formats._text import MAX_CHARACTERS
from onrecord.sources.web import absolute, is_web, linked, without_login

__all__ = ["FEED", "OPML", "listed_feeds", "read_feed"]

HIDDEN = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""What a tag is text in."""

NAMESPACE = re.compile(r"""\bxmlns:([\w.-]{1,40})\s*=\s*["']([^"'<>]{1,200})["']""")

BESIDE = {
    "media": ("search.yahoo.com/mrss", "description|text"),
    "itunes": ("itunes.com/dtds/podcast", "summary|subtitle|author"),
    "dc": ("purl.org/dc/elements", "description"),
}
"""What feedparser takes for an item's own text or author, by its usual prefix and a part of its namespace."""

PHOTO = re.compile(r"\bimage\b|\.(?:jpe?g|png|gif|webp|avif)\b", re.IGNORECASE)

PERMANENT = re.compile(r"""\b(ispermalink\s{0,9}=\s{0,9}["'])\s{0,9}true\s{0,9}(?=["'])""", re.IGNORECASE)

ITEM = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?:\s[^<>]*)?>", re.IGNORECASE)
END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|opml)\s*>", re.IGNORECASE)


def read_feed(text: str, origin: Origin) -> list[Item | Unreadable]:
    """The items of an RSS, Atom or RDF feed; of one that is broken, those that are whole, and what is wrong with it.

    Raises `SourceError` for what is none, or is an attack.
    """
    xml = safe_xml(text)
    parsed = _parsed(_set_aside(xml))
    if not parsed.entries and (parsed.bozo or not parsed.version):
        raise SourceError(f"it is a feed without an item that can be read: {parsed.get('bozo_exception', 'no feed')}")
    about = parsed.feed
    home = linked(about.get("link"), origin.url) or origin.url
    feed = Feed(
        origin=origin.name,
        home=home or origin.name,
        title=line(about.get("title")),
        language=language_of(about.get("language")) or origin.language,
    )
    entries, damage = _undamaged(parsed, xml) if parsed.bozo else (parsed.entries, None)
    items = items_of(feed, (_told(entry, feed, origin.url or home) for entry in entries))
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


def _set_aside(xml: str) -> str:
    """The feed with the elements of `BESIDE` renamed, so that captions and subtitles are in no text's way.

    `isPermaLink` is written as feedparser knows it.
    """
    bound = NAMESPACE.findall(xml)
    for usual, (namespace, names) in BESIDE.items():
        prefixes = {prefix for prefix, uri in bound if namespace in uri.lower()} or {usual}
        either = "|".join(map(re.escape, prefixes))
        xml = re.sub(rf"<(/?)(?:{either}):({names})\b[^<>]*?(/?)>", rf"<\1{usual}-\2\3>", xml)
    return PERMANENT.sub(r"\1true", xml)


def _parsed(xml: str) -> Any:
    """What feedparser makes of a feed; it is given bytes, and so has nothing to fetch."""
    return library("feedparser").parse(
        io.BytesIO(xml.encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8"
        },  # and no base, which would make any guid a link
        sanitize_html=False,  # the HTML becomes text
        resolve_relative_uris=False,
    )


def _told(entry: Mapping[str, Any], feed: Feed, base: str | None) -> Told | Unreadable:
    """What an entry says."""
    contents = [part for part in entry.get("content", []) if part.get("value")]
    summary = entry.get("summary_detail") or {"value": entry.get("summary") or _beside(entry)}
    url = linked(entry.get("feedburner_origlink"), base) or _link(entry, base)
    title = line(entry.get("title"))
    guid = line(entry.get("id"))
    size = max((len(part["value"]) for part in [*contents, summary]), default=0)
    if size > 4 * MAX_CHARACTERS:
        reason = f"too long for one article: {size:,} characters, where {MAX_CHARACTERS:,} is the limit"
        return Unreadable(without_login(guid or url or f"{feed.home}#{title}"), reason, url, feed.origin)
    texts = {part["value"]: _text(part) for part in contents}
    said = summary.get("value") or ""
    languages = [part.get("language") for part in contents] + [summary.get("language")]
    return Told(
        guid=guid,
        url=url,
        title=title,
        content=max(texts.values(), key=len, default=""),
        summary=texts[said] if said in texts else _text(summary),
        published=_published(entry),
        language=next(filter(None, map(language_of, languages)), None),
        author=_author(entry),
    )


def _text(part: Mapping[str, Any]) -> str:
    return rendered(str(part.get("value") or ""), is_text=part.get("type") == "text/plain")


def _beside(entry: Mapping[str, Any]) -> str:
    """What is said of an item that has no text of its own; what is said of a photo is not."""
    media = [f"{each.get('medium')} {each.get('type')} {each.get('url')}" for each in entry.get("media_content", [])]
    moving = any(media) and not any(map(PHOTO.search, media))
    names = ("dc-description", "itunes-summary", *(["media-description"] if moving else []))
    return next(filter(None, (entry.get(name) for name in names)), "")


def _link(entry: Mapping[str, Any], base: str | None) -> str | None:
    """The address of an entry's page: a link, or else the guid, where that is written as an address."""
    guid = entry.get("id")
    links = [
        entry.get("link"),
        *(link.get("href") for link in entry.get("links", []) if link.get("rel") == "alternate"),
    ]
    written = (link for link in links if link != guid or is_web(link or "") or str(link).startswith("/"))
    return next(filter(None, (linked(link, base) for link in written)), None)


def _published(entry: Mapping[str, Any]) -> date | None:
    """When an entry was published, or else changed; feedparser's own fallbacks would warn."""
    return published_of(entry[name] for name in ("published", "created", "updated") if name in entry)


def _author(entry: Mapping[str, Any]) -> str | None:
    """Who wrote an entry: an e-mail address is no name, but RSS has both in one."""
    several = [author.get("name") for author in entry.get("authors", [])]
    return people(several if len(several) > 1 else [entry.get("author")]) or people([entry.get("itunes-author")])


def listed_feeds(text: str, origin: Origin) -> Iterator[str | Unreadable]:
    """The addresses in a list of feeds, however deep, each once. Raises `SourceError` for a list without any."""
    xml = safe_xml(text)
    outlines = [_lower(outline.attrib) for outline in _outlines(xml)]
    named = dict.fromkeys(outline["xmlurl"] for outline in outlines if outline.get("xmlurl", "").strip())
    if not named:
        raise SourceError("it is a list of feeds that names none: no outline has an xmlUrl")
    for name in named:
        yield absolute(name) or Unreadable(without_login(name), "it is no http or https address", source=origin.name)
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
    holds="feed",
    told_by=lambda start: start.element in ("rss", "feed", "rdf"),
    endings=(".xml", ".rss", ".atom", ".rdf"),
    needs=("feedparser", "lxml.html"),
    parse=lambda whole: read_feed(whole.text, whole.origin),
)

OPML = Format(
    name="a list of feeds",
    holds="list",
    told_by=lambda start: start.element == "opml",
    endings=(".opml",),
    needs=("lxml.etree",),
    parse=_parse_list,
)
