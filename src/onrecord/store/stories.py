"""The stories that a store keeps: which articles they are made of, and what is remembered to find the next."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from onrecord.article import Article
from onrecord.store._functions import day_of, moment_of
from onrecord.store._rows import article_of_row
from onrecord.store._schema import articles, results, stories, story_articles, story_words

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause, Select

    from onrecord.store._database import Database

__all__ = ["Placed", "StoredStories", "StoryChange", "StoryRow"]

_PLACE = func.row_number().over(
    partition_by=articles.c.id,
    order_by=(
        select(func.max(results.c.version))
        .where(results.c.article == articles.c.number)
        .scalar_subquery()
        .desc()
        .nulls_last(),
        articles.c.number.desc(),
    ),
)


def _old_texts(after: int = 0, among: Select[Any] | None = None) -> Select[Any]:
    """The texts of articles that have a newer one, whichever run read it.

    Of articles with a text after a number, or with one among some numbers.
    """
    new, other = articles.alias("new"), articles.alias("other")
    several = select(new.c.id).join(other, (other.c.id == new.c.id) & (other.c.number != new.c.number))
    several = several.where(new.c.number > after if among is None else new.c.number.in_(among))
    placed = select(articles.c.number, _PLACE.label("place")).where(articles.c.id.in_(several)).subquery()
    return select(placed.c.number).where(placed.c.place > 1)


def _read_on(table: FromClause) -> ColumnElement[date]:
    """The day on which an article was first read."""
    first = select(day_of(func.min(results.c.made))).where(results.c.article == table.c.number)
    return first.correlate(table).scalar_subquery()


def _first() -> ColumnElement[datetime]:
    """When an article's first version was published, or read where that isn't known: a correction keeps its place."""
    version = articles.alias("version")
    when = func.coalesce(
        moment_of(version.c.published_at), moment_of(version.c.published), moment_of(_read_on(version))
    )
    return select(func.min(when)).where(version.c.id == articles.c.id).correlate(articles).scalar_subquery()


def _pending(after: int) -> Select[Any]:
    placed = exists().where(story_articles.c.article == articles.c.number)
    chosen = select(articles.c.number).where(articles.c.number > after, ~placed)
    return chosen.where(articles.c.number.not_in(_old_texts(after))).order_by(_first(), articles.c.number)


def _stale(after: int) -> Select[Any]:
    """Articles in stories that were corrected, or, where all are looked at, deleted."""
    gone = story_articles.c.article.in_(_old_texts(after))
    deleted = story_articles.c.article.not_in(select(articles.c.number))
    return select(story_articles.c.number, story_articles.c.story).where(gone if after else or_(gone, deleted))


def _orphans() -> Select[Any]:
    """Near-duplicates of articles that are no longer there."""
    originals = story_articles.alias("originals")
    there = select(originals.c.article).where(originals.c.copy_of.is_(None))
    copied = story_articles.c.copy_of
    return select(story_articles.c.number, story_articles.c.story).where(copied.is_not(None), copied.not_in(there))


def _of_days(since: date | None, until: date | None) -> Select[Any]:
    """The numbers of the stories that have an article of one of these days."""
    member = story_articles.alias("member")
    bounds = [member.c.day >= since] if since else []
    bounds += [member.c.day <= until] if until else []
    return select(member.c.story).where(*bounds)


def _listed(numbers: Select[Any]) -> Select[Any]:
    """The rows of `StoryRow`, of the stories with these numbers."""
    told, copied = (articles.c[name] for name in ("id", "title", "url", "source")), story_articles.c.copy_of
    opening = func.substr(articles.c.text, 1, 200).label("opening")
    row = (story_articles.c.story, *told, opening, story_articles.c.day, copied.is_not(None).label("copied"))
    chosen = select(*row).join(articles, articles.c.number == story_articles.c.article)
    among = story_articles.alias("among")
    old = _old_texts(among=select(among.c.article).where(among.c.story.in_(numbers)))
    chosen = chosen.where(story_articles.c.story.in_(numbers), story_articles.c.article.not_in(old))
    return chosen.order_by(story_articles.c.story, _first(), story_articles.c.number)


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
            return array("q", connection.execute(_pending(after)).scalars())

    def has_stale(self, after: int = 0) -> bool:
        """Whether a story has an article that was corrected or deleted.

        After a number of an article, only articles are looked at that were corrected by one with a higher number.
        """
        with self._database.reading() as connection:
            return connection.execute(_stale(after).limit(1)).first() is not None

    def words(self) -> tuple[int, bytes] | None:
        """What was learned of words: from how many articles, and the counts."""
        with self._database.reading() as connection:
            row = connection.execute(select(story_words)).first()
            return (row.articles, row.counts) if row else None

    def following(self) -> int:
        """The number of the next story."""
        with self._database.reading() as connection:
            return self._database.next_story(connection)

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
        chosen = _listed(_of_days(since, until))
        with self._database.apart() as connection:
            for row in connection.execute(chosen, execution_options={"yield_per": 1000}).mappings():
                yield StoryRow(**row)

    def members(self, story: int) -> list[StoryRow]:
        """The articles of one story, in the order of time; of the story that it became part of, where it did."""
        chosen = _listed(select(func.coalesce(stories.c.part_of, stories.c.number)).where(stories.c.number == story))
        return [StoryRow(**row) for row in self._database.mappings(chosen)]

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

    def oldest_day(self, since: date) -> date | None:
        """The first day of an article in a story, from a day on."""
        chosen = select(func.min(story_articles.c.day)).where(story_articles.c.day >= since)
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
            change = StoryChange(self._database, connection)
            yield change
            change.flush()


class StoryChange:
    """A change of a store's stories, in one transaction."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self._begun: list[dict[str, Any]] = []
        self._placed: list[dict[str, Any]] = []

    def flush(self) -> None:
        """Write what is held: new stories, and articles in stories."""
        if self._begun:
            self._database.number_stories(self._connection, max(row["number"] for row in self._begun))
        for table, rows in ((stories, self._begun), (story_articles, self._placed)):
            if rows:
                self._connection.execute(insert(table), rows)
                rows.clear()

    def drop_stale(self) -> set[int]:
        """Take articles out that were corrected or deleted, and their near-duplicates; the stories that changed."""
        changed: set[int] = set()
        for which in (_stale(0), _orphans()):
            found = self._connection.execute(which).all()
            changed.update(row.story for row in found)
            gone = [{"gone": row.number} for row in found]
            if gone:
                self._connection.execute(
                    delete(story_articles).where(story_articles.c.number == bindparam("gone")), gone
                )
        used = select(story_articles.c.story)
        self._connection.execute(delete(stories).where(stories.c.part_of.is_(None), stories.c.number.not_in(used)))
        there = select(stories.alias("there").c.number)
        part = stories.c.part_of
        self._connection.execute(delete(stories).where(part.is_not(None), part.not_in(there)))
        return changed

    def members(self, story: int) -> list[Placed]:
        """The articles of a story, in the order in which they came."""
        return [Placed(*row) for row in self._connection.execute(_placed().where(story_articles.c.story == story))]

    def articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article, date | None]]:
        """Articles by their numbers, each with its day, in that order."""
        day = select(articles.c.number, func.coalesce(articles.c.published, _read_on(articles)))
        days: dict[int, date | None] = dict(self._connection.execute(day.where(articles.c.number.in_(numbers))).all())
        rows = self._connection.execute(select(articles).where(articles.c.number.in_(numbers))).mappings()
        found = {row["number"]: article_of_row(row) for row in rows}
        return ((number, found[number], days[number]) for number in numbers if number in found)

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
