"""What an address asks for, read and checked: conditions of a search, and where a list goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from onrecord.errors import UsageError
from onrecord.grounding import Support
from onrecord.store import Filter, parse_moment

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

__all__ = ["OF_ARTICLES", "OF_RECORDS", "Query", "day_of", "number_of", "place_of"]

LONGEST = 300
"""Characters that a condition may have."""

MOST_WORDS = 24
"""Words that are looked for together, at most."""

LARGEST = 2**63 - 1
"""The largest number that a database knows."""

OF_ARTICLES = ("q", "since", "until", "source", "language")
"""The conditions on articles, by their names in addresses."""

OF_RECORDS = ("kind", "speaker", "place", "level")
"""The conditions on records."""

_PLACE = re.compile(r"(\d{1,19})(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Query:
    """The conditions that an address has, by their names, and the run that is named, if one is."""

    asked: dict[str, str]
    run: int | None

    @classmethod
    def of(cls, given: QueryParams) -> Query:
        """The conditions in the part of an address after its `?`. Raises `UsageError` for what can't be meant."""
        asked = {name: " ".join(given.get(name, "").replace("\0", " ").split()) for name in (*OF_ARTICLES, *OF_RECORDS)}
        for name, text in asked.items():
            if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
                raise UsageError(
                    f"the condition {name} is too long: it may have {LONGEST} characters and {MOST_WORDS} words"
                )
        run = given.get("run", "").strip()
        return cls({name: text for name, text in asked.items() if text}, number_of("run", run) if run else None)

    def wanted(self, *names: str) -> Filter:
        """The conditions with these names as a filter. Raises `UsageError` for what none can be made of."""
        asked = {name: self.asked[name] for name in names if name in self.asked}
        return Filter(
            text=asked.get("q"),
            since=_moment(asked.get("since")),
            until=_moment(asked.get("until")),
            sources=_one(asked.get("source")),
            languages=_one(asked.get("language")),
            kinds=_one(asked.get("kind")),
            speakers=_one(asked.get("speaker")),
            places=_one(asked.get("place")),
            levels=_levels(asked.get("level")),
        )

    def address(self, **more: object) -> str:
        """The part of an address after its `?` that asks for the same, and for more."""
        run = {"run": self.run} if self.run is not None else {}
        return urlencode({**self.asked, **run, **{name: value for name, value in more.items() if value is not None}})


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _moment(text: str | None) -> date | datetime | None:
    return parse_moment(text) if text else None


def _levels(name: str | None) -> tuple[str, ...]:
    return tuple(level for level in Support if level.holds) if name == "supported" else _one(name)


def number_of(name: str, text: str) -> int:
    """The number that a part of an address has. Raises `UsageError` for what is none."""
    if not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise UsageError(f"{name}={text[:40]!r} is no number; leave it out, or follow a link of a page")
    return int(text)


def place_of(given: QueryParams) -> tuple[int, int] | None:
    """Where a list goes on, as `before` says it: `1200`, or `1200.3`. Raises `UsageError` for anything else."""
    text = given.get("before", "")
    if not text:
        return None
    found = _PLACE.fullmatch(text) if text.isascii() else None
    if not found or int(found[1]) >= LARGEST:  # a list goes on from the number after it
        raise UsageError(f"before={text[:40]!r} is no place in a list; leave it out, or follow a link of a page")
    return int(found[1]), int(found[2] or 0)


def day_of(given: QueryParams) -> date | None:
    """The day that an address names. Raises `UsageError` for what is none."""
    text = given.get("day", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"day={text[:40]!r} is no day; write it as 2026-11-27") from error
