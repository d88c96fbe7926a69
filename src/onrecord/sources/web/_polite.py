"""Manners towards hosts: one request at a time, with a pause between, and what their robots.txt asks for."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources.web._addresses import host_of

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["LONGEST_PAUSE", "LONGEST_WAIT", "FetchError", "Robots", "Turns"]

LONGEST_WAIT = 60.0
"""Seconds that a host may ask to be left alone for (`Retry-After`); whoever asks for more is left alone this time."""

LONGEST_PAUSE = 30.0
"""Seconds between two requests that a robots.txt may ask for (`Crawl-delay`); what is more counts as this."""


PATIENCE = 5
"""Requests in a row that a host may leave without an answer; then it is left alone in this run, which else would wait
for each of its pages as long as for one.
"""


class FetchError(SourceError):
    """Nothing came from an address.

    `temporary`: it may at another time. `status`: the HTTP status, where one came. `again`: seconds after which it
    makes sense to ask again at once, None where it makes none.
    """

    def __init__(
        self, message: str, *, temporary: bool = False, status: int | None = None, again: float | None = None
    ) -> None:
        super().__init__(message)
        self.temporary = temporary
        self.status = status
        self.again = again


@dataclass
class _Host:
    pause: float
    silent: int = 0
    """Requests in a row that it didn't answer."""
    free: float = 0.0
    """When the next request may go out, by the clock of the event loop: that of the machine may be set anew."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turns:
    """Whose turn it is at each host."""

    def __init__(self, pause: float) -> None:
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(pause))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at the host, and have it within the block. Raises `FetchError` where that takes too long."""
        state = self._hosts[host]
        async with state.turn:
            wait = state.free - _now()
            if wait > LONGEST_WAIT:
                raise FetchError(f"{host} asks to be left alone for {wait:,.0f} s more", temporary=True)
            if state.silent >= PATIENCE:
                raise FetchError(f"{host} has not answered {PATIENCE} times in a row", temporary=True)
            await asyncio.sleep(max(0.0, wait))
            try:
                yield
            finally:
                state.free = max(state.free, _now() + state.pause)

    def heard(self, host: str, *, answered: bool) -> None:
        """Note whether the host answered."""
        self._hosts[host].silent = 0 if answered else self._hosts[host].silent + 1

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now."""
        self._hosts[host].free = max(self._hosts[host].free, _now() + seconds)

    def slow(self, host: str, seconds: float) -> None:
        """Pause so long, at least, between requests to the host."""
        self._hosts[host].pause = max(self._hosts[host].pause, min(seconds, LONGEST_PAUSE))


def _now() -> float:
    return asyncio.get_running_loop().time()


class Robots:
    """What each site's robots.txt allows, by RFC 9309, asked for once in a run.

    A site that has none (any 4xx but 429) allows all; one that can't answer now allows nothing for now.
    """

    def __init__(self, user_agent: str, read: Callable[[str], Awaitable[bytes]], turns: Turns) -> None:
        named = re.match(r"[A-Za-z_-]+", user_agent)
        self._token = named[0] if named else user_agent
        self._read = read
        self._turns = turns
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._rules: dict[str, Protego | FetchError] = {}

    async def check(self, url: str) -> None:
        """Raise `FetchError` where the address is not for programs to read."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking[site]:
            if site not in self._rules:
                self._rules[site] = await self._ask(site)
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise FetchError(f"{site}/robots.txt can't be read, so nothing there is for now: {rules}", temporary=True)
        if not rules.can_fetch(url, self._token):
            raise FetchError(f"{site}/robots.txt doesn't let programs read it")

    async def _ask(self, site: str) -> Protego | FetchError:
        parser: type[Protego] = library("protego").Protego
        try:
            text = (await self._read(f"{site}/robots.txt")).decode("utf-8", "replace")
        except FetchError as error:
            if error.status is None or not 400 <= error.status < 500 or error.status == 429:
                return error
            text = ""
        rules = parser.parse(text.removeprefix("\ufeff"))
        self._turns.slow(host_of(site), rules.crawl_delay(self._token) or 0.0)
        return rules
