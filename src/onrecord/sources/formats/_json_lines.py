"""JSON Lines: an article on each line, its fields by whatever names and however deep."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO

from pydantic_core import from_json

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._faults import reading
from onrecord.sources._options import MAPPED, SourceOptions, Unreadable
from onrecord.sources.formats._days import day_of, language_of, moment_of
from onrecord.sources.formats._format import Format, Opened
from onrecord.sources.formats._items import text_id
from onrecord.sources.formats._markup import line
from onrecord.sources.formats._start import HEAD, Start
from onrecord.sources.formats._text import MAX_CHARACTERS, decoded, readable, utf8
from onrecord.sources.web import linked, without_login

__all__ = ["JSON_LINES", "LONGEST_LINE", "read_lines"]

OBJECT = re.compile(r'\{\s*"')

USUAL = {
    "text": "text body content articletext articlebody fulltext maintext contenttext bodytext plaintext story article",
    "id": "guid uuid articleid",
    "title": "headline heading articletitle",
    "url": "link uri href permalink canonicalurl articleurl weburl",
    "published": "date pubdate publishedat publisheddate publishedon publishdate publicationdate datepublished "
    "datepublish datetime timestamp",
    "language": "lang languagecode inlanguage",
    "source": "publisher outlet publication sitename site newspaper domain",
    "author": "authors byline creator writer",
}
"""What fields are called elsewhere that say the same of an article, in small letters alone, the likeliest first."""

LONGEST_LINE = 8 * MAX_CHARACTERS
"""Bytes of a line that are read; the longest article takes up to six for a character where it is escaped."""


def read_lines(file: BinaryIO, name: str, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable]]:
    """The articles in a file of JSON Lines, one in memory at a time, each after where its line is, as `name:7`.

    A line that can't be read is one `Unreadable`, with that as its id.
    """
    for number, data in enumerate(_lines(file), start=1):
        where = f"{name}:{number}"
        try:
            if isinstance(data, SourceError):
                raise data
            if data.strip(b"\xef\xbb\xbf \t\r\n"):
                yield where, _article(data, options)
        except SourceError as error:
            reason = f"line {number}: {error}".encode("utf-8", "replace").decode()
            yield where, Unreadable(where, reason, source=name)


def _lines(file: BinaryIO) -> Iterator[bytes | SourceError]:
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


def _article(data: bytes, options: SourceOptions) -> Article:
    """The article that a line holds. Raises `SourceError`."""
    record = _record(data)
    said = _said(record, options.mapping)
    text, url, name = said["text"], linked(said["url"]), said["id"]
    if not isinstance(text, str):
        raise SourceError(_textless(record, options.mapping.get("text", "text"), text))
    given = str(name) if isinstance(name, str | int) and not isinstance(name, bool) else ""
    article = Article(
        text,
        id=without_login(line(given) or "") or url or text_id(text),
        title=line(said["title"]),
        url=url,
        published=moment_of(said["published"]) or day_of(said["published"]),
        language=language_of(said["language"]) or "",
        source=line(said["source"]),
        author=_names(said["author"]),
    )
    return readable(article, "the text")


def _said(record: dict[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """What a line says of an article: at the paths that are given, else under our own names, or usual ones."""
    inner = record.get("article")
    about = inner if isinstance(inner, dict) and "text" not in record else record  # it is as this program writes it
    usual = _usual(about)
    said = {name: _named(about[name] if about.get(name) is not None else usual.get(name)) for name in MAPPED}
    said["published"] = about.get("published_at") or said["published"]  # our own, with the time of day
    return said | {name: _at(record, path) for name, path in mapping.items()}


def _usual(record: dict[str, Any]) -> dict[str, Any]:
    """What the fields of a line that have usual names say of an article."""
    found: dict[str, tuple[int, Any]] = {}
    for field, value in record.items():
        name, rank = _meant(field)
        if name and value and (name != "text" or isinstance(value, str)) and rank < found.get(name, (rank + 1,))[0]:
            found[name] = (rank, value)
    return {name: value for name, (_, value) in found.items()}


@lru_cache(maxsize=1_000)
def _meant(field: str) -> tuple[str, int]:
    """What of an article a field is usually called so for, and how many names for it are likelier."""
    letters = re.sub(r"[^a-z]", "", field.lower())
    ranks = ((name, names.split()) for name, names in USUAL.items())
    return next(((name, names.index(letters)) for name, names in ranks if letters in names), ("", 0))


def _named(value: Any) -> Any:
    """The name of what is an object with one, such as a publisher or an author; anything else as it is."""
    if isinstance(value, list):
        return [_named(each) for each in value]
    return value["name"] if isinstance(value, dict) and isinstance(value.get("name"), str) else value


def _record(data: bytes) -> dict[str, Any]:
    try:
        record = from_json(data)  # twice as fast as the other, which takes more
    except ValueError:
        record = _loose_json(data)
    if not isinstance(record, dict):
        raise SourceError(f"JSON, but no object: {_start(record)}")
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


def _at(record: dict[str, Any], path: str) -> Any:
    """What is at a path such as `body.text` or `authors.0`; a field whose name has the dot comes first."""
    if path in record or "." not in path:
        return record.get(path)
    value: Any = record
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _textless(record: dict[str, Any], path: str, value: object) -> str:
    """What is wrong with a line without a text, what there is, and how to name the field that has it."""
    if value is not None:
        inside = _strings(value, f"{path}.")
        return f"its {path!r} is no string: {_start(value)}" + (f". {_advice(inside)}" if inside else "")
    fields = ", ".join(str(name)[:40] for name in list(record)[:20]) or "none"
    strings = _strings(record)
    return f"it has no field {path!r} for the text; its fields: {fields}" + (f". {_advice(strings)}" if strings else "")


def _strings(value: object, path: str = "", depth: int = 3) -> dict[str, str]:
    """The strings in an object and in those within it, so deep at most, by their paths."""
    found: dict[str, str] = {}
    members = value.items() if isinstance(value, dict) and depth else ()
    for name, inner in islice(members, 20):
        if isinstance(inner, str):
            found[f"{path}{name}"] = inner
        else:
            found |= _strings(inner, f"{path}{name}.", depth - 1)
    return found


def _advice(strings: dict[str, str]) -> str:
    """How to name the field with the text: the longest string is the likeliest."""
    likeliest = max(strings, key=lambda path: len(strings[path]))
    others = [path[:80] for path in strings if path != likeliest][:3]
    return f"Name the one with the text: --field text={likeliest}" + (f" (or {', '.join(others)})" if others else "")


def _start(value: object) -> str:
    """The start of a value as JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _names(value: object) -> str | None:
    """An author, or several."""
    names = [line(each) for each in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _has_lines(start: Start) -> bool:
    """Whether a source is lines of JSON objects; the first of them may be longer than the start."""
    if not start.text.startswith(("{", "[", "<")):
        return start.objects * 2 > len(start.lines)
    long = len(start.lines) == 1 and len(start.text) >= HEAD // 4 and OBJECT.match(start.text)
    return bool(start.objects or long)


def _stream(source: Opened, options: SourceOptions) -> Iterator[tuple[str, Article | Unreadable]]:
    return read_lines(source.file, source.origin.name, options)


JSON_LINES = Format(name="JSON Lines", told_by=_has_lines, endings=(".jsonl", ".ndjson", ".json"), stream=_stream)
