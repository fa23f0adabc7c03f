"""Health facts stay out of addresses and logs: by the shape of the URLs, and by listening."""

import logging
import re

import pytest
from django.db import transaction

from people.models import Avoidance, HealthFact, Person
from tests.access.scene import Scene, valued
from tests.access.walk import address, posted, routes, table

TABLE = table()
ROUTES = {route.name: route for route in routes()}
#: What an address of ours may carry: keys of rows, days, slugs of foods and recipes, tokens.
HARMLESS = re.compile(
    r"^(\w+_id|day|date|slug|key|kind|nutrient|token|number|part|slot|verb|size|uidb36|provider)$"
)
#: Words that nothing else on the site uses; typed as facts, and sent by the forms below.
SECRETS = ("gallstonesque", "warfarinoid", "marevanish", "lupinesecret")


def test_no_address_of_ours_takes_health_facts():
    for route in ROUTES.values():
        if route.name.startswith(("admin:", "account_", "headless", "socialaccount", "mfa")):
            continue
        for name in route.names:
            assert HARMLESS.match(name), (route.name, name)


def test_no_address_of_ours_speaks_of_a_condition_or_medicine():
    words = re.compile(r"condition|medicine|allerg|diagnos|pregnan", re.IGNORECASE)
    assert [route.pattern for route in ROUTES.values() if words.search(route.pattern)] == []


@pytest.fixture
def scene(cast):
    """The owner before Ada, who told of a condition, a medicine and an allergy."""
    scene = Scene(cast, "owner")
    person: Person = scene.person
    HealthFact.objects.create(person=person, kind="condition", text=SECRETS[0])
    HealthFact.objects.create(person=person, kind="medicine", text=SECRETS[1])
    Avoidance.objects.create(person=person, fact="fish")
    return scene


@pytest.fixture
def heard():
    """Every record of every logger, as text, arguments and exceptions included."""
    records: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record):
            records.append(f"{self.format(record)} {record.args!r}")

    ear, root = Ear(logging.DEBUG), logging.getLogger()
    names = [name for name in logging.root.manager.loggerDict if name != "django.db.backends"]
    loggers = [root, *map(logging.getLogger, names)]
    before = [(one, one.level, one.propagate) for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        one.propagate = True
    root.addHandler(ear)
    yield records
    root.removeHandler(ear)
    for one, level, propagate in before:
        one.level, one.propagate = level, propagate


def no_secret_in(texts):
    said = [text for text in texts for secret in SECRETS if secret in text.lower()]
    assert said == []


def test_listening_works(heard):
    logging.getLogger("some.where").debug("Somebody takes %s", "Warfarinoid")
    with pytest.raises(AssertionError):
        no_secret_in(heard)


def test_reading_every_page_logs_no_fact(scene, solver, heard):
    for name, row in TABLE.items():
        with transaction.atomic():
            query = {key: valued(value, scene) for key, value in row.query.items()}
            answer = scene.browser.get(address(ROUTES[name], row, scene), query)
            transaction.set_rollback(True)
        no_secret_in([answer.headers.get("Location", ""), answer.headers.get("HX-Redirect", "")])
        no_secret_in(links_of(answer))
    no_secret_in(heard)


def links_of(answer):
    """Every address that a page names: a fact in one would be in the next request's log line."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return []
    return re.findall(r'\b(?:href|action|src|hx-\w+)="([^"]*)"', answer.content.decode())


def test_writing_logs_no_fact(scene, solver, heard):
    """Each form gets the facts in every field that it could take them in."""
    told = {"text": SECRETS[2], "name": SECRETS[3], "note": SECRETS[2], "reason": SECRETS[3]}
    told |= {"conditions": SECRETS[2], "medicines": SECRETS[3], "q": SECRETS[2]}
    for name, row in TABLE.items():
        if name.startswith("admin:"):
            continue
        with transaction.atomic():
            url = address(ROUTES[name], row, scene)
            sent = posted(ROUTES[name], row, scene)
            for data in (sent, told | sent, sent | told):
                with transaction.atomic():
                    answer = scene.browser.post(url, data)
                    transaction.set_rollback(True)
                no_secret_in([answer.headers.get("Location", "")])
            transaction.set_rollback(True)
    no_secret_in(heard)
