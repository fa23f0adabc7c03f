"""The cast of the tests: who there is, a small kitchen, and three days on a board.

Ada (34, allergic to milk) and Ben (45, no mushrooms) eat together as a guest household. A stranger
is a guest of their own. A practice has an owner, an editor, a viewer and two dietitians, one the
other's colleague; "former" has signed in and kept a session of the practice, but is a member no
more; "client" has a grant on the practice's Ada and no membership. Another practice has the
"outsider" for its owner.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, Tenant, User
from foods.models import Food
from people.models import Avoidance, Person, PersonGrant
from planner import actions, history
from planner.actions import NewMeal
from planner.editing import Stamp
from planner.models import Meal, Plan
from recipes.models import Recipe
from tests.factories import FoodFactory, PersonFactory, RecipeFactory, TenantFactory, UserFactory

#: The first day of every plan here: a Tuesday.
START = dt.date(2026, 12, 1)
SLOTS = (("breakfast", "Breakfast"), ("lunch", "Lunch"), ("dinner", "Dinner"))
ROLES = ("owner", "editor", "viewer", "dietitian")
#: Users who are no members, or not of the first practice by a role of that name.
OTHERS = ("former", "colleague", "client", "outsider")


@dataclass(frozen=True, slots=True)
class Kitchen:
    """A few foods and the dishes made of them, by name."""

    foods: dict[str, Food]
    dishes: dict[str, Recipe]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone, with their plans' ids: rows are read anew in every test."""

    kitchen: Kitchen
    ada: Tenant
    stranger: Tenant
    practice: Tenant
    users: dict[str, User]
    plan_id: int
    practice_plan_id: int
    strangers_plan_id: int
    other: Tenant
    """Another practice."""
    others_plan_id: int


def day(number: int) -> dt.date:
    """A day of a plan, counted from 0."""
    return START + dt.timedelta(days=number)


def make_kitchen() -> Kitchen:
    """Tap water, tea and six foods; a dish for every case that the rules know."""
    figures = {"energy": 150, "magnesium": 40, "sodium": 120, "water": 70, "vitamin_d": 1}
    foods: dict[str, Any] = {
        "water": FoodFactory(
            slug="tap-water", name="Tap water", kind="drink", amounts={"water": 99.9}
        ),
        "tea": FoodFactory(slug="tea", name="Tea", kind="drink", amounts={"water": 99.0}),
        "spinach": FoodFactory(
            slug="spinach", name="Spinach", amounts={**figures, "vitamin_k2": (0, "presumed_nil")}
        ),
        "oats": FoodFactory(slug="oats", name="Oats", amounts=figures, measures={"cup": 90}),
        "lentils": FoodFactory(slug="lentils", name="Lentils", amounts=figures),
        "milk": FoodFactory(slug="milk", name="Milk", amounts=figures, facts={"milk": "contains"}),
        "bread": FoodFactory(slug="bread", name="Bread", amounts={}, facts={"milk": "unknown"}),
        "mushrooms": FoodFactory(slug="mushrooms", name="Mushrooms", amounts=figures),
    }
    return Kitchen(foods, _dishes(foods))


def _dishes(foods: dict[str, Food]) -> dict[str, Recipe]:
    def dish(slug: str, slot: str, food: str, keeps: int = 0) -> Recipe:
        made: Recipe = RecipeFactory(
            slug=slug,
            slots=[slot],
            lines=[(foods[food], 300)],
            revision__name=slug.replace("-", " ").capitalize(),
            revision__keeps_days=keeps,
            revision__main_food=foods[food],
        )
        return made

    return {
        "porridge": dish("porridge", "breakfast", "oats"),
        "granola": dish("granola", "breakfast", "oats"),
        "dal": dish("dal", "lunch", "lentils", keeps=2),
        "lentil_salad": dish("lentil-salad", "lunch", "lentils"),
        "soup": dish("spinach-soup", "dinner", "spinach"),
        "stew": dish("lentil-stew", "dinner", "lentils"),
        "pie": dish("spinach-pie", "dinner", "spinach"),
        "milk_rice": dish("milk-rice", "breakfast", "milk"),
        "toast": dish("toast", "breakfast", "bread"),
        "mushroom_pan": dish("mushroom-pan", "dinner", "mushrooms"),
    }


def make_people(tenant: Tenant, kitchen: Kitchen) -> list[Person]:
    """Ada, allergic to milk, and Ben, who eats no mushrooms."""
    ada = PersonFactory(tenant=tenant, name="Ada")
    ben = PersonFactory(
        tenant=tenant,
        name="Ben",
        sex="male",
        birth_date=dt.date(1981, 6, 1),
        height_cm=180.0,
        weight_kg=80.0,
    )
    Avoidance.objects.create(person=ada, fact="milk")
    Avoidance.objects.create(person=ben, food=kitchen.foods["mushrooms"])
    return [ada, ben]


