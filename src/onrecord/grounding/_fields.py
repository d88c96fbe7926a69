"""The values of a record, each with its match rule."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.kinds import MatchRule, Record, match_rules

__all__ = ["Given", "given_values"]


class Given(NamedTuple):
    """One value of a record: its place, its text, and what the article owes it."""

    field: str
    text: str
    rule: MatchRule


def given_values(record: Record) -> list[Given]:
    """The values of a record's fields that have a match rule, in the order of the class; lists one by one."""
    found = []
    for field, rule in match_rules(type(record)).items():
        value = getattr(record, field, None)
        if isinstance(value, str):
            found.append(Given(field, value, rule))
        elif isinstance(value, list | tuple):
            found.extend(Given(f"{field}[{i}]", each, rule) for i, each in enumerate(value) if isinstance(each, str))
    return found
