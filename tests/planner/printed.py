"""Plans worth printing: a week for two, a month for six with long names, an empty one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import Tenant
from people.models import Avoidance
from planner import actions
from planner.actions import NewMeal
from planner.editing import Stamp
from planner.models import Plan
from tests.cast import browser_of
from tests.factories import AisleFactory, FoodFactory, PersonFactory, RecipeFactory, TenantFactory

MONDAY = dt.date(2026, 11, 30)
SLOTS = [("breakfast", "Breakfast"), ("smoothie", "Smoothie"), ("lunch", "Lunch")]
SLOTS += [("dinner", "Dinner")]
#: Names in the scripts and lengths that households have.
NAMES = ["Ada", "Maximiliana-Konstantina", "Ben", "יעל", "Ołena", "Fredrika von Hohenzollern"]
LONG = " of roasted roots, greens and seeds"
#: Foods enough for a list of sixty lines.
FOODS = 60
AISLES = ("vegetables", "fruit", "dairy", "bakery", "pulses", "spices")


@dataclass(frozen=True)
class Printed:
    """A household with its plans, and its browser."""

    tenant: Tenant
    week: Plan
    month: Plan
    empty: Plan
    browser: Client
    slug: str

    def url(self, kind: str) -> str:
        """The address of a print: "week", "month list", "empty cards", "recipe"."""
        if kind == "recipe":
            return reverse("planner:recipe_card", args=[self.slug])
        whose, _, what = kind.partition(" ")
        plan = {"week": self.week, "month": self.month, "empty": self.empty}[whose]
        name, more = {
            "": ("week_print", []),
            "day": ("day_print", [MONDAY.isoformat()]),
            "cook": ("cook_print", [MONDAY.isoformat()]),
            "list": ("list_print", []),
            "cards": ("cards", []),
        }[what]
        return reverse(f"planner:{name}", args=[plan.pk, *more])


def make_printed() -> Printed:
    """Everything, in a few dozen rows."""
    tenant: Any = TenantFactory(name="Ælfgifu & Sons' <household>")
    people = [PersonFactory(tenant=tenant, name=name) for name in NAMES]
    Avoidance.objects.create(person=people[0], fact="milk")
    Avoidance.objects.create(person=people[4], fact="celery", strength="intolerance")
    dishes = make_dishes(tenant)
    week, empty = (make_plan(tenant, people[:2], days) for days in (7, 2))
    month = make_plan(tenant, people, 28)
    for plan in (week, month):
        fill(plan, dishes)
    return Printed(tenant, week, month, empty, browser_of(tenant), dishes[0].slug)


def make_plan(tenant: Tenant, people: list[Any], days: int) -> Plan:
    return actions.create_plan(tenant=tenant, people=people, start=MONDAY, days=days, slots=SLOTS)


def make_dishes(tenant: Tenant) -> list[Any]:
    """Twelve dishes of ten foods each, from a short name to a very long one."""
    foods = [
        FoodFactory(
            name=f"Food number {n}" + ", with a long name that a label would carry" * (n % 7 == 0),
            aisle=AisleFactory(key=AISLES[n % len(AISLES)]),
            amounts={"magnesium": 20 + n, "energy": 90},
            packs={"bag": 250},
        )
        for n in range(FOODS)
    ]
    return [
        RecipeFactory(
            tenant=tenant,
            revision__name=f"Dish {n}{LONG * (2 if n == 3 else n % 2)}",
            revision__servings=2.0,
            revision__active_minutes=10 + n,
            revision__total_minutes=30 + n,
            revision__keeps_days=2,
            revision__steps=[
                f"Step {m}: stir, taste and wait for a while." for m in range(2 + n % 5)
            ],
            lines=[(foods[(5 * n + m) % FOODS], 40 + 10 * m) for m in range(10)],
        )
        for n in range(12)
    ]


def fill(plan: Plan, dishes: list[Any]) -> None:
    """Something in every slot of every day, leftovers for every third lunch."""
    eats = {seat.person_id: 1.0 + 0.25 * (seat.position % 3) for seat in plan.seats.all()}
    tea: Any = FoodFactory(name="Mint tea", kind="drink")
    meals = []
    for number, date in enumerate(plan.dates):
        for position, (slot, _name) in enumerate(SLOTS):
            dish = dishes[(number * 4 + position) % len(dishes)]
            note = "soak the beans the night before" if position == 3 and number % 5 == 0 else ""
            kept = {"cook_date": plan.dates[number - 1], "batch": f"kept {number}"}
            more: dict[str, Any] = kept if slot == "lunch" and number % 3 == 2 else {}
            meals.append(NewMeal(date, slot, eats, revision_id=dish.current_id, note=note, **more))
        meals.append(NewMeal(date, "drinks", dict.fromkeys(eats, 1250.0), food_id=tea.pk))
    actions.replace_board(
        plan=plan, stamp=Stamp(plan.revision), meals=meals, keep=(), verb="planned", quality={}
    )
