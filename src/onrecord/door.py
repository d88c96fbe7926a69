"""The synchronous interface, for scripts and notebooks: one call that summarizes an article; how a summary is shown."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from pathlib import Path
from typing import Any, TypeVar, Unpack

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError
from onrecord.extraction import Showing, Summary, show_with
from onrecord.options import Asking, Options, settled
from onrecord.sources import STANDARD_INPUT, Unreadable, read_sources

__all__ = ["finish", "summarize"]

Result = TypeVar("Result")

_ADDRESS = re.compile(r"[a-z][a-z0-9]+://\S+")
"""What is the address of an article, and no text."""


def summarize(article: Article | Path | str, **options: Unpack[Options]) -> Summary:
    """The events, statements and claims of `article`, each tied to the characters that support it.

    `article` may be an `Article`; a text; or, as a `Path` or as an address such as `https://example.org/news/1`, what
    `onrecord summarize` reads: a text, a page, a PDF or another document, if there is one article in it. The name of a
    file as a `str` is refused, since any other `str` is a text.

    The `options` are those of the command; `Options` describes them.

    Each call opens the model anew; for many articles, use `open_model` and `extract`. Raises `UsageError` for a wrong
    argument, option or setting, `SourceError` for what can't be read, and `WeightsError` where the embedded model's
    weights are missing or damaged. Failures of single answers are in the summary's `problems`.
    """
    return finish(_summary(article, settled(**options)))


async def _summary(article: Article | Path | str, asking: Asking) -> Summary:
    known = await _known(article)
    async with asking.opened() as asked:
        return await asked.summary(known)


async def _known(article: Article | Path | str) -> Article:
    """The article itself, the one in a file or at an address, or the one that a text is."""
    match article:
        case Article():
            return article
        case Path():
            return await _only(_there(article))
        case str() if _ADDRESS.fullmatch(article):
            return await _only(article)
        case str() if _is_name(article):
            raise UsageError(f"{article!r} is the name of a file: give it as Path({article!r}), or give its text")
        case str():
            return Article(article)
    raise UsageError(f"article is of type {type(article).__name__}; it should be an Article, a Path or a str")


def _is_name(text: str) -> bool:
    """Whether a text is the name of what is there on the disk."""
    try:
        return bool(text) and not any(map(str.isspace, text)) and Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or with characters that none has
        return False


def _there(path: Path) -> str:
    """The name of a file that is there, or `-`. Raises `SourceError`."""
    if path != Path(STANDARD_INPUT) and not path.exists():
        raise SourceError(f"{path}: can't be read: there is no such file")
    return str(path)


async def _only(source: str) -> Article:
    """The one article in a source. Raises `SourceError` where it can't be read, and `UsageError` where it has more."""
    found: list[Article | Unreadable] = []
    async with aclosing(read_sources([source])) as things:
        async for thing in things:
            found.append(thing)
            if len(found) > 1:
                raise UsageError(f"{source}: has several articles: read them with onrecord.sources.read_sources")
    if not found:
        raise SourceError(f"{source}: has no article")
    if isinstance(article := found[0], Unreadable):
        raise SourceError(f"{article.id}: {article.reason}")
    return article


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, even where an event loop is running already, as in a notebook.

    A `KeyboardInterrupt` cancels the work.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    return _finish_beside(work)


def _finish_beside(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, which runs on an event loop in another thread."""
    cancels: list[Callable[[], object]] = []

    async def cancellable() -> Result:
        loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
        cancels.append(lambda: loop.call_soon_threadsafe(task.cancel))
        return await task

    with ThreadPoolExecutor(max_workers=1) as thread:
        result = thread.submit(asyncio.run, cancellable())
        try:
            return result.result()
        except KeyboardInterrupt:
            for cancel in cancels:
                cancel()
            raise


def _as_text(summary: Summary) -> str:
    from onrecord.report import summary_text

    return summary_text(summary)


def _as_html(summary: Summary) -> str:
    from onrecord.report import summary_frame

    return summary_frame(summary)


show_with(Showing(_as_text, _as_html))
