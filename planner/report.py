"""A made week as one plain value: what `plan_week --format json` prints. Pure.

The layout is described by docs/plan_week.schema.json; `SCHEMA` is raised when it changes. Nothing
is rounded here, and an amount is what is known: unknown adds nothing and is counted.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from foods.nutrition import FoodValues, Intake, Part, intake_of, total
from knowledge.nutrients import BY_KEY, GUARD_RAILS, TEN
from planner import strip
from planner.asking import Guest
from planner.optimiser.problem import Clash, Miss, PlannedMeal, Problem, Result
from planner.problems import GLASS, Ask, planned_share, poured, water_target

SCHEMA: Final = 1
#: What a report counts: the ten and the guard rails.
COUNTED: Final = (*TEN, *GUARD_RAILS)

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Served:
    """A dish as a report names it; `intake` is what one serving brings."""

    slug: str
    name: str
    minutes: float
    intake: Intake


@dataclass(frozen=True, slots=True)
class Made:
    """A question and its answer, with all that is needed to tell of them."""

    ask: Ask
    guests: tuple[Guest, ...]
    problem: Problem
    result: Result
    dishes: Mapping[str, Served]
    """By the problem's key of a dish."""
    foods: Mapping[int, FoodValues]
    """Every food that is eaten, the water of the drinks row included."""
    water: FoodValues

    @property
    def dates(self) -> list[dt.date]:
        """The days of the plan, in order."""
        return [self.ask.start + dt.timedelta(days=n) for n in range(self.ask.days)]

    @property
    def meals(self) -> list[PlannedMeal]:
        """The meals in order of day and slot."""
        order = {slot: n for n, slot in enumerate(self.ask.slots)}
        return sorted(self.result.meals, key=lambda meal: (meal.day, order[meal.slot]))


def report(made: Made) -> Plain:
    """The report of a week that could be made."""
    result = made.result
    drinks = _poured(made)
    return {
        **_head(made),
        "objective": result.objective,
        "bound": _finite(result.bound),
        "gap": _finite(result.gap),
        "seconds": result.seconds,
        "terms": dict(result.terms),
        "nutrients": [
            {"key": key, "name": BY_KEY[key].name, "unit": BY_KEY[key].unit} for key in COUNTED
        ],
        "menu": [_meal(made, meal) for meal in made.meals],
        "drinks": [_drinks(made, day, grams) for day, grams in enumerate(drinks)],
        "intakes": [_intakes(made, guest, drinks) for guest in made.guests],
        "misses": [_miss(miss) for miss in result.misses],
        "list_foods": len(_listed(made)),
    }


def _finite(figure: float) -> float | None:
    """None where the time was too short for a bound: JSON has no infinity."""
    return figure if math.isfinite(figure) else None


def clash_report(made: Made) -> Plain:
    """The report of wishes that cannot all hold."""
    return {**_head(made), "seconds": made.result.seconds, "clash": wishes(made.result.clash)}


def wishes(clash: Clash | None) -> list[Plain]:
    """The wishes of a clash, by code and subject."""
    return [{"code": code, "subject": about} for code, about in (clash.wishes if clash else ())]


def reasons(made: Made) -> list[Plain]:
    """Why each dish is where it is, by day and slot; other dishes by their names."""
    order = {slot: n for n, slot in enumerate(made.ask.slots)}
    told = sorted(made.result.reasons, key=lambda reason: (reason.day, order[reason.slot]))
    return [
        {
            "day": reason.day,
            "slot": reason.slot,
            "kind": reason.kind,
            "nutrient": reason.nutrient or None,
            "amount": reason.amount,
            "share": reason.share,
            "group": reason.group or None,
            "dish": made.dishes[reason.dish].slug if reason.dish else None,
            "name": made.dishes[reason.dish].name if reason.dish else None,
        }
        for reason in told
    ]


def _head(made: Made) -> Plain:
    ask = made.ask
    return {
        "schema": SCHEMA,
        "status": made.result.status,
        "start": ask.start.isoformat(),
        "days": ask.days,
        "slots": list(ask.slots),
        "planned_share": planned_share(ask.slots),
        "seed": ask.seed,
        "time_limit": ask.time_limit,
        "people": [_person(guest) for guest in made.guests],
    }


