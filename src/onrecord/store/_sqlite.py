"""A store in an SQLite file: its lock, its log, its pragmas, its index of words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import DDL, URL, ColumnElement, event, literal_column, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles

from onrecord.errors import UsageError
from onrecord.store._database import VERSION, Database
from onrecord.store._errors import NoStoreError, StoreError, TooSlowError
from onrecord.store._functions import day_of, moment_of
from onrecord.store._lock import closed, identity_of_file, locked, opened
from onrecord.store._schema import articles, metadata, results

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

__all__ = ["SQLiteDatabase"]

CHECKPOINT_PAGES = 16_384
"""Pages of the log after which SQLite copies them into the database by itself: seldom, `Store.sync` comes before."""

AT_ONCE = 5_000
"""Articles whose words are put into the index together: a batch at work waits for no more."""

BETWEEN_LOOKS_AT_THE_CLOCK = 10_000
"""Steps of SQLite's own between two looks at the clock, where a look may take only so long."""

_WORDS = (  # filled when one searches
    "CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content = 'articles', content_rowid = 'number', "
    "tokenize = 'unicode61 remove_diacritics 2')"
)

_SPANS = """
CREATE VIEW IF NOT EXISTS spans AS
SELECT result, record, 'evidence' AS field, place.key + 1 AS span,
  json_extract(place.value, '$[0]') AS start, json_extract(place.value, '$[1]') AS "end", NULL AS support
FROM records, json_each(evidence) AS place
UNION ALL
SELECT result, record, given.key, place.key + 1,
  json_extract(place.value, '$[0]'), json_extract(place.value, '$[1]'), json_extract(given.value, '$.level')
FROM records, json_each(support) AS given, json_each(given.value, '$.spans') AS place
"""
"""Where each record's evidence and values are in the text, a row each."""

for _statement in (_WORDS, _SPANS):
    event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]  # SQLAlchemy's


@compiles(day_of, "sqlite")
def _day_of(element: Any, compiler: Any, **known: Any) -> str:
    return f"date({compiler.process(element.clauses, **known)})"


@compiles(moment_of, "sqlite")
def _moment_of(element: Any, compiler: Any, **known: Any) -> str:
    return f"datetime({compiler.process(element.clauses, **known)})"


class SQLiteDatabase(Database):
    """An SQLite database, at a path; one that can't be written is only read.

    Raises `UsageError` where there is none, unless it is to be created, or something else, and `StoreError` where it
    can't be used. `patience` is how many seconds to wait for another program's lock.
    """

    mark = "?"

    def __init__(self, path: Path, *, create: bool, patience: float) -> None:
        self.path: Path = path
        self.name = str(path)
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; name the file of a store, such as {path / 'news.db'}")
        if not create and not path.is_file():
            raise NoStoreError(f"{path}: no such store; `onrecord batch SOURCE… --store {path}` makes one")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: there is no folder {path.parent} to make a store in")
        self._file = path.absolute()
        self._patience = patience
        self.read_only = self._file.exists() and not _can_write(self._file)
        with self.translated(), ExitStack() as entered:
            self._open(_reading(self._file, entered) if self.read_only else _url(self._file), entered)
            if not self.read_only:
                _at_once(self._writer, "PRAGMA journal_mode = WAL")  # readers don't wait for it
            self._identity = identity_of_file(self._file)
            self._opened = entered.pop_all()
        opened(self._identity)

    def _set_up(self) -> None:
        patience = int(self._patience * 1000)
        event.listen(self.engine, "connect", lambda dbapi, _: _set_up(dbapi, patience))
        event.listen(self.engine, "begin", _begin)

    def _alone(self, connection: Connection) -> None:
        """Do nothing: transactions that write begin so."""

    def close(self) -> None:
        """Close the connections."""
        super().close()
        closed(self._identity)

    @contextmanager
    def locked(self, work: str = "batch", *, alone: bool = True) -> Iterator[None]:  # noqa: ARG002  # a file is one command's
        """Keep every other batch off, within the block. Raises `InUseError` where one is at work."""
        self.check_writable()
        with locked(self.path):
            yield

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Put the database's errors in words, within the block."""
        try:
            yield
        except (DatabaseError, sqlite3.Error) as error:
            said = str(getattr(error, "orig", error))
            if said == "interrupted":
                raise TooSlowError(f"{self.path}: takes longer than {self.most_seconds:g} seconds") from error
            kind = UsageError if "not a database" in said else StoreError
            raise kind(f"{self.path}: {_in_words(said)}") from error

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A reading transaction on a connection of its own, for what is read bit by bit."""
        if self.most_seconds is None:
            with super().apart() as connection:
                yield connection
            return
        self._check_there()
        with super().apart() as connection:
            _bound(connection, self.most_seconds)
            yield connection

    def checkpoint(self) -> None:
        """Bring all that was written from the log into the database, and to the disk itself; from any thread."""
        self.check_writable()
        with self.translated(), self.engine.connect() as connection:
            _at_once(connection, "PRAGMA wal_checkpoint(PASSIVE)")

    def size(self) -> int:
        """How large the file is, in bytes."""
        return self.path.stat().st_size

    def shrink(self) -> None:
        """Give the room that deleted rows took back to the disk."""
        self.check_writable()
        with self.translated(), self.engine.connect() as connection:
            _at_once(connection, "VACUUM")
            _at_once(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def check_writable(self) -> None:
        """Raise `StoreError` where the file can't be written, or what is written to it would be lost.

        Lost it would be where the path no longer leads to the file that is open.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: can't be written: check the permissions of the file and its folder")
        self._check_there()

    def _check_there(self) -> None:
        if identity_of_file(self._file) != self._identity:
            raise StoreError(
                f"{self.path}: was deleted, moved or replaced while it was open; what it held then is no longer here: "
                "put it back if it still exists, and run the same command again"
            )

    def add_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows, but for those that are there."""
        connection.execute(insert(table).on_conflict_do_nothing(), rows)

    def index_words(self, connection: Connection) -> bool:
        """Put some articles that came since the last search into the index of their words; whether more may be left.

        They are put there when one searches, since most stores are never searched.
        """
        last = self.indexed_to(connection)
        following = select(articles.c.number).where(articles.c.number > last).order_by(articles.c.number)
        numbers = connection.execute(following.limit(AT_ONCE)).scalars().all()
        if numbers:
            connection.execute(
                text(
                    "INSERT INTO article_words (rowid, title, text) "
                    "SELECT number, title, text FROM articles WHERE number > :last AND number <= :end"
                ),
                {"last": last, "end": numbers[-1]},
            )
        return len(numbers) == AT_ONCE

    def indexed_to(self, connection: Connection) -> int:
        """The number of the last article in the index of words; 0 where there is none."""
        return int(connection.execute(text("SELECT coalesce(max(id), 0) FROM article_words_docsize")).scalar_one())

    def forget_words(self, connection: Connection) -> None:
        """Empty the index of words: the next search makes it anew."""
        connection.execute(text("INSERT INTO article_words (article_words) VALUES ('delete-all')"))

    def has_words(self, phrases: Sequence[str]) -> ColumnElement[bool]:
        """Whether an article has all of these words and phrases, by the index.

        Nothing but the words and a star at their end means anything to FTS5.
        """
        query = " ".join(f'"{phrase.rstrip("*")}"{"*" if phrase.endswith("*") else ""}' for phrase in phrases)
        found = text("SELECT rowid FROM article_words WHERE article_words MATCH :words").bindparams(words=query)
        return results.c.article.in_(found.columns(literal_column("rowid")))

    def number_stories(self, connection: Connection, last: int) -> None:
        """Do nothing: SQLite keeps the highest number."""

    def next_story(self, connection: Connection) -> int:
        """The number of the next story, which none ever had."""
        last = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'stories'"
        return int(connection.execute(text(last)).scalar_one())


def _can_write(file: Path) -> bool:
    """Whether the file, and the log beside it, can be written by whom this process acts for."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.W_OK, effective_ids=effective) for each in (file.resolve(), file.resolve().parent))


