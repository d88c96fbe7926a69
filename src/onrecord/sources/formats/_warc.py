"""Web archives (WARC), the files of crawlers: their pages, parsed with warcio, past records that are broken."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO

from onrecord.errors import SourceError
from onrecord.sources._libraries import library
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats._days import moment_of
from onrecord.sources.formats._format import Format, Opened, Whole
from onrecord.sources.formats._items import Origin
from onrecord.sources.formats._pages import PAGE
from onrecord.sources.web import decoded_body, is_web, linked

__all__ = ["WARC"]

BEGINNING = re.compile(rb"WARC/\d\.\d+\s*\r?\n")
LONGEST_HEADERS = 1_000_000
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

KINDS = 10
"""Kinds of records that are passed over which are told apart."""


@dataclass(frozen=True)
class _Answer:
    """What a crawler was sent: the answer to a request, as it came."""

    url: str
    seen: datetime | None
    headers: Any
    body: bytes


def _stream(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Unreadable | Whole]]:
    """The pages of a web archive, one in memory at a time; a record that can't be read is one `Unreadable`."""
    archive, name = _Archive(source.file, options.max_bytes), source.origin.name
    passed_over: Counter[str] = Counter()
    for number, record in enumerate(archive.records(), start=1):
        where, url = f"{name}:{number}", record.url if isinstance(record, _Answer) else None
        try:
            if isinstance(record, SourceError):
                raise record
            if isinstance(record, str):
                passed_over[record] += 1
            else:
                yield where, _page(record, where, options.max_bytes)
        except SourceError as error:
            yield where, Unreadable(where, f"record {number}: {error}", url, source=name)
    if passed_over:
        options.tell(f"{name}: {_counted(passed_over)}")


class _Archive:
    """Reads the records of a web archive, one after the other."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        self._file = file
        self._most = 2 * max_bytes
        """The most that is read of an answer; it may be cut into many small chunks."""
        self._ahead = b""
        """A line that was read of the next record."""
        self._astray = False
        """Whether it isn't known where the next record begins."""
        self._parser: Any = library("warcio.statusandheaders").StatusAndHeadersParser([], verify=False)
        self._bounded: Any = library("warcio.limitreader").LimitReader

    def records(self) -> Iterator[_Answer | str | SourceError]:
        """Each record: the answer that it holds, or what else it is, or why it can't be read."""
        while True:
            try:
                if not (first := self._first_line()):
                    return
                self._astray = True
                record = self._record(first)
                self._astray = False
                yield record
            except SourceError as error:
                self._astray = True
                yield error

    def _first_line(self) -> bytes:
        """The line with which the next record begins; none at the end. Raises `SourceError` for what is no record."""
        ahead, self._ahead = self._ahead, b""
        for line in chain(filter(None, [ahead]), iter(self._line, b"")):
            if BEGINNING.match(line):
                return line
            if line.strip() and not self._astray:
                raise SourceError("no record begins where the one before it ends")
        return b""

    def _line(self) -> bytes:
        return self._file.readline(LONGEST_HEADERS)

    def _record(self, first: bytes) -> _Answer | str:
        """The record that begins with that line, read to its end. Raises `SourceError`."""
        headers = self._headers(self._file, first)
        block = self._bounded(self._file, _length(headers))
        answer = None if (what := _kind(headers)) else self._headers(block)
        what = what or _no_page(answer)
        body = b"" if what else block.read(self._most)
        while block.read(65_536):
            pass
        if block.limit:
            raise SourceError(f"it is cut off: {block.limit:,} bytes of what it holds are missing")
        self._end()
        return what or _Answer(str(linked(_uri(headers))), moment_of(headers.get_header("WARC-Date")), answer, body)

    def _end(self) -> None:
        """Pass over the two lines behind a record, which are empty. Raises `SourceError` where it goes on instead."""
        for _ in range(2):
            self._ahead = self._line()
            if BEGINNING.match(self._ahead):
                return
            if self._ahead.strip():
                raise SourceError("it goes on behind the end that its Content-Length says")
        self._ahead = b""

    def _headers(self, file: Any, first: bytes | None = None) -> Any:
        """The headers that stand next in a file, in warcio's form. Raises `SourceError`."""
        try:
            return self._parser.parse(self._bounded(file, LONGEST_HEADERS), first)
        except EOFError as error:
            raise SourceError("it is cut off: nothing is there of what it holds") from error


def _length(headers: Any) -> int:
    """How many bytes a record holds. Raises `SourceError`."""
    length = headers.get_header("Content-Length") or ""
    if not re.fullmatch("[0-9]{1,18}", length):
        raise SourceError(f"its Content-Length is {length[:40]!r}, where a number must be")
    return int(length)


def _kind(headers: Any) -> str | None:
    """What a record is that holds no answer of the web; None for one that does. Raises `SourceError`."""
    kind = headers.get_header("WARC-Type")
    if not kind:
        raise SourceError("it doesn't say what it holds: it has no WARC-Type")
    uri = _uri(headers)
    if kind != "response" or (uri and not is_web(uri)):
        return str(kind if kind != "response" else uri.partition(":")[0])[:40]
    if linked(uri) is None:
        raise SourceError("it doesn't say whose answer it holds: its WARC-Target-URI is no address")
    return None


def _uri(headers: Any) -> str:
    """The address that a record is of; some crawlers put it in brackets."""
    return (headers.get_header("WARC-Target-URI") or "").strip("<> ")


def _no_page(answer: Any) -> str | None:
    """What an answer is that is no page; None for a page, and for what doesn't say what it is. Raises `SourceError`."""
    if not answer.protocol.startswith("HTTP/"):
        raise SourceError(f"it holds no answer of the web: it begins with {answer.protocol[:40]!r}")
    status = answer.get_statuscode()
    if status != "200":
        return f"answered {status[:3]}"
    media_type = (answer.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return None if media_type in ("", *PAGE.media_types) else media_type[:60]


def _page(answer: _Answer, where: str, limit: int) -> Whole:
    """The page that was sent. Raises `SourceError` where it is damaged, or too large."""
    said, body = answer.headers.get_header, answer.body
    if said("Transfer-Encoding", "").lower() == "chunked":  # some crawlers have undone it, and say so all the same
        body = library("warcio.bufferedreaders").ChunkedDataReader(io.BytesIO(body)).read()
    body = decoded_body(body, said("Content-Encoding", "").strip().lower(), limit)
    if len(body) > limit:
        raise SourceError(f"larger than {limit:,} bytes, which is the limit for {PAGE.name}")
    charset = CHARSET.search(said("Content-Type", ""))
    return Whole(PAGE.name, body, Origin(where, answer.url, seen=answer.seen), charset and charset[1], part=True)


def _counted(passed_over: Counter[str]) -> str:
    """What records are passed over: `3 records passed over: 2 request, 1 answered 404`."""
    count = passed_over.total()
    kinds = ", ".join(f"{number:,} {what}" for what, number in passed_over.most_common(KINDS))
    more = f", {len(passed_over) - KINDS:,} other kinds" if len(passed_over) > KINDS else ""
    return f"{count:,} {'record' if count == 1 else 'records'} passed over: {kinds}{more}"


WARC = Format(
    name="a web archive",
    told_by=lambda start: BEGINNING.match(start.head) is not None,
    endings=(".warc",),
    stream=_stream,
)
