"""The digest of a time: which stories are told in full, which in a line, and which are only counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from uuid import NAMESPACE_OID, UUID

from onrecord.digest._markdown import line_markdown, story_markdown
from onrecord.digest._telling import Digest, Period, Told
from onrecord.stories import StorySummary

__all__ = ["WORDS", "digest"]

WORDS = 2_400
"""Words that a digest has at most: ten minutes, at the 238 words that a grown-up reads in one (Brysbaert 2019)."""
IN_LINES = 0.25
"""The share of them that is kept for stories in one line, where there are so many."""
HEAD = 50
"""Words of the title, of what is said of the whole, and of what marks mean, at most."""


def digest(
    summaries: Iterable[StorySummary],
    period: Period,
    *,
    archive: UUID = NAMESPACE_OID,
    changed: Mapping[int, datetime] | None = None,
    words: int | None = WORDS,
) -> Digest:
    """The digest of a time, from the summaries of its stories: in so many words as Markdown, or of all in full (None).

    The story that matters most is told in full, however long it is. `archive` is what the ids of stories are unique in;
    `changed` says when an article of each was last read, in UTC.
    """
    times = changed or {}
    stories = sorted((Told(each, period, archive, times.get(each.story.id)) for each in summaries), key=_place)
    if words is None:
        return Digest(period, archive, tuple(stories))
    room = words - HEAD
    in_line = [_words(line_markdown(each)) for each in stories]
    in_full = map(_words, map(story_markdown, stories))
    told = [*islice(in_full, 1)]
    told += _fitting(in_full, room - min(sum(in_line), int(IN_LINES * room)) - sum(told))
    full = len(told)
    lines = full + len(_fitting(in_line[full:], room - sum(told)))
    return Digest(period, archive, tuple(stories[:full]), tuple(stories[full:lines]), tuple(stories[lines:]))


def _place(story: Told) -> tuple[float, int, int]:
    """By score; of equals, the one of more articles, and then the newer one."""
    return -story.score, -len(story.summary.sources), -story.summary.story.id


def _words(text: str) -> int:
    return len(text.split())


def _fitting(lengths: Iterable[int], room: int) -> list[int]:
    """Those of some lengths that fit into a room, in their order, up to the first that doesn't."""
    fitting: list[int] = []
    for length in lengths:
        room -= length
        if room < 0:
            break
        fitting.append(length)
    return fitting
