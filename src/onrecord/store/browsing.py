"""What a run of a store holds, some of it at a time, the last read first: what pages of it show.

Pages go on from a key, not from a count of what came before, so that the thousandth takes as long as the first, and
what is added meanwhile moves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import and_, func, or_, select, true

from onrecord.store._documents import chosen_results, with_records
from onrecord.store._filter import Filter
from onrecord.store._rows import RECORD, plain_of_records
from onrecord.store._schema import articles, records, results, story_articles
from onrecord.store._search import has_text, narrowed
from onrecord.store._versions import is_current, texts_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.store._database import Database

__all__ = ["ArticleRow", "Browsing", "Listed", "RecordRow", "VersionRow"]

OPENING = 240
"""Characters of a text that a list shows."""

FIRST, LARGEST = 500, 32_000
"""Results that the database looks through together: at first, and at most."""

LOOKING = 0.5
"""Seconds after which a list ends before it is full: it can be gone on with."""

AT_ONCE = 200
"""Records that are read from the database together."""

Row = TypeVar("Row")
Found = TypeVar("Found")
RecordKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """Some rows, and the key to go on from, where there may be more.

    There may be so even where the rows are few: what takes long is looked for some of the way.
    """

    rows: Sequence[Row]
    then: Any = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as a list shows it; `result` is the number of what a run made of it, `opening` how its text begins."""

    result: int
    id: str
    title: str | None
    source: str | None
    published: date | None
    language: str
    opening: str
    status: str
    version: int
    records: int
    supported: int


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as `plain_record` gives it, by its number in its article, from 1, and what is known of that."""

    result: int
    number: int
    plain: dict[str, Any]
    title: str | None
    id: str
    source: str | None
    published: date | None
    language: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of an article that a run has read, by the number of its result."""

    result: int
    version: int
    read: date


_NO_RECORDS = {"records": 0, "supported": 0}
_ARTICLE = tuple(field.name for field in fields(ArticleRow) if field.name in articles.c)
_OF_ITS_ARTICLE = ("title", "id", "source", "published", "language")


class Browsing:
    """What a run holds; each look has a connection of its own, and shows what is there then."""

    def __init__(self, database: Database, run: int, indexed_to: Callable[[], int | None]) -> None:
        self._database = database
        self._indexed_to = indexed_to
        self.run = run

    def articles(self, wanted: Filter, *, before: int | None = None, most: int = 25) -> Listed[ArticleRow]:
        """The articles that a filter takes in their current versions, those before a result's number."""
        chosen = self._narrowed(select(results.c.number), wanted).order_by(results.c.number.desc())

        def look(within: ColumnElement[bool], lacking: int) -> Sequence[int]:
            return connection.execute(chosen.where(within).limit(lacking)).scalars().all()

        with self._database.apart() as connection:
            found, low = self._walk(connection, before, most, look)
            rows = _article_rows(connection, found[:most])
        return Listed(rows, found[most - 1] if len(found) > most else low)

    def records(self, wanted: Filter, *, after: RecordKey | None = None, most: int = 25) -> Listed[RecordRow]:
        """The records that a filter takes, those after a result's number and a record's in it."""
        chosen = self._records(wanted).where(_after(after))
        is_told_by_the_database = not (wanted.speakers or wanted.places)

        def look(within: ColumnElement[bool], lacking: int) -> Sequence[Any]:
            bounded = chosen.limit(lacking) if is_told_by_the_database else chosen
            rows = connection.execute(bounded.where(within), execution_options={"yield_per": AT_ONCE})
            taken = (row for row in rows if wanted.takes({"kind": row.kind, "level": row.level, **row.fields}))
            return list(islice(taken, lacking))

        with self._database.apart() as connection:
            found, low = self._walk(connection, after and after[0] + 1, most, look)
            rows = _with_articles(connection, found[:most])
        if len(found) > most:
            return Listed(rows, (rows[-1].result, rows[-1].number))
        return Listed(rows, low and (low - 1, 0))

    def article(self, result: int) -> dict[str, Any] | None:
        """The summary that is a result, as `plain_summaries` gives it, with its version and the day it was read on.

        Of whatever run; `run` is added to it, and `story`, the number of the story that the article is in.
        """
        chosen = chosen_results().add_columns(results.c.run, story_articles.c.story)
        chosen = chosen.outerjoin(story_articles, story_articles.c.article == articles.c.number)
        with self._database.apart() as connection:
            row = connection.execute(chosen.where(results.c.number == result)).mappings().first()
            if row is None:
                return None
            (plain,) = with_records(connection, [row], numbered=True, dated=True)
        return plain | {"run": row["run"], "story": row["story"]}

    def versions(self, name: str, run: int) -> Sequence[VersionRow]:
        """The versions of an article by its id, as a run has read them, in their order."""
        chosen = select(results.c.number, results.c.version, results.c.made).join(articles)
        chosen = chosen.where(texts_of([name]), results.c.run == run).order_by(results.c.version)
        return [VersionRow(row.number, row.version, row.made.date()) for row in self._database.rows(chosen)]

    def results(self, names: Collection[str]) -> dict[str, int]:
        """The numbers of the results of articles by their ids, each of the current version."""
        chosen = select(articles.c.id, results.c.number).select_from(results).join(articles)
        chosen = chosen.where(texts_of(names), results.c.run == self.run).order_by(results.c.version)
        with self._database.apart() as connection:
            return dict(connection.execute(chosen).all())

    def _narrowed(self, chosen: Select[Any], wanted: Filter) -> Select[Any]:
        chosen = chosen.select_from(results).join(articles).where(results.c.run == self.run, is_current(self.run))
        return narrowed(chosen, wanted, self._database, self._indexed_to() if wanted.text else None)

    def _records(self, wanted: Filter) -> Select[Any]:
        told = [records.c[name] for name in RECORD]
        chosen = self._narrowed(select(records.c.result, records.c.record, *told), replace(wanted, kinds=(), levels=()))
        chosen = chosen.join(records, records.c.result == results.c.number)
        indexed_to = self._indexed_to() if wanted.speakers or wanted.places else None
        for names in filter(None, (wanted.speakers, wanted.places)):
            chosen = chosen.where(or_(*(has_text(_each_word(name), self._database, indexed_to) for name in names)))
        if wanted.kinds:
            chosen = chosen.where(records.c.kind.in_(wanted.kinds))
        if wanted.levels:
            chosen = chosen.where(records.c.level.in_(map(str, wanted.levels)))
        return chosen.order_by(results.c.number.desc(), records.c.record)

    def _walk(
        self,
        connection: Connection,
        before: int | None,
        most: int,
        look: Callable[[ColumnElement[bool], int], Sequence[Found]],
    ) -> tuple[list[Found], int | None]:
        """What is found at results before a number, and up to which it was looked for, where more may be left.

        The database looks through ever more results at a time, since it doesn't stop before it has found enough.
        """
        found: list[Found] = []
        low = before or self._last(connection) + 1
        size, end = FIRST, time.monotonic() + LOOKING
        while low > 1 and len(found) <= most:
            low, high = max(low - size, 1), low
            found += look(and_(results.c.number >= low, results.c.number < high), most + 1 - len(found))
            size = min(size * 4, LARGEST)
            if time.monotonic() > end:
                break
        return found, low if low > 1 else None

    def _last(self, connection: Connection) -> int:
        last = select(func.coalesce(func.max(results.c.number), 0)).where(results.c.run == self.run)
        return int(connection.execute(last).scalar_one())


