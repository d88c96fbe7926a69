"""Test doubles for onrecord's own tests and for users' tests: a model that answers from a script."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from onrecord.answers import AnswerSchema
from onrecord.errors import AnswerError
from onrecord.models import Answer, Request
from onrecord.usage import Usage

__all__ = ["FakeModel", "answer_text"]

Script = str | Mapping[str, Any] | Exception
"""One scripted answer: its text, the object that the text should hold, or an error to raise."""


class FakeModel:
    """A model that answers each request from a script, and keeps the requests in `requests`.

    The script is a function of the request, or a list with one entry for each request, of which the last one is
    repeated. An entry that is no complete JSON text becomes an answer that was cut off. Each call counts as 10 tokens
    of input and 5 of output. `window` is in tokens, and `slots` is how many requests are made at the same time.
    """

    def __init__(
        self, script: Sequence[Script] | Callable[[Request], Script], *, window: int = 8192, slots: int = 1
    ) -> None:
        self.name = "fake"
        self.window = window
        self.slots = slots
        self.requests: list[Request] = []
        self._script = script

    async def fill(self, request: Request) -> Answer:
        """The next scripted answer.

        Raises the script's errors, and `AnswerError` for JSON that doesn't fit the schema.
        """
        await asyncio.sleep(0)  # as with a model, others get their turn meanwhile
        self.requests.append(request)
        entry = self._script(request) if callable(self._script) else self._next()
        if isinstance(entry, Exception):
            raise entry
        text = entry if isinstance(entry, str) else _text_of(entry, request)
        usage = Usage(calls=1, input=10, output=5)
        if not _is_whole(text):
            return Answer(text, None, usage, truncated=True)
        try:
            return Answer(text, request.schema.model_validate_json(text), usage)
        except ValidationError as error:
            raise AnswerError(str(error), usage=usage, text=text) from error

    def _next(self) -> Script:
        scripted: Sequence[Script] = self._script  # type: ignore[assignment]  # not called where it is a function
        return scripted[min(len(self.requests), len(scripted)) - 1]


def _text_of(entry: Mapping[str, Any], request: Request) -> str:
    is_records = issubclass(request.schema, AnswerSchema)
    return answer_text(entry) if is_records else json.dumps(entry, ensure_ascii=False)


def answer_text(
    records: Mapping[str, Iterable[Mapping[str, Any]]], kinds: Iterable[str] = ("statements", "events", "claims")
) -> str:
    """The JSON text of an answer.

    `records` are keyed by the plurals of their kinds, of whatever kind. The other `kinds` become empty lists.
    """
    plurals = dict.fromkeys([*kinds, *records])
    return json.dumps({plural: list(records.get(plural, ())) for plural in plurals}, ensure_ascii=False)


def _is_whole(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError:  # complete or not, the text is nested too deep to fit a schema
        return True
    except ValueError:
        return False
    return True
