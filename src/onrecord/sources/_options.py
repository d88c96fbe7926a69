"""How sources are read, and what is told of those that can't be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Protocol, get_args

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.languages import language_tag

__all__ = [
    "MAPPED",
    "FetchPages",
    "MemoryValidators",
    "Source",
    "SourceKind",
    "SourceOptions",
    "Sourced",
    "Unreadable",
    "Validators",
]

FetchPages = Literal["auto", "always", "never"]
"""Whether the pages of a feed's items are fetched; `auto`: of those that hold only a teaser."""

SourceKind = Literal["feed", "list", "other"]
"""A feed, a list of feeds, or anything else: a file, a folder, a page."""

MAPPED = ("text", "id", "title", "url", "published", "language", "source", "author")
"""What a line of JSON Lines may say of an article."""


@dataclass(frozen=True)
class Unreadable:
    """Something that should have been an article, or many, and could not be read.

    `source` is where it was found, as it was named. `temporary` says that it may be readable at another time.
    """

    id: str
    reason: str
    url: str | None = None
    source: str | None = None
    temporary: bool = False


@dataclass(frozen=True)
class Source:
    """Where articles come from: a feed under its own name, anything else as it was named to be read.

    An address of which nothing is known counts as a feed.
    """

    name: str
    kind: SourceKind = "other"


@dataclass(frozen=True)
class Sourced:
    """What was found in a source; without a `thing`, it is only told that the source was looked into."""

    thing: Article | Unreadable | None
    source: Source | None = None
    where: str = ""
    """Where it is in a file of many, such as `feed.jsonl:7`."""

    @property
    def fault(self) -> str | None:
        """Why the feed, or list of feeds, could not be read as a whole; None where this is something in it."""
        if not isinstance(self.thing, Unreadable) or self.source is None or self.source.kind == "other":
            return None
        return self.thing.reason if self.thing.id == self.source.name else None


class Validators(Protocol):
    """What servers said of the state of what they sent, for them to be asked later for what is new alone; and a note of
    what has been read.
    """

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        """The `ETag` and the `Last-Modified` that came with what was last read from `url`."""

    def put(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keep them. Called when all that came from `url` has been taken, and more was asked for."""

    def read(self, name: str) -> None:
        """Note that what was taken had no fault, where an `Unreadable` with the id `name` may have been before."""


class MemoryValidators:
    """Validators that last as long as the process."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str | None, str | None]] = {}

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        """The `ETag` and the `Last-Modified` of `url`."""
        return self._kept.get(url)

    def put(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keep them."""
        self._kept[url] = (etag, modified)

    def read(self, name: str) -> None:
        """Note nothing: no failure is kept that this could end."""


def _none_passed(_: str) -> int:
    """All is to be read."""
    return 0


def _nothing_known(_: str) -> bool:
    """Nothing has been read before."""
    return False


def _tell_nobody(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class SourceOptions:
    """How sources are read. Raises `UsageError` for values that make no sense.

    Sizes are in bytes, after decompression; times are in seconds.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    """The fields of a line of JSON Lines, or of a row of a table, by what they say of the article:
    `{"text": "body.plain"}`."""
    language: str = ""
    """The language of all articles, whatever they say; else it is what they or their feed say, or is detected."""
    fetch_pages: FetchPages = "auto"
    allow_private: bool = False
    """Whether addresses may be read that are not public: this machine, and others in its network."""
    allow_networks: tuple[str, ...] = ()
    """Networks that may be read although they are not public, such as `10.1.0.0/16`."""
    delay: float = 1.0
    """The pause between two requests to one host."""
    max_bytes: int = 10_000_000
    """The largest page."""
    max_feed_bytes: int = 50_000_000
    """The largest feed, or list of feeds."""
    max_archive_bytes: int = 10_000_000_000
    """The largest archive, or other file that is read as it comes, from an address. It is on the disk while it is read,
    in a file without a name."""
    timeout: float = 30.0
    """How long one download may take from its start to its end, and how long making sense of it may."""
    max_memory: int = 2_000_000_000
    """The most memory that a process may take which makes sense of feeds, pages and documents, where the system has
    such a limit."""
    max_redirects: int = 5
    at_once: int = 16
    """Sources, and downloads, under way at once."""
    user_agent: str = field(default_factory=lambda: f"onrecord/{version('onrecord')}")
    validators: Validators = field(default_factory=MemoryValidators)
    known: Callable[[str], bool] = _nothing_known
    """Says of an article's id that it needn't be read again: its page is then not fetched, and it is passed over."""
    passed: Callable[[str], int] = _none_passed
    """Says of a file of JSON Lines, by its name, how many lines of it needn't be read; called from any thread."""
    without: Collection[Path] = ()
    """Files that are passed over where they lie in a folder that is read, such as what is written meanwhile."""
    tell: Callable[[str], None] = _tell_nobody
    """Is told what files of a folder or an archive are passed over, and what records of a web archive, a line for each
    of these that is read."""
    in_turn: bool = False
    """Whether the sources give their articles one after the other, in the order in which they are named."""

    def __post_init__(self) -> None:
        self._check_mapping()
        if self.language:
            language_tag(self.language)
        if self.fetch_pages not in get_args(FetchPages):
            raise UsageError(f"fetch_pages is {self.fetch_pages!r}; known: {', '.join(get_args(FetchPages))}")
        for name in ("max_bytes", "max_feed_bytes", "max_archive_bytes", "timeout", "max_memory", "at_once"):
            if getattr(self, name) <= 0:
                raise UsageError(f"{name} is {getattr(self, name)}; it must be more than 0")
        for name in ("delay", "max_redirects"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name} is {getattr(self, name)}; it can't be less than 0")
        if not self.user_agent.isascii() or not self.user_agent.isprintable() or not self.user_agent.strip():
            raise UsageError(f"user_agent is {self.user_agent!r}; it must be a line of ASCII, such as onrecord/1.0")
        self._check_networks()

    def _check_mapping(self) -> None:
        for name, path in self.mapping.items():
            if name not in MAPPED:
                raise UsageError(f"mapping: unknown field {name!r} of an article; known: {', '.join(MAPPED)}")
            if not isinstance(path, str) or not path:
                raise UsageError(f"mapping: {name} is {path!r}; it must name a field of the lines, such as body.text")

    def _check_networks(self) -> None:
        for network in self.allow_networks:
            try:
                ip_network(network)
            except ValueError as error:
                raise UsageError(f"allow_networks: {error}; write a network as 10.1.0.0/16") from error
