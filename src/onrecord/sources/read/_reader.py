"""What is in a source, of whatever format it is."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError
from onrecord.sources._faults import making_sense
from onrecord.sources._options import Source, SourceOptions, Unreadable
from onrecord.sources.formats import (
    Item,
    Link,
    Origin,
    Thing,
    Whole,
    endings,
    format_named,
    readable,
    shares,
    text_id,
)
from onrecord.sources.read._files import article_id, article_paths, opened
from onrecord.sources.read._flow import in_order, joined, merged
from onrecord.sources.read._members import Named, unfolded
from onrecord.sources.read._parsers import AT_ONCE, Parsers
from onrecord.sources.read._stores import is_stored, opened_stored, stored_files
from onrecord.sources.read._streams import Stream, fetched_stream, file_stream, is_large
from onrecord.sources.read._threads import in_thread, stepwise
from onrecord.sources.web import Fetched, Fetcher, FetchError, host_of, is_web, shown, without_login

__all__ = ["Found", "Reader"]

LINES, CHARACTERS = 200, 1_000_000
"""Lines of JSON that are read at a time, and after how many characters of text no more are."""

AHEAD = 8
"""Items of a feed whose pages are fetched at a time, where they are on different hosts."""


@dataclass(frozen=True)
class Found:
    """Something in a source: `fetched` is what has been taken in full with it, `again` that its source is not done.

    `read` is the id of the `Unreadable` that would have stood here, or earlier, if it couldn't be read. `lines` are
    things on lines of their own, each after that id.
    """

    thing: Article | Unreadable | None
    fetched: Fetched | None = None
    again: bool = False
    read: str | None = None
    lines: Sequence[tuple[str, Article | Unreadable]] = ()
    source: Source | None = None


_Stream = AsyncGenerator[Found, None]


class Reader:
    """Reads sources, each as a stream of what is in it."""

    def __init__(self, options: SourceOptions, fetcher: Fetcher, parsers: Parsers) -> None:
        self._options = options
        self._fetcher = fetcher
        self._parsers = parsers
        self._pages: dict[tuple[str, str], str] = {}  # by host and text, the first article that it was sent for
        self._told: deque[str] = deque()
        self._in_thread = replace(options, tell=self._told.append)
        """The options for what is read in threads, from where nobody is told anything."""

    def source(self, name: str, *, listed: bool = False) -> _Stream:
        """What a source holds; one that can't be read at all is one `Unreadable`."""
        if is_web(name):
            return _from(Source(shown(name), "feed"), self._address(name, listed=listed))
        if is_stored(name):
            return _from(Source(without_login(name)), self._stored(name))
        return _from(Source(article_id(Path(name))), self._path(Path(name)))

    async def _path(self, source: Path) -> _Stream:
        passed_over: list[str] = []
        try:
            paths = await in_thread(
                lambda: article_paths([source], without=self._options.without, tell=passed_over.append)
            )
        except UsageError as error:  # it was there before
            yield Found(_unread(article_id(source), SourceError(str(error))))
            return
        for line in passed_over:
            self._options.tell(line)
        if not paths:
            yield Found(_unread(article_id(source), SourceError(f"nothing to read is in it: no {_endings()}")))
        async with aclosing(self._files((article_id(path), opened(path)) for path in paths)) as stream:
            async for found in stream:
                yield found

    async def _stored(self, address: str) -> _Stream:
        """What is in a file of an object store, or in several."""
        try:
            names = await in_thread(lambda: stored_files(address))
        except SourceError as error:
            yield Found(_unread(without_login(address), error))
            return
        async with aclosing(self._files((without_login(name), opened_stored(name)) for name in names)) as stream:
            async for found in stream:
                yield found

    def _files(self, files: Iterable[tuple[str, AbstractContextManager[BinaryIO]]]) -> _Stream:
        """What is in files, given by their names and what opens them, one after the other."""
        return joined((self._file(name, opening) for name, opening in files), at_once=AT_ONCE + 1)

    async def _file(self, name: str, file: AbstractContextManager[BinaryIO]) -> _Stream:
        origin = Origin(name)
        opening = file_stream(file, self._options.max_feed_bytes)
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
            fetched = await self._fetcher.get(url, limit=self._options.max_feed_bytes, large=is_large)
            if fetched is None:
                yield Found(None, read=name)
                return
            origin = Origin(name, fetched.url, asked=name)
            opening = fetched_stream(fetched, self._options.max_feed_bytes)
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
        """What is in a source, of whatever format it is. Raises `SourceError`."""
        async with aclosing(stepwise(self._steps(opening, origin))) as steps:
            try:
                async for step in steps:
                    if isinstance(step, Whole):
                        stream = self._all_of(step, listed=listed)
                    else:
                        stream = _from(Source(origin.name) if origin.url else None, self._portion(step))
                    async with aclosing(stream):
                        async for found in stream:
                            yield found
                    if isinstance(step, Whole):
                        return
            finally:
                while self._told:
                    self._options.tell(self._told.popleft())

    def _steps(self, opening: AbstractContextManager[Stream], origin: Origin) -> Iterator[list[Named] | Whole]:
        """What a source holds, some at a time, where it is read as it comes; of any other source, all of it."""
        with opening as stream, making_sense(stream.format.name):
            if stream.format.stream:
                yield from _portions(unfolded(stream, origin, self._in_thread))
            else:
                yield stream.whole(origin, self._options)

    async def _all_of(self, whole: Whole, *, listed: bool) -> _Stream:
        """What is in a source that is read at once; one of which no sense can be made is one `Unreadable`."""
        origin, holds = whole.origin, format_named(whole.format).holds
        source = (
            Source(origin.name, holds) if holds != "other" or origin.url else None
        )  # other files may be of a folder
        try:
            things = await self._parsers.parse(whole)
            async with aclosing(self._things(things, origin, listed=listed)) as stream:
                async for found in stream:
                    own = _feed_in_list(found.thing, origin) if holds == "list" else None
                    yield found if found.source else replace(found, source=own or source)
        except SourceError as error:
            url = origin.name if origin.url else None
            yield Found(_unread(origin.name, error, url=url), again=True, source=source)

    async def _portion(self, portion: list[Named]) -> _Stream:
        """Things of a source that is read as it comes."""
        wholes = [thing for _, thing in portion if isinstance(thing, Whole)]
        if not wholes:
            yield Found(None, lines=portion)  # type: ignore[arg-type]  # as was just seen
        elif all(whole.part for whole in wholes):
            async with aclosing(in_order(portion, self._made_sense_of, ahead=AT_ONCE)) as parts:
                async for lines in parts:
                    yield Found(None, lines=lines)
        else:
            async with aclosing(joined(map(self._member, portion), at_once=AT_ONCE)) as members:
                async for found in members:
                    yield found

    async def _member(self, named: Named) -> _Stream:
        """What is in a file of an archive."""
        where, thing = named
        if not isinstance(thing, Whole) or thing.part:
            yield Found(None, lines=await self._made_sense_of(named))
            return
        well = True
        async with aclosing(self._all_of(thing, listed=False)) as stream:
            async for found in stream:
                well = well and not _is_fault(found, where)
                yield found
        if well:
            yield Found(None, read=where)

    async def _made_sense_of(self, named: Named) -> list[tuple[str, Article | Unreadable]]:
        """The articles in one of the sources that a source holds."""
        where, thing = named
        if not isinstance(thing, Whole):
            return [(where, thing)]
        url = thing.origin.url
        if url and self._options.known(url):
            return []
        try:
            things = await self._parsers.parse(thing)
        except SourceError as error:
            return [(where, _unread(where, error, url=url))]
        return [(where, each) for each in things if isinstance(each, Article | Unreadable)]

    async def _things(self, things: Sequence[Thing], origin: Origin, *, listed: bool) -> _Stream:
        """What a source holds, and what is behind its links."""
        links = [thing.url for thing in things if isinstance(thing, Link)]
        if links and listed:
            raise SourceError("it is a list of feeds in a list of feeds, which is not followed")
        rest = [self._as_it_is(thing, origin) for thing in things if not isinstance(thing, Link)]
        if all(isinstance(each, Found) for each in rest):
            for found in rest:
                yield found  # type: ignore[misc]  # as was just seen
        else:
            async with aclosing(in_order(rest, lambda each: self._item(each, origin), ahead=AHEAD)) as stream:
                async for found in stream:
                    yield found
        if not links:
            return
        streams = [self.source(link, listed=True) for link in links]
        async with aclosing(merged(streams, at_once=self._options.at_once)) as everything:
            async for found in everything:
                yield found
        yield Found(None, again=True)  # a list is never done with: its feeds change while it doesn't

    def _as_it_is(self, thing: Article | Item | Unreadable, origin: Origin) -> Found | Item:
        """What a source says of a thing, where that is all there is to read; else the item whose page is wanted."""
        if not isinstance(thing, Item):
            return Found(thing, again=isinstance(thing, Unreadable) and thing.temporary)
        wanted = self._options.fetch_pages
        if thing.article.url and (wanted == "always" or (wanted == "auto" and not thing.whole)):
            return thing
        return Found(self._without_page(thing, origin, None))

    async def _item(self, item: Found | Item, origin: Origin) -> Found:
        """An item of a feed as an article, its text from its page."""
        if isinstance(item, Found):
            return item
        article = item.article
        if self._options.known(article.id):
            return Found(None)
        try:
            fetched = await self._fetcher.get(str(article.url), limit=self._options.max_bytes, found=True)
            if fetched is None:
                return Found(None)
            page = await self._page(fetched, article)
        except SourceError as error:
            instead = self._without_page(item, origin, error)
            return Found(instead, again=isinstance(instead, Unreadable) and instead.temporary)
        return Found(_joined(article, page), fetched)

    def _without_page(self, item: Item, origin: Origin, error: SourceError | None) -> Article | Unreadable:
        """An item by its own text, where that will do; `error` is why its page can't be read, if it was tried."""
        article = item.article
        if error is None or item.usable:
            try:
                readable(article.text, "its text in the feed")
            except SourceError as problem:
                error = error or problem
            else:
                return article
        elif article.text:
            error = _with_more(error, f"; the feed holds {len(article.text):,} characters of it")
        return _unread(article.id, error, url=article.url, source=origin.name)

    async def _page(self, fetched: Fetched, article: Article) -> Article:
        """The article on the page of a feed's item, of whatever format that is. Raises `SourceError`."""
        options = replace(self._options, max_feed_bytes=self._options.max_bytes)
        told = f"{article.title or ''}\n{article.text}"
        origin = Origin(article.id, fetched.url, article.language, asked=article.url, told=told)
        what, held = await in_thread(lambda: _held(fetched, origin, options))
        things: Sequence[object] = await self._parsers.parse(held) if isinstance(held, Whole) else held
        if len(things) != 1 or not isinstance(page := things[0], Article):
            raise SourceError(f"it is {what}, where a page should be")
        first = self._pages.setdefault((host_of(fetched.url), text_id(page.text)), article.id)
        if first != article.id and not shares(told, page.text):
            raise SourceError(f"it is the same page as was sent for {first}, and no article of its own")
        return page


