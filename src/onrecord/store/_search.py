"""The conditions of a filter that the database checks, and its full-text search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select

from onrecord.store._functions import day_of, moment_of
from onrecord.store._schema import articles, records, results

if TYPE_CHECKING:
    from sqlalchemy import Select

    from onrecord.store._database import Database
    from onrecord.store._filter import Filter

__all__ = ["has_text", "narrowed"]

_WORD = re.compile(r'"([^"]*)"|(\S+)')

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffdc\U00020000-\U0003ffff]")
"""Letters of scripts without spaces, whose words the index can't tell apart: texts are then searched one by one."""


def narrowed(chosen: Select[Any], wanted: Filter, database: Database, indexed_to: int | None) -> Select[Any]:
    """Articles and results that a filter takes, as far as the database can tell.

    Articles up to the number `indexed_to` are in the index of words; None: all are.
    """
    text_holds = [has_text(wanted.text, database, indexed_to)] if wanted.text else []
    return chosen.where(*_conditions(wanted), *text_holds)


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield _published(wanted.since, after=True)
    if wanted.until is not None:
        yield _published(wanted.until, after=False)
    if wanted.sources:
        yield or_(*(articles.c.source.icontains(name, autoescape=True) for name in wanted.sources))
    if wanted.languages:
        codes = [code.lower().partition("-")[0] for code in wanted.languages]
        language = func.lower(articles.c.language)
        yield or_(*(or_(language == code, language.startswith(f"{code}-")) for code in codes))
    if wanted.kinds or wanted.levels:
        yield _has_record(wanted)


def _published(bound: date | datetime, *, after: bool) -> ColumnElement[bool]:
    """Whether an article was published, or else read, from a bound on, or up to it."""

    def beyond(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = column >= value if after else column <= value
        return found

    if not isinstance(bound, datetime):
        return beyond(func.coalesce(articles.c.published, day_of(results.c.made)), bound)
    moment = bound.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    stamp = moment_of(literal(moment))
    return case(
        (articles.c.published_at.is_not(None), beyond(moment_of(articles.c.published_at), stamp)),
        (articles.c.published.is_not(None), beyond(articles.c.published, moment.date())),
        else_=beyond(moment_of(results.c.made), stamp),
    )


def _has_record(wanted: Filter) -> ColumnElement[bool]:
    found = select(records.c.record).where(records.c.result == results.c.number)
    if wanted.kinds:
        found = found.where(records.c.kind.in_(wanted.kinds))
    if wanted.levels:
        found = found.where(records.c.level.in_(map(str, wanted.levels)))
    return exists(found)


# --- words of titles and texts


def has_text(words: str, database: Database, indexed_to: int | None) -> ColumnElement[bool]:
    """Whether an article has the words; without an index, whether they stand in it as parts of words, too."""
    phrases = [phrase or word for phrase, word in _WORD.findall(words)]
    everything = func.coalesce(articles.c.title, "") + " " + articles.c.text
    in_text = and_(*(everything.icontains(phrase.rstrip("*"), autoescape=True) for phrase in phrases))
    if indexed_to == 0 or any(map(_UNSPACED.search, phrases)):
        return in_text
    found = database.has_words(
        [f"{phrase.rstrip('*').replace(chr(34), '')}{'*' * phrase.endswith('*')}" for phrase in phrases]
    )
    return found if indexed_to is None else or_(found, and_(articles.c.number > indexed_to, in_text))
