"""What is in a source, of whatever kind it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, aclosing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from onrecord.article import Article
from onrecord.errors import OnrecordError, SourceError, UsageError
from onrecord.sources._libraries import library
from onrecord.sources._options import Source, SourceKind, SourceOptions, Unreadable
from onrecord.sources.formats import (
    Format,
    Item,
    Origin,
    decoded,
    listed_feeds,
    read_feed,
    read_json_feed,
    read_lines,
    read_page,
    readable,
    shares,
    text_id,
    to_text,
)
from onrecord.sources.read._files import STANDARD_INPUT, SUFFIXES, article_id, article_paths
from onrecord.sources.read._flow import in_order, merged
from onrecord.sources.read._streams import Stream, fetched_stream, file_stream
from onrecord.sources.read._threads import in_thread, stepwise
from onrecord.sources.web import Fetched, Fetcher, FetchError, host_of, is_web, shown

__all__ = ["Found", "Reader"]

Result = TypeVar("Result")

ENDINGS = ".html .htm .xhtml .xml .rss .atom .rdf .opml .json .jsonl .ndjson .gz"
READ = SUFFIXES | frozenset(ENDINGS.split())
"""The files of a folder that are read, whatever they then are; a file that is named itself may have any name."""

LINES, CHARACTERS = 200, 1_000_000
"""Lines of JSON that are read at a time, and after how many characters of text no more are."""

AHEAD = 8
"""Items of a feed whose pages are fetched at a time, where they are on different hosts."""

FEEDS: Mapping[Format, SourceKind] = {Format.FEED: "feed", Format.JSON_FEED: "feed", Format.OPML: "list"}
"""What holds many articles, and is no article where it can't be read."""

NEEDED = {
    Format.FEED: ("feedparser", "lxml.html"),
    Format.JSON_FEED: ("lxml.html",),
    Format.OPML: ("lxml.etree",),
    Format.PAGE: ("lxml.html", "trafilatura"),
    Format.TEXT: (),
}
"""The libraries that make sense of what isn't plain."""

PARSERS = 2
"""Feeds and pages that are made sense of at a time: it is work for the processor alone."""


@dataclass(frozen=True)
class Found:
    """Something in a source: `fetched` is what has been taken in full with it, `again` that its source is not done.

    `read` is the id of the `Unreadable` that would have stood here, or earlier, if it couldn't be read. `lines` are
    things on lines of their own, each after that id. `source` is known once it has left the reader.
    """

    thing: Article | Unreadable | None
    fetched: Fetched | None = None
    again: bool = False
    read: str | None = None
    lines: Sequence[tuple[str, Article | Unreadable]] = ()
    source: Source | None = None


@dataclass(frozen=True)
class _Whole:
    """A source that is not read line by line: all of it."""

    kind: Format
    data: bytes
    charset: str | None
    origin: Origin

    @property
    def text(self) -> str:
        """Its text."""
        return to_text(self.data, self.charset)


_Stream = AsyncGenerator[Found, None]


