"""The rules for claims: who makes one, how surely, and a text that stands by itself."""

from onrecord.filling.claims._certainty import CERTAINTY
from onrecord.filling.claims._clauses import clauses_of
from onrecord.filling.claims._from_events import FROM_EVENTS
from onrecord.filling.claims._from_sentences import FROM_SENTENCES
from onrecord.filling.claims._mending import MENDING
from onrecord.filling.claims._no_claims import NO_CLAIMS
from onrecord.filling.claims._source import SOURCE
from onrecord.filling.claims._telling_words import dice, is_repeated, stems_of
from onrecord.filling.claims._unattributed import UNATTRIBUTED

__all__ = [
    "CERTAINTY",
    "FROM_EVENTS",
    "FROM_SENTENCES",
    "MENDING",
    "NO_CLAIMS",
    "SOURCE",
    "UNATTRIBUTED",
    "clauses_of",
    "dice",
    "is_repeated",
    "stems_of",
]
