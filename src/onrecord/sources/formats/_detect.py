"""What a source is, told by its content: names and media types are often wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum

from onrecord.errors import SourceError
from onrecord.sources.formats._charset import to_text

__all__ = ["HEAD", "Format", "detect"]

HEAD = 65_536
"""Bytes at the start of a source that tell what it is."""


class Format(StrEnum):
    """What a source can be."""

    FEED = "a feed"
    JSON_FEED = "a JSON Feed"
    OPML = "a list of feeds"
    PAGE = "a page"
    JSON_LINES = "JSON Lines"
    TEXT = "a text"


FOREIGN = (
    (b"%PDF-", "a PDF; convert it to text or HTML"),
    (b"PK\x03\x04", "a zip archive, or a document of an office program; unpack it, or save it as text"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive; unpack it"),
    (b"BZh", "bzip2 data; unpack it"),
    (b"\xfd7zXZ", "xz data; unpack it"),
    (b"\x28\xb5\x2f\xfd", "zstd data; unpack it"),
    (b"SQLite format 3\0", "an SQLite database; export its table as JSON Lines"),
    (b"PAR1", "a Parquet table; export it as JSON Lines"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "sound, or moving pictures"),
    (b"ID3", "sound"),
    (b"OggS", "sound, or moving pictures"),
)
"""How files begin that are no text at all."""

ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.IGNORECASE)
"""A declaration, where so much is declared that its end isn't seen: it names the first element too."""
SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s(?:\[[^\]]*\]|[^\[>])*>", re.DOTALL | re.IGNORECASE)
BURIED = re.compile(
    r"^[ \t]*(?:<\?xml[^>]{0,200}>\s*)?<(?:(rss|feed|rdf:RDF|opml)\b[^>]*(?:xmlns|version)|(html)\b)",
    re.MULTILINE | re.IGNORECASE,
)
"""The start of a feed or page behind something else, such as a warning of the program that made it."""

OBJECT = re.compile(r'\{\s*"')
ARRAY = re.compile(r"\[\s*[{\[]")
MEMBER = re.compile(r'[\s,]*("(?:[^"\\]|\\.)*")\s*:\s*')

FEEDS = frozenset({"rss", "feed", "rdf"})
ELEMENTS = (
    "html head body title meta link script style base div span p a h1 h2 h3 h4 h5 h6 article section main header nav "
    "footer aside figure img table ul ol dl blockquote pre br hr b i em strong center font form iframe noscript "
    "template svg"
)
HTML = frozenset(ELEMENTS.split())


def detect(head: bytes, charset: str | None = None, media_type: str = "") -> Format:
    """What a source is, from its first `HEAD` bytes; what its sender says of it counts where they leave it open.

    Raises `SourceError`, with what to do, for what is known and isn't read.
    """
    foreign = next((what for start, what in FOREIGN if head.startswith(start)), None)
    if foreign:
        raise SourceError(f"it is {foreign}")
    text = _start_of(head, charset)
    kind = _markup(text) if text.startswith("<") else _json(text)
    if kind is None and (buried := BURIED.search(text[:4_000])):
        kind = _named((buried[1] or buried[2]).rpartition(":")[2])
    if kind is None and media_type in ("text/html", "application/xhtml+xml"):
        kind = Format.PAGE
    return kind or Format.TEXT


def _start_of(head: bytes, charset: str | None) -> str:
    """The text that a source starts with; the last of its characters may have been cut."""
    try:
        text = to_text(head, charset)
    except SourceError:
        text = head.decode("latin-1")
    return text.lstrip("\ufeff \t\r\n\f\0")


def _markup(text: str) -> Format | None:
    """What XML or HTML is, by its first element."""
    start = 0
    while skipped := SKIPPED.match(text, start):
        start = skipped.end()
    root = ROOT.match(text, start) or DOCTYPE.match(text, start)
    kind = _named(root[1]) if root else None
    if root and kind is None and text.startswith("<?xml"):
        raise SourceError(f"it is XML that is no feed: its first element is {root[1]!r}")
    return kind


def _named(element: str) -> Format | None:
    """What begins with the element."""
    name = element.lower()
    if name in FEEDS:
        return Format.FEED
    if name == "opml":
        return Format.OPML
    return Format.PAGE if name in HTML else None


def _json(text: str) -> Format | None:
    """What JSON is: lines of objects, or one object that is a feed."""
    lines = [line for line in text.split("\n")[:50] if line.strip()]
    objects = sum(isinstance(_parsed(line), dict) for line in lines)
    if not text.startswith(("{", "[")):
        return Format.JSON_LINES if objects * 2 > len(lines) else None
    if text.startswith("{") and _is_feed(text, alone=objects < 2):
        return Format.JSON_FEED
    if objects or (len(lines) == 1 and len(text) >= HEAD // 4 and OBJECT.match(text)):
        return Format.JSON_LINES
    if ARRAY.match(text):
        raise SourceError("it is a JSON array; write its articles as JSON Lines, one object on each line")
    if OBJECT.match(text):
        raise SourceError("it is JSON, but no JSON Feed; write articles as JSON Lines, one object on each line")
    return None


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_feed(text: str, *, alone: bool) -> bool:
    """Whether a JSON object, of which only the start may be there, is a feed: it says so, or, `alone`, holds items."""
    for name, value in _members(text):
        if name == "version" and isinstance(value, str) and "jsonfeed.org" in value:
            return True
        if alone and name == "items" and (value is None or isinstance(value, list)):
            return True
    return False


def _members(text: str) -> Iterator[tuple[str, object]]:
    """The first members of a JSON object; of one that was cut, its name and None."""
    decoder = json.JSONDecoder()
    start = 1
    while name := MEMBER.match(text, start):
        try:
            value, start = decoder.raw_decode(text, name.end())
        except (ValueError, RecursionError):
            yield str(_parsed(name[1])), None
            return
        yield str(_parsed(name[1])), value