class Reader:
    """Reads sources, each as a stream of what is in it."""

    def __init__(self, options: SourceOptions, fetcher: Fetcher) -> None:
        self._options = options
        self._fetcher = fetcher
        self._parsers = asyncio.Semaphore(PARSERS)
        self._pages: dict[tuple[str, str], str] = {}  # by host and text, the first article that it was sent for

    def source(self, name: str, *, listed: bool = False) -> _Stream:
        """What a source holds; one that can't be read at all is one `Unreadable`."""
        if is_web(name):
            return _from(Source(shown(name), "feed"), self._address(name, listed=listed))
        return _from(Source(article_id(Path(name))), self._path(Path(name)))

    async def _path(self, source: Path) -> _Stream:
        try:
            paths = await in_thread(lambda: article_paths([source], suffixes=READ))
        except UsageError as error:  # it was there before
            yield Found(_unread(article_id(source), SourceError(str(error))))
            return
        if not paths:
            yield Found(
                _unread(article_id(source), SourceError(f"nothing to read is in it: no {', '.join(sorted(READ))}"))
            )
        for path in paths:
            async with aclosing(self._file(path)) as stream:
                async for found in stream:
                    yield found

    async def _file(self, path: Path) -> _Stream:
        name = article_id(path)
        origin = Origin(name)
        opening = file_stream(path, self._options.max_feed_bytes)
        well = True
        try:
            async with aclosing(self._contents(opening, origin)) as stream:
                async for found in stream:
                    well = well and not _is_fault(found, name)
                    yield found
        except SourceError as error:
            yield Found(_unread(name, error))
            return
        if well:
            yield Found(None, read=name)

    async def _address(self, url: str, *, listed: bool) -> _Stream:
        name, done, well = shown(url), True, True
        try:
            fetched = await self._fetcher.get(url, limit=self._options.max_feed_bytes)
            if fetched is None:
                yield Found(None, read=name)
                return
            origin = Origin(name, fetched.url, asked=name)
            opening = nullcontext(await in_thread(lambda: fetched_stream(fetched, self._options.max_feed_bytes)))
            async with aclosing(self._contents(opening, origin, listed=listed)) as stream:
                async for found in stream:
                    done = done and not found.again
                    well = well and not _is_fault(found, name)
                    yield found
        except SourceError as error:
            yield Found(_unread(name, error, url=name))
            return
        yield Found(None, fetched if done else None, read=name if well else None)

    async def _contents(
        self, opening: AbstractContextManager[Stream], origin: Origin, *, listed: bool = False
    ) -> _Stream:
        """What is in a source, of whatever kind it is. Raises `SourceError`."""
        async with aclosing(stepwise(self._steps(opening, origin))) as steps:
            async for step in steps:
                if isinstance(step, list):
                    yield Found(None, lines=step, source=Source(origin.name) if origin.url else None)
                    continue
                async with aclosing(self._all_of(step, listed=listed)) as stream:
                    async for found in stream:
                        yield found

    def _steps(
        self, opening: AbstractContextManager[Stream], origin: Origin
    ) -> Iterator[list[tuple[str, Article | Unreadable]] | _Whole]:
        """The lines of JSON Lines, some at a time; of any other source, all of it."""
        with opening as stream:
            if stream.kind is Format.JSON_LINES:
                yield from _portions(read_lines(stream.file, origin.name, self._options))
            else:
                yield _Whole(stream.kind, stream.whole(self._options.max_feed_bytes), stream.charset, origin)

    async def _all_of(self, whole: _Whole, *, listed: bool) -> _Stream:
        """What is in a source that isn't JSON Lines; one of which no sense can be made is one `Unreadable`."""
        name, address = whole.origin.name, whole.origin.url
        kind = FEEDS.get(whole.kind, "other")
        source = Source(name, kind) if kind != "other" or address else None  # other files may be of a folder
        try:
            async with aclosing(_from(source, self._parts_of(whole, listed=listed))) as stream:
                async for found in stream:
                    yield found
        except SourceError as error:
            yield Found(_unread(name, error, url=name if address else None), again=True, source=source)

    async def _parts_of(self, whole: _Whole, *, listed: bool) -> _Stream:
        """What is in a source that isn't JSON Lines. Raises `SourceError`."""
        if whole.kind is Format.OPML:
            if listed:
                raise SourceError("it is a list of feeds in a list of feeds, which is not followed")
            stream = self._feeds_of(whole)
        elif whole.kind in FEEDS:
            stream = self._items_of(whole)
        else:
            yield Found(await self._parse(whole.kind, lambda: self._article(whole, self._options.max_bytes)))
            return
        async with aclosing(stream):
            async for found in stream:
                yield found

    async def _feeds_of(self, whole: _Whole) -> _Stream:
        """What the feeds of a list hold. The list is never done with: its feeds change while it doesn't."""
        feeds = await self._parse(whole.kind, lambda: list(listed_feeds(whole.text, whole.origin)))
        for feed in feeds:
            if isinstance(feed, Unreadable):
                yield Found(feed, source=None if feed.id == whole.origin.name else Source(feed.id, "feed"))
        streams = [self.source(feed, listed=True) for feed in feeds if isinstance(feed, str)]
        async with aclosing(merged(streams, at_once=self._options.at_once)) as everything:
            async for found in everything:
                yield found
        yield Found(None, again=True)

    async def _items_of(self, whole: _Whole) -> _Stream:
        read = read_feed if whole.kind is Format.FEED else read_json_feed
        items = await self._parse(whole.kind, lambda: read(whole.text, whole.origin))
        async with aclosing(in_order(items, lambda item: self._item(item, whole.origin), ahead=AHEAD)) as stream:
            async for found in stream:
                yield found

    async def _item(self, item: Item | Unreadable, origin: Origin) -> Found:
        """An item of a feed as an article, its text from its page where the feed holds only a teaser."""
        if isinstance(item, Unreadable):
            return Found(item, again=item.temporary)
        article, wanted = item.article, self._options.fetch_pages
        if not article.url or wanted == "never" or (wanted == "auto" and item.whole):
            return Found(self._without_page(item, origin, None))
        if self._options.known(article.id):
            return Found(None)
        try:
            fetched = await self._fetcher.get(article.url, limit=self._options.max_bytes, found=True)
            if fetched is None:
                return Found(None)
            page = await self._parse(Format.PAGE, lambda: self._page(fetched, article))
        except SourceError as error:
            instead = self._without_page(item, origin, error)
            return Found(instead, again=isinstance(instead, Unreadable) and instead.temporary)
        return Found(_joined(article, page), fetched)

    def _without_page(self, item: Item, origin: Origin, error: SourceError | None) -> Article | Unreadable:
        """An item by its own text, where that will do; `error` is why its page can't be read, if it was tried."""
        article = item.article
        if error is None or item.usable:
            try:
                return readable(article, "its text in the feed")
            except SourceError as problem:
                error = error or problem
        elif article.text:
            error = _with_more(error, f"; the feed holds {len(article.text):,} characters of it")
        return _unread(article.id, error, url=article.url, source=origin.name)

    def _page(self, fetched: Fetched, article: Article) -> Article:
        """The article on the page of a feed's item. Raises `SourceError`."""
        limit = self._options.max_bytes
        stream = fetched_stream(fetched, limit)
        told = f"{article.title or ''}\n{article.text}"
        origin = Origin(article.id, fetched.url, article.language, asked=article.url, told=told)
        page = self._article(_Whole(stream.kind, stream.whole(limit), stream.charset, origin), limit)
        first = self._pages.setdefault((host_of(fetched.url), text_id(page.text)), article.id)
        if first != article.id and not shares(told, page.text):
            raise SourceError(f"it is the same page as was sent for {first}, and no article of its own")
        return page

    def _article(self, whole: _Whole, limit: int) -> Article:
        """The article that a page or a text is. Raises `SourceError`."""
        origin = whole.origin
        if whole.kind is Format.PAGE:
            if len(whole.data) > limit:
                raise SourceError(f"larger than {limit:,} bytes, which is the limit for {whole.kind}")
            page = read_page(whole.text, origin)
            return page if origin.url else replace(page, id=_file_id(origin, page.text))
        if whole.kind is not Format.TEXT:
            raise SourceError(f"it is {whole.kind}, where a page should be")
        text = to_text(whole.data, whole.charset) if origin.url else decoded(whole.data, "it")
        host = host_of(origin.url) if origin.url else None
        name = origin.url or _file_id(origin, text)
        return readable(Article(text, name, url=origin.url, language=origin.language, source=host), "it")

    async def _parse(self, kind: Format, work: Callable[[], Result]) -> Result:
        """What `work` makes of a feed or page, in a thread. Raises `SourceError` where it fails or takes too long.

        The libraries that it needs are loaded before, on nobody's time.
        """
        async with self._parsers:
            await in_thread(lambda: [library(name) for name in NEEDED[kind]])
            try:
                return await in_thread(work, limit=self._options.timeout)
            except TimeoutError as error:
                raise SourceError(f"it takes longer than {self._options.timeout:g} s to make sense of it") from error
            except OnrecordError:
                raise
            except Exception as error:
                raise SourceError(f"no sense can be made of it: {type(error).__name__}: {error}") from error


