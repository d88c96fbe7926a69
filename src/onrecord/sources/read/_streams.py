"""Files and bodies as streams: unpacked, with their first bytes seen, and no more of them held than is needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.errors import SourceError
from onrecord.sources._faults import reading
from onrecord.sources._options import SourceOptions
from onrecord.sources.formats import HEAD, Format, Opened, Origin, Whole, detect, to_text
from onrecord.sources.read._files import BUFFER, Rejoined
from onrecord.sources.read._packed import Unpacked, packing_of
from onrecord.sources.web import Fetched

__all__ = ["Stream", "fetched_stream", "file_stream", "is_large", "stream_of"]

WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


@dataclass(frozen=True)
class Stream:
    """What a source holds, and in what format."""

    format: Format
    file: BinaryIO
    charset: str | None = None

    def opened(self, origin: Origin) -> Opened:
        """The source, to be read as it comes."""
        return Opened(self.file, origin, self.charset)

    def whole(self, origin: Origin, options: SourceOptions) -> Whole:
        """All of it. Raises `SourceError` where it is damaged, or larger than is read of its format."""
        limit = options.max_bytes if self.format.small else options.max_feed_bytes
        with reading():
            data = self.file.read(limit + 1)
        if len(data) > limit:
            raise SourceError(f"larger than {limit:,} bytes, which is the limit for {self.format.name}")
        return Whole(self.format.name, data, origin, self.charset)


@contextmanager
def file_stream(opening: AbstractContextManager[BinaryIO], limit: int) -> Iterator[Stream]:
    """What is in a file that is open within the block. Raises `SourceError`."""
    with ExitStack() as stack:
        with reading():
            stream = stream_of(stack.enter_context(opening), limit)
        yield stream


@contextmanager
def fetched_stream(fetched: Fetched, limit: int) -> Iterator[Stream]:
    """What came from an address. Raises `SourceError`."""
    with closing(fetched.file or io.BytesIO(fetched.body)) as file:
        with reading():
            stream = stream_of(file, limit, fetched)
        yield stream


def is_large(head: bytes) -> bool:
    """Whether what begins so is packed, or read as it comes: however large it is, no more of it is held at a time."""
    try:
        return packing_of(head) is not None or ((found := detect(head)).stream is not None and not found.small)
    except SourceError:  # it is known, and not read
        return False


def stream_of(file: BinaryIO, limit: int, fetched: Fetched | None = None) -> Stream:
    """What an open file holds, packed or not; `fetched` is what its sender says of it. Raises `SourceError`."""
    packed, head = _with_head(file)
    if packing := packing_of(head):
        packed, head = _with_head(io.BufferedReader(Unpacked(packed, packing), BUFFER))
    if head.startswith(WIDE):
        packed, head = _narrowed(packed, limit)
    said = (fetched.charset, fetched.media_type) if fetched else (None, "")
    return Stream(detect(head, *said), packed, said[0])


def _with_head(file: BinaryIO) -> tuple[io.BufferedReader, bytes]:
    """The file, and its first bytes, which it still has; what goes wrong behind some of them does so when it is read.

    Raises `SourceError`.
    """
    head, fault = b"", None
    try:
        while len(head) < HEAD and (more := file.read1(HEAD - len(head))):  # type: ignore[attr-defined]  # all of ours are buffered
            head += more
    except SourceError as error:
        if not head:
            raise
        fault = error
    return io.BufferedReader(Rejoined(head, file, fault), BUFFER), head


def _narrowed(file: BinaryIO, limit: int) -> tuple[io.BufferedReader, bytes]:
    """A file in UTF-16 or UTF-32 in UTF-8: its lines can't be told apart before."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"larger than {limit:,} bytes, which is the limit for UTF-16; save it as UTF-8")
    return _with_head(io.BytesIO(to_text(data).encode("utf-8", "replace")))
