"""Summaries as one list of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from onrecord.cli.output import json_text

__all__ = ["json_list"]


@contextmanager
def json_list(file: TextIO) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """One list, written once it is whole."""
    held: list[Mapping[str, Any]] = []
    yield held.append
    file.write(json_text(held, indent=2))