async def _from(source: Source | None, stream: _Stream) -> _Stream:
    """The stream, what has no source yet being from that one."""
    async with aclosing(stream):
        async for found in stream:
            yield found if found.source else replace(found, source=source)


def _portions(
    lines: Iterator[tuple[str, Article | Unreadable]],
) -> Iterator[list[tuple[str, Article | Unreadable]]]:
    """The lines, as many at a time as are worth handing over together and don't fill the memory."""
    portion: list[tuple[str, Article | Unreadable]] = []
    characters = 0
    for where, thing in lines:
        portion.append((where, thing))
        characters += len(thing.text) if isinstance(thing, Article) else 0
        if len(portion) == LINES or characters > CHARACTERS:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def _is_fault(found: Found, name: str) -> bool:
    """Whether a source of that name is told to be unreadable as such, and not only something in it."""
    return isinstance(found.thing, Unreadable) and found.thing.id == name


def _file_id(origin: Origin, text: str) -> str:
    """The id of the article that a file is; what came on standard input has no name that lasts."""
    return text_id(text) if origin.name == str(STANDARD_INPUT) else origin.name


def _joined(article: Article, page: Article) -> Article:
    """An item with what its page has: the longer text, and what the feed doesn't say."""
    return replace(
        article,
        text=max(page.text, article.text, key=len),
        title=article.title or page.title,
        published=article.published or page.published,
        published_at=article.published_at
        or (page.published_at if article.published in (None, page.published) else None),
        language=page.language,
        source=article.source or page.source,
        author=article.author or page.author,
    )


def _with_more(error: SourceError, more: str) -> SourceError:
    temporary = isinstance(error, FetchError) and error.temporary
    return FetchError(f"{error}{more}", temporary=temporary)


def _unread(name: str, error: SourceError, *, url: str | None = None, source: str | None = None) -> Unreadable:
    """What is told of something that can't be read."""
    temporary = isinstance(error, FetchError) and error.temporary
    return Unreadable(name, str(error).removeprefix("it: "), url, source or name, temporary)
