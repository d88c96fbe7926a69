"""Which of the texts under an id is the current one, in each run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from onrecord.store._schema import articles, results

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

__all__ = ["is_current", "put_back", "several", "superseded", "texts_of", "versions_of"]

AT_ONCE = 500
"""Ids that are looked up together."""


def several() -> Select[Any]:
    """The ids that have several texts; from an index alone."""
    return select(articles.c.id).group_by(articles.c.id).having(func.count() > 1)


def superseded(run: int) -> Select[Any]:
    """The numbers of a run's results that a newer version of the article has taken the place of.

    Results are looked for by their articles: without being told so, SQLite would go through all of a run.
    """
    earlier, later = articles.alias("earlier"), articles.alias("later")
    older, newer = results.alias("older"), results.alias("newer")
    several_texts = select(articles.c.number).where(articles.c.id.in_(several()))
    return (
        select(older.c.number)
        .join(earlier, earlier.c.number == older.c.article)
        .join(later, (later.c.id == earlier.c.id) & (later.c.number != earlier.c.number))
        .join(newer, (newer.c.run == run) & (newer.c.article == later.c.number))
        .where(older.c.run == run, older.c.article.in_(several_texts), newer.c.version > older.c.version)
    )


def is_current(run: int) -> ColumnElement[bool]:
    """That no newer version of the article took a result's place in a run: for some results, where all are too many.

    By the highest version, which each database looks up in its indexes: whether there is a higher one, PostgreSQL would
    find out by joining all of a run.
    """
    any_text, of_any = articles.alias("any_text"), results.alias("of_any")
    texts = select(any_text.c.number).where(any_text.c.id == articles.c.id).correlate(articles)
    newest = select(func.max(of_any.c.version)).where(of_any.c.run == run, of_any.c.article.in_(texts))
    return results.c.version == newest.correlate(articles).scalar_subquery()


def versions_of(connection: Connection, run: int, names: Collection[str]) -> dict[str, dict[bytes, int]]:
    """The versions that a run has of articles, by their ids and the keys of their texts."""
    chosen = select(articles.c.id, articles.c.key, results.c.version).join(results)
    found: dict[str, dict[bytes, int]] = {}
    for name, key, version in connection.execute(chosen.where(results.c.run == run, texts_of(names))):
        found.setdefault(name, {})[key] = version
    return found


def texts_of(names: Collection[str]) -> ColumnElement[bool]:
    """That a result is of one of these articles; told so that results are looked for by their articles."""
    return results.c.article.in_(select(articles.c.number).where(articles.c.id.in_(names)))


def put_back(connection: Connection, run: int, seen: Mapping[str, Sequence[bytes]], known: Collection[bytes]) -> None:
    """Make what a session brought the current version, of articles whose current version it did not bring.

    `seen` are the keys of the texts that it brought, by the id of the article, in their order, and `known` those of all
    texts that there were as it began, or that it brought: a newer one is left.
    """
    names = list(seen)
    for start in range(0, len(names), AT_ONCE):
        for name, versions in versions_of(connection, run, names[start : start + AT_ONCE]).items():
            current = max(versions, key=versions.__getitem__)
            brought = [key for key in seen[name] if key in versions]
            if brought and current in known and current not in brought:
                _make_current(connection, run, brought[-1], versions[current] + 1)


def _make_current(connection: Connection, run: int, key: bytes, version: int) -> None:
    article = select(articles.c.number).where(articles.c.key == key).scalar_subquery()
    chosen = update(results).where(results.c.run == run, results.c.article == article)
    connection.execute(chosen.values(version=version))
