"""The fields of a record, such as a line of JSON or a row of a table, by whatever names and however deep."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._options import MAPPED
from onrecord.sources.formats._days import day_of, language_of, moment_of
from onrecord.sources.formats._items import text_id
from onrecord.sources.formats._markup import line
from onrecord.sources.formats._text import readable
from onrecord.sources.web import linked, without_login

__all__ = ["article_of", "needed", "start_of", "textless"]

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


def article_of(record: dict[str, Any], mapping: Mapping[str, str]) -> Article:
    """The article that a record holds. Raises `SourceError`."""
    said = _said(record, mapping)
    text, url, name = said["text"], linked(said["url"]), said["id"]
    if not isinstance(text, str):
        raise SourceError(textless(record, mapping.get("text", "text"), text))
    given = str(name) if isinstance(name, str | int) and not isinstance(name, bool) else ""
    return Article(
        readable(text, "the text"),
        id=without_login(line(given) or "") or url or text_id(text),
        title=line(said["title"]),
        url=url,
        published=moment_of(said["published"]) or day_of(said["published"]),
        language=language_of(said["language"]) or "",
        source=line(said["source"]),
        author=_names(said["author"]),
    )


def needed(names: Iterable[str], mapping: Mapping[str, str], what: Collection[str] = MAPPED) -> list[str]:
    """The fields among these that can say this of an article."""
    mapped = {name for each, path in mapping.items() if each in what for name in (path, path.partition(".")[0])}
    usual = {name for name in names if (name if name in MAPPED else _meant(name)[0]) in set(what) - set(mapping)}
    own = {"published_at"} if "published" in what else set()
    return [name for name in names if name in mapped | usual | own]


def _said(record: dict[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """What a record says of an article: at the paths that are given, else under our own names, or usual ones."""
    inner = record.get("article")
    about = inner if isinstance(inner, dict) and "text" not in record else record  # it is as this program writes it
    usual = _usual(about)
    said = {name: _named(about[name] if about.get(name) is not None else usual.get(name)) for name in MAPPED}
    said["published"] = about.get("published_at") or said["published"]  # our own, with the time of day
    return said | {name: _at(record, path) for name, path in mapping.items()}


def _usual(record: dict[str, Any]) -> dict[str, Any]:
    """What the fields of a record that have usual names say of an article."""
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


def textless(record: dict[str, Any], path: str, value: object = None) -> str:
    """What is wrong with a record without a text, what there is, and how to name the field that has it."""
    if value is not None:
        inside = _strings(value, f"{path}.")
        return f"its {path!r} is no string: {start_of(value)}" + (f". {_advice(inside)}" if inside else "")
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


def start_of(value: object) -> str:
    """The start of a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _names(value: object) -> str | None:
    """An author, or several."""
    names = [line(each) for each in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(filter(None, names))) or None
