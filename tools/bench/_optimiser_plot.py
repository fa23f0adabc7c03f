"""A small plot of growth, written by hand as SVG: docs/optimiser-growth.svg."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

PATH = Path(__file__).resolve().parents[2] / "docs" / "optimiser-growth.svg"
WIDTH, HEIGHT, MARGIN = 640, 360, 56
COLOURS = {"dishes": "#0b6e4f", "days": "#b3541e", "people": "#3b5b92"}


def plot(series: Mapping[str, Sequence[tuple[int, float]]]) -> None:
    """Seconds over size, both logarithmic, one line a kind of size."""
    sizes = [size for points in series.values() for size, _ in points]
    seconds = [second for points in series.values() for _, second in points]
    x = _scale(min(sizes), max(sizes), MARGIN, WIDTH - MARGIN)
    y = _scale(min(seconds), max(seconds), HEIGHT - MARGIN, MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{MARGIN}" y="24">Seconds to a week proven within a point, by size</text>',
    ]
    for tick in _ticks(min(sizes), max(sizes)):
        parts.append(
            f'<text x="{x(tick):.0f}" y="{HEIGHT - 30}" text-anchor="middle">{tick:g}</text>'
        )
    for tick in _ticks(min(seconds), max(seconds)):
        parts.append(f'<text x="{MARGIN - 8}" y="{y(tick):.0f}" text-anchor="end">{tick:g}</text>')
        parts.append(
            f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y(tick):.0f}" y2="{y(tick):.0f}" '
            'stroke="#ddd"/>'
        )
    for kind, points in series.items():
        colour = COLOURS.get(kind, "#333")
        line = " ".join(f"{x(size):.1f},{y(second):.1f}" for size, second in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        size, second = points[-1]
        parts.append(
            f'<text x="{x(size) - 4:.0f}" y="{y(second) - 8:.0f}" text-anchor="end" '
            f'fill="{colour}">{kind}</text>'
        )
    PATH.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _scale(low: float, high: float, start: float, end: float):  # type: ignore[no-untyped-def]
    span = math.log(high / low) or 1.0
    return lambda value: start + (end - start) * math.log(value / low) / span


def _ticks(low: float, high: float) -> list[float]:
    """Powers of ten and their threes within the range."""
    out = [m * 10.0**p for p in range(-4, 5) for m in (1.0, 3.0)]
    return [tick for tick in out if low <= tick <= high]
