"""What a client with a grant sees after signing in: their own part of their own plans."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from people.models import Person, PersonGrant
from planner.listing import list_of_plan, listing_for
from planner.models import AtHome, Plan, Serving
from tests.cast import browser_of, day, make_plan, meal_at
from tests.factories import PersonFactory

PARTS = {
    "granted": [],
    "granted_print": [],
    "granted_list": [],
    "granted_day": [day(0).isoformat()],
    "granted_cook": [day(0).isoformat()],
}


@pytest.fixture
def client(cast):
    """The client's browser: no tenant, a grant on the practice's Ada."""
    return browser_of(None, cast.users["client"])


@pytest.fixture
def plan(cast):
    """The practice's plan for Ada and Ben."""
    return Plan.objects.get(pk=cast.practice_plan_id)


def url_of(part, plan):
    return reverse(f"planner:{part}", args=[plan.pk, *PARTS[part]])


def text_of(client, part, plan):
    answer = client.get(url_of(part, plan))
    assert answer.status_code == 200
    return answer.content.decode()


def test_signing_in_leads_to_my_plans(client, plan):
    for way in ("planner:start", "planner:home"):
        page = client.get(reverse(way), follow=True)
        assert page.resolver_match.view_name == "planner:mine"
    assert url_of("granted", plan) in page.content.decode()


def test_my_plans_name_mine_alone(cast, client, plan):
    page = client.get(reverse("planner:mine")).content.decode()
    assert "Ada" in page
    assert "Ben" not in page
    links = re.findall(r'href="(/mine/plans/[^"]*)"', page)
    assert links == [url_of("granted", plan)]


def test_a_plan_without_a_seat_of_mine_is_not_there(cast, client):
    other = PersonFactory(tenant=cast.practice, name="Cleo")
    hers = make_plan(cast.practice, [other])
    for part in PARTS:
        assert client.get(url_of(part, hers)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_others_at_the_table_do_not_show(client, plan, part):
    text = text_of(client, part, plan)
    assert "Ben" not in text
    assert 'method="post"' not in text


@pytest.mark.parametrize("part", ["granted", "granted_print", "granted_day"])
def test_a_meal_that_only_others_eat_does_not_show(client, plan, part):
    assert "Spinach soup" in text_of(client, part, plan)
    meal_at(plan, 0, "dinner").servings.filter(person__name="Ada").delete()
    assert "Spinach soup" not in text_of(client, part, plan)


def test_figures_are_my_own(client, plan):
    mine = text_of(client, "granted", plan)
    Serving.objects.filter(meal__plan=plan, person__name="Ben").update(amount=9)
    assert text_of(client, "granted", plan) == mine
    Serving.objects.filter(meal__plan=plan, person__name="Ada").update(amount=9)
    assert text_of(client, "granted", plan) != mine


def test_what_is_cooked_is_in_my_own_amounts(client, plan):
    mine = text_of(client, "granted_cook", plan)
    Serving.objects.filter(meal__plan=plan, person__name="Ben").update(amount=9)
    assert text_of(client, "granted_cook", plan) == mine


def test_the_shopping_list_is_of_my_portions_alone(cast, client, plan):
    """Lentils of the dal and the stew: 300 g a serving, two meals of dal and one of stew."""
    assert url_of("granted_list", plan) in text_of(client, "granted", plan)
    mine = text_of(client, "granted_list", plan)
    assert "Lentils" in mine
    Serving.objects.filter(meal__plan=plan, person__name="Ben").update(amount=9)
    list_of_plan(plan).lines.create(text="Candles for Ben", aisle=None)
    AtHome.objects.create(tenant=cast.practice, food=cast.kitchen.foods["lentils"], state="enough")
    assert text_of(client, "granted_list", plan) == mine
    needed = {line.ware.name: line.planned for line in listing_for(plan, mine_of(cast)).sheet.every}
    assert needed["Lentils"] == 900.0
    assert needed["Spinach"] == 300.0
    meal_at(plan, 0, "dinner").servings.filter(person__name="Ada").delete()
    assert "Spinach" not in text_of(client, "granted_list", plan)


def mine_of(cast):
    """Whose record the client may see."""
    return frozenset(cast.practice.people.filter(name="Ada").values_list("pk", flat=True))


def test_a_list_takes_nine_queries(cast, plan, django_assert_num_queries):
    mine = mine_of(cast)
    # Slots, meals, lines, foods, the order of aisles, aisles, moved foods, packs, counted measures.
    with django_assert_num_queries(9):
        listing_for(plan, mine)


def test_who_hides_numbers_gets_words(client, plan):
    Person.objects.filter(plans=plan).update(hide_numbers=True)
    for part in ("granted", "granted_day", "granted_print"):
        text = text_of(client, part, plan)
        assert not re.search(r"\d\s*(?:&nbsp;|\xa0)?\s*(?:%|mg|µg|kcal)", text)
    assert "Magnesium" in text_of(client, "granted", plan)


@pytest.mark.parametrize("part", PARTS)
def test_a_grant_that_is_revoked_closes_at_once(client, plan, part):
    PersonGrant.objects.all().delete()
    assert client.get(url_of(part, plan)).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_it_leads_to_nothing_of_the_practice(client, plan, part):
    links = set(re.findall(r'<a\b[^>]*href="([^"]*)"', text_of(client, part, plan))) - {"#main"}
    allowed = ("/mine/", reverse("account_logout"))
    assert all(href.startswith(allowed) for href in links), links


def test_a_grant_is_no_membership(client, plan):
    for name in ("week", "list", "week_print"):
        answer = client.get(reverse(f"planner:{name}", args=[plan.pk]))
        assert answer.status_code == 303


def test_a_member_is_not_a_client(cast, plan):
    owner = browser_of(cast.practice, cast.users["owner"])
    assert owner.get(url_of("granted", plan)).status_code == 404
    assert "Nobody has shared" in owner.get(reverse("planner:mine")).content.decode()


def test_who_is_both_keeps_their_household(cast, client):
    Membership.objects.create(user=cast.users["client"], tenant=cast.other, role="owner")
    browser = browser_of(cast.other, cast.users["client"])
    assert browser.get(reverse("planner:start")).status_code == 200
    assert "Ada" in browser.get(reverse("planner:mine")).content.decode()


def test_nobody_signed_in_is_asked_to(plan):
    answer = Client().get(url_of("granted", plan))
    assert answer.status_code == 303
    assert answer["Location"].startswith(reverse("account_login"))


def test_two_practices_two_grants_never_mix(cast, client):
    """A second practice has an Ada of its own; this client's grant says nothing about her."""
    theirs = Plan.objects.get(pk=cast.others_plan_id)
    assert client.get(url_of("granted", theirs)).status_code == 404
    person = theirs.people.get(name="Ben")
    PersonGrant.objects.create(person=person, user=cast.users["client"])
    text = text_of(client, "granted", theirs)
    assert "Ada" not in text
    page = client.get(reverse("planner:mine")).content.decode()
    assert ("Practice" in page, "Other practice" in page) == (True, True)
