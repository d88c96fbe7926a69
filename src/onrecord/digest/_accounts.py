"""What a digest says of itself and of a story as a whole: how much there is, what isn't told, what its marks mean."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.digest._telling import Digest, Told
from onrecord.digest._wording import MARKS, line_of, outlets_in_words
from onrecord.grounding import Support

__all__ = ["account", "account_of_story", "left_out", "legend"]


def account(digest: Digest) -> str:
    """How many stories, articles and outlets there are."""
    sources = [source for told in digest.stories for source in told.summary.sources if source.current]
    outlets = {source.outlet for source in sources} - {None}
    stories = _counted(len(digest.stories), "story", "stories")
    from_outlets = f" of {_counted(len(outlets), 'outlet')}" if outlets else ""
    return f"{stories} from {_counted(len(sources), 'article')}{from_outlets}. Times are in UTC."


def account_of_story(told: Told) -> str:
    """Which outlets report a story, which was first, and how many articles there are, from when to when."""
    sources = told.sources
    copies = sum(len(copied) for _, copied in sources)
    articles = _counted(len(sources) + copies, "article")
    if copies:
        articles += f", {copies:,} of them nearly the same as another"
    days = {told.summary.story.first, told.summary.story.last} - {None}
    return f"{_outlets(told)}{articles}{''.join(f', {day}' for day in [' to '.join(map(str, sorted(days)))] if day)}."


def _outlets(told: Told) -> str:
    if len(told.outlets) < 2:
        return f"{told.outlets[0]}: " if told.outlets else ""
    return f"{len(told.outlets):,} outlets, first {outlets_in_words(told.outlets)}: "


def left_out(digest: Digest) -> str:
    """How many stories aren't told, and how one sees them."""
    count = len(digest.counted)
    return f"{_counted(count, 'more story', 'more stories')}; `onrecord digest --all` tells them." if count else ""


def legend(digest: Digest) -> str:
    """What the marks after the lines of a digest mean."""
    seen = set(_supports(digest))
    return "; ".join(f"{mark} {level.meaning}" for level, mark in MARKS.items() if level in seen)


def _supports(digest: Digest) -> Iterator[Support]:
    for told in digest.full:
        yield from (line_of(fact).support for fact in told.facts)
        yield from (quoted.voice.support for quoted in told.voices)


def _counted(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
