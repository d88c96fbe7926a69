"""Files that have to be read from any place on, for which others are copied first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from onrecord.errors import SourceError
from onrecord.sources.formats._format import Opened

__all__ = ["at_any_place"]


@contextmanager
def at_any_place(source: Opened, limit: int, what: str) -> Iterator[BinaryIO]:
    """The file of a source, or a copy of it without a name, to be read from any place on within the block.

    Raises `SourceError` where a copy would be larger than `limit` bytes; `what` is what the source is.
    """
    if source.file.seekable():
        yield source.file
        return
    with TemporaryFile() as copy:
        copyfileobj(_Bounded(source.file, limit, what), copy)
        copy.seek(0)
        yield cast("BinaryIO", copy)


class _Bounded:
    """A file of which no more is read than a copy may hold."""

    def __init__(self, file: BinaryIO, limit: int, what: str) -> None:
        self._file, self._limit, self._left, self._what = file, limit, limit, what

    def read(self, size: int) -> bytes:
        """What comes next. Raises `SourceError` where that is too much."""
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            reason = f"larger than {self._limit:,} bytes, which is the limit for {self._what} that is no file of its own"
            raise SourceError(f"{reason}; save it as one")
        return data
