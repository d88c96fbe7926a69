"""A record on its way from a model's answer to its final form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.kinds import Record

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record and the names of those of its fields whose values follow from a rule, in place of the model's."""

    record: Record
    derived: frozenset[str] = frozenset()

    @property
    def added(self) -> bool:
        """Whether a rule made all of it."""
        return self.derived.issuperset(type(self.record).model_fields)

    def filled(self, **values: Any) -> Draft:
        """The draft with some values in place of its own; those that differ are marked as derived.

        Raises `pydantic.ValidationError` where the kind doesn't allow a value.
        """
        changed = {name for name, value in values.items() if value != getattr(self.record, name)}
        if not changed:
            return self
        record = type(self.record).model_validate({**self.record.model_dump(), **values})
        return Draft(record, self.derived | changed)
