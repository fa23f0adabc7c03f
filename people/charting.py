"""Measurements over time as the points of a small chart. Pure; the table beside it has the figures.

The line's box is 0 to 100 wide and 0 to 40 high; time runs evenly, so a gap looks like one.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 100.0
HEIGHT: Final = 40.0
MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One measurement, where it lies in the box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Points from the first to the last day, and between which figures they lie."""

    dots: tuple[Dot, ...]
    low: float
    high: float
    first: dt.date
    last: dt.date

    @property
    def line(self) -> str:
        """The `points` of an SVG polyline; the same in every language."""
        return " ".join(f"{dot.x:.2f},{dot.y:.2f}" for dot in self.dots)


def chart(values: Sequence[tuple[dt.date, float]]) -> Chart | None:
    """A chart of values by day, in any order; None for fewer than two."""
    points = sorted(values)
    if len(points) < 2:
        return None
    figures = [value for _day, value in points]
    low, high = min(figures), max(figures)
    first, last = points[0][0], points[-1][0]
    days = max(1, (last - first).days)
    # A flat line lies in the middle.
    span = high - low or 1.0
    middle = 0.5 if high == low else 0.0

    def dot(day: dt.date, value: float) -> Dot:
        share = (value - low) / span + middle
        x = MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / days
        return Dot(x, HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share)

    return Chart(tuple(dot(day, value) for day, value in points), low, high, first, last)
