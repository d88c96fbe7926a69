"""The provider's batches of a run: those that are out, what they asked for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from onrecord.models import Line, Outcome, Round
from onrecord.store._schema import batch_requests, batches

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, RowMapping

    from onrecord.store._database import Database

__all__ = ["StoredBatches", "forget_requests", "rounds_of"]

_SAME = ("request", "place", "dialect", "size", "max_tokens")


class StoredBatches:
    """The batches of a run, in the store. What came of a request stays until its answer is kept, or it is given up.

    What is written of a batch is on the disk itself before the next step, for a loss of power not to hide it.
    """

    def __init__(self, database: Database, run: int) -> None:
        self._database = database
        self._run = run

    def rounds(self) -> Sequence[Round]:
        """All that are kept, ended ones too, in the order in which they were made."""
        return rounds_of(self._database, self._run)

    def lines(self, mark: str) -> Iterator[tuple[int, Line, Outcome | None]]:
        """The requests of a batch that aren't forgotten, with their numbers and what came of them, if anything has."""
        chosen = select(batch_requests).where(_of(mark)).order_by(batch_requests.c.line)
        with self._database.apart() as connection:
            for row in connection.execute(chosen, execution_options={"yield_per": 200}).mappings():
                line = Line(*(row[name] for name in _SAME))
                yield row["line"], line, Outcome.of(row["outcome"]) if row["outcome"] else None

    def begin(self, made: Round, lines: Sequence[Line]) -> None:
        """Keep a new batch and its requests; one that is kept already stays."""

        def keep(connection: Connection) -> None:
            if connection.execute(select(batches.c.number).where(batches.c.mark == made.mark)).first():
                return
            number = 1 + (connection.execute(select(func.max(batches.c.number))).scalar() or 0)
            connection.execute(insert(batches), _row_of(made) | {"number": number, "run": self._run})
            rows = [{name: getattr(line, name) for name in _SAME} for line in lines]
            connection.execute(
                insert(batch_requests), [row | {"batch": number, "line": place} for place, row in enumerate(rows)]
            )

        self._database.write(keep)
        self._database.checkpoint()

    def note(self, changed: Round) -> None:
        """Keep what has changed of a batch."""
        noted = update(batches).where(batches.c.mark == changed.mark).values(_row_of(changed))
        self._database.write(lambda connection: connection.execute(noted))
        self._database.checkpoint()

    def drop(self, mark: str) -> None:
        """Forget a batch that costs nothing, and its requests."""

        def forget(connection: Connection) -> None:
            connection.execute(delete(batch_requests).where(_of(mark)))
            connection.execute(delete(batches).where(batches.c.mark == mark))

        self._database.write(forget)

    def come(self, mark: str, outcomes: Mapping[int, Outcome]) -> None:
        """Keep what came of requests, by their numbers in the file, counted from 0."""
        put = update(batch_requests).where(_of(mark), batch_requests.c.line == bindparam("at"))
        rows = [{"at": number, "came": outcome.text} for number, outcome in outcomes.items()]
        self._database.write(lambda connection: connection.execute(put.values(outcome=bindparam("came")), rows))

    def outcome(self, line: Line) -> Outcome | None:
        """What came of a request, if that is kept."""
        chosen = select(batch_requests.c.outcome).where(
            batch_requests.c.request == line.request,
            batch_requests.c.place == line.place,
            *_come(self._run),
        )
        return next((Outcome.of(row.outcome) for row in self._database.rows(chosen)), None)

    def forget(self, request: str) -> None:
        """Forget all tries of a request that something came of."""
        self._database.write(
            lambda connection: forget_requests(connection, self._run, batch_requests.c.request == request)
        )

    def forget_all(self) -> None:
        """Forget what came of requests that nobody asks for any more, as all that the run has was read."""
        self._database.write(lambda connection: forget_requests(connection, self._run))


def rounds_of(database: Database, run: int) -> list[Round]:
    """All batches of a run, ended ones too, in the order in which they were made."""
    chosen = select(batches).where(batches.c.run == run).order_by(batches.c.number)
    return [_round_of(row) for row in database.mappings(chosen)]


def forget_requests(connection: Connection, run: int, *which: ColumnElement[bool]) -> None:
    """Forget requests of a run that something came of, all or some."""
    connection.execute(delete(batch_requests).where(*_come(run), *which))


def _come(run: int) -> tuple[ColumnElement[bool], ...]:
    """Those requests of a run that something came of."""
    of_run = select(batches.c.number).where(batches.c.run == run)
    return batch_requests.c.batch.in_(of_run), batch_requests.c.outcome.is_not(None)


def _of(mark: str) -> ColumnElement[bool]:
    return batch_requests.c.batch == select(batches.c.number).where(batches.c.mark == mark).scalar_subquery()


def _row_of(made: Round) -> dict[str, Any]:
    """A batch as a row; times are those of UTC, without a zone."""
    return {
        name: value.replace(tzinfo=None) if isinstance(value, datetime) else value
        for name, value in asdict(made).items()
    }


def _round_of(row: RowMapping) -> Round:
    fields: dict[str, Any] = {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in ("number", "run")
    }
    return Round(**fields)
