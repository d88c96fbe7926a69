"""A store in PostgreSQL: its locks, its lost connections, its index of words."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from psycopg.types.string import StrDumperUnknown
from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    MetaData,
    Table,
    bindparam,
    event,
    false,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.compiler import compiles
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from onrecord.errors import UsageError
from onrecord.store._database import VERSION, Database, as_json
from onrecord.store._errors import InUseError, LostError, NoStoreError, StoreError, TooSlowError
from onrecord.store._functions import day_of, moment_of
from onrecord.store._locations import postgresql_url, shown
from onrecord.store._schema import Number, articles, metadata, results

if TYPE_CHECKING:
    from sqlalchemy import Connection, Executable, Row

__all__ = ["PostgreSQLDatabase"]

logger = logging.getLogger(__name__)

PATIENCE = 600.0
"""Seconds that a lost connection is waited for."""

LONGEST_WAIT = 5.0
"""Seconds between two attempts to connect again, at most."""

AT_ONCE = 500
"""Articles whose words are put into the index together."""

MOST_WORDS = 100_000
"""Words of one article that can be found: PostgreSQL keeps no more than a megabyte of them."""

_WORD = re.compile(r"[^\W_]+")

_LOST = ("08", "57P01", "57P02", "57P03", "53300")
"""Beginnings of the codes that say the server is away for now: gone, being stopped, started or replaced, or crowded."""

_CONNECTING = {
    "application_name": "onrecord",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""How a connection is made where the URL doesn't say; one to a machine that is gone is given up within a minute."""

_SET_UP = "SET timezone TO 'UTC'; SET synchronous_commit TO off; SET client_min_messages TO warning"
"""An answer is on the disk within a second, and a crash of the server can take it until then; see `_alone`."""

_REFUSED = re.compile(
    r"password authentication failed|no password supplied|invalid connection option|"
    r"(database|role) \".*\" does not exist|no pg_hba.conf entry"
)
"""What a server says, without a code, to those who name what isn't there or whom it doesn't let in."""

_FULL = "the server's disk is full: make room and run the same command again; all that was stored is kept"

_SAID = {
    "53100": _FULL,
    "53400": _FULL,
    "42501": "this user has no right to do that: {}",
    "25006": "can't be written: {}",
    "55P03": "is locked by another program, and stayed so: {}",
}
"""What codes mean, around the server's own words."""

_UNHELD = re.compile("[\0\ud800-\udfff]")
"""Signs that PostgreSQL keeps in no text."""

_KEY = "hashtext('onrecord {}'), hashtext(current_schema())"

_WRITABLE = """
SELECT NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::boolean
AND coalesce(has_table_privilege(to_regclass('results'), 'INSERT'), has_schema_privilege(current_schema(), 'CREATE'))
"""

_SPANS = """
CREATE OR REPLACE VIEW spans AS
SELECT result, record, 'evidence' AS field, place.number::integer AS span,
  (place.value ->> 0)::integer AS start, (place.value ->> 1)::integer AS "end", NULL AS support
FROM records, json_array_elements(evidence) WITH ORDINALITY AS place (value, number)
UNION ALL
SELECT result, record, given.key, place.number::integer,
  (place.value ->> 0)::integer, (place.value ->> 1)::integer, given.value ->> 'level'
FROM records, json_each(support) AS given,
  json_array_elements(given.value -> 'spans') WITH ORDINALITY AS place (value, number)
"""
"""Where each record's evidence and values are in the text, a row each."""

Result = TypeVar("Result")

article_words = Table(  # filled when one searches
    "article_words",
    MetaData(),
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR, nullable=False),
    Index("ix_article_words", "words", postgresql_using="gin"),
)


@event.listens_for(metadata, "after_create")
def _make_more(_: MetaData, connection: Connection, **__: Any) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_SPANS)
        article_words.metadata.create_all(connection)


@compiles(day_of, "postgresql")
def _day_of(element: Any, compiler: Any, **known: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **known)} AS date)"


@compiles(moment_of, "postgresql")
def _moment_of(element: Any, compiler: Any, **known: Any) -> str:
    return f"(CAST({compiler.process(element.clauses, **known)} AS timestamptz) AT TIME ZONE 'UTC')"


