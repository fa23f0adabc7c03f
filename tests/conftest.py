"""Fixtures that every room's tests share."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Tenant
from foods.actions import load_foods
from planner import making, workers
from planner.models import Plan
from recipes.actions import load_recipes
from tests.cast import Cast, browser_of, make_cast
from tests.solver import FakeSolver
from tests.tagging import use_shared_resource

use_shared_resource()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a database: `make test-postgres` runs that, and nothing that would not."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="module")
def library_rows(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The shipped library, loaded once for a test module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_foods()
        load_recipes()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def shipped_library(library_rows: None, db: None) -> None:
    """The shipped foods and recipes (not for `transactional_db`: that starts from nothing)."""


@pytest.fixture
def as_tenant() -> Callable[[Tenant], Client]:
    """A browser whose session holds a tenant's key: `as_tenant(tenant).get(url)`."""

    def open_browser(tenant: Tenant) -> Client:
        client = Client()
        session = client.session
        session[SESSION_KEY] = str(tenant.key)
        session.save()
        return client

    return open_browser


@pytest.fixture(autouse=True)
def cold_workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The start page warms a solver up; only a browser needs that."""
    if request.node.get_closest_marker("browser") is None:
        monkeypatch.setattr(workers, "warm_up", lambda count: None)


@pytest.fixture(scope="module")
def cast_rows(django_db_setup: None, django_db_blocker: object) -> Iterator[Cast]:
    """The cast, made once for a test module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(cast_rows: Cast, db: None) -> Cast:
    """Everyone of `tests/cast.py` (not together with the shipped library)."""
    return cast_rows


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Ada's plan, read anew."""
    return Plan.objects.get(pk=cast.plan_id)


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Ada's browser."""
    return browser_of(cast.ada)


@pytest.fixture
def solver(monkeypatch: pytest.MonkeyPatch) -> FakeSolver:
    """A solver that answers at once: tests say what, and may hold the answer back."""
    fake = FakeSolver()
    monkeypatch.setattr(workers, "submit", fake.submit)
    # The answer comes in the thread of the test, which sees what the test wrote.
    monkeypatch.setattr(making, "attend", fake.attend)
    return fake
