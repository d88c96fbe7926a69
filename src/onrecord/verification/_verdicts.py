"""What a verifier may answer, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from onrecord.lenient import after_thought, json_values

__all__ = ["NO", "OPTIONS", "REASONS", "YES", "Given", "Verdict", "Verdicts"]

YES, NO = "Yes", "No"
OPTIONS = (YES, NO)
"""The words one of which answers for one record."""

Reason = Literal["none", "who", "what", "when", "where", "number", "certainty", "speaker", "detail"]
REASONS: tuple[str, ...] = get_args(Reason)
"""The codes that say what isn't supported; `none` says nothing of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the evidence supports a record, with a `probability` where the model gives one.

    `supported` is None where the model isn't sure enough of either. `reason` is one of `REASONS`.
    """

    supported: bool | None
    probability: float | None = None
    reason: str = "none"


class _Written(BaseModel):
    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})


class Given(_Written):
    """A verdict in a list, as a model writes it."""

    record: int = Field(ge=1, le=9999, description="the number in brackets")
    supported: bool = Field(strict=True, description="whether the sentences support every part of the claim")
    reason: Reason = Field(default="none", description="the part that they don't support; none if they support all")

    @field_validator("reason", mode="before")
    @classmethod
    def _known(cls, reason: object) -> object:
        return reason if reason in REASONS else "none"


class Verdicts(_Written):
    """The answer for several records."""

    verdicts: list[Given] = Field(description="one for each number")

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The verdicts in `json_data`: the last object that fits, whatever the model thought or said around it.

        Raises `pydantic.ValidationError` where none does.
        """
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode(errors="replace")
        for found in reversed(list(json_values(after_thought(text)))):
            try:
                return cls.model_validate(found.value, **options)
            except ValidationError:
                continue
        return super().model_validate_json(text, **options)

    def of(self, record: int) -> Verdict | None:
        """The verdict on the record with a number; None where there is none, or more than one."""
        found = [given for given in self.verdicts if given.record == record]
        return Verdict(found[0].supported, reason=found[0].reason) if len(found) == 1 else None
