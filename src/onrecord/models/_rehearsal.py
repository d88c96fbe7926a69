"""What a request is as it goes out, to the byte, without anything going out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import AnswerError
from onrecord.models._base import Request, Usage
from onrecord.models._completion import Completion
from onrecord.models._endpoint import PROVIDERS, Endpoint, endpoint_for
from onrecord.models._failures import NO_KEY
from onrecord.models._transport import Exchange, Transport, body_of
from onrecord.settings import Settings, is_local

if TYPE_CHECKING:
    from onrecord.models._failures import ModelAddress

__all__ = ["Rehearsal"]


class Rehearsal:
    """An endpoint, or the embedded model, that nothing is sent to; `window` is its context in tokens.

    It needs no key and no weights. What an endpoint teaches by its refusals can't be known beforehand, nor which slot
    of the embedded model will answer.
    """

    def __init__(self, model: str, settings: Settings) -> None:
        self.name = model
        endpoint = _embedded(model, settings) if is_local(model) else endpoint_for(model, _with_keys(settings))
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


def _embedded(model: str, settings: Settings) -> Endpoint:
    """An endpoint that is asked as the embedded model is."""
    from onrecord.models._grammar import copying_grammar
    from onrecord.models._local import WINDOW

    within = replace(settings, window=settings.window or WINDOW, mode="schema")
    return Endpoint(model, base_url="http://127.0.0.1", api_key=None, settings=within, grammar=copying_grammar)


def _with_keys(settings: Settings) -> Settings:
    """The settings with something in the place of each key that isn't set; none is sent."""
    keys = {f"{provider.upper()}_API_KEY": NO_KEY for provider in PROVIDERS}
    return replace(settings, api_key=settings.api_key or NO_KEY, keys=keys)
