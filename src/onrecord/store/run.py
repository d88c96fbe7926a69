"""One pass of some prompts and a model over articles, as the store holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from onrecord.article import Article
from onrecord.extraction import Summary
from onrecord.plain import summary_of
from onrecord.store._batches import StoredBatches
from onrecord.store._documents import chosen_results, with_records
from onrecord.store._kept import StoredAnswers, StoredPages, StoredSpending, drop_failures
from onrecord.store._keys import article_key
from onrecord.store._rows import article_of_row, article_row, now, record_row, result_row
from onrecord.store._schema import answers, articles, failures, marks, records, results, runs, sessions, story_articles
from onrecord.store._sharing import is_alive, lease_end, sharing
from onrecord.store._versions import put_back, several, superseded, texts_of, versions_of
from onrecord.usage import Usage

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Connection

    from onrecord.store._database import Database

__all__ = ["KnownRun", "Run", "statuses"]

HELD = 32
"""Results that are written together: one that a kill takes is made again from its answers, which are kept at once."""


class KnownRun:
    """What a run has come to, for those who read its sources."""

    def __init__(self, database: Database, number: int) -> None:
        self.number = number
        self._database = database

    def knows(self, name: str) -> bool:
        """Whether there is a good result for an article with an id, whatever its text."""
        known = select(results.c.number).where(results.c.run == self.number, texts_of([name]))
        return bool(self._database.rows(known.where(results.c.status == "ok").limit(1)))

    def articles(self, key: bytes) -> Iterator[Article]:
        """The article with a key, if there is one."""
        yield from map(article_of_row, self._database.mappings(select(articles).where(articles.c.key == key)))

    def pages(self, *, forget: bool = False) -> StoredPages:
        """What servers said of pages when the run last came to its end."""
        return StoredPages(self._database, self.number, forget=forget)


class Run(KnownRun):
    """What a run has come to so far, and where its results go.

    Results are held until there are `HELD`, or `flush` is called. A `batched` session asks in the provider's batches.
    """

    def __init__(self, database: Database, number: int, *, batched: bool = False) -> None:
        super().__init__(database, number)
        self._batched = batched
        self._held: dict[bytes, Summary] = {}
        self._seen: dict[str, list[bytes]] = {}
        self._new_marks: dict[str, dict[str, Any]] = {}
        self._passed_over = False
        self.corrected = 0
        """articles that a new version was kept of"""
        self.session = database.write(lambda connection: _opened(connection, number, database.lease, batched=batched))
        with database.reading() as connection:
            self._after_deleted = following(connection, results.c.article, story_articles.c.article)
            self._status = statuses(connection, number)
            self._of_several = set(connection.execute(several()).scalars())
        self.sharing = sharing(database, number, self.session)
        self.spending = StoredSpending(database, number, self.session, self.sharing)

    def status(self, key: bytes) -> str | None:
        """`ok`, `partial` or `failed` for an article that there is a result for, by its key."""
        return self._status.get(key)

    def claim(self, key: bytes, *, again: bool = False) -> bool:
        """Whether an article is for this session to read, by its key: no other has it in hand, or has read it.

        With `again`, it may have been read.
        """
        return self.sharing.claim(key, again=again)

    def learn(self, keys: Collection[bytes]) -> Collection[bytes]:
        """Those of these articles that others have read in the meantime; their status is known from now on."""
        found = self.sharing.finished(keys)
        self._status.update(found)
        return found.keys()

    def leave(self, keys: Collection[bytes]) -> None:
        """Give up those of these articles that the session has in hand."""
        self._database.write(lambda connection: self.sharing.leave(connection, keys))

    @property
    def counts(self) -> dict[str, int]:
        """How many articles there are of each status, each by its current version."""
        found = dict.fromkeys(("ok", "partial", "failed"), 0)
        for status in self._current().values():
            found[status] += 1
        return found

    def answers(self, article: str | None = None, *, anew: bool = False) -> StoredAnswers:
        """The answers at hand, new ones charged to this session and kept as those of the article with that id.

        With `anew`, useless ones are asked for again.
        """
        batched = self.number if self._batched else None
        return StoredAnswers(self._database, self.spending, article, anew=anew, batched=batched)

    def batches(self) -> StoredBatches:
        """The provider's batches of the run."""
        return StoredBatches(self._database, self.number)

    def saw(self, article: Article) -> None:
        """Note that a source holds this text now, for `settle_versions`."""
        if article.id in self._of_several:
            self._seen.setdefault(article.id, []).append(article_key(article))

    def settle_versions(self) -> None:
        """Make a text current again that was put back: all sources were read, and the newer one is in none.

        Not where lines were passed over, since nobody knows what is in them now, and not in the place of a text that
        another session has brought meanwhile.
        """
        self.flush()

        def settle(connection: Connection) -> None:
            connection.execute(delete(marks).where(marks.c.run == self.number))
            if self._seen and not self._passed_over:
                put_back(connection, self.number, self._seen, self._status.keys())

        self._database.write(settle)
        self._seen.clear()

    def marks(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The line of each file up to which all is answered for, and how many things that is, while it is as it was.

        Files are known by their names and identities.
        """
        chosen = select(marks.c.source, marks.c.identity, marks.c.line, marks.c.things)
        found = self._database.rows(chosen.where(marks.c.run == self.number))
        return {(row.source, row.identity): (row.line, row.things) for row in found}

    def pass_over(self) -> None:
        """Note that lines are passed over; from any thread."""
        self._passed_over = True

    def set_mark(self, source: str, identity: str, line: int, things: int) -> None:
        """Note the line of a file up to which all is answered for; it is written with the results that are held."""
        self._new_marks[source] = {"run": self.number, "identity": identity, "line": line, "things": things}

    def take_seen(self) -> dict[str, list[bytes]]:
        """The keys of what `saw` was told of since the last time, by the ids of their articles."""
        seen, self._seen = self._seen, {}
        return seen

    def take_over(self, seen: Mapping[str, Sequence[bytes]], corrected: int) -> None:
        """Take in what another session saw, and how many articles it kept a new version of."""
        for name, keys in seen.items():
            self._seen.setdefault(name, []).extend(keys)
        self.corrected += corrected

    def renew(self) -> None:
        """Say that the session lives: often enough for others not to think that it was killed."""
        self.sharing.renew()

    def sync(self) -> None:
        """Bring all that was written to the disk itself, for a loss of power to find it there; from any thread."""
        self._database.checkpoint()

    def unfinished_keys(self) -> list[bytes]:
        """The keys of the articles that failed or were read only in part; a version that isn't current is none."""
        return [key for key, status in self._current().items() if status != "ok"]

    def near_duplicate_keys(self) -> list[bytes]:
        """The keys of the articles that another one was read for; a version that isn't current is none."""
        chosen = select(articles.c.key).join(results).where(results.c.run == self.number)
        chosen = chosen.where(results.c.copy_of.is_not(None), results.c.number.not_in(superseded(self.number)))
        return [key for (key,) in self._database.rows(chosen)]

    def unfinished(self) -> Iterator[Article]:
        """The articles that failed or were read only in part."""
        self.flush()
        for key in self.unfinished_keys():
            yield from self.articles(key)

    def read(self, *, before: int | None = None, count: int) -> list[tuple[int, Article]]:
        """So many of the articles that were read with some success, the newest first, each with its result's number."""
        earlier = [] if before is None else [results.c.number < before]
        return self._read(*earlier, order=results.c.number.desc(), count=count)

    def read_by_others(self, after: int, count: int) -> list[tuple[int, Article]]:
        """So many of the articles that other sessions have read meanwhile, each with its result's number, in order.

        Those of numbers after `after`; `newest` has the number to begin with.
        """
        return self._read(results.c.number > after, order=results.c.number, count=count)

    def _read(self, *which: ColumnElement[bool], order: ColumnElement[int], count: int) -> list[tuple[int, Article]]:
        """The articles of some of the results that are no failures and no near-duplicates'."""
        read = (results.c.run == self.number, results.c.status != "failed", results.c.copy_of.is_(None))
        chosen = select(results.c.number.label("result"), articles).join_from(results, articles).where(*read, *which)
        found = self._database.mappings(chosen.order_by(order).limit(count))
        return [(row["result"], article_of_row(row)) for row in found]

    def newest(self) -> int:
        """The highest number of a result."""
        return int(self._database.rows(select(func.coalesce(func.max(results.c.number), 0)))[0][0])

    def keep(self, summary: Summary) -> None:
        """Keep what became of an article, in the place of what became of it before."""
        key = article_key(summary.article)
        self._held[key] = summary
        self._status[key] = summary.status
        if len(self._held) >= HELD:
            self.flush()

    def flush(self) -> None:
        """Write the results that are held."""
        if self._held or self._new_marks:
            self.corrected += self._database.write(self._write_held)
            self._held.clear()
            self._new_marks.clear()

    def _write_held(self, connection: Connection) -> int:
        """Write the results that are held, and the marks; how many results are of new versions."""
        for source, mark in self._new_marks.items():
            connection.execute(delete(marks).where(marks.c.run == self.number, marks.c.source == source))
            connection.execute(insert(marks), mark | {"source": source})
        if not self._held:
            return 0
        numbers = self._article_numbers(connection)
        versions, corrected = self._versions(connection)
        first = following(connection, results.c.number, records.c.result)
        _drop_results(connection, self.number, list(numbers.values()))
        _insert(connection, self._rows(first, numbers, versions))
        drop_failures(connection, self.number, [summary.article.id for summary in self._held.values()])
        self.sharing.settle(connection, self._held.keys())
        return corrected

    def fail(self, name: str, reason: str, *, url: str | None = None, source: str | None = None) -> None:
        """Note what never became an article, and why."""
        row = {"run": self.number, "id": name, "url": url, "source": source, "reason": reason, "noted": now()}

        def note(connection: Connection) -> None:
            drop_failures(connection, self.number, [name])
            connection.execute(insert(failures), row)

        self._database.write(note)  # others may note the same at the same time

    def stored(self, key: bytes) -> Summary | None:
        """What became of the article with a key, if anything did."""
        if key in self._held:
            return self._held[key]
        chosen = chosen_results().where(results.c.run == self.number, articles.c.key == key)
        with self._database.reading() as connection:
            found = connection.execute(chosen).mappings().all()
            return next(map(summary_of, with_records(connection, found)), None)

    def spent(self) -> Usage:
        """What the answers of this session took, those before it was killed included."""
        totals = [func.coalesce(func.sum(answers.c[name]), 0) for name in ("calls", "input", "cached", "output")]
        [row] = self._database.rows(select(*totals).where(answers.c.session == self.session))
        return Usage(*map(int, row))

    def end(self, *others: int) -> None:
        """Write what is held, and close the session, and other ones with it: the next has a budget of its own."""
        self.flush()

        def close(connection: Connection) -> None:
            closed = sessions.c.number.in_((self.session, *others))
            connection.execute(update(runs).where(runs.c.number == self.number).values(worked=now()))
            connection.execute(update(sessions).where(closed).values(ended=now()))
            self.sharing.close(connection, *others)

        self.spending.write(close)

    def _current(self) -> dict[bytes, str]:
        """What became of each article, by the key of its current version."""
        chosen = select(articles.c.key).join(results).where(results.c.number.in_(superseded(self.number)))
        old = {key for (key,) in self._database.rows(chosen)}
        return {key: status for key, status in self._status.items() if key not in old}

    def _versions(self, connection: Connection) -> tuple[dict[bytes, int], int]:
        """Which version of its article each text is that is held, and how many are of an article that there was.

        A new one follows those that there are.
        """
        corrected = 0
        known = versions_of(connection, self.number, {summary.article.id for summary in self._held.values()})
        for key, summary in self._held.items():
            versions = known.setdefault(summary.article.id, {})
            if key not in versions:
                corrected += bool(versions)
                versions[key] = max(versions.values(), default=0) + 1
        return {key: version for versions in known.values() for key, version in versions.items()}, corrected

    def _article_numbers(self, connection: Connection) -> dict[bytes, int]:
        """The number of each article whose result is held, by its key; new articles are written."""
        chosen = select(articles.c.key, articles.c.number).where(articles.c.key.in_(self._held))
        numbers: dict[bytes, int] = {row[0]: row[1] for row in connection.execute(chosen)}
        unknown = {key: summary for key, summary in self._held.items() if key not in numbers}
        if unknown:
            first = max(self._after_deleted, following(connection, articles.c.number))
            numbers |= {key: number for number, key in enumerate(unknown, start=first)}
            rows = [article_row(held.article) | {"number": numbers[key], "key": key} for key, held in unknown.items()]
            connection.execute(insert(articles), rows)
        return numbers

    def _rows(
        self, first: int, numbers: dict[bytes, int], versions: dict[bytes, int]
    ) -> dict[Any, list[dict[str, Any]]]:
        """The rows to write, by their table; results are numbered from `first` on."""
        rows: dict[Any, list[dict[str, Any]]] = {results: [], records: []}
        for result, (key, summary) in enumerate(self._held.items(), start=first):
            place = {"number": result, "run": self.number, "article": numbers[key], "version": versions[key]}
            rows[results].append(place | result_row(summary))
            for number, grounded in enumerate(summary.records, start=1):
                rows[records].append(record_row(result, number, grounded, summary.article))
        return rows


def _insert(connection: Connection, rows: dict[Any, list[dict[str, Any]]]) -> None:
    for table, made in rows.items():
        if made:
            connection.execute(insert(table), made)


def following(connection: Connection, *columns: Column[int]) -> int:
    """The number after all that there are: those too that are only referred to, as where rows were deleted by hand."""
    highest = [connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one() for column in columns]
    return int(max(highest)) + 1


def statuses(connection: Connection, run: int | None) -> dict[bytes, str]:
    """What became of each article of a run, by its key; from indexes alone, as a join would read all texts."""
    keys: dict[int, bytes] = dict(connection.execute(select(articles.c.number, articles.c.key)).all())
    chosen = select(results.c.article, results.c.status).where(results.c.run == run)
    return {keys[article]: status for article, status in connection.execute(chosen) if article in keys}


def _opened(connection: Connection, run: int, lease: float | None, *, batched: bool) -> int:
    """The session that was killed, to go on with, or a new one; its run is now the one last worked on.

    One that asks in batches is no session that doesn't, as their answers have other prices, and is alone at work. Where
    several may be at work, a new one takes the place of one that was killed, and has one budget with it: one that only
    stood still for longer than a lease looks the same, and goes on under its own number.
    """
    turn = following(connection, runs.c.turn)
    connection.execute(update(runs).where(runs.c.number == run).values(turn=turn, worked=now()))
    open_ones = select(sessions.c.number, sessions.c.joint).where(sessions.c.run == run, sessions.c.ended.is_(None))
    open_ones = open_ones.where(sessions.c.batched == batched)
    together = lease is not None and not batched
    at_work = connection.execute(open_ones.where(is_alive(lease))).all() if lease and together else []
    dead = open_ones.where(sessions.c.number.not_in([row.number for row in at_work]))
    killed = connection.execute(dead.order_by(sessions.c.number.desc()).limit(1)).first()
    if killed and not together:
        number = int(killed.number)
    else:
        number = following(connection, sessions.c.number, answers.c.session)
        joint = killed.joint if killed else min((row.joint for row in at_work), default=number)
        row = {"number": number, "run": run, "started": now(), "joint": joint, "batched": batched}
        connection.execute(insert(sessions), row)
    if killed and together:
        connection.execute(update(sessions).where(sessions.c.number == killed.number).values(ended=now()))
    if lease:
        connection.execute(update(sessions).where(sessions.c.number == number).values(until=lease_end(lease)))
    return number


def _drop_results(connection: Connection, run: int, numbers: list[int]) -> None:
    """Remove the results that a run has for articles, with their records."""
    earlier = select(results.c.number).where(results.c.run == run, results.c.article.in_(numbers))
    if found := connection.execute(earlier).scalars().all():
        connection.execute(delete(records).where(records.c.result.in_(found)))
        connection.execute(delete(results).where(results.c.number.in_(found)))
