"""Several sessions at work on one store: who reads what, who asks what, and what each may send and spend.

A session says from time to time that it lives; one that hasn't for the time of a lease counts as killed, and what it
had in hand is anybody's. All times are the database's, since clocks of machines differ.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from onrecord.models import BeingAskedError
from onrecord.store._schema import articles, asking, claims, limits, results, sessions
from onrecord.usage import Spending, flow_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.sql.dml import ReturningInsert

    from onrecord.store._database import Database

__all__ = ["Alone", "Lease", "Together", "is_alive", "lease_end", "sharing"]

RENEWALS = 6
"""How often a session says in the time of a lease that it lives."""

OVERDUE = 0.9
"""The part of a lease after which a session that couldn't say so takes it that others think it was killed."""


@dataclass(frozen=True, slots=True)
class Lease:
    """How much of a budget a session may come to by itself, and whether others still have more than they spent."""

    amount: float
    more_may_come: bool


class Alone:
    """A session that has a store for itself."""

    shares = False

    def __init__(self) -> None:
        self._asking: set[str] = set()

    @property
    def is_overdue(self) -> bool:
        """Whether others may think that the session was killed, since it has said nothing for so long."""
        return False

    def claim(self, key: bytes, *, again: bool = False) -> bool:  # noqa: ARG002  # there is nobody else
        """Whether an article is for this session to read, by its key; `again` where there is a result."""
        return True

    def finished(self, keys: Collection[bytes]) -> Mapping[bytes, str]:  # noqa: ARG002  # likewise
        """What became of those of these articles that others have read."""
        return {}

    def settle(self, connection: Connection, keys: Collection[bytes]) -> None:
        """Give articles up, as their results are written."""

    def ask(self, key: str) -> None:
        """Note that a request is about to be made. Raises `BeingAskedError` where it is being made already."""
        if key in self._asking:
            raise BeingAskedError(key)
        self._asking.add(key)

    def asked(self, key: str, connection: Connection | None = None) -> None:  # noqa: ARG002  # likewise
        """Note that a request was answered, as its answer is written, or that it was given up."""
        self._asking.discard(key)

    def renew(self) -> None:
        """Say that the session lives."""

    def lease(self, spending: Spending, budget: float, wanted: float, kept: float) -> Lease:  # noqa: ARG002
        """Let the session come to what it wants of a budget, where others leave it that."""
        return Lease(budget, more_may_come=False)

    def grant(self, name: str, a_minute: int, wanted: float) -> float:
        """How much of what is wanted may go out now, under a cap on what all send in a minute."""
        raise NotImplementedError

    def leave(self, connection: Connection, keys: Collection[bytes]) -> None:
        """Give up articles that have come to no result."""

    def close(self, connection: Connection, *others: int) -> None:
        """Give up all that the session has in hand, and other ones with it."""


class Together(Alone):
    """A session beside others, on a database that they share."""

    shares = True

    def __init__(self, database: Database, run: int, session: int, lease: float) -> None:
        super().__init__()
        self._database = database
        self._run = run
        self._session = session
        self._lease = lease
        self._renewed = time.monotonic()
        self._was_overdue = False

    @property
    def is_overdue(self) -> bool:
        """Whether others may think that the session was killed, or did since it last leased of a budget."""
        return self._was_overdue or time.monotonic() > self._renewed + OVERDUE * self._lease

    def claim(self, key: bytes, *, again: bool = False) -> bool:
        """Whether an article is for this session to read: no other has it in hand, or has read it."""
        given = {"run": self._run, "key": key, "session": self._session, "again": again}
        return bool(self._database.at_once(_claiming(self._lease), given))

    def finished(self, keys: Collection[bytes]) -> Mapping[bytes, str]:
        """What became of those of these articles that there is a result for."""
        chosen = select(articles.c.key, results.c.status).join(results)
        chosen = chosen.where(results.c.run == self._run, articles.c.key.in_(keys))
        return {row.key: row.status for row in self._database.rows(chosen)}

    def settle(self, connection: Connection, keys: Collection[bytes]) -> None:
        """Give articles up, as their results are written."""
        connection.execute(delete(claims).where(claims.c.run == self._run, claims.c.key.in_(keys)))

    def leave(self, connection: Connection, keys: Collection[bytes]) -> None:
        """Give up articles that have come to no result."""
        mine = delete(claims).where(claims.c.run == self._run, claims.c.session == self._session)
        connection.execute(mine.where(claims.c.key.in_(keys)))

    def ask(self, key: str) -> None:
        """Note that a request is about to be made. Raises `BeingAskedError` where it is being made already."""
        super().ask(key)
        if not self._database.at_once(_asking(self._lease), {"key": key, "session": self._session}):
            super().asked(key)
            raise BeingAskedError(key)

    def asked(self, key: str, connection: Connection | None = None) -> None:
        """Note that a request was answered, as its answer is written, or that it was given up."""
        given = {"key": key, "session": self._session}
        if connection is not None:
            connection.execute(_ASKED, given)
        elif key in self._asking:
            self._database.at_once(_ASKED, given)
        super().asked(key)

    def renew(self) -> None:
        """Say that the session lives, where it hasn't for a part of a lease."""
        began = time.monotonic()
        if began > self._renewed + self._lease / RENEWALS:
            mine = update(sessions).where(sessions.c.number == self._session)
            told = mine.values(until=lease_end(self._lease), ended=None)
            self._database.at_once(told.returning(sessions.c.run))
            self._was_overdue = self.is_overdue
            self._renewed = began

    def lease(self, spending: Spending, budget: float, wanted: float, kept: float) -> Lease:
        """Let the session come to what it wants of a budget, where others leave it that; else to what it keeps.

        It gets more than it wants while there is much, to ask seldom. Others that were killed count as what they had
        written down; so does what it keeps, where others thought that it was killed.
        """

        def take(connection: Connection) -> Lease:
            joint = connection.execute(select(sessions.c.joint).where(sessions.c.number == self._session)).scalar_one()
            connection.execute(select(sessions.c.number).where(sessions.c.number == joint).with_for_update())
            chosen = select(
                sessions.c.number, sessions.c.spending, sessions.c.leased, is_alive(self._lease).label("lives")
            )
            rows = connection.execute(chosen.where(sessions.c.joint == joint)).all()
            [me] = [row for row in rows if row.number == self._session]
            others = [row for row in rows if row is not me]
            living = [row for row in others if row.lives]
            taken = sum(row.leased if row.lives else _of(row.spending, spending.unit, "amount") for row in others)
            mine_still = kept if me.lives else min(kept, _of(me.spending, spending.unit, "amount"))
            amount = leased(budget - taken, len(living), wanted, mine_still)
            mine = update(sessions).where(sessions.c.number == self._session)
            told = {"until": lease_end(self._lease), "ended": None, "leased": amount, "spending": asdict(spending)}
            connection.execute(mine.values(**told))
            more_may_come = any(row.leased > _of(row.spending, spending.unit, "charged") for row in living)
            return Lease(amount, more_may_come)

        began = time.monotonic()
        lease = self._database.add(take)
        self._renewed, self._was_overdue = began, False
        return lease

    def grant(self, name: str, a_minute: int, wanted: float) -> float:
        """How much of what is wanted may go out now: a token bucket for all sessions, as `TokenBucket` has for one."""
        burst, rate = flow_of(a_minute)

        def take(connection: Connection) -> float:
            made = insert(limits).values(name=name, level=burst, at=func.localtimestamp())
            connection.execute(made.on_conflict_do_nothing())
            waited = extract("epoch", func.localtimestamp() - limits.c.at)
            chosen = select(func.least(burst, limits.c.level + waited * rate)).where(limits.c.name == name)
            level = float(connection.execute(chosen.with_for_update()).scalar_one())
            granted = max(0.0, min(wanted, level))
            row = update(limits).where(limits.c.name == name)
            connection.execute(row.values(level=level - granted, at=func.localtimestamp()))
            return granted

        return self._database.add(take)

    def close(self, connection: Connection, *others: int) -> None:
        """Give up all that the session has in hand, and other ones with it."""
        closed = (self._session, *others)
        for table in (claims, asking):
            connection.execute(delete(table).where(table.c.session.in_(closed)))
        connection.execute(update(sessions).where(sessions.c.number.in_(closed)).values(until=None, leased=0))


