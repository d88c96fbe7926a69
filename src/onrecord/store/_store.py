"""A store: opened, its runs listed, and what they hold given out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, fields
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID, uuid5

from onrecord.errors import UsageError
from onrecord.extraction import PromptUsed, Summary
from onrecord.grounding import Support
from onrecord.store._database import Database
from onrecord.store._filter import Filter
from onrecord.store._keys import identity_of
from onrecord.store._locations import is_postgresql, path_of
from onrecord.store._totals import Purged, RunRow, RunTotals
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from onrecord.models import Round
    from onrecord.store._changes import VersionChange
    from onrecord.store.browsing import Browsing
    from onrecord.store.run import KnownRun, Run
    from onrecord.store.stories import StoredStories

__all__ = ["Store", "open_store"]

PATIENCE = 30.0
"""Seconds to wait for a lock that another program has on the database."""

LEASE = 60.0
"""Seconds after which a session on a database that several share counts as killed, if it says nothing."""


@contextmanager
def open_store(
    location: str | Path, *, create: bool = False, patience: float = PATIENCE, lease: float = LEASE
) -> Iterator[Store]:
    """The store at a path or a `postgresql://` URL, within the block; an older one is brought up to date.

    Raises `UsageError` where there is none, unless it is to be created, and where the file is something else, and
    `StoreError` where it can't be used. `patience` is how many seconds to wait for a lock of another program, and
    `lease` how many it takes, in PostgreSQL, until a session counts as killed that says nothing.
    """
    database = _opened(str(location), create=create, patience=patience, lease=lease)
    try:
        yield Store(database)
    finally:
        database.close()


def _opened(location: str, *, create: bool, patience: float, lease: float) -> Database:
    if find_spec("sqlalchemy") is None or find_spec("alembic") is None:
        raise UsageError("a store needs SQLAlchemy and Alembic: pip install 'onrecord[batch]'")
    if is_postgresql(location):
        if find_spec("psycopg") is None:
            raise UsageError("a store in PostgreSQL needs psycopg: pip install 'onrecord[postgresql]'")
        from onrecord.store._postgresql import PostgreSQLDatabase

        return PostgreSQLDatabase(location, create=create, patience=patience, lease=lease)
    from onrecord.store._sqlite import SQLiteDatabase

    return SQLiteDatabase(path_of(location), create=create, patience=patience)


class Store:
    """What runs have come to, in one database. One thread uses it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def name(self) -> str:
        """Where the database is, for people to read: a path, or a URL without its password."""
        return self._database.name

    @property
    def path(self) -> Path | None:
        """The file that holds the database, where one does."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""
        return self._database.read_only

    def share(self, most_seconds: float = 5.0) -> None:
        """Have any thread read from the store from now on, a look for so many seconds; nothing is written any more.

        What takes longer raises `StoreError`.
        """
        self._database.share(most_seconds)

    def browsing(self, run: int | None = None) -> Browsing:
        """What a run holds, some of it at a time; of the run last worked on unless one is named.

        Raises `UsageError` for a run that isn't there.
        """
        from onrecord.store.browsing import Browsing

        return Browsing(self._database, self.chosen(run).number, self.indexed_to)

    def stories(self) -> StoredStories:
        """The stories that the store keeps."""
        from onrecord.store.stories import StoredStories

        return StoredStories(self._database)

    def stop_waiting(self) -> None:
        """Wait no longer for a server that is away, as where someone wants to stop; from a signal's handler, too."""
        self._database.stop_waiting()

    def locked(self, work: str = "batch", *, alone: bool = True) -> AbstractContextManager[None]:
        """Keep others off the store that do such work, within the block. Raises `InUseError` where any are at it.

        With `alone` false, several hold it so together in PostgreSQL, and keep only that off which wants to be alone.
        An SQLite file is one's own, whatever the work.
        """
        return self._database.locked(work, alone=alone)

    def run(
        self,
        model: str,
        prompts: Sequence[PromptUsed],
        *,
        strict: bool = False,
        weakest: Support = Support.UNSUPPORTED,
        kinds: Collection[str] = (),
        batched: bool = False,
    ) -> Run:
        """The run with that model and those prompts, gone on with where there is one.

        `kinds` are those that the prompts ask for, for the list of runs alone; `batched` says that it asks in the
        provider's batches.
        """
        from sqlalchemy import insert

        from onrecord.store._rows import now
        from onrecord.store._schema import failures, pages, results, runs, sessions
        from onrecord.store.run import Run, following

        identity = identity_of(model, prompts, strict=strict, weakest=weakest)

        def found_or_made(connection: Connection) -> int:
            number = _number_of(connection, identity)
            if number is None:
                named = (runs.c.number, *(table.c.run for table in (sessions, results, failures, pages)))
                number = following(connection, *named)
                row = {"number": number, "identity": identity, "model": model, "strict": strict, "started": now()}
                row |= {"weakest": weakest}
                row |= {"prompts": [asdict(prompt) for prompt in prompts], "kinds": sorted(kinds)}
                connection.execute(insert(runs), row)
            return number

        return Run(self._database, self._database.write(found_or_made), batched=batched)

    def batches(self, run: int) -> list[Round]:
        """The provider's batches that a run has out."""
        from onrecord.store._batches import rounds_of

        return [each for each in rounds_of(self._database, run) if each.ended is None]

    def known(self, run: int) -> KnownRun:
        """What a run has come to, without joining it."""
        from onrecord.store.run import KnownRun

        return KnownRun(self._database, run)

    def done(
        self,
        model: str,
        prompts: Sequence[PromptUsed],
        *,
        strict: bool = False,
        weakest: Support = Support.UNSUPPORTED,
    ) -> frozenset[bytes]:
        """The keys of the articles that such a run has results for; nothing is written."""
        from onrecord.store.run import statuses

        identity = identity_of(model, prompts, strict=strict, weakest=weakest)
        with self._database.reading() as connection:
            return frozenset(statuses(connection, _number_of(connection, identity)))

    def runs(self) -> list[RunRow]:
        """All runs, the one last worked on first."""
        from sqlalchemy import select

        from onrecord.store._schema import runs

        with self._database.reading() as connection:
            return [
                RunRow(
                    row["number"],
                    row["model"],
                    tuple(PromptUsed(**prompt) for prompt in row["prompts"]),
                    tuple(row["kinds"] or ()),
                    row["strict"],
                    Support(row["weakest"]),
                    row["started"],
                    row["worked"] or row["started"],
                )
                for row in connection.execute(
                    select(runs).order_by(runs.c.turn.desc(), runs.c.number.desc())
                ).mappings()
            ]

    def identity(self) -> UUID:
        """What tells this store from any other, wherever its file is moved: made of the first run's identity and time.

        Raises `UsageError` where there is no run yet.
        """
        from sqlalchemy import select

        from onrecord.store._schema import runs

        self.chosen()
        with self._database.reading() as connection:
            first = connection.execute(select(runs).order_by(runs.c.number).limit(1)).one()
        return uuid5(NAMESPACE_OID, f"{first.identity} {first.started.isoformat()}")

    def chosen(self, run: int | None = None) -> RunRow:
        """The run with a number; without one, the run last worked on that has results, if any has.

        Raises `UsageError` for a run that isn't there.
        """
        known = {each.number: each for each in self.runs()}
        if not known:
            raise UsageError(f"{self.name}: holds no run yet; `onrecord batch SOURCE… --store {self.name}` makes one")
        if run is not None and run not in known:
            raise UsageError(f"{self.name}: has no run {run}; its runs are {', '.join(map(str, sorted(known)))}")
        return known[run or self._last_with_results() or next(iter(known))]

    def _last_with_results(self) -> int | None:
        from sqlalchemy import exists, select

        from onrecord.store._schema import results, runs

        filled = select(runs.c.number).where(exists().where(results.c.run == runs.c.number))
        return next(iter(self._scalars(filled.order_by(runs.c.turn.desc(), runs.c.number.desc()).limit(1))), None)

    def totals(self, run: int | None = None) -> RunTotals:
        """What a run has come to; the run last worked on unless one is named."""
        from sqlalchemy import func, select

        from onrecord.store._schema import answers, results, sessions
        from onrecord.store._versions import superseded

        number = self.chosen(run).number
        counted = select(results.c.status, func.count()).where(results.c.run == number)
        counted = counted.where(results.c.number.not_in(superseded(number))).group_by(results.c.status)
        spent = [func.coalesce(func.sum(answers.c[each.name]), 0) for each in fields(Usage)]
        with self._database.reading() as connection:
            found: dict[str, int] = dict(connection.execute(counted).all())
            used = select(answers.c.model, *spent).join(sessions).where(sessions.c.run == number)
            used = used.group_by(answers.c.model)
            by_model, batched = (
                {model: Usage(*map(int, usage)) for model, *usage in connection.execute(each)}
                for each in (used, used.where(sessions.c.batched))
            )
        return RunTotals(found.get("ok", 0), found.get("partial", 0), found.get("failed", 0), by_model, batched)

    def documents(
        self, wanted: Filter | None = None, *, run: int | None = None, all_versions: bool = False
    ) -> Iterator[str]:
        """Each summary as one line of JSON without its end; which, is said of `plain_summaries`."""
        return map(_json, self.plain_summaries(wanted, run=run, all_versions=all_versions))

    def plain_summaries(
        self, wanted: Filter | None = None, *, run: int | None = None, all_versions: bool = False, dated: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Each summary as `as_dict` gives it, with the records that are wanted.

        Of the run last worked on unless one is named, and of each article the current version alone; with
        `all_versions`, every one, with its number. If `dated`, `read` is the day, in UTC, on which it was read. Raises
        `UsageError` for a run that isn't there.
        """
        from onrecord.store._search import narrowed

        wanted = wanted or Filter()
        chosen = _results_of(self.chosen(run).number, all_versions=all_versions)
        chosen = narrowed(chosen, wanted, self._database, self.indexed_to() if wanted.text else None)
        found = self._streamed(chosen, numbered=all_versions, dated=dated)
        return _with_wanted_records(found, wanted) if wanted.chooses_records else found

    def summaries(
        self, wanted: Filter | None = None, *, run: int | None = None, all_versions: bool = False
    ) -> Iterator[Summary]:
        """The same summaries as objects."""
        from onrecord.plain import summary_of

        return map(summary_of, self.plain_summaries(wanted, run=run, all_versions=all_versions))

    def versions(self, articles: Collection[str], *, run: int | None = None) -> Iterator[Summary]:
        """The summaries of articles by their ids, every version of each with its number, in their order.

        Of the run last worked on unless one is named; articles that it hasn't read are passed over.
        """
        from onrecord.plain import summary_of

        return map(summary_of, self._streamed(_versions_of(articles, self.chosen(run).number), numbered=True))

    def indexed_to(self) -> int | None:
        """Up to which number articles are in the index of words, None for all: it is brought up to date, if it can be.

        0 where none is: a search goes through the texts then, as it does for those beyond the number.
        """
        from sqlalchemy import func, select

        from onrecord.store._schema import articles

        if not self.read_only:
            while self._database.write(self._database.index_words):
                pass
        with self._database.reading() as connection:
            last = self._database.indexed_to(connection)
            newest = connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one()
        return None if last and last >= newest else last

    def changes(self, *articles: str, run: int | None = None) -> Iterator[VersionChange]:
        """What changed in the records of articles from each of their versions to the next, in a run.

        Of all articles with several versions, unless ids of some are given; versions that failed to be read are passed
        over. Raises `UsageError` for an article that the run hasn't read.
        """
        from onrecord.store._changes import changes_of

        return changes_of(self._versions(articles, self.chosen(run).number))

    def purge(self, articles: Collection[str] = (), *, before: date | None = None, dry_run: bool = False) -> Purged:
        """Delete articles with all that hangs on them, in one transaction: those with these ids, or those of old.

        `before` takes the articles whose last version was published before that day, or read before it where it has no
        date. With `dry_run`, nothing is deleted. `shrink` gives the room back to the disk.
        """
        from onrecord.store._purge import purge

        with self._database.writing() as connection, connection.begin_nested() as attempt:
            purged = purge(self._database, connection, articles, before)
            if dry_run:
                attempt.rollback()
        return purged

    def size(self) -> int:
        """How large the store is, in bytes."""
        return self._database.size()

    def shrink(self) -> None:
        """Give the room that deleted rows took back to the disk; that takes as much again while it lasts."""
        self._database.shrink()

    def failures(self, *, run: int | None = None) -> list[tuple[str, str]]:
        """What never became an article, and why."""
        from sqlalchemy import select

        from onrecord.store._schema import failures

        chosen = select(failures.c.id, failures.c.reason).where(failures.c.run == self.chosen(run).number)
        with self._database.reading() as connection:
            return [(name, reason) for name, reason in connection.execute(chosen.order_by(failures.c.id))]

    def _versions(self, names: Sequence[str], run: int) -> Iterator[Summary]:
        """The versions of these articles, or of all that have several, each with its number, in their order."""
        from onrecord.plain import summary_of
        from onrecord.store._versions import several

        for name in names or self._scalars(several()):
            found = list(self._streamed(_versions_of([name], run), numbered=True))
            if names and not found:
                raise UsageError(f"{self.name}: run {run} has read no article {name}")
            yield from map(summary_of, found)

    def _scalars(self, chosen: Select[Any]) -> list[Any]:
        return [value for (value,) in self._database.rows(chosen)]

    def _streamed(self, chosen: Select[Any], *, numbered: bool, dated: bool = False) -> Iterator[dict[str, Any]]:
        from onrecord.store._documents import streamed

        with self._database.apart() as connection:
            yield from streamed(connection, chosen, numbered=numbered, dated=dated)


def _number_of(connection: Connection, identity: str) -> int | None:
    """The number of a run, if there is one."""
    from sqlalchemy import select

    from onrecord.store._schema import runs

    number: int | None = connection.execute(select(runs.c.number).where(runs.c.identity == identity)).scalar()
    return number


def _results_of(run: int, *, all_versions: bool) -> Select[Any]:

    from onrecord.store._documents import chosen_results
    from onrecord.store._schema import results
    from onrecord.store._versions import superseded

    chosen = chosen_results().where(results.c.run == run)
    if not all_versions:
        chosen = chosen.where(results.c.number.not_in(superseded(run)))
    return chosen.order_by(results.c.number)


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _with_wanted_records(summaries: Iterator[dict[str, Any]], wanted: Filter) -> Iterator[dict[str, Any]]:
    """The summaries with the records that are wanted; those without one are left out."""
    for plain in summaries:
        plain["records"] = list(filter(wanted.takes, plain["records"]))
        if plain["records"]:
            yield plain


def _versions_of(names: Collection[str], run: int) -> Select[Any]:
    from onrecord.store._documents import chosen_results
    from onrecord.store._schema import articles, results
    from onrecord.store._versions import texts_of

    return chosen_results().where(results.c.run == run, texts_of(names)).order_by(articles.c.id, results.c.version)
