"""Work that would hold up everything else, done in threads that nobody has to wait for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from threading import Thread
from typing import TypeVar

__all__ = ["in_thread", "stepwise"]

Result = TypeVar("Result")


async def in_thread(work: Callable[[], Result], *, limit: float | None = None) -> Result:
    """What `work` returns, or raises. Raises `TimeoutError` after `limit` seconds.

    The thread is a daemon, unlike those of `asyncio.to_thread`: where the wait for it is given up, by a limit or by
    an interruption, it can't keep the program from ending. It runs on until then, as threads can't be stopped.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def tell(say: Callable[[], None]) -> None:
        try:
            loop.call_soon_threadsafe(lambda: None if future.done() else say())
        except RuntimeError:  # the loop is closed: nobody waits any more
            return

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  # whoever waits gets it
            problem = error
            tell(lambda: future.set_exception(problem))
        else:
            tell(lambda: future.set_result(result))

    Thread(target=run, name="onrecord-source", daemon=True).start()
    async with asyncio.timeout(limit):
        return await future


async def stepwise(things: Iterator[Result]) -> AsyncGenerator[Result, None]:
    """The things, each of which is made in a thread when it is asked for. None of them may be None."""
    while (thing := await in_thread(lambda: next(things, None))) is not None:
        yield thing
