"""JSON Lines: an article on each line, its fields by whatever names and however deep."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO, TypeVar

from pydantic_core import from_json

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._faults import reading
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._fields import article_of, start_of
from onrecord.sources.formats._format import Format, Opened, Whole
from onrecord.sources.formats._ninjs import NINJS, is_ninjs
from onrecord.sources.formats._start import HEAD, Start
from onrecord.sources.formats._text import MAX_CHARACTERS, decoded, utf8

__all__ = ["JSON_LINES", "LONGEST_LINE", "lines_of", "read_lines"]

Made = TypeVar("Made")

OBJECT = re.compile(r'\{\s*"')

LONGEST_LINE = 8 * MAX_CHARACTERS
"""Bytes of a line that are read; the longest article takes up to six for a character where it is escaped."""


def read_lines(file: BinaryIO, name: str, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable]]:
    """The articles in a file of JSON Lines, one in memory at a time, each after where its line is, as `name:7`.

    A line that can't be read is one `Unreadable`, with that as its id.
    """
    return _each_line(file, name, options, lambda data, _: article_of(_record(data), options.mapping))


def _stream(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable | Whole]]:
    """The same of a source, with lines that are items of ninjs."""

    def made(data: bytes, where: str) -> Article | Whole:
        record = _record(data)
        if is_ninjs(record) and not options.mapping:
            return Whole(NINJS.name, data, replace(source.origin, name=where), part=True)
        return article_of(record, options.mapping)

    return _each_line(source.file, source.origin.name, options, made)


def _each_line(
    file: BinaryIO, name: str, options: SourceOptions, make: Callable[[bytes, str], Made]
) -> Iterator[tuple[str, Made | Unreadable]]:
    """What is made of each line and of where it is."""
    passed = options.passed(name)
    for number, data in enumerate(lines_of(file), start=1):
        if number <= passed:
            continue
        where = f"{name}:{number}"
        try:
            if isinstance(data, SourceError):
                raise data
            if data.strip(b"\xef\xbb\xbf \t\r\n"):
                yield where, make(data, where)
        except SourceError as error:
            reason = f"line {number}: {error}".encode("utf-8", "replace").decode()
            yield where, Unreadable(where, reason, source=name)


def lines_of(file: BinaryIO) -> Iterator[bytes | SourceError]:
    """The lines of a file, an error in origin of one that is too long and of all that is damaged."""
    try:
        with reading():
            while data := file.readline(LONGEST_LINE + 1):
                if len(data) > LONGEST_LINE:
                    _pass_over(file, data)
                    yield SourceError(f"longer than {LONGEST_LINE:,} bytes")
                else:
                    yield data
    except SourceError as error:
        yield error


def _pass_over(file: BinaryIO, start: bytes) -> None:
    """Read a line to its end, a part at a time."""
    while start and not start.endswith(b"\n"):
        start = file.readline(1 << 20)


def _record(data: bytes) -> dict[str, Any]:
    try:
        record = from_json(data)  # twice as fast as the other, which takes more
    except ValueError:
        record = _loose_json(data)
    if not isinstance(record, dict):
        raise SourceError(f"JSON, but no object: {start_of(record)}")
    return record


def _loose_json(data: bytes) -> Any:
    """What JSON holds in whatever encoding, with half characters too. Raises `SourceError`."""
    text = utf8(data)
    try:
        return json.loads((decoded(data, "it") if text is None else text).strip("\ufeff \t\r\n"))
    except json.JSONDecodeError as error:
        raise SourceError(f"no JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"no JSON that can be read: {error}") from error


def _has_lines(start: Start) -> bool:
    """Whether a source is lines of JSON objects; the first of them may be longer than the start."""
    if not start.text.startswith(("{", "[", "<")):
        return start.objects * 2 > len(start.lines)
    long = len(start.lines) == 1 and len(start.text) >= HEAD // 4 and OBJECT.match(start.text)
    return bool(start.objects or long)


JSON_LINES = Format(name="JSON Lines", told_by=_has_lines, endings=(".jsonl", ".ndjson", ".json"), stream=_stream)
