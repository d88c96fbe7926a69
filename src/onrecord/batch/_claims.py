"""Which articles a batch reads beside others on the same store: those that no other has in hand, or has read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import TYPE_CHECKING

from onrecord.article import Article
from onrecord.sources import Sourced
from onrecord.store import article_key

if TYPE_CHECKING:
    from onrecord.store.run import Run

__all__ = ["claimed"]

LOOK = 1.0
"""Seconds between two looks whether others have read what they have in hand."""

HELD = 256
"""Articles in the hands of others that are kept until they have read them, before more are looked at."""


async def claimed(
    items: AsyncIterator[Sourced], run: Run, is_done: Callable[[bytes], bool], pending: set[bytes]
) -> AsyncGenerator[Sourced, None]:
    """The items but for articles that others have in hand: these come later, read by others or left by them.

    `pending` are the keys of articles that are to be read again; those that another has read again are taken out.
    """
    elsewhere: dict[bytes, Sourced] = {}

    async def settled(most: int) -> AsyncGenerator[Sourced, None]:
        while len(elsewhere) > most:
            read = run.learn(elsewhere.keys())
            pending.difference_update(read)
            for key in [key for key in elsewhere if key in read or run.claim(key)]:
                yield elsewhere.pop(key)
            if len(elsewhere) > most:
                await asyncio.sleep(LOOK)

    async for item in items:
        key = article_key(item.thing) if isinstance(item.thing, Article) else b""
        if not key or is_done(key) or run.claim(key, again=key in pending):
            yield item
            continue
        elsewhere[key] = item
        await asyncio.sleep(0)  # sources that never wait would leave no time to say that the session lives
        async for each in settled(HELD):
            yield each
    async for each in settled(0):
        yield each
