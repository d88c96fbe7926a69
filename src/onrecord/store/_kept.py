"""What a run keeps beside its results: answers, what they cost, what servers said of pages, what could not be read."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, select

from onrecord.models import KeptAnswer
from onrecord.store._batches import forget_requests
from onrecord.store._rows import answer_of, answer_row
from onrecord.store._schema import answers, askers, batch_requests, failures, pages, sessions
from onrecord.usage import Spending

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from onrecord.store._database import Database
    from onrecord.store._sharing import Alone, Lease

__all__ = ["StoredAnswers", "StoredPages", "StoredSpending", "drop_failures"]

_COUNTED = tuple(field.name for field in fields(Spending))

_WRITE_SPENDING = "UPDATE sessions SET spending = {0} WHERE number = {0}"
"""As it is sent: it is written with every answer, and this takes a third of the time."""


class StoredAnswers:
    """Answers in the store, each written before it is given; `anew` asks again where there was no usable one.

    New answers are charged to the session of `spending`, which is written with each, and are those of the article whose
    id is given. What came of its requests in the batches of the run `batched` goes as an answer is kept. Of two answers
    to the same request, asked for at the same time by articles that say the same, the first one stays.
    """

    def __init__(
        self,
        database: Database,
        spending: StoredSpending,
        article: str | None = None,
        *,
        anew: bool = False,
        batched: int | None = None,
    ) -> None:
        self._database = database
        self._spending = spending
        self._sharing = spending.sharing
        self._asker = article
        self._anew = anew
        self._batched = batched

    def get(self, key: str) -> KeptAnswer | None:
        """The answer kept under `key`; None where it is to be asked for.

        Raises `BeingAskedError` where another asks for it now.
        """
        self._sharing.ask(key)
        found = self._look_up(key)
        if found is not None:
            self._sharing.asked(key)
        return found

    def drop(self, key: str) -> None:
        """Note that the answer didn't come, for others to ask for it."""
        self._sharing.asked(key)

    def _look_up(self, key: str) -> KeptAnswer | None:
        known = exists().where(askers.c.article == self._asker, askers.c.answer == answers.c.key)
        chosen = select(answers, known.label("known")).where(answers.c.key == key)
        row = next(iter(self._database.mappings(chosen)), None)
        if row is None or (self._anew and row["error"]):
            return None
        if self._asker is not None and not row["known"]:
            self._database.add(lambda connection: self._note_asker(connection, key))
        return answer_of(row)

    def put(self, kept: KeptAnswer) -> None:
        """Keep an answer; when this returns, no end of the process takes it away."""
        self._spending.write(partial(self._put, kept))

    def _put(self, kept: KeptAnswer, connection: Connection) -> None:
        if self._anew:
            connection.execute(delete(answers).where(answers.c.key == kept.key))
        row = answer_row(kept) | {"session": self._spending.session}
        self._database.add_new(connection, answers, [row])
        self._sharing.asked(kept.key, connection)
        self._note_asker(connection, kept.key)
        if self._batched is not None:
            forget_requests(connection, self._batched, batch_requests.c.request == kept.key)

    def _note_asker(self, connection: Connection, key: str) -> None:
        """Note whose answer it is, for it to be deleted with its article."""
        if self._asker is not None:
            self._database.add_new(connection, askers, [{"article": self._asker, "answer": key}])


class StoredSpending:
    """What the calls of a session cost, as its budget counts them: asked for by `counted`, where there is a budget.

    `before` is what a session that was killed had come to; after one that ended, it is only what was learned there.
    `written` is the amount that the store has now.
    """

    def __init__(self, database: Database, run: int, session: int, sharing: Alone) -> None:
        self.session = session
        self.sharing = sharing
        self.counted: Callable[[], Spending] | None = None
        self.written = 0.0
        self._database = database
        self._statement = _WRITE_SPENDING.format(database.mark)
        self.before = _spending_before(database, run, session)

    @property
    def shares(self) -> bool:
        """Whether others may spend of the same budget."""
        return self.sharing.shares

    @property
    def is_overdue(self) -> bool:
        """Whether others may think that the session was killed, and spend what was leased to it."""
        return self.sharing.is_overdue

    def lease(self, budget: float, wanted: float, kept: float) -> Lease:
        """Let the session come to what it wants of a budget, where others leave it that, or else to what it keeps.

        What is counted is written.
        """
        if self.counted is None:
            raise RuntimeError("a budget that nobody counts can't be leased")
        spending = self.counted()
        lease = self.sharing.lease(spending, budget, wanted, kept)
        self.written = spending.amount
        return lease

    def write(self, more: Callable[[Connection], None] = lambda _: None) -> None:
        """Write down what is counted, and do `more` with it; when this returns, no end of the process takes it away."""
        spending = self.counted() if self.counted else None

        def both(connection: Connection) -> None:
            more(connection)
            if spending:
                connection.exec_driver_sql(self._statement, (_plain(spending), self.session))

        self._database.add(both)
        if spending:
            self.written = spending.amount


def _plain(spending: Spending) -> str:
    return json.dumps({name: getattr(spending, name) for name in _COUNTED})


def _spending_before(database: Database, run: int, session: int) -> Spending | None:
    chosen = select(sessions.c.number, sessions.c.spending).where(
        sessions.c.run == run, sessions.c.spending.is_not(None)
    )
    row = next(iter(database.rows(chosen.order_by(sessions.c.number.desc()).limit(1))), None)
    if row is None:
        return None
    spending = Spending(**row.spending)
    return spending if row.number == session else replace(spending, amount=0.0, charged=0.0)


class StoredPages:
    """What servers said of pages, for them to send only what changed: `ETag` and `Last-Modified`, by URL.

    They are kept once a run has come to its end (`confirm`): until then, a page has to come again, since what it holds
    may not have been read. With `forget`, all come again. A failure goes as soon as what it names has been read.
    """

    def __init__(self, database: Database, run: int, *, forget: bool = False) -> None:
        self._database = database
        self._run = run
        self._forget = forget
        self._new: dict[str, tuple[str | None, str | None]] = {}
        self._failed = {name for (name,) in database.rows(select(failures.c.id).where(failures.c.run == run))}

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        """What the server said of a page, at the end of the last run that came to one."""
        if self._forget:
            return None
        chosen = select(pages.c.etag, pages.c.modified).where(pages.c.run == self._run, pages.c.url == url)
        return next(((row.etag, row.modified) for row in self._database.rows(chosen)), None)

    def put(self, url: str, etag: str | None, modified: str | None) -> None:
        """Note what the server says of a page now."""
        self._new[url] = (etag, modified)

    def read(self, name: str) -> None:
        """Forget that `name` could not be read, where that is what an earlier session came to."""
        if name in self._failed:
            self._failed.remove(name)
            self._database.add(lambda connection: drop_failures(connection, self._run, [name]))

    def confirm(self) -> None:
        """Keep what was noted: all that the pages hold has been read."""
        if not self._new:
            return
        rows = [
            {"run": self._run, "url": url, "etag": etag, "modified": modified}
            for url, (etag, modified) in self._new.items()
        ]

        def keep(connection: Connection) -> None:
            for row in rows:
                connection.execute(delete(pages).where(pages.c.run == self._run, pages.c.url == row["url"]))
            connection.execute(insert(pages), rows)

        self._database.write(keep)
        self._new.clear()


def drop_failures(connection: Connection, run: int, names: Sequence[str]) -> None:
    """Remove the failures that a run has under these ids."""
    connection.execute(delete(failures).where(failures.c.run == run, failures.c.id.in_(names)))
