"""Sources that are many in one, as archives are: what they hold, with what is in their files in the place of these."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import TypeAlias

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.sources._faults import making_sense, reading
from onrecord.sources._options import SourceOptions, Unreadable
from onrecord.sources.formats import Member, Origin, Whole, endings
from onrecord.sources.read._files import BUFFER, Rejoined, counted
from onrecord.sources.read._streams import Stream, stream_of

__all__ = ["Named", "unfolded"]

Named: TypeAlias = tuple[str, Article | Unreadable | Whole]
"""Something of a source that is read as it comes, after the name that it goes by where it can't be read."""

DEEPEST = 3
"""Archives that may lie in one another."""


def unfolded(stream: Stream, origin: Origin, options: SourceOptions, depth: int = 1) -> Iterator[Named]:
    """What a source holds that is read as it comes. Raises `SourceError` where that can't be read any further.

    Of an archive, what its files hold, of those that would be read in a folder. One that can't be read is one
    `Unreadable`.
    """
    if stream.format.stream is None:
        yield origin.name, stream.whole(origin, options)
        return
    passed_over: Counter[str] = Counter()
    with making_sense(stream.format.name):
        for where, thing in stream.format.stream(stream.opened(origin), options):
            if not isinstance(thing, Member):
                yield where, thing
            elif _is_read(path := PurePosixPath(thing.path)):
                yield from _of_member(where, thing, options, depth)
            elif not _is_hidden(path):
                passed_over[path.suffix.lower()] += 1
    if passed_over:
        options.tell(f"{origin.name}: {counted(passed_over)}")


def _of_member(where: str, member: Member, options: SourceOptions, depth: int) -> Iterator[Named]:
    """What a file of an archive holds."""
    if depth > DEEPEST:
        yield where, Unreadable(where, f"it lies in more than {DEEPEST} archives; unpack them", source=where)
        return
    try:
        with reading(), closing(member.open()) as file:
            in_turn = io.BufferedReader(Rejoined(b"", file, any_place=False), BUFFER)  # to go back would unpack it anew
            yield from unfolded(stream_of(in_turn, options.max_feed_bytes), Origin(where), options, depth + 1)
    except SourceError as error:
        yield where, Unreadable(where, str(error), source=where)


def _is_read(path: PurePosixPath) -> bool:
    return path.suffix.lower() in endings() and not _is_hidden(path)


def _is_hidden(path: PurePosixPath) -> bool:
    """Whether nobody who looks into the archive would miss the file."""
    return any(part.startswith(".") and part.strip(".") for part in path.parts) or path.parts[:1] == ("__MACOSX",)
