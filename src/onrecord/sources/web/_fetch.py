"""What is behind an http or https address, got politely and within bounds."""

from __future__ import annotations

import asyncio
import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from errno import EACCES
from http import HTTPStatus
from itertools import count
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Self, cast
from urllib.parse import urldefrag

from onrecord.sources._libraries import library
from onrecord.sources._options import SourceOptions
from onrecord.sources.web._addresses import Gate, PrivateAddressError, absolute, host_of, shown, without_login
from onrecord.sources.web._polite import LONGEST_WAIT, FetchError, Robots, Turns

if TYPE_CHECKING:
    from types import TracebackType

    import aiohttp
    from aiohttp.abc import AbstractResolver

__all__ = ["Fetched", "Fetcher", "decoded_body"]

TRIES = 3
"""Requests for one address where a connection breaks or the host is busy."""

FIRST_BYTES = 512
"""Bytes of a body by which is seen whether it is large."""

SLOWEST = 100_000
"""Bytes a second that have to come of what is large, on the average."""

ROBOTS_BYTES = 2_000_000
"""The largest robots.txt; RFC 9309 asks for a quarter of that at least."""

MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that another time may mend; of these, those that say when, and those of gateways, are tried again now."""

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, text/html;q=0.9, "
    "application/xhtml+xml;q=0.9, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True)
class Fetched:
    """What came from an address: `url` is the one that it came from in the end, `charset` what its sender said.

    What is kept on the disk is in `file`, and not in `body`.
    """

    url: str
    body: bytes
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    file: BinaryIO | None = None


def _never(_: bytes) -> bool:
    """Nothing is large."""
    return False


@dataclass(frozen=True)
class _Room:
    """How large a body may be: `limit` bytes, or `largest` of what is `large` by its first; `clock` is its time."""

    limit: int
    largest: int = 0
    large: Callable[[bytes], bool] = _never
    clock: asyncio.Timeout | None = None


class Fetcher:
    """Gets what is behind addresses; use as an async context manager.

    Each host has one request at a time, with a pause between two. Every connection passes a `Gate`, so that no
    address that isn't public is read unless told so, wherever names and redirects lead.
    """

    def __init__(self, options: SourceOptions, *, resolver: AbstractResolver | None = None) -> None:
        self._options = options
        self._resolver = resolver
        self._turns = Turns(options.delay)
        self._robots = Robots(options.user_agent, self._robots_txt, self._turns)
        self._slots = asyncio.Semaphore(options.at_once)
        self._stack = AsyncExitStack()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def get(
        self, url: str, *, limit: int, found: bool = False, large: Callable[[bytes], bool] = _never
    ) -> Fetched | None:
        """What is behind `url`, or None where it has not changed since it was last read.

        `limit` is the most bytes it may have, unless it is `large` by its first bytes: then it is kept on the disk, and
        may have `max_archive_bytes`. `found` says that nobody named the address, so that robots.txt is asked. Raises
        `FetchError`.
        """
        room = _Room(limit, self._options.max_archive_bytes, large)
        for attempt in count(1):
            try:
                return await self._follow(url, room, found=found)
            except FetchError as error:
                if error.again is None or error.again > LONGEST_WAIT or attempt >= TRIES:
                    raise
        return None

    async def _follow(self, url: str, room: _Room, *, found: bool) -> Fetched | None:
        """What is behind an address after its redirects, each of which is checked as the first was."""
        passed: list[str] = []
        here = shown(url) if found else urldefrag(url).url
        while True:
            if found:
                await self._robots.check(here)
            there = await self._request(here, room, conditional=True)
            if not isinstance(there, str):
                return there
            passed.append(here)
            here = there
            if here in passed:
                raise FetchError(f"redirects in a circle, over {shown(here)}")
            if len(passed) > self._options.max_redirects:
                raise FetchError(f"more than {self._options.max_redirects} redirects, the last to {shown(here)}")

    async def _robots_txt(self, url: str) -> bytes:
        there: Fetched | str | None = url
        for _ in range(self._options.max_redirects + 1):
            there = await self._request(str(there), _Room(ROBOTS_BYTES), conditional=False)
            if isinstance(there, Fetched):
                return there.body
        raise FetchError(f"more than {self._options.max_redirects} redirects")

    async def _request(self, url: str, room: _Room, *, conditional: bool) -> Fetched | str | None:
        """What one request brings: a body, the address that it redirects to, or None for nothing new."""
        host = host_of(url)
        session = await self._opened()
        async with self._turns.turn(host), self._slots:
            try:
                async with asyncio.timeout(self._options.timeout) as clock:
                    there = await self._ask(session, url, replace(room, clock=clock), conditional=conditional)
            except FetchError as error:
                self._turns.heard(host, answered=True)
                self._turns.rest(host, error.again or 0.0)
                raise
            except Exception as error:
                fault = _fault(error, self._options)
                self._turns.heard(host, answered=not fault.temporary)
                raise fault from error
            self._turns.heard(host, answered=True)
            return there

    async def _ask(
        self, session: aiohttp.ClientSession, url: str, room: _Room, *, conditional: bool
    ) -> Fetched | str | None:
        headers = self._conditions(url) if conditional else {}
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status == HTTPStatus.NOT_MODIFIED and headers:
                return None
            if response.status in MOVED and "Location" in response.headers:
                return _target(response.headers["Location"], url)
            if response.status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
                raise _refusal(response.status, response.headers, self._options.delay)
            body, file = await _body(response, room)
        return Fetched(
            shown(url),
            body,
            response.content_type,
            response.charset,
            _kept(response.headers, "ETag"),
            _kept(response.headers, "Last-Modified"),
            file,
        )

    def _conditions(self, url: str) -> dict[str, str]:
        """The headers that ask for what is new alone."""
        etag, modified = self._options.validators.get(shown(url)) or (None, None)
        named = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {name: value for name, value in named.items() if value}

    async def _opened(self) -> aiohttp.ClientSession:
        """The session, built at the first request: whoever reads files alone needs none."""
        if self._session is None:
            import httpx2

            aiohttp = library("aiohttp")
            options = self._options
            gate = Gate(allow_private=options.allow_private, allow_networks=options.allow_networks)
            connector = aiohttp.TCPConnector(
                ssl=httpx2.create_ssl_context(),  # the authorities that calls to models trust
                resolver=self._resolver,
                use_dns_cache=False,
                socket_factory=gate.socket,
                limit=0,  # the slots are the limit
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": options.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),  # one limit holds for the whole of a request
                auto_decompress=False,  # what comes out is bounded too
                trust_env=False,  # a proxy would look names up where no gate is
            )
            await self._stack.enter_async_context(self._session)
        return self._session


def _kept(headers: Mapping[str, str], name: str) -> str | None:
    """A header to be sent back another time; None where it has bytes that are no text, and couldn't be."""
    value = headers.get(name, "")
    return value if value.isascii() and value else None


