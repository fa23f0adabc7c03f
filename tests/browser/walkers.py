"""Every page of the site in a browser: the access table's rows on the shipped library."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from accounts.models import Membership, Tenant, User
from foods.models import Food
from people.models import Person, PersonGrant
from recipes.models import Recipe
from tests.access.scene import Scene, valued
from tests.access.table import Row
from tests.access.walk import address, routes, table
from tests.browser.guests import session_of
from tests.cast import Cast, Kitchen, browser_of, fill, make_people, make_plan
from tests.factories import TenantFactory, UserFactory

#: Rows name foods and dishes of the tests' kitchen: these of the shipped library stand for them.
FOODS = {
    "water": "tap-water",
    "spinach": "spinach-raw",
    "lentils": "lentils-dry",
    "mushrooms": "mushrooms-brown-raw",
}
DISHES = {
    "porridge": "blueberry-banana-overnight-oats",
    "dal": "black-eyed-pea-sweet-potato-stew",
    "soup": "barley-portobello-soup-dill",
    "stew": "beef-lentil-bolognese",
}
SLUGS = {"spinach": FOODS["spinach"], "dal": DISHES["dal"]}
#: Whose eyes: the first of these who gets the page.
EYES = ("guest", "owner", "client", "anonymous")
NAMES = ("owner", "client")


@dataclass(frozen=True, slots=True)
class View:
    """A page as somebody sees it."""

    name: str
    url: str
    session: str
    """Empty for who has none."""


def make_walk() -> list[View]:
    """Rows of the cast, committed, and the addresses of all pages."""
    cast = _cast()
    known = {route.name: route for route in routes()}
    sessions = {
        "guest": session_of(cast.ada),
        "owner": _signed_in(cast.users["owner"], cast.practice),
        "client": _signed_in(cast.users["client"], None),
        "anonymous": "",
    }
    scenes = {eyes: Scene(cast, eyes) for eyes in EYES}
    views = []
    for row, eyes in _seen():
        scene = scenes[eyes]
        url = address(known[row.name], row, scene)
        query = {key: valued(value, scene) for key, value in row.query.items()}
        url += "?" + urlencode(query) if query else ""
        views.append(View(row.name, url, sessions[eyes]))
    return views


def _seen() -> Iterator[tuple[Row, str]]:
    for name, row in table().items():
        eyes = next((one for one in EYES if row.get[one] == 200), None)
        if eyes is not None and not row.bare and not name.startswith("admin:"):
            slug = row.args.get("slug")
            args = (
                {**row.args, "slug": SLUGS.get(slug, slug)} if isinstance(slug, str) else row.args
            )
            yield replace(row, args=args), eyes


def _signed_in(user: User, tenant: Tenant | None) -> str:
    return str(browser_of(tenant, user).session.session_key)


def _cast() -> Cast:
    kitchen = Kitchen(
        {name: Food.objects.get(slug=slug) for name, slug in FOODS.items()},
        {name: Recipe.objects.get(slug=slug) for name, slug in DISHES.items()},
    )
    ada = TenantFactory(name="Ada")
    practice = TenantFactory(name="Practice", kind="practice", is_guest=False)
    users: dict[str, Any] = {
        name: UserFactory(email=f"walking-{name}@example.org") for name in NAMES
    }
    Membership.objects.create(user=users["owner"], tenant=practice, role="owner")
    plans = {}
    for tenant in (ada, practice):
        people: list[Person] = make_people(tenant, kitchen)
        plan = make_plan(tenant, people)
        fill(plan, kitchen)
        plans[tenant.pk] = plan.pk
        if tenant == practice:
            PersonGrant.objects.create(person=people[0], user=users["client"])
    here, there = plans[ada.pk], plans[practice.pk]
    return Cast(kitchen, ada, ada, practice, users, here, there, here, practice, there)
