"""The digest of what a store holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from onrecord.article import Article
from onrecord.digest._choosing import WORDS, digest
from onrecord.digest._telling import Digest, Period
from onrecord.digest._wording import in_utc
from onrecord.errors import UsageError
from onrecord.store import parse_moment
from onrecord.stories import stories, summarize_stories

if TYPE_CHECKING:
    from onrecord.store import Store

__all__ = ["digest_of"]

Item = TypeVar("Item")
Progress = Callable[[int, int], None]


def digest_of(  # none of them follows from the others
    store: Store,
    *,
    since: date | datetime | str | None = None,
    day: date | str | None = None,
    run: int | None = None,
    words: int | None = WORDS,
    progress: Progress = lambda *_: None,
) -> Digest:
    """The digest of a day, or of the time since a moment, from the stories that a store keeps, without a model.

    Without a day or a moment, it is of the newest day that has an article, leaving out days to come. An article is told
    by its records of the run last worked on, unless one is named. `words` is how many the digest has at most, None for
    all stories in full. `progress` is called with the stories that are read and those there are. Raises `UsageError`
    for a run that isn't there, for what is no time, and for a day together with a moment.
    """
    if since is not None and day is not None:
        raise UsageError("a digest is of a day or of the time since a moment: give one of them")
    number = store.chosen(run).number
    period = _period(store, since, day)
    bounds = {"since": _earliest(period)} if period.until is None else {"day": period.since}
    summaries = _counting(summarize_stories(store, run=number, **bounds), len(stories(store, **bounds)), progress)
    found = [each for each in summaries if any(map(period.covers, each.sources))]
    changed = store.stories().read_at([each.story.id for each in found], number)
    made = digest(found, period, archive=store.identity(), changed=changed, words=words)
    return replace(made, articles=lambda names: _articles(store, names, number))


def _period(store: Store, since: date | datetime | str | None, day: date | str | None) -> Period:
    if since is not None:
        return Period(parse_moment(since) if isinstance(since, str) else since)
    chosen = parse_moment(day) if isinstance(day, str) else day
    if isinstance(chosen, datetime):
        chosen = chosen.date()
    today = datetime.now(UTC).date()
    chosen = chosen or store.stories().newest_day(today) or today
    return Period(chosen, chosen)


def _earliest(period: Period) -> date:
    """The first day of articles of a time: an article's day is that of its own time zone."""
    since = period.since
    if not isinstance(since, datetime):
        return since
    day = in_utc(since).date()
    return day - timedelta(days=1) if day > date.min else day


def _counting(items: Iterable[Item], total: int, progress: Progress) -> Iterator[Item]:
    for done, item in enumerate(items, start=1):
        yield item
        progress(done, total)


def _articles(store: Store, names: Collection[str], run: int) -> Iterable[Article]:
    """Articles by their ids, in their current versions."""
    return {summary.article.id: summary.article for summary in store.versions(names, run=run)}.values()
