"""Ties the values of records to the characters of the article that support them."""

from onrecord.grounding._contradiction import contradiction
from onrecord.grounding._fields import Given, given_values
from onrecord.grounding._grounder import Grounder
from onrecord.grounding._result import Finding, Form, GroundedRecord, Support, Value, count_support, weakest_of
from onrecord.grounding.text import Words, content_stem, fold, fold_gap, is_negative, quotations, stems_of

__all__ = [
    "Finding",
    "Form",
    "Given",
    "GroundedRecord",
    "Grounder",
    "Support",
    "Value",
    "Words",
    "content_stem",
    "contradiction",
    "count_support",
    "fold",
    "fold_gap",
    "given_values",
    "is_negative",
    "quotations",
    "stems_of",
    "weakest_of",
]
