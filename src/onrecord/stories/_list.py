"""The stories of a store, as one lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord.store import parse_moment

if TYPE_CHECKING:
    from onrecord.store import Store
    from onrecord.store.stories import StoryRow

__all__ = ["Story", "outlet_of", "stories", "story_numbered"]

HEADLINE = 100
"""Characters of a text that stand for a headline, where no article has a title."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of any outlet on the same happening, under an id that stays.

    `articles` are their ids in the order of time, each by its first version, `near_duplicates` those among them that
    say nearly what an earlier one says. `outlets` are their sources, or the hosts of their addresses. `first` and
    `last` are the days of the first and the last article, where one has a day.
    """

    id: int
    headline: str
    articles: tuple[str, ...]
    near_duplicates: tuple[str, ...]
    outlets: tuple[str, ...]
    first: date | None
    last: date | None


def stories(
    store: Store, *, since: date | datetime | str | None = None, day: date | datetime | str | None = None
) -> list[Story]:
    """The stories that a store keeps, those of most outlets and articles first.

    `since` takes those with an article of that day or a later one, `day` those with an article of that day; either may
    be written as for `parse_moment`. What `update_stories` has not put into stories is in none. Raises `UsageError` for
    both, and for what is no day.
    """
    if since is not None and day is not None:
        raise UsageError("stories are listed since a day or of a day: give one of them")
    only = _day(day)
    rows = store.stories().rows(since=only or _day(since), until=only)
    found = [_story(number, list(members)) for number, members in groupby(rows, attrgetter("story"))]
    return sorted(found, key=lambda story: (-len(story.outlets), -len(story.articles), story.id))


def story_numbered(store: Store, number: int) -> Story | None:
    """The story with a number, or the one that it became part of; None where there is none, or none any more."""
    members = store.stories().members(number)
    return _story(members[0].story, members) if members else None


def _day(bound: date | datetime | str | None) -> date | None:
    moment = parse_moment(bound) if isinstance(bound, str) else bound
    return moment.date() if isinstance(moment, datetime) else moment


def _story(number: int, members: list[StoryRow]) -> Story:
    days = [member.day for member in members if member.day]
    return Story(
        number,
        next(_headlines(members)),
        tuple(member.id for member in members),
        tuple(member.id for member in members if member.copied),
        tuple(dict.fromkeys(filter(None, (outlet_of(each.source, each.url) for each in members)))),
        min(days, default=None),
        max(days, default=None),
    )


def _headlines(members: list[StoryRow]) -> Iterator[str]:
    """What may head a story: the titles of its articles, else the beginnings of their texts, else the first id."""
    yield from (title for member in members if (title := " ".join((member.title or "").split())))
    yield from (opening for member in members if (opening := " ".join(member.opening.split())[:HEADLINE]))
    yield members[0].id


def outlet_of(source: str | None, url: str | None) -> str | None:
    """Who published an article: its source, or else the host of its address."""
    try:
        return (source or "").strip() or urlsplit(url or "").hostname
    except ValueError:  # what no address can be, such as http://[
        return None
