"""A claim that its evidence doesn't support gives way to what the evidence says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import statements_in
from onrecord.filling.claims._certainty import with_certainty
from onrecord.filling.claims._clauses import clauses_of
from onrecord.filling.claims._no_claims import is_claim
from onrecord.filling.claims._source import with_source
from onrecord.filling.claims._telling_words import dice, is_repeated, positions_of, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.grounding import Grounder, Support
from onrecord.kinds import MOST_SENTENCES, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Record

__all__ = ["MENDING"]

_BACK = 3
"""Sentences back in which the one is named whose words a sentence goes on with."""


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
        claims = [each.record for each in drafts if isinstance(each.record, Claim)]
        self._unsupported = {id(each): self._unsupported_in(each) for each in claims}
        self._claims = [each for each in claims if "text" not in self._unsupported[id(each)]]
        """The claims whose text is supported, as they are or mended."""

    def mended(self, draft: Draft) -> Draft | None:
        """A draft, or what takes its place; None where nothing does."""
        claim = draft.record
        if not isinstance(claim, Claim):
            return draft
        unsupported = self._unsupported[id(claim)]
        mended = self._with_clause(draft, claim) if "text" in unsupported else draft
        return self._with_evidence(mended) if mended and unsupported else mended

    def _with_clause(self, draft: Draft, claim: Claim) -> Draft | None:
        """The draft with the most similar clause of its evidence; None where no clause makes another claim."""
        for text in sorted(self._clauses(claim), key=lambda each: -self._similarity(each, claim)):
            new = claim.model_copy(update={"text": text})
            sourced = with_source(self._index, self._said, draft.filled(text=text), new)
            changed = with_certainty(self._index, sourced, new)
            repeated = is_repeated(self._index, text, claim.sentences, self._claims)
            if not repeated and "text" not in self._unsupported_in(changed.record):
                self._claims.append(new)
                return changed
        return None

    def _with_evidence(self, draft: Draft) -> Draft:
        """The draft with the sentence before that names its source, in what is said on; without a source else."""
        if "source" not in self._unsupported_in(draft.record):
            return draft
        for number in range(first := min(draft.record.sentences) - 1, max(first - _BACK, 0), -1):
            new = draft.filled(sentences=[number, *draft.record.sentences][:MOST_SENTENCES])
            if not self._unsupported_in(new.record):
                return new
        return draft.filled(source=None)

    def _unsupported_in(self, claim: Record) -> set[str]:
        """The fields of a claim that its evidence doesn't support."""
        return {each.field for each in self._grounder.ground(claim).values if each.support is Support.UNSUPPORTED}

    def _similarity(self, text: str, claim: Claim) -> float:
        return dice(stems_of(self._index, text), stems_of(self._index, claim.text))

    def _clauses(self, claim: Claim) -> list[str]:
        """What a claim's evidence says, clause by clause, where that makes a claim."""
        clauses = [text for position in positions_of(self._index, claim) for text in clauses_of(self._index, position)]
        return [text for text in clauses if is_claim(self._index, text)]
