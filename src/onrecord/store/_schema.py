"""The tables of a store, and the steps that bring an older one up to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    bindparam,
    event,
    select,
    update,
)

from onrecord.plain import upgraded_record

__all__ = [
    "UPGRADES",
    "answers",
    "articles",
    "askers",
    "failures",
    "metadata",
    "pages",
    "records",
    "results",
    "runs",
    "schema_version",
    "sessions",
    "spans",
    "stories",
    "story_articles",
    "story_words",
]

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time with its zone, as ISO 8601 has it: SQLite's own times have no zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Any) -> str | None:
        """The text that stands for a time."""
        return value.isoformat() if value else None

    def process_result_value(self, value: str | None, _: Any) -> datetime | None:
        """The time that a text stands for."""
        return datetime.fromisoformat(value) if value else None


schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),  # of id and text together
    Column("id", Text, nullable=False, index=True),
    Column("title", Text),
    Column("url", Text),
    Column("published", Date),
    Column("language", Text, nullable=False),
    Column("source", Text),
    Column("text", Text, nullable=False),  # what spans are offsets into
    Column("author", Text),  # since version 2
    Column("published_at", Moment),  # where the time is known, too; since version 5
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("model", Text, nullable=False),
    Column("prompts", JSON, nullable=False),  # name and identity of each
    Column("strict", Boolean, nullable=False),
    Column("started", DateTime, nullable=False),  # UTC, as all times here but `published_at`
    Column("kinds", JSON),  # since version 5, as what follows
    Column("turn", Integer, nullable=False, server_default="0"),  # the run last worked on has the highest
    Column("worked", DateTime),  # when it was last worked on
    Column("weakest", Text, nullable=False, server_default="unsupported"),  # the level from which on records are kept
)

sessions = Table(  # the times that a run was worked on; one without an end was killed
    "sessions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.number"), nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
    Column("spending", JSON),  # by the count of its budget, if it had one; since version 5
)

results = Table(
    "results",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run", ForeignKey("runs.number"), nullable=False),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),  # of the texts under an id, the highest is current
    Column("status", Text, nullable=False),  # ok, partial or failed
    Column("problems", JSON, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("copy_of", Text),  # the id of the article that was read in its place
    Column("calls", Integer, nullable=False),
    Column("input", Integer, nullable=False),
    Column("cached", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("plain", Text, nullable=False),  # the summary as JSON but for the article, ready to be exported
    UniqueConstraint("run", "article"),
    Index("ix_results_run", "run", "number", "article", "status"),  # a run's results in their order; since version 3
)

records = Table(
    "records",
    metadata,
    Column("result", ForeignKey("results.number"), primary_key=True),
    Column("record", Integer, primary_key=True),  # counted from 1 in each result
    Column("kind", Text, nullable=False),
    Column("supported", Boolean, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("day", Date),  # the day of an event, where its time names one; since version 6
    Column("level", Text, nullable=False, server_default="unsupported"),  # how the article supports it; since version 7
    sqlite_with_rowid=False,
)

spans = Table(
    "spans",
    metadata,
    Column("result", ForeignKey("results.number"), primary_key=True),
    Column("record", Integer, primary_key=True),
    Column("field", Text, primary_key=True),  # `evidence`, or the value's place in the record, such as who[0]
    Column("span", Integer, primary_key=True),  # counted from 1 in each field
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("support", Text),  # how the article supports the value; none for evidence
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("key", Text, primary_key=True),  # the hash of all that shaped the answer
    Column("session", ForeignKey("sessions.number"), nullable=False, index=True),
    Column("model", Text, nullable=False),
    Column("window", Integer, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("filled", Text),
    Column("truncated", Boolean, nullable=False),
    Column("error", Text),
    Column("calls", Integer, nullable=False),
    Column("input", Integer, nullable=False),
    Column("cached", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)

askers = Table(  # which articles, by their ids, an answer was asked for; since version 5
    "askers",
    metadata,
    Column("article", Text, primary_key=True),
    Column("answer", Text, primary_key=True),
    sqlite_with_rowid=False,
)

failures = Table(  # what never became an article
    "failures",
    metadata,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("source", Text),
    Column("reason", Text, nullable=False),
    Column("noted", DateTime, nullable=False),
)

pages = Table(  # what to ask a server with, so that it sends only what changed; since version 2
    "pages",
    metadata,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
)

stories = Table(  # since version 8, as what follows
    "stories",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("part_of", Integer),  # the story that it became part of
    sqlite_autoincrement=True,  # the number of a story that is no more is never another's
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("number", Integer, primary_key=True),  # in the order in which they were put into stories
    Column("article", ForeignKey("articles.number"), nullable=False, unique=True),
    Column("story", ForeignKey("stories.number"), nullable=False, index=True),
    Column("day", Date),  # of publication, or else of reading
    Column("copy_of", Integer),  # the article that it is a near-duplicate of
    Column("words", LargeBinary),  # what it is about, by the weights of words; none of a near-duplicate
    sqlite_autoincrement=True,
)

story_words = Table(  # one row: in how many articles each word stood
    "story_words",
    metadata,
    Column("articles", Integer, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

WORDS = (  # the full-text index of articles, filled when one searches; since version 6
    "CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content = 'articles', content_rowid = 'number', "
    "tokenize = 'unicode61 remove_diacritics 2')"
)

event.listen(metadata, "after_create", DDL(WORDS))  # type: ignore[no-untyped-call]  # SQLAlchemy's

UPGRADED_AT_ONCE = 500
"""Results that an upgrade rewrites at a time."""


def _tell_levels(connection: Connection) -> None:
    """Give the records of all results the levels that records have since version 7, in the JSON and in the table."""
    last, chosen = 0, select(results.c.number, results.c.plain).order_by(results.c.number).limit(UPGRADED_AT_ONCE)
    while found := connection.execute(chosen.where(results.c.number > last)).all():
        for last, plain in found:
            _tell_levels_of(connection, last, json.loads(plain))


def _tell_levels_of(connection: Connection, number: int, plain: dict[str, Any]) -> None:
    plain["records"] = list(map(upgraded_record, plain["records"]))
    written = json.dumps(plain, ensure_ascii=False)
    connection.execute(update(results).where(results.c.number == number).values(plain=written))
    told = [
        {"place": place, "of_record": record["level"], "holds": record["supported"]}
        for place, record in enumerate(plain["records"], start=1)
    ]
    if told:
        here = (records.c.result == number, records.c.record == bindparam("place"))
        given: dict[str, Any] = {"level": bindparam("of_record"), "supported": bindparam("holds")}
        connection.execute(update(records).where(*here).values(**given), told)


UPGRADES: dict[int, tuple[str | Callable[[Connection], None], ...]] = {
    2: (
        "ALTER TABLE articles ADD COLUMN author TEXT",
        "CREATE INDEX ix_articles_id ON articles (id)",
        "CREATE TABLE pages (run INTEGER NOT NULL, url TEXT NOT NULL, etag TEXT, modified TEXT, "
        "PRIMARY KEY (run, url), FOREIGN KEY(run) REFERENCES runs (number))",
    ),
    3: ("CREATE INDEX ix_results_run ON results (run, number, article, status)",),
    4: (
        "ALTER TABLE sittings RENAME TO sessions",
        "ALTER TABLE answers RENAME COLUMN sitting TO session",
        "DROP INDEX ix_answers_sitting",
        "CREATE INDEX ix_answers_session ON answers (session)",
    ),
    5: (
        "ALTER TABLE sessions ADD COLUMN spending JSON",
        "ALTER TABLE articles ADD COLUMN published_at TEXT",
        "ALTER TABLE runs ADD COLUMN kinds JSON",
        "ALTER TABLE runs ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE runs ADD COLUMN worked DATETIME",
        "UPDATE runs SET kinds = (SELECT json_group_array(kind) FROM (SELECT DISTINCT records.kind FROM results "
        "JOIN records ON records.result = results.number WHERE results.run = runs.number ORDER BY 1)), "
        "turn = coalesce((SELECT max(number) FROM sessions WHERE run = runs.number), 0), "
        "worked = (SELECT max(coalesce(ended, started)) FROM sessions WHERE run = runs.number)",
        "ALTER TABLE results ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
        "UPDATE results SET version = (SELECT count(*) FROM results AS other WHERE other.run = results.run "
        "AND other.article IN (SELECT every.number FROM articles AS own JOIN articles AS every USING (id) "
        "WHERE own.number = results.article AND every.number <= own.number)) WHERE article IN (SELECT number "
        "FROM articles WHERE id IN (SELECT id FROM articles GROUP BY id HAVING count(*) > 1))",
        "UPDATE results SET plain = json_remove(plain, '$.copy_of'), copy_of = NULL "
        "WHERE copy_of IS NOT NULL AND copy_of = (SELECT id FROM articles WHERE number = results.article)",
        "CREATE TABLE askers (article TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (article, answer)) "
        "WITHOUT ROWID",
    ),
    6: (
        "ALTER TABLE records ADD COLUMN day DATE",
        "UPDATE records SET day = (SELECT json_extract(plain, '$.records[' || (record - 1) || '].day') FROM results "
        "WHERE number = result) WHERE kind = 'event'",
        WORDS,
    ),
    7: (
        "ALTER TABLE runs ADD COLUMN weakest TEXT NOT NULL DEFAULT 'unsupported'",
        "ALTER TABLE records ADD COLUMN level TEXT NOT NULL DEFAULT 'unsupported'",
        "UPDATE spans SET support = 'reworded' WHERE support = 'fuzzy'",
        _tell_levels,
    ),
    8: (
        "CREATE TABLE stories (number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, part_of INTEGER)",
        "CREATE TABLE story_articles (number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, article INTEGER NOT NULL, "
        "story INTEGER NOT NULL, day DATE, copy_of INTEGER, words BLOB, UNIQUE (article), "
        "FOREIGN KEY(article) REFERENCES articles (number), FOREIGN KEY(story) REFERENCES stories (number))",
        "CREATE INDEX ix_story_articles_story ON story_articles (story)",
        "CREATE TABLE story_words (articles INTEGER NOT NULL, counts BLOB NOT NULL)",
    ),
}
"""What makes a store of the version before into one of each version: statements, and functions of the connection.

Never changed once released.
"""
