"""The values of a record, and how each is to be read."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.records import Reading, Record, readings

__all__ = ["Given", "given_values"]


class Given(NamedTuple):
    """One value of a record: its place, its text, and what the article owes it."""

    field: str
    text: str
    reading: Reading


def given_values(record: Record) -> list[Given]:
    """The values of a record's fields that have a `Reading`, in the order of the class; lists one by one."""
    found = []
    for field, reading in readings(type(record)).items():
        value = getattr(record, field, None)
        if isinstance(value, str):
            found.append(Given(field, value, reading))
        elif isinstance(value, list | tuple):
            found.extend(Given(f"{field}[{i}]", each, reading) for i, each in enumerate(value) if isinstance(each, str))
    return found
