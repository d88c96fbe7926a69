"""What rules fill in is supported by the article, and so is what events say: grounding tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.filling._draft import Draft
from onrecord.filling._from_claims import happens
from onrecord.filling._rule import Rule
from onrecord.filling.claims import clauses_of, dice, stems_of
from onrecord.filling.languages import ACTIONS
from onrecord.grounding import Grounder, Support
from onrecord.grounding.text import ArticleIndex
from onrecord.kinds import Event, Record, Statement

__all__ = ["SUPPORTED_EVENTS", "SUPPORTED_VALUES"]

_ALIKE = 0.4
"""How similar a clause of the evidence is, at least, to the event whose place it takes."""


def _events(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    grounder = Grounder(index.article, index)
    for draft in drafts:
        event = draft.record
        if not isinstance(event, Event) or "what" not in _unsupported(grounder, event):
            yield draft
        elif clause := _clause(grounder, index, event):
            yield draft.filled(what=clause)


SUPPORTED_EVENTS = Rule("events that their evidence supports", _events, frozenset(ACTIONS), mends=True)


def _values(drafts: Sequence[Draft], index: ArticleIndex) -> Iterator[Draft]:
    grounder = Grounder(index.article, index)
    for draft in drafts:
        record = draft.record
        found = set() if isinstance(record, Statement) else _unsupported(grounder, record)
        yield draft.filled(**_without(record, {each for each in found if each.split("[")[0] in draft.derived}))


SUPPORTED_VALUES = Rule("no value that its evidence doesn't support", _values)


def _unsupported(grounder: Grounder, record: Record) -> set[str]:
    return {value.field for value in grounder.ground(record).values if value.support is Support.UNSUPPORTED}


def _clause(grounder: Grounder, index: ArticleIndex, event: Event) -> str | None:
    """The clause of an event's evidence that is most like it, of those that tell of something happening."""
    stems = stems_of(index, event.what)
    positions = [number - 1 for number in event.sentences if number <= len(index.spans)]
    likely = {text: dice(stems, stems_of(index, text)) for place in positions for text in clauses_of(index, place)}
    for text in sorted(likely, key=likely.__getitem__, reverse=True):
        new = event.model_copy(update={"what": text})
        if likely[text] >= _ALIKE and happens(new, index) and "what" not in _unsupported(grounder, new):
            return text
    return None


def _without(record: Record, fields: set[str]) -> dict[str, Any]:
    """The values of a record without these, where its kind can do without them."""
    kept: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, list):
            kept[name] = [each for place, each in enumerate(value) if f"{name}[{place}]" not in fields]
        elif name in fields and not info.is_required():
            kept[name] = info.default
    return kept
