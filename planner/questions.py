"""From a plan in the database to the optimiser's question, in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foods.nutrition import FoodValues, Intake, total
from people.queries import Avoids, avoids_of, targets_on
from people.targets import Targets, mean_targets
from planner.board import Board, Card, load_board
from planner.locks import kept_as_they_are
from planner.models import DRINKS, Plan
from planner.optimiser.problem import Dish, Lock, PlannedMeal, Problem
from planner.problems import Ask, FoodFile, Seat, build, problem_nutrients
from planner.queries import WATER_SLUG, food_file, water_values
from recipes.queries import LibraryDish, library

ANY_LENGTH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """A problem, and what is needed to read its answer."""

    problem: Problem
    keep: tuple[int, ...]
    """Meals that stay on the board."""
    batches: Mapping[tuple[int, str], int]
    """(day, slot) of a kept cooking -> its batch."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan with all that a question about it needs (a fixed number of queries)."""

    plan: Plan
    board: Board
    targets: Mapping[int, Targets]
    avoids: Mapping[int, Avoids]
    dishes: Sequence[LibraryDish]
    files: FoodFile
    water: FoodValues

    def problem(
        self,
        *,
        standing: Iterable[Card],
        loose: Iterable[Card],
        locks: tuple[Lock, ...] = (),
        seed: int = 0,
        time_limit: float = 4.0,
    ) -> Problem:
        """The question: `standing` dishes are on the board, `loose` cards are eaten besides."""
        plan = self.plan
        ask = Ask(
            start=plan.start,
            days=plan.days,
            slots=tuple(self.board.slot_keys),
            seats=tuple(self._seat(person.pk, loose) for person in self.board.people),
            seed=seed,
            time_limit=time_limit,
            locks=locks,
        )
        extra = _extra_dishes(standing, self.dishes)
        return build(ask, self.dishes, self.files, self.water, extra)

    def _seat(self, person: int, loose: Iterable[Card]) -> Seat:
        return Seat(
            key=str(person),
            targets=self.targets[person],
            facts=frozenset(self.avoids[person].facts),
            foods=frozenset(self.avoids[person].foods),
            fixed=_fixed(loose, person, self.plan),
        )


def setting_of(plan: Plan) -> Setting:
    """Read everything the optimiser is asked about for a plan."""
    people = [seat.person for seat in plan.seats.select_related("person")]
    targets = {
        person.pk: mean_targets([targets_on(person, date) for date in plan.dates])
        for person in people
    }
    nutrients = problem_nutrients(targets.values())
    dishes, _figures = library(plan.tenant, nutrients)
    return Setting(
        plan=plan,
        board=load_board(plan, nutrients),
        targets=targets,
        avoids=avoids_of(people),
        dishes=dishes,
        files=food_file(),
        water=water_values(nutrients),
    )


def question_of(plan: Plan, *, seed: int, time_limit: float) -> Question:
    """The optimiser's question for a plan: locked meals stay, all else is free."""
    setting = setting_of(plan)
    kept = [card for card in setting.board.all_cards() if card.meal.locked]
    locked, loose = split_dishes(kept, setting.board)
    locks = (
        *(_lock(card, locked, setting.board) for card in locked),
        *(Lock(_day(card, plan), card.meal.slot, None) for card in _alone(loose, locked)),
    )
    problem = kept_as_they_are(
        setting.problem(standing=locked, loose=loose, locks=locks, seed=seed, time_limit=time_limit)
    )
    batches = {
        (_day(card, plan), card.meal.slot): card.meal.batch_id
        for card in locked
        # A kept leftover whose own cooking makes room is cooked where it is first eaten now.
        if card.meal.batch_id is not None and _cooking_of(card, locked, plan) is None
    }
    return Question(problem, tuple(card.meal.pk for card in kept), batches)


