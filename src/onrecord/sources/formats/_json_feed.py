"""JSON Feed, by its versions 1 and 1.1, with whatever types its fields come in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import SourceError
from onrecord.sources._options import Unreadable
from onrecord.sources.formats._days import language_of, published_of
from onrecord.sources.formats._format import Format
from onrecord.sources.formats._items import Feed, Item, Origin, Told, items_of
from onrecord.sources.formats._markup import line, rendered
from onrecord.sources.formats._people import people
from onrecord.sources.formats._start import Start, parsed
from onrecord.sources.formats._text import MAX_CHARACTERS
from onrecord.sources.web import linked, without_login

__all__ = ["JSON_FEED", "members", "read_json_feed"]

MEMBER = re.compile(r'[\s,]*("(?:[^"\\]|\\.)*")\s*:\s*')


def read_json_feed(text: str, origin: Origin) -> list[Item | Unreadable]:
    """The items of a JSON Feed. Raises `SourceError` where it is damaged, or its items are no list."""
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"it is JSON that can't be parsed: {error}") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise SourceError(f"it is a JSON Feed whose items are {_type(items)}, where a list must be")
    home = linked(document.get("home_page_url"), origin.url) or linked(document.get("feed_url")) or origin.url
    feed = Feed(
        origin=origin.name,
        home=home or origin.name,
        title=line(document.get("title")),
        language=language_of(document.get("language")) or origin.language,
    )
    return items_of(feed, _all_told(items, feed, home, _authors(document)))


def _all_told(items: list[Any], feed: Feed, base: str | None, author: str | None) -> Iterator[Told | Unreadable]:
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            yield _told(item, feed, base, author)
        else:
            reason = f"item {number} is {_type(item)}, where an object must be"
            yield Unreadable(f"{feed.home}#{number}", reason, source=feed.origin)


def _told(item: Mapping[str, Any], feed: Feed, base: str | None, author: str | None) -> Told | Unreadable:
    """What an item says; a field of a wrong type says nothing, but an id may be a number."""
    guid = item.get("id")
    name = line(str(guid)) if isinstance(guid, str | int | float) and not isinstance(guid, bool) else None
    url = linked(item.get("url"), base) or linked(item.get("external_url"), base)
    size = max(len(_string(item, field)) for field in ("content_html", "content_text", "summary"))
    if size > 4 * MAX_CHARACTERS:
        reason = f"too long for one article: {size:,} characters, where {MAX_CHARACTERS:,} is the limit"
        return Unreadable(without_login(name or url or feed.home), reason, url, feed.origin)
    return Told(
        guid=name,
        url=url,
        title=line(item.get("title")),
        content=max(
            rendered(_string(item, "content_text"), is_text=True), rendered(_string(item, "content_html")), key=len
        ),
        summary=rendered(_string(item, "summary"), is_text=True),
        published=published_of([item.get("date_published"), item.get("date_modified")]),
        language=language_of(item.get("language")),
        author=_authors(item) or author,
    )


def _string(item: Mapping[str, Any], field: str) -> str:
    value = item.get(field)
    return value if isinstance(value, str) else ""


def _authors(said: Mapping[str, Any]) -> str | None:
    """The names of the authors: a list of objects, or one object as version 1 has it, or names alone."""
    fields = (said.get("authors"), said.get("author"))
    several = [person for field in fields for person in (field if isinstance(field, list) else [field])]
    return people(person.get("name") if isinstance(person, Mapping) else person for person in several)


def _type(value: object) -> str:
    names = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return "missing" if value is None else names.get(type(value), "an object")


def _is_feed(start: Start) -> bool:
    """Whether a JSON object, of which only the start may be there, is a feed: it says so, or it alone holds items."""
    alone = start.objects < 2
    for name, value in members(start.text) if start.text.startswith("{") else ():
        if name == "version" and isinstance(value, str) and "jsonfeed.org" in value:
            return True
        if alone and name == "items" and (value is None or isinstance(value, list)):
            return True
    return False


def members(text: str) -> Iterator[tuple[str, object]]:
    """The first members of a JSON object; of one that was cut, its name and None."""
    decoder = json.JSONDecoder()
    start = 1
    while name := MEMBER.match(text, start):
        try:
            value, start = decoder.raw_decode(text, name.end())
        except (ValueError, RecursionError):
            yield str(parsed(name[1])), None
            return
        yield str(parsed(name[1])), value


JSON_FEED = Format(
    name="a JSON Feed",
    holds="feed",
    told_by=_is_feed,
    endings=(".json",),
    needs=("lxml.html",),
    parse=lambda whole: read_json_feed(whole.text, whole.origin),
)
