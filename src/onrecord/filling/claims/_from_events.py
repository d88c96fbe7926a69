"""A claim for each event that no claim repeats: that it happened is a fact that somebody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._telling_words import dice, stems_of
from onrecord.kinds import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["FROM_EVENTS"]

_ALIKE = 0.6
"""How similar a claim of the same sentence is, at least, that repeats an event."""
_CERTAINTIES = {"denied": "denied", "possible": "possible"}
"""How sure it is that an event happened, by its status, where it isn't certain."""


def _from_events(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    claims = [each.record for each in drafts if isinstance(each.record, Claim)]
    events = [each.record for each in drafts if isinstance(each.record, Event)]
    return [*drafts, *(_claim(event) for event in events if not _is_repeated(event, claims, index))]


FROM_EVENTS = Rule("claims from events", _from_events)


def _is_repeated(event: Event, claims: Sequence[Claim], index: ArticleIndex) -> bool:
    stems, sentences = stems_of(index, event.what), set(event.sentences)
    return any(
        dice(stems, stems_of(index, claim.text)) >= _ALIKE
        for claim in claims
        if not sentences.isdisjoint(claim.sentences)
    )


def _claim(event: Event) -> Draft:
    certainty = _CERTAINTIES.get(event.status, "certain")
    claim = Claim.model_validate({"text": event.what, "certainty": certainty, "sentences": event.sentences})
    return Draft(claim, frozenset(Claim.model_fields))
