"""The layout of a plot, points with whiskers over an axis, in the units of an SVG's view box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Panel", "Point", "Row", "Tick", "panel", "span_of"]

WIDTH = 360
LEFT, RIGHT = 10, 300
"""Where the axis begins and ends; the room to the right of it is for the figures."""
ROW, TOP, BOTTOM = 38, 6, 26
LONGEST = 52
"""The longest name of a row, in characters; longer ones are cut."""
STEPS = tuple(float(f"{digits}e{power}") for power in range(-2, 9) for digits in (1, 2.5, 5))
"""Round numbers, for the ends of axes and the distances between ticks."""


@dataclass(frozen=True, slots=True)
class Point:
    """A named value with its interval; each number is None where it is not defined."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A point and where it is drawn; `x` is None for a point without a value, `whisker` for one without an interval."""

    point: Point
    label: str
    y: float
    x: float | None
    whisker: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis and its label."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot; `zero` is where the line for no difference is drawn, None where the axis begins at zero."""

    rows: Sequence[Row]
    ticks: Sequence[Tick]
    height: float
    zero: float | None
    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT


def panel(points: Sequence[Point], *, low: float = 0.0, high: float = 1.0) -> Panel:
    """The plot of `points`, one row for each, over an axis from `low` to `high`."""

    def at(value: float) -> float:
        share = (min(high, max(low, value)) - low) / (high - low)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    rows = [
        Row(
            point,
            point.name if len(point.name) <= LONGEST else f"{point.name[: LONGEST - 1]}…",
            TOP + number * ROW,
            None if point.value is None else at(point.value),
            None if point.low is None or point.high is None else (at(point.low), at(point.high)),
        )
        for number, point in enumerate(points)
    ]
    ticks = [Tick(at(value), f"{value:g}".replace("-", "−")) for value in _ticks(low, high)]
    return Panel(rows, ticks, TOP + len(rows) * ROW + BOTTOM, at(0) if low < 0 else None)


def span_of(points: Sequence[Point]) -> float:
    """A round number for the end of an axis, so that all points and intervals fit."""
    ends = [end for point in points for end in (point.value, point.low, point.high) if end is not None]
    furthest = max((abs(end) for end in ends), default=1.0)
    return next((step for step in STEPS if step >= furthest and step > STEPS[0]), furthest)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`, three to six of them."""
    step = next((each for each in STEPS if (high - low) / each <= 5), (high - low) / 4)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(place * step, 6) for place in range(first, last + 1)]