class PostgreSQLDatabase(Database):
    """A PostgreSQL database at a URL; one that can't be written is only read. Several batches may be at work on it.

    Raises `UsageError` where there is no store, unless it is to be created, or something else, and `StoreError` where
    it can't be used. `patience` is how many seconds to wait for another program's lock, `lease` how many it
    takes until a session counts as killed that says nothing. A connection that is lost later
    on is waited for `PATIENCE` seconds, and what was begun is done again.
    """

    mark = "%s"

    def __init__(self, location: str, *, create: bool, patience: float, lease: float) -> None:
        url = postgresql_url(location)
        self.name = shown(location)
        self.lease = lease
        self._create = create
        self._given_up = False
        self._patience = patience
        self._locks: list[tuple[str, bool]] = []
        self._locked_on: object = None
        self._levels: dict[str, object] = {}
        with self.translated(), ExitStack() as entered:
            unsaid = {name: value for name, value in _CONNECTING.items() if name not in url.query}
            self._open(url, entered, connect_args=unsaid, json_serializer=_json)
            self._looker = entered.enter_context(self.engine.connect())
            self._ready(self._looker, "AUTOCOMMIT")
            self._opened = entered.pop_all()

    def _set_up(self) -> None:
        event.listen(self.engine, "connect", self._set_up_one)

    def _set_up_one(self, dbapi: Any, _: Any) -> None:
        dbapi.autocommit = True
        dbapi.execute(f"SET lock_timeout TO {int(self._patience * 1000)}; {_SET_UP}")
        dbapi.autocommit = False
        dbapi.adapters.register_dumper(str, _Text)

    def _check(self, version: int | None) -> None:
        if self._reader.execute(select(func.current_schema())).scalar_one() is None:
            raise UsageError(f"{self.name}: has no schema that the search path names: create it, or name another")
        self.read_only = not self._reader.execute(text(_WRITABLE)).scalar_one()
        if version is None and self.read_only and self._create:
            raise StoreError(f"{self.name}: holds no store, and this user has no right to make one")
        if version is None and (self.read_only or not self._create):
            raise NoStoreError(f"{self.name}: holds no store; `onrecord batch SOURCE… --store {self.name}` makes one")
        if version != VERSION and self.read_only:
            raise StoreError(
                f"{self.name}: is a store of version {version}, and this onrecord reads those of {VERSION}: have "
                "someone upgrade it who may write to it, with `onrecord runs --store`"
            )

    def _alone(self, connection: Connection) -> None:
        """Keep all other transactions that write off, up to the end of this one, which is then on the disk."""
        lock = f"pg_advisory_xact_lock({_KEY.format('writing')})"
        connection.execute(text(f"SELECT {lock}, set_config('synchronous_commit', 'on', true)"))

    @contextmanager
    def locked(self, work: str = "batch", *, alone: bool = True) -> Iterator[None]:
        """Keep others off that do this work, within the block: all, or those that want to be alone.

        Raises `InUseError` where there are any. The lock is the server's and goes with the connection, however that
        ends; where one is lost, it is taken again before anything more is written.
        """
        self.check_writable()
        lock = (work, alone)
        with self.translated(), self._writer.begin():
            self._take(lock)
        self._locks.append(lock)
        self._locked_on = _raw(self._writer)
        try:
            yield
        finally:
            self._locks.remove(lock)
            # where the connection is lost, so is the lock
            with suppress(LostError), self.translated(), self._writer.begin():
                self._writer.execute(text(f"SELECT pg_advisory_unlock{_kind(lock)}({_KEY.format(work)})"))

    def _take(self, lock: tuple[str, bool]) -> None:
        if not self._writer.execute(
            text(f"SELECT pg_try_advisory_lock{_kind(lock)}({_KEY.format(lock[0])})")
        ).scalar_one():
            raise InUseError(f"{self.name}: {lock[0]}: another onrecord is at work on it: wait until that ends")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, one at a time: all of what is done within the block, or nothing."""
        with self.adding() as connection:
            self._alone(connection)
            yield connection

    @contextmanager
    def adding(self) -> Iterator[Connection]:
        """A transaction that writes what no other reads to write: any number go on at once."""
        self.check_writable()
        with self.translated(), self._writer.begin():
            if self._locks and _raw(self._writer) is not self._locked_on:
                for lock in self._locks:
                    self._take(lock)
                self._locked_on = _raw(self._writer)
            yield self._writer

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` comes to in a transaction that writes; done again where the connection was lost in between."""
        return self._patiently(lambda: super(PostgreSQLDatabase, self).write(work))

    def add(self, work: Callable[[Connection], Result]) -> Result:
        """The same in a transaction that is `adding`."""
        return self._patiently(lambda: super(PostgreSQLDatabase, self).add(work))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at its first look."""
        if self.most_seconds is None:
            self._patiently(self._ready_to_read)
        with super().reading() as connection:
            yield connection

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A reading transaction on a connection of its own, which sees the store as it is at its first look."""
        with self.translated(), self.engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                if self.most_seconds is not None:
                    _bound(connection, self.most_seconds)
                yield connection

    def _ready_to_read(self) -> None:
        with self.translated():
            self._ready(self._reader, "REPEATABLE READ")
            self._reader.execute(select(1))
            self._reader.rollback()

    def _ready(self, connection: Connection, level: str) -> None:
        """Have the transactions of a connection isolated so: one that was lost, and is opened anew, forgot that."""
        raw = _raw(connection)
        if self._levels.get(level) is not raw:
            connection.execution_options(isolation_level=level)
            self._levels[level] = raw

    def rows(self, chosen: Executable) -> Sequence[Row[Any]]:
        """The rows of one look."""
        if self.most_seconds is not None:
            return super().rows(chosen)
        return self._patiently(lambda: self._look(chosen))

    def at_once(self, statement: Executable, given: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """The first row of one statement that changes something, in a transaction of its own."""
        return next(iter(self._patiently(lambda: self._look(statement, given))), None)

    def _look(self, statement: Executable, given: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        with self.translated():
            self._ready(self._looker, "AUTOCOMMIT")
            with self._looker.begin():
                return self._looker.execute(statement, given).all()

    def stop_waiting(self) -> None:
        """Wait no longer for a connection that is lost, nor for the next one, before one is there again."""
        self._given_up = True

    def _patiently(self, work: Callable[[], Result]) -> Result:
        patiently = Retrying(
            retry=retry_if_exception_type(LostError),
            wait=wait_random_exponential(0.2, LONGEST_WAIT),
            stop=lambda state: self._given_up or stop_after_delay(PATIENCE)(state),
            sleep=self._pause,
            before_sleep=self._tell_lost,
            reraise=True,
        )
        try:
            done = patiently(work)
        except LostError:
            self._given_up = True
            raise
        self._given_up = False
        return done

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._given_up and time.monotonic() < end:
            time.sleep(0.05)

    def _tell_lost(self, state: RetryCallState) -> None:
        if state.attempt_number == 1 and state.outcome:
            for connection in (self._writer, self._reader, self._looker):
                connection.invalidate()  # all of them are lost, and what one was told the next one need not tell again
            logger.warning(
                "%s; waiting for it, up to %d minutes",
                state.outcome.exception(),
                PATIENCE // 60,
                extra={"event": "store_lost", "data": {"store": self.name}},
            )

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Put the database's errors in words, within the block."""
        try:
            yield
        except DBAPIError as error:
            raise self._in_words(error) from error

    def _in_words(self, error: DBAPIError) -> StoreError | UsageError:
        code = str(getattr(error.orig, "sqlstate", None) or "")
        said = (
            (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0].removeprefix("connection failed: ")
        )
        if not code and _REFUSED.search(said):
            return UsageError(f"{self.name}: can't be opened: {said}")
        gone = not code and isinstance(error, OperationalError | InterfaceError)
        if code == "57014":
            return TooSlowError(f"{self.name}: takes longer than {self.most_seconds:g} seconds")
        if code.startswith(_LOST) or error.connection_invalidated or gone:
            return LostError(f"{self.name}: can't be reached: {said}")
        return StoreError(f"{self.name}: {_SAID.get(code, '{}').format(said)}")

    def size(self) -> int:
        """How large the tables are with their indexes, in bytes."""
        names = [each.name for each in (*metadata.sorted_tables, article_words)]
        sizes = (func.pg_total_relation_size(name) for name in names)
        return sum(self.rows(select(*sizes))[0])

    def shrink(self) -> None:
        """Give the room that deleted rows took back to what is written next."""
        self.check_writable()
        with self.translated(), self.engine.connect() as connection:
            at_once = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in metadata.sorted_tables:
                at_once.exec_driver_sql(f"VACUUM (ANALYZE) {table.name}")

    def add_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows, but for those that are there."""
        connection.execute(insert_in_postgresql(table).on_conflict_do_nothing(), rows)

    def index_words(self, connection: Connection) -> bool:
        """Put some articles that came since the last search into the index of their words; whether more may be left.

        They are put there when one searches, since most stores are never searched.
        """
        chosen = select(articles.c.number, articles.c.title, articles.c.text).order_by(articles.c.number).limit(AT_ONCE)
        found = connection.execute(chosen.where(articles.c.number > self.indexed_to(connection))).all()
        if found:
            rows = [{"row": number, "of": _words_of(f"{title or ''} . {body}")} for number, title, body in found]
            values = {"number": bindparam("row"), "words": func.to_tsvector("simple", bindparam("of"))}
            connection.execute(insert(article_words).values(values), rows)
        return len(found) == AT_ONCE

    def indexed_to(self, connection: Connection) -> int:
        """The number of the last article in the index of words; 0 where there is none."""
        return int(connection.execute(select(func.coalesce(func.max(article_words.c.number), 0))).scalar_one())

    def forget_words(self, connection: Connection) -> None:
        """Empty the index of words: the next search makes it anew."""
        connection.exec_driver_sql("TRUNCATE article_words")

    def has_words(self, phrases: Sequence[str]) -> ColumnElement[bool]:
        """Whether an article has all of these words and phrases, by the index."""
        queries = [query for phrase in phrases if (query := _query(phrase))]
        if not queries:
            return false()
        asked = func.to_tsquery("simple", " & ".join(queries))
        return results.c.article.in_(select(article_words.c.number).where(article_words.c.words.op("@@")(asked)))

    def number_stories(self, connection: Connection, last: int) -> None:
        """Note that a story has this number."""
        connection.execute(text("SELECT setval('stories_number_seq', :last)"), {"last": last})

    def next_story(self, connection: Connection) -> int:
        """The number of the next story, which none ever had."""
        last = "SELECT last_value + is_called::integer FROM stories_number_seq"
        return int(connection.execute(text(last)).scalar_one())


class _Text(StrDumperUnknown):
    """Sends a text; signs that PostgreSQL keeps in none become U+FFFD, so that every place in it stays as it was."""

    def dump(self, obj: str) -> bytes:
        """The text as bytes."""
        return _held(obj).encode()


def _held(said: str) -> str:
    """A text as PostgreSQL can keep it."""
    if "\0" not in said:
        try:
            said.encode()
        except UnicodeEncodeError:
            pass
        else:
            return said
    return _UNHELD.sub("\ufffd", said)


def _json(value: object) -> str:
    text = _held(as_json(value))
    if "\\u0000" not in text:
        return text
    return re.sub(r"\\(u0000|.)", lambda found: "\ufffd" if found[1] == "u0000" else found[0], text)


def _raw(connection: Connection) -> object:
    return connection.connection.dbapi_connection


def _kind(lock: tuple[str, bool]) -> str:
    return "" if lock[1] else "_shared"


def _bound(connection: Connection, seconds: float) -> None:
    """Have a transaction only read, and each statement of it take so long at most.

    None is compiled (`jit`): that takes longer than what a page asks for.
    """
    bounds = f"SET LOCAL statement_timeout TO {int(seconds * 1000)}; SET LOCAL jit TO off"
    connection.exec_driver_sql(f"SET TRANSACTION READ ONLY; {bounds}")


def _words_of(said: str) -> str:
    """The words of a text as the index has them: without marks on their letters, and without what stands between."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(plain.lower())[:MOST_WORDS])


def _query(phrase: str) -> str:
    words = [f"'{word}'" for word in _words_of(phrase).split()]
    if words and phrase.endswith("*"):
        words[-1] += ":*"
    return " <-> ".join(words)
