"""A real HTTP server on loopback that plays a provider's batch API: files, batches, results, and what goes wrong there.

Each request of a batch is answered by the same scripts as in endpoint_server.py.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from endpoint_server import Reply, Seen, answer

MOST_REQUESTS = 50_000


@dataclass(frozen=True)
class Fate:
    """What becomes of a batch after `delay` seconds, and of its results.

    `answered` is the share of the requests that come back, the first ones. `errors` are those of a failed batch.
    `mangle` changes the lines of the file of results; `gone` says that this is deleted.
    """

    status: str = "completed"
    delay: float = 0.0
    answered: float = 1.0
    errors: Sequence[dict[str, Any]] = ()
    mangle: Callable[[list[bytes]], list[bytes]] = list
    gone: bool = False


@dataclass
class _File:
    id: str
    name: str
    content: bytes
    created: int


@dataclass
class _Batch:
    id: str
    file: _File
    metadata: dict[str, str]
    fate: Fate
    created: float
    over: float
    results: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    done: int = 0
    cancelled: bool = False


Fault = Callable[[str, str], "Reply | str | None"]
"""What goes wrong with a request, by its method and path: a reply in its stead, or `lost` after it was carried out."""


class BatchServer:
    """A provider whose `script` answers requests, and whose batches have the fates that they are given in order.

    The last fate is that of all further batches. `fault` may answer in its stead, and `watch` is told of each step
    before it is carried out and after. `asked` counts the requests of batches by their ids, `answered` those that were
    carried out by their bodies, `tokens` what these took. Use as a context manager; what it knows outlives it.
    """

    def __init__(
        self,
        script: Callable[[Seen], Reply],
        *fates: Fate,
        fault: Fault = lambda *_: None,
        watch: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.tokens = 0
        self.batches: dict[str, _Batch] = {}
        self.files: dict[str, _File] = {}
        self.steps: list[str] = []
        self.calls = 0
        self._script = script
        self._fates = list(fates) or [Fate()]
        self._fault = fault
        self._watch = watch
        self._loop = asyncio.new_event_loop()
        self._port = 0
        self.url = ""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def restart(self, seconds: float) -> None:
        """Be away for so many seconds, and back at the same address."""
        self._run(self._runner.cleanup())
        time.sleep(seconds)
        self._run(self._open())

    def bodies(self, batch: int) -> list[dict[str, Any]]:
        """What the requests of a batch sent, by the batch's place."""
        return [json.loads(line)["body"] for line in [*self.batches.values()][batch].file.content.splitlines()]

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _open(self) -> None:
        app = web.Application(client_max_size=2**30, middlewares=[self._stepping])
        app.router.add_post("/v1/files", self._upload)
        app.router.add_get("/v1/files", self._list_files)
        app.router.add_get("/v1/files/{id}/content", self._content)
        app.router.add_post("/v1/batches", self._create)
        app.router.add_get("/v1/batches", self._list_batches)
        app.router.add_get("/v1/batches/{id}", self._retrieve)
        app.router.add_post("/v1/chat/completions", self._complete)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}/v1"

    @web.middleware
    async def _stepping(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/v1/counts":
            return web.json_response(self._counts())
        step = f"{request.method} {request.path.removeprefix('/v1')}"
        self.steps.append(step)
        fault = self._fault(request.method, request.path)
        if isinstance(fault, Reply):
            return web.Response(status=fault.status, body=fault.body, headers={"Content-Type": "application/json"})
        self._watch(step, "before")
        response: web.StreamResponse = await handler(request)
        self._watch(step, "after")
        if fault == "lost" and request.transport:
            request.transport.abort()
        return response

    def _counts(self) -> dict[str, Any]:
        """How many batches there were and calls beside them, and how many requests came once, and more than once."""
        counts = {"asked": self.asked, "answered": self.answered}
        return {
            "batches": len(self.batches),
            "calls": self.calls,
            "tokens": self.tokens,
            "once": {name: len(counted) for name, counted in counts.items()},
            "twice": {name: sum(count > 1 for count in counted.values()) for name, counted in counts.items()},
        }

    async def _upload(self, request: web.Request) -> web.Response:
        try:
            form = await request.post()
        except ConnectionResetError:  # whoever uploads was killed
            return _error(400, "the upload breaks off")
        upload = form["file"]
        assert isinstance(upload, web.FileField)
        file = _File(f"file-{len(self.files) + 1}", upload.filename, upload.file.read(), int(time.time()))
        self.files[file.id] = file
        return web.json_response(_plain_file(file))

    async def _list_files(self, request: web.Request) -> web.Response:
        return web.json_response(_page([_plain_file(each) for each in reversed(self.files.values())], request))

    async def _content(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        for batch in self.batches.values():
            if name in batch.results and not batch.fate.gone:
                return web.Response(body=batch.results[name].encode("utf-8", "surrogateescape"))
        return _error(404, f"No such File object: {name}")

    async def _create(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked["input_file_id"] not in self.files:
            return _error(400, f"No such File object: {asked['input_file_id']}")
        assert asked["endpoint"] == "/v1/chat/completions"
        assert asked["completion_window"] == "24h"
        fate = self._fates.pop(0) if len(self._fates) > 1 else self._fates[0]
        now, name = time.time(), f"batch_{len(self.batches) + 1}"
        file = self.files[asked["input_file_id"]]
        batch = _Batch(name, file, asked.get("metadata") or {}, fate, now, now + fate.delay)
        self.batches[name] = batch
        self._carry_out(batch)
        return web.json_response(_plain_batch(batch))

    def _carry_out(self, batch: _Batch) -> None:
        """Answer the requests of a batch, as far as its fate lets."""
        lines = [json.loads(line) for line in batch.file.content.splitlines()]
        batch.requests = len(lines)
        assert len({line["custom_id"] for line in lines}) == len(lines) <= MOST_REQUESTS
        if batch.fate.status == "failed":
            return
        self.asked.update(line["custom_id"] for line in lines)
        batch.done = round(batch.fate.answered * len(lines))
        good, bad = [], []
        for line in lines[: batch.done]:
            (good if (said := self._answer(line))["response"]["status_code"] < 400 else bad).append(said)
        bad += [_left(line, batch.fate.status) for line in lines[batch.done :]]
        for kind, results in (("output", good), ("error", bad)):
            if results:
                found = batch.fate.mangle([json.dumps(each).encode() for each in results])
                batch.results[f"file-{kind}-{batch.id}"] = b"\n".join(found).decode("utf-8", "surrogateescape") + "\n"

    def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        reply = self._script(Seen(line["url"], {}, line["body"], time.time()))
        body = json.loads(reply.body)
        if reply.status < 400:
            self.answered[json.dumps(line["body"], sort_keys=True)] += 1
            self.tokens += (body.get("usage") or {}).get("total_tokens", 0)
        response = {"status_code": reply.status, "request_id": "r", "body": body}
        return {"id": "batch_req_1", "custom_id": line["custom_id"], "response": response, "error": None}

    async def _list_batches(self, request: web.Request) -> web.Response:
        return web.json_response(_page([_plain_batch(each) for each in reversed(self.batches.values())], request))

    async def _retrieve(self, request: web.Request) -> web.Response:
        batch = self.batches.get(request.match_info["id"])
        return web.json_response(_plain_batch(batch)) if batch else _error(404, "No such Batch object")

    async def _complete(self, request: web.Request) -> web.Response:
        """A call outside of any batch, which is counted."""
        self.calls += 1
        reply = self._script(Seen(request.path, {}, await request.json(), time.time()))
        return web.Response(status=reply.status, body=reply.body, content_type="application/json")


def _left(line: dict[str, Any], status: str) -> dict[str, Any]:
    """What the file of errors says of a request that wasn't carried out."""
    error = {"code": f"batch_{status}", "message": "This request could not be executed before the window expired."}
    return {"id": "batch_req_2", "custom_id": line["custom_id"], "response": None, "error": error}


def _plain_file(file: _File) -> dict[str, Any]:
    known = {"id": file.id, "filename": file.name, "bytes": len(file.content), "created_at": file.created}
    return {"object": "file", "purpose": "batch", "status": "processed", **known}


def _plain_batch(batch: _Batch) -> dict[str, Any]:
    over = time.time() >= batch.over
    results = {
        name: f"file-{kind}-{batch.id}" for name, kind in (("output_file_id", "output"), ("error_file_id", "error"))
    }
    plain: dict[str, Any] = {
        "id": batch.id,
        "object": "batch",
        "endpoint": "/v1/chat/completions",
        "completion_window": "24h",
        "created_at": int(batch.created),
        "input_file_id": batch.file.id,
        "metadata": batch.metadata,
        "status": batch.fate.status if over else "in_progress",
        "request_counts": {"total": batch.requests, "completed": batch.done if over else 0, "failed": 0},
    }
    if over:
        plain |= {name: file for name, file in results.items() if file in batch.results}
        plain["errors"] = {"object": "list", "data": list(batch.fate.errors)} if batch.fate.errors else None
    return plain


def _page(items: list[dict[str, Any]], request: web.Request) -> dict[str, Any]:
    """So many of the items, after the one that is named."""
    names = [each["id"] for each in items]
    start = names.index(request.query["after"]) + 1 if request.query.get("after") in names else 0
    page = items[start : start + int(request.query.get("limit", "20"))]
    return {"object": "list", "data": page, "has_more": start + len(page) < len(items)}


def _error(status: int, message: str) -> web.Response:
    return web.json_response({"error": {"message": message, "type": "invalid_request_error"}}, status=status)


def shuffled(lines: list[bytes]) -> list[bytes]:
    """The lines in another order."""
    return random.Random(1).sample(lines, len(lines))


def _script(seen: Seen) -> Reply:
    """The first sentence as a claim; of one article in twenty, this comes once it is asked for again."""
    from conftest import repeat

    if "no JSON at all" in str(seen.payload["messages"]):
        return answer('{"claims": []}')
    said = str(seen.payload["messages"][-1])
    return answer("no JSON at all") if random.Random(said).random() < 0.05 else repeat(seen)


def _serve() -> None:
    """Serve in lockstep with the process that started this, for benchmarks/provider_batch.py, until it is killed.

    Each step is a line on stdout, and goes on after a line on stdin. Every third batch expires.
    """

    def watch(step: str, moment: str) -> None:
        print(moment, step, flush=True)
        sys.stdin.readline()

    fates = [Fate(delay=0.1), Fate(delay=0.1), Fate("expired", delay=0.1, answered=0.8)]
    with BatchServer(_script, *fates * 1_000, watch=watch) as server:
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    _serve()
