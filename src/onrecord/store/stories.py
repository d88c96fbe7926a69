"""The stories that a store keeps: which articles they are made of, and what is remembered to find the next."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from onrecord.article import Article
from onrecord.store._rows import article_of_row
from onrecord.store._schema import articles, results, stories, story_articles, story_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.store._database import Database

__all__ = ["Placed", "StoredStories", "StoryChange", "StoryRow"]

_OLD_TEXTS = """
SELECT number FROM (
  SELECT number, row_number() OVER (
    PARTITION BY id ORDER BY (SELECT max(version) FROM results WHERE article = articles.number) DESC, number DESC
  ) AS place FROM articles WHERE id IN (
    SELECT new.id FROM articles AS new JOIN articles AS other ON other.id = new.id AND other.number <> new.number
    WHERE new.number > :after
  )
) WHERE place > 1
"""
"""The texts of articles that have a newer one, whichever run read it; of articles that have a text after a number."""

_DAY = "coalesce(published, (SELECT date(min(made)) FROM results WHERE article = articles.number))"

_FIRST = """(
  SELECT min(coalesce(
    datetime(published_at), datetime(published),
    (SELECT datetime(date(min(made))) FROM results WHERE article = version.number)
  )) FROM articles AS version WHERE version.id = articles.id
)"""
"""When the first version of an article was published, or read where that isn't known: a correction keeps its place."""

_PENDING = f"""
SELECT number FROM articles
WHERE number > :after AND NOT EXISTS (SELECT 1 FROM story_articles WHERE article = articles.number)
AND number NOT IN ({_OLD_TEXTS})
ORDER BY {_FIRST}, number
"""  # noqa: S608  # of constants

_STALE = f"""
SELECT number, story FROM story_articles WHERE article IN ({_OLD_TEXTS})
UNION SELECT number, story FROM story_articles WHERE :after = 0 AND article NOT IN (SELECT number FROM articles)
"""  # noqa: S608
"""Articles in stories that were corrected, or, where all are looked at, deleted."""

_ORPHANS = """
SELECT number, story FROM story_articles
WHERE copy_of IS NOT NULL AND copy_of NOT IN (SELECT article FROM story_articles WHERE copy_of IS NULL)
"""
"""Near-duplicates of articles that are no longer there."""

_EMPTY = "DELETE FROM stories WHERE part_of IS NULL AND number NOT IN (SELECT story FROM story_articles)"
_LOST = "DELETE FROM stories WHERE part_of IS NOT NULL AND part_of NOT IN (SELECT number FROM stories)"

