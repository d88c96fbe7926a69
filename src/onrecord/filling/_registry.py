"""The rules, in the order in which they are applied. A new rule is a new file and its line here."""

from __future__ import annotations

from onrecord.filling._from_claims import FROM_CLAIMS
from onrecord.filling._names import NAMES
from onrecord.filling._no_events import NO_EVENTS
from onrecord.filling._participants import PARTICIPANTS
from onrecord.filling._repeats import REPEATS
from onrecord.filling._rule import Rule
from onrecord.filling._split import SPLIT
from onrecord.filling._statements import STATEMENTS
from onrecord.filling._status import STATUS
from onrecord.filling._supported import SUPPORTED_EVENTS, SUPPORTED_VALUES
from onrecord.filling._timeless import TIMELESS
from onrecord.filling._when import WHEN
from onrecord.filling._where import WHERE
from onrecord.filling.claims import CERTAINTY, FROM_EVENTS, FROM_SENTENCES, MENDING, NO_CLAIMS, SOURCE, UNATTRIBUTED

__all__ = ["RULES", "Rule"]

_FOUND = (STATEMENTS, FROM_EVENTS, UNATTRIBUTED, NAMES, SPLIT)
_HELD = (NO_CLAIMS, NO_EVENTS, FROM_CLAIMS, STATUS, SUPPORTED_EVENTS)
_EVENTS = (PARTICIPANTS, WHERE, WHEN, TIMELESS)
_CLAIMS = (FROM_SENTENCES, SOURCE, CERTAINTY, MENDING)
RULES: tuple[Rule, ...] = (*_FOUND, *_HELD, *_EVENTS, *_CLAIMS, SUPPORTED_VALUES, REPEATS)
"""Every rule: first what says which records there are, then events, then claims, which lean on both, then repeats."""
