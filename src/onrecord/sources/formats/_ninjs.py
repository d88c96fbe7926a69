"""IPTC ninjs, the news items of agencies as JSON, by all of its versions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import Unreadable
from onrecord.sources.formats._days import language_of, published_of
from onrecord.sources.formats._format import Format, Whole
from onrecord.sources.formats._items import text_id
from onrecord.sources.formats._json_feed import members
from onrecord.sources.formats._markup import line, rendered
from onrecord.sources.formats._people import people
from onrecord.sources.formats._start import Start
from onrecord.sources.formats._text import readable
from onrecord.sources.web import linked, without_login

__all__ = ["NINJS", "is_ninjs"]

OWN = frozenset(
    {
        *("versioncreated", "firstcreated", "contentcreated", "representationtype", "pubstatus", "$standard"),
        *("bodies", "headlines", "body_text", "body_xhtml", "body_html"),
    }
)
"""Properties, in small letters, one of which an item has beside its `uri`."""

OTHER_XML = re.compile(r"nitf|nar|(?<!xhtml\+)xml", re.IGNORECASE)

DAYS = ("firstcreated", "versioncreated", "contentcreated")
"""When an item was made, what says most surely when it was published first."""


def is_ninjs(names: Iterable[str]) -> bool:
    """Whether a JSON object with these properties is an item of ninjs."""
    small = {name.lower() for name in names}
    return "uri" in small and not small.isdisjoint(OWN)


def _parse(whole: Whole) -> Iterator[Article | Unreadable]:
    """The articles in an item, or in a list of them."""
    try:
        held = json.loads(whole.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"it is JSON that can't be parsed: {error}") from error
    if not isinstance(held, list):
        yield _article(held, whole.origin.language)
        return
    for number, item in enumerate(held, start=1):
        try:
            yield _article(item, whole.origin.language)
        except SourceError as error:
            name = whole.origin.name
            yield Unreadable(f"{name}:{number}", f"item {number}: {error}", source=name)


def _article(item: Any, language: str) -> Article:
    """The article that an item is. Raises `SourceError`."""
    if not isinstance(item, dict) or not is_ninjs(item):
        raise SourceError("it is no item of ninjs: it has no uri, or says nothing that an item does")
    said = {name.lower(): value for name, value in item.items()}  # they are written versionCreated from version 3 on
    if (status := said.get("pubstatus") or "usable") not in ("usable", "stat:usable"):
        raise SourceError(f"it is not to be published: its pubstatus is {str(status)[:40]!r}")
    text = max((_text(each) for each in _bodies(said)), key=len, default="")
    if not text:
        kind = f", of type {str(said['type'])[:40]!r}" if said.get("type") else ""
        raise SourceError(f"it is an item of ninjs without a text{kind}")
    uri = line(said.get("uri"))
    return Article(
        readable(text, "the text"),
        id=without_login(uri or "") or text_id(text),
        title=next(_titles(said), None),
        url=linked(uri),
        published=published_of(said.get(name) for name in DAYS),
        language=language_of(said.get("language")) or language,
        source=_source(said),
        author=people([said.get("byline"), said.get("by")]),
    )


def _bodies(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each way in which an item has its text, after what it is written in; XML that is no HTML is none."""
    bodies = _objects(said.get("bodies"))
    kinds = [each.get("contenttype") or each.get("contentType") or each.get("role") for each in bodies]
    named = [*zip(kinds, (each.get("value") for each in bodies), strict=True), *_extending(said, "body_")]
    for name, value in named:
        if isinstance(value, str) and not OTHER_XML.search(str(name)):
            yield str(name), value


def _text(body: tuple[str, str]) -> str:
    """The text of a body; what isn't said to be text may have markup."""
    written, value = body
    return rendered(value, is_text=written in ("body_text", "text/plain"))


def _titles(said: Mapping[str, Any]) -> Iterator[str]:
    """What an item is headed with, the likeliest first."""
    headlines = sorted(_objects(said.get("headlines")), key=lambda each: each.get("role") != "main")
    others = [value for _, value in _extending(said, "headline_")]
    found = [said.get("headline"), *(each.get("value") for each in headlines), *others, said.get("title")]
    return filter(None, map(line, found))


def _source(said: Mapping[str, Any]) -> str | None:
    """Who supplied an item, or else whose it is."""
    infosources = [*_objects(said.get("infosources")), *_objects(said.get("infosource"))]
    names = [*(each.get("name") for each in infosources), said.get("copyrightholder")]
    return next(filter(None, map(line, names)), None)


def _extending(said: Mapping[str, Any], start: str) -> list[tuple[str, Any]]:
    """The properties whose names start so, which version 1 leaves to their makers."""
    return [each for each in said.items() if each[0].startswith(start)]


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; of anything else, none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _told_by(start: Start) -> bool:
    """Whether a source is an item, or a list of them, of which only the start may be there."""
    text = start.text.removeprefix("[").lstrip()
    return text.startswith("{") and is_ninjs(name for name, _ in members(text))


NINJS = Format(name="a news item (ninjs)", told_by=_told_by, endings=(".json",), needs=("lxml.html",), parse=_parse)