def _person(guest: Guest) -> Plain:
    profile, energy = guest.profile, guest.targets.energy
    return {
        "key": guest.key,
        "name": guest.name,
        "sex": profile.sex,
        "age": profile.age,
        "life_stage": profile.life_stage,
        "height_cm": energy.height_cm,
        "weight_kg": energy.weight_kg,
        "activity": profile.activity,
        "diet": guest.diet,
        "avoid": sorted(guest.facts),
        "conditions": [one.text for one in guest.care.record.facts if one.kind == "condition"],
        "medicines": [one.text for one in guest.care.record.facts if one.kind == "medicine"],
        "changed_targets": [
            {
                "nutrient": note.nutrient,
                "effect": note.effect,
                "amount": note.amount,
                "rule": note.reason.rule,
                "words": note.reason.words,
                "sources": list(note.reason.sources),
            }
            for note in guest.notes
        ],
        "energy_kcal": energy.kcal,
        "assumed": list(energy.assumed),
    }


def _meal(made: Made, meal: PlannedMeal) -> Plain:
    dish = made.dishes[meal.dish]
    cooked = meal.leftover_of
    return {
        "day": meal.day,
        "date": made.dates[meal.day].isoformat(),
        "slot": meal.slot,
        "dish": dish.slug,
        "name": dish.name,
        "portions": dict(meal.portions),
        "active_minutes": 0.0 if cooked else dish.minutes,
        "leftover_of": {"day": cooked[0], "slot": cooked[1]} if cooked else None,
    }


def _poured(made: Made) -> list[dict[str, float]]:
    targets = {guest.key: water_target(guest.targets) for guest in made.guests}
    return poured(made.problem, made.result.meals, targets)


def _drinks(made: Made, day: int, grams: Mapping[str, float]) -> Plain:
    return {
        "day": day,
        "date": made.dates[day].isoformat(),
        "food": "tap-water",
        "grams": dict(grams),
        "glasses": {key: weight / GLASS for key, weight in grams.items()},
    }


def _intakes(made: Made, guest: Guest, drinks: Sequence[Mapping[str, float]]) -> Plain:
    days = [_day(made, guest.key, day, row[guest.key]) for day, row in enumerate(drinks)]
    return {
        "person": guest.key,
        "week": _rows(made, guest, days),
        "days": [
            {"day": n, "date": made.dates[n].isoformat(), "nutrients": _rows(made, guest, [day])}
            for n, day in enumerate(days)
        ],
    }


def _day(made: Made, person: str, day: int, water: float) -> Intake:
    eaten = [
        (made.dishes[meal.dish].intake, meal.portions[person])
        for meal in made.result.meals
        if meal.day == day and person in meal.portions
    ]
    drunk = intake_of([Part(made.water.id, water)], {made.water.id: made.water})
    return total([*eaten, (drunk, 1.0)])


def _rows(made: Made, guest: Guest, days: Sequence[Intake]) -> list[Plain]:
    return [_row(row) for row in strip.rows(days, guest.targets, made.foods, COUNTED)]


def _row(row: strip.Row) -> Plain:
    known = row.coverage
    return {
        "nutrient": row.nutrient.key,
        "amount": row.amount,
        "target": row.target,
        "covered": row.covered,
        "limit": row.limit,
        "limit_kind": row.limit_kind or None,
        "known": {
            "foods": known.foods,
            "with_data": known.known + known.presumed_nil,
            "partial": known.partial,
            "weight_share": known.share,
        },
    }


def _miss(miss: Miss) -> Plain:
    return {
        "person": miss.eater,
        "nutrient": miss.nutrient,
        "unit": BY_KEY[miss.nutrient].unit,
        "per_day": miss.per_day,
        "target": miss.target,
        "best_possible": miss.best_possible,
        "best_within_energy": miss.best_within_energy,
    }


def _listed(made: Made) -> set[str]:
    """Foods on the shopping list, pantry staples left out."""
    used = {meal.dish for meal in made.result.meals}
    return {food for dish in made.problem.dishes if dish.key in used for food in dish.foods}


def week_row(told: Plain, person: str, nutrient: str) -> Plain:
    """One nutrient of a person's week in a report."""
    mine: Iterable[Plain] = next(i["week"] for i in told["intakes"] if i["person"] == person)
    return next(row for row in mine if row["nutrient"] == nutrient)
