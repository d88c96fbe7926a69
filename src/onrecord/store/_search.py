"""The conditions of a filter that the database checks, and its full-text search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, or_, select, text

from onrecord.store._schema import articles, records, results

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from onrecord.store._filter import Filter

__all__ = ["narrowed", "update_index"]

_WORD = re.compile(r'"([^"]*)"|(\S+)')

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffdc\U00020000-\U0003ffff]")
"""Letters of scripts without spaces, whose words the index can't tell apart: texts are then searched one by one."""


def narrowed(chosen: Select[Any], wanted: Filter, *, indexed: bool) -> Select[Any]:
    """Articles and results that a filter takes, as far as the database can tell; `indexed` after `update_index`."""
    text_holds = [_has_text(wanted.text, indexed=indexed)] if wanted.text else []
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

    def beyond(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
        return column >= value if after else column <= value

    if not isinstance(bound, datetime):
        return beyond(func.coalesce(articles.c.published, func.date(results.c.made)), bound.isoformat())
    moment = bound.astimezone(UTC)
    stamp = moment.strftime("%Y-%m-%d %H:%M:%S")
    return case(
        (articles.c.published_at.is_not(None), beyond(func.datetime(articles.c.published_at), stamp)),
        (articles.c.published.is_not(None), beyond(func.date(articles.c.published), moment.date().isoformat())),
        else_=beyond(func.datetime(results.c.made), stamp),
    )


def _has_record(wanted: Filter) -> ColumnElement[bool]:
    found = select(records.c.record).where(records.c.result == results.c.number)
    if wanted.kinds:
        found = found.where(records.c.kind.in_(wanted.kinds))
    if wanted.levels:
        found = found.where(records.c.level.in_(map(str, wanted.levels)))
    return exists(found)


# --- words of titles and texts


def _has_text(words: str, *, indexed: bool) -> ColumnElement[bool]:
    """Whether an article has the words; without an index, whether they stand in it as parts of words, too."""
    phrases = [phrase or word for phrase, word in _WORD.findall(words)]
    if not indexed or any(map(_UNSPACED.search, phrases)):
        everything = func.coalesce(articles.c.title, "") + " " + articles.c.text
        return and_(*(everything.icontains(phrase.rstrip("*"), autoescape=True) for phrase in phrases))
    found = text("SELECT rowid FROM article_words WHERE article_words MATCH :words").bindparams(words=_query(phrases))
    return articles.c.number.in_(found.columns(literal_column("rowid")))


def _query(phrases: list[str]) -> str:
    """A query for FTS5 in which nothing but the words and a star at their end means anything."""
    return " ".join(f'"{_bare(phrase)}"{"*" if phrase.endswith("*") else ""}' for phrase in phrases)


def _bare(phrase: str) -> str:
    return phrase.rstrip("*").replace('"', "")


def update_index(connection: Connection) -> None:
    """Put the articles that came since the last search into the index. They are put there when one searches, since most
    stores are never searched.
    """
    last = connection.execute(text("SELECT coalesce(max(id), 0) FROM article_words_docsize")).scalar_one()
    connection.execute(
        text(
            "INSERT INTO article_words (rowid, title, text) "
            "SELECT number, title, text FROM articles WHERE number > :last"
        ),
        {"last": last},
    )