_ROWS = f"""
SELECT story, articles.id, articles.title, articles.url, articles.source, substr(articles.text, 1, 200) AS opening,
  story_articles.day, story_articles.copy_of IS NOT NULL AS copied
FROM story_articles JOIN articles ON articles.number = story_articles.article
WHERE story IN (
  SELECT story FROM story_articles WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
) AND article NOT IN ({_OLD_TEXTS})
ORDER BY story, {_FIRST}, story_articles.number
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Placed:
    """An article in a story; `words` says what it is about, nothing for a near-duplicate."""

    story: int
    article: int
    day: date | None
    words: bytes | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """An article of a story as a list needs it; `opening` is the beginning of its text."""

    story: int
    id: str
    title: str | None
    url: str | None
    source: str | None
    opening: str
    day: date | None
    copied: bool


class StoredStories:
    """The stories of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self) -> int:
        """The highest number of an article."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one())

    def pending(self, after: int = 0) -> Sequence[int]:
        """The numbers of the articles that are in no story yet, in the order of time; of those after a number."""
        with self._database.reading() as connection:
            return array("q", connection.execute(text(_PENDING), {"after": after}).scalars())

    def has_stale(self, after: int = 0) -> bool:
        """Whether a story has an article that was corrected or deleted.

        After a number of an article, only articles are looked at that were corrected by one with a higher number.
        """
        with self._database.reading() as connection:
            return connection.execute(text(f"{_STALE} LIMIT 1"), {"after": after}).first() is not None

    def words(self) -> tuple[int, bytes] | None:
        """What was learned of words: from how many articles, and the counts."""
        with self._database.reading() as connection:
            row = connection.execute(select(story_words)).first()
            return (row.articles, row.counts) if row else None

    def following(self) -> int:
        """The number of the next story."""
        last = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'stories'"
        with self._database.reading() as connection:
            return int(connection.execute(text(last)).scalar_one())

    def last(self, count: int) -> Iterator[Placed]:
        """The articles of so many stories, those of the last articles, in the order in which they came."""
        lately = select(story_articles.c.story).group_by(story_articles.c.story)
        lately = lately.order_by(func.max(story_articles.c.number).desc()).limit(count)
        with self._database.apart() as connection:
            chosen = _placed().where(story_articles.c.story.in_(lately))
            for row in connection.execute(chosen, execution_options={"yield_per": 1000}):
                yield Placed(*row)

    def rows(self, since: date | None = None, until: date | None = None) -> Iterator[StoryRow]:
        """The articles of the stories that have one of these days, story by story, each in the order of time."""
        bounds = {"after": 0, "since": since and since.isoformat(), "until": until and until.isoformat()}
        with self._database.apart() as connection:
            for row in connection.execute(text(_ROWS), bounds).mappings():
                yield StoryRow(**{**row, "day": _day(row["day"]), "copied": bool(row["copied"])})

    def copies(self, names: Collection[str]) -> dict[str, str]:
        """The near-duplicates among articles, by their ids, each with the article that it says nearly the same as."""
        copy, original = articles.alias("copy"), articles.alias("original")
        chosen = select(copy.c.id, original.c.id).select_from(story_articles)
        chosen = chosen.join(copy, copy.c.number == story_articles.c.article)
        chosen = chosen.join(original, original.c.number == story_articles.c.copy_of).where(copy.c.id.in_(names))
        with self._database.reading() as connection:
            return dict(connection.execute(chosen).all())

    def newest_day(self, until: date) -> date | None:
        """The last day of an article in a story, up to a day."""
        chosen = select(func.max(story_articles.c.day)).where(story_articles.c.day <= until)
        with self._database.reading() as connection:
            day: date | None = connection.execute(chosen).scalar_one()
        return day

    def read_at(self, numbers: Collection[int], run: int) -> dict[int, datetime]:
        """When an article of each of these stories was last read in a run, in UTC."""
        chosen = select(story_articles.c.story, func.max(results.c.made)).where(
            story_articles.c.story.in_(numbers),
            results.c.run == run,
            results.c.article == story_articles.c.article,
        )
        with self._database.reading() as connection:
            found: dict[int, datetime] = dict(connection.execute(chosen.group_by(story_articles.c.story)).all())
        return {story: made.replace(tzinfo=UTC) for story, made in found.items()}

    @contextmanager
    def changing(self) -> Iterator[StoryChange]:
        """A change of the stories: all that is done within the block, or nothing."""
        with self._database.writing() as connection:
            change = StoryChange(connection)
            yield change
            change.flush()


class StoryChange:
    """A change of a store's stories, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._begun: list[dict[str, Any]] = []
        self._placed: list[dict[str, Any]] = []

    def flush(self) -> None:
        """Write what is held: new stories, and articles in stories."""
        for table, rows in ((stories, self._begun), (story_articles, self._placed)):
            if rows:
                self._connection.execute(insert(table), rows)
                rows.clear()

    def drop_stale(self) -> set[int]:
        """Take articles out that were corrected or deleted, and their near-duplicates; the stories that changed."""
        changed: set[int] = set()
        for which in (_STALE, _ORPHANS):
            found = self._connection.execute(text(which), {"after": 0} if which is _STALE else {}).all()
            changed.update(row.story for row in found)
            gone = [{"gone": row.number} for row in found]
            if gone:
                self._connection.execute(
                    delete(story_articles).where(story_articles.c.number == bindparam("gone")), gone
                )
        self._connection.execute(text(_EMPTY))
        self._connection.execute(text(_LOST))
        return changed

    def members(self, story: int) -> list[Placed]:
        """The articles of a story, in the order in which they came."""
        return [Placed(*row) for row in self._connection.execute(_placed().where(story_articles.c.story == story))]

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article, date | None]]:
        """Articles by their numbers, each with its day, in that order."""
        day = text(f"SELECT number, {_DAY} FROM articles WHERE number IN :numbers")  # noqa: S608
        day = day.bindparams(bindparam("numbers", expanding=True))
        days: dict[int, str | None] = dict(self._connection.execute(day, {"numbers": list(numbers)}).all())
        rows = self._connection.execute(select(articles).where(articles.c.number.in_(numbers))).mappings()
        found = {row["number"]: article_of_row(row) for row in rows}
        return ((number, found[number], _day(days[number])) for number in numbers if number in found)

    def article(self, number: int) -> Article:
        """The article with a number."""
        chosen = select(articles).where(articles.c.number == number)
        return article_of_row(self._connection.execute(chosen).mappings().one())

    def begin(self, story: int) -> None:
        """Keep a new story."""
        self._begun.append({"number": story, "part_of": None})

    def place(self, placed: Placed, copy_of: int | None = None) -> None:
        """Put an article into a story, maybe under the one that it is a near-duplicate of."""
        row = {"article": placed.article, "story": placed.story, "day": placed.day}
        self._placed.append(row | {"copy_of": copy_of, "words": placed.words})

    def unite(self, gone: int, story: int) -> None:
        """Make a story part of another."""
        self.flush()
        whole = {"story": story}
        self._connection.execute(update(story_articles).where(story_articles.c.story == gone).values(**whole))
        parts = (stories.c.number == gone) | (stories.c.part_of == gone)
        self._connection.execute(update(stories).where(parts).values(part_of=story))

    def learn(self, known: int, counts: bytes) -> None:
        """Keep what was learned of words."""
        self._connection.execute(delete(story_words))
        self._connection.execute(insert(story_words), {"articles": known, "counts": counts})


def _placed() -> Any:
    row = (story_articles.c.story, story_articles.c.article, story_articles.c.day, story_articles.c.words)
    return select(*row).order_by(story_articles.c.number)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
