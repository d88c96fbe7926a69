"""The items of a feed, of whatever kind it is: what they say, what they are called, and whether it is all of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.article import Article, textless
from onrecord.sources._options import Unreadable
from onrecord.sources.web import without_login

__all__ = ["FULL_CONTENT", "FULL_SUMMARY", "Feed", "Item", "Origin", "Told", "items_of", "own_id", "text_id"]

FULL_CONTENT = 500
"""Characters from which on what a feed gives as an item's content is taken to be all of it, unless it is cut off."""

FULL_SUMMARY = 1_500
"""Characters from which on what a feed gives as an item's summary is taken to be all of it, unless it is cut off."""

CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*&hellip;\s*\]|\b(?:read (?:more|on)|continue reading|full story|weiterlesen|mehr lesen|"
    r"lire la suite|leer más|seguir leyendo|leggi tutto|lees meer|läs mer|читать далее|続きを読む))"
    r"[\s\].)»›>→\"”’]{0,40}$",
    re.IGNORECASE,
)
"""The end of a text that goes on elsewhere."""

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$")


@dataclass(frozen=True)
class Origin:
    """Where something was found: `name` as it was named, `url` the address that it came from, if it did.

    `asked` is the address that was asked for, `told` what a feed says of what is there, and `seen` when that was, where
    it wasn't now.
    """

    name: str
    url: str | None = None
    language: str = ""
    asked: str | None = None
    told: str = ""
    seen: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a feed says of itself; `origin` is where it was found, as it was named, `home` an address of its own."""

    origin: str
    home: str
    title: str | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a feed says of one item; `content` and `summary` are text, not HTML."""

    guid: str | None = None
    url: str | None = None
    title: str | None = None
    content: str = ""
    summary: str = ""
    published: date | None = None
    language: str | None = None
    author: str | None = None


@dataclass(frozen=True)
class Item:
    """An item as an article: `whole` where its text is all there is, `usable` where it can stand for itself."""

    article: Article
    whole: bool
    usable: bool


def items_of(feed: Feed, told: Iterable[Told | Unreadable]) -> list[Item | Unreadable]:
    """The items of a feed, in its order, each under an id of its own; the same item is there once.

    An id is the first of these that no other item of the feed has: what the feed calls the item, its address, and the
    hash of what it says. So it is the same tomorrow, whatever else the feed holds then.
    """
    once = list(dict.fromkeys(told))
    names = [_names(feed, each) if isinstance(each, Told) else [] for each in once]
    counts = Counter(name for each in names for name in each)
    return [
        _item(feed, each, next((name for name in its if counts[name] == 1), its[-1]))
        if isinstance(each, Told)
        else each
        for each, its in zip(once, names, strict=True)
    ]


def _names(feed: Feed, told: Told) -> list[str]:
    """What an item can be called, the likeliest to last first."""
    said_guid = without_login(told.guid or "")
    guid = said_guid and (said_guid if URI.match(said_guid) else f"{feed.home}#{said_guid}")
    said = "\n".join([told.title or "", told.content, told.summary, told.url or ""])
    return list(dict.fromkeys(name for name in (guid, told.url, text_id(said)) if name))


def text_id(text: str) -> str:
    """An id for a text that has no other."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"


def own_id(origin: Origin, text: str) -> str:
    """The id of the article that all of a source is; what came on standard input has no name that lasts."""
    return origin.url or (text_id(text) if origin.name == "-" else origin.name)


def _item(feed: Feed, told: Told, name: str) -> Item:
    text = max((told.content, told.summary), key=lambda said: (not _is_cut_off(said), len(said)))
    cut_off = _is_cut_off(text)
    whole = not cut_off and (len(told.content) >= FULL_CONTENT or len(text) >= FULL_SUMMARY)
    known: dict[str, Any] = {
        "id": name,
        "title": told.title,
        "url": told.url,
        "published": told.published,
        "language": told.language or feed.language,
        "source": feed.title,
        "author": told.author,
    }
    article = Article(text, **known) if text.strip() else textless(**known)
    return Item(article, whole, usable=whole or (bool(told.content) and not cut_off))


def _is_cut_off(text: str) -> bool:
    """Whether a text is none, or goes on elsewhere."""
    return not text or CUT_OFF.search(text[-200:]) is not None