def _each_word(name: str) -> str:
    return name.replace('"', " ")


def _after(key: RecordKey | None) -> ColumnElement[bool]:
    if key is None:
        return true()
    result, record = key
    same = and_(results.c.number == result, records.c.record > record)
    return and_(results.c.number <= result, or_(results.c.number < result, same))


def _article_rows(connection: Connection, numbers: Sequence[int]) -> list[ArticleRow]:
    """What lists show of the articles of results, in that order."""
    opening = func.substr(articles.c.text, 1, OPENING).label("opening")
    told = [*(articles.c[name] for name in _ARTICLE), opening, results.c.status, results.c.version]
    chosen = select(results.c.number.label("result"), *told).select_from(results).join(articles)
    chosen = chosen.where(results.c.number.in_(numbers)).order_by(results.c.number.desc())
    counts = _counts(connection, numbers)
    rows = connection.execute(chosen).mappings()
    return [ArticleRow(**{**row, **counts.get(row["result"], _NO_RECORDS)}) for row in rows]


def _counts(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many records each of these results has, and how many of them are supported."""
    supported = func.count().filter(records.c.supported)
    chosen = select(records.c.result, func.count(), supported).where(records.c.result.in_(numbers))
    found = connection.execute(chosen.group_by(records.c.result))
    return {result: {"records": every, "supported": some} for result, every, some in found}


def _with_articles(connection: Connection, rows: Sequence[Any]) -> list[RecordRow]:
    """The records in these rows, with what is known of their articles."""
    known = [articles.c[name] for name in (*_OF_ITS_ARTICLE, "text")]
    chosen = select(results.c.number, *known).select_from(results).join(articles)
    chosen = chosen.where(results.c.number.in_({row.result for row in rows}))
    by_result = {row["number"]: row for row in connection.execute(chosen).mappings()}
    found = []
    for result, record, *told in rows:
        article = by_result[result]
        [plain] = plain_of_records([told], article["text"])
        found.append(RecordRow(result, record, plain, **{name: article[name] for name in _OF_ITS_ARTICLE}))
    return found
