"""Events that are none: somebody says something, or something is in some state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.filling._clause import is_fragment
from onrecord.filling._draft import Draft
from onrecord.filling._events import Told
from onrecord.filling._predicates import is_participle
from onrecord.filling._rule import Rule
from onrecord.filling._sayings import has_deed, saying_in, statements_in
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Event, Statement

__all__ = ["NO_EVENTS", "is_none", "only_says"]


def _dropped(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    said = statements_in(drafts)
    for draft in drafts:
        event = draft.record
        if not isinstance(event, Event) or (not is_none(Told(event, index)) and not only_says(event, index, said)):
            yield draft


NO_EVENTS = Rule("no events", _dropped, frozenset(ACTIONS), mends=True)


def is_none(told: Told) -> bool:
    """Whether an event tells that something is said, or of a standing state."""
    clause, language = told.clause, told.language
    if is_fragment(clause) or _is_standing(told):
        return True
    if clause.predicate is None or clause.passive:
        return False
    if clause.verb in language.saying:
        return True
    if clause.verb in language.remarking:
        return clause.leads_on
    return clause.verb in language.states or clause.words.keys[clause.predicate.head] in language.being


def only_says(event: Event, index: ArticleIndex, said: Sequence[Statement]) -> bool:
    """Whether an event is that a statement is made which doesn't say that something be done."""
    statement = saying_in(index, event.what, event.sentences, said)
    return statement is not None and not has_deed(index, statement)


def _is_standing(told: Told) -> bool:
    """Whether the evidence tells what holds at all times: `sells cheese`, `must report it`, `is spread by mosquitoes`.

    The first sentence may be a headline, which tells in the present what happened.
    """
    anchor, words, language = told.anchor, told.index.words, told.language
    if anchor is None or not anchor.told or not anchor.place:
        return False
    key, before = words.keys[anchor.place], words.keys[anchor.place - 1]
    if before in language.standing:
        return before not in language.being or is_participle(key, language)
    present = key.endswith(language.present_endings) and not key.endswith("ss")
    return present and anchor.position > 0 and before not in language.determiners | language.prepositions
