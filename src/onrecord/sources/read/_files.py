"""Files, folders of them, and standard input: found, opened and read as articles."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError
from onrecord.sources.formats import MAX_CHARACTERS, decoded, readable, too_long

__all__ = ["BUFFER", "STANDARD_INPUT", "SUFFIXES", "Rejoined", "article_id", "article_paths", "opened", "read_article"]

MOST_BYTES = 4 * MAX_CHARACTERS + 4
"""The bytes that so many characters take at most, and a byte-order mark."""

BUFFER = 65_536
"""Bytes that are read at a time."""

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""The files of a folder that are read; a file that is named itself may have any."""

STANDARD_INPUT = Path("-")


def article_paths(sources: Iterable[Path], *, suffixes: Collection[str] = SUFFIXES) -> list[Path]:
    """The files that `sources` name, in order: a folder stands for the texts in it and in the folders within it.

    Those are the files whose name ends in one of `suffixes`. Hidden files and folders are passed over, and links to
    folders are not followed; a folder that can't be listed stands for itself. Raises `UsageError` for a source that
    doesn't exist.
    """
    paths = [path for source in sources for path in _paths(source, suffixes)]
    return list(dict.fromkeys(paths))


def _paths(source: Path, suffixes: Collection[str]) -> Iterator[Path]:
    if source == STANDARD_INPUT:
        yield source
        return
    try:
        is_folder = source.stat() and source.is_dir()
    except OSError as error:
        name = str(source) if len(str(source)) < 200 else f"{str(source)[:60]}…"
        raise UsageError(f"{name}: {_reason(error)}; name a text file, a folder of them, or -") from error
    yield from sorted(_texts_in(source, suffixes)) if is_folder else [source]


def _texts_in(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    closed: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if _is_text(name, suffixes))
    yield from closed


def _is_text(name: str, suffixes: Collection[str]) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in suffixes


def article_id(path: Path) -> str:
    """The path as text, U+FFFD standing for the bytes of a name that are none."""
    return os.fsencode(path).decode(errors="replace")


def read_article(path: Path, **known: object) -> Article:
    """The article in the file at `path`, or on standard input for `-`; `known` are fields such as `title`.

    Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; of other bytes the encoding is guessed. Raises
    `SourceError` for what can't be read, is no text, is empty or is longer than `MAX_CHARACTERS`.
    """
    fields = {"id": article_id(path), **known}
    return readable(Article(decoded(_read(path), str(path)), **fields), str(path))  # type: ignore[arg-type]  # by name


def _read(path: Path) -> bytes:
    """The bytes of a file, or `SourceError` where they are too many."""
    try:
        with opened(path) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {_reason(error)}") from error
    if len(data) > MOST_BYTES:
        raise SourceError(too_long(str(path), f"more than {MOST_BYTES:,} bytes"))
    return data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, or standard input, open for reading within the block. Raises `OSError`.

    Of a pipe, what those who write to it now have to say: for others nobody waits.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        yield sys.stdin.buffer
        return
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        try:
            start = os.read(file.fileno(), 1)
        except BlockingIOError:
            start = None
        if start != b"" and hasattr(os, "set_blocking"):
            os.set_blocking(file.fileno(), True)
        yield io.BufferedReader(Rejoined(start or b"", file), BUFFER)


class Rejoined(io.RawIOBase):
    """A file whose start was read before, as if it hadn't been."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start = start
        self._rest = rest

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Put what comes next into the buffer; how many bytes that is, 0 at the end."""
        data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        data = data or self._rest.read1(len(buffer))  # type: ignore[attr-defined]  # all of ours are buffered
        buffer[: len(data)] = data
        return len(data)


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]
