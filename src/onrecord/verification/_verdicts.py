"""What a verifier may answer, and what it comes to."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from onrecord.lenient import after_thought

__all__ = ["NO", "OPTIONS", "REASONS", "YES", "Given", "Verdict", "Verdicts"]

YES, NO = "Yes", "No"
OPTIONS = (YES, NO)
"""The words one of which answers for one record."""

Reason = Literal["none", "who", "what", "when", "where", "number", "certainty", "speaker", "detail"]
REASONS: tuple[str, ...] = get_args(Reason)
"""The codes that say what isn't supported; `none` says nothing of it."""

_NUMBER = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the evidence supports a record, with a `probability` where the model gives one.

    `supported` is None where the model isn't sure enough of either. `reason` is one of `REASONS`.
    """

    supported: bool | None
    probability: float | None = None
    reason: str = "none"


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Given(_Written):
    """A verdict in a list, as a model writes it."""

    record: int = Field(ge=1, le=9999, description="the number in brackets")
    supported: bool = Field(description="whether the sentences support every part of the claim")
    reason: Reason = Field(default="none", description="the part that they don't support; none if they support all")

    @field_validator("reason", mode="before")
    @classmethod
    def _known(cls, reason: object, info: ValidationInfo) -> object:
        """Of what is unsupported, a reason that isn't known says nothing; against what is supported there is none."""
        if info.data.get("supported") and reason != "none":
            raise ValueError("a record that is supported has no reason against it")
        return reason if reason in REASONS else "none"


class Verdicts(_Written):
    """The answer for several records."""

    verdicts: list[Given] = Field(description="one for each number")

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The verdicts in `json_data`, which is JSON and nothing else, but for a thought before it and a code fence.

        Nothing in it is mended, whatever `options` say: a verdict counts as it is written. Raises
        `pydantic.ValidationError` for any other text.
        """
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode(errors="replace")
        try:
            value = json.loads(_unfenced(after_thought(text)), object_pairs_hook=_read_once)
        except (ValueError, RecursionError):
            value = None
        return cls.model_validate(value, **options)

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError("the answer has to be one JSON object and nothing else")  # noqa: TRY004  # pydantic's way
        return value

    @field_validator("verdicts", mode="before")
    @classmethod
    def _clear(cls, verdicts: object) -> object:
        """Those that fit, each by itself; none on a record that another verdict names, whether that one fits or not."""
        if not isinstance(verdicts, list):
            return verdicts
        named = Counter(number for verdict in verdicts for number in _numbers(verdict))
        return [given for given in map(_fitting, verdicts) if given and named[given.record] < 2]

    def of(self, record: int) -> Verdict | None:
        """The verdict on the record with a number; None where there is no clear one."""
        found = next((given for given in self.verdicts if given.record == record), None)
        return Verdict(found.supported, reason=found.reason) if found else None


def _unfenced(text: str) -> str:
    said = text.strip()
    fenced = said.startswith("```") and said.endswith("```")
    return said.removeprefix("```").removeprefix("json").removesuffix("```") if fenced else said


def _read_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; what it says more than once under one name is a list there, which no verdict allows."""
    said = Counter(name for name, _ in pairs)
    return {name: value if said[name] == 1 else [one for key, one in pairs if key == name] for name, value in pairs}


def _numbers(verdict: object) -> set[int]:
    """The numbers of the records that a verdict names, in whatever shape."""
    return set(map(int, _NUMBER.findall(str(verdict.get("record"))))) if isinstance(verdict, dict) else set()


def _fitting(verdict: object) -> Given | None:
    try:
        return Given.model_validate(verdict)
    except ValidationError:
        return None
