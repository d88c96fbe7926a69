"""Plain text: its bytes as characters, and what is too little or too much of it for an article."""

from __future__ import annotations

import codecs
import re
import unicodedata

from onrecord.article import clean_text
from onrecord.errors import SourceError

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "decoded", "has_words", "readable", "too_long", "utf8"]

MAX_CHARACTERS = 1_000_000
"""The longest article that is read: a long novel. What is longer is many articles, or none."""

MAX_BYTES = 4 * MAX_CHARACTERS + 4
"""The bytes that so many characters take at most, and a byte-order mark."""

_WORD = re.compile(r"[^\W_]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in a text."""
    return _WORD.search(text) is not None


def readable(text: str, name: str) -> str:
    """The text of an article, cleaned. Raises `SourceError`, which starts with `name`, for no words or too many."""
    text = clean_text(text)
    if not has_words(text):
        raise SourceError(f"{name}: empty: no words in it")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(too_long(name, f"{len(text):,} characters"))
    return text


def too_long(name: str, size: str) -> str:
    """Why a text of that size is refused."""
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
    """UTF-8 as text, U+FFFD in origin of bytes that went wrong; None for what looks like no UTF-8."""
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
