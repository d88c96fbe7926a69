"""Ctrl-C once to stop in order, twice to stop at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["stopping"]


@contextmanager
def stopping(say: Callable[[str], None]) -> Iterator[asyncio.Event]:
    """An event that the first interruption within the block sets; the second cancels the task that runs here."""
    loop, task, stop = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()

    def interrupted() -> None:
        if stop.is_set() and task:
            task.cancel()
        elif not stop.is_set():
            stop.set()
            say("stopping: what is in flight may finish; press Ctrl-C again to stop at once")

    before = signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(interrupted))
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
