"""The transport of a provider's batches: what an endpoint is sent goes into a batch, and comes back hours later."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from onrecord.models._base import Call, Pace, Request, Usage
from onrecord.models._batch_file import Line, Outcome
from onrecord.models._batch_provider import BatchProvider
from onrecord.models._batch_rounds import Awaited, Batches, Rounds, Standing
from onrecord.models._completion import Completion
from onrecord.models._dialect import Dialect
from onrecord.models._failures import ModelAddress
from onrecord.models._recorded import request_key
from onrecord.models._transport import Exchange, Transport, opened_client

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

    from onrecord.settings import Settings

__all__ = ["BatchTransport", "InBatches"]

LEAST_POLL = 0.01
"""Seconds between two looks at a batch, at least."""


def _tell_nobody(_: str, __: Standing) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class InBatches:
    """That a model is asked in a provider's batches: where they are kept, and the calls of `calls_kept`.

    `tell` is told the model, and how far its batches are.
    """

    batches: Batches
    calls: Mapping[str, Call] = field(default_factory=dict)
    tell: Callable[[str, Standing], None] = _tell_nobody


class BatchTransport(Transport):
    """Sends payloads in batches. A try again, in whatever dialect, is a request of the next one.

    A request is known by what is asked for and by how often that was tried before. The dialect of each try is kept, so
    that after a kill a talk with an endpoint goes the way that it went.
    """

    def __init__(
        self, model: str, address: ModelAddress, settings: Settings, pace: Pace | None, how: InBatches
    ) -> None:
        super().__init__(address, settings, pace)
        self._model = model
        self._how = how
        self._rounds: Rounds

    async def open(self) -> None:
        """Take up what earlier sessions left. Raises as `Rounds.open` does."""
        poll = max(LEAST_POLL, self._settings.poll)
        provider = BatchProvider(opened_client(self.address, self._settings.timeout), self.address, poll)
        self._rounds = Rounds(
            self._model,
            provider,
            self._how.batches,
            calls=self._how.calls,
            pace=self._pace,
            poll=poll,
            tell=partial(self._how.tell, self._model),
        )
        try:
            await self._rounds.open()
        except BaseException:
            await self._rounds.aclose()
            raise

    async def aclose(self) -> None:
        """Wait for nothing any more."""
        await self._rounds.aclose()

    def begin(self, request: Request) -> Exchange:
        """The exchange of a request, which is known by its key."""
        return Exchange(key=request_key(self._model, request))

    def give_up(self, exchange: Exchange) -> None:
        """Let a request be asked anew that was refused for good, or not answered."""
        self._rounds.forget(exchange.key)

    def spoken(self, exchange: Exchange) -> Dialect | None:
        """The dialect in which an earlier session made the next try."""
        dialect = self._rounds.dialect(Line(exchange.key, exchange.usage.calls))
        return Dialect.of(dialect) if dialect else None

    def _wait(self, state: RetryCallState) -> float:  # noqa: ARG002  # Transport's signature
        """None: the next round is some time off."""
        return 0.0

    async def _called(self, body: bytes, max_tokens: int, exchange: Exchange) -> tuple[Completion, Usage]:
        """The completion of one request; one that was submitted before costs nothing more."""
        dialect = exchange.dialect.text if exchange.dialect else ""
        line = Line(exchange.key, exchange.usage.calls, dialect, len(body), max_tokens)
        call = Call(line.size, max_tokens, sent=False)
        if known := self._rounds.known(line, body):
            exchange.usage += Usage(calls=1)
            return await self._read(known, call)
        async with self._pace.turn(call):
            exchange.usage += Usage(calls=1)
            return await self._read(self._rounds.ask(line, body, call), call)

    async def _read(self, coming: Awaited, call: Call) -> tuple[Completion, Usage]:
        """The completion, and what it took: nothing, where somebody else was told of it before."""
        outcome, first = await coming
        completion = await self._completed(self._response(outcome), call)
        if not first:
            call.usage = None
        return completion, call.usage or Usage()

    async def _response(self, outcome: Outcome) -> httpx2.Response:
        """What came of a request as the response that it would have been. Raises openai's errors."""
        import httpx2
        import openai

        content = json.dumps(outcome.body).encode()
        asked = httpx2.Request("POST", self.address.url)
        response = httpx2.Response(outcome.status, content=content, request=asked)
        if outcome.status >= 400:
            raise openai.APIStatusError(f"HTTP {outcome.status}", response=response, body=outcome.body)
        return response
