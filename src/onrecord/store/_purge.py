"""Articles deleted for good, with all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    ColumnElement,
    Delete,
    Insert,
    MetaData,
    Select,
    Table,
    Text,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from onrecord.errors import UsageError
from onrecord.store._functions import day_of
from onrecord.store._schema import (
    answers,
    articles,
    askers,
    batch_requests,
    batches,
    failures,
    marks,
    pages,
    records,
    results,
    runs,
    sessions,
    story_articles,
)
from onrecord.store._totals import Purged
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.store._database import Database

__all__ = ["purge"]

_doomed = Table("doomed", MetaData(), Column("id", Text, primary_key=True), prefixes=["TEMPORARY"])
"""The ids of the articles to delete."""

_SPENT = [each.name for each in fields(Usage)]

_UNCLAIMED = (
    "EXISTS (SELECT * FROM doomed) AND key NOT LIKE 'deleted of session %' AND key NOT IN (SELECT answer FROM askers)"
)
"""Answers that no article is left of that asked for them, and those of a store of version 4, where none is known."""

_CHARGED = (
    f'INSERT INTO answers (key, session, model, "window", prompt, text, truncated, seconds, {", ".join(_SPENT)}) '  # noqa: S608
    "SELECT 'deleted of session ' || session, session, '', 0, '', '', false, 0, "
    f"{', '.join(f'sum({name})' for name in _SPENT)} FROM answers WHERE {_UNCLAIMED} GROUP BY session "
    f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = answers.{name} + excluded.{name}' for name in _SPENT)}"
)
"""What deleted answers cost stays charged to their session, in one row that says nothing."""


def purge(database: Database, connection: Connection, names: Collection[str], before: date | None) -> Purged:
    """Delete articles with these ids, or those of before a day. Raises `UsageError` unless it is one of the two."""
    if bool(names) == bool(before):
        raise UsageError("say what to delete: either articles by their ids, or those of before a day")
    _doomed.create(connection)
    try:
        return _purge(database, connection, names, before)
    finally:
        _doomed.drop(connection)


def _purge(database: Database, connection: Connection, names: Collection[str], before: date | None) -> Purged:
    if names:
        connection.execute(insert(_doomed), [{"id": name} for name in dict.fromkeys(names)])
    if before:
        connection.execute(_of_old(before))
        connection.execute(_unfinished_of_old(before))
    unknown = tuple(str(name) for name in connection.execute(_unknown()).scalars())
    chosen = select(func.count(articles.c.id.distinct())).where(_is_doomed(articles.c.id))
    count = connection.execute(chosen).scalar_one()
    _let_near_duplicates_stand(connection)
    gone = {name: connection.execute(each).rowcount for name, each in _deleted(before).items()}
    database.forget_words(connection)
    connection.exec_driver_sql(_CHARGED.replace("%", "%%") if database.mark == "%s" else _CHARGED)
    unclaimed = connection.execute(delete(answers).where(text(_UNCLAIMED))).rowcount
    return Purged(count, gone["articles"], gone["results"], gone["records"], unclaimed, gone["failures"], unknown)


def _is_doomed(name: ColumnElement[str] | Column[str]) -> ColumnElement[bool]:
    return name.in_(select(_doomed.c.id))


def _of_old(before: date) -> Insert:
    """The articles whose last version was published before a day, or read before it where it has no date."""
    read = (
        select(results.c.article, day_of(func.max(results.c.made)).label("day")).group_by(results.c.article).subquery()
    )
    known = func.max(func.coalesce(articles.c.published, read.c.day, date.min))
    old = select(articles.c.id).outerjoin(read, read.c.article == articles.c.number).group_by(articles.c.id)
    return insert(_doomed).from_select(["id"], old.having(known < before))


def _unfinished_of_old(before: date) -> Insert:
    """What was asked about only before a day, and never became an article."""
    begun = day_of(func.max(sessions.c.started))
    old = select(askers.c.article).join(answers, answers.c.key == askers.c.answer).join(sessions)
    old = old.where(askers.c.article.not_in(select(articles.c.id)), ~_is_doomed(askers.c.article))
    return insert(_doomed).from_select(["id"], old.group_by(askers.c.article).having(begun < before))


def _unknown() -> Select[tuple[str]]:
    known = (select(articles.c.id), select(failures.c.id), select(askers.c.article))
    chosen = select(_doomed.c.id)
    for each in known:
        chosen = chosen.where(_doomed.c.id.not_in(each))
    return chosen


def _deleted(before: date | None) -> dict[str, Delete]:
    """What is deleted of each table, in this order; also what hangs on nothing, since rows were deleted by hand.

    All marks of files are, since what stands before them may be read again.

    Near-duplicates of what is deleted are taken out of their stories, so that they are put into one for what they say.
    """
    staying = select(articles.c.number).where(~_is_doomed(articles.c.id))
    of_none = or_(results.c.article.not_in(staying), results.c.run.not_in(select(runs.c.number)))
    urls = select(articles.c.url).where(_is_doomed(articles.c.id), articles.c.url.is_not(None))
    copied = story_articles.c.copy_of
    out = or_(story_articles.c.article.not_in(staying), copied.is_not(None) & copied.not_in(staying))
    noted = [day_of(failures.c.noted) < before] if before else []
    asked = [day_of(batches.c.made) < before, batches.c.ended.is_not(None)] if before else [false()]
    return {
        "batch_requests": delete(batch_requests).where(
            batch_requests.c.batch.in_(select(batches.c.number).where(*asked))
        ),
        "pages": delete(pages).where(or_(_is_doomed(pages.c.url), pages.c.url.in_(urls))),
        "marks": delete(marks),
        "records": delete(records).where(records.c.result.not_in(select(results.c.number).where(~of_none))),
        "results": delete(results).where(of_none),
        "story_articles": delete(story_articles).where(out),
        "articles": delete(articles).where(_is_doomed(articles.c.id)),
        "failures": delete(failures).where(or_(_is_doomed(failures.c.id), *noted)),
        "askers": delete(askers).where(_is_doomed(askers.c.article)),
    }


def _let_near_duplicates_stand(connection: Connection) -> None:
    """Have near-duplicates of what is deleted stand for themselves, with the records that they have."""
    chosen = select(results.c.number, results.c.copy_of, results.c.problems).where(_is_doomed(results.c.copy_of))
    for number, copy_of, problems in connection.execute(chosen).all():
        named, unnamed = (f"near-duplicate of {each}:" for each in (copy_of, "an article since deleted"))
        told = [problem.replace(named, unnamed) for problem in problems]
        connection.execute(update(results).where(results.c.number == number).values(copy_of=None, problems=told))
