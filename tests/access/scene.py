"""What a role asks for: the arguments of every URL, from the cast."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.test import Client

from accounts.links import in_days
from accounts.models import Tenant, User
from foods.models import Food
from people.models import Person
from planner.models import Meal, Plan, PlanLink
from tests.cast import Cast, browser_of, day, meal_at


@dataclass
class Scene:
    """One role before one route. `tenant` is whose objects are asked for."""

    cast: Cast
    role: str
    session: str | None = None
    """The key of a session made before: signing in is slow."""
    memory: dict[str, Any] = field(default_factory=dict)
    """For rows that need a thing made in `args` again in `data`."""

    @cached_property
    def tenant(self) -> Tenant:
        """Ada's household for the guest and who has no session; else the practice."""
        return self.cast.ada if self.role in ("anonymous", "guest") else self.cast.practice

    @cached_property
    def user(self) -> User | None:
        """Who is signed in."""
        if self.role in ("anonymous", "guest"):
            return None
        return self.cast.users["outsider" if self.role == "stranger" else self.role]

    @cached_property
    def browser(self) -> Client:
        """A fresh browser. Former and client hold the practice's key: it must not open anything."""
        if self.role == "anonymous":
            return Client()
        if self.session is None:
            return browser_of(self.home, self.user)
        browser = Client()
        browser.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return browser

    @property
    def home(self) -> Tenant:
        """The tenant in whose name the role asks."""
        return self.cast.other if self.role == "stranger" else self.tenant

    @cached_property
    def plan(self) -> Plan:
        """The plan asked for."""
        return Plan.objects.of(self.tenant).get()

    @cached_property
    def meal(self) -> Meal:
        """Tuesday's dal, which is left over on Wednesday."""
        meal: Meal = meal_at(self.plan, 0, "lunch")
        return meal

    @cached_property
    def person(self) -> Person:
        """Ada of that household; in the practice, the one whom the client's grant shows."""
        return Person.objects.of(self.tenant).filter(name="Ada").get()

    @property
    def food(self) -> Food:
        """Lentils, which are on the list."""
        return self.cast.kitchen.foods["lentils"]

    @cached_property
    def own_food(self) -> Food:
        """A food of the tenant's own."""
        return Food.objects.create(
            slug="own-root",
            name="Own root",
            tenant=self.tenant,
            group=self.food.group,
            aisle=self.food.aisle,
            source="own",
            source_id=f"own-{self.tenant.pk}",
        )

    @cached_property
    def plan_link(self) -> PlanLink:
        """A link to the plan that opens."""
        return PlanLink.objects.create(plan=self.plan, expires_at=in_days(7))


#: Arguments that have the same meaning wherever they stand.
KNOWN: dict[str, Callable[[Scene], Any]] = {
    "plan_id": lambda scene: scene.plan.pk,
    "meal_id": lambda scene: scene.meal.pk,
    "person_id": lambda scene: scene.person.pk,
    "food_id": lambda scene: scene.food.pk,
    "day": lambda scene: day(0).isoformat(),
}


def valued(value: Any, scene: Scene) -> Any:
    """A value of a row: as it is, or made from the scene."""
    return value(scene) if callable(value) else value
