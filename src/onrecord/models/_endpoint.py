"""A model behind an OpenAI-compatible endpoint: schemas filled by way of instructor, malformed answers asked again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from onrecord.errors import AnswerError, ModelError, RefusedError, UnavailableError
from onrecord.models._base import DEFAULT_WINDOW, Answer, Pace, Request
from onrecord.models._completion import Completion
from onrecord.models._dialect import WAYS, Dialect
from onrecord.models._failures import NO_KEY, ModelAddress, mismatch, translate
from onrecord.models._options import ALTERNATIVES, option_probabilities
from onrecord.models._telling import tell_of_reask
from onrecord.models._transport import Exchange, Transport
from onrecord.models.providers import ADDRESSES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from onrecord.models._batch_transport import InBatches
    from onrecord.settings import Mode, Settings

__all__ = ["Endpoint"]

logger = logging.getLogger(__name__)

Grammar = Callable[[Request], str]
"""Turns a request into a grammar that the endpoint takes in the JSON schema's stead."""

IN_WORDS = "Answer with one JSON object and nothing else. It follows this JSON schema:\n{schema}"
"""Added to the last message where the endpoint takes no schema: at the end, so that the prefix stays shared."""

FIRST: Mapping[str, Mapping[str, str]] = {
    ADDRESSES["openai"]: {"bound": "max_completion_tokens"},
    ADDRESSES["anthropic"]: {"way": "tools"},
}
"""What is known of an address beforehand: openai's newest models refuse the other name, and anthropic's address lets a
schema pass without a word."""

MOST_CHANGES = 12
"""Dialects that are tried for one request, at most."""


@dataclass(slots=True)
class _Talk:
    """What has been tried for one request: the `dialect` now spoken, the one that it `began` with, what came of all."""

    began: Dialect
    dialect: Dialect
    exchange: Exchange
    schema: type[BaseModel]
    tried: set[Dialect] = field(default_factory=set)


