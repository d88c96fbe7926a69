"""A claim or an event says what is claimed, and not who claims it: `Ann Lee said the ferry sank`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._attribution import said_in, text_of
from onrecord.filling.languages import CLAIMING
from onrecord.kinds import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["UNATTRIBUTED"]

_MARKS = frozenset('“”"„«»')
"""Marks of a quotation, which is left as it is."""


def _unattributed(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    for draft in drafts:
        match draft.record:
            case Claim(text=text):
                yield draft.filled(text=_without_attribution(index, text))
            case Event(what=what):
                yield draft.filled(what=_without_attribution(index, what))
            case _:
                yield draft


UNATTRIBUTED = Rule("what is said, without who says it", _unattributed, frozenset(CLAIMING), mends=True)


def _without_attribution(index: ArticleIndex, text: str) -> str:
    """A sentence without who says it; a pronoun that opens what is left is the one who says it."""
    words = index.words_of(text)
    said = said_in(words, range(len(words)))
    if said is None or not _MARKS.isdisjoint(text):
        return text
    known, start = CLAIMING[words.language], said.content.start
    pronouns = known.speakers | known.persons
    if words.keys[start] not in known.speakers or words.keys[said.speaker.start] in pronouns:
        return text_of(words, said.content)
    speaker = words.stretch(said.speaker.start, said.speaker.stop - 1)
    return f"{speaker}{text[words.ends[start] :]}"
