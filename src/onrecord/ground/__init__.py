"""Ties the values of records to the characters of the article that bear them out."""

from onrecord.ground.fields import Given, given_values
from onrecord.ground.grounder import Grounder
from onrecord.ground.result import Form, GroundedRecord, Support, Value

__all__ = ["Form", "Given", "GroundedRecord", "Grounder", "Support", "Value", "given_values"]
