"""What a format of summaries is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

__all__ = ["Format"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of summaries, by its `name`, which `--format` takes.

    `writer` is what opens it, or names that as MODULE:FUNCTION, which is then loaded when it is called: a context
    manager over a file of text or of bytes, or over a folder, that gives what takes one summary after the other. It
    takes them as `Summary`, or as what `as_dict` gives if `plain`.
    """

    name: str
    writer: str | Callable[..., AbstractContextManager[Callable[[Any], object]]]
    about: str = ""
    """What it is, for the help; "": its name says it."""
    endings: Collection[str] = ()
    """The endings of files that have it, without a dot, if not its name alone."""
    goes_to: Literal["text", "bytes", "folder"] = "text"
    plain: bool = False
    dated: bool = False
    """Whether it takes with them, as `read`, the day on which they were read."""
    supported_only: bool = False
    """Whether it leaves records out that their articles don't support."""
    has_length: bool = False
    """Whether it has the briefs of articles, in a `length` that may be chosen."""
    of_stores: bool = True
    """Whether `onrecord export` writes it, too."""

    def opened(
        self, result: TextIO | BinaryIO | Path, length: float | None = None
    ) -> AbstractContextManager[Callable[[Any], object]]:
        """What takes one summary after the other, and has written all once the block has ended without an error."""
        lengths = {"length": length} if self.has_length else {}
        return self._opener()(result, **lengths)

    def _opener(self) -> Callable[..., AbstractContextManager[Callable[[Any], object]]]:
        if not isinstance(self.writer, str):
            return self.writer
        module, _, name = self.writer.partition(":")
        opener: Callable[..., AbstractContextManager[Callable[[Any], object]]] = getattr(import_module(module), name)
        return opener
