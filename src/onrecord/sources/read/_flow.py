"""Many streams at once: in whatever order they come, or in the order they were asked for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import aclosing
from typing import TypeVar, cast

__all__ = ["in_order", "merged"]

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AHEAD = 32
"""Things that wait to be taken; what would be more waits to be made."""


async def merged(streams: Iterable[AsyncGenerator[Thing, None]], *, at_once: int) -> AsyncGenerator[Thing, None]:
    """What the streams give, each in its own order, so many of them read at once. Raises what one of them raises."""
    queue: asyncio.Queue[tuple[Thing | None, BaseException | None]] = asyncio.Queue(AHEAD)
    waiting = iter(streams)
    workers = [asyncio.create_task(_drain(waiting, queue)) for _ in range(at_once)]
    left = len(workers)
    try:
        while left:
            thing, end = await queue.get()
            if end is None:
                yield cast("Thing", thing)
            elif isinstance(end, StopAsyncIteration):
                left -= 1
            else:
                raise end
    finally:
        await _stop(workers)


async def _drain(
    streams: Iterator[AsyncGenerator[Thing, None]], queue: asyncio.Queue[tuple[Thing | None, BaseException | None]]
) -> None:
    end: BaseException = StopAsyncIteration()
    try:
        for stream in streams:
            async with aclosing(stream):
                async for thing in stream:
                    await queue.put((thing, None))
    except Exception as error:  # noqa: BLE001  # whoever reads the streams gets it
        end = error
    await queue.put((None, end))


async def in_order(
    things: Iterable[Thing], work: Callable[[Thing], Awaitable[Result]], *, ahead: int
) -> AsyncGenerator[Result, None]:
    """What `work` makes of the things, in their order, so many of them worked on at once."""
    tasks: deque[asyncio.Task[Result]] = deque()
    try:
        for thing in things:
            tasks.append(asyncio.ensure_future(work(thing)))
            if len(tasks) >= ahead:
                yield await tasks.popleft()
        while tasks:
            yield await tasks.popleft()
    finally:
        await _stop(tasks)


async def _stop(tasks: Iterable[asyncio.Task[Result]]) -> None:
    running = list(tasks)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
