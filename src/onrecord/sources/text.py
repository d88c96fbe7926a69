"""Text files, folders of them, and standard input as articles."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError

__all__ = ["MAX_CHARACTERS", "STANDARD_INPUT", "article_id", "article_paths", "read_article"]

MAX_CHARACTERS = 1_000_000
"""The longest article that is read: a long novel. What is longer is many articles, or none."""

MOST_BYTES = 4 * MAX_CHARACTERS + 4
"""The bytes that so many characters take at most, and a byte-order mark."""

SUFFIXES = frozenset({".txt", ".text", ".md"})
"""The files of a folder that are read; a file that is named itself may have any."""

STANDARD_INPUT = Path("-")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def article_paths(sources: Iterable[Path]) -> list[Path]:
    """The files that `sources` name, in order: a folder stands for the texts in it and in the folders within it.

    Hidden files and folders are passed over, and links to folders are not followed; a folder that can't be listed
    stands for itself. Raises `UsageError` for a source that doesn't exist.
    """
    paths = [path for source in sources for path in _paths(source)]
    return list(dict.fromkeys(paths))


def _paths(source: Path) -> Iterator[Path]:
    if source == STANDARD_INPUT:
        yield source
        return
    try:
        is_folder = source.stat() and source.is_dir()
    except OSError as error:
        name = str(source) if len(str(source)) < 200 else f"{str(source)[:60]}…"
        raise UsageError(f"{name}: {_reason(error)}; name a text file, a folder of them, or -") from error
    yield from sorted(_texts_in(source)) if is_folder else [source]


def _texts_in(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if _is_text(name))
    yield from closed


def _is_text(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def article_id(path: Path) -> str:
    """The path as text, U+FFFD standing for the bytes of a name that are none."""
    return os.fsencode(path).decode(errors="replace")


def read_article(path: Path, **known: object) -> Article:
    """The article in the file at `path`, or on standard input for `-`; `known` are fields such as `title`.

    Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; of other bytes the encoding is guessed. Raises
    `SourceError` for what can't be read, is no text, is empty or is longer than `MAX_CHARACTERS`.
    """
    article = Article(_decode(path, _read(path)), **{"id": article_id(path), **known})  # type: ignore[arg-type]  # by name
    if not any(character.isalnum() for character in article.text):
        raise SourceError(f"{path}: empty: no words in it")
    if len(article.text) > MAX_CHARACTERS:
        raise SourceError(_too_long(path, f"{len(article.text):,} characters"))
    return article


def _read(path: Path) -> bytes:
    """The bytes of a file, or `SourceError` where they are too many."""
    try:
        data = _standard_input() if path == STANDARD_INPUT else _file(path)
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {_reason(error)}") from error
    if len(data) > MOST_BYTES:
        raise SourceError(_too_long(path, f"more than {MOST_BYTES:,} bytes"))
    return data


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _file(path: Path) -> bytes:
    """What the file holds; of a pipe, what those who write to it now have to say: for others nobody waits."""
    with os.fdopen(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as file:
        try:
            start = os.read(file.fileno(), 1)
        except BlockingIOError:
            start = b""
        else:
            if not start:
                return b""
        if hasattr(os, "set_blocking"):
            os.set_blocking(file.fileno(), True)
        return start + file.read(MOST_BYTES)


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]


def _too_long(path: Path, size: str) -> str:
    return f"{path}: too long for one article: {size}, where {MAX_CHARACTERS:,} characters is the limit; split it"


def _decode(path: Path, data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    text = _marked(path, data, marked) if marked else _unmarked(path, data)
    controls = sum(unicodedata.category(character) == "Cc" for character in text if character not in "\t\n\r\f")
    if controls * 10 > len(text):
        raise SourceError(f"{path}: not text: {controls:,} of its {len(text):,} characters are control characters")
    return text


def _marked(path: Path, data: bytes, encoding: str) -> str:
    """Text that a byte-order mark announces."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not text: it starts as {encoding.upper()} and then breaks off: {error}") from error


def _unmarked(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise SourceError(f"{path}: not text: it has NUL bytes")
    try:
        return data.decode("utf-8", "surrogatepass")  # an article makes U+FFFD of surrogates
    except UnicodeDecodeError:
        return _damaged(data) or _guessed(path, data)


def _damaged(data: bytes) -> str | None:
    """UTF-8 in which some bytes went wrong, with U+FFFD in their place; None where it looks like no UTF-8."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - wrong
    return text if whole > wrong else None


def _guessed(path: Path, data: bytes) -> str:
    """Text in an older encoding: Western European where that fits, else what its bytes look like."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise SourceError(f"{path}: not text in any known encoding; save it as UTF-8")
    western = data.decode("cp1252", errors="replace")
    letters = sum(character.isalpha() and ord(character) > 127 for character in western)
    return western if letters * 4 < len(western) and "\ufffd" not in western else str(guess)
