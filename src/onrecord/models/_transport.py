"""The HTTP side of an endpoint: a payload is sent, tried again within a bound, counted and read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import AnswerError
from onrecord.models._base import Call, Pace, Request, Usage
from onrecord.models._completion import Completion, read_completion
from onrecord.models._dialect import Dialect
from onrecord.models._failures import ErrorInAnswer, ModelAddress, Trouble, diagnose
from onrecord.models._telling import tell_of_retry, telling
from onrecord.models._token_counts import TokenCounts
from onrecord.models._waits import time_to_retry

if TYPE_CHECKING:
    import httpx2
    import openai
    from tenacity import RetryCallState

    from onrecord.settings import Settings

__all__ = ["Exchange", "Transport", "body_of", "is_this_machine", "opened_client"]


@dataclass(slots=True)
class Exchange:
    """What one request has come to so far: over its retries, its re-asks and the dialects that were refused.

    `sent` is the payload that went out last, in a `dialect`; `completion` is the last answer and `text` its text; `key`
    is the request's, where it is known by one.
    """

    usage: Usage = field(default_factory=Usage)
    retries: int = 0
    answers: int = 0
    text: str = ""
    trouble: Trouble | None = None
    completion: Completion | None = None
    sent: Mapping[str, object] = field(default_factory=dict)
    key: str = ""
    dialect: Dialect | None = None

    def note(self, completion: Completion, usage: Usage) -> None:
        """Count an answer and what it took, and keep its text."""
        self.answers += 1
        self.completion, self.text = completion, completion.text
        self.usage += usage

    def count_retry(self) -> None:
        """Take one retry off the budget."""
        self.retries += 1


class _FixedPace:
    """So many calls at once, and the rest as they come."""

    def __init__(self, most: int) -> None:
        self.most = max(1, most)
        self._turns = asyncio.Semaphore(self.most)

    @asynccontextmanager
    async def turn(self, call: Call) -> AsyncIterator[None]:
        if call.kept:
            yield
            return
        async with self._turns:
            yield


class Transport:
    """Sends payloads to `/chat/completions` of one endpoint, at a `pace`, or `settings.concurrency` at a time.

    The client library is loaded and connections are opened at the first request. They belong to the event loop that is
    running then; another loop gets its own.
    """

    def __init__(self, address: ModelAddress, settings: Settings, pace: Pace | None = None) -> None:
        self.address = address
        self._given_pace = pace
        self._settings = settings
        self._client: openai.AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pace = pace or _FixedPace(settings.concurrency)
        self._token_counts = TokenCounts()

    async def open(self) -> None:
        """Nothing is opened before the first request."""

    def begin(self, request: Request) -> Exchange:  # noqa: ARG002  # what other transports know it by
        """What a request has come to before anything is sent."""
        return Exchange()

    def give_up(self, exchange: Exchange) -> None:
        """Let a request be asked anew that was refused for good, or not answered."""

    def spoken(self, exchange: Exchange) -> Dialect | None:  # noqa: ARG002  # of transports that keep what was asked
        """The dialect in which an earlier session made the next try, where there was one."""
        return None

    async def send(self, payload: Mapping[str, object], exchange: Exchange) -> Completion:
        """The endpoint's answer, retried while `exchange` has retries left.

        Raises `ModelError`; what the endpoint said is then in `exchange.trouble`.
        """
        from tenacity import AsyncRetrying, retry_if_exception

        exchange.sent = payload
        body = body_of(payload)
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Trouble) and error.retry),
            stop=lambda _: exchange.retries >= self._settings.retries,
            wait=self._wait,
            before_sleep=lambda state: _note_retry(state, exchange),
            sleep=asyncio.sleep,
            reraise=True,
        )
        try:
            return await retrying(self._attempt, body, _longest_answer(payload), exchange)
        except Trouble as trouble:
            exchange.trouble = trouble
            if trouble.retry and exchange.retries:
                trouble.error.args = (f"{trouble.error} (after {exchange.usage.calls} attempts)",)
            raise trouble.error from None

    async def aclose(self) -> None:
        """Close the connections; a later request opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next attempt."""
        failed = state.outcome.exception() if state.outcome else None
        after = failed.after if isinstance(failed, Trouble) else None
        return time_to_retry(after, state.attempt_number, self._settings.backoff)

    async def _attempt(self, body: bytes, max_tokens: int, exchange: Exchange) -> Completion:
        """One call, counted whatever becomes of it.

        Raises `Trouble`.
        """
        completion, usage = await self._called(body, max_tokens, exchange)
        exchange.note(completion, usage)
        if completion.refusal:
            raise Trouble(AnswerError(self.address.says(completion.refusal)))
        return completion

    async def _called(self, body: bytes, max_tokens: int, exchange: Exchange) -> tuple[Completion, Usage]:
        """The completion that one call brings in its turn, and the tokens that it took."""
        client = self._opened()
        call = Call(len(body), max_tokens)
        async with self._pace.turn(call):
            exchange.usage += Usage(calls=1)
            with telling(self.address, call) as told:
                told.completion = completion = await self._completed(self._post(client, body), call)
        return completion, call.usage or Usage()

    async def _completed(self, coming: Awaitable[httpx2.Response], call: Call) -> Completion:
        """The completion that one response brings; what came of it is noted in `call`."""
        import openai

        try:
            response = await coming
            call.status, call.headers = response.status_code, response.headers
            completion = read_completion(response.content)
        except (openai.OpenAIError, TimeoutError, ErrorInAnswer) as error:
            trouble = diagnose(error, self.address)
            call.after, call.sent = trouble.after, not _never_sent(error)
            if not (isinstance(error, ErrorInAnswer) and isinstance(error.body, str)):  # else it is a body in pieces
                call.status = trouble.status
            if isinstance(error, openai.APIStatusError):
                call.headers = error.response.headers
            if trouble.written is None:
                raise trouble from None
            completion = Completion.saying(trouble.written)
        else:
            call.usage = self._token_counts.read(completion.usage)
        return completion

    async def _post(self, client: openai.AsyncOpenAI, body: bytes) -> httpx2.Response:
        """The response to one POST, all of which falls under the time limit."""
        import httpx2

        async with asyncio.timeout(self._settings.timeout or None):
            return await client.post("/chat/completions", cast_to=httpx2.Response, content=body)

    def _opened(self) -> openai.AsyncOpenAI:
        """The client, built at the first call on this event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._pace = self._given_pace or _FixedPace(self._settings.concurrency)
            self._client, self._loop = self._new_client(), loop
        return self._client

    def _new_client(self) -> openai.AsyncOpenAI:
        """A client whose own retries and time-outs are off: tenacity and `_post` hold them for the whole attempt."""
        import httpx2
        import openai

        from onrecord.models._bounded import BoundedClient

        http = BoundedClient(
            limits=httpx2.Limits(max_connections=self._pace.most),
            timeout=httpx2.Timeout(None),
            follow_redirects=False,  # an article goes to the address that was named, and to no other
            trust_env=not is_this_machine(self.address.url),  # no proxy between us and ourselves
        )
        return openai.AsyncOpenAI(
            base_url=self.address.url, api_key=self.address.api_key, max_retries=0, timeout=None, http_client=http
        )


