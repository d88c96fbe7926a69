"""The database under a store: its transactions, and what every database of one says in its own way."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import PydanticSerializationError, from_json, to_json

from onrecord.errors import UsageError
from onrecord.store._errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine, Executable, Row, RowMapping, Table

__all__ = ["VERSION", "Database", "as_json"]

VERSION = 9
"""The version of the schema that this release reads and writes."""

Result = TypeVar("Result")


class Database(ABC):
    """A database with the tables of this version.

    `name` is what people see of its location, without a password.
    """

    name: str
    path: Path | None = None
    lease: float | None = None
    """Seconds after which a session counts as killed that says nothing; None where there is one at a time."""
    read_only: bool
    most_seconds: float | None = None
    """Seconds that a look may take, where any thread may look."""
    engine: Engine
    mark: str
    """What stands for a value in a statement that is sent as it is."""
    _writer: Connection
    _reader: Connection
    _opened: ExitStack

    def _open(self, url: Any, entered: ExitStack, **options: Any) -> None:
        """Open the connections, and bring the tables up to date."""
        from sqlalchemy import NullPool, create_engine

        told = {"json_serializer": as_json, "json_deserializer": from_json, **options}
        self.engine = create_engine(url, poolclass=NullPool, **told)
        self._set_up()
        self._writer = entered.enter_context(self.engine.connect()).execution_options(writes=True)
        self._reader = entered.enter_context(self.engine.connect())
        found = version_of(self._reader, self.name)
        self._check(found)
        self._reader.rollback()
        if found != VERSION:
            self._bring_up_to_date()

    @abstractmethod
    def _set_up(self) -> None:
        """Have new connections of the engine set up."""

    def _check(self, version: int | None) -> None:  # noqa: B027  # most have nothing to check
        """Raise where a database of this version, None for an empty one, is not to be used as it was asked for."""

    def _bring_up_to_date(self) -> None:
        with self._writer.begin():
            self._alone(self._writer)
            migrate(self._writer, self.name)

    @abstractmethod
    def _alone(self, connection: Connection) -> None:
        """Keep all other transactions that write off, up to the end of this one."""

    def close(self) -> None:
        """Close the connections."""
        with self.translated():
            self._opened.close()

    @abstractmethod
    def locked(self, work: str = "batch", *, alone: bool = True) -> AbstractContextManager[None]:
        """Keep every other batch off, within the block. Raises `InUseError` where one is at work.

        With `alone` false, only what wants to be alone is kept off a database that several share.
        """

    @abstractmethod
    def translated(self) -> AbstractContextManager[None]:
        """Put the database's errors in words, within the block: `UsageError` for what is none, else `StoreError`."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, one at a time: all of what is done within the block, or nothing."""
        self.check_writable()
        with self.translated(), self._writer.begin():
            self._alone(self._writer)
            yield self._writer

    @contextmanager
    def adding(self) -> Iterator[Connection]:
        """A transaction that writes what no other reads to write: any number go on at once, where several may."""
        with self.writing() as connection:
            yield connection

    def share(self, most_seconds: float) -> None:
        """Have any thread look from now on, each on a connection of its own, for so long, and nothing be written."""
        self.read_only, self.most_seconds = True, most_seconds

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at its first look."""
        if self.most_seconds is not None:
            with self.apart() as connection:
                yield connection
            return
        with self.translated(), self._reader.begin():
            yield self._reader

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A reading transaction on a connection of its own, for what is read bit by bit."""
        with self.translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` comes to in a transaction that writes; done again where the connection was lost in between."""
        with self.writing() as connection:
            return work(connection)

    def add(self, work: Callable[[Connection], Result]) -> Result:
        """The same in a transaction that is `adding`."""
        with self.adding() as connection:
            return work(connection)

    def rows(self, chosen: Executable) -> Sequence[Row[Any]]:
        """The rows of one look."""
        with self.reading() as connection:
            return connection.execute(chosen).all()

    def at_once(self, statement: Executable, given: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """The first row of one statement that changes something, in a transaction of its own."""
        return self.add(lambda connection: connection.execute(statement, given).first())

    def mappings(self, chosen: Executable) -> Sequence[RowMapping]:
        """The rows of one look, by the names of their columns."""
        return [row._mapping for row in self.rows(chosen)]  # noqa: SLF001  # SQLAlchemy's name for it

    def stop_waiting(self) -> None:  # noqa: B027  # most wait for nothing
        """Wait no longer for a connection that is lost; from a signal's handler, too."""

    def check_writable(self) -> None:
        """Raise `StoreError` where the store can't be written."""
        if self.read_only:
            raise StoreError(f"{self.name}: can't be written: check the permissions")

    def checkpoint(self) -> None:  # noqa: B027  # most need not be told
        """Bring all that was written to the disk itself, as far as the database doesn't by itself; from any thread."""

    @abstractmethod
    def size(self) -> int:
        """How large the store is, in bytes."""

    @abstractmethod
    def shrink(self) -> None:
        """Give the room that deleted rows took back to the disk."""

    @abstractmethod
    def add_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows, but for those that are there."""

    @abstractmethod
    def index_words(self, connection: Connection) -> bool:
        """Put some articles that came since the last search into the index of their words; whether more may be left."""

    @abstractmethod
    def indexed_to(self, connection: Connection) -> int:
        """The number of the last article in the index of words; 0 where there is none."""

    @abstractmethod
    def forget_words(self, connection: Connection) -> None:
        """Empty the index of words: the next search makes it anew."""

    @abstractmethod
    def has_words(self, phrases: Sequence[str]) -> ColumnElement[bool]:
        """Whether a result's article has all of these words and phrases, by the index; one may go on after a `*`."""

    @abstractmethod
    def number_stories(self, connection: Connection, last: int) -> None:
        """Note that a story has this number."""

    @abstractmethod
    def next_story(self, connection: Connection) -> int:
        """The number of the next story, which none ever had."""


def as_json(value: object) -> str:
    """A value as JSON; half characters stay as they are."""
    try:
        return to_json(value).decode()
    except PydanticSerializationError:
        return json.dumps(value, ensure_ascii=False)


def migrate(connection: Connection, name: str) -> None:
    """Make the tables, or upgrade those of an older version. Raises as `version_of` does."""
    from alembic import command
    from alembic.config import Config

    from onrecord.store._schema import metadata

    found = version_of(connection, name)  # again, under the lock: another process may have been faster
    if found == VERSION:
        return
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "onrecord.store:migrations")
    if found is None:
        metadata.create_all(connection)
        command.stamp(config, "head")
        return
    if not _has_table(connection, "alembic_version"):
        command.stamp(config, f"{found:04d}")
    command.upgrade(config, "head")


def version_of(connection: Connection, name: str) -> int | None:
    """The version of a store; None of an empty database.

    Raises `StoreError` for a newer one, and `UsageError` for a database of something else.
    """
    from sqlalchemy import inspect, text

    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    known = {"alembic_version": "version_num", "schema_version": "version"}
    table = next((each for each in known if each in tables), None)
    if table is None or not {"articles", "results"} <= tables:
        raise UsageError(f"{name}: is a database, but no store of onrecord; give --store another path")
    version = connection.execute(text(f"SELECT max({known[table]}) FROM {table}")).scalar_one()  # noqa: S608
    if version is None:
        raise StoreError(f"{name}: its table {table} is empty: put its row back, or bring back a copy of the store")
    if int(version) > VERSION:
        raise StoreError(
            f"{name}: is a store of version {int(version)}, and this onrecord knows those up to {VERSION}: "
            "upgrade it with `pip install -U onrecord`"
        )
    return int(version)


def _has_table(connection: Connection, name: str) -> bool:
    from sqlalchemy import inspect

    return inspect(connection).has_table(name)
