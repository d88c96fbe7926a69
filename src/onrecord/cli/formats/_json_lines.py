"""Summaries as JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from pydantic_core import to_json

from onrecord.cli.output import escaped_json

__all__ = ["json_lines"]


@contextmanager
def json_lines(file: TextIO) -> Iterator[Callable[[Mapping[str, Any]], object]]:
    """A line of JSON for each article, in the shortest form."""
    yield lambda plain: file.write(escaped_json(to_json(plain).decode()) + "\n")
