"""A claim for each event that no claim repeats: that it happened is a fact that somebody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling.claims._telling_words import is_repeated
from onrecord.kinds import Claim, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["FROM_EVENTS"]

_CERTAINTIES = {"denied": "denied", "possible": "possible"}
"""How sure it is that an event happened, by its status, where it isn't certain."""


def _from_events(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    claims = [each.record for each in drafts if isinstance(each.record, Claim)]
    events = [each.record for each in drafts if isinstance(each.record, Event)]
    new = (_claim(each) for each in events if not is_repeated(index, each.what, each.sentences, claims))
    return [*drafts, *new]


FROM_EVENTS = Rule("claims from events", _from_events, mends=True)


def _claim(event: Event) -> Draft:
    certainty = _CERTAINTIES.get(event.status, "certain")
    claim = Claim.model_validate({"text": event.what, "certainty": certainty, "sentences": event.sentences})
    return Draft(claim, frozenset(Claim.model_fields))
