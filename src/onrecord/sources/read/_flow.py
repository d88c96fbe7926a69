"""Many streams at once: in whatever order they come, or in the order they were asked for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import aclosing
from itertools import islice
from typing import TypeAlias, TypeVar, cast

from onrecord._concurrent import end_all

__all__ = ["in_order", "joined", "merged"]

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AHEAD = 32
"""Things that wait to be taken; what would be more waits to be made."""


_Queue: TypeAlias = "asyncio.Queue[tuple[Thing | None, BaseException | None]]"


async def merged(streams: Iterable[AsyncGenerator[Thing, None]], *, at_once: int) -> AsyncGenerator[Thing, None]:
    """What the streams give, each in its own order, so many of them read at once. Raises what one of them raises."""
    queue: _Queue[Thing] = asyncio.Queue(AHEAD)
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
        await end_all(workers)


async def _drain(streams: Iterator[AsyncGenerator[Thing, None]], queue: _Queue[Thing]) -> None:
    end: BaseException = StopAsyncIteration()
    try:
        for stream in streams:
            async with aclosing(stream):
                async for thing in stream:
                    await queue.put((thing, None))
    except Exception as error:  # noqa: BLE001  # whoever reads the streams gets it
        end = error
    await queue.put((None, end))


async def joined(streams: Iterable[AsyncGenerator[Thing, None]], *, at_once: int) -> AsyncGenerator[Thing, None]:
    """What the streams give, one stream after the other, the next ones read meanwhile. Raises what one of them raises.

    So many streams are read at once, and of each that has to wait so much as is held of what waits to be taken.
    """
    waiting = iter(streams)
    under_way: deque[tuple[_Queue[Thing], asyncio.Task[None]]] = deque()
    try:
        while True:
            for stream in islice(waiting, at_once - len(under_way)):
                queue: _Queue[Thing] = asyncio.Queue(AHEAD)
                under_way.append((queue, asyncio.create_task(_drain(iter([stream]), queue))))
            if not under_way:
                return
            async with aclosing(_taken(under_way[0][0])) as things:
                async for thing in things:
                    yield thing
            under_way.popleft()
    finally:
        await end_all([task for _, task in under_way])


async def _taken(queue: _Queue[Thing]) -> AsyncGenerator[Thing, None]:
    """What is in a queue until its end. Raises what ended it."""
    while True:
        thing, end = await queue.get()
        if end is None:
            yield cast("Thing", thing)
        elif isinstance(end, StopAsyncIteration):
            return
        else:
            raise end


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
        await end_all(tasks)
