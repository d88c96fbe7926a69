"""How lines on stderr are written: in words for people, or as JSON for programs.

Everything that is told there goes through Python's `logging`. A record of ours has an `event`, which names what
happened, and `data`, which are the figures of it; both are given as `extra`.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from enum import StrEnum

from onrecord.cli.output import harmless, json_text

__all__ = ["LogFormat", "in_json", "log_as"]

logger = logging.getLogger("onrecord")

FOR_PROGRAMS = frozenset({"started", "article", "dead_feed", "finished", "estimate", "retry"})
"""Events that are told in JSON alone: in words, a batch tells of them on stdout at its end."""


class LogFormat(StrEnum):
    """How lines on stderr are written."""

    TEXT = "text"
    JSON = "json"


def log_as(wanted: LogFormat | None) -> None:
    """Write lines in that format, with the time where no terminal shows them; None: plainly, and only what is wrong."""
    in_words = _Plain("onrecord: %(message)s") if wanted is None or _is_terminal() else _Dated()
    _handler.setFormatter(_Json() if wanted is LogFormat.JSON else in_words)
    logger.setLevel(logging.WARNING if wanted is None else logging.INFO)
    logging.captureWarnings(wanted is LogFormat.JSON)
    logging.lastResort = _handler if wanted is LogFormat.JSON else _last_resort


def in_json() -> bool:
    """Whether lines are JSON."""
    return isinstance(_handler.formatter, _Json)


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


class _Plain(logging.Formatter):
    """Lines for people, each whole and without what could steer a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        return super().formatMessage(record).replace("\n", " ")

    def format(self, record: logging.LogRecord) -> str:
        return harmless(super().format(record))


class _Dated(_Plain):
    """Lines for people, each with its time in UTC."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s onrecord: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  # logging's name
        del datefmt
        return _time(record)


class _Json(logging.Formatter):
    """JSON objects, one a line."""

    def format(self, record: logging.LogRecord) -> str:
        event = getattr(record, "event", record.name)
        told = {
            "timestamp": _time(record),
            "level": record.levelname.lower(),
            "event": event,
            "message": record.getMessage(),
        }
        told |= getattr(record, "data", {})
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json_text(told).rstrip("\n")


def _time(record: logging.LogRecord) -> str:
    """When something was told, in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Stderr(logging.Handler):
    """Writes to what stderr is by now: a bar may have taken its place."""

    def emit(self, record: logging.LogRecord) -> None:
        if not in_json() and getattr(record, "event", "") in FOR_PROGRAMS:
            return
        try:
            print(self.format(record), file=sys.stderr, flush=True)  # noqa: T201
        except OSError:  # that nobody reads stderr any more ends no work
            return


_last_resort = logging.lastResort
_handler = _Stderr()
for _name in (logger.name, "py.warnings"):
    logging.getLogger(_name).addHandler(_handler)
log_as(None)
