"""A dietitian and a client in real browsers: from a first name to a record, flags in front."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth import SESSION_KEY as USER_KEY
from playwright.sync_api import Page, expect

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, Tenant, User
from people.models import Intake, Person
from tests.browser.axe import CORNERS, OTHER_CORNERS, violations

NARROW = 390
PHONE = {"width": NARROW, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Dietitian:
    """Somebody signed in to a practice: what `visit` asks of a guest."""

    tenant: Tenant
    session: str

    def cookie(self, origin: str) -> Any:
        """The session as a cookie for Playwright."""
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": self.session, "domain": "localhost", "path": "/"}


@pytest.fixture
def dietitian(server: Any) -> Iterator[Dietitian]:
    """A new practice with one dietitian, signed in."""
    tenant = Tenant.objects.create(name="Harbour Practice", kind="practice", is_guest=False)
    user = User.objects.create_user(f"dietitian{tenant.pk}@example.org", "a pan of lentils")
    Membership.objects.create(tenant=tenant, user=user, role="dietitian")
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[USER_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[SESSION_KEY] = str(tenant.key)
    store.create()
    yield Dietitian(tenant, str(store.session_key))
    tenant.delete()
    user.delete()


def add_a_client(page: Page, name: str) -> None:
    """From the list to the new client's page."""
    page.goto("/clients/")
    page.get_by_label("New client").fill(name)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def make_a_link(page: Page, form: str = "short") -> str:
    """Send a form; returns its address."""
    page.get_by_label("Form", exact=True).select_option(form)
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Address").first.input_value()
    assert "/s/intake/" in address
    return address


def fill_in(page: Page, address: str) -> None:
    """What the client does: a red flag, warfarin by its brand, an allergy."""
    page.goto(address)
    page.get_by_label("Date of birth", exact=True).fill("1960-02-29")
    page.get_by_label("Female").check()
    page.get_by_label("Height", exact=True).fill("165")
    page.get_by_label("Weight", exact=True).fill("65")
    page.get_by_label("Milk", exact=True).check()
    page.get_by_label("How strictly: Milk").select_option("intolerance")
    page.get_by_label("Medicines you take").fill("Marevan 5 mg")
    page.get_by_label("At night").check()
    page.get_by_label(re.compile("^Signs of a clot in the leg")).check()


def send(page: Page) -> None:
    """Agree and press the button."""
    page.get_by_label(re.compile("^I agree that what I say here")).check()
    page.get_by_role("button", name="Send my answers").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_first_name_to_a_record(
    visit: Callable[..., Page], dietitian: Any, scripts: bool
) -> None:
    desk = visit(guest=dietitian, java_script_enabled=scripts)
    add_a_client(desk, "Eve")
    address = make_a_link(desk)

    phone = visit(**PHONE, java_script_enabled=scripts)
    fill_in(phone, address)
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_text("We may only keep your answers if you agree")).to_be_visible()
    expect(phone.get_by_label("Medicines you take")).to_have_value("Marevan 5 mg")
    send(phone)
    first = phone.get_by_role("heading", level=1).first
    expect(first).to_have_text("Stop here and get emergency help now.")
    expect(phone.get_by_text("Thank you, your answers are on their way")).to_be_visible()
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("answered already")

    desk.goto("/clients/")
    row = desk.locator(".clientrow").first
    expect(row).to_contain_text("Emergency sign")
    expect(row).to_contain_text("1 new form")
    row.get_by_role("link", name="Eve", exact=True).click()
    desk.get_by_role("link", name=re.compile("^Short")).click()
    cards = desk.locator(".card")
    expect(cards.nth(0)).to_contain_text("Call the emergency number.")
    expect(cards.nth(1)).to_contain_text("Medicine: warfarin")
    expect(cards.nth(1)).to_contain_text("vitamin K2")
    desk.get_by_role("button", name=re.compile("^Take all")).click()
    expect(desk.get_by_text("All of it is in the record")).to_be_visible()

    eve = Person.objects.get(tenant=dietitian.tenant)
    desk.goto(f"/people/{eve.pk}/")
    expect(desk.locator("#targets")).to_contain_text("320")  # Magnesium, a woman of 66.
    main = desk.locator("main")
    expect(main).to_contain_text(re.compile("milk", re.IGNORECASE))
    expect(main).to_contain_text("Marevan 5 mg")


def test_the_form_asks_on_only_where_an_answer_calls_for_it(
    visit: Callable[..., Page], dietitian: Any
) -> None:
    desk = visit(guest=dietitian)
    add_a_client(desk, "Eve")
    phone = visit(**PHONE)
    phone.goto(make_a_link(desk, "full"))
    due, feet, how = (
        phone.get_by_label("Due date"),
        phone.get_by_label("Height, feet"),
        phone.get_by_label("How strictly: Milk"),
    )
    for hidden in (due, feet, how):
        expect(hidden).to_be_hidden()
    phone.get_by_label("Pregnant", exact=True).check()
    phone.get_by_label("feet and pounds").check()
    phone.get_by_label("Milk", exact=True).check()
    for shown in (due, feet, how):
        expect(shown).to_be_visible()
    expect(phone.get_by_label("Height", exact=True)).to_be_hidden()
    phone.get_by_label("Male", exact=True).check()
    expect(due).to_be_hidden()


@pytest.mark.parametrize("corners", [CORNERS, OTHER_CORNERS])
def test_every_page_is_accessible(
    visit: Callable[..., Page], dietitian: Any, corners: tuple[tuple[int, str], ...]
) -> None:
    page = visit(guest=dietitian)
    found: list[str] = []

    def check(what: str) -> None:
        for width, scheme in corners:
            found.extend(f"{what}: {one}" for one in violations(page, "", width, scheme))
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{what} is {wide} wide at {width}"

    page.goto("/clients/")
    check("empty list")
    add_a_client(page, "Eve")
    check("new client")
    address = make_a_link(page, "full")
    check("client with a link")
    fill_in(page, address)
    check("form")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("#intake-errors")).to_be_visible()
    check("form with an error")
    send(page)
    expect(page.locator("#thanks")).to_be_visible()
    check("thanks")
    page.goto(address)
    check("answered")
    intake = Intake.objects.get(person__tenant=dietitian.tenant)
    for url in (
        "/clients/",
        f"/clients/{intake.person_id}/",
        f"/clients/{intake.person_id}/intakes/{intake.pk}/",
        f"/people/{intake.person_id}/consent/",
    ):
        page.goto(url)
        check(url)
    assert not found, "\n".join(found)
