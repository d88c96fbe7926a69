"""Days and languages as feeds and pages write them, and None for what makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.times import is_zero_day
from onrecord.times.names import month_names, without_accents

if TYPE_CHECKING:
    from dateutil.parser import parser

__all__ = ["day_of", "language_of", "moment_of", "published_of"]

FIRST = date(1990, 1, 1)
"""The day before which nothing was published on the web: what says so is wrong, 1970-01-01 above all."""

LATEST_CLOCK = date(2026, 11, 1)
"""A day that has been: a clock that is behind it can't make the news of today wrong."""

LONGEST = 100
"""Characters that a date may have, however it is written."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Where the clocks of programs start, and what they write, in any zone, where they have no time."""

NO_YEAR = re.compile(r"(?<![\d:.+-])00\d\d(?![\d:])|-000\d")
"""The years 0000, 0001 and -0001, which programs write where they have none."""

INTERNET = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [1-9]\d{3} \d\d:\d\d(?::\d\d)?"
    r" (?:GMT|UTC|[+-]\d{4})"
)
"""Dates by RFC 5322, which most feeds have."""

NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
MONTH_IN_FIGURES = re.compile(r"(?<!\d)(1[0-2]|0?[1-9]) ?[月월]")
OF_GREENWICH = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d)")
IN_BRACKETS = re.compile(r"\([^()]*\)")
FIRST_WORD = re.compile(r"^[^\W\d_]+[.,:]* *")
BEFORE_HOUR = re.compile(r"\b(?:(?:a|as|om|um|kl\.?|klockan|alle|ore) ){1,2}(?=\d{1,2}[:.h]\d\d)")
HOUR = re.compile(r"[ T:]\d{1,2}[:.h时時点]\d\d(?!\d)")

SILENT = [
    "de",
    "del",
    "di",
    "el",
    "le",
    "den",
    "der",
    "r",
    "roku",
    "г",
    "года",
    "р",
    "року",
    "uhr",
    "年",
    "日",
    "일",
    "년",
]
SILENT += ["|", "·", "•", "–", "—"]
"""What stands beside the parts of a date, and is none."""

FILLED_IN = (datetime(2000, 1, 1), datetime(2004, 2, 2, 1))  # noqa: DTZ001  # a zone is filled in no more than a day
"""What a date that lacks something is completed from: what comes out the same from both was said."""

ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2}
ZONES |= {"EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
ZONES |= {"PST": -8, "PDT": -7}
"""Hours ahead of UTC."""


def day_of(value: object) -> date | None:
    """The day that `value` names, in its own time zone; None for what names none, or one that never was."""
    said = _said(value)
    return said.date() if isinstance(said, datetime) else said


def moment_of(value: object) -> datetime | None:
    """The day and time that `value` names, with the time zone where it has one; None where it has no time of day."""
    said = _said(value)
    return said if isinstance(said, datetime) else None


def _said(value: object) -> date | None:
    """The date that `value` is or is the text of, a `datetime` where a time of day is said with it."""
    if (seconds := _since_epoch(value)) is not None:
        return datetime.fromtimestamp(seconds, UTC)
    if isinstance(value, str):
        text = " ".join(value[: LONGEST + 1].split())
        value = None if len(text) > LONGEST else _in_iso(text) or _in_internet_form(text) or _in_words(text)
    return value if isinstance(value, date) and not _is_none(value) else None


SECONDS = re.compile(r"\s{0,9}[1-9]\d{8,9}(?:\d{3})?(?:\.\d{1,9})?\s{0,9}")
"""A time as programs count it: ten digits of seconds, or thirteen of milliseconds."""


def _since_epoch(value: object) -> float | None:
    """The seconds since 1970 that programs write for a time, in seconds or in milliseconds; None for anything else."""
    if isinstance(value, bool) or not SECONDS.fullmatch(str(value)[:40]):
        return None
    seconds = float(str(value))
    return seconds / 1000 if seconds >= 1e11 else seconds


def _is_none(said: date) -> bool:
    if not isinstance(said, datetime):
        return is_zero_day(said)
    return is_zero_day(said.date()) or (said.tzinfo is not None and said == EPOCH)


def _in_iso(text: str) -> date | None:
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    return None


def _in_internet_form(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text) if INTERNET.fullmatch(text) else None
    except ValueError:  # February 30
        return None


def _in_words(text: str) -> date | None:
    """A date as people and programs write it, in any language whose months are known."""
    numeric = NUMERIC.search(text)
    if NO_YEAR.search(text) or (numeric and _is_unclear(numeric)):
        return None
    text = MONTH_IN_FIGURES.sub(lambda month: f" {month_names()[int(month[1]) - 1][0]} ", text)
    text = OF_GREENWICH.sub("", IN_BRACKETS.sub("", text))
    text = BEFORE_HOUR.sub("", without_accents(text))
    texts = [FIRST_WORD.sub("", text), text]
    texts += [HOUR.split(each, maxsplit=1)[0] for each in texts]  # where the time is wrong, the day may be right
    day_first = numeric is not None and numeric[2] == "."
    return next(filter(None, (_complete(each, day_first=day_first) for each in texts)), None)


def _is_unclear(numeric: re.Match[str]) -> bool:
    """Whether a date in figures may have its month, or its year, in either place."""
    first, mark, second, year = numeric.groups()
    return mark != "." and (len(year) == 2 or (first != second and max(int(first), int(second)) <= 12))


def _complete(text: str, *, day_first: bool) -> date | None:
    """The date of a text that says its day, month and year."""
    try:
        one, other = (_reader().parse(text, default, dayfirst=day_first, tzinfos=_zone) for default in FILLED_IN)
    except (ValueError, ArithmeticError):  # no date
        return None
    if one.date() != other.date():
        return None
    return one if one.hour == other.hour else one.date()


@lru_cache
def _reader() -> parser:
    from dateutil.parser import parser, parserinfo

    names = {"MONTHS": month_names(), "JUMP": [*parserinfo.JUMP, *map(without_accents, SILENT)]}
    return parser(type("Names", (parserinfo,), names)())


def _zone(name: str | None, seconds: int | None) -> tzinfo | None:
    hours = ZONES.get(name or "")
    if seconds is None and hours is None:
        return None
    return timezone(timedelta(seconds=seconds) if seconds is not None else timedelta(hours=hours or 0))


def published_of(values: Iterable[object], seen: date | None = None) -> date | None:
    """The first day among the values that something on the web can have been published on: neither before it nor ahead.

    It is a `datetime` where a time of day is said too. `seen` is the day on which it was there, if that isn't today.
    """
    latest = (seen or max(date.today(), LATEST_CLOCK)) + timedelta(days=2)  # noqa: DTZ011  # two days hold every time zone
    for said in filter(None, map(_said, values)):
        if FIRST <= (said.date() if isinstance(said, datetime) else said) <= latest:
            return said
    return None


def language_of(value: object) -> str | None:
    """The code of the language that a tag such as `en-GB` names; None for what is no tag, or names none."""
    tag = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*", value) if isinstance(value, str) else None
    code = tag[1].lower() if tag else None
    return None if code in ("und", "mul", "zxx") else code