def _target(location: str, url: str) -> str:
    """The address that a redirect leads to. Raises `FetchError` for what is none of the web."""
    target = absolute(location, url)
    if target is None:
        raise FetchError(f"redirects to {without_login(location[:200])!r}, which is no http or https address")
    return shown(target)


async def _body(response: aiohttp.ClientResponse, room: _Room) -> tuple[bytes, BinaryIO | None]:
    """The body without its content encoding, or a file with it. Raises `FetchError` as soon as it is too large."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    unknown = room.large is not _never and encoding in ("", "identity")
    announced = response.content_length or 0
    body = bytearray()
    if announced > (room.largest if unknown else room.limit):
        raise _too_large(room.largest if unknown else room.limit)
    async for chunk in response.content.iter_any():
        body += chunk
        if unknown and len(body) >= FIRST_BYTES:
            unknown = False
            if room.large(bytes(body)):
                return b"", await _file(response, bytes(body), room)
        if len(body) > room.limit or (announced > room.limit and not unknown):
            raise _too_large(room.limit)
    return decoded_body(bytes(body), encoding, room.limit), None


async def _file(response: aiohttp.ClientResponse, start: bytes, room: _Room) -> BinaryIO:
    """A file without a name that holds the body. Raises `FetchError` where it is too large, or can't be kept.

    It has as much more time as it would take at the slowest that is waited for.
    """
    with ExitStack() as stack:
        file = cast("BinaryIO", stack.enter_context(TemporaryFile()))
        _write(file, start, room)
        async for chunk in response.content.iter_any():
            _write(file, chunk, room)
        file.seek(0)
        stack.pop_all()
    return file


def _write(file: BinaryIO, data: bytes, room: _Room) -> None:
    """Put what came into the file, and give the rest its time."""
    try:
        file.write(data)
    except OSError as error:
        raise FetchError(f"it can't be kept on the disk: {error.strerror}", temporary=True) from error
    if file.tell() > room.largest:
        raise _too_large(room.largest)
    if room.clock and (end := room.clock.when()):
        room.clock.reschedule(end + len(data) / SLOWEST)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"larger than {limit:,} bytes, which is the limit")


def decoded_body(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its content encoding, where it has the one that it is said to have."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return unzipped(body, limit)
    if encoding == "deflate" and body:
        return _inflated(body, limit)
    if encoding in ("", "identity", "gzip", "x-gzip", "none", "utf-8"):
        return body
    raise FetchError(f"it came encoded as {encoding!r}, which was not asked for")


def unzipped(body: bytes, limit: int) -> bytes:
    """What gzip data holds. Raises `FetchError` where that is damaged, or more than `limit` bytes."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            data = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FetchError(f"its gzip data is damaged: {error}", temporary=True) from error
    if len(data) > limit:
        raise _too_large(limit)
    return data


