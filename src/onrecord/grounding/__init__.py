"""Ties the values of records to the characters of the article that support them."""

from onrecord.grounding._content import content_stem
from onrecord.grounding._fields import Given, given_values
from onrecord.grounding._grounder import Grounder
from onrecord.grounding._negation import is_negative
from onrecord.grounding._quotations import quotations
from onrecord.grounding._result import Form, GroundedRecord, Support, Value
from onrecord.grounding._words import Words, fold, fold_gap

__all__ = [
    "Form",
    "Given",
    "GroundedRecord",
    "Grounder",
    "Support",
    "Value",
    "Words",
    "content_stem",
    "fold",
    "fold_gap",
    "given_values",
    "is_negative",
    "quotations",
]
