"""The rules, in the order in which they are applied. A new rule is a new file and its line here."""

from __future__ import annotations

from onrecord.filling._names import NAMES
from onrecord.filling._no_events import NO_EVENTS
from onrecord.filling._participants import PARTICIPANTS
from onrecord.filling._repeats import REPEATS
from onrecord.filling._rule import Rule
from onrecord.filling._statements import STATEMENTS
from onrecord.filling._status import STATUS
from onrecord.filling._when import WHEN
from onrecord.filling._where import WHERE
from onrecord.filling.claims import CERTAINTY, FROM_EVENTS, FROM_SENTENCES, MENDING, NO_CLAIMS, SOURCE, UNATTRIBUTED

__all__ = ["RULES", "Rule"]

_EVENTS = (NO_EVENTS, PARTICIPANTS, WHERE, WHEN, STATUS)
_CLAIMS = (FROM_EVENTS, FROM_SENTENCES, UNATTRIBUTED, NO_CLAIMS, SOURCE, CERTAINTY, NAMES, MENDING)
RULES: tuple[Rule, ...] = (STATEMENTS, *_EVENTS, *_CLAIMS, REPEATS)
"""Every rule: first what completes statements, then events, then claims, which lean on both, then repeats."""
