"""The database under a store: opened, brought up to date, its errors put in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.store._errors import StoreError
from onrecord.store._lock import closed, identity_of_file, locked, opened

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

__all__ = ["VERSION", "Database", "StoreError"]

VERSION = 8
"""The version of the schema that this release reads and writes."""

CHECKPOINT_PAGES = 16_384
"""Pages of the log after which SQLite copies them into the database by itself: seldom, `Store.sync` comes before."""


class Database:
    """An SQLite database with the tables of this version, and its two connections: one that writes, one that reads.

    At a path or an `sqlite:///` URL. One that can't be written is only read. Raises `UsageError` where there is none,
    unless it is to be created, or something else, and `StoreError` where it can't be used. `patience` is how many
    seconds to wait for another program's lock.
    """

    def __init__(self, location: str | Path, *, create: bool, patience: float) -> None:
        try:
            from sqlalchemy import NullPool, create_engine, event
        except ImportError as error:
            raise UsageError("a store needs SQLAlchemy: pip install 'onrecord[batch]'") from error
        self.path = _path(location)
        if self.path.is_dir():
            raise UsageError(f"{self.path}: is a folder; name the file of a store, such as {self.path / 'news.db'}")
        if not create and not self.path.is_file():
            raise UsageError(f"{self.path}: no such store; `onrecord batch SOURCE… --store {self.path}` makes one")
        if not self.path.parent.is_dir():
            raise UsageError(f"{self.path}: there is no folder {self.path.parent} to make a store in")
        self._file = self.path.absolute()
        self.read_only = self._file.exists() and not _can_write(self._file)
        with translated(self.path), ExitStack() as entered:
            url = _reading(self._file, entered) if self.read_only else _url(self._file)
            self.engine = create_engine(url, poolclass=NullPool)
            event.listen(self.engine, "connect", lambda dbapi, _: _set_up(dbapi, patience))
            event.listen(self.engine, "begin", _begin)
            self._writer = entered.enter_context(self.engine.connect()).execution_options(writes=True)
            self._reader = entered.enter_context(self.engine.connect())
            if _version(self._reader, self.path) != VERSION:
                self._reader.rollback()
                _bring_up_to_date(self._writer, self.path)
            self._reader.rollback()
            if not self.read_only:
                _at_once(self._writer, "PRAGMA journal_mode = WAL")  # readers don't wait for it
            self._identity = identity_of_file(self._file)
            self._opened = entered.pop_all()
        opened(self._identity)

    def close(self) -> None:
        """Close the connections."""
        with translated(self.path):
            self._opened.close()
        closed(self._identity)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other batch off, within the block. Raises `StoreError` where one is at work."""
        self._check_file()
        with locked(self.path):
            yield

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of what is done within the block, or nothing."""
        self._check_file()
        with translated(self.path), self._writer.begin():
            yield self._writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at its first look."""
        with translated(self.path), self._reader.begin():
            yield self._reader

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A reading transaction on a connection of its own, for what is read bit by bit."""
        with translated(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    def checkpoint(self) -> None:
        """Bring all that was written from the log into the database, and to the disk itself; from any thread."""
        self._check_file()
        with translated(self.path), self.engine.connect() as connection:
            _at_once(connection, "PRAGMA wal_checkpoint(PASSIVE)")

    def shrink(self) -> None:
        """Give the room that deleted rows took back to the disk."""
        self._check_file()
        with translated(self.path), self.engine.connect() as connection:
            _at_once(connection, "VACUUM")
            _at_once(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def _check_file(self) -> None:
        """Raise `StoreError` where the file can't be written, or what is written to it would be lost.

        Lost it would be where the path no longer leads to the file that is open.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: can't be written: check the permissions of the file and its folder")
        if identity_of_file(self._file) != self._identity:
            raise StoreError(
                f"{self.path}: was deleted, moved or replaced while it was open; what it held then is no longer here: "
                "put it back if it still exists, and run the same command again"
            )


def _can_write(file: Path) -> bool:
    """Whether the file, and the log beside it, can be written by whom this process acts for."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.W_OK, effective_ids=effective) for each in (file.resolve(), file.resolve().parent))


def _url(file: Path, **options: str) -> URL:
    from sqlalchemy import URL

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
    with closing(sqlite3.connect(f"{file.as_uri()}?{asked}", uri=True)) as connection:
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'").fetchone()[0]
        version = connection.execute("SELECT max(version) FROM schema_version").fetchone()[0] if known else None
    return version is None or version >= VERSION


def _path(location: str | Path) -> Path:
    text = str(location)
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    if "://" in text:
        raise UsageError(f"{text}: only SQLite files can be stores for now; give a path, such as news.db")
    return Path(location)


def _set_up(dbapi: Any, patience: float) -> None:
    """Set a new connection up, for transactions that begin where we say."""
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
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


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    """Make the tables, or upgrade those of an older version. Raises as `_version` does."""
    from onrecord.store._schema import UPGRADES, metadata, schema_version

    with connection.begin():
        found = _version(connection, path)  # again, under the lock: another process may have been faster
        if found is None:
            metadata.create_all(connection)
            connection.execute(schema_version.insert().values(version=VERSION))
            return
        for version in range(found + 1, VERSION + 1):
            for step in UPGRADES[version]:
                if callable(step):
                    step(connection)
                else:
                    connection.exec_driver_sql(step)
        connection.execute(schema_version.update().values(version=VERSION))


def _version(connection: Connection, path: Path) -> int | None:
    """The version of a store; None of an empty database.

    Raises `StoreError` for a newer one, and `UsageError` for a database of something else.
    """
    from sqlalchemy import func, inspect, select

    from onrecord.store._schema import schema_version

    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if not {schema_version.name, "articles", "results"} <= set(tables):
        raise UsageError(f"{path}: is a database, but no store of onrecord; give --store another path")
    version = connection.execute(select(func.max(schema_version.c.version))).scalar_one()
    if version is None:
        raise StoreError(
            f"{path}: its table schema_version is empty: put its row back, or bring back a copy of the store"
        )
    if version > VERSION:
        raise StoreError(
            f"{path}: is a store of version {version}, and this onrecord knows those up to {VERSION}: "
            "upgrade it with `pip install -U onrecord`"
        )
    return int(version)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Put the database's errors in words, within the block. Raises `UsageError` for no database, else `StoreError`."""
    from sqlalchemy.exc import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error))
        kind = UsageError if "not a database" in said else StoreError
        raise kind(f"{path}: {_in_words(said)}") from error


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
