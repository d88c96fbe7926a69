"""What of a store is wanted: conditions on articles, which the database checks, and on their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from onrecord.errors import UsageError
from onrecord.grounding import Support, Words
from onrecord.kinds import KINDS, kind_named
from onrecord.languages import language_tag

__all__ = ["Filter", "parse_moment"]

_SPANS = {"h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Conditions that all have to hold; of several values of one condition, one has to. Raises `UsageError`.

    Of articles: `since` and `until` bound the time of publication, or the time of reading where that isn't known; a
    `date` means that whole day, and a bound of a time of day takes an article that has a day alone by that day; either
    may be written as for `parse_moment`. `text` are words that the title or the text has, all of them, in any order;
    words in double quotes stand together, and a word with `*` at its end may go on. `sources` are feeds or outlets by a
    part of their name, `languages` codes. A single string stands for a list of one.

    Of records: `kinds` by their names, `speakers` and `places` by words of their names, `levels` how the article
    supports them, each by its weakest value. An article of which no record is left is left out; without a condition on
    records, all articles and all of their records are there.
    """

    since: date | datetime | None = None
    until: date | datetime | None = None
    text: str | None = None
    sources: Sequence[str] = ()
    languages: Sequence[str] = ()
    kinds: Sequence[str] = ()
    speakers: Sequence[str] = ()
    places: Sequence[str] = ()
    levels: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in ("sources", "languages", "kinds", "speakers", "places", "levels"):
            given = getattr(self, name)
            object.__setattr__(self, name, (given,) if isinstance(given, str) else tuple(given))
        for name in ("since", "until"):
            if isinstance(given := getattr(self, name), str):
                object.__setattr__(self, name, parse_moment(given))
        object.__setattr__(self, "kinds", tuple(kind_named(name).kind for name in self.kinds))
        object.__setattr__(self, "levels", tuple(map(_level, self.levels)))
        blank = [self.text] if self.text is not None else []
        if not all(map(_has_words, [*blank, *self.sources, *self.speakers, *self.places])):
            raise UsageError("a condition on words, feeds, speakers or places is empty: name one, or leave it out")
        for code in self.languages:
            language_tag(code)
        if self.since and self.until and _first_day(self.since) > _first_day(self.until):
            raise UsageError(f"nothing can be published since {self.since} and until {self.until}")

    @property
    def is_narrow(self) -> bool:
        """Whether there is any condition."""
        return self != Filter()

    @property
    def chooses_records(self) -> bool:
        """Whether there is a condition on records."""
        return bool(self.kinds or self.speakers or self.places or self.levels)

    def takes(self, record: Mapping[str, Any]) -> bool:
        """Whether a record, as `plain_record` gives it, is wanted."""
        kind = KINDS.get(record["kind"])
        return (
            (not self.kinds or record["kind"] in self.kinds)
            and (not self.levels or record["level"] in self.levels)
            and (not self._speakers or _names(record, kind.speaker_fields if kind else (), self._speakers))
            and (not self._places or _names(record, kind.place_fields if kind else (), self._places))
        )

    @cached_property
    def _speakers(self) -> list[list[str]]:
        return [Words(name).keys for name in self.speakers]

    @cached_property
    def _places(self) -> list[list[str]]:
        return [Words(name).keys for name in self.places]


def _level(name: str) -> Support:
    try:
        return Support(name)
    except ValueError as error:
        raise UsageError(f"no level of support is called {name!r}; choose one of {', '.join(Support)}") from error


def _has_words(text: str) -> bool:
    """Whether there is a letter, a digit or another sign that can be looked for in a text."""
    return bool(text.strip(' "*'))


def _first_day(bound: date | datetime) -> date:
    return bound.date() if isinstance(bound, datetime) else bound


def _names(record: Mapping[str, Any], fields: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Whether one of the fields has the words of one of the wanted names, one after the other."""
    values = [each for field in fields for each in _texts(record.get(field))]
    return any(_has(Words(value).keys, words) for value in values for words in wanted)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _has(words: Sequence[str], part: Sequence[str]) -> bool:
    length = len(part)
    return any(list(words[start : start + length]) == list(part) for start in range(len(words) - length + 1))


def parse_moment(text: str, *, now: datetime | None = None) -> date | datetime:
    """The day or the time that `text` says: `2026-11-27`, `2026-11-27T06:00+01:00`, or `24h`, `7d`, `2w` ago.

    A time without a zone is of UTC. Raises `UsageError` for anything else.
    """
    number, unit = text[:-1], text[-1:]
    try:
        if number.isdecimal() and unit in _SPANS and len(number) < 7:
            return (now or datetime.now(UTC)) - timedelta(**{_SPANS[unit]: int(number)})
        if len(text) <= len("2026-11-27"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # what is before the year 1 or after the year 9999 overflows
        raise UsageError(
            f"{text!r} is no time; write a day as 2026-11-27, a time as 2026-11-27T06:00+01:00, or how long ago, as 24h"
        ) from error
    return moment
