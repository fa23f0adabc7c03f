"""From the optimiser's answer to meals for the board. Pure, but for the plan's own dates."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from planner.actions import NewMeal
from planner.models import DRINKS, Plan
from planner.optimiser.problem import PlannedMeal, Result
from planner.problems import poured
from planner.questions import Question


def meals_of(plan: Plan, question: Question, result: Result) -> list[NewMeal]:
    """The answer as meals for the board: dishes that are new, and the drinks row."""
    reasons = _reasons(result)
    held = {(lock.day, lock.slot) for lock in question.problem.locks}
    return [
        NewMeal(
            date=plan.start + dt.timedelta(days=meal.day),
            slot=meal.slot,
            amounts={int(person): amount for person, amount in meal.portions.items()},
            revision_id=int(meal.dish),
            batch=_batch_key(meal, question),
            reasons=tuple(reasons.get((meal.day, meal.slot), ())),
        )
        for meal in result.meals
        if (meal.day, meal.slot) not in held
    ]


def _batch_key(meal: PlannedMeal, question: Question) -> Any:
    """The batch a meal is eaten from: a kept one by id, else a key that its cooking shares."""
    cooking = meal.leftover_of or (meal.day, meal.slot)
    return question.batches.get(cooking, cooking)


def _reasons(result: Result) -> dict[tuple[int, str], list[dict[str, Any]]]:
    """Reasons by place, as JSON; what is empty is left out."""
    found: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for reason in result.reasons:
        told = {key: value for key, value in asdict(reason).items() if value not in ("", 0.0, None)}
        place = (told.pop("day", 0), told.pop("slot"))
        found.setdefault(place, []).append(told)
    return found


def quality_of(result: Result) -> dict[str, Any]:
    """What is kept of how good a week is."""
    return {
        "status": result.status,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "seconds": result.seconds,
        # A week taken before the last proofs lists no misses: this says whether there are any.
        "shortfall": result.terms.get("shortfall"),
        "misses": [
            {
                "person": int(miss.eater),
                "nutrient": miss.nutrient,
                "per_day": miss.per_day,
                "target": miss.target,
                "best_possible": miss.best_possible,
                "best_within_energy": miss.best_within_energy,
            }
            for miss in result.misses
        ],
    }


def drinks_for(
    plan: Plan,
    question: Question,
    result: Result,
    targets: Mapping[int, float | None],
    water_id: int,
    kept_drinks: Iterable[dt.date],
) -> list[NewMeal]:
    """Tap water that lifts every day to each person's water target, in whole glasses."""
    skip = set(kept_drinks)
    water = poured(
        question.problem, result.meals, {str(person): grams for person, grams in targets.items()}
    )
    return [
        NewMeal(date, DRINKS, {int(key): grams for key, grams in row.items()}, food_id=water_id)
        for date, row in zip(plan.dates, water, strict=True)
        # Nothing is poured for who is not to be told how much to drink.
        if date not in skip and any(row.values())
    ]
