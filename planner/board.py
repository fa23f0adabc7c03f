"""A plan as pages show it: everything read once, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, cast

import numpy as np
from django.db.models import OuterRef, Q, Subquery
from django.utils.functional import SimpleLazyObject
from numpy.typing import NDArray

from foods.models import Food, FoodMeasure
from foods.nutrition import FoodValues, Intake, Part, intake_of, total
from people.models import Person
from people.targets import DailyLimit, Targets
from planner.desk import Desk
from planner.eaten import Told, counted, told_of
from planner.history import Row
from planner.judging import targets_over
from planner.models import DRINKS, Batch, Meal, Plan, PlanChange, PlanSlot
from planner.problems import planned_share
from planner.shelf import BOARD_NUTRIENTS, STRIP_NUTRIENTS, Shelf, Ware
from planner.strip import Row as StripRow
from planner.strip import rows
from planner.table import Table, table_of
from recipes.models import RecipeRevision
from recipes.queries import Figures, figures_of

__all__ = ["BOARD_NUTRIENTS", "STRIP_NUTRIENTS", "Board", "Card", "board_on", "load_board"]

Place = tuple[dt.date, str]
Matrix = NDArray[np.float64]
#: What an upper limit may count, in order.
COUNTED: Final = sorted(BOARD_NUTRIENTS)


@dataclass(frozen=True, slots=True)
class Card:
    """A meal on the board."""

    meal: Meal
    revision: RecipeRevision | None
    """The dish, where it is one."""
    amounts: dict[int, float]
    """Person id -> recipe servings, or grams of a food."""
    intake: Intake
    """What one recipe serving brings, or 100 g of a food."""
    told: Mapping[int, Told] = field(default_factory=dict)
    """Person id -> what was said of their part; who said nothing is not there."""

    @property
    def name(self) -> str:
        """What is on the table."""
        if self.revision is not None:
            return self.revision.name
        return self.meal.food.name if self.meal.food else ""

    @property
    def is_leftover(self) -> bool:
        """Whether it was cooked on an earlier day."""
        return self.meal.batch is not None and self.meal.batch.cook_date < self.meal.date

    @property
    def minutes(self) -> int:
        """Active minutes on the day; a leftover takes none."""
        if self.revision is None or self.is_leftover or self.meal.unplanned:
            return 0
        return self.revision.active_minutes

    @property
    def dose(self) -> tuple[str, float] | None:
        """A supplement's usual measure and its grams ("tablet", 1.0); None for anything else."""
        name: str | None = getattr(self.meal, "dose_name", None)
        grams: float | None = getattr(self.meal, "dose_grams", None)
        return (name, grams) if name and grams else None

    def counted(self, person: int) -> float:
        """How much of it counts for a person: recipe servings, or grams of a food."""
        return counted(self.amounts.get(person, 0.0), self.told.get(person))

    @property
    def stays(self) -> bool:
        """Whether nothing may take its place: locked, told of, or not planned at all."""
        return self.meal.locked or self.meal.unplanned or bool(self.told)

    def factor(self, person: int) -> float:
        """How many times `intake` a person has of it; nothing of what was not eaten."""
        amount = self.counted(person)
        return amount if self.revision is not None else amount / 100.0