def make_plan(tenant: Tenant, people: list[Any], days: int = 3) -> Plan:
    """An empty plan with three slots a day."""
    return actions.create_plan(
        tenant=tenant, people=people, start=START, days=days, slots=list(SLOTS)
    )


def fill(plan: Plan, kitchen: Kitchen) -> None:
    """Three days: dal on Tuesday, left over on Wednesday; Thursday's dinner is locked."""

    def cooked(number: int, slot: str, dish: str, **more: Any) -> NewMeal:
        revision = kitchen.dishes[dish].current_id
        return NewMeal(day(number), slot, eats, revision_id=revision, **more)

    eats = {seat.person_id: 1.0 for seat in plan.seats.all()}
    drinks = dict.fromkeys(eats, 1500.0)
    meals = [
        cooked(0, "breakfast", "porridge"),
        cooked(0, "lunch", "dal", batch="dal"),
        cooked(0, "dinner", "soup"),
        NewMeal(day(0), "drinks", drinks, food_id=kitchen.foods["water"].pk),
        cooked(1, "lunch", "dal", batch="dal"),
        cooked(2, "dinner", "stew", locked=True),
    ]
    meals = [meal for meal in meals if meal.date <= plan.end]
    stamp = Stamp(plan.revision)
    actions.replace_board(plan=plan, stamp=stamp, meals=meals, keep=(), verb="planned", quality={})


def make_cast() -> Cast:
    """Everyone, with a plan each for Ada, the stranger and the practice."""
    kitchen = make_kitchen()
    ada, stranger = TenantFactory(name="Ada"), TenantFactory(name="Stranger")
    practice = TenantFactory(name="Practice", kind="practice", is_guest=False)
    users: dict[str, Any] = {
        name: UserFactory(email=f"{name}@example.org") for name in (*ROLES, *OTHERS)
    }
    for role in ROLES:
        Membership.objects.create(user=users[role], tenant=practice, role=role)
    Membership.objects.create(user=users["colleague"], tenant=practice, role="dietitian")
    other = TenantFactory(name="Other practice", kind="practice", is_guest=False)
    Membership.objects.create(user=users["outsider"], tenant=other, role="owner")
    RecipeFactory(
        slug="strangers-own",
        tenant=stranger,
        slots=["dinner"],
        lines=[(kitchen.foods["lentils"], 200)],
        revision__main_food=kitchen.foods["lentils"],
    )
    FoodFactory(slug="strangers-food", name="Secret root", tenant=stranger)
    plans: list[int] = []
    for tenant in (ada, practice, stranger, other):
        people = make_people(tenant, kitchen)
        plan = make_plan(tenant, people)
        fill(plan, kitchen)
        plans.append(plan.pk)
        if tenant == practice:
            PersonGrant.objects.create(person=people[0], user=users["client"])
    adas, practices, strangers, others = plans
    tenants = (ada, stranger, practice)
    return Cast(kitchen, *tenants, users, adas, practices, strangers, other, others)


def browser_of(tenant: Tenant | None, user: User | None = None, **more: Any) -> Client:
    """A browser whose session holds a tenant's key, signed in where there is a user."""
    client = Client(**more)
    if user is not None:
        client.force_login(user)
    if tenant is not None:
        session = client.session
        session[SESSION_KEY] = str(tenant.key)
        session.save()
    return client


def meal_at(plan: Plan, number: int, slot: str) -> Any:
    """The first meal at a place; its cooking is taken for granted."""
    return plan.meals.filter(date=day(number), slot=slot).order_by("position")[0]


def url_of(name: str, plan: Plan, meal: Meal | None = None) -> str:
    """A planner URL of a plan, or of one of its meals."""
    return reverse(f"planner:{name}", args=[plan.pk, meal.pk] if meal else [plan.pk])


def write(
    client: Client,
    verb: str,
    plan: Plan,
    meal: Any = None,
    *,
    htmx: Any = False,
    **data: Any,
) -> Any:
    """Post an edit with the plan's revision as it is; `revision=None` leaves it out."""
    revision = Plan.objects.values_list("revision", flat=True).get(pk=plan.pk)
    posted = {"revision": revision} | data
    sent = {name: value for name, value in posted.items() if value is not None}
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url_of(verb, plan, meal), sent, headers=headers)


def state_of(plan: Plan) -> Any:
    """Everything an edit could touch: revision, quality, board and history."""
    fresh = Plan.objects.get(pk=plan.pk)
    changes = list(fresh.changes.order_by("revision").values("revision", "verb", "parent"))
    return fresh.revision, fresh.quality, history.snapshot(fresh), changes