def _url(file: Path, **options: str) -> URL:
    name = file.as_uri() if options else str(file)
    return URL.create("sqlite", database=name, query={**options, "uri": "true"} if options else {})


def _reading(file: Path, entered: ExitStack) -> URL:
    """What opens a store that can't be written; where that can't be read as it is, a copy of it.

    That is one of an older version, and one with a log of a killed batch, which SQLite can't read without an index that
    it makes beside it.
    """
    log, index = (file.resolve().with_name(f"{file.resolve().name}{end}") for end in ("-wal", "-shm"))
    logged = log.exists() and log.stat().st_size > 0
    options = {"mode": "ro"} if logged else {"immutable": "1"}
    if not (logged and not index.exists()) and _is_up_to_date(file, options):
        return _url(file, **options)
    folder = Path(entered.enter_context(tempfile.TemporaryDirectory(prefix="onrecord-")))
    shutil.copy(file, folder / "copy.db")
    if logged:
        shutil.copy(log, folder / "copy.db-wal")
    (folder / "copy.db").chmod(0o600)
    return _url(folder / "copy.db")


def _is_up_to_date(file: Path, options: dict[str, str]) -> bool:
    """Whether a database is a store of this version, or none at all."""
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    tables = "SELECT name FROM sqlite_master WHERE name IN ('alembic_version', 'schema_version')"
    with closing(sqlite3.connect(f"{file.as_uri()}?{asked}", uri=True)) as connection:
        known = {name for (name,) in connection.execute(tables)}
        if "alembic_version" not in known:
            return "schema_version" not in known
        version = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
    return version is None or int(version) >= VERSION


def _set_up(dbapi: Any, patience: int) -> None:
    """Set a new connection up, for transactions that begin where we say; `patience` in milliseconds."""
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {patience}")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    cursor.close()


def _at_once(connection: Connection, statement: str) -> None:
    """Execute a statement that no transaction may be open for."""
    connection.connection.cursor().execute(statement)


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes takes its lock at once, since a later one would not be waited for."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bound(connection: Connection, seconds: float) -> None:
    """Have a connection be read from for so long, and not be written to."""
    connection.exec_driver_sql("PRAGMA query_only = ON")
    end = time.monotonic() + seconds
    dbapi: Any = connection.connection.dbapi_connection
    dbapi.set_progress_handler(lambda: time.monotonic() > end, BETWEEN_LOOKS_AT_THE_CLOCK)


def _in_words(said: str) -> str:
    if "locked" in said or "busy" in said:
        return (
            "is locked by another program, and stayed so: close what has it open, such as a database browser with "
            "changes that are not saved, and run the same command again"
        )
    if "full" in said:
        return "the disk is full: make room and run the same command again; all that was stored is kept"
    if "readonly" in said or "unable to open" in said:
        return f"can't be written: check the permissions of the file and its folder ({said})"
    if "not a database" in said or "malformed" in said:
        return f"is no intact SQLite database: give --store another path, or bring back a copy ({said})"
    return said
