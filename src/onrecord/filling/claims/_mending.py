"""A claim that its evidence doesn't support gives way to what the evidence says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._certainty import with_certainty
from onrecord.filling.claims._clauses import clauses_of
from onrecord.filling.claims._no_claims import is_claim
from onrecord.filling.claims._source import statements_in, with_source
from onrecord.filling.claims._telling_words import dice, is_repeated, positions_of, stems_of
from onrecord.filling.languages import CLAIMING
from onrecord.grounding import Grounder, Support
from onrecord.kinds import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex
    from onrecord.kinds import Record

__all__ = ["MENDING"]


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
        self._claims: list[Claim] = []
        """The claims that are supported, as they are or mended."""
        self._unsupported: list[Draft] = []
        for draft in drafts:
            if isinstance(draft.record, Claim) and not self._is_supported(draft.record):
                self._unsupported.append(draft)
            elif isinstance(draft.record, Claim):
                self._claims.append(draft.record)

    def mended(self, draft: Draft) -> Draft | None:
        """A draft, or what takes its place: the most similar clause of its evidence; None where no clause does."""
        claim = draft.record
        if not isinstance(claim, Claim) or draft not in self._unsupported:
            return draft
        for text in sorted(self._clauses(claim), key=lambda each: -self._likeness(each, claim)):
            new = self._filled(draft, claim.model_copy(update={"text": text}))
            if not is_repeated(self._index, text, claim.sentences, self._claims) and self._is_supported(new.record):
                self._claims.append(claim.model_copy(update={"text": text}))
                return new
        return None

    def _filled(self, draft: Draft, claim: Claim) -> Draft:
        """The draft with another text, and with the source and the certainty that follow from it."""
        draft = with_source(self._index, self._said, draft.filled(text=claim.text), claim)
        return with_certainty(self._index, draft, claim)

    def _is_supported(self, claim: Record) -> bool:
        values = self._grounder.ground(claim).values
        return all(each.support is not Support.UNSUPPORTED for each in values if each.field == "text")

    def _likeness(self, text: str, claim: Claim) -> float:
        return dice(stems_of(self._index, text), stems_of(self._index, claim.text))

    def _clauses(self, claim: Claim) -> list[str]:
        """What a claim's evidence says, clause by clause, where that makes a claim."""
        clauses = [text for position in positions_of(self._index, claim) for text in clauses_of(self._index, position)]
        return [text for text in clauses if is_claim(self._index, text)]