@dataclass(frozen=True)
class Board:
    """A plan with its people, slots and meals, and what they bring."""

    plan: Plan
    people: list[Person]
    slots: list[PlanSlot]
    cards: dict[Place, list[Card]]
    figures: Figures
    last_change: PlanChange | None
    """What can be undone, None where nothing can."""
    table: Table
    next_change: PlanChange | None = None
    """What was undone last and can be done again."""
    _days: dict[tuple[int, dt.date], Intake] = field(default_factory=dict, compare=False)
    _targets: dict[tuple[int, tuple[dt.date, ...]], Targets] = field(
        default_factory=dict, compare=False
    )

    @property
    def foods(self) -> dict[int, FoodValues]:
        """Values of every food on the board, and of what was eaten by its name alone: none."""
        return self.figures.foods | {one.id: one for one, _grams in self._in_words.values()}

    @cached_property
    def _in_words(self) -> dict[tuple[int, int], tuple[FoodValues, float]]:
        """(meal, person) -> what was eaten instead, in own words, with the weight it stands for.

        Nothing is known of it: it counts as a food without data, as heavy as what was planned.
        """
        said = [
            (card, person, told.instead)
            for card in self.all_cards()
            for person, told in card.told.items()
            if told.is_unknown
        ]
        return {
            (card.meal.pk, person): (FoodValues(-n, words, False, {}, {}), _weight(card, person))
            for n, (card, person, words) in enumerate(said, 1)
        }

    def day(self, person: int, date: dt.date) -> Intake:
        """What a person takes in on a day, drinks included."""
        if (person, date) not in self._days:
            slots = (*self.slot_keys, DRINKS)
            eaten = [c for s in slots for c in self.cards.get((date, s), ()) if c.factor(person)]
            pairs = [(card.intake, card.factor(person)) for card in eaten]
            self._days[person, date] = total([*pairs, *self._told_in_words(person, date)])
        return self._days[person, date]

    def _told_in_words(self, person: int, date: dt.date) -> list[tuple[Intake, float]]:
        if not self._in_words:
            return []
        return [
            (Intake({}, {food.id: grams}), 1.0)
            for place, cards in self.cards.items()
            if place[0] == date
            for card in cards
            for food, grams in [self._in_words.get((card.meal.pk, person), (None, 0.0))]
            if food is not None
        ]

    @property
    def slot_keys(self) -> list[str]:
        """Slots where meals go, in order."""
        return [slot.key for slot in self.slots]

    def targets(self, person: Person, dates: Sequence[dt.date]) -> Targets:
        """A person's targets over some days, at their age on each."""
        key = (person.pk, tuple(dates))
        if key not in self._targets:
            self._targets[key] = targets_over(person, dates)
        return self._targets[key]

    def strip(
        self,
        person: Person,
        dates: Sequence[dt.date],
        nutrients: Sequence[str] = STRIP_NUTRIENTS,
    ) -> list[StripRow]:
        """The nutrient strip of a person over some days; days out do not count."""
        dates = self.table.days_here(person.pk, dates)
        days = [self.day(person.pk, date) for date in dates]
        return rows(days, self.targets(person, dates), self.foods, nutrients)

    def over_limits(
        self, person: Person, dates: Sequence[dt.date]
    ) -> list[tuple[DailyLimit, float]]:
        """Upper limits that a person's mean day passes, with the amount."""
        dates = self.table.days_here(person.pk, dates)
        limits = [limit for limit in self.targets(person, dates).limits if limit.hard]
        counted_days = set(dates)
        cards, brought = self._limited
        shares = np.array(
            [
                card.factor(person.pk)
                if date in counted_days and person.pk in card.amounts
                else 0.0
                for date, card in cards
            ]
        )
        daily = dict(zip(COUNTED, (shares @ brought / len(dates)).tolist(), strict=True))
        amounts = [(limit, daily.get(limit.counts, 0.0)) for limit in limits]
        return [(limit, amount) for limit, amount in amounts if amount > limit.amount]

    @cached_property
    def _limited(self) -> tuple[list[tuple[dt.date, Card]], Matrix]:
        """Every card with its day, and what a serving brings of the COUNTED (cards x nutrients)."""
        cards = [(date, card) for (date, _slot), found in self.cards.items() for card in found]
        amounts = [
            [card.intake.amounts.get(nutrient, 0.0) for nutrient in COUNTED]
            for _date, card in cards
        ]
        return cards, np.array(amounts).reshape(len(cards), len(COUNTED))

    @property
    def share(self) -> float:
        """How much of a day's eating this plan's slots usually are."""
        return planned_share(self.slot_keys)

    def all_cards(self) -> list[Card]:
        """Every card, in order of day and slot."""
        order = {slot: n for n, slot in enumerate((*self.slot_keys, DRINKS))}
        places = sorted(self.cards, key=lambda place: (place[0], order.get(place[1], 99)))
        return [card for place in places for card in self.cards[place]]


def _weight(card: Card, person: int) -> float:
    """Grams of what a person was to eat."""
    amount = card.amounts.get(person, 0.0)
    factor = amount if card.revision is not None else amount / 100.0
    return factor * sum(card.intake.grams.values())


def load_board(plan: Plan, nutrients: Collection[str] = BOARD_NUTRIENTS) -> Board:
    """Read a plan in 7 queries: table, meals, servings, lines, amounts, foods, changes."""
    table = table_of(plan)
    dose = FoodMeasure.objects.filter(
        food=OuterRef("food"), food__kind=Food.Kind.SUPPLEMENT, is_default=True
    )
    meals = list(
        plan.meals.select_related("batch__revision__recipe", "food")
        .prefetch_related("servings")
        .annotate(
            dose_name=Subquery(dose.values("name")[:1]),
            dose_grams=Subquery(dose.values("grams")[:1]),
        )
    )
    revisions = {m.batch.revision_id: m.batch.revision for m in meals if m.batch}
    foods = {m.food_id for m in meals if m.food_id is not None}
    figures = figures_of(revisions.values(), nutrients, foods)
    cards: dict[Place, list[Card]] = defaultdict(list)
    for meal in meals:
        cards[meal.date, meal.slot].append(_card(meal, figures))
    last, following = steps_of(plan)
    return Board(plan, table.people, table.slots, dict(cards), figures, last, table, following)