def body_of(payload: Mapping[str, object]) -> bytes:
    """A payload as it goes out; lone surrogates, which UTF-8 can't carry, become question marks."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def opened_client(address: ModelAddress, timeout: float) -> openai.AsyncOpenAI:
    """A client for files of any size, which makes no attempts of its own; it waits `timeout` seconds for each part."""
    import httpx2
    import openai

    http = openai.DefaultAioHttpClient(
        timeout=httpx2.Timeout(timeout or None),
        follow_redirects=False,
        trust_env=not is_this_machine(address.url),
    )
    return openai.AsyncOpenAI(
        base_url=address.url,
        api_key=address.api_key,
        max_retries=0,
        timeout=httpx2.Timeout(timeout or None),
        http_client=http,
    )


def _note_retry(state: RetryCallState, exchange: Exchange) -> None:
    """Take one retry off the budget, and tell why it is made."""
    exchange.count_retry()
    failed = state.outcome.exception() if state.outcome else None
    if isinstance(failed, Trouble):
        tell_of_retry(failed, state.upcoming_sleep)


def is_this_machine(url: str) -> bool:
    """Whether an address is one of this machine."""
    return urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _longest_answer(payload: Mapping[str, object]) -> int:
    """Tokens that the answer to a payload may take."""
    named = payload.get("max_tokens") or payload.get("max_completion_tokens")
    return named if isinstance(named, int) else 0


def _never_sent(error: BaseException) -> bool:
    """Whether there was no connection to send anything on."""
    root = error
    while root.__cause__ is not None:
        root = root.__cause__
    return isinstance(root, ConnectionRefusedError) or "Connector" in type(root).__name__
