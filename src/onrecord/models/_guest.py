"""A model that another package brings: asked in its turns, and its errors told as those of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext

from pydantic import ValidationError

from onrecord.errors import AnswerError, ModelError, OnrecordError, RefusedError, UnavailableError
from onrecord.models._base import Answer, Call, Model, Request
from onrecord.models._failures import mismatch
from onrecord.models.providers import Opening, Provider, telling

__all__ = ["open_guest"]


@asynccontextmanager
async def open_guest(provider: Provider, opening: Opening) -> AsyncIterator[Model]:
    """The model of a provider that takes no turns by itself, open within the block."""
    async with AsyncExitStack() as stack:
        with telling(provider, opening.name):
            guest = _Guest(await stack.enter_async_context(provider.open(opening)), opening)
        yield guest


class _Guest:
    """A model under the name that it was asked for by, with at most as many requests at once as it has slots."""

    def __init__(self, model: Model, opening: Opening) -> None:
        self.name, self.window, self.slots = opening.name, int(model.window), max(1, int(model.slots))
        self._model = model
        self._pace = opening.pace
        self._places = asyncio.Semaphore(self.slots)

    async def fill(self, request: Request) -> Answer:
        """What the model answers. Raises `ModelError`."""
        call = Call(sum(len(each["content"].encode(errors="replace")) for each in request.messages), request.max_tokens)
        async with self._places, self._pace.turn(call) if self._pace else nullcontext():
            call.sent = True
            with self._counting(call):
                answer = await self._model.fill(request)
                call.status, call.usage = 200, answer.usage
        return answer

    @contextmanager
    def _counting(self, call: Call) -> Iterator[None]:
        """Note in a call how the model failed. Raises `ModelError` in the place of what is no error of ours."""
        try:
            yield
        except ModelError as error:
            call.usage = error.usage
            call.status = 503 if isinstance(error, UnavailableError) else 400 if isinstance(error, RefusedError) else 0
            raise
        except ValidationError as error:
            raise AnswerError(f"{self.name}: the answer doesn't fit the schema: {mismatch(error)}") from error
        except OSError as error:
            raise UnavailableError(f"{self.name}: it can't be reached: {_said(error)}") from error
        except OnrecordError:
            raise
        except Exception as error:
            raise AnswerError(f"{self.name}: the model failed: {_said(error)}") from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
