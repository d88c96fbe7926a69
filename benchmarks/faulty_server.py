"""The endpoint of endpoint_server.py with faults in it, and a count of what it was asked, for benchmarks/batch.py.

Run by itself it prints its port and serves until its standard input closes: `python benchmarks/faulty_server.py 50
0.3`, the delay being in milliseconds and the share of faults below 1. A fault is, alike often, a 429, a 500, a reset
halfway through, a body that is cut short, an answer that is cut off, or one that is malformed. `GET /count` gives how
many requests there were and how many of them differ, as JSON, and starts the count anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
import sys
from collections import Counter

from endpoint_server import ASKED, article_text, responses

from onrecord.article import Article

HEAD = "HTTP/1.1 {} Said\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"


def said(status: int, body: object) -> bytes:
    content = json.dumps(body).encode()
    return HEAD.format(status, len(content)).encode() + content


def for_langextract(response: bytes) -> bytes:
    """The events of a response as LangExtract asks for them."""
    sentences = Article(article_text()).sentences
    records = json.loads(json.loads(response.partition(b"\r\n\r\n")[2])["choices"][0]["message"]["content"])["events"]
    found = [
        {
            "events": sentences[record["sentences"][0] - 1].text,
            "events_attributes": {name: value for name, value in record.items() if name != "sentences"},
        }
        for record in records
    ]
    return with_text(response, json.dumps({"extractions": found}), "stop")


def with_text(response: bytes, text: str, finish: str) -> bytes:
    """A response with another answer in it."""
    body = json.loads(response.partition(b"\r\n\r\n")[2])
    body["choices"][0]["message"]["content"] = text
    body["choices"][0]["finish_reason"] = finish
    return said(200, body)


class Connection(asyncio.Protocol):
    """One keep-alive connection; requests on it come one after another."""

    def __init__(self, answers: dict[bytes, bytes], delay: float, faults: float, seen: Counter[bytes]) -> None:
        self.answers = answers
        self.delay = delay
        self.faults = faults
        self.seen = seen
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if found and head.startswith(b"GET"):
            self.buffer = body
            self.transport.write(said(200, {"requests": self.seen.total(), "different": len(self.seen)}))
            self.seen.clear()
            return
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE) if found else None
        if not length or len(body) < int(length[1]):
            return
        request = body[: int(length[1])]
        self.buffer = body[int(length[1]) :]
        self.seen[hashlib.blake2b(request, digest_size=16).digest()] += 1
        asked = ASKED.search(request)
        own = b"extractions" if b"extractions" in request else b"events"
        self.answer(self.answers[asked[1] if asked else own])

    def answer(self, whole: bytes) -> None:
        """Send the answer after the delay, or what goes wrong in its place."""
        fault = random.randrange(6) if random.random() < self.faults else -1
        text = json.loads(whole.partition(b"\r\n\r\n")[2])["choices"][0]["message"]["content"] if fault >= 4 else ""
        sent = {
            0: said(429, {"error": {"message": "slow down"}}),
            1: said(500, {"error": {"message": "something broke"}}),
            2: whole[: len(whole) // 2],
            3: whole[:-20],
            4: with_text(whole, text[: len(text) * 2 // 3], "length") if fault == 4 else b"",
            5: with_text(whole, text[: len(text) // 2], "stop") if fault == 5 else b"",
        }.get(fault, whole)
        asyncio.get_running_loop().call_later(self.delay, self.send, sent, fault)

    def send(self, answer: bytes, fault: int) -> None:
        if self.transport.is_closing():
            return
        self.transport.write(answer)
        if fault == 2:
            self.transport.abort()
        elif fault == 3:
            self.transport.close()


async def serve(delay: float, faults: float) -> None:
    loop = asyncio.get_running_loop()
    answers, seen = responses(), Counter[bytes]()
    answers[b"extractions"] = for_langextract(answers[b"events"])
    server = await loop.create_server(lambda: Connection(answers, delay, faults, seen), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    random.seed(1)
    asyncio.run(serve(float(sys.argv[1]) / 1000, float(sys.argv[2])))
