"""What a request is as it goes out, to the byte, without anything going out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from onrecord.errors import AnswerError, UsageError
from onrecord.models._base import Request, Usage
from onrecord.models._completion import Completion
from onrecord.models._transport import Exchange, Transport, body_of
from onrecord.models.providers import provider_of
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.models._failures import ModelAddress

__all__ = ["Rehearsal"]


class Rehearsal:
    """An endpoint, or the embedded model, that nothing is sent to; `window` is its context in tokens.

    It needs no key and no weights. What an endpoint teaches by its refusals can't be known beforehand, nor which slot
    of the embedded model will answer. Raises `UsageError` for a model whose provider doesn't say how it asks.
    """

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = model
        rehearsed = provider_of(model).rehearsed
        if rehearsed is None:
            raise UsageError(f"{model}: what it is sent can't be shown: its provider doesn't say how it asks")
        endpoint = rehearsed(model, settings)
        self.window = endpoint.window
        self._endpoint = endpoint
        self._unsent = _Unsent(endpoint.transport.address, settings)
        endpoint.transport = self._unsent

    async def body(self, request: Request) -> bytes:
        """The body of the first call that a request makes."""
        with suppress(AnswerError):  # what comes back is no answer to a choice of words
            await self._endpoint.fill(request)
        return self._unsent.body


class _Unsent(Transport):
    """Keeps what would be sent, and answers with an empty object."""

    def __init__(self, address: ModelAddress, settings: Settings) -> None:
        super().__init__(address, settings)
        self.body = b""

    async def send(self, payload: Mapping[str, object], exchange: Exchange) -> Completion:
        exchange.sent = payload
        self.body = body_of(payload)
        completion = Completion.saying("{}")
        exchange.note(completion, Usage())
        return completion
