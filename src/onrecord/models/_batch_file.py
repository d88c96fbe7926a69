"""The format of a provider's batch: a line of JSON for each request, and one for what came of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord.models._token_counts import TokenCounts
from onrecord.usage import Usage

__all__ = ["MOST_BYTES", "MOST_REQUESTS", "URL", "Line", "Outcome", "read_outcome", "request_line"]

URL: Final = "/v1/chat/completions"
"""What all requests of a batch are sent to, as providers write it whatever their base URL is."""

MOST_REQUESTS = 50_000
"""Requests of one file, at most."""

MOST_BYTES = 190_000_000
"""Bytes of one file, at most: 200 MB are allowed, and it isn't said which ones."""

NOT_ANSWERED, PERHAPS_PAID = 503, 504
"""The statuses of requests without an answer: those that cost nothing, and those that may have been answered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One request of a batch: what is asked for (`request_key`), and which try of that it is, counted from 0.

    These two make up its `id`, so the same try has the same id whenever it arises. `dialect` is the one that it is
    written in, `size` are its bytes, `max_tokens` how long its answer may get.
    """

    request: str
    place: int
    dialect: str = ""
    size: int = 0
    max_tokens: int = 0

    @property
    def id(self) -> str:
        """What tells it from all others: `custom_id`, short enough for every provider."""
        return f"{self.request[:48]}-{self.place}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: a status of HTTP, and the body that a response would have."""

    status: int
    body: Any

    @classmethod
    def failed(cls, status: int, message: str, **more: Any) -> Outcome:
        """A request that wasn't answered, and why."""
        return cls(status, {"error": {"message": message, **more}})

    @property
    def text(self) -> str:
        """The outcome as it is kept."""
        return json.dumps([self.status, self.body], ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> Outcome:
        """The outcome that was kept."""
        return cls(*json.loads(text))

    @property
    def usage(self) -> Usage:
        """The tokens that it took; none where that isn't said."""
        said = self.body.get("usage") if isinstance(self.body, Mapping) else None
        return TokenCounts().read(said)


def request_line(line: Line, body: bytes) -> bytes:
    """A request as a line of the file."""
    head = json.dumps({"custom_id": line.id, "method": "POST", "url": URL})
    return head[:-1].encode() + b', "body": ' + body + b"}\n"


def read_outcome(line: bytes) -> tuple[str, Outcome]:
    """The id of a request, and what came of it, from a line of results.

    Raises `ValueError` for what is no such line.
    """
    try:
        said = json.loads(line)
        response, error = said.get("response"), said.get("error")
        if response:
            return str(said["custom_id"]), Outcome(int(response["status_code"]), response["body"])
        reason = (error or {}).get("message") or "the batch has no answer to it"
        return str(said["custom_id"]), Outcome.failed(NOT_ANSWERED, reason, code=(error or {}).get("code"))
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no line of results: {error}") from error