def board_for_swap(plan: Plan, meal: int) -> tuple[Problem, tuple[PlannedMeal, ...]]:
    """The question whose answer is the board as it stands: the ground for pricing swaps of a meal.

    Leftovers of that meal's cooking stay in a swap, so they count as cooked on their own.
    """
    setting = setting_of(plan)
    standing, loose = split_dishes(setting.board.all_cards(), setting.board)
    # A list of a normal length is asked of the generator; a person may swap in what they like.
    problem = replace(setting.problem(standing=standing, loose=loose), list_length=ANY_LENGTH)
    others = [card for card in standing if card.meal.pk != meal]
    meals = tuple(
        PlannedMeal(
            _day(card, plan),
            card.meal.slot,
            str(card.revision.pk),
            {str(person): amount for person, amount in card.amounts.items()},
            _cooking_of(card, others, plan),
        )
        for card in standing
        if card.revision is not None
    )
    return problem, meals


def split_dishes(kept: Iterable[Card], board: Board) -> tuple[list[Card], list[Card]]:
    """Dishes, one a place, and everything else: foods, second dishes, drinks but for tap water."""
    locked: list[Card] = []
    loose: list[Card] = []
    taken: set[tuple[dt.date, str]] = set()
    for card in kept:
        place = (card.meal.date, card.meal.slot)
        if is_tap_water(card):
            continue
        if card.revision is None or place in taken or card.meal.slot == DRINKS:
            loose.append(card)
        else:
            taken.add(place)
            locked.append(card)
    return locked, loose


def _fixed(loose: Iterable[Card], person: int, plan: Plan) -> dict[int, Intake]:
    by_day: dict[int, list[tuple[Intake, float]]] = {}
    for card in loose:
        if person in card.amounts:
            by_day.setdefault(_day(card, plan), []).append((card.intake, card.factor(person)))
    return {day: total(pairs) for day, pairs in by_day.items()}


def _alone(loose: Iterable[Card], locked: Iterable[Card]) -> list[Card]:
    """Locked foods that hold a place by themselves, one a place."""
    taken = {(card.meal.date, card.meal.slot) for card in locked}
    found: dict[tuple[dt.date, str], Card] = {}
    for card in loose:
        place = (card.meal.date, card.meal.slot)
        if place not in taken and card.meal.slot != DRINKS:
            found.setdefault(place, card)
    return list(found.values())


def is_tap_water(card: Card) -> bool:
    """Whether a card is what the drinks row pours: the question counts it by itself."""
    food = card.meal.food
    return card.meal.slot == DRINKS and food is not None and food.slug == WATER_SLUG


def _day(card: Card, plan: Plan) -> int:
    return (card.meal.date - plan.start).days


def _cooking_of(card: Card, others: Iterable[Card], plan: Plan) -> tuple[int, str] | None:
    """(day, slot) of the meal at which this leftover was cooked; None where it is cooked here."""
    earlier = [
        other
        for other in others
        if other.meal.batch_id == card.meal.batch_id and other.meal.date < card.meal.date
    ]
    if not earlier:
        return None
    first = min(earlier, key=lambda other: other.meal.date)
    return (_day(first, plan), first.meal.slot)


def _lock(card: Card, locked: Iterable[Card], board: Board) -> Lock:
    """A locked dish with everyone's portion: who has none of it is not fed by it either."""
    assert card.revision is not None
    portions = {str(person.pk): card.amounts.get(person.pk, 0.0) for person in board.people}
    cooking = _cooking_of(card, locked, board.plan)
    return Lock(_day(card, board.plan), card.meal.slot, str(card.revision.pk), portions, cooking)


def _extra_dishes(standing: Iterable[Card], dishes: Iterable[LibraryDish]) -> tuple[Dish, ...]:
    """Dishes on the board that the library no longer offers: older revisions, retired recipes."""
    offered = {dish.figures.revision.pk for dish in dishes}
    found: dict[int, Dish] = {}
    for card in standing:
        revision = card.revision
        if revision is not None and revision.pk not in offered:
            found[revision.pk] = Dish(
                key=str(revision.pk),
                slots=frozenset(),
                nutrients=dict(card.intake.amounts),
                active_minutes=float(revision.active_minutes),
                keeps_days=revision.keeps_days,
            )
    return tuple(found.values())
