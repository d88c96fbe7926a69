"""Doubles for tests, ours and a user's: a model that answers by script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from onrecord.errors import AnswerError
from onrecord.models import Answer, Request
from onrecord.usage import Usage

__all__ = ["FakeModel", "answer_text"]

Script = str | Mapping[str, Any] | Exception
"""What one answer is to be: a text, the object to answer with, or an error to raise."""


class FakeModel:
    """A model that answers each request from a script, and remembers the requests.

    The script is a list, one entry a request and the last one over again, or a function of the request. An entry that
    is cut short, so no whole JSON, comes out as an answer that was cut off. Each call counts 10 tokens in and 5 out.
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
        """What the script says. Raises the script's errors, and `AnswerError` for JSON that doesn't fit the schema."""
        self.requests.append(request)
        entry = self._script(request) if callable(self._script) else self._next()
        if isinstance(entry, Exception):
            raise entry
        text = entry if isinstance(entry, str) else answer_text(entry)
        usage = Usage(calls=1, input=10, output=5)
        if not _is_whole(text):
            return Answer(text, None, usage, truncated=True)
        try:
            return Answer(text, request.schema.model_validate_json(text), usage)
        except ValidationError as error:
            raise AnswerError(str(error), usage=usage, text=text) from error

    def _next(self) -> Script:
        scripted: Sequence[Script] = self._script  # type: ignore[assignment]  # only called where it is no function
        return scripted[min(len(self.requests), len(scripted)) - 1]


def answer_text(
    records: Mapping[str, Iterable[Mapping[str, Any]]], kinds: Iterable[str] = ("statements", "events", "claims")
) -> str:
    """An answer as a model would write it: `records` by the plural of their kind, empty lists for the other `kinds`."""
    return json.dumps({plural: list(records.get(plural, ())) for plural in kinds}, ensure_ascii=False)


def _is_whole(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError:  # whole or not, it is nested too deep to fill a schema
        return True
    except ValueError:
        return False
    return True
