"""Files that have to be read from any place on, for which others are copied first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from onrecord.errors import SourceError
from onrecord.sources.formats._format import Opened

__all__ = ["at_any_place"]

BLOCK = 65_536


@contextmanager
def at_any_place(source: Opened, limit: int, what: str) -> Iterator[BinaryIO]:
    """The file of a source, or a copy of it without a name, to be read from any place on within the block.

    Raises `SourceError` where a copy would be larger than `limit` bytes; `what` is what the source is.
    """
    if source.file.seekable():
        yield source.file
        return
    with TemporaryFile() as copy:
        while data := source.file.read(BLOCK):
            copy.write(data)
            if copy.tell() > limit:
                reason = f"larger than {limit:,} bytes, which is the limit for {what} that is no file of its own"
                raise SourceError(f"{reason}; save it as one")
        copy.seek(0)
        yield cast("BinaryIO", copy)
