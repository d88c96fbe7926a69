"""Files, folders of them, and standard input: found, opened and read as articles."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError
from onrecord.sources.formats import MAX_BYTES, decoded, endings, readable, too_long

__all__ = [
    "BUFFER",
    "STANDARD_INPUT",
    "Rejoined",
    "article_id",
    "article_paths",
    "counted",
    "opened",
    "read_article",
]

BUFFER = 65_536
"""Bytes that are read at a time."""

STANDARD_INPUT = Path("-")


def article_paths(
    sources: Iterable[Path], *, without: Collection[Path] = (), tell: Callable[[str], object] = len
) -> list[Path]:
    """The files that `sources` name, in order: a folder stands for those in it, and in the folders within it, whose
    names end as some format's do (`endings`).

    What else is in a folder is passed over, and `tell` is told how much of what it was; hidden files and folders are
    passed over without a word, as are the files `without`. Links to folders are not followed; a folder that can't be
    listed stands for itself. Raises `UsageError` for a source that doesn't exist.
    """
    paths = [path for source in sources for path in _paths(source, without, tell)]
    return list(dict.fromkeys(paths))


def _paths(source: Path, without: Collection[Path], tell: Callable[[str], object]) -> Sequence[Path]:
    if source == STANDARD_INPUT:
        return [source]
    try:
        is_folder = source.stat() and source.is_dir()
    except OSError as error:
        name = str(source) if len(str(source)) < 200 else f"{str(source)[:60]}…"
        raise UsageError(f"{name}: {_reason(error)}; name a file, a folder of them, or -") from error
    if not is_folder:
        return [source]
    paths = [path for path in sorted(_files_in(source)) if not any(_is_same(path, other) for other in without)]
    passed_over = Counter(path.suffix.lower() for path in paths if not _is_read(path))
    if passed_over:
        tell(f"{article_id(source)}: {counted(passed_over)}")
    return [path for path in paths if _is_read(path)]


def _is_read(path: Path) -> bool:
    """Whether a file of a folder is read: by its ending, or since it is a folder that can't be listed."""
    return path.suffix.lower() in endings() or path.is_dir()


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.name == other.name and path.samefile(other)
    except OSError:
        return False


def counted(passed_over: Counter[str]) -> str:
    """What files are passed over: `3 files passed over: 2 .png, 1 .xlsx`."""
    count = passed_over.total()
    kinds = ", ".join(f"{number:,} {ending or 'without an ending'}" for ending, number in passed_over.most_common(10))
    more = f", {len(passed_over) - 10:,} other endings" if len(passed_over) > 10 else ""
    return f"{count:,} {'file' if count == 1 else 'files'} passed over: {kinds}{more}"


def _files_in(folder: Path) -> Iterator[Path]:
    """The files below a folder that aren't hidden, and the folders that can't be listed."""
    closed: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))
    yield from closed


def article_id(path: Path) -> str:
    """The path as text, U+FFFD standing for the bytes of a name that are none."""
    return os.fsencode(path).decode(errors="replace")


def read_article(path: Path, **known: object) -> Article:
    """The article in the file at `path`, or on standard input for `-`; `known` are fields such as `title`.

    Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; of other bytes the encoding is guessed. Raises
    `SourceError` for what can't be read, is no text, is empty or is longer than a million characters.
    """
    fields = {"id": article_id(path), **known}
    return Article(readable(decoded(_read(path), str(path)), str(path)), **fields)  # type: ignore[arg-type]  # by name


def _read(path: Path) -> bytes:
    """The bytes of a file, or `SourceError` where they are too many."""
    try:
        with opened(path) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {_reason(error)}") from error
    if len(data) > MAX_BYTES:
        raise SourceError(too_long(str(path), f"more than {MAX_BYTES:,} bytes"))
    return data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, or standard input, open for reading within the block. Raises `OSError`.

    Of a pipe, what those who write to it now have to say: for others nobody waits.
    """
    if path == STANDARD_INPUT:
        with _standard_input() as file:
            yield file
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


def _standard_input() -> AbstractContextManager[BinaryIO]:
    """Standard input by a reader of its own: the interpreter waits at its end for whoever is reading its own one."""
    if sys.stdin is None:
        raise OSError("standard input is closed")
    try:
        number = sys.stdin.fileno()
    except io.UnsupportedOperation:  # another object has taken its place
        return nullcontext(sys.stdin.buffer)
    return os.fdopen(number, "rb", closefd=False)


class Rejoined(io.RawIOBase):
    """A file whose start was read before, as if it hadn't been; `fault` is what went wrong right behind that.

    It can be read from `any_place` on where the file can.
    """

    def __init__(
        self, start: bytes, rest: BinaryIO, fault: SourceError | None = None, *, any_place: bool = True
    ) -> None:
        self._start = start
        self._rest = rest
        self._fault = fault
        self._any_place = any_place

    def readable(self) -> bool:
        """Whether it can be read: it can."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read from any place on."""
        return self._any_place and self._rest.seekable()

    def readinto(self, buffer: Any) -> int:
        """Put what comes next into the buffer; how many bytes that is, 0 at the end."""
        data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        if not data and self._fault:
            fault, self._fault = self._fault, None
            raise fault
        data = data or self._rest.read1(len(buffer))  # type: ignore[attr-defined]  # all of ours are buffered
        buffer[: len(data)] = data
        return len(data)

    def seek(self, place: int, whence: int = os.SEEK_SET, /) -> int:
        """Go on at another place; which that is."""
        ahead, self._start = len(self._start), b""
        return self._rest.seek(place - ahead if whence == os.SEEK_CUR else place, whence)

    def tell(self) -> int:
        """The place that is read next."""
        return self._rest.tell() - len(self._start)


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]
