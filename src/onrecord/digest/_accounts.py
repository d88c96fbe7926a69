"""What a digest says of itself and of a story as a whole: how much there is, what isn't told, what its marks mean."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.digest._telling import Digest, Told
from onrecord.digest._wording import MARKS, line_of
from onrecord.grounding import Support
from onrecord.report import counted

__all__ = ["account", "account_of_story", "left_out", "legend", "levels_in"]

OTHERS = 5
"""Outlets after the first that a story names; more are counted."""


def account(digest: Digest) -> str:
    """How many stories, articles and outlets there are."""
    sources = [source for told in digest.stories for source in told.summary.sources if source.current]
    outlets = {outlet for told in digest.stories for outlet in told.outlets}
    stories = counted(len(digest.stories), "story", "stories")
    from_outlets = f" of {counted(len(outlets), 'outlet')}" if outlets else ""
    return f"{stories} from {counted(len(sources), 'article')}{from_outlets}. Times are in UTC."


def account_of_story(told: Told) -> str:
    """Which outlets report a story, which was first, and how many articles there are, from when to when."""
    sources = told.sources
    copies = sum(len(copied) for _, copied in sources)
    articles = counted(len(sources) + copies, "article")
    if copies:
        articles += f", {copies:,} of them nearly the same as another"
    outlets = f"{_outlets(told.outlets)}. " if told.outlets else ""
    days = sorted(filter(None, {told.summary.story.first, told.summary.story.last}))
    return f"{outlets}{articles}{', ' if days else ''}{' to '.join(map(str, days))}."


def _outlets(outlets: Sequence[str]) -> str:
    """Which outlets there are, the first first: `3 outlets, The Post first, then The Mail and The Herald`."""
    first, *others = outlets
    if not others:
        return first
    then = ", ".join(others[:OTHERS]) + (f" and {len(others) - OTHERS:,} others" if len(others) > OTHERS else "")
    return f"{len(outlets):,} outlets, {first} first, then {then}"


def left_out(digest: Digest) -> str:
    """How many stories aren't told, and how one sees them."""
    count = len(digest.counted)
    return f"{counted(count, 'more story', 'more stories')}; `onrecord digest --all` tells them." if count else ""


def legend(digest: Digest) -> str:
    """What the marks after the lines of a digest mean; nothing where no line has one."""
    marks = "; ".join(f"{MARKS[level]}: {level.meaning}" for level in levels_in(digest))
    return f"No mark: in the article; {marks}." if marks else ""


def levels_in(digest: Digest) -> Sequence[Support]:
    """The levels that lines of a digest have which aren't supported fully."""
    lines = {line_of(fact).support for told in digest.full for fact in told.facts}
    seen = lines | {quoted.voice.support for told in digest.full for quoted in told.voices}
    return [level for level in MARKS if level in seen]
