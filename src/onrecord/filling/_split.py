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
    told = [each.record for each in drafts if isinstance(each.record, Claim | Event)]
    for draft in drafts:
        record = draft.record
        others = [each for each in told if each is not record and type(each) is type(record)]
        match record:
            case Claim(text=text):
                yield from _parts(draft, "text", text, others, index)
            case Event(what=what):
                yield from _parts(draft, "what", what, others, index)
            case _:
                yield draft


SPLIT = Rule("one record for each predicate", _split, frozenset(ACTIONS), mends=True)


def _parts(
    draft: Draft, field: str, text: str, others: Sequence[Claim | Event], index: ArticleIndex
) -> Iterator[Draft]:
    """A record for each clause of its sentence that no other record of its kind says."""
    clauses = clauses_in(clause_of(index, text))
    if clauses == [text]:
        yield draft
        return
    for clause in clauses:
        if not is_repeated(index, clause, draft.record.sentences, others):
            yield draft.filled(**{field: clause})
