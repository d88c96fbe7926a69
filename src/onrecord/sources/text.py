"""Text files, folders of them, and standard input as articles."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.article import Article
from onrecord.errors import SourceError, UsageError

__all__ = ["MAX_CHARACTERS", "article_paths", "read_article"]

MAX_CHARACTERS = 1_000_000
"""The longest article that is read: a long novel. What is longer is many articles, or none."""

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

    Hidden files and folders are passed over. Raises `UsageError` for a source that doesn't exist.
    """
    paths = [path for source in sources for path in _paths(source)]
    return list(dict.fromkeys(paths))


def _paths(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from sorted(path for path in source.rglob("*") if _is_text(path, source))
    elif source == STANDARD_INPUT or source.exists():
        yield source
    else:
        raise UsageError(f"{source}: no such file or folder")


def _is_text(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in SUFFIXES and not hidden and not path.is_dir()


def read_article(path: Path, **known: object) -> Article:
    """The article in the file at `path`, or on standard input for `-`; `known` are fields such as `title`.

    Text is UTF-8, or UTF-16 or UTF-32 with a byte-order mark; of other bytes the encoding is guessed. Raises
    `SourceError` for what can't be read, is no text, is empty or is longer than `MAX_CHARACTERS`.
    """
    article = Article(_decode(path, _read(path)), **{"id": str(path), **known})  # type: ignore[arg-type]  # by name
    if not any(character.isalnum() for character in article.text):
        raise SourceError(f"{path}: empty: no words in it")
    if len(article.text) > MAX_CHARACTERS:
        raise SourceError(_too_long(path, f"{len(article.text):,} characters"))
    return article


def _read(path: Path) -> bytes:
    """The bytes of a file, none of them when they are too many."""
    most = 4 * MAX_CHARACTERS + 4
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(most + 1)
        else:
            with path.open("rb") as file:
                data = file.read(most + 1)
    except OSError as error:
        raise SourceError(f"{path}: can't be read: {error.strerror or error}") from error
    if len(data) > most:
        raise SourceError(_too_long(path, f"more than {most:,} bytes"))
    return data


def _too_long(path: Path, size: str) -> str:
    return f"{path}: too long for one article: {size}, where {MAX_CHARACTERS:,} characters is the limit; split it"


def _decode(path: Path, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(path, data.removeprefix(codecs.BOM_UTF8), encoding)
    if b"\0" in data:
        raise SourceError(f"{path}: not text: it has NUL bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guessed(path, data)
    controls = sum(unicodedata.category(character) == "Cc" for character in text if character not in "\t\n\r\f")
    if controls * 10 > len(text):
        raise SourceError(f"{path}: not text: {controls:,} of its {len(text):,} characters are control characters")
    return text


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not text: it starts as {encoding.upper()} and then breaks off: {error}") from error


def _guessed(path: Path, data: bytes) -> str:
    """Text in an older encoding: Western European where that fits, else what its bytes look like."""
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise SourceError(f"{path}: not text in any known encoding; save it as UTF-8")
    western = data.decode("cp1252", errors="replace")
    letters = sum(character.isalpha() and ord(character) > 127 for character in western)
    return western if letters * 4 < len(western) and "\ufffd" not in western else str(guess)
