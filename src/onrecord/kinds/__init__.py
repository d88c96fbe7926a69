"""The kinds of records: their fields, and how the article has to support each field."""

from onrecord.kinds._claim import Claim
from onrecord.kinds._event import Event
from onrecord.kinds._files import prompt_file
from onrecord.kinds._record import (
    DENIED,
    MOST_SENTENCES,
    Cue,
    MatchRule,
    Named,
    Place,
    Quoted,
    Record,
    Shown,
    Stated,
    Worded,
    joined,
    match_rules,
    wording_field,
)
from onrecord.kinds._registry import KINDS, NEWS, fault_of_kind, kind_named, register, register_file
from onrecord.kinds._schema_org import SCHEMA_ORG, known, named
from onrecord.kinds._statement import Statement, is_denying, is_leading

__all__ = [
    "DENIED",
    "KINDS",
    "MOST_SENTENCES",
    "NEWS",
    "SCHEMA_ORG",
    "Claim",
    "Cue",
    "Event",
    "MatchRule",
    "Named",
    "Place",
    "Quoted",
    "Record",
    "Shown",
    "Stated",
    "Statement",
    "Worded",
    "fault_of_kind",
    "is_denying",
    "is_leading",
    "joined",
    "kind_named",
    "known",
    "match_rules",
    "named",
    "prompt_file",
    "register",
    "register_file",
    "wording_field",
]
