"""Events and claims that tell of two things in one sentence are two records: `killed three and wounded five`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.filling._coordination import clauses_in
from onrecord.filling._draft import Draft
from onrecord.filling._events import clause_of
from onrecord.filling._rule import Rule
from onrecord.filling.claims import is_repeated
from onrecord.filling.languages import ACTIONS
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Claim, Event

__all__ = ["SPLIT"]


def _split(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    for draft in drafts:
        match draft.record:
            case Claim(text=text):
                yield from _parts(draft, "text", text, drafts, index)
            case Event(what=what):
                yield from _parts(draft, "what", what, drafts, index)
            case _:
                yield draft


SPLIT = Rule("one record for each predicate", _split, frozenset(ACTIONS), mends=True)


def _parts(draft: Draft, field: str, text: str, drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    """A record for each clause of its sentence that no other record of its kind says."""
    clauses = clauses_in(clause_of(index, text))
    others = [each.record for each in drafts if each is not draft and type(each.record) is type(draft.record)]
    for clause in clauses:
        if len(clauses) == 1 or not is_repeated(index, clause, draft.record.sentences, others):
            yield draft.filled(**{field: clause}) if len(clauses) > 1 else draft
