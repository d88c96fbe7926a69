"""Ctrl-C once to stop in order, twice to stop at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["stopping"]


@contextmanager
def stopping(say: Callable[[str], None], at_once: Callable[[], None], what: str) -> Iterator[asyncio.Event]:
    """An event that the first interruption within the block sets; the second cancels the task that runs here.

    Each calls `at_once`, in whatever it came: something may keep the loop from going on. Where that is so still when
    the second comes, it ends the program. `what` is said of what becomes of the work.
    """
    loop, task, stop = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()
    unheard = False

    def heard(*_: object) -> None:
        nonlocal unheard
        if unheard:
            raise KeyboardInterrupt
        unheard = True
        at_once()
        loop.call_soon_threadsafe(interrupted)

    def interrupted() -> None:
        nonlocal unheard
        unheard = False
        if stop.is_set() and task:
            task.cancel()
        elif not stop.is_set():
            stop.set()
            say(f"stopping: {what}; press Ctrl-C again to stop at once")

    before = signal.signal(signal.SIGINT, heard)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
