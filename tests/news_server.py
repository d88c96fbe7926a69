"""A real HTTP server on loopback that plays a news site: feeds, pages, and all that goes wrong with them."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self


@dataclass(frozen=True)
class Sent:
    """One response. `body` may be chunks that are made while they are sent; then, or without `length`, its end is
    that of the connection. `reset` ends it before anything is sent.
    """

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: bool = True
    reset: bool = False


@dataclass
class Asked:
    """One request as it came in, when, and when it had been answered."""

    path: str
    headers: Mapping[str, str]
    start: float
    end: float = math.inf


Answer = Sent | bytes | str | Callable[[Mapping[str, str]], "Sent | bytes | str"]


class NewsServer:
    """Serves `answers` by path: a body, a `Sent`, or what a callable makes of the request's headers.

    Use as a context manager. What isn't there is 404. `requests` is what came in.
    """

    def __init__(self, answers: Mapping[str, Answer] | None = None, *, host: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = dict(answers or {})
        self.requests: list[Asked] = []
        self.stopped = False
        self._server = ThreadingHTTPServer((host, 0), _handler(self))
        self._server.daemon_threads = True
        self.host = f"{host}:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped = True
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.requests)


def _handler(site: NewsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers), time.monotonic())
            site.requests.append(asked)
            answer = site.answers.get(self.path, Sent(b"not here", 404))
            if callable(answer):
                answer = answer(self.headers)
            sent = answer if isinstance(answer, Sent) else Sent(answer.encode() if isinstance(answer, str) else answer)
            self.close_connection = sent.reset or not sent.length or not isinstance(sent.body, bytes)
            with contextlib.suppress(OSError):
                _send(self, sent, site)
            asked.end = time.monotonic()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _send(handler: BaseHTTPRequestHandler, sent: Sent, site: NewsServer) -> None:
    if sent.reset:
        return
    handler.send_response_only(sent.status)
    headers = {"Date": handler.date_time_string(), **sent.headers}
    if not handler.close_connection:
        headers["Content-Length"] = str(len(sent.body))  # type: ignore[arg-type]  # it is bytes
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    for chunk in [sent.body] if isinstance(sent.body, bytes) else sent.body:
        if site.stopped:
            break
        handler.wfile.write(chunk)
        handler.wfile.flush()
