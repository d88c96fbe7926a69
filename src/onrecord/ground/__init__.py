"""Ties the values of records to the characters of the article that bear them out."""

from onrecord.ground.grounder import Grounder
from onrecord.ground.result import Form, GroundedRecord, Support, Value

__all__ = ["Form", "GroundedRecord", "Grounder", "Support", "Value"]
