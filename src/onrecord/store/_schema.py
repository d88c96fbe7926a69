"""The tables of a store."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
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
    TypeDecorator,
    UniqueConstraint,
    false,
)

__all__ = [
    "answers",
    "articles",
    "askers",
    "asking",
    "batch_requests",
    "batches",
    "claims",
    "failures",
    "limits",
    "marks",
    "metadata",
    "pages",
    "records",
    "results",
    "runs",
    "sessions",
    "stories",
    "story_articles",
    "story_words",
]

metadata = MetaData()

Number = BigInteger().with_variant(Integer, "sqlite")
"""A number of rows or of tokens; SQLite counts its rows in its own `INTEGER` alone, which is as large."""


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


articles = Table(
    "articles",
    metadata,
    Column("number", Number, primary_key=True),
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
    Column("number", Number, primary_key=True),
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
    Column("number", Number, primary_key=True),
    Column("run", Number, ForeignKey("runs.number"), nullable=False),
    Column("started", DateTime, nullable=False),
    Column("ended", DateTime),
    Column("spending", JSON),  # by the count of its budget, if it had one; since version 5
    Column("until", DateTime),  # when it counts as killed, if it says nothing more; since version 9, as what follows
    Column("joint", Number),  # the first of the sessions that overlap with it, which have one budget together
    Column("leased", Float, nullable=False, server_default="0"),  # how much of that it may come to by itself
    Column("batched", Boolean, nullable=False, server_default=false()),  # whether it asked in the provider's batches
)

results = Table(
    "results",
    metadata,
    Column("number", Number, primary_key=True),
    Column("run", Number, ForeignKey("runs.number"), nullable=False),
    Column("article", Number, ForeignKey("articles.number"), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),  # of the texts under an id, the highest is current
    Column("status", Text, nullable=False),  # ok, partial or failed
    Column("problems", JSON, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("copy_of", Text),  # the id of the article that was read in its place
    Column("calls", Number, nullable=False),
    Column("input", Number, nullable=False),
    Column("cached", Number, nullable=False),
    Column("output", Number, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("made", DateTime, nullable=False),
    UniqueConstraint("run", "article"),
    Index("ix_results_run", "run", "number", "article", "status"),  # a run's results in their order; since version 3
)

records = Table(
    "records",
    metadata,
    Column("result", Number, ForeignKey("results.number"), primary_key=True),
    Column("record", Integer, primary_key=True),  # counted from 1 in each result
    Column("kind", Text, nullable=False),
    Column("supported", Boolean, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("day", Date),  # the day of an event, where its time names one; since version 6
    Column("level", Text, nullable=False, server_default="unsupported"),  # how the article supports it; since version 7
    Column("form", Text),  # how a statement is reported, where that is known; since version 9, as what follows
    Column("quotes", JSON),  # what of it stands in quotation marks
    Column("derived", JSON, nullable=False, server_default="[]"),  # the fields that a rule filled in
    Column("evidence", JSON, nullable=False, server_default="[]"),  # where it is in the text: pairs of offsets
    Column(
        "support", JSON, nullable=False, server_default="{}"
    ),  # of each value: its level, where it is, what is wrong
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("key", Text, primary_key=True),  # the hash of all that shaped the answer
    Column("session", Number, ForeignKey("sessions.number"), nullable=False, index=True),
    Column("model", Text, nullable=False),
    Column("window", Integer, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("filled", Text),
    Column("truncated", Boolean, nullable=False),
    Column("error", Text),
    Column("calls", Number, nullable=False),
    Column("input", Number, nullable=False),
    Column("cached", Number, nullable=False),
    Column("output", Number, nullable=False),
    Column("seconds", Float, nullable=False),
)

askers = Table(  # which articles, by their ids, an answer was asked for; since version 5
    "askers",
    metadata,
    Column("article", Text, primary_key=True),
    Column("answer", Text, primary_key=True),
    sqlite_with_rowid=False,
)

claims = Table(  # articles in the hands of a session, where several may be at work; since version 9
    "claims",
    metadata,
    Column("run", Number, primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("session", Number, nullable=False, index=True),
    sqlite_with_rowid=False,
)

asking = Table(  # answers that a session is asking for, where several may be at work; since version 9
    "asking",
    metadata,
    Column("key", Text, primary_key=True),
    Column("session", Number, nullable=False, index=True),
    sqlite_with_rowid=False,
)

limits = Table(  # what all sessions may send to a model in a minute, as it stands; since version 9
    "limits",
    metadata,
    Column("name", Text, primary_key=True),
    Column("level", Float, nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_with_rowid=False,
)

failures = Table(  # what never became an article
    "failures",
    metadata,
    Column("run", Number, ForeignKey("runs.number"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("source", Text),
    Column("reason", Text, nullable=False),
    Column("noted", DateTime, nullable=False),
)

marks = Table(  # up to which line of a file everything is answered for, in a run that is under way; since version 9
    "marks",
    metadata,
    Column("run", Number, ForeignKey("runs.number"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("identity", Text, nullable=False),  # of the file as it was
    Column("line", Integer, nullable=False),
    Column("things", Integer, nullable=False),  # how many articles and broken lines there are up to that
)

pages = Table(  # what to ask a server with, so that it sends only what changed; since version 2
    "pages",
    metadata,
    Column("run", Number, ForeignKey("runs.number"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
)

batches = Table(  # a provider's batches; one without an end is out
    "batches",
    metadata,
    Column("number", Number, primary_key=True),
    Column("run", Number, ForeignKey("runs.number"), nullable=False, index=True),
    Column("mark", Text, nullable=False, unique=True),  # our name for it, made before anything is sent
    Column("model", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("file", Text),  # the provider's id of the requests
    Column("batch", Text),  # the provider's id of the batch
    Column("status", Text, nullable=False),  # made, uploaded, and then the provider's word
    Column("completed", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("ended", DateTime),
)

batch_requests = Table(  # what batches ask for, until the answer to it is kept
    "batch_requests",
    metadata,
    Column("batch", Number, ForeignKey("batches.number"), primary_key=True),
    Column("line", Integer, primary_key=True),  # counted from 0 in the file
    Column("request", Text, nullable=False, index=True),  # the key that its answer will have
    Column("place", Integer, nullable=False),  # which try of that it is, counted from 0
    Column("dialect", Text, nullable=False),  # how it is asked, for the same to be gone on with
    Column("size", Integer, nullable=False),
    Column("max_tokens", Integer, nullable=False),
    Column("outcome", Text),  # a status and the body of a response, once there is one
)

stories = Table(  # since version 8, as what follows
    "stories",
    metadata,
    Column("number", Number, primary_key=True),
    Column("part_of", Number),  # the story that it became part of
    sqlite_autoincrement=True,  # the number of a story that is no more is never another's
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("number", Number, primary_key=True),  # in the order in which they were put into stories
    Column("article", Number, ForeignKey("articles.number"), nullable=False, unique=True),
    Column("story", Number, ForeignKey("stories.number"), nullable=False, index=True),
    Column("day", Date),  # of publication, or else of reading
    Column("copy_of", Number),  # the article that it is a near-duplicate of
    Column("words", LargeBinary),  # what it is about, by the weights of words; none of a near-duplicate
    sqlite_autoincrement=True,
)

story_words = Table(  # one row: in how many articles each word stood
    "story_words",
    metadata,
    Column("articles", Number, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)
