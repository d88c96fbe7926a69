"""The synchronous door: one call for scripts and notebooks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from onrecord.article import Article
from onrecord.extraction import Summary, choose_prompts, extract
from onrecord.models import open_model
from onrecord.settings import Settings

__all__ = ["finish", "summarize"]

Result = TypeVar("Result")


def summarize(
    article: Article | str,
    *,
    model: str | None = None,
    kinds: Sequence[str] = (),
    prompts: Path | None = None,
    strict: bool = False,
) -> Summary:
    """What `article` says: its events, statements and claims, each tied to the characters that support it.

    `model` is `local` unless it, or ONRECORD_MODEL, says otherwise; `kinds` are all unless some are named; `prompts` is
    a folder that takes the place of the packaged one. With `strict`, what the article doesn't support is left out.
    The model is opened for this call alone: for many articles, use `open_model` and `extract`.

    Raises `UsageError` and `WeightsError`; what goes wrong with single answers is in the summary's `problems`.
    """
    settings = Settings.from_environment()
    chosen = choose_prompts(prompts or settings.prompts, kinds)
    known = Article(article) if isinstance(article, str) else article

    async def read() -> Summary:
        async with open_model(model, settings) as opened:
            return await extract(known, chosen, opened, strict=strict)

    return finish(read())


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, also where an event loop runs already, as in a notebook; an interruption ends the work."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    return _finish_beside(work)


def _finish_beside(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`, on an event loop in a thread of its own."""
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
