"""How long an endpoint asks to wait, wherever it says so: in headers, in fields of the body, or in words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

__all__ = ["LONGEST_WAIT", "asked_wait", "time_to_reset", "time_to_retry"]

LONGEST_WAIT = 90.0
"""Seconds that an endpoint may ask us to wait before the request is given up: a minute's quota, and a little more."""

LONGEST_BACKOFF = 30.0
"""Seconds that the wait before a retry grows to, where the endpoint doesn't name one."""

_UNITS = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}

_AMOUNT = re.compile(
    r"[\s,]*(?:and\s+)?(\d+(?:\.\d+)?)\s*"
    r"(ms|us|µs|ns|milliseconds?|msecs?|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])",
    re.IGNORECASE,
)
"""One part of a length of time, such as `1m` or `2.5 seconds`."""

_ASKED = re.compile(r"(?:again|retry|retrying|wait|waiting|resets?|available|back)\b\D{0,40}(?=\d)", re.IGNORECASE)
"""The words before the length of time that an endpoint asks to wait."""

_FIELDS = frozenset({"retrydelay", "retryafter", "retryafterseconds", "retryafterms", "estimatedtime"})
"""Names, without signs, of the fields that say how long to wait."""

EPOCH = 1e9
"""Seconds from which on a number is a moment, counted from 1970; from a thousand times that on, in milliseconds."""


def asked_wait(headers: Mapping[str, str], body: object, words: str) -> float | None:
    """Seconds that an endpoint asks to wait: the longest that it names, or until a limit is lifted; None if neither."""
    now = _server_time(headers)
    named = [_milliseconds(headers.get("retry-after-ms")), _seconds(headers.get("retry-after"), now)]
    named += [*_in_fields(body, now), _in_words(words, now)]
    if waits := [wait for wait in named if wait is not None]:
        return max(waits)
    return time_to_reset(headers, surely=False)


def time_to_retry(asked: float | None, failures: int, backoff: float) -> float:
    """Seconds before another attempt: what was asked for, or exponential with full jitter after so many failures."""
    if asked is not None:
        return asked + random.uniform(0, backoff)  # noqa: S311  # spreads requests, guards nothing
    return random.uniform(0, min(LONGEST_BACKOFF, backoff * 2 ** max(0, failures - 1)))  # noqa: S311  # likewise


def time_to_reset(headers: Mapping[str, str], *, surely: bool = True) -> float | None:
    """Seconds until an endpoint's limits are lifted, where its headers say that nothing is left of them.

    Unless `surely`, a limit counts too of which they don't say what is left, if it is lifted soon.
    """
    waits = []
    for name, value in headers.items():
        if "remaining" in name and "limit" in name and value == "0":
            waits.append(_seconds(headers.get(name.replace("remaining", "reset")), _server_time(headers)))
        elif not surely and "reset" in name and "limit" in name and name.replace("reset", "remaining") not in headers:
            wait = _seconds(value, _server_time(headers)) or 0.0
            waits += [wait] if 0 < wait <= LONGEST_WAIT else []
    return max((1.0 if wait is None else wait for wait in waits), default=None)


def _server_time(headers: Mapping[str, str]) -> datetime:
    """What the endpoint's clock shows, since its moments are read off that one."""
    return _moment(headers.get("date") or "") or datetime.now(UTC)


def _seconds(value: object, now: datetime) -> float | None:
    """The seconds that a value comes to: a number, a length of time, or a moment as a date or a number."""
    if isinstance(value, Mapping):
        value = value.get("seconds")
    text = str(value if value is not None else "").strip()
    number = _number(text)
    if number is None:
        until = _moment(text)
        return max(0.0, (until - now).total_seconds()) if until else _length(text)
    if number < EPOCH:
        return number
    return max(0.0, (number / 1000 if number >= EPOCH * 1000 else number) - now.timestamp())


def _milliseconds(value: object) -> float | None:
    number = _number(str(value))
    return None if number is None else number / 1000


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _moment(text: str) -> datetime | None:
    """The moment that a date names, as HTTP or ISO 8601 write it."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text)
        except (ValueError, OverflowError, TypeError):
            continue
        return moment.replace(tzinfo=moment.tzinfo or UTC)
    return None


def _length(text: str, start: int = 0) -> float | None:
    """The length of time that is written at a place in `text`, such as `1m2s`; None where none is."""
    total = None
    while part := _AMOUNT.match(text, start):
        unit = part[2].lower()
        short = "ms" if unit.startswith(("mil", "msec")) else unit if unit in _UNITS else unit[0]
        total = (total or 0.0) + float(part[1]) * _UNITS[short]
        start = part.end()
    return total


def _in_words(words: str, now: datetime) -> float | None:
    for asked in _ASKED.finditer(words):
        if (wait := _length(words, asked.end())) is not None:
            return wait
        if until := _moment(words[asked.end() :].split(maxsplit=1)[0].rstrip(".,;")):
            return max(0.0, (until - now).total_seconds())
    return None


def _in_fields(body: object, now: datetime) -> Iterator[float | None]:
    for name, value in _fields(body):
        plain = name.casefold().replace("_", "").replace("-", "")
        if plain in _FIELDS:
            yield _milliseconds(value) if plain.endswith("ms") else _seconds(value, now)
        elif plain.endswith("ratelimitreset"):
            yield _seconds(value, now)


def _fields(body: object) -> Iterator[tuple[str, Any]]:
    """All fields of a JSON value, however deep."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield from ((str(name), part) for name, part in value.items())
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
