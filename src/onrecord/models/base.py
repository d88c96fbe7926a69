"""What a model is asked and what it gives back, whatever it runs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel

from onrecord.usage import Usage

__all__ = ["Answer", "Model", "Request", "Usage"]


@dataclass(frozen=True, slots=True)
class Request:
    """Messages to send and the schema to fill.

    `messages` are `{"role": …, "content": …}`; `schema` is a pydantic class whose `model_json_schema` and
    `model_validate_json` are used; `parameters` are sampling parameters as the OpenAI API names them. `shown` is the
    text of the article that the messages show and `asked` the part that they ask about: a model whose decoding can be
    held to it copies values from there and from nowhere else. `prompt` is the name of the prompt that asks.
    """

    messages: Sequence[Mapping[str, str]]
    schema: type[BaseModel]
    max_tokens: int
    parameters: Mapping[str, float | int | str] = field(default_factory=dict)
    shown: str = ""
    asked: str = ""
    prompt: str = ""


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
