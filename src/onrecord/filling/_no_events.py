"""Events that are none: somebody says something, or something is in some state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.filling._draft import Draft
from onrecord.filling._events import Told
from onrecord.filling._rule import Rule
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Event

__all__ = ["NO_EVENTS", "is_none"]


def _dropped(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    for draft in drafts:
        if not (isinstance(draft.record, Event) and is_none(Told(draft.record, index))):
            yield draft


NO_EVENTS = Rule("no events", _dropped, frozenset(ACTIONS), mends=True)


def is_none(told: Told) -> bool:
    """Whether an event tells that something is said, or of a standing state."""
    clause, language = told.clause, told.language
    if clause.predicate is None or clause.passive:
        return False
    if clause.verb in language.saying:
        return True
    if clause.verb in language.remarking:
        return clause.leads_on
    return clause.verb in language.states or clause.words.keys[clause.predicate.head] in language.being
