"""Summaries as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from onrecord.cli.output import harmless
from onrecord.export import as_markdown

if TYPE_CHECKING:
    from onrecord.extraction import Summary

__all__ = ["markdown"]


@contextmanager
def markdown(file: TextIO) -> Iterator[Callable[[Summary], object]]:
    """A section for each article."""
    yield lambda summary: file.write(harmless(as_markdown(summary)))
