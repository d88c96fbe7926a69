"""Answers kept, and given again without asking: of a run that was interrupted, or of a recording that tests use."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, TextIO

from pydantic import ValidationError

from onrecord.errors import AnswerError, OnrecordError, UsageError
from onrecord.models._base import Answer, Model, Request
from onrecord.models._telling import tell_kept
from onrecord.usage import Usage

__all__ = ["AnswerFile", "Answers", "BeingAskedError", "KeptAnswer", "NotRecordedError", "Recorded", "request_key"]


_HOW = "with `onrecord eval --record FILE` or `pytest --onrecord-record`"


WAIT = 0.1
"""Seconds between two looks for an answer that another is asking for."""


class BeingAskedError(Exception):
    """The answer to a request is being asked for already, and will be kept."""


class NotRecordedError(UsageError):
    """A call that has no recorded answer, where nothing else may answer."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is kept: its text, what it cost, and what had been asked.

    `window` is the model's, in tokens. `filled` is the JSON that filled the schema where `text` itself is not that, and
    None too for an answer that was cut off. `error` says why nothing could be made of the answer. `seconds`
    are by the clock, waiting for a turn included.
    """

    key: str
    model: str
    window: int
    prompt: str
    text: str
    filled: str | None
    truncated: bool
    usage: Usage
    seconds: float
    error: str | None = None

    def answer(self, request: Request) -> Answer:
        """The answer, as the model gave it to this request. Raises `AnswerError` where it gave nothing usable."""
        if self.error is not None:
            raise AnswerError(self.error, usage=self.usage, text=self.text)
        try:
            filled = None if self.truncated else request.schema.model_validate_json(self.filled or self.text)
        except ValidationError:
            raise AnswerError(
                "the kept answer no longer fits what is asked", usage=self.usage, text=self.text
            ) from None
        return Answer(self.text, filled, self.usage, self.truncated)


class Answers(Protocol):
    """Where answers are kept."""

    def get(self, key: str) -> KeptAnswer | None:
        """The answer kept under `key`; None where it is to be asked for, and then put, or dropped.

        Raises `BeingAskedError` where another asks for it now.
        """
        ...

    def put(self, kept: KeptAnswer) -> None:
        """Keep an answer for good, before this returns."""
        ...

    def drop(self, key: str) -> None:
        """Note that the answer didn't come, for others to ask for it."""
        ...


class Recorded:
    """A model whose answers are kept; what was asked before is answered from there, at no cost.

    Without a `model` to ask, a call that isn't recorded raises `NotRecordedError`. `salt` tells repetitions of the same
    request apart.
    """

    def __init__(self, name: str, answers: Answers, model: Model | None = None, *, window: int, salt: str = "") -> None:
        self.name = name
        self.window = window
        self.slots = model.slots if model else 1
        self._given: dict[int, KeptAnswer] = {}
        self._asked = 0
        self._answers = answers
        self._model = model
        self._salt = salt

    async def fill(self, request: Request) -> Answer:
        """The kept answer to the same request, or the model's, which is kept before it is given."""
        place, self._asked = self._asked, self._asked + 1
        key = request_key(self.name, request, self._salt)
        kept = await self._kept(key) or await self._ask(key, request)
        self._given[place] = kept
        return kept.answer(request)

    @property
    def given(self) -> list[KeptAnswer]:
        """The answers so far, new and kept, in the order in which they were asked for."""
        return [self._given[place] for place in sorted(self._given)]

    async def _kept(self, key: str) -> KeptAnswer | None:
        while True:
            try:
                kept = self._answers.get(key)
            except BeingAskedError:
                await asyncio.sleep(WAIT)
            else:
                if kept:
                    tell_kept(self.name, kept.usage)
                return kept

    async def _ask(self, key: str, request: Request) -> KeptAnswer:
        try:
            return await self._ask_model(key, request)
        except BaseException:
            self._answers.drop(key)
            raise

    async def _ask_model(self, key: str, request: Request) -> KeptAnswer:
        if self._model is None:
            raise NotRecordedError(
                f"prompt {request.prompt!r}: no answer of {self.name} is recorded for what it now asks about "
                f"{request.asked[:60]!r}…: the prompt, the schema, the article or the number of repeats changed; "
                f"record it {_HOW}"
            )
        started = time.perf_counter()
        try:
            answer, error = await self._model.fill(request), None
        except AnswerError as failure:
            answer, error = Answer(failure.text, None, failure.usage or Usage()), str(failure)
        kept = KeptAnswer(
            key,
            self.name,
            self.window,
            request.prompt,
            answer.text,
            _filled(answer, request),
            answer.truncated,
            answer.usage,
            round(time.perf_counter() - started, 3),
            error,
        )
        self._answers.put(kept)
        return kept


