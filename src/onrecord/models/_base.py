"""What a model is asked and what it gives back, whatever it runs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, Field

from onrecord.usage import Usage

__all__ = ["DEFAULT_WINDOW", "Answer", "Call", "Model", "OptionProbabilities", "Pace", "Request", "Usage"]

DEFAULT_WINDOW = 32_768
"""Tokens of context, where neither the settings nor the model say."""


@dataclass(frozen=True, slots=True)
class Request:
    """Messages to send and the schema to fill.

    `messages` are `{"role": …, "content": …}`; `schema` is a pydantic class whose `model_json_schema` and
    `model_validate_json` are used; `parameters` are what else the request sets, as the OpenAI API names it. `shown` is
    the text of the article that the messages show and `asked` the part that they ask about: a model whose decoding can
    be held to it copies values from there and from nowhere else. `prompt` is the name of the prompt that asks.

    The first `fixed` messages are the same whatever a prompt asks about: a model can keep what it made of them.

    Where there are `options`, one of these words is the whole answer, and `schema` is `OptionProbabilities`; a model
    that doesn't say how probable its words are gives no usable answer then.

    With `ended`, an answer that came to its bound counts as cut off even where it fills the schema.
    """

    messages: Sequence[Mapping[str, str]]
    schema: type[BaseModel]
    max_tokens: int
    parameters: Mapping[str, Any] = field(default_factory=dict)
    shown: str = ""
    asked: str = ""
    prompt: str = ""
    options: tuple[str, ...] = ()
    ended: bool = False
    fixed: int = 0


class OptionProbabilities(BaseModel):
    """How probable each option of a request is to the model, by its word; together they are 1."""

    probabilities: dict[str, Annotated[float, Field(ge=0, le=1)]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as text and, unless it was cut off, as the schema filled."""

    text: str
    filled: BaseModel | None
    usage: Usage
    truncated: bool = False


class Model(Protocol):
    """Something that fills schemas.

    `name` is stored with every result, `window` is how many tokens a request and its answer may have together,
    `slots` is how many requests are worth sending at once.
    """

    name: str
    window: int
    slots: int

    async def fill(self, request: Request) -> Answer:
        """The schema filled, or the text of an answer that was cut off.

        Raises `ModelError`, with the usage of every attempt.
        """
        ...


@dataclass(slots=True)
class Call:
    """One call to an endpoint: its size in bytes, how long its answer may get in tokens, and what came of it.

    `status` is that of the response, 0 where none came; `headers` are the response's; `after` is how many seconds the
    endpoint asks to wait; `usage` is what it says the call took. `sent` is false where there was no connection. `model`
    is the name of the model whose price it has; "" is the one that a budget was made for. `kept` says that an earlier
    session made it: it takes no turn, and counts as under way until its end is known.
    """

    size: int
    max_tokens: int
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float | None = None
    usage: Usage | None = None
    sent: bool = True
    model: str = ""
    kept: bool = False


class Pace(Protocol):
    """Says when calls to an endpoint may be made; `most` is how many there are ever at once."""

    most: int

    def turn(self, call: Call) -> AbstractAsyncContextManager[None]:
        """A turn, held within the block; at its end the call says what came of it."""
        ...
