"""Articles deleted for good, with all that hangs on them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

__all__ = ["Purged", "purge"]

_SPENT = [each.name for each in fields(Usage)]

_NAMED = "INSERT OR IGNORE INTO doomed VALUES (:id)"

_OF_OLD = """
INSERT OR IGNORE INTO doomed
SELECT id FROM articles LEFT JOIN (SELECT article, date(max(made)) AS read FROM results GROUP BY article)
ON article = number GROUP BY id HAVING max(coalesce(published, read, '')) < :before
"""

_UNKNOWN = """
SELECT id FROM doomed WHERE id NOT IN (SELECT id FROM articles) AND id NOT IN (SELECT id FROM failures)
AND id NOT IN (SELECT article FROM askers)
"""

_UNFINISHED_OF_OLD = """
INSERT OR IGNORE INTO doomed
SELECT askers.article FROM askers JOIN answers ON key = answer JOIN sessions ON session = sessions.number
WHERE askers.article NOT IN (SELECT id FROM articles) GROUP BY askers.article HAVING max(date(started)) < :before
"""

_DELETED = {
    "pages": "url IN doomed OR url IN (SELECT url FROM articles WHERE id IN doomed)",
    "articles": "id IN doomed",
    "results": "article NOT IN (SELECT number FROM articles) OR run NOT IN (SELECT number FROM runs)",
    "records": "result NOT IN (SELECT number FROM results)",
    "spans": "result NOT IN (SELECT number FROM results)",
    "story_articles": "article NOT IN (SELECT number FROM articles) OR copy_of NOT IN (SELECT number FROM articles)",
    "failures": "id IN doomed OR date(noted) < :before",
    "askers": "article IN doomed",
}
"""What is deleted of each table, in this order; also what hangs on nothing, since rows were deleted by hand.

Near-duplicates of what is deleted are taken out of their stories, so that they are put into one for what they say.
"""

_UNCLAIMED = (
    "EXISTS (SELECT * FROM doomed) AND key NOT LIKE 'deleted of session %' AND key NOT IN (SELECT answer FROM askers)"
)
"""Answers that no article is left of that asked for them, and those of a store of version 4, where none is known."""

_CHARGED = (
    f'INSERT INTO answers (key, session, model, "window", prompt, text, truncated, seconds, {", ".join(_SPENT)}) '  # noqa: S608
    "SELECT 'deleted of session ' || session, session, '', 0, '', '', 0, 0, "
    f"{', '.join(f'sum({name})' for name in _SPENT)} FROM answers WHERE {_UNCLAIMED} GROUP BY session "
    f"ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = {name} + excluded.{name}' for name in _SPENT)}"
)
"""What deleted answers cost stays charged to their session, in one row that says nothing."""


_UNINDEXED = "INSERT INTO article_words (article_words) VALUES ('delete-all')"
"""The index of words is emptied: the next search makes it anew."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted: articles, and the rows of what hung on them. `unknown` are ids of which there was nothing."""

    articles: int
    versions: int
    results: int
    records: int
    answers: int
    failures: int
    unknown: tuple[str, ...]


def purge(connection: Connection, names: Collection[str], before: date | None) -> Purged:
    """Delete articles with these ids, or those of before a day. Raises `UsageError` unless it is one of the two."""
    if bool(names) == bool(before):
        raise UsageError("say what to delete: either articles by their ids, or those of before a day")
    connection.exec_driver_sql("CREATE TEMP TABLE doomed (id TEXT PRIMARY KEY) WITHOUT ROWID")
    try:
        return _purge(connection, names, before.isoformat() if before else "")
    finally:
        connection.exec_driver_sql("DROP TABLE doomed")


def _purge(connection: Connection, names: Collection[str], before: str) -> Purged:
    for name in names:
        _do(connection, _NAMED, id=name)
    if before:
        _do(connection, _OF_OLD, before=before)
        _do(connection, _UNFINISHED_OF_OLD, before=before)
    unknown = tuple(_do(connection, _UNKNOWN).scalars())
    articles = _do(connection, "SELECT count(DISTINCT id) FROM articles WHERE id IN doomed").scalar_one()
    _let_near_duplicates_stand(connection)
    gone = {
        table: _do(connection, f"DELETE FROM {table} WHERE {which}", before=before).rowcount  # noqa: S608
        for table, which in _DELETED.items()
    }
    _do(connection, _UNINDEXED)
    _do(connection, _CHARGED)
    answers = _do(connection, f"DELETE FROM answers WHERE {_UNCLAIMED}").rowcount  # noqa: S608
    return Purged(articles, gone["articles"], gone["results"], gone["records"], answers, gone["failures"], unknown)


def _let_near_duplicates_stand(connection: Connection) -> None:
    """Have near-duplicates of what is deleted stand for themselves, with the records that they have."""
    chosen = "SELECT number, copy_of, problems, plain FROM results WHERE copy_of IN doomed"
    for row in _do(connection, chosen).mappings().all():
        named, unnamed = (f"near-duplicate of {each}:" for each in (row["copy_of"], "an article since deleted"))
        told = [problem.replace(named, unnamed) for problem in json.loads(row["problems"])]
        summary = {**json.loads(row["plain"]), "problems": told}
        summary.pop("copy_of", None)
        change = "UPDATE results SET copy_of = NULL, problems = :problems, plain = :plain WHERE number = :number"
        kept = {"problems": json.dumps(told), "plain": json.dumps(summary, ensure_ascii=False)}
        _do(connection, change, number=row["number"], **kept)


def _do(connection: Connection, statement: str, **known: Any) -> CursorResult[Any]:
    """Execute a statement; of what is known, those are its values that it names."""
    from sqlalchemy import text

    named = text(statement)
    return connection.execute(named, {name: value for name, value in known.items() if f":{name}" in statement})
