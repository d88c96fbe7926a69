"""Two real HTTP servers on loopback: one plays the hub that names files, the other the host that has their bytes."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self


@dataclass
class Seen:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass
class Store:
    """What the host that has the bytes does wrong, if anything.

    `breaks` are the bytes after which coming responses end, and `statuses` what is answered in their place, each for
    one response. Without `ranges`, it sends all whatever is asked for; with a `shift`, it sends from so much later.
    `seconds` pass between two pieces of a body. As many breaks as it `stalls` keep the connection open until another
    request comes, or for 9 seconds, which are then `outlasted`.
    `bodies` are what it has in place of the hub's own, by path.
    """

    ranges: bool = True
    shift: int = 0
    breaks: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    seconds: float = 0.0
    stalls: int = 0
    outlasted: bool = False
    bodies: dict[str, bytes] = field(default_factory=dict)


class Hub:
    """Use as a context manager. `files` are bodies by `OWNER/REPO/resolve/REVISION/FILE`.

    `statuses` are what the hub answers coming requests with, in place of what it has; `moved` are paths by those that
    they had before, `sizes` are what it says of files in place of the truth. Of what it `states`, all that is True is
    in its headers. `asked` and `store_asked` are what came in.
    """

    PIECE = 10_000

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.store = Store()
        self.statuses: list[tuple[int, dict[str, str]]] = []
        self.moved: dict[str, str] = {}
        self.states = {"X-Linked-ETag": True, "X-Linked-Size": True}
        self.sizes: dict[str, int] = {}
        self.asked: list[Seen] = []
        self.store_asked: list[Seen] = []
        self._servers = [ThreadingHTTPServer(("127.0.0.1", 0), each(self)) for each in (_hub_handler, _store_handler)]
        self.url, self.store_url = (f"http://127.0.0.1:{server.server_address[1]}" for server in self._servers)

    def __enter__(self) -> Self:
        for server in self._servers:
            server.daemon_threads = True
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def ranges(self) -> list[str | None]:
        """The ranges that the host with the bytes was asked for, one a request."""
        return [seen.headers.get("Range") for seen in self.store_asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def answer(self, status: int, headers: Mapping[str, str], size: int = 0) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(size), **headers}.items():
            self.send_header(name, value)
        self.end_headers()


def _hub_handler(hub: Hub) -> type[_Handler]:
    class Handler(_Handler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            hub.asked.append(Seen(self.command, self.path, dict(self.headers)))
            path = self.path.strip("/")
            if hub.statuses:
                self.answer(*hub.statuses.pop(0))
            elif path in hub.moved:
                self.answer(307, {"Location": f"/{hub.moved[path]}"})
            elif path not in hub.files:
                self.answer(404, {"X-Error-Message": "Entry not found"})
            else:
                body = hub.files[path]
                stated = {
                    "X-Linked-ETag": f'"{hashlib.sha256(body).hexdigest()}"',
                    "X-Linked-Size": str(hub.sizes.get(path, len(body))),
                }
                location = {"Location": f"{hub.store_url}/{path}?Signature=secret-of-the-address"}
                self.answer(302, location | {name: value for name, value in stated.items() if hub.states[name]})

    return Handler


def _store_handler(hub: Hub) -> type[_Handler]:
    class Handler(_Handler):
        def do_GET(self) -> None:
            hub.store_asked.append(Seen(self.command, self.path, dict(self.headers)))
            store, path = hub.store, self.path.partition("?")[0].strip("/")
            if store.statuses:
                self.answer(store.statuses.pop(0), {})
                return
            body = store.bodies.get(path, hub.files[path])
            wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            if wanted and store.ranges:
                start = int(wanted[1]) + store.shift
                last = f"bytes {start}-{len(body) - 1}/{len(body)}"
                self.answer(206, {"ETag": '"of-the-store"', "Content-Range": last}, len(body) - start)
                self.send(body[start:])
            else:
                self.answer(200, {"ETag": '"of-the-store"'}, len(body))
                self.send(body)

        def send(self, body: bytes) -> None:
            most = hub.store.breaks.pop(0) if hub.store.breaks else len(body)
            with contextlib.suppress(OSError):
                for start in range(0, most, hub.PIECE):
                    self.wfile.write(body[start : min(start + hub.PIECE, most)])
                    time.sleep(hub.store.seconds)
                if most < len(body) and hub.store.stalls:
                    hub.store.stalls -= 1
                    asked, end = len(hub.store_asked), time.monotonic() + 9
                    while len(hub.store_asked) == asked and time.monotonic() < end:
                        time.sleep(0.02)
                    hub.store.outlasted = len(hub.store_asked) == asked
            self.close_connection = most < len(body)

    return Handler
