"""What stands before every page: a token in the address, no other hosts, no other sites, nothing loaded from elsewhere.

A server on loopback is within reach of every page that the same browser shows, and of every program of the machine.
The token keeps out who doesn't know the address. The check of `Host` keeps out a page whose name was made to lead to
loopback (DNS rebinding), and the checks of `Origin` and `Sec-Fetch-Site` one that knows the address from somewhere.
There are no cookies, so no other page can act in the reader's name.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Container, Mapping
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "new_token"]

logger = logging.getLogger(__name__)

MOST_BYTES = 4_000_000
"""The bytes that a request's body may have."""

_READING = frozenset({"GET", "HEAD"})
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every response says; with `no-referrer`, the address of a page, and the token in it, is told to nobody.

A form that is sent has the origin `null` then; `Sec-Fetch-Site` says that it is one of ours.
"""


def new_token() -> str:
    """A token that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(24)


class Guard:
    """Lets an app's requests through that have the token as the first part of their path, and come from its own pages.

    `hosts` are what `Host` may say, with the port. The app gets the path with the token in `root_path`, as ASGI has it,
    so that its routes are written without it, and its links begin with it.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Container[str], most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the app answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await refused(scope, receive, _hardened(send))
            return
        scope = {**scope, "root_path": f"/{self._token}"}
        await self._app(scope, _bounded(receive, self._most_bytes), _hardened(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return _refused(f"this server isn't called {host!r}", "Open the address that the command printed.")
        first, slash, _ = scope["path"].removeprefix("/").partition("/")
        if not secrets.compare_digest(first.encode(), self._token.encode()):
            return _refused(
                "the address lacks the token, or has an old one",
                "Open the address that the command printed; it is another one each time that the command is started.",
            )
        if not _is_ours(scope["method"], headers, f"{scope['scheme']}://{host}"):
            return _refused("another site asked for it", "Open the address that the command printed, in a tab.")
        if int(headers.get("content-length", "0")) > self._most_bytes:
            return _too_large(self._most_bytes)
        return None if slash else RedirectResponse(f"/{self._token}/")


def _is_ours(method: str, headers: Headers, own: str) -> bool:
    """Whether a request comes from a page of ours, or opens one; what changes something has to say so.

    Browsers tell of every request from which site it is; one that is too old for that tells the origin of a post.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin not in {None, "null", own}:
        return False
    if method not in _READING:
        return site == "same-origin" or (site is None and origin == own)
    opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return opened or site in {"same-origin", "none"} or (site is None and origin != "null")


def _refused(why: str, then: str) -> Response:
    logger.info("refused a request: %s", why, extra={"event": "refused"})
    return PlainTextResponse(f"Refused: {why}. {then}\n", status_code=HTTPStatus.FORBIDDEN)


def _too_large(most: int) -> Response:
    return PlainTextResponse(_larger_than(most), status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _larger_than(most: int) -> str:
    return f"Refused: a request may have {most:,} bytes.\n"


def _bounded(receive: Receive, most: int) -> Receive:
    """The body of a request, up to so many bytes; what has more is answered with an error."""
    received = 0

    async def bounded() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _larger_than(most))
        return message

    return bounded


def _hardened(send: Send) -> Send:
    """Responses with the headers that every one has, kept by no cache unless they say that they may be."""

    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return hardened
