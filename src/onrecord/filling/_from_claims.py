"""An event for each claim that tells of one, where no event does: a small model puts what happens in either list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.filling._draft import Draft
from onrecord.filling._events import Told
from onrecord.filling._no_events import is_none, only_says
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import statements_in
from onrecord.filling.claims import is_repeated
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Claim, Event

__all__ = ["FROM_CLAIMS", "happens"]


def _from_claims(drafts: Sequence[Draft], index: ArticleIndex) -> Iterable[Draft]:
    events = [each.record for each in drafts if isinstance(each.record, Event)]
    claims = [each.record for each in drafts if isinstance(each.record, Claim)]
    said = statements_in(drafts)
    alone = (each for each in claims if not is_repeated(index, each.text, each.sentences, events))
    new = (Event(what=each.text, sentences=each.sentences) for each in alone)
    told = (each for each in new if happens(each, index) and not only_says(each, index, said))
    return [*drafts, *(Draft(each, frozenset(Event.model_fields)) for each in told)]


FROM_CLAIMS = Rule("events from claims", _from_claims, frozenset(ACTIONS), mends=True)


def happens(event: Event, index: ArticleIndex) -> bool:
    """Whether its predicate is a verb that tells of something happening."""
    told = Told(event, index)
    clause = told.clause
    known = clause.predicate is not None and (clause.passive or clause.verb in told.language.verbs)
    return known and not is_none(told)
