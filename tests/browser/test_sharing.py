"""A share link from its making to its end, by somebody without an account; a client's own pages."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import PersonGrant
from planner.models import PlanLink
from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import Visit
from tests.browser.guests import Guest
from tests.cast import browser_of
from tests.factories import UserFactory


def make_link(page: Page, guest: Guest, *show: str) -> str:
    """The address of a new link, as its maker finds it."""
    page.goto(guest.url + "links/")
    page.get_by_label("For whom").fill("Gran")
    for label in show:
        page.get_by_label(label).check()
    page.get_by_role("button", name="Make a link").click()
    return page.get_by_label("Address").first.input_value()


@pytest.mark.parametrize("script", [True, False])
def test_a_link_opens_for_anyone_until_it_expires(visit: Visit, ada: Guest, script: bool):
    owner = visit(guest=ada, java_script_enabled=script)
    address = make_link(owner, ada, "Show names", "Show what the days bring")
    reader = visit(width=390, java_script_enabled=script)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Week of")
    expect(reader.get_by_role("heading", name="What the days bring")).to_be_visible()
    expect(reader.locator("form, button:visible, input, select")).to_have_count(0)
    assert reader.context.cookies() == []
    reader.locator(".lookday h2 a").first.click()
    expect(reader.get_by_role("link", name="Cook", exact=True)).to_be_visible()
    link = PlanLink.objects.latest("pk")
    assert link.uses >= 2
    PlanLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    reader.goto(address, wait_until="commit")
    expect(reader.get_by_role("heading", name="This link no longer opens")).to_be_visible()


def test_the_maker_closes_it(visit: Visit, ada: Guest):
    owner, reader = visit(guest=ada), visit()
    address = make_link(owner, ada)
    owner.get_by_role("button", name="Close this link").first.click()
    expect(owner.get_by_text("The link is closed.")).to_be_visible()
    reader.goto(address, wait_until="commit")
    expect(reader.get_by_text("Whoever sent it has closed it")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), CORNERS)
def test_nothing_for_axe(visit: Visit, table: Guest, width: int, scheme: str):
    page = visit(width=width, guest=table)
    address = make_link(page, table, "Show what the days bring")
    day = f"days/{table.plan.start}/"
    for url in (
        table.url + "links/",
        address,
        address + day,
        address + day + "cook/",
        address + "print/",
    ):
        page.goto(url)
        assert violations(page, "", width, scheme) == [], url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


@pytest.mark.parametrize(("width", "scheme"), CORNERS)
def test_a_client_sees_their_own_plans(visit: Visit, table: Guest, width: int, scheme: str):
    person, other = table.plan.people.order_by("seats__position")[:2]
    user = UserFactory()
    PersonGrant.objects.create(person=person, user=user)
    session = str(browser_of(None, user).session.session_key)
    page = visit(width=width, guest=Guest(table.plan, session))
    page.goto("/")
    expect(page.get_by_role("heading", name="My plans")).to_be_visible()
    assert violations(page, "", width, scheme) == []
    page.locator(".rowlinks a").first.click()
    expect(page.locator(".lookday").first).to_be_visible()
    expect(page.get_by_text(other.name, exact=True)).to_have_count(0)
    assert violations(page, "", width, scheme) == []
