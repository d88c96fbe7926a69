"""The calls and tokens that a model's answers took, and what a budget has counted of them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Spending", "Usage", "flow_of"]


def flow_of(a_minute: int) -> tuple[float, float]:
    """How much may go out at once under a cap on any minute, a twentieth, and how much a second may follow evenly.

    It is counted as a second more than a minute: what goes out evenly doesn't arrive so.
    """
    burst = max(1.0, a_minute / 20)
    return burst, max(a_minute - burst, a_minute / 2) / 61


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls, and tokens of `input` and `output`, failed attempts included.

    `cached` is the part of `input` that a prefix cache served.
    """

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

    def __sub__(self, other: Usage) -> Usage:
        return Usage(
            self.calls - other.calls,
            self.input - other.input,
            self.cached - other.cached,
            self.output - other.output,
        )


@dataclass(frozen=True, slots=True)
class Spending:
    """What a budget has charged for calls, and what it learned from them, as the store keeps it.

    - `amount`: the charges in `unit`, including the most that calls under way may cost.
    - `charged`: the charges for calls that ended alone.
    - `calls`: how many calls were charged.
    - `read`: the most input tokens that a call took for each byte sent, at least 1.
    - `written`: the most output tokens that a call took beyond the length that it was allowed.
    """

    unit: str
    amount: float = 0.0
    calls: int = 0
    read: float = 1.0
    written: int = 0
    charged: float = 0.0
