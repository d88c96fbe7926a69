"""Packed data (gzip, bzip2, xz, zstd), unpacked as it is read, and gone on with behind what is damaged of it."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources._limits import check_growth

__all__ = ["PACKINGS", "Packing", "Unpacked", "packing_of"]

BLOCK = 65_536
"""Packed bytes that are read at a time."""

START = 8
"""The first bytes of packed data, which say how it is packed."""

PROBED = 64
"""Unpacked bytes after which what looks like the start of packed data is taken to be one."""

LARGEST_DICTIONARY = 10_000_000
LARGEST_WINDOW = 27
"""The memory that unpacking zstd data may take, as a power of two; xz data may take as much."""

DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a frame of zstd data begins that holds the dictionary of those behind it, as web archives have it."""


class Engine(Protocol):
    """What unpacks data until its end, as the decompressors of the standard library do."""

    @property
    def eof(self) -> bool:
        """Whether the end has been reached."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more of the data."""

    @property
    def unused_data(self) -> bytes:
        """What was found behind the end."""

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        """So many bytes at most of what is unpacked, given more of the data."""


@dataclass(frozen=True)
class Packing:
    """A way to pack data: how such data starts, and what makes engines for it, having seen it from its start."""

    name: str
    start: re.Pattern[bytes]
    engines: Callable[[io.BufferedReader], Callable[[], Engine]]


class _Gzip:
    """An engine for gzip data; zlib's own keeps to manners of another kind."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        found = self._engine.decompress(self._engine.unconsumed_tail + data, max(0, max_length))
        self.needs_input = not self._engine.unconsumed_tail and len(found) != max_length
        return found


def _zstd(packed: io.BufferedReader) -> Callable[[], Engine]:
    """Engines for zstd data, with the dictionary that it starts with, if it does."""
    zstd: Any = library("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    options = {zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW}
    dictionary = None
    if packed.peek(START).startswith(DICTIONARY):
        size = int.from_bytes(packed.read(START)[4:], "little")
        data = packed.read(min(size, LARGEST_DICTIONARY))
        if data.startswith(b"\x28\xb5\x2f\xfd"):
            data = zstd.ZstdDecompressor(options=options).decompress(data, LARGEST_DICTIONARY)
        try:
            dictionary = zstd.ZstdDict(data)
        except ValueError as error:
            raise SourceError(f"its zstd data is damaged: its dictionary is none: {error}") from error
    return lambda: zstd.ZstdDecompressor(dictionary, options)


PACKINGS = (
    Packing("gzip", re.compile(rb"\x1f\x8b\x08"), lambda _: _Gzip),
    Packing("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), lambda _: bz2.BZ2Decompressor),
    Packing("xz", re.compile(rb"\xfd7zXZ\0"), lambda _: lambda: lzma.LZMADecompressor(memlimit=1 << LARGEST_WINDOW)),
    Packing("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _zstd),
)


def packing_of(head: bytes) -> Packing | None:
    """How data is packed that starts so; None where it isn't."""
    return next((each for each in PACKINGS if each.start.match(head)), None)


class Unpacked(io.RawIOBase):
    """What packed data holds. Where that is damaged, reading raises `SourceError` once, and then goes on behind it.

    Data is often packed in pieces, one behind the other, as each record of a web archive is: what can be read again
    starts with the next of them.
    """

    def __init__(self, packed: io.BufferedReader, packing: Packing) -> None:
        self._packed = packed
        self._packing = packing
        self._new = packing.engines(packed)
        self._engine = self._new()
        self._data = b""
        self._begun = False
        self._taken = self._given = 0

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Put what comes next into the buffer; how many bytes that is, 0 at the end."""
        found = b""
        while not found:
            if self._engine.eof and not self._next():
                return 0
            if self._engine.needs_input and not self._data and not self._more():
                if not self._begun:
                    return 0
                self._end()
                raise self._damaged("it breaks off before its end")
            found = self._unpacked(len(buffer))
        self._given += len(found)
        try:
            check_growth(self._taken, self._given)
        except SourceError:
            self._end()
            raise
        buffer[: len(found)] = found
        return len(found)

    def _unpacked(self, most: int) -> bytes:
        """What the data at hand holds, or some of it. Raises `SourceError`."""
        data, self._data = self._data, b""
        begun, self._begun = self._begun, True
        try:
            return self._engine.decompress(data, most)
        except Exception as error:
            self._pass_over(data[0 if begun else 1 :])
            raise self._damaged(str(error)) from error

    def _more(self) -> bool:
        """Whether there is more of the data, which is then at hand."""
        self._data += (more := self._packed.read1(BLOCK))
        self._taken += len(more)
        return bool(more)

    def _next(self) -> bool:
        """Whether there is another piece, from which on the data is then at hand. Raises `SourceError`."""
        self._data = self._engine.unused_data.lstrip(b"\0")
        self._restart()
        while len(self._data) < START and self._more():
            self._data = self._data.lstrip(b"\0")
        if self._data and not self._packing.start.match(self._data):
            self._pass_over(self._data)
            raise self._damaged("other data follows on it")
        return bool(self._data)

    def _end(self) -> None:
        """Read no more of it."""
        self._packed, self._data = io.BufferedReader(io.BytesIO()), b""
        self._restart()

    def _restart(self) -> None:
        self._engine, self._begun = self._new(), False

    def _pass_over(self, data: bytes) -> None:
        """Put at hand what comes from the next piece on, of this data and all behind it."""
        self._data = data
        self._restart()
        while True:
            found = self._packing.start.search(self._data)
            self._data = self._data[found.start() if found else max(0, len(self._data) - START) :]
            if found and (len(self._data) >= START or not self._more()):
                if self._is_piece():
                    return
                self._data = self._data[1:]
            elif not found and not self._more():
                self._data = b""
                return

    def _is_piece(self) -> bool:
        """Whether the data at hand can be unpacked, as far as that is soon seen."""
        try:
            self._new().decompress(self._data, PROBED)
        except Exception:  # noqa: BLE001  # libraries raise many things over what is not theirs
            return False
        return True

    def _damaged(self, what: str) -> SourceError:
        return SourceError(f"its {self._packing.name} data is damaged: {what}")
