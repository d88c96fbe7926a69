"""What a format is: how it is told from others, what it needs and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from onrecord.article import Article
from onrecord.sources._options import SourceKind, SourceOptions, Unreadable
from onrecord.sources.formats._charset import to_text
from onrecord.sources.formats._items import Item, Origin
from onrecord.sources.formats._start import Start

__all__ = ["Format", "Link", "Member", "Opened", "Thing", "Whole"]


@dataclass(frozen=True)
class Link:
    """Another source that a source leads to: its address."""

    url: str


Thing: TypeAlias = Article | Item | Link | Unreadable
"""What a source can hold."""


@dataclass(frozen=True)
class Member:
    """A file in an archive, by the path that it has there; `open` raises `SourceError` where it can't be read."""

    path: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True)
class Opened:
    """A source that is read as it comes; `charset` is the encoding that its sender names."""

    file: BinaryIO
    origin: Origin
    charset: str | None = None


@dataclass(frozen=True)
class Whole:
    """A source that is read at once: all of its bytes, and the name of its format.

    `part` says that it is one of several in a source, whose name is no name for it.
    """

    format: str
    data: bytes
    origin: Origin
    charset: str | None = None
    part: bool = False

    @property
    def text(self) -> str:
        """Its text. Raises `SourceError` for what is no text."""
        return to_text(self.data, self.charset)


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format that sources can be in, read in one of two ways.

    `parse` makes sense of all of a source, in a process that is ended where it takes too long or too much memory.
    `stream` takes a source as it comes, for what is plain, or is many sources in one: each thing comes after the name
    that it goes by where it can't be read. A `Member` is read as a file of its own, before the next is asked for. Both
    raise `SourceError`.
    """

    name: str
    """What a source is, in a message: `it is a page`."""
    told_by: Callable[[Start], bool]
    """Whether a source that starts so is in this format."""
    endings: tuple[str, ...] = ()
    """How names of files end that are read where they lie in a folder."""
    media_types: tuple[str, ...] = ()
    """What senders call it; it counts where the start leaves open what a source is."""
    needs: tuple[str, ...] = ()
    """The libraries that it is read with."""
    holds: SourceKind = "other"
    """Whether a source in it is a feed or a list of feeds, which is no article where it can't be read."""
    small: bool = False
    """Whether it is held to `max_bytes`, the bound of a page, or to that of a text, and not to `max_feed_bytes`."""
    parse: Callable[[Whole], Iterable[Thing]] | None = None
    stream: Callable[[Opened, SourceOptions], Iterator[tuple[str, Article | Unreadable | Whole | Member]]] | None = None