async def _from(source: Source | None, stream: _Stream) -> _Stream:
    """The stream, what has no source yet being from that one."""
    async with aclosing(stream):
        async for found in stream:
            yield found if found.source else replace(found, source=source)


def _held(fetched: Fetched, origin: Origin, options: SourceOptions) -> tuple[str, Whole | Sequence[object]]:
    """What came from an address, by name, and all of it, or the first two things in what is read as it comes."""
    with fetched_stream(fetched, options.max_bytes) as stream, making_sense(stream.format.name):
        if stream.format.stream:
            things = stream.format.stream(stream.opened(origin), options)
            return stream.format.name, [thing for _, thing in islice(things, 2)]
        return stream.format.name, stream.whole(origin, options)


def _feed_in_list(thing: object, origin: Origin) -> Source | None:
    """The feed that a list names, where that can't be read."""
    return Source(thing.id, "feed") if isinstance(thing, Unreadable) and thing.id != origin.name else None


def _portions(things: Iterator[Named]) -> Iterator[list[Named]]:
    """The things, as many at a time as are worth handing over together and don't fill the memory."""
    portion: list[Named] = []
    characters = 0
    try:
        for where, thing in things:
            portion.append((where, thing))
            characters += _size(thing)
            if len(portion) == LINES or characters > CHARACTERS:
                yield portion
                portion, characters = [], 0
    except SourceError:
        if portion:
            yield portion  # what came before it went wrong
        raise
    if portion:
        yield portion


def _endings() -> str:
    """The endings of files that are read in a folder: `.atom, .docx or .eml`."""
    *others, last = sorted(endings())
    return f"{', '.join(others)} or {last}"


def _size(thing: Article | Unreadable | Whole) -> int:
    if isinstance(thing, Whole):
        return len(thing.data)
    return len(thing.text) if isinstance(thing, Article) else 0


def _is_fault(found: Found, name: str) -> bool:
    """Whether a source of that name is told to be unreadable as such, and not only something in it."""
    return isinstance(found.thing, Unreadable) and found.thing.id == name


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