def _inflated(body: bytes, limit: int) -> bytes:
    """What deflate data holds, with the header that belongs to it or, as some servers send it, without."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        engine = zlib.decompressobj(bits)
        try:
            data = engine.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(data) > limit:
            raise _too_large(limit)
        if engine.eof:
            return data
    raise FetchError("its deflate data is damaged", temporary=True)


def _refusal(status: int, headers: Mapping[str, str], pause: float) -> FetchError:
    """What a status says that brings nothing."""
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    message = f"it answered {name}"
    if status in (401, 402, 403):
        message += ": it wants a login, or lets no programs in"
    if status in (404, 410):
        message += ": the address is wrong, or what was there is gone"
    again = _pause(headers, default=None if status == HTTPStatus.INTERNAL_SERVER_ERROR else pause)
    return FetchError(message, temporary=status in BUSY, status=status, again=again if status in BUSY else None)


def _pause(headers: Mapping[str, str], *, default: float | None) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a time of the sender's own clock."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        then = parsedate_to_datetime(value)
        now = parsedate_to_datetime(headers["Date"]) if "Date" in headers else datetime.now(UTC)
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return default


def _fault(error: Exception, options: SourceOptions) -> FetchError:
    """What an error of the client says."""
    import aiohttp

    if isinstance(error, TimeoutError):
        return FetchError(f"no end after {options.timeout:g} s", temporary=True)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unconnected(error)
    if isinstance(error, aiohttp.ClientResponseError):
        return FetchError(f"the response makes no sense: {error.message}")
    if isinstance(error, aiohttp.InvalidURL):
        return FetchError("it is no address that can be asked for")
    if isinstance(error, aiohttp.ClientError | OSError):
        return FetchError("the connection broke off", temporary=True, again=options.delay)
    return FetchError(f"it can't be asked for: {type(error).__name__}: {error}")


def _unconnected(error: aiohttp.ClientConnectorError) -> FetchError:
    """Why there is no connection."""
    import aiohttp

    reason = error.os_error.strerror or str(error.os_error)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchError("its host name leads nowhere, or names can't be looked up now", temporary=True)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return FetchError(f"its certificate is not to be trusted: {error.certificate_error}")
    if isinstance(error.os_error, PrivateAddressError) or error.os_error.errno == EACCES:
        return FetchError(reason)
    return FetchError(f"no connection: {reason}", temporary=True)