def _filled(answer: Answer, request: Request) -> str | None:
    """The JSON of what was filled, where the answer's text is not that itself."""
    if answer.filled is None:
        return None
    try:
        same = request.schema.model_validate_json(answer.text) == answer.filled
    except ValidationError:
        same = False
    return None if same else answer.filled.model_dump_json()


def request_key(model: str, request: Request, salt: str = "") -> str:
    """The SHA-256, in hex, of all that shapes the answer to a request."""
    sent = [
        model,
        list(map(dict, request.messages)),
        request.schema.model_json_schema(),
        request.max_tokens,
        dict(request.parameters),
        salt,
        *request.options,
    ]
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


class AnswerFile:
    """Answers in a JSON Lines file, one a line; a last line that a kill cut short is left out.

    Raises `UsageError` for a file that holds something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._kept = {kept.key: kept for kept in _read(path)}

    @property
    def windows(self) -> dict[str, int]:
        """The models that answered, each with its window in tokens."""
        return {kept.model: kept.window for kept in self._kept.values()}

    @property
    def usage(self) -> dict[str, Usage]:
        """The calls and tokens that the answers took, by the model that gave them."""
        used: dict[str, Usage] = {}
        for kept in self._kept.values():
            used[kept.model] = used.get(kept.model, Usage()) + kept.usage
        return used

    def window(self, model: str) -> int:
        """The window of a model that answered, in tokens. Raises `NotRecordedError` where it has answered nothing."""
        if model not in self.windows:
            recorded = ", ".join(self.windows) or "none"
            raise NotRecordedError(
                f"{self._path}: no answer of {model} is recorded; models recorded: {recorded}; record it {_HOW}"
            )
        return self.windows[model]

    def check(self, model: str, prompt: str) -> None:
        """Raise `NotRecordedError` where no answer of a model to a prompt is here, whatever it was asked about."""
        recorded = {(kept.model, kept.prompt): f"{kept.prompt!r} of {kept.model}" for kept in self._kept.values()}
        if (model, prompt) not in recorded:
            raise NotRecordedError(
                f"{self._path}: no answer of {model} to prompt {prompt!r} is recorded; recorded: "
                f"{', '.join(recorded.values()) or 'none'}; ask for one of these, or record more {_HOW}"
            )

    def get(self, key: str) -> KeptAnswer | None:
        """The answer kept under `key`."""
        return self._kept.get(key)

    def drop(self, key: str) -> None:
        """Do nothing: it may be asked for at any time."""

    def put(self, kept: KeptAnswer) -> None:
        """Append an answer to the file."""
        if self._file is None:
            raise OnrecordError(f"{self._path}: is open for reading alone")
        self._kept[kept.key] = kept
        self._file.write(json.dumps(_plain(kept), ensure_ascii=False) + "\n")
        self._file.flush()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Take new answers, within the block."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _drop_broken_end(self._path)
        try:
            with self._path.open("a", encoding="utf-8") as self._file:
                yield
        finally:
            self._file = None


def _plain(kept: KeptAnswer) -> dict[str, Any]:
    return {name: value for name, value in asdict(kept).items() if value is not None}


def _read(path: Path) -> Iterator[KeptAnswer]:
    if not path.exists():
        return
    *lines, _unfinished = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            yield _kept(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(f"{path}: line {number}: is no recorded answer: {error}; record it anew") from error


def _kept(plain: Mapping[str, Any]) -> KeptAnswer:
    return KeptAnswer(**{"filled": None, **plain, "usage": Usage(**plain["usage"])})


def _drop_broken_end(path: Path) -> None:
    """Cut the line off that a kill left unfinished, so that the next one starts on its own."""
    if not path.exists():
        return
    content = path.read_bytes()
    if content and not content.endswith(b"\n"):
        with path.open("rb+") as file:
            file.truncate(content.rfind(b"\n") + 1)
