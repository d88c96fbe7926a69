"""Who makes a claim: the speaker of the statement that holds it, or whom its sentence names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import statements_in
from onrecord.filling.claims._attribution import said_in
from onrecord.filling.claims._telling_words import each_claim, positions_of, stems_of
from onrecord.filling.languages import CLAIMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Claim, Statement

__all__ = ["SOURCE", "with_source"]

_SHARE = 0.4
"""The share of a claim's telling words that the content of a statement has, at least, that holds the claim."""
_LONGEST = 80
"""Characters that a source has at most."""


def _sources(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    return each_claim(drafts, partial(with_source, index, statements_in(drafts)))


SOURCE = Rule("who makes a claim", _sources, frozenset(CLAIMING))


def with_source(index: ArticleIndex, said: Sequence[Statement], draft: Draft, claim: Claim) -> Draft:
    """The draft of a claim with the one who makes it: the speaker of its statement, or whom its sentence names."""
    statement = _statement_of(index, said, claim)
    if statement is None:
        return draft.filled(source=_named(index, claim))
    return draft.filled(source=None if _is_deed(index, statement, claim) else _speakers(statement))


def _is_deed(index: ArticleIndex, statement: Statement, claim: Claim) -> bool:
    """Whether a claim is that the statement was made: `Ann Lee asked the auditor to look at it`."""
    stems = stems_of(index, claim.text)
    speakers = frozenset[str]().union(*(stems_of(index, each) for each in statement.speakers))
    cue = stems_of(index, statement.cue)
    return bool(cue) and cue <= stems and not speakers.isdisjoint(stems)


def _statement_of(index: ArticleIndex, said: Sequence[Statement], claim: Claim) -> Statement | None:
    """The statement of the same sentence whose content has most of a claim's telling words; None if none has enough."""
    stems, sentences = stems_of(index, claim.text), set(claim.sentences)
    shares = [
        (len(stems & stems_of(index, each.content)) / len(stems), each)
        for each in said
        if stems and not sentences.isdisjoint(each.sentences)
    ]
    share, statement = max(shares, key=lambda each: each[0], default=(0.0, None))
    return statement if share >= _SHARE else None


def _speakers(statement: Statement) -> str | None:
    """The speakers of a statement in one line; None where it has none, or too many."""
    *others, last = statement.speakers or [""]
    text = f"{', '.join(others)} and {last}" if others else last
    return text if 0 < len(text) <= _LONGEST else None


def _named(index: ArticleIndex, claim: Claim) -> str | None:
    """Whom the sentence of a claim names as the one who says it; None where it names nobody."""
    stems = stems_of(index, claim.text)
    for position in positions_of(index, claim):
        said = said_in(index.words, index.sentence_words(position))
        shared = stems.intersection(index.words.stems[said.content.start : said.content.stop]) if said else ()
        if said and len(shared) >= _SHARE * len(stems):
            return _speaker(index, position, said.speaker)
    return None


def _speaker(index: ArticleIndex, position: int, speaker: range) -> str | None:
    """A speaker's name, or his description where he has none; None for a pronoun, and for what is too long."""
    comma = next((i for i in speaker[1:] if "," in index.words.gap(i)), speaker.stop)
    names = [each for each in index.names(position) if speaker.start <= each.first and each.last < comma]
    if comma == speaker.start or index.words.keys[speaker.start] in CLAIMING[index.language].speakers:
        return None
    first = names[0].first if len(names) == 1 and names[0].last == comma - 1 else speaker.start
    text = index.words.stretch(first, comma - 1)
    return text if len(text) <= _LONGEST else None
