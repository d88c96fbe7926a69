"""Summaries as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from onrecord.compose import LENGTH
from onrecord.report import summary_page

if TYPE_CHECKING:
    from onrecord.extraction import Summary

__all__ = ["page"]


@contextmanager
def page(file: TextIO, length: float | None) -> Iterator[Callable[[Summary], None]]:
    """One page of all articles."""
    held: list[Summary] = []
    yield held.append
    file.write(summary_page(held, length=LENGTH if length is None else length))
