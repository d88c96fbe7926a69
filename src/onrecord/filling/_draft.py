"""A record on its way from a model's answer to its final form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from onrecord.kinds import Record

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record and the names of those of its fields whose values follow from a rule, in place of the model's.

    The fields that are `settled` keep their values: those that a trusted model gave.
    """

    record: Record
    derived: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()

    @classmethod
    def trusted(cls, record: Record) -> Draft:
        """The draft of a record whose values stand, all but those that are empty or their field's default."""
        given = {name for name, value in record if value and value != type(record).model_fields[name].default}
        return cls(record, settled=frozenset(given))

    @property
    def added(self) -> bool:
        """Whether a rule made all of it."""
        return self.derived.issuperset(type(self.record).model_fields)

    def filled(self, **values: Any) -> Draft:
        """The draft with some values in place of its own, unless these are settled; what differs is marked as derived.

        It stays as it is where the kind doesn't allow one of them, such as a name that makes a text too long.
        """
        changed = {name for name, value in values.items() if value != getattr(self.record, name)} - self.settled
        if not changed:
            return self
        new = {name: value for name, value in values.items() if name in changed}
        try:
            record = type(self.record).model_validate({**self.record.model_dump(), **new})
        except ValidationError:
            return self
        return Draft(record, self.derived | changed, self.settled)
