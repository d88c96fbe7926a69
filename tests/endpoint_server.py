"""A real HTTP server on loopback that plays an OpenAI-compatible endpoint from a script."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Reply:
    """One scripted response; `fault` is what goes wrong on the wire.

    `cut`: the connection is reset halfway through the body; `silent`: nothing is ever sent; `trickle`: the body comes a
    byte at a time and never ends; `short`: the connection closes in order before the body is whole.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    delay: float = 0.0


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    payload: dict[str, Any]
    time: float
    body: bytes = b""


def answer(
    text: str | None,
    *,
    finish: str = "stop",
    usage: tuple[int, int, int] | None = (100, 60, 20),
    tool: bool = False,
    **message: Any,
) -> Reply:
    """A completion that says `text`, in a tool call if `tool`; `usage` is input, cached and output tokens."""
    call = {"id": "call_1", "type": "function", "function": {"name": "Answer", "arguments": text}}
    said = {"content": None, "tool_calls": [call]} if tool else {"content": text}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", **said, **message}}],
    }
    if usage:
        prompt, cached, completion = usage
        body["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": cached},
        }
    return Reply(json.dumps(body).encode())


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Reply:
    """An error as the OpenAI API words it; `more` are fields beside the message, such as `code`."""
    return Reply(json.dumps({"error": {"message": message, **more}}).encode(), status, headers or {})


Script = Iterable[Reply] | Callable[[Seen], Reply]


class EndpointServer:
    """Answers POSTs from a script: replies in their order, the last one for ever after, or whatever a callable returns.

    Use as a context manager. `url` is the base URL, `requests` is what came in.
    """

    def __init__(self, script: Script) -> None:
        self.requests: list[Seen] = []
        self._script = script if callable(script) else _in_order(list(script))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                seen = await self._read(head.decode(), reader)
                self.requests.append(seen)
                if not await self._reply(self._script(seen), writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _read(self, head: str, reader: asyncio.StreamReader) -> Seen:
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Seen(first.split()[1], headers, json.loads(body or b"{}"), self._loop.time(), body)

    async def _reply(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        """Send a reply; whether the connection is good for another request."""
        await asyncio.sleep(86_400 if reply.fault == "silent" else reply.delay)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(reply.body)), **reply.headers}
        lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if reply.fault == "trickle":
            return await self._trickle(writer)
        writer.write(reply.body[: len(reply.body) // 2] if reply.fault in ("cut", "short") else reply.body)
        await writer.drain()
        if reply.fault == "cut":
            writer.transport.abort()
        return not reply.fault

    async def _trickle(self, writer: asyncio.StreamWriter) -> bool:
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)


def _in_order(replies: list[Reply]) -> Callable[[Seen], Reply]:
    def following(_: Seen) -> Reply:
        return replies.pop(0) if len(replies) > 1 else replies[0]

    return following