def sharing(database: Database, run: int, session: int) -> Alone:
    """What a session does beside others, or alone."""
    return Together(database, run, session, database.lease) if database.lease else Alone()


def leased(left: float, others: int, wanted: float, kept: float) -> float:
    """What a session may come to where others leave so much of a budget: what it wants and a share of the rest.

    It is what it keeps where that isn't left, or where it wants no more.
    """
    spare = (left - wanted) / (2 * (others + 1))
    return wanted + spare if spare >= 0 and wanted > kept else kept


def lease_end(lease: float) -> ColumnElement[Any]:
    """When a session that says now that it lives counts as killed, by the length of a lease in seconds."""
    return func.localtimestamp() + literal(timedelta(seconds=lease))


def is_alive(lease: float) -> ColumnElement[bool]:
    """Whether a session is at work: it has said so lately, or couldn't, as the server has just been started."""
    started = func.timezone("UTC", func.pg_postmaster_start_time()) + literal(timedelta(seconds=lease))
    alive = func.greatest(sessions.c.until, started) > func.localtimestamp()
    return and_(sessions.c.ended.is_(None), sessions.c.until.is_not(None), alive)


def _of(spending: Mapping[str, Any] | None, unit: str, name: str) -> float:
    """What a session had written down, if it counts in this unit."""
    return float(spending.get(name, 0.0)) if spending and spending["unit"] == unit else 0.0


@lru_cache
def _claiming(lease: float) -> ReturningInsert[Any]:
    """A claim of an article that nobody has in hand or has read, or whose session was killed."""
    run, key, session = (bindparam(name, type_=claims.c[name].type) for name in ("run", "key", "session"))
    read = exists(select(results.c.number).join(articles).where(results.c.run == run, articles.c.key == key))
    mine = select(run, key, session).where(or_(bindparam("again", type_=Boolean), ~read))
    made = insert(claims).from_select(["run", "key", "session"], mine)
    return made.on_conflict_do_update(
        index_elements=["run", "key"], set_={"session": session}, where=_is_free(claims.c.session, session, lease)
    ).returning(claims.c.session)


@lru_cache
def _asking(lease: float) -> ReturningInsert[Any]:
    """A note of a request that nobody makes now."""
    session = bindparam("session", type_=asking.c.session.type)
    made = insert(asking).values(key=bindparam("key"), session=session)
    return made.on_conflict_do_update(
        index_elements=["key"], set_={"session": session}, where=_is_free(asking.c.session, session, lease)
    ).returning(asking.c.session)


def _is_free(owner: ColumnElement[int], session: ColumnElement[int], lease: float) -> ColumnElement[bool]:
    """Whether what a session has in hand is anybody's."""
    others = select(sessions.c.number).where(sessions.c.number == owner, sessions.c.number != session, is_alive(lease))
    return ~exists(others.correlate_except(sessions))


_ASKED = (
    delete(asking)
    .where(asking.c.key == bindparam("key"), asking.c.session == bindparam("session"))
    .returning(asking.c.session)
)
