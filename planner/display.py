"""Figures of the strip and the board as bars and words need them. No nutrition arithmetic."""

from dataclasses import dataclass

from planner.strip import Row

#: The bar shows 0 to 150 % of a target (or of a limit, for sodium).
BAR_END = 150.0
#: Below this share of the food known, the bar is striped.
KNOWN_WELL = 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """One nutrient of the strip, ready for its template."""

    row: Row

    @property
    def covered_percent(self) -> int | None:
        """Share of the target in whole percent, rounded down: 99.9 % is not met."""
        return None if self.row.covered is None else int(self.row.covered * 100 + 1e-6)

    @property
    def width(self) -> float:
        """Length of the bar, 0 to 150."""
        if self.row.covered is None:
            return 6.0 if self.row.amount else 0.0
        return min(BAR_END, self.row.covered * 100)

    @property
    def is_band(self) -> bool:
        """Sodium: a range with a limit, never a goal."""
        return self.row.nutrient.key == "sodium" and self.row.limit is not None

    @property
    def band_start(self) -> float:
        """Where sodium's range begins, in percent of its limit."""
        return 100.0 * (self.row.target or 0.0) / (self.row.limit or 1.0)

    @property
    def band_width(self) -> float:
        """How wide sodium's range is, up to the limit."""
        return 100.0 - self.band_start

    @property
    def dot(self) -> float:
        """Where the amount lies, in percent of sodium's limit."""
        return min(BAR_END - 3, 100.0 * self.row.amount / (self.row.limit or 1.0))

    @property
    def poorly_known(self) -> bool:
        """Whether so little is known that the amount is only a minimum."""
        return self.row.coverage.share < KNOWN_WELL or self.row.target is None

    @property
    def known_percent(self) -> int:
        """Share of the weight that has data, in whole percent, rounded down."""
        return int(self.row.coverage.share * 100 + 1e-6)


@dataclass(frozen=True, slots=True)
class DayBar:
    """One of the ten as a small column of a day."""

    x: int
    height: float
    css: str

    @property
    def y(self) -> float:
        """The top of the column; the box is 30 high."""
        return 30.0 - self.height


def day_bars(rows: list[Row]) -> list[DayBar]:
    """Small columns of the ten for a day; one as high as the line reaches its target.

    A day is judged by its floor only: targets and limits are of the mean of all days.
    """
    return [_day_bar(n, row) for n, row in enumerate(rows)]


def _day_bar(position: int, row: Row) -> DayBar:
    share = row.amount / row.limit if row.nutrient.key == "sodium" and row.limit else row.covered
    if share is None:
        return DayBar(position * 10 + 1, 20.0, "is-unknown")
    css = "is-below" if row.short_today else ""
    return DayBar(position * 10 + 1, min(30.0, share * 20.0), css)
