"""Text files, folders of them, and standard input as articles."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError

__all__ = [
    "BUFFER",
    "MAX_CHARACTERS",
    "STANDARD_INPUT",
    "SUFFIXES",
    "Rejoined",
    "article_id",
    "article_paths",
    "decoded",
    "has_words",
    "opened",
    "read_article",
    "readable",
    "utf8",
]

MAX_CHARACTERS = 1_000_000
"""The longest article that is read: a long novel. What is longer is many articles, or none."""

MOST_BYTES = 4 * MAX_CHARACTERS + 4
"""The bytes that so many characters take at most, and a byte-order mark."""

BUFFER = 65_536
"""Bytes that are read at a time."""

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""The files of a folder that are read; a file that is named itself may have any."""

STANDARD_INPUT = Path("-")

_WORD = re.compile(r"[^\W_]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in a text."""
    return _WORD.search(text) is not None


def readable(article: Article, name: str) -> Article:
    """The article. Raises `SourceError`, which starts with `name`, where it has no words or too many."""
    if not has_words(article.text):
        raise SourceError(f"{name}: empty: no words in it")
    if len(article.text) > MAX_CHARACTERS:
        raise SourceError(_too_long(name, f"{len(article.text):,} characters"))
    return article


def _read(path: Path) -> bytes:
    """The bytes of a file, or `SourceError` where they are too many."""
    try:
        with opened(path) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {_reason(error)}") from error
    if len(data) > MOST_BYTES:
        raise SourceError(_too_long(str(path), f"more than {MOST_BYTES:,} bytes"))
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


def _too_long(name: str, size: str) -> str:
    return f"{name}: too long for one article: {size}, where {MAX_CHARACTERS:,} characters is the limit; split it"


def decoded(data: bytes, name: str) -> str:
    """The text in `data`: as its byte-order mark says, else UTF-8, else a guess.

    Raises `SourceError`, which starts with `name`, for what is no text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    text = _marked(name, data, marked) if marked else _unmarked(name, data)
    controls = sum(unicodedata.category(character) == "Cc" for character in text if character not in "\t\n\r\f")
    if controls * 10 > len(text):
        raise SourceError(f"{name}: not text: {controls:,} of its {len(text):,} characters are control characters")
    return text


def _marked(name: str, data: bytes, encoding: str) -> str:
    """Text that a byte-order mark announces."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not text: it starts as {encoding.upper()} and then breaks off: {error}") from error


def _unmarked(name: str, data: bytes) -> str:
    if b"\0" in data:
        raise SourceError(f"{name}: not text: it has NUL bytes")
    text = utf8(data)
    return _guessed(name, data) if text is None else text


def utf8(data: bytes) -> str | None:
    """UTF-8 as text, U+FFFD in place of bytes that went wrong; None for what looks like no UTF-8."""
    try:
        return data.decode("utf-8", "surrogatepass")  # an article makes U+FFFD of surrogates
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - wrong
    return text if whole > wrong else None


def _guessed(name: str, data: bytes) -> str:
    """Text in an older encoding: Western European where that fits, else what its bytes look like."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise SourceError(f"{name}: not text in any known encoding; save it as UTF-8")
    western = data.decode("cp1252", errors="replace")
    letters = sum(character.isalpha() and ord(character) > 127 for character in western)
    return western if letters * 4 < len(western) and "\ufffd" not in western else str(guess)
