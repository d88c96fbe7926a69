"""Processes that make sense of feeds, pages and documents, so that none of these can hold up or bring down the rest."""

from __future__ import annotations

import asyncio
import atexit
import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock

from onrecord.errors import OnrecordError, SourceError
from onrecord.sources._options import SourceOptions
from onrecord.sources.formats import Thing, Whole, format_named
from onrecord.sources.read._child import OUT_OF_MEMORY, REST, Request
from onrecord.sources.read._threads import in_thread

__all__ = ["Parsers"]

AT_ONCE = min(os.cpu_count() or 1, 4)
"""Processes at a time: it is work for the processor alone."""

STARTING = 120.0
"""Seconds that a process may take to start and load libraries, on a machine that has much else to do."""

CHILD = "import sys; sys.path[:] = {!r}; from onrecord.sources.read._child import serve; serve()"


class Parsers:
    """Makes sense of sources in processes of their own.

    A process serves one source after the other. It is ended, and another takes its place, where making sense of one
    takes too long or ends it; that costs the one source alone. Those that have nothing to do wait for some time for
    the next who reads sources; all end with this process, however that ends.
    """

    def __init__(self, options: SourceOptions) -> None:
        self._options = options
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def parse(self, whole: Whole) -> list[Thing]:
        """What is in a source. Raises `SourceError`, and `UsageError` where a library for it is missing."""
        async with self._turns:
            process = _rested(self._options.max_memory) or _Process(self._options.max_memory)
            try:
                answer = await self._answer(process, whole)
            except BaseException:
                process.end()
                raise
            process.rest()
        if isinstance(answer, OnrecordError):
            raise answer
        return answer

    async def _answer(self, process: _Process, whole: Whole) -> list[Thing] | OnrecordError:
        needs, limit = format_named(whole.format).needs, self._options.timeout
        if not process.has(needs) and (problem := await _loading(process, needs)):
            return problem
        try:
            return await in_thread(lambda: process.ask(Request(needs, whole, limit)), limit=limit)
        except TimeoutError as error:
            raise SourceError(f"it takes longer than {limit:g} s to make sense of it") from error


async def _loading(process: _Process, needs: tuple[str, ...]) -> OnrecordError | None:
    """What is wrong with the libraries that a process is to load. Raises `SourceError` where it doesn't start."""
    try:
        return await in_thread(lambda: process.load(needs), limit=STARTING)
    except TimeoutError as error:
        raise SourceError(f"what makes sense of it has not started in {STARTING:g} s") from error


class _Process:
    """One of the processes. What it does blocks, and is done in threads; `end` unblocks it."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._since = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._loaded: set[tuple[str, ...]] = set()

    def has(self, needs: tuple[str, ...]) -> bool:
        """Whether it has started and loaded these libraries."""
        return needs in self._loaded

    def load(self, needs: tuple[str, ...]) -> OnrecordError | None:
        """Start it and load libraries; what is wrong with them."""
        answer = self.ask(Request(needs))
        if isinstance(answer, OnrecordError):
            return answer
        self._loaded.add(needs)
        return None

    def ask(self, request: Request) -> list[Thing] | OnrecordError:
        """Its answer. Raises `SourceError` where it ends over it."""
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise SourceError("it can't be made sense of: there is no way to ask")  # never so: both are pipes
        try:
            pickle.dump(request, process.stdin)
            process.stdin.flush()
            answer: list[Thing] | OnrecordError = pickle.load(process.stdout)  # noqa: S301  # from our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise SourceError(f"no sense can be made of it: the process that tried {_ending(process)}") from error
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        """The process, in a session of its own: a Ctrl-C at the terminal is for this process to act on."""
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own text
            [sys.executable, "-P", "-c", CHILD.format(sys.path), str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        if self._ended:
            self.end()
        return self._process

    def rest(self) -> None:
        """Let it wait for what comes next."""
        self._since = time.monotonic()
        _resting.append(self)

    def is_there(self) -> bool:
        """Whether it still waits, and will for some time."""
        return time.monotonic() - self._since < REST / 2

    def end(self) -> None:
        """End it at once."""
        self._ended = True
        if process := self._process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError, ValueError):  # what was being written can't be, and is another thread's
                    if pipe:
                        pipe.close()


_resting: list[_Process] = []
_lock = Lock()


def _rested(memory: int) -> _Process | None:
    """A process of those that wait which may take so much memory; one that has waited for long is ended."""
    with _lock:
        late = [process for process in _resting if not process.is_there()]
        found = next((each for each in reversed(_resting) if each not in late and each.memory == memory), None)
        _resting[:] = [process for process in _resting if process not in late and process is not found]
    for process in late:
        process.end()
    return found


@atexit.register
def _end_all() -> None:
    while _resting:
        _resting.pop().end()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_resting.clear)  # they answer to this process


def _ending(process: subprocess.Popen[bytes]) -> str:
    """How a process ended over what it was asked."""
    code = process.wait()
    if code == OUT_OF_MEMORY:
        return "needed more memory than it may take"
    return f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"
