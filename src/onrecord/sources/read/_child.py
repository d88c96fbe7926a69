"""The process that makes sense of feeds, pages and documents: what it is asked, and the whole of its life."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NoReturn

from onrecord.errors import OnrecordError, SourceError
from onrecord.sources._libraries import library
from onrecord.sources.formats import SOURCES, Thing, Whole, format_named

__all__ = ["OUT_OF_MEMORY", "REST", "Request", "serve"]

OUT_OF_MEMORY = 71
"""The exit status where making sense of something takes more memory than it may."""

REST = 120.0
"""Seconds without a request after which the process ends."""

GRACE = 2.0
"""Seconds after the time for a request at which the process ends by itself: whoever asked has ended it by then."""


@dataclass(frozen=True)
class Request:
    """Something to make sense of within so many seconds, or, without it, only libraries to load for it."""

    needs: Sequence[str]
    whole: Whole | None = None
    seconds: float = 0.0


def serve() -> NoReturn:
    """Answer requests until standard input ends, or none comes for long. An answer is a list of things, or an error.

    What libraries print goes to standard error. That the one who asks is gone is seen by a thread, and where a library
    holds the interpreter's lock, by the system's clock.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _bound_memory(int(sys.argv[1]))
    len(SOURCES)  # loads what other packages bring, before the time for a source counts
    requests: SimpleQueue[Request] = SimpleQueue()
    Thread(target=_take, args=(requests,), daemon=True).start()
    with suppress(Empty):
        while True:
            pickle.dump(_answer(requests.get(timeout=REST)), answers)
            answers.flush()
    os._exit(0)


def _take(requests: SimpleQueue[Request]) -> NoReturn:
    """Take requests as they come, and end the process after the last."""
    try:
        while True:
            requests.put(pickle.load(sys.stdin.buffer))  # noqa: S301  # from the process that started this one
    finally:
        os._exit(0)


def _bound_memory(most: int) -> None:
    """Let the system refuse more memory than that, where it can."""
    try:
        import resource
    except ImportError:  # there is no such thing on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # macOS has the limit, and doesn't let it be set
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _answer(request: Request) -> list[Thing] | OnrecordError:
    try:
        for name in request.needs:
            library(name)
        return [] if request.whole is None else _sense(request.whole, request.seconds)
    except OnrecordError as error:
        return error
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001  # whatever a library raises is told of the one source
        what = f" as {request.whole.format}" if request.whole else ""
        return SourceError(f"no sense can be made of it{what}: {type(error).__name__}: {error}")


def _sense(whole: Whole, seconds: float) -> list[Thing]:
    """What is in a source; the process ends where that takes much longer than it may."""
    parse = format_named(whole.format).parse
    if parse is None:
        raise SourceError(f"{whole.format} is not read at once")
    _set_clock(seconds + GRACE)
    try:
        return list(parse(whole))
    finally:
        _set_clock(0.0)


def _set_clock(seconds: float) -> None:
    """Let the system end this process after so long; 0: not at all."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
