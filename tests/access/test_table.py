"""One table for the whole site: who gets what from which URL, read and written."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.models import Tenant
from tests.access.scene import Scene, valued
from tests.access.table import ROLES, Row
from tests.access.walk import Route, address, posted, prefixes, routes, rows, table
from tests.access.watching import paths_to_tenant, rows_of, writes

TABLE = table()
ROUTES = {route.name: route for route in routes()}
BEHIND = [
    route
    for route in ROUTES.values()
    if route.name not in TABLE and any(route.name.startswith(p.name) for p in prefixes())
]
#: What these answer changes nothing: they were refused, or sent to the start or the sign-in.
REFUSALS = (401, 403, 404, 405, 410)
#: These never change what belongs to the practice, whatever they are answered.
POWERLESS = ("anonymous", "former", "client", "viewer", "stranger")


@pytest.fixture(autouse=True)
def unthrottled(cast, solver):
    """Ten roles in a row are not ten attempts of one visitor; weeks are made at once."""
    cache.clear()


@pytest.fixture(scope="module")
def scenes(cast_rows, django_db_blocker):
    """A role -> its scene, each with a session that is made once."""
    with django_db_blocker.unblock():
        made = {role: Scene(cast_rows, role).browser for role in ROLES if role != "anonymous"}
    keys = {role: browser.session.session_key for role, browser in made.items()}
    return lambda role: Scene(cast_rows, role, keys.get(role))


@contextmanager
def undone():
    """Everything inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_route_has_a_row_and_every_row_a_route():
    covered = set(TABLE) | {route.name for route in BEHIND}
    assert sorted(set(ROUTES) - covered) == []
    assert sorted(set(TABLE) - set(ROUTES)) == []
    assert [p.name for p in prefixes() if not any(r.name.startswith(p.name) for r in BEHIND)] == []


def test_no_route_has_two_rows_and_no_two_routes_share_a_name():
    names = [row.name for row in rows()]
    assert sorted(names) == sorted(set(names))
    named = [route.name for route in routes() if not route.name.endswith(":None")]
    assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_a_row_speaks_of_every_role(row):
    assert set(row.get) == set(row.post) == set(ROLES)


def test_the_gate_is_open_exactly_where_the_table_says_so():
    for name, row in TABLE.items():
        marks = {
            mark
            for mark in ("open_to_anyone", "signed_in_only", "staff_only")
            if getattr(ROUTES[name].view, mark, False)
        }
        assert row.is_open == bool(marks & {"open_to_anyone", "staff_only"}), (name, marks)


def asked(row: Row | None, route: Route, scene: Scene, method: str):
    """The URL and what is sent with it; whatever rows they need are made now."""
    url = address(route, row, scene)
    if row is None:
        return url, {}
    if method == "post":
        return url, posted(route, row, scene)
    return url, {name: valued(value, scene) for name, value in row.query.items()}


def ask(row: Row | None, route: Route, scene: Scene, method: str):
    """The answer to a role, with every statement that wrote."""
    url, data = asked(row, route, scene, method)
    browser = scene.browser
    with writes() as written:
        answer = getattr(browser, method)(url, data)
    return answer, written


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", TABLE)
def test_who_gets_what(scenes, name, method):
    row = TABLE[name]
    found = {}
    for role in ROLES:
        with undone():
            answer, written = ask(row, ROUTES[name], scenes(role), method)
            found[role] = answer.status_code
            if answer.status_code in REFUSALS or role in turned_away(row):
                assert written == [], (role, answer.status_code)
    assert found == dict(getattr(row, method))


def turned_away(row):
    """Those whom the gate stops before this route."""
    return [role for role in ("anonymous", "former", "client") if row.get[role] == 303]


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if not row.by_token])
def test_the_powerless_leave_the_rows_of_the_practice_as_they_are(cast, scenes, name):
    row, practice = TABLE[name], Tenant.objects.get(pk=cast.practice.pk)
    for role in POWERLESS:
        scene = scenes(role)
        if row.post[role] in REFUSALS:
            continue  # test_who_gets_what: it wrote nothing at all.
        with undone():
            url, data = asked(row, ROUTES[name], scene, "post")
            before = rows_of(practice)
            scene.browser.post(url, data)
            assert rows_of(practice) == before, role


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", BEHIND, ids=lambda route: route.name)
def test_pages_of_packages(scenes, route, method):
    [prefix] = [p for p in prefixes() if route.name.startswith(p.name)]
    for role in ROLES:
        with undone():
            answer, written = ask(None, route, scenes(role), method)
            expected = getattr(prefix, method)[role]
            assert (role, answer.status_code, written) == (role, expected, [])


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_nowhere(scenes, method):
    for name, row in TABLE.items():
        if name.startswith(("admin:", "account")):
            continue  # Views of packages, which take any method for a read.
        scene = scenes("owner")
        with undone():
            answer = getattr(scene.browser, method)(address(ROUTES[name], row, scene))
            assert answer.status_code in (302, 303, 404, 405), name


def test_a_tenants_rows_are_found_by_the_way_to_it():
    labels = {model._meta.label for model in paths_to_tenant()}
    assert {"planner.Serving", "people.HealthFact", "planner.PlanLink", "foods.Food"} <= labels
