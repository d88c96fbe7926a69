"""What a model's answers cost, and what a budget has counted of that."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Spending", "Usage"]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and calls spent, failed attempts included; `cached` is the part of `input` that a prefix cache served."""

    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.input + other.input,
            self.cached + other.cached,
            self.output + other.output,
        )


@dataclass(frozen=True, slots=True)
class Spending:
    """What calls have come to by a budget's count, and what was learned of them, as it is written down.

    `amount` is in `unit`, with the most that calls under way may cost. `calls` counts those that were charged. `read`
    is the most tokens that one of them read for each byte sent, where above 1, and `written` the most that one wrote
    beyond the length that was allowed.
    """

    unit: str
    amount: float = 0.0
    calls: int = 0
    read: float = 1.0
    written: int = 0
