"""A provider's files and batches, by way of openai's client: asked until they answer, and found again after a kill."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import OnrecordError, UnavailableError, UsageError
from onrecord.models._batch_file import URL, Outcome, read_outcome
from onrecord.models._failures import ModelAddress, Trouble, diagnose

if TYPE_CHECKING:
    import openai
    from openai.types import Batch
    from tenacity import RetryCallState

__all__ = ["BatchError", "BatchProvider", "BatchRefusedError"]

logger = logging.getLogger(__name__)

SKEW = timedelta(days=1)
"""How far the clocks of a provider and of this machine may be apart."""

SLOWEST = 12
"""How many times the first wait the last ones are, before the provider is asked once more."""

NO_BATCHES = frozenset({404, 405, 501})
"""Statuses of an endpoint that has no batches."""

NO_ENTRY = frozenset({401, 403})
"""Statuses of a key that opens nothing any more."""

MOST_OF_A_LINE = 16 * 2**20
"""Bytes of one line of results that are read: many times the longest answer."""

T = TypeVar("T")


class BatchError(OnrecordError):
    """The provider's batches can't be gone on with; those that are out stay out."""


class BatchRefusedError(Exception):
    """The provider refuses a step; `outcome` is what it says."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("the provider refuses")
        self.outcome = outcome


class BatchProvider:
    """The files and batches at one address. A step that fails for now is taken again, after longer and longer waits.

    `client` makes no attempts of its own, `wait` is the first wait in seconds. Each step raises `BatchRefusedError`
    where it is refused, and `BatchError` where the key is.
    """

    def __init__(self, client: openai.AsyncOpenAI, address: ModelAddress, wait: float) -> None:
        self.address = address
        self._client = client
        self._wait = wait

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def check(self) -> None:
        """Raise `UsageError` where the endpoint has no batches, and `ModelError` where it doesn't answer."""
        import openai

        try:
            await self._client.batches.list(limit=1)
        except openai.OpenAIError as error:
            if isinstance(error, openai.APIStatusError) and error.status_code in NO_BATCHES:
                raise UsageError(
                    f"{self.address.address}: has no batches (it answers /batches with HTTP {error.status_code}): "
                    "leave out --provider-batch"
                ) from None
            raise diagnose(error, self.address).error from None

    async def upload(self, name: str, content: bytes) -> str:
        """The id of a file of requests."""
        files = self._client.files
        return (await self.steadily(lambda: files.create(file=(name, content), purpose="batch"))).id

    async def found_file(self, name: str, made: datetime) -> str | None:
        """The id of the file with a name that was uploaded after it was made, if there is one."""

        async def look() -> str | None:
            async for file in self._client.files.list(purpose="batch", order="desc", limit=100):
                if file.filename == name:
                    return file.id
                if file.created_at < (made - SKEW).timestamp():
                    break
            return None

        return await self.steadily(look)

    async def submit(self, file: str, mark: str, made: datetime) -> Batch:
        """The batch of a file: the one that there is, where a kill or a lost response hid it, or a new one."""

        async def found_or_created() -> Batch:
            return await self._found_batch(file, made) or await self._client.batches.create(
                input_file_id=file, endpoint=URL, completion_window="24h", metadata={"onrecord": mark}
            )

        return await self.steadily(found_or_created)

    async def batch(self, batch: str) -> Batch:
        """How far a batch is."""
        return await self.steadily(lambda: self._client.batches.retrieve(batch))

    async def outcomes(self, file: str) -> AsyncIterator[tuple[str, Outcome] | None]:
        """What came of requests, by their ids, as a file of results says; None for each line that is broken."""
        async with self._client.files.with_streaming_response.content(file) as response:
            async for line in _lines(response.iter_bytes()):
                try:
                    yield read_outcome(line)
                except ValueError:
                    yield None

    async def _found_batch(self, file: str, made: datetime) -> Batch | None:
        async for batch in self._client.batches.list(limit=100):
            if batch.input_file_id == file:
                return batch
            if batch.created_at < (made - SKEW).timestamp():
                break
        return None

    async def steadily(self, step: Callable[[], Awaitable[T]]) -> T:
        """What a step comes to, taken again as long as the provider can't be reached."""
        from tenacity import AsyncRetrying, retry_if_exception_type, wait_exponential

        retrying = AsyncRetrying(
            retry=retry_if_exception_type(Trouble),
            wait=wait_exponential(self._wait, max=SLOWEST * self._wait),
            before_sleep=self._warn,
        )
        return await retrying(self._taken, step)

    async def _taken(self, step: Callable[[], Awaitable[T]]) -> T:
        """What a step comes to. Raises `Trouble` where it may come to something later."""
        import httpx2
        import openai

        try:
            return await step()
        except httpx2.HTTPError as error:
            said = self.address.says(f"the connection broke: {error or type(error).__name__}")
            raise Trouble(UnavailableError(said)) from None
        except openai.OpenAIError as error:
            trouble = diagnose(error, self.address)
            if isinstance(trouble.error, UnavailableError):
                raise trouble from None
            if trouble.status in NO_ENTRY:
                raise BatchError(str(trouble.error)) from None
            raise BatchRefusedError(_said(error)) from None

    def _warn(self, state: RetryCallState) -> None:
        failed = state.outcome.exception() if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0.0
        said = f"{failed}; the provider is asked again in {wait:,.0f} s, what is out stays out"
        logger.warning("%s", said, extra={"event": "provider", "data": {"seconds": wait}})


def _said(error: openai.OpenAIError) -> Outcome:
    """A refusal as the outcome of a request."""
    import openai

    if not isinstance(error, openai.APIStatusError):
        return Outcome.failed(400, str(error))
    try:
        return Outcome(error.status_code, error.response.json())
    except ValueError:
        return Outcome.failed(error.status_code, error.message)


async def _lines(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of a file that comes in parts; one that is too long to be an answer loses its middle."""
    begun = b""
    async for part in parts:
        *whole, rest = (begun + part).split(b"\n")
        for line in filter(None, map(bytes.strip, whole)):
            yield line
        begun = rest if len(rest) <= MOST_OF_A_LINE else b"{"
    if begun.strip():
        yield begun
