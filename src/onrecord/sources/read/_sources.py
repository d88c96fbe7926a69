"""Sources, whatever they are, as a stream of articles."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from onrecord.article import Article
from onrecord.errors import UsageError
from onrecord.sources._options import Sourced, SourceOptions, Unreadable
from onrecord.sources.read._files import STANDARD_INPUT
from onrecord.sources.read._stores import check_stored, is_stored
from onrecord.sources.web import absolute, is_web

__all__ = ["read_by_source", "read_sources"]


def read_sources(
    sources: Sequence[str], options: SourceOptions | None = None
) -> AsyncGenerator[Article | Unreadable, None]:
    """The articles that the sources hold, as they are read, and what could not be.

    A source is a file, a folder of them, `-` for standard input, an http or https address, or one of an object store,
    such as `s3://bucket/key`. What it is, its content tells: a text, a page, a PDF or another document, a mail or a
    mailbox, a feed (RSS, Atom, RDF, JSON Feed), a list of feeds (OPML), JSON Lines, a table (CSV, Parquet), news items
    (ninjs), a web archive (WARC), or a zip or tar archive of any of these; each may be packed with gzip, bzip2, xz or
    zstd. Each source, and each feed of a list, gives its articles in its own order; several are read at once.

    An address that answered before is asked for what is new alone; that it did is noted once everything from it has
    been taken and more was asked for. Store an article before asking for the next, and none is lost.

    Raises `UsageError` at once for a source that doesn't exist or is of another scheme, and on the way where a library
    is missing that a source needs. Nothing that a source holds makes it raise.
    """
    return _things(read_by_source(sources, options))


def read_by_source(sources: Sequence[str], options: SourceOptions | None = None) -> AsyncGenerator[Sourced, None]:
    """What `read_sources` gives, each with the source that it is from; a source in which nothing is new is told, too.

    Raises as `read_sources` does.
    """
    options = options or SourceOptions()
    return _read_all([_checked(source, options) for source in dict.fromkeys(sources)], options)


async def _things(everything: AsyncGenerator[Sourced, None]) -> AsyncGenerator[Article | Unreadable, None]:
    async with aclosing(everything):
        async for sourced in everything:
            if sourced.thing is not None:
                yield sourced.thing


def _checked(source: str, options: SourceOptions) -> str:
    """The source. Raises `UsageError` where there is none."""
    if not source.strip():
        raise UsageError("a source is empty; name a file, a folder, - or a web address")
    name = source if len(source) < 200 else f"{source[:60]}…"
    if is_web(source):
        address = absolute(source)
        if address is None:
            raise UsageError(f"{name}: is no address that can be asked for")
        return address
    if is_stored(source):
        check_stored(source, allow_private=options.allow_private)
        return source
    try:
        if source != str(STANDARD_INPUT):
            Path(source).stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        reason = reason[:1].lower() + reason[1:]
        raise UsageError(f"{name}: {reason}; name a file, a folder, - or a web address") from error
    return source


async def _read_all(sources: Sequence[str], options: SourceOptions) -> AsyncGenerator[Sourced, None]:
    from onrecord.sources.read._flow import joined, merged
    from onrecord.sources.read._parsers import Parsers
    from onrecord.sources.read._reader import Reader
    from onrecord.sources.web import Fetcher

    async with Fetcher(options) as fetcher:
        reader = Reader(options, fetcher, Parsers(options))
        streams = [reader.source(source) for source in sources]
        together = joined if options.in_turn else merged
        async with aclosing(together(streams, at_once=options.at_once)) as everything:
            async for found in everything:
                yield Sourced(_in_language(found.thing, options.language), found.source)
                for where, thing in found.lines:
                    yield Sourced(_in_language(thing, options.language), found.source, where)
                    if isinstance(thing, Article):
                        options.validators.read(where)
                if (fetched := found.fetched) and (fetched.etag or fetched.modified):
                    options.validators.put(fetched.url, fetched.etag, fetched.modified)
                if found.read is not None:
                    options.validators.read(found.read)


def _in_language(thing: Article | Unreadable | None, language: str) -> Article | Unreadable | None:
    """An article in the language that was given for all of them, if one was."""
    return replace(thing, language=language) if language and isinstance(thing, Article) else thing
