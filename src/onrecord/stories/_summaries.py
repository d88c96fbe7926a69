"""The stories of a store, each with what its articles report together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.extraction import Summary
from onrecord.stories._across import summarize_story
from onrecord.stories._list import Story, stories
from onrecord.stories._summary import StorySummary

if TYPE_CHECKING:
    from onrecord.store import Store

__all__ = ["summarize_stories", "summarize_these"]

AT_ONCE = 200
"""Articles whose summaries are read together, where no story has more."""


def summarize_stories(
    store: Store,
    *,
    since: date | datetime | str | None = None,
    day: date | datetime | str | None = None,
    run: int | None = None,
) -> Iterator[StorySummary]:
    """The stories that a store keeps with what their articles report together, in the order of `stories`.

    `since` and `day` are as for `stories`, and an article is told by its records of the run last worked on, unless one
    is named. A story of which that run has read no article is left out. Raises `UsageError` for a run that isn't there.
    """
    yield from summarize_these(store, stories(store, since=since, day=day), run=run)


def summarize_these(store: Store, found: Iterable[Story], *, run: int | None = None) -> Iterator[StorySummary]:
    """The same of some stories, in their order."""
    number = store.chosen(run).number
    for several in _together(found):
        names = [name for story in several for name in story.articles]
        copies = store.stories().copies(names)
        by: dict[str, list[Summary]] = {}
        for summary in store.versions(names, run=number):
            by.setdefault(summary.article.id, []).append(summary)
        for story in several:
            read = [summary for name in story.articles for summary in by.pop(name, ())]
            if read:
                yield summarize_story(story, read, copies)


def _together(found: Iterable[Story]) -> Iterator[list[Story]]:
    """The stories in lists of so many articles as are read together, or of one story."""
    together: list[Story] = []
    for story in found:
        if together and sum(len(each.articles) for each in (*together, story)) > AT_ONCE:
            yield together
            together = []
        together.append(story)
    if together:
        yield together
