"""From a plan in the database to the optimiser's question, in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from foods.nutrition import FoodValues, Intake, total
from people.care import Care, limits_to_set, no_plan
from people.care_targets import Steady
from people.queries import care_over, steady_on, targets_on
from people.records import load_care
from people.targets import Targets, mean_targets
from planner.board import Board, Card, load_board
from planner.locks import kept_as_they_are
from planner.models import DRINKS, Plan
from planner.optimiser.problem import Dish, Lock, PlannedMeal, Problem
from planner.problems import ENERGY_SHARES, Ask, FoodFile, Seat, build, problem_nutrients
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
    no_plan: tuple[tuple[int, str], ...] = ()
    """(person, rule): for whom the safety rules make no plan. Then none is made for the table."""
    own_limits: tuple[tuple[int, str], ...] = ()
    """(person, nutrient): limits that a clinic sets and nobody wrote down, so that dishes are out
    which would be fine within them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan with all that a question about it needs (a fixed number of queries)."""

    plan: Plan
    board: Board
    targets: Mapping[int, Targets]
    care: Mapping[int, Care]
    steady: Mapping[int, tuple[Steady, ...]]
    dishes: Sequence[LibraryDish]
    files: FoodFile
    water: FoodValues
    values: Mapping[int, FoodValues]
    """Of the foods of the dishes that may be chosen."""

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
            care=self.care[person],
            steady=self.steady[person],
            fixed=_fixed(loose, person, self.plan),
        )


def setting_of(plan: Plan) -> Setting:
    """Read everything the optimiser is asked about for a plan."""
    people = [seat.person for seat in plan.seats.select_related("person")]
    load_care(people)
    targets = {
        person.pk: mean_targets([targets_on(person, date) for date in plan.dates])
        for person in people
    }
    nutrients = problem_nutrients(targets.values())
    dishes, figures = library(plan.tenant, nutrients)
    return Setting(
        plan=plan,
        board=load_board(plan, nutrients),
        targets=targets,
        care={person.pk: care_over(person, plan.dates) for person in people},
        steady={person.pk: steady_on(person, plan.start) for person in people},
        dishes=dishes,
        files=food_file(dishes),
        water=water_values(nutrients),
        values=figures.foods,
    )


def question_of(plan: Plan, *, seed: int, time_limit: float) -> Question:
    """The optimiser's question for a plan: locked meals stay, all else is free."""
    setting = setting_of(plan)
    cards = setting.board.all_cards()
    kept = [card for card in cards if card.stays or _by_hand(card.meal.slot)]
    locked, loose = split_dishes(kept, setting.board)
    locks = (
        *(_lock(card, locked, setting.board) for card in locked),
        *(Lock(_day(card, plan), card.meal.slot, None) for card in _alone(loose, locked)),
    )
    locks = (*locks, *_left_empty(setting.board, {(lock.day, lock.slot) for lock in locks}))
    problem = kept_as_they_are(
        setting.problem(standing=locked, loose=loose, locks=locks, seed=seed, time_limit=time_limit)
    )
    batches = {
        (_day(card, plan), card.meal.slot): card.meal.batch_id
        for card in locked
        # A kept leftover whose own cooking makes room is cooked where it is first eaten now.
        if card.meal.batch_id is not None and _cooking_of(card, locked, plan) is None
    }
    stopped = tuple(
        (person, reason.rule)
        for person, minded in setting.care.items()
        for reason in no_plan(minded)
    )
    unset = tuple(
        (person, nutrient)
        for person, minded in setting.care.items()
        for _rule, nutrient in limits_to_set(minded)
    )
    return Question(problem, tuple(card.meal.pk for card in kept), batches, stopped, unset)


def _by_hand(slot: str) -> bool:
    """Whether a slot is a household's own: no dish of the library says that it fits there."""
    return slot not in ENERGY_SHARES and slot != DRINKS


def _left_empty(board: Board, taken: Collection[tuple[int, str]]) -> list[Lock]:
    """Places for which nothing is planned: slots of one's own, and where nobody eats here."""
    return [
        Lock(day, key, None)
        for day, date in enumerate(board.plan.dates)
        for key in board.slot_keys
        if (_by_hand(key) or board.table.all_out(date, key)) and (day, key) not in taken
    ]


def board_for_swap(plan: Plan, meal: int) -> tuple[Problem, tuple[PlannedMeal, ...]]:
    """The question whose answer is the board as it stands: the ground for pricing swaps of a meal.

    Leftovers of that meal's cooking stay in a swap, so they count as cooked on their own.
    """
    return ask_of_board(setting_of(plan), meal)


def ask_of_board(
    setting: Setting, meal: int | None = None, locks: tuple[Lock, ...] = ()
) -> tuple[Problem, tuple[PlannedMeal, ...]]:
    """The question that the board as it stands answers; `locks` name what no edit may touch.

    Leftovers of the cooking of `meal` count as cooked on their own.
    """
    plan = setting.plan
    standing, loose = split_dishes(setting.board.all_cards(), setting.board)
    problem = setting.problem(standing=standing, loose=loose, locks=locks)
    # A list of a normal length is asked of the generator; a person may swap in what they like.
    problem = replace(problem, list_length=ANY_LENGTH)
    others = [card for card in standing if card.meal.pk != meal]
    meals = tuple(
        PlannedMeal(
            _day(card, plan),
            card.meal.slot,
            str(card.revision.pk),
            {str(person): card.counted(person) for person in card.amounts},
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
    portions = {str(person.pk): card.counted(person.pk) for person in board.people}
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
