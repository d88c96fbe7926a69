"""The rule that completes a model's statements by those that are read from the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.filling._draft import Draft
from onrecord.filling._rule import Rule
from onrecord.filling._statements._find import Found, find_statements
from onrecord.filling.languages import SPEECH
from onrecord.grounding.text import Words
from onrecord.kinds import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.grounding.text import ArticleIndex

__all__ = ["STATEMENTS"]

_ALIKE = 0.3
"""The least share of common words in what two statements say for them to be one."""


def _completed(drafts: Sequence[Draft], index: ArticleIndex) -> list[Draft]:
    """The drafts with statements as the text has them; those of the model that the text has no cue for are dropped."""
    own = [draft for draft in drafts if isinstance(draft.record, Statement)]
    found = find_statements(index)
    pairs = _paired(own, found)
    made = [pairs[i].filled(**dict(each.statement)) if i in pairs else _whole(each) for i, each in enumerate(found)]
    place = next((i for i, draft in enumerate(drafts) if isinstance(draft.record, Statement)), len(drafts))
    others = [draft for draft in drafts[place:] if not isinstance(draft.record, Statement)]
    return [*drafts[:place], *made, *others]


def _whole(found: Found) -> Draft:
    return Draft(found.statement, frozenset(Statement.model_fields))


def _paired(drafts: Sequence[Draft], found: Sequence[Found]) -> dict[int, Draft]:
    """For each statement read from the text, by its place, the model's that is the same."""
    alike = [(_similarity(draft, each), i, j) for i, each in enumerate(found) for j, draft in enumerate(drafts)]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(alike, reverse=True):
        if share >= _ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return {i: drafts[j] for i, j in pairs.items()}


def _similarity(draft: Draft, found: Found) -> float:
    """How many words two statements share that rest on a common sentence, of all that they have."""
    record = draft.record
    if not isinstance(record, Statement) or set(record.sentences).isdisjoint(found.statement.sentences):
        return 0.0
    one, other = set(Words(record.content).keys), set(Words(found.statement.content).keys)
    return len(one & other) / max(len(one | other), 1) + (record.cue == found.statement.cue) / 10


_SERVED = frozenset(code for code, speech in SPEECH.items() if speech.says)
STATEMENTS = Rule("statements", _completed, _SERVED, makes=Statement.kind, mends=True)
