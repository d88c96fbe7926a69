"""Pages on loopback: a port, an address with a token, a browser, and an end in order."""

from __future__ import annotations

import logging
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["LOOPBACK", "check_installed", "serve"]

logger = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
"""The address at which only this machine reaches a server."""

HTTP_PORT = 80
"""The port that browsers leave out."""

ENDING = 2
"""Seconds that requests have to end in, after Ctrl-C."""

LONGEST_HEAD = 32_768
"""The bytes that the address and the headers of a request may have."""


def check_installed() -> None:
    """Raise `UsageError` where what serves pages isn't installed."""
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise UsageError(f"pages need {' and '.join(missing)}: pip install 'onrecord[web]'")


def serve(
    app: ASGIApp, *, say: Callable[[str], None], host: str = LOOPBACK, port: int = 0, browser: bool = True
) -> None:
    """Serve an app's pages behind a `Guard` until Ctrl-C; `say` is told the address, and the browser opens it.

    The port 0 is any free one. Raises `UsageError` where the host isn't this machine's, or the port can't be had.
    """
    import uvicorn

    from onrecord.web._guard import Guard, new_token

    token = new_token()
    with _listening(host, port) as listening:
        named, bound = ip_address(listening.getsockname()[0]), listening.getsockname()[1]
        if not named.is_loopback:
            _warn(host)
        shown = socket.gethostname() if named.is_unspecified else host
        address = f"http://{_written(shown, bound)}/{token}/"
        say(address)
        if browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        hosts = {_written(name, bound) for name in _names(host, named)}
        config = uvicorn.Config(
            Guard(app, token=token, hosts=hosts),
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,  # its lines would have the token
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=ENDING,
            h11_max_incomplete_event_size=LONGEST_HEAD,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            return  # uvicorn has ended in order


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise UsageError(f"--host {host}: is no name or address of this machine: {error}") from error
    try:
        return socket.create_server((str(address[0]), port), family=family)
    except OSError as error:
        said = os.strerror(error.errno or 0)
        raise UsageError(
            f"--host {host} --port {port}: can't be had: {said}; name another port, or leave it out for any free one"
        ) from error


def _names(host: str, address: IPv4Address | IPv6Address) -> set[str]:
    """What a server at an address is called: `Host` may say nothing else."""
    names = {host.lower(), str(address)}
    if address.is_loopback or address.is_unspecified:
        names.add("localhost")
    if address.is_unspecified:
        own = socket.gethostname()
        found = socket.getaddrinfo(own, None, type=socket.SOCK_STREAM)
        names |= {own.lower(), LOOPBACK, "::1", *(str(each[4][0]) for each in found)}
    return names


def _written(name: str, port: int) -> str:
    """A name or an address with a port, as browsers write them."""
    name = f"[{name}]" if ":" in name else name
    return name if port == HTTP_PORT else f"{name}:{port}"


def _warn(host: str) -> None:
    logger.warning(
        "--host %s: others in the network reach these pages, and see them if they know the address, which is sent "
        "without encryption: use it in a network that you trust, or leave --host out",
        host,
        extra={"event": "open_to_others"},
    )


def _open(address: str) -> None:
    """Have the browser open an address; whoever has none opens it in another way."""
    try:
        webbrowser.open(address)
    except webbrowser.Error as error:
        logger.warning("no browser can be opened: %s; open the address yourself", error, extra={"event": "no_browser"})