def steps_of(plan: Plan) -> tuple[PlanChange | None, PlanChange | None]:
    """What undo takes back and what redo does again (1 query)."""
    around = plan.changes.filter(Q(revision=plan.cursor) | Q(parent=plan.cursor))
    found = list(around.order_by("revision"))
    last = next((c for c in found if c.revision == plan.cursor), None)
    following = next((c for c in reversed(found) if c.parent == plan.cursor), None)
    return last, following


def step_back(plan: Plan) -> tuple[PlanChange | None, tuple[PlanChange | None, ...]]:
    """What undo takes back, and what undo and redo would do after it (1 query)."""
    before = plan.changes.filter(revision=plan.cursor).values("parent")[:1]
    found = {
        c.revision: c for c in plan.changes.filter(Q(revision=plan.cursor) | Q(revision=before))
    }
    last = found.get(plan.cursor)
    return last, (found.get(last.parent) if last and last.parent else None, last)


def step_forth(plan: Plan) -> tuple[PlanChange | None, tuple[PlanChange | None, ...]]:
    """What redo does again, and what undo and redo would do after it (1 query)."""
    children = plan.changes.filter(parent=plan.cursor).values("revision")
    around = plan.changes.filter(Q(parent=plan.cursor) | Q(parent__in=children))
    found = list(around.order_by("revision"))
    following = next((c for c in reversed(found) if c.parent == plan.cursor), None)
    if following is None:
        return None, (None, None)
    then = next((c for c in reversed(found) if c.parent == following.revision), None)
    return following, (following, then)


def _card(meal: Meal, figures: Figures) -> Card:
    servings = list(meal.servings.all())
    amounts = {serving.person_id: serving.amount for serving in servings}
    told = told_of(vars(serving) for serving in servings)
    if meal.batch is not None:
        intake = figures.dishes[meal.batch.revision_id].intake
        return Card(meal, meal.batch.revision, amounts, intake, told)
    assert meal.food_id is not None
    return Card(meal, None, amounts, intake_of([Part(meal.food_id, 100.0)], figures.foods), told)


def board_on(desk: Desk, shelf: Shelf, steps: tuple[PlanChange | None, ...]) -> Board:
    """The board as an edit left it, from the rows that were written (no query).

    A test compares it with what `load_board` reads.
    """
    table = table_of(desk.plan)
    cards: dict[Place, list[Card]] = defaultdict(list)
    in_order = sorted(desk.rows("meal").items(), key=lambda pair: (pair[1]["position"], pair[0]))
    for pk, row in in_order:
        cards[row["date"], row["slot"]].append(_card_on(desk, shelf, pk, row))
    last, following = steps
    return Board(
        desk.plan, table.people, table.slots, dict(cards), shelf.figures, last, table, following
    )


def _card_on(desk: Desk, shelf: Shelf, pk: int, row: Row) -> Card:
    """The meal itself is made when somebody looks at it: of a month, most are only counted."""
    servings = desk.servings(pk).values()
    amounts = {serving["person_id"]: serving["amount"] for serving in servings}
    told = told_of(servings)
    cooked = desk.rows("batch").get(row["batch_id"])
    if cooked is not None:
        dish = shelf.dishes[cooked["revision_id"]]
        meal = SimpleLazyObject(lambda: _cooked_meal(desk, pk, row, cooked, dish.revision))
        return Card(cast(Meal, meal), dish.revision, amounts, dish.intake, told)
    ware = shelf.wares[row["food_id"]]
    meal = SimpleLazyObject(lambda: _ready_meal(desk, pk, row, ware))
    return Card(cast(Meal, meal), None, amounts, ware.intake, told)


def _columns(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in ("batch_id", "food_id")}


def _cooked_meal(desk: Desk, pk: int, row: Row, cooked: Row, revision: RecipeRevision) -> Meal:
    batch = Batch(
        pk=row["batch_id"], plan=desk.plan, revision=revision, cook_date=cooked["cook_date"]
    )
    return Meal(pk=pk, plan=desk.plan, batch=batch, **_columns(row))


def _ready_meal(desk: Desk, pk: int, row: Row, ware: Ware) -> Meal:
    meal = Meal(pk=pk, plan=desk.plan, food=ware.food, **_columns(row))
    for name in ("dose_name", "dose_grams"):
        setattr(meal, name, getattr(ware.food, name))
    return meal
