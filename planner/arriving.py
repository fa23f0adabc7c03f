"""The week that is being made, as a page shows it: kept on its row, polled a few times a second."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from planner.models import Generation
from planner.optimiser.problem import Result
from planner.words import arriving_words, state_words

#: Seconds waited -> milliseconds until the next poll: eager at first, then backing off.
DELAYS: Final = ((3.0, 300), (10.0, 500), (30.0, 1000))
SLOWEST: Final = 2000
#: The bar is never quite full before the week stands.
MOST: Final = 0.97

Entry = dict[str, Any]


def best_of(
    result: Result, names: Mapping[str, str], fixed: Sequence[Entry], before: Mapping[str, Any]
) -> dict[str, Any]:
    """What is kept of the best week so far, as JSON. `before`: what was kept until now.

    `names` are by dish key; `fixed` are entries of what stays on the board besides dishes.
    Objective, bound and shortfall are in points (percentage points of mean shortfall).
    """
    known = {(old["day"], old["slot"]): old["name"] for old in before.get("meals", ())}
    meals = [
        {
            "day": meal.day,
            "slot": meal.slot,
            "name": names.get(meal.dish.partition("@")[0], ""),
            "leftover": meal.leftover_of is not None,
        }
        for meal in result.meals
    ]
    for entry in meals:
        was = known.get((entry["day"], entry["slot"]))
        entry["changed"] = was is not None and was != entry["name"]
    return {
        "version": before.get("version", 0) + 1,
        "objective": result.objective,
        "bound": result.bound if math.isfinite(result.bound) else None,
        "gap": result.gap if math.isfinite(result.gap) else None,
        "seconds": result.seconds,
        "shortfall": result.terms.get("shortfall"),
        "meals": [*meals, *fixed],
    }


@dataclass(frozen=True, slots=True)
class Line:
    """Where a week waits: how many wait before it, and whether every worker is busy."""

    before: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class ArrivingDay:
    """A day of the preview."""

    date: dt.date
    slots: list[tuple[str, list[Entry]]]
    """(name of the slot, what stands there)."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A week on its way, ready for its template."""

    state: str
    """"waiting" for a worker, "searching" for a first week, "found" one, "taken" by the person."""
    said: str
    told: str
    """How good the best week so far is, in words."""
    version: int
    percent: int
    delay: int
    """Milliseconds until the next poll."""
    days: list[ArrivingDay]

    @property
    def may_take(self) -> bool:
        """Whether there is a week to take."""
        return self.state == "found"


def arriving(
    making: Generation,
    dates: Sequence[dt.date],
    slots: Sequence[tuple[str, str]],
    share: float,
    line: Line,
) -> Arriving:
    """A running row as a page shows it. `slots`: (key, name) in order; `share`: of a day's food."""
    now = timezone.now()
    state = state_of(making)
    began = making.began_at or now
    return Arriving(
        state=state,
        said=state_words(state, line.before, line.busy),
        told=arriving_words(making.best, share),
        version=making.best.get("version", 0),
        percent=percent_of((now - began).total_seconds(), making.seconds_limit),
        delay=poll_delay((now - making.started_at).total_seconds()),
        days=_days(making.best.get("meals", []), dates, slots),
    )


def state_of(making: Generation) -> str:
    """How far a running week is."""
    if making.taken:
        return "taken"
    if making.best:
        return "found"
    return "searching" if making.began_at else "waiting"


def percent_of(seconds: float, limit: float) -> int:
    """The share of its time that a solve has had, in whole percent."""
    return round(100 * min(MOST, max(0.0, seconds) / (limit + 0.5)))


def poll_delay(seconds: float) -> int:
    """Milliseconds until the next poll of someone who has waited so long."""
    return next((delay for until, delay in DELAYS if seconds < until), SLOWEST)


def _days(
    meals: Sequence[Entry], dates: Sequence[dt.date], slots: Sequence[tuple[str, str]]
) -> list[ArrivingDay]:
    return [
        ArrivingDay(
            date,
            [
                (name, [m for m in meals if (m["day"], m["slot"]) == (number, key)])
                for key, name in slots
            ],
        )
        for number, date in enumerate(dates)
    ]
