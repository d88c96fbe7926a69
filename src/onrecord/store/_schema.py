"""The tables of a store, and the steps that bring an older one up to them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
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
    UniqueConstraint,
)

__all__ = [
    "UPGRADES",
    "answers",
    "articles",
    "failures",
    "metadata",
    "pages",
    "records",
    "results",
    "runs",
    "schema_version",
    "sessions",
    "spans",
]

metadata = MetaData()

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
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("model", Text, nullable=False),
    Column("prompts", JSON, nullable=False),  # name and identity of each
    Column("strict", Boolean, nullable=False),
    Column("started", DateTime, nullable=False),  # UTC, as all times here
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

UPGRADES: dict[int, tuple[str, ...]] = {
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
    5: ("ALTER TABLE sessions ADD COLUMN spending JSON",),
}
"""What makes a store of the version before into one of each version; never changed once released."""
