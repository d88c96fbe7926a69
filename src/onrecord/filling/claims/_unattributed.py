"""A claim's text says what is claimed, and its source who claims it: `Ann Lee said the ferry sank`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._attribution import said_in, text_of
from onrecord.filling.claims._telling_words import each_claim
from onrecord.filling.languages import CLAIMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Claim

__all__ = ["UNATTRIBUTED", "without_attribution"]


def _unattributed(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return each_claim(drafts, partial(_take_out, index))


UNATTRIBUTED = Rule("what is claimed, without who claims it", _unattributed, frozenset(CLAIMING), mends=True)


def _take_out(index: ArticleIndex, draft: Draft, claim: Claim) -> Draft:
    return draft.filled(text=without_attribution(index, claim.text))


def without_attribution(index: ArticleIndex, text: str) -> str:
    """A sentence without who says it; a pronoun that opens what is left is the one who says it."""
    words = index.words_of(text)
    known, said = CLAIMING[words.language], said_in(words, range(len(words)))
    if said is None or "“" in text or '"' in text:
        return text
    opening, speaker = words.keys[said.content.start], words.stretch(said.speaker.start, said.speaker.stop - 1)
    if opening not in known.speakers or words.keys[said.speaker.start] in known.speakers | known.persons:
        return text_of(words, said.content)
    rest = range(said.content.start + 1, said.content.stop)
    return f"{speaker} {_lower(text_of(words, rest), words.word(rest.start))}"


def _lower(text: str, first: str) -> str:
    """A sentence with its first word as it was written."""
    return first + text[len(first) :]
