"""Statements by rule: who says what, read from cues, quotations and clauses."""

from onrecord.filling._statements._rule import STATEMENTS

__all__ = ["STATEMENTS"]
