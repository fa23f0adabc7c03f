"""A plan as pages show it: everything read once, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import OuterRef, Subquery

from foods.models import Food, FoodMeasure
from foods.nutrition import FoodValues, Intake, Part, intake_of, total
from knowledge.nutrients import GUARD_RAILS, TEN
from people.models import Person
from people.queries import targets_on
from people.targets import DailyLimit, Targets, limited_nutrients, mean_targets
from planner.models import DRINKS, Meal, Plan, PlanChange, PlanSlot
from planner.problems import planned_share
from planner.strip import Row, rows
from recipes.models import RecipeRevision
from recipes.queries import Figures, figures_of

#: What the strip shows; a page that tells more asks for more.
STRIP_NUTRIENTS: Final = (*TEN, *GUARD_RAILS)

#: What the week page reads: the strip, and whatever has an upper limit.
BOARD_NUTRIENTS: Final = frozenset(STRIP_NUTRIENTS) | limited_nutrients()

Place = tuple[dt.date, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A meal on the board."""

    meal: Meal
    amounts: dict[int, float]
    """Person id -> recipe servings, or grams of a food."""
    intake: Intake
    """What one recipe serving brings, or 100 g of a food."""

    @property
    def revision(self) -> RecipeRevision | None:
        """The dish, where it is one."""
        return self.meal.batch.revision if self.meal.batch else None

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
        if self.revision is None or self.is_leftover:
            return 0
        return self.revision.active_minutes

    @property
    def dose(self) -> tuple[str, float] | None:
        """A supplement's usual measure and its grams ("tablet", 1.0); None for anything else."""
        name: str | None = getattr(self.meal, "dose_name", None)
        grams: float | None = getattr(self.meal, "dose_grams", None)
        return (name, grams) if name and grams else None

    def factor(self, person: int) -> float:
        """How many times `intake` a person has of it."""
        amount = self.amounts.get(person, 0.0)
        return amount if self.revision is not None else amount / 100.0


@dataclass(frozen=True, slots=True)
class Board:
    """A plan with its people, slots and meals, and what they bring."""

    plan: Plan
    people: list[Person]
    slots: list[PlanSlot]
    cards: dict[Place, list[Card]]
    figures: Figures
    last_change: PlanChange | None

    @property
    def foods(self) -> dict[int, FoodValues]:
        """Values of every food on the board."""
        return self.figures.foods

    def day(self, person: int, date: dt.date) -> Intake:
        """What a person takes in on a day, drinks included."""
        return total(
            (card.intake, card.factor(person))
            for slot in (*self.slot_keys, DRINKS)
            for card in self.cards.get((date, slot), ())
            if person in card.amounts
        )

    @property
    def slot_keys(self) -> list[str]:
        """Slots where meals go, in order."""
        return [slot.key for slot in self.slots]

    def targets(self, person: Person, dates: Sequence[dt.date]) -> Targets:
        """A person's targets over some days, at their age on each."""
        return mean_targets([targets_on(person, date) for date in dates])

    def strip(self, person: Person, dates: Sequence[dt.date]) -> list[Row]:
        """The nutrient strip of a person over some days."""
        days = [self.day(person.pk, date) for date in dates]
        return rows(days, self.targets(person, dates), self.foods)

    def over_limits(
        self, person: Person, dates: Sequence[dt.date]
    ) -> list[tuple[DailyLimit, float]]:
        """Upper limits that a person's mean day passes, with the amount."""
        whole = total((self.day(person.pk, date), 1 / len(dates)) for date in dates)
        limits = [limit for limit in self.targets(person, dates).limits if limit.hard]
        amounts = [(limit, whole.amount(limit.counts)) for limit in limits]
        return [(limit, amount) for limit, amount in amounts if amount > limit.amount]

    @property
    def share(self) -> float:
        """How much of a day's eating this plan's slots usually are."""
        return planned_share(self.slot_keys)

    def all_cards(self) -> list[Card]:
        """Every card, in order of day and slot."""
        order = {slot: n for n, slot in enumerate((*self.slot_keys, DRINKS))}
        places = sorted(self.cards, key=lambda place: (place[0], order.get(place[1], 99)))
        return [card for place in places for card in self.cards[place]]


def load_board(plan: Plan, nutrients: Collection[str] = BOARD_NUTRIENTS) -> Board:
    """Read a plan in 8 queries: seats, slots, meals, servings, lines, amounts, foods, change."""
    people = [seat.person for seat in plan.seats.select_related("person")]
    slots = [slot for slot in plan.slots.all() if slot.key != DRINKS]
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
    last = plan.changes.filter(undone=False).exclude(verb="undid").last()
    return Board(plan, people, slots, dict(cards), figures, last)


def _card(meal: Meal, figures: Figures) -> Card:
    amounts = {serving.person_id: serving.amount for serving in meal.servings.all()}
    if meal.batch is not None:
        return Card(meal, amounts, figures.dishes[meal.batch.revision_id].intake)
    assert meal.food_id is not None
    return Card(meal, amounts, intake_of([Part(meal.food_id, 100.0)], figures.foods))
