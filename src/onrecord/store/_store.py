"""A store: opened, its runs listed, and what they hold given out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.extraction import PromptUsed, Summary
from onrecord.store._database import Database, locked
from onrecord.store._keys import identity_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from onrecord.store.run import Run

__all__ = ["RunRow", "Store", "open_store"]

PATIENCE = 30.0
"""Seconds to wait for a lock that another program has on the database."""

AT_ONCE = 200
"""Rows that are read at a time."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as a list shows it; `articles` counts its results."""

    number: int
    model: str
    prompts: tuple[PromptUsed, ...]
    strict: bool
    started: datetime
    articles: int


@contextmanager
def open_store(location: str | Path, *, create: bool = False, patience: float = PATIENCE) -> Iterator[Store]:
    """The store at a path, within the block; an older one is brought up to date.

    Raises `UsageError` where there is none, unless it is to be created, and where the file is something else, and
    `StoreError` where it can't be used.
    """
    database = Database(location, create=create, patience=patience)
    try:
        yield Store(database)
    finally:
        database.close()


class Store:
    """What runs have come to, in one database. One thread uses it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def path(self) -> Path:
        """Where the database is."""
        return self._database.path

    def locked(self) -> AbstractContextManager[None]:
        """Keep other batches off the store, within the block. Raises `StoreError` where one is at work."""
        return locked(self.path)

    def run(self, model: str, prompts: Sequence[PromptUsed], *, strict: bool = False) -> Run:
        """The run with that model and those prompts, gone on with where there is one."""
        from sqlalchemy import insert

        from onrecord.store._rows import now
        from onrecord.store._schema import runs
        from onrecord.store.run import Run

        identity = identity_of(model, prompts, strict=strict)
        with self._database.writing() as connection:
            number = _number_of(connection, identity)
            if number is None:
                row = {"identity": identity, "model": model, "strict": strict, "started": now()}
                made = connection.execute(insert(runs), row | {"prompts": [asdict(prompt) for prompt in prompts]})
                number = made.inserted_primary_key[0]  # type: ignore[index]  # an insert has one
        return Run(self._database, number)

    def done(self, model: str, prompts: Sequence[PromptUsed], *, strict: bool = False) -> frozenset[bytes]:
        """The keys of the articles that such a run has results for; nothing is written."""
        from onrecord.store.run import statuses

        identity = identity_of(model, prompts, strict=strict)
        with self._database.reading() as connection:
            return frozenset(statuses(connection, _number_of(connection, identity)))

    def latest_day(self, *, run: int | None = None) -> date:
        """The last day on which an article of a run was published. Raises `UsageError` where none has a date."""
        from sqlalchemy import func, select

        from onrecord.store._schema import articles, results

        chosen = select(func.max(articles.c.published)).join(results).where(results.c.run == self._chosen(run))
        with self._database.reading() as connection:
            day: date | None = connection.execute(chosen).scalar_one()
        if day is None:
            raise UsageError(
                f"{self.path}: no article has a date, so none has a place in the digest of a day; "
                "--format csv, jsonl or jsonld has them all"
            )
        return day

    def runs(self) -> list[RunRow]:
        """All runs, the latest first."""
        from sqlalchemy import func, select

        from onrecord.store._schema import results, runs

        count = select(func.count()).where(results.c.run == runs.c.number).scalar_subquery()
        with self._database.reading() as connection:
            found = connection.execute(select(runs, count.label("articles")).order_by(runs.c.number.desc())).mappings()
            return [
                RunRow(
                    row["number"],
                    row["model"],
                    tuple(PromptUsed(**prompt) for prompt in row["prompts"]),
                    row["strict"],
                    row["started"],
                    row["articles"],
                )
                for row in found
            ]

    def documents(self, *, run: int | None = None, day: date | None = None) -> Iterator[str]:
        """Each summary as one line of JSON without its end, as `as_dict` gives it.

        Of the latest run unless one is named; with `day`, of articles published then, or read then where that isn't
        known. Raises `UsageError` for a run that isn't there.
        """
        from onrecord.store._rows import document

        return map(document, self._rows(run, day))

    def summaries(self, *, run: int | None = None, day: date | None = None) -> Iterator[Summary]:
        """The same summaries as objects."""
        import json

        from onrecord.plain import summary_of

        return map(summary_of, map(json.loads, self.documents(run=run, day=day)))

    def failures(self, *, run: int | None = None) -> list[tuple[str, str]]:
        """What never became an article, and why."""
        from sqlalchemy import select

        from onrecord.store._schema import failures

        chosen = select(failures.c.id, failures.c.reason).where(failures.c.run == self._chosen(run))
        with self._database.reading() as connection:
            return [(name, reason) for name, reason in connection.execute(chosen.order_by(failures.c.id))]

    def _rows(self, run: int | None, day: date | None) -> Iterator[Any]:
        """The rows of a run, one by one; one that isn't there is refused at once."""
        return self._rows_of(_results_of(self._chosen(run), day))

    def _rows_of(self, chosen: Select[Any]) -> Iterator[Any]:
        with self._database.apart() as connection:
            yield from connection.execute(chosen, execution_options={"yield_per": AT_ONCE}).mappings()

    def _chosen(self, run: int | None) -> int:
        known = [each.number for each in self.runs()]
        if not known:
            raise UsageError(f"{self.path}: holds no run yet; `onrecord batch SOURCE… --store {self.path}` makes one")
        if run is not None and run not in known:
            raise UsageError(f"{self.path}: has no run {run}; there are {', '.join(map(str, sorted(known)))}")
        return run or known[0]


def _number_of(connection: Connection, identity: str) -> int | None:
    """The number of a run, if there is one."""
    from sqlalchemy import select

    from onrecord.store._schema import runs

    number: int | None = connection.execute(select(runs.c.number).where(runs.c.identity == identity)).scalar()
    return number


def _results_of(run: int, day: date | None) -> Select[Any]:
    from sqlalchemy import func, select

    from onrecord.store._schema import articles, results

    chosen = select(articles, results.c.plain).join(results).where(results.c.run == run)
    if day is not None:
        chosen = chosen.where(func.coalesce(articles.c.published, func.date(results.c.made)) == day)
    return chosen.order_by(results.c.number)
