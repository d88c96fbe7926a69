"""The kinds of records: their fields, and how the article has to support each field."""

from onrecord.kinds._claim import Claim
from onrecord.kinds._event import Event
from onrecord.kinds._record import MOST_SENTENCES, Cue, MatchRule, Named, Quoted, Record, Stated, Worded, match_rules
from onrecord.kinds._registry import KINDS, kind_named
from onrecord.kinds._statement import Statement, is_denying, is_leading

__all__ = [
    "KINDS",
    "MOST_SENTENCES",
    "Claim",
    "Cue",
    "Event",
    "MatchRule",
    "Named",
    "Quoted",
    "Record",
    "Stated",
    "Statement",
    "Worded",
    "is_denying",
    "is_leading",
    "kind_named",
    "match_rules",
]
