"""The database under a store: opened, brought up to date, its errors put in words."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from onrecord.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["VERSION", "Database", "StoreError", "locked"]

VERSION = 5
"""The version of the schema that this release reads and writes."""

CHECKPOINT_PAGES = 16_384
"""Pages of the log after which SQLite copies them into the database by itself: seldom, `Store.sync` comes before."""


class StoreError(OnrecordError):
    """The store can't be used: damaged, locked, of a newer version, or on a disk that is full."""


class Database:
    """An SQLite database with the tables of this version, and its two connections: one that writes, one that reads.

    At a path or an `sqlite:///` URL. Raises `UsageError` where there is none, unless it is to be created, or something
    else, and `StoreError` where it can't be used. `patience` is how many seconds to wait for another program's lock.
    """

    def __init__(self, location: str | Path, *, create: bool, patience: float) -> None:
        try:
            from sqlalchemy import URL, NullPool, create_engine, event
        except ImportError as error:
            raise UsageError("a store needs SQLAlchemy: pip install 'onrecord[batch]'") from error
        self.path = _path(location)
        if not create and not self.path.is_file():
            raise UsageError(f"{self.path}: no such store; `onrecord batch SOURCE… --store {self.path}` makes one")
        if not self.path.parent.is_dir():
            raise UsageError(f"{self.path}: there is no folder {self.path.parent} to make a store in")
        url = URL.create("sqlite", database=str(self.path.absolute()))
        self.engine = create_engine(url, poolclass=NullPool)
        event.listen(self.engine, "connect", lambda dbapi, _: _set_up(dbapi, patience))
        event.listen(self.engine, "begin", _begin)
        with translated(self.path), ExitStack() as opened:
            self._writer = opened.enter_context(self.engine.connect()).execution_options(writes=True)
            self._reader = opened.enter_context(self.engine.connect())
            if _version(self._reader, self.path) != VERSION:
                self._reader.rollback()
                _bring_up_to_date(self._writer, self.path)
            self._reader.rollback()
            _at_once(self._writer, "PRAGMA journal_mode = WAL")  # readers don't wait for it
            self._file = self.path.absolute()
            self._identity = _identity(self._file)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close the connections."""
        with translated(self.path):
            self._opened.close()

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

    def _check_file(self) -> None:
        """Raise `StoreError` where the path no longer leads to the file that is open: writes to it would be lost."""
        if _identity(self._file) != self._identity:
            raise StoreError(
                f"{self.path}: was deleted, moved or replaced while it was open; what it held then is no longer here: "
                "put it back if it still exists, and run the same command again"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from all others, whatever its name; None where none can be found."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
            for statement in UPGRADES[version]:
                connection.exec_driver_sql(statement)
        connection.execute(schema_version.update().values(version=VERSION))


def _version(connection: Connection, path: Path) -> int | None:
    """The version of a store; None of an empty database.

    Raises `StoreError` for a newer one, and `UsageError` for a database of something else.
    """
    from sqlalchemy import inspect

    from onrecord.store._schema import schema_version

    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if not {schema_version.name, "articles", "results"} <= set(tables):
        raise UsageError(f"{path}: is a database, but no store of onrecord; give --store another path")
    version = connection.execute(schema_version.select()).scalar_one()
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


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other batch off the store, within the block. Raises `StoreError` where one is at work.

    The lock is the operating system's, on a file beside the store: it goes with its process, however that ends, and no
    clock has a part in it.
    """
    beside = path.with_name(f"{path.name}.lock")
    with beside.open("a+", encoding="ascii") as file:
        if not _lock(file):
            file.seek(0)
            other = file.read().strip()
            raise StoreError(
                f"{path}: another batch is at work on it{f', process {other}' if other else ''}: "
                "wait until that ends, or give --store another path"
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _lock(file: TextIO) -> bool:
    """Whether the lock on a file was to be had; it is held until the file is closed.

    Raises `StoreError` where files can't be locked.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # past what others read of the file
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        return False
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{file.name}: can't be locked: {reason}; give --store a path on a local disk") from error
    return True
