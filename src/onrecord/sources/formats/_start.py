"""The start of a source, by which is told what it is: names and media types are often wrong."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from functools import cached_property

from onrecord.errors import SourceError
from onrecord.sources.formats._charset import to_text

__all__ = ["HEAD", "Start", "parsed"]

HEAD = 65_536
"""Bytes at the start of a source that tell what it is."""

FEEDS = "rss feed rdf opml"
ELEMENTS = (
    "html head body title meta link script style base div span p a h1 h2 h3 h4 h5 h6 article section main header nav "
    "footer aside figure img table ul ol dl blockquote pre br hr b i em strong center font form iframe noscript "
    "template svg"
)
KNOWN = frozenset(f"{FEEDS} {ELEMENTS}".split())

ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.IGNORECASE)
"""A declaration, where so much is declared that its end isn't seen: it names the first element too."""
SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s(?:\[[^\]]*\]|[^\[>])*>", re.DOTALL | re.IGNORECASE)
BURIED = re.compile(
    r"^[ \t]*(?:<\?xml[^>]{0,200}>\s*)?<(?:(rss|feed|rdf:RDF|opml)\b[^>]*(?:xmlns|version)|(html)\b)",
    re.MULTILINE | re.IGNORECASE,
)
"""The start of a feed or page behind something else, such as a warning of the program that made it."""

MEMBER = b"PK\x03\x04"


class Start:
    """The first `HEAD` bytes of a source, and what can be seen in them; `charset` is what its sender says of it."""

    def __init__(self, head: bytes, charset: str | None = None) -> None:
        self.head = head
        self._charset = charset

    @cached_property
    def text(self) -> str:
        """Its text, of which the last character may have been cut; of a zip archive, nothing."""
        if self.is_archive:
            return ""
        try:
            text = to_text(self.head, self._charset)
        except SourceError:
            text = self.head.decode("latin-1")
        return text.lstrip("\ufeff \t\r\n\f\0")

    @cached_property
    def root(self) -> str | None:
        """The name of its first element, as it is written, where it begins with markup."""
        if not self.text.startswith("<"):
            return None
        start = 0
        while skipped := SKIPPED.match(self.text, start):
            start = skipped.end()
        root = ROOT.match(self.text, start) or DOCTYPE.match(self.text, start)
        return root[1] if root else None

    @cached_property
    def element(self) -> str | None:
        """The element of a feed, a list of feeds or HTML that it begins with, or that is buried near its beginning."""
        if self.root and self.root.lower() in KNOWN:
            return self.root.lower()
        buried = BURIED.search(self.text[:4_000])
        return (buried[1] or buried[2]).rpartition(":")[2].lower() if buried else None

    @cached_property
    def lines(self) -> list[str]:
        """The first of its lines that aren't empty."""
        return [line for line in self.text.split("\n")[:50] if line.strip()]

    @cached_property
    def objects(self) -> int:
        """How many of those lines are JSON objects."""
        return sum(isinstance(parsed(line), dict) for line in self.lines)

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip archive, as the documents of today's office programs are."""
        return self.head.startswith(MEMBER)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names of the first files in a zip archive; of what is none, nothing."""
        return tuple(_members(self.head)) if self.is_archive else ()

    @property
    def declared(self) -> str:
        """What the first file in a zip archive says that the archive is, as those of OpenDocument and EPUB do."""
        if self.members[:1] != ("mimetype",):
            return ""
        said, _, _ = self.head[30 + len("mimetype") : 200].partition(b"PK")
        return said.decode("ascii", "replace")


def _members(head: bytes) -> Iterator[str]:
    place = head.find(MEMBER)
    while place >= 0 and place + 30 <= len(head):
        (length,) = struct.unpack_from("<H", head, place + 26)
        yield head[place + 30 : place + 30 + length].decode("utf-8", "replace")
        place = head.find(MEMBER, place + 30)


def parsed(text: str) -> object:
    """What JSON holds; None for what is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
