"""A claim that its evidence doesn't support gives way to what the evidence says itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._attribution import said_in, text_of
from onrecord.filling.claims._certainty import with_certainty
from onrecord.filling.claims._no_claims import is_claim
from onrecord.filling.claims._source import statements_in, with_source
from onrecord.filling.claims._telling_words import dice, positions_of, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.grounding import Grounder, Support
from onrecord.grounding.languages import rules_of
from onrecord.kinds import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["MENDING"]

_SHORTEST, _LONGEST = 4, 240
"""Words that a clause has at least, and characters that it has at most, that makes a claim."""
_ALIKE = 0.6
"""How similar a clause is, at least, to a claim that says it already."""


def _mended(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    mender = _Mender(drafts, index)
    return [new for draft in drafts if (new := mender.mended(draft)) is not None]


MENDING = Rule("claims that their evidence supports", _mended, frozenset(CLAIMING), mends=True)


class _Mender:
    """Mends the claims of one article."""

    def __init__(self, drafts: Sequence[Draft], index: ArticleIndex) -> None:
        self._index = index
        self._grounder = Grounder(index.article, index)
        self._said = statements_in(drafts)
        claims = [each for each in drafts if isinstance(each.record, Claim)]
        self._unsupported = [each for each in claims if not self._is_supported(each)]
        self._claims = [each.record for each in claims if each not in self._unsupported]

    def mended(self, draft: Draft) -> Draft | None:
        """A draft, or what takes its place; None where nothing does."""
        if draft not in self._unsupported:
            return draft
        clauses = sorted(
            self._clauses(draft),
            key=lambda each: -dice(stems_of(self._index, each), stems_of(self._index, draft.record.text)),
        )
        for clause in clauses:
            new = self._filled(draft.filled(text=clause))
            if not self._is_said(new.record) and self._is_supported(new):
                self._claims.append(new.record)
                return new
        return None

    def _filled(self, draft: Draft) -> Draft:
        sourced = with_source(self._index, self._said, draft, draft.record)
        return with_certainty(self._index, sourced, sourced.record)

    def _is_supported(self, draft: Draft) -> bool:
        values = self._grounder.ground(draft.record).values
        return all(each.support is not Support.UNSUPPORTED for each in values if each.field == "text")

    def _is_said(self, claim: Claim) -> bool:
        """Whether another claim says what a claim says."""
        stems = stems_of(self._index, claim.text)
        return any(
            dice(stems, stems_of(self._index, other.text)) >= _ALIKE
            for other in self._claims
            if not set(claim.sentences).isdisjoint(other.sentences)
        )

    def _clauses(self, draft: Draft) -> Iterator[str]:
        """What a claim's evidence says, clause by clause."""
        index = self._index
        selves = CLAIMING[index.language].selves
        for position in positions_of(index, draft.record):
            for span in _clauses_in(index, position):
                text = text_of(index.words, span)
                if (
                    len(span) >= _SHORTEST
                    and len(text) <= _LONGEST
                    and selves.isdisjoint(index.words.keys[span.start : span.stop])
                ):
                    if is_claim(index, text):
                        yield text


def _clauses_in(index: ArticleIndex, position: int) -> Iterator[range]:
    """What a sentence says, and each of its clauses that has a subject of its own, without who says it."""
    span = index.sentence_words(position)
    said = said_in(index.words, span)
    whole = said.content if said else span
    starts = [i for i in whole[1:] if _opens(index, i)]
    yield whole
    for start, stop in pairwise([whole.start, *starts, whole.stop]):
        first = start + (index.words.keys[start] in _coordinators(index))
        if starts and first < stop:
            yield range(first, stop)


def _opens(index: ArticleIndex, place: int) -> bool:
    """Whether a clause with a subject of its own opens at a word: `; the road was closed`, `, and the road was`."""
    words, gap = index.words, index.words.gap(place)
    if ";" in gap:
        return True
    follows = place + 1
    if "," not in gap or words.keys[place] not in _coordinators(index) or follows >= len(words.keys):
        return False
    return words.is_capital(follows) or words.keys[follows] in rules_of(index.language).articles


def _coordinators(index: ArticleIndex) -> frozenset[str]:
    return rules_of(index.language).coordinators | _AND


_AND = frozenset({"and", "but", "while", "und", "aber", "y", "pero", "et", "mais"})
