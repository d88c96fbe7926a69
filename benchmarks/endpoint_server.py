"""A fast HTTP/1.1 server on loopback that answers chat completions after a delay, for benchmarks/overhead.py.

Run by itself it prints its port and serves until its standard input closes: `python benchmarks/endpoint_server.py 50`,
the delay being in milliseconds; the moment of each call is a line of a file that is named after it. The answer holds up
to ten records of the kind that the request's schema names.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import yaml

from onrecord.article import Article, Sentence
from onrecord.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EVALS = Path(__file__).parent.parent / "evals"
ASKED = re.compile(rb'"(%s)":\s*\{' % "|".join(kind.plural for kind in KINDS.values()).encode())


def article_text() -> str:
    return (EVALS / "articles" / "missile-launch.txt").read_text(encoding="utf-8")


def responses() -> dict[bytes, bytes]:
    """The whole HTTP response for each kind, from the labelled records of one article."""
    gold = yaml.safe_load((EVALS / "gold" / "missile-launch.yaml").read_text(encoding="utf-8"))
    sentences = Article(article_text()).sentences
    found = {}
    for kind in KINDS.values():
        records = [_record(record, kind.model_fields.keys(), sentences) for record in gold[kind.plural][:10]]
        found[kind.plural.encode()] = _response(json.dumps({kind.plural: records}, ensure_ascii=False))
    return found


def _record(gold: dict[str, Any], fields: Iterable[str], sentences: Sequence[Sentence]) -> dict[str, Any]:
    record = {name: _first(gold[name]) for name in fields if _first(gold.get(name))}
    numbers = [s.number for s in sentences if any(evidence in s.text for evidence in gold["evidence"])]
    return {"sentences": numbers[:8] or [1], **record}


def _first(value: object) -> object:
    """The first of the wordings that a label allows; None for `null`."""
    if isinstance(value, list):
        return [_first(part) for part in value]
    first = value.split(" | ")[0] if isinstance(value, str) else value
    return None if first == "null" else first


def _response(text: str) -> bytes:
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None, "annotations": []}
    usage = {
        "prompt_tokens": 900,
        "completion_tokens": 400,
        "total_tokens": 1300,
        "prompt_tokens_details": {"cached_tokens": 640, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }
    body = {
        "id": "chatcmpl-0123456789",
        "object": "chat.completion",
        "created": 1_760_000_000,
        "model": "benchmark",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": usage,
        "system_fingerprint": "fp_0123456789",
    }
    content = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests on it come one after another."""

    def __init__(self, answers: dict[bytes, bytes], delay: float, times: TextIO | None) -> None:
        self.answers = answers
        self.delay = delay
        self.times = times
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE) if found else None
        if not length or len(body) < int(length[1]):
            return
        self.buffer = body[int(length[1]) :]
        self.asked(body[: int(length[1])])

    def asked(self, request: bytes) -> None:
        """Answer a request."""
        if self.times:
            print(time.time(), file=self.times, flush=True)
        asked = ASKED.search(request)
        answer = self.answers[asked[1] if asked else b"events"]
        asyncio.get_running_loop().call_later(self.delay, self.send, answer)

    def send(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)


@contextmanager
def serving(script: str, *arguments: object) -> Iterator[str]:
    """The address of an endpoint of this folder, in a process of its own; it ends with its standard input."""
    command = [sys.executable, str(Path(__file__).with_name(script)), *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        finally:
            process.stdin.close()


async def serve(delay: float, times: TextIO | None) -> None:
    loop = asyncio.get_running_loop()
    answers = responses()
    server = await loop.create_server(lambda: Connection(answers, delay, times), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="ascii") if sys.argv[2:] else nullcontext() as moments:
        asyncio.run(serve(float(sys.argv[1]) / 1000, moments))
