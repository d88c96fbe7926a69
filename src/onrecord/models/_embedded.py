"""The embedded model as a model: no beginning that questions share is read twice.

A beginning is what a prompt shows whatever it asks about, or that together with the article. The state that the server
is in once it has read one is saved in a file, and every question starts from such a state, in whichever slot: so the
answers are the same whichever questions came before, and in any slot, but for how the library rounds what several slots
write at the same time. Those of prompts are kept for other runs, too. What can't be saved is read again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from onrecord.models._base import Answer, Request
from onrecord.models._local import LocalServer, server_client

if TYPE_CHECKING:
    from onrecord.models._endpoint import Endpoint
    from onrecord.models._keeping import Progress
    from onrecord.models._states import States

__all__ = ["Embedded"]

logger = logging.getLogger(__name__)

MOST = 8
"""Beginnings whose states are at hand; those of other articles are read again where they are asked about once more."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What requests share: `messages`, but for the end of the last one. It `lasts` where requests of other runs do."""

    key: str
    messages: Sequence[Mapping[str, str]]
    lasts: bool

    @property
    def file(self) -> str:
        return f"{self.key}.state"

    @property
    def stage(self) -> str:
        """What reading it is called where progress is told."""
        return "examples" if self.lasts else "article"


class Embedded:
    """Fills schemas by way of the endpoint of a local server, at most one request in a slot at a time.

    `kept` are the states of other runs; `progress` is told of `examples` and `article` that are read, in tokens. An
    async context manager, which closes its connections and those of the endpoint.
    """

    def __init__(self, endpoint: Endpoint, server: LocalServer, kept: States, progress: Progress | None = None) -> None:
        self.name = endpoint.name
        self.window = endpoint.window
        self.slots = server.slots
        self._endpoint = endpoint
        self._server = server
        self._kept = kept
        self._progress = progress
        self._client = server_client(server)
        self._free: asyncio.Queue[int] = asyncio.Queue()
        for slot in range(server.slots):
            self._free.put_nowait(slot)
        self._reading: dict[str, asyncio.Lock] = {}
        self._saved: OrderedDict[str, bool] = OrderedDict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()
        await self._endpoint.aclose()

    async def fill(self, request: Request) -> Answer:
        """As the endpoint does. Raises what it raises."""
        slot = await self._free.get()
        try:
            await self._prepare(slot, request)
            return await self._endpoint.fill(replace(request, parameters={**request.parameters, "id_slot": slot}))
        finally:
            self._free.put_nowait(slot)

    async def _prepare(self, slot: int, request: Request) -> None:
        """Bring the slot to the state after the longest beginning of the request; at worst it is read once more."""
        import httpx2

        latest: _Beginning | None = None
        try:
            for beginning in self._beginnings(request):
                if await self._is_saved(slot, beginning, latest):
                    latest = beginning
            if latest:
                await self._act(slot, "restore", latest)
        except (httpx2.HTTPError, OSError, ValueError) as error:
            logger.debug("slot %d: the request's beginning can't be prepared: %s", slot, error)

    def _beginnings(self, request: Request) -> Iterator[_Beginning]:
        """The beginnings that a request shares with others, the shorter one first."""
        fixed = request.messages[: request.fixed]
        if fixed:
            key = _hash([self._server.identity, list(map(dict, fixed))])
            yield _Beginning(key, [*fixed, {"role": "user", "content": ""}], lasts=True)
        if request.shown:
            key = _hash([request.prompt, list(map(dict, fixed)), request.shown])
            yield _Beginning(key, request.messages, lasts=False)

    async def _is_saved(self, slot: int, beginning: _Beginning, before: _Beginning | None) -> bool:
        """Whether the state after a beginning is in its file; whoever asks first sees to it, from the state before."""
        async with self._reading.setdefault(beginning.key, asyncio.Lock()):
            if beginning.key not in self._saved:
                if before:
                    await self._act(slot, "restore", before)
                self._saved[beginning.key] = await self._obtained(slot, beginning)
                self._forget()
            self._saved.move_to_end(beginning.key)
            return self._saved[beginning.key]

    async def _obtained(self, slot: int, beginning: _Beginning) -> bool:
        """Fetch the state after a beginning from where other runs keep theirs, or read the beginning and save it."""
        path = self._server.states / beginning.file
        if beginning.lasts and await asyncio.to_thread(self._kept.fetch, beginning.key, path):
            return True
        await self._read(slot, beginning)
        saved = await self._act(slot, "save", beginning)
        if not saved or path.stat().st_size != saved["n_written"]:  # the end may be missing where a disk is full
            path.unlink(missing_ok=True)
            return False
        if beginning.lasts:
            await asyncio.to_thread(self._kept.keep, beginning.key, path)
        return True

    async def _read(self, slot: int, beginning: _Beginning) -> None:
        """Have a slot read a beginning."""
        body = {"messages": list(beginning.messages), "max_tokens": 1, "stream": True, "return_progress": True}
        async with self._client.stream("POST", "/v1/chat/completions", json={**body, "id_slot": slot}) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                if self._progress and (read := _progress(line)):
                    self._progress(beginning.stage, read["processed"], read["total"])

    async def _act(self, slot: int, action: str, beginning: _Beginning) -> dict[str, Any]:
        """What the server says of saving or restoring a slot's state; nothing where that failed."""
        response = await self._client.post(
            f"/slots/{slot}", params={"action": action}, json={"filename": beginning.file}
        )
        if response.is_success:
            said: dict[str, Any] = response.json()
            return said
        logger.debug("slot %d: %s: %s", slot, action, response.text)
        return {}

    def _forget(self) -> None:
        """Throw away the states that were used least lately, where there are too many."""
        while len(self._saved) > MOST:
            key, _ = self._saved.popitem(last=False)
            self._reading.pop(key, None)
            (self._server.states / f"{key}.state").unlink(missing_ok=True)


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _progress(line: str) -> dict[str, int] | None:
    """How far reading has come, where an event of the server's stream says so."""
    event = json.loads(line.removeprefix("data: ")) if line.startswith("data: {") else {}
    progress: dict[str, int] | None = event.get("prompt_progress")
    return progress
