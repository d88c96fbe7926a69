"""Bytes as text, whatever their sender says of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from onrecord.sources.formats._text import decoded, utf8

__all__ = ["declared", "legible", "to_text"]

HEAD = 4_096
"""Bytes at the start in which a document names its encoding."""

NAMED = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE),
    re.compile(rb"""<meta\b[^>]{0,400}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE),
)

WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""Encodings that are often named where a wider one is meant, which browsers read instead."""

ESCAPED = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"})
"""Encodings whose bytes are ASCII: they would pass for UTF-8."""

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

SHAPES = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True): "utf-16-le",
    (True, False): "utf-16-be",
}
"""Which of the bytes of an ASCII character are 0, in encodings without a byte-order mark."""

NEVER = frozenset(
    {"utf-8", "utf-7", "utf-16", "utf-32", "idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
)
"""Encodings that, when they are named, say nothing that helps: tried anyway, known by their bytes, or no one's."""

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_text(data: bytes, named: str | None = None, *, name: str = "it") -> str:
    """The text in a feed or page; `named` is the encoding that its sender names, `name` what it is called in errors.

    What a byte-order mark says holds. Else what is UTF-8 is read as that, whatever was said of it: by accident text
    in another encoding hardly ever is. Else what the document or the sender names holds, if it can be read so. Raises
    `SourceError` for what is no text.
    """
    if data.startswith(MARKS) or b"\0" in data[:HEAD]:
        return _wide(data, name)
    encodings = list(_encodings(data, named))
    escaped = [encoding for encoding in encodings if encoding in ESCAPED]
    return _first(data, escaped) or utf8(data) or _first(data, encodings) or decoded(data, name)


def _first(data: bytes, encodings: Iterable[str]) -> str | None:
    """The text in the first of the encodings that fits."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _wide(data: bytes, name: str) -> str:
    """Text with a byte-order mark, or in UTF-16 or UTF-32 without one."""
    zeros = tuple(byte == 0 for byte in data[:4])
    for width in (4, 2):
        if zeros[:width] in SHAPES:
            return data.decode(SHAPES[zeros[:width]], "replace")
    marked = data.startswith(MARKS)
    return decoded(data if marked else data.replace(b"\0", b""), name)


def _encodings(data: bytes, named: str | None) -> Iterator[str]:
    """The encodings that are named, the likelier first: what servers say by default is often wrong."""
    inner = declared(data)
    outer = _codec(named)
    yield from dict.fromkeys(each for each in ((inner, outer) if outer == "cp1252" else (outer, inner)) if each)


def declared(data: bytes) -> str | None:
    """The encoding that a document names in its XML declaration or in a meta element, as Python knows it."""
    for pattern in NAMED:
        if found := pattern.search(data[:HEAD]):
            return _codec(found[1].decode("ascii", "replace"))
    return None


def _codec(name: str | None) -> str | None:
    """The codec for an encoding, by any of its names; None for one that is unknown, or isn't one of text."""
    try:
        codec = codecs.lookup((name or "").strip().strip("\"'"))
        "".encode(codec.name)
    except (LookupError, ValueError):
        return None
    known = WIDER.get(codec.name, codec.name)
    return None if known in NEVER or known.startswith(("utf-16", "utf-32")) else known


def legible(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return UNREADABLE.sub("", text)