class Endpoint:
    """A model behind an OpenAI-compatible endpoint; an async context manager that closes its connections.

    Nothing is loaded or opened before the first `fill`; then the `transport` carries what is asked. At most
    `settings.concurrency` calls are under way at once, or as many as a `pace` lets, and what is asked beyond that waits
    its turn, so callers need hold no limit of their own. With `grammar`, the grammar it makes of the request is sent in
    place of `response_format`, as llama.cpp takes it.
    """

    def __init__(  # noqa: PLR0913  # what it is asked for, where and how
        self,
        model: str,
        *,
        base_url: str,
        api_key: str | None,
        settings: Settings,
        grammar: Grammar | None = None,
        pace: Pace | None = None,
        key_variable: str = "OPENAI_API_KEY",
    ) -> None:
        self.name = model
        self.window = settings.window or DEFAULT_WINDOW
        self.slots = pace.most if pace else max(1, settings.concurrency)
        self._model = model
        self._settings = settings
        self._dialect = _first_dialect(settings.mode, base_url)
        self._prepared = lru_cache(maxsize=64)(_prepare)
        self._grammar = grammar
        self._fillers: dict[Mode, Callable[..., Any]] = {}
        address = ModelAddress(model, base_url, api_key or NO_KEY, key_variable, settings.timeout)
        self._pace = pace
        self.transport = Transport(address, settings, pace)

    def __repr__(self) -> str:
        return f"Endpoint({self.name!r}, base_url={self.address!r})"

    @property
    def address(self) -> str:
        """The base URL, without a password or a query."""
        return self.transport.address.address

    def ask_in_batches(self, how: InBatches) -> None:
        """Ask in the provider's batches from now on; to be called before the block is entered."""
        from onrecord.models._batch_transport import BatchTransport

        self.transport = BatchTransport(self.name, self.transport.address, self._settings, self._pace, how)

    async def __aenter__(self) -> Self:
        await self.transport.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; a later `fill` opens new ones."""
        await self.transport.aclose()

    async def fill(self, request: Request) -> Answer:
        """The schema filled, or the text of an answer that was cut off.

        One request makes at most 1 + `retries` + `reasks` calls, and one more for each dialect that is refused or
        leaves too little room, `MOST_CHANGES` at most. Raises `RefusedError`, `UnavailableError` or `AnswerError`, with
        the usage of every call.
        """
        exchange = self.transport.begin(request)
        first = self.transport.spoken(exchange) or self._dialect
        talk = _Talk(first, first, exchange, request.schema)
        try:
            return await self._converse(request, talk)
        except ModelError as error:
            error.usage = talk.exchange.usage
            error.text = talk.exchange.text
            if isinstance(error, RefusedError | UnavailableError):
                self.transport.give_up(talk.exchange)
            error.__context__ = None  # holds the vendor's error, and with it perhaps the key
            raise

    async def _converse(self, request: Request, talk: _Talk) -> Answer:
        """Ask in the dialect known so far, and in others as long as the endpoint's refusals suggest one."""
        while True:
            talk.tried.add(talk.dialect)
            talk.exchange.trouble, talk.exchange.dialect = None, talk.dialect
            try:
                answer = await self._ask(request, talk)
            except RefusedError:
                if not self._turns(talk, self._after_refusal(talk)):
                    raise
            else:
                if answer.filled or not self._turns(talk, self._after_thought(request, talk)):
                    return answer

    def _turns(self, talk: _Talk, following: Dialect | None) -> bool:
        """Turn to another dialect, if there is one: what other requests have learned meanwhile, or `following`.

        Where an earlier session asked in another one, that is the one.
        """
        if following is None or len(talk.tried) >= MOST_CHANGES:
            return False
        if spoken := self.transport.spoken(talk.exchange):
            following = spoken
        elif self._dialect not in talk.tried:
            following = talk.began = self._dialect
        logger.info(
            "%s: refused, or answered with nothing, as %s; trying %s",
            self.name,
            talk.dialect,
            following,
            extra={"event": "learned"},
        )
        talk.dialect = following
        return True

    def _after_refusal(self, talk: _Talk) -> Dialect | None:
        refusal = talk.exchange.trouble
        following = talk.dialect.after(refusal, talk.exchange.sent) if refusal else None
        kept = following and (following.way == talk.dialect.way or self._settings.mode == "auto")
        return following if kept else None

    def _after_thought(self, request: Request, talk: _Talk) -> Dialect | None:
        """The dialect that leaves more room, where thought took what the answer needed."""
        completion = talk.exchange.completion
        if completion is None or not completion.is_all_thought:
            return None
        size = _size(request.messages)
        return talk.dialect.with_room(talk.dialect.tokens(request.max_tokens, size), self.window - size // 2)

    async def _ask(self, request: Request, talk: _Talk) -> Answer:
        """The answer in one dialect; instructor validates it and asks again for what is malformed."""
        from instructor.core.exceptions import IncompleteOutputException, InstructorError

        if request.options:
            return await self._choose(request, talk)
        exchange, dialect = talk.exchange, talk.dialect
        filled: BaseModel | None = None
        try:
            filled = await self._filler(dialect.way)(
                response_model=self._prepared(request.schema, titled=dialect.way == "tools"),
                max_retries=self._settings.reasks - exchange.answers,
                strict=False,
                talk=talk,
                **self._payload(request, dialect),
            )
        except IncompleteOutputException:
            filled = None if request.ended else _whole(request.schema, exchange.text)
        except (ModelError, InstructorError) as error:
            raise translate(error, self.transport.address) from None
        else:
            vars(filled).pop("_raw_response", None)  # instructor ties the whole response to it
        return Answer(exchange.text, filled, exchange.usage, truncated=filled is None)

    async def _choose(self, request: Request, talk: _Talk) -> Answer:
        """The probability of each option, read from those of the answer's first token.

        Raises `AnswerError` where the answer is none of the options, or comes without probabilities.
        """
        weighing = {"logprobs": True, "top_logprobs": ALTERNATIVES}
        completion = await self._send(self._payload(request, talk.dialect) | weighing, talk)
        exchange = talk.exchange
        try:
            filled = option_probabilities(completion, request.options)
        except ValueError as error:
            raise AnswerError(self.transport.address.says(str(error))) from None
        return Answer(exchange.text, filled, exchange.usage)

    def _payload(self, request: Request, dialect: Dialect) -> dict[str, Any]:
        """What is sent, apart from what instructor adds for the schema."""
        messages = dialect.messages(request.messages)
        if dialect.way in ("json", "text"):
            schema = json.dumps(request.schema.model_json_schema(), ensure_ascii=False, separators=(",", ":"))
            messages[-1]["content"] += "\n\n" + IN_WORDS.format(schema=schema)
        grammar = {"grammar": self._grammar(request)} if self._grammar and dialect.way == "schema" else {}
        return {
            "model": self._model,
            "messages": messages,
            dialect.bound: dialect.tokens(request.max_tokens, _size(messages)),
            **request.parameters,
            **grammar,
        }

    def _filler(self, way: Mode) -> Callable[..., Any]:
        """`create` of instructor for a way of asking, around our own transport.

        Where the schema goes into words, instructor works as it does with one, and `_complete` takes out the format:
        its own modes for that put the schema first, where it breaks the prefix, and validate the last object in a text
        that was cut off.
        """
        if way not in self._fillers:
            import instructor

            _keep_quiet(logging.getLogger("instructor"))
            mode = instructor.Mode.TOOLS if way == "tools" else instructor.Mode.JSON_SCHEMA
            self._fillers[way] = instructor.patch(create=self._complete, mode=mode)
        return self._fillers[way]

    async def _complete(self, *, talk: _Talk, **payload: object) -> Completion:
        """One answer, for instructor to validate."""
        if talk.exchange.answers:
            tell_of_reask(self.transport.address, _mismatch(talk.schema, talk.exchange.text))
        way = talk.dialect.way
        if way == "json":
            payload["response_format"] = {"type": "json_object"}
        elif way == "text" or "grammar" in payload:
            del payload["response_format"]
        return (await self._send(payload, talk)).in_form(call=way == "tools")

    async def _send(self, payload: Mapping[str, object], talk: _Talk) -> Completion:
        """What the endpoint answers in a dialect; that it does shows that it takes the dialect."""
        completion = await self.transport.send(talk.dialect.payload(payload), talk.exchange)
        self._dialect = self._dialect.learning(talk.began, talk.dialect)
        return completion


def _first_dialect(mode: Mode, base_url: str) -> Dialect:
    known: dict[str, Any] = {"way": WAYS[0], **FIRST.get(base_url.rstrip("/"), {})}
    return Dialect(**known if mode == "auto" else known | {"way": mode})


def _mismatch(schema: type[BaseModel], text: str) -> str:
    """How a text fails the schema, without quoting it."""
    try:
        schema.model_validate_json(text)
    except ValidationError as error:
        return mismatch(error)
    return "it is not in the form that was asked for"


def _size(messages: Sequence[Mapping[str, str]]) -> int:
    """Bytes of text that messages hold."""
    return sum(len(message["content"].encode(errors="replace")) for message in messages)


def _whole(schema: type[BaseModel], text: str) -> BaseModel | None:
    """The schema filled by an answer that is whole, although it came to its bound; None where it was cut off."""
    if not text.rstrip("` \n").endswith(("}", "]")):
        return None
    try:
        return schema.model_validate_json(text)
    except ValidationError:
        return None


def _prepare(schema: type[BaseModel], *, titled: bool) -> type[BaseModel]:
    """A class that stands for `schema` before instructor: its JSON schema at hand, validation handed through.

    instructor wraps a class anew at every call and walks all its fields four times; this one it takes as it is, and
    what it validates is an instance of `schema` itself. Tool calls want a title in the JSON schema, and instructor
    writes into what it is given for them.
    """
    from instructor.v2.core.function_calls import ResponseSchema
    from pydantic import create_model

    document = schema.model_json_schema()
    if titled:
        document = {"title": schema.__name__} | deepcopy(document)
    make: Callable[..., Any] = create_model
    standing = make(schema.__name__, __base__=ResponseSchema, __doc__=schema.__doc__)
    standing.model_json_schema = lambda: document
    standing.model_validate_json = schema.model_validate_json
    return standing  # type: ignore[no-any-return]


def _keep_quiet(library: logging.Logger) -> None:
    """Keep a library's warnings off stderr where logging isn't set up.

    instructor logs each failure that it then raises, the article's text included. Handlers that a user sets up still
    get it all.
    """
    if not any(isinstance(handler, logging.NullHandler) for handler in library.handlers):
        library.addHandler(logging.NullHandler())
