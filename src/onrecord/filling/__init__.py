"""From a model's records to whole ones: what follows from the text by rule is filled in, and marked as derived."""

from onrecord.filling._draft import Draft
from onrecord.filling._fill import fill, kinds_made
from onrecord.filling._registry import RULES, Rule

__all__ = ["RULES", "Draft", "Rule", "fill", "kinds_made"]
