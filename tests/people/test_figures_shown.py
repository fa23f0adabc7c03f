"""Where somebody hides numbers, no page of the site that they can open states a figure."""

import html
import re

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from knowledge.plainly import FIGURE, without_figures
from people.models import Person, PersonGrant
from tests.access.scene import Scene
from tests.access.walk import address, routes, table
from tests.cast import browser_of

ROUTES = {route.name: route for route in routes()}
TABLE = table()
#: Pages of the site's own staff, and those on which a label's figures are typed.
APART = ("admin:", "account", "foods:new", "foods:correct", "foods:edit")
#: No figures of what food brings: how a milk is called, how much of a food is eaten, a medicine.
OTHERS = ("1 cup fortified 2%", "Eaten of it 100 %", "Marevan 3 mg")
#: Pages about nobody, on which everyone else reads figures.
GENERAL = {
    "foods:index": {},
    "foods:detail": {"slug": "spinach"},
    "recipes:index": {},
    "recipes:detail": {"slug": "spinach-soup"},
    "nutrients:index": {},
    "nutrients:detail": {"key": "magnesium"},
    "nutrients:sources": {"key": "magnesium"},
    "people:what_else_helps": {},
}


def figures_of(response):
    """Figures in what a page says: its text, and texts for those who hear it."""
    body = response.content.decode()
    main = body.partition("<main")[2].partition("</main>")[0] or body
    spoken = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', main))
    text = html.unescape(re.sub(r"<[^>]+>", " ", main) + " " + spoken)
    found = (text[max(0, one.start() - 30) : one.end()] for one in FIGURE.finditer(text))
    said = (" ".join(one.split()) for one in found)
    return [one for one in said if not one.endswith(OTHERS)]


def hide(tenant, **only):
    Person.objects.of(tenant).filter(**only).update(hide_numbers=True)


def walked(cast, role):
    """Every page that a role may open, with the figures on it."""
    seen = {}
    for name, row in TABLE.items():
        if row.get[role] != 200 or name.startswith(APART):
            continue
        cache.clear()
        scene = Scene(cast, role)
        answer = scene.browser.get(address(ROUTES[name], row, scene))
        if answer.status_code == 200 and not answer.streaming:
            seen[name] = figures_of(answer)
    return seen


def test_no_page_a_household_opens_states_a_figure(cast, solver):
    hide(cast.ada)
    seen = walked(cast, "guest")
    assert {name: found for name, found in seen.items() if found} == {}
    assert seen.keys() >= GENERAL.keys()
    assert len(seen) > 50


def test_no_page_a_client_opens_states_a_figure(cast, solver):
    hide(cast.practice, name="Ada")
    seen = walked(cast, "client")
    assert {name: found for name, found in seen.items() if found} == {}
    assert seen.keys() >= GENERAL.keys() | {"planner:granted", "planner:granted_print"}


@pytest.mark.parametrize("name", GENERAL)
def test_everyone_else_reads_figures_there(cast, name):
    """Or the tests above would pass on empty pages."""
    hide(cast.stranger)
    url = reverse(name, kwargs=GENERAL[name])
    assert figures_of(browser_of(cast.ada).get(url))
    assert figures_of(Client().get(url))


def test_the_calculator_and_the_comparison_say_what_but_not_how_much(cast):
    lines, ada = {"lines": "100 g spinach"}, browser_of(cast.ada)
    compared = reverse("foods:compare") + "?food=spinach&food=oats"
    calculator = reverse("foods:calculator")
    assert figures_of(ada.get(compared))
    assert figures_of(ada.post(calculator, lines))
    hide(cast.ada)
    for page in (ada.get(compared), ada.post(calculator, lines)):
        assert figures_of(page) == []
        assert "Spinach" in page.content.decode()


def test_one_who_hides_is_enough_and_the_others_may_look_for_the_day(cast):
    hide(cast.ada, name="Ada")
    browser, url = browser_of(cast.ada), reverse("foods:detail", args=["spinach"])
    page = browser.get(url)
    assert figures_of(page) == []
    assert "Show them for today" in page.content.decode()
    answer = browser.post(reverse("people:show_figures"), {"show": "1", "next": url})
    assert (answer.status_code, answer["Location"]) == (303, url)
    page = browser.get(url)
    assert figures_of(page)
    assert "Hide them again" in page.content.decode()
    browser.post(reverse("people:show_figures"), {"show": "0", "next": url})
    assert figures_of(browser.get(url)) == []


def test_the_look_is_over_the_next_day_and_in_another_browser(cast):
    hide(cast.ada, name="Ada")
    browser, url = browser_of(cast.ada), reverse("foods:detail", args=["spinach"])
    browser.post(reverse("people:show_figures"), {"show": "1"})
    assert figures_of(browser_of(cast.ada).get(url)) == []
    session = browser.session
    session["figures_shown"] = [cast.ada.pk, "2020-01-01"]
    session.save()
    assert figures_of(browser.get(url)) == []


def test_nobody_is_sent_elsewhere(cast):
    sent = {"show": "1", "next": "https://example.org/"}
    answer = browser_of(cast.ada).post(reverse("people:show_figures"), sent)
    assert answer["Location"] == reverse("foods:index")


def test_a_client_gets_no_switch_and_asking_for_it_changes_nothing(cast):
    person = Person.objects.of(cast.practice).get(name="Ada")
    PersonGrant.objects.get_or_create(person=person, user=cast.users["owner"])
    hide(cast.practice, name="Ada")
    url = reverse("foods:detail", args=["spinach"])
    client = browser_of(None, cast.users["client"])
    client.post(reverse("people:show_figures"), {"show": "1"})
    page = client.get(url)
    assert figures_of(page) == []
    assert "Show them" not in page.content.decode()
    assert figures_of(browser_of(cast.practice, cast.users["owner"]).get(url))


def test_who_is_put_away_no_longer_hides_anything(cast):
    hide(cast.ada, name="Ada")
    Person.objects.of(cast.ada).filter(name="Ada").update(archived_at="2026-01-01T00:00Z")
    assert figures_of(browser_of(cast.ada).get(reverse("foods:detail", args=["spinach"])))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("No figure here.", "No figure here."),
        ("It helps nerves. Adults need 320 mg a day.", "It helps nerves."),
        ("Adults need 320\u00a0mg. It helps nerves.", "It helps nerves."),
        ("About 5 % is absorbed.", ""),
        ("Eat 100 g of it, twice a week.", "Eat 100 g of it, twice a week."),
        ("Up to 1,000 IU; ask first.", "ask first."),
    ],
)
def test_a_text_without_its_figures(text, left):
    assert without_figures(text) == left


@pytest.mark.parametrize("hidden", [True, ""])
def test_a_text_in_a_page_is_escaped_once(hidden):
    page = Template(
        "{% load i18n plainly %}{% translate words as said %}{{ said|plainly:hidden }} "
        "{{ raw|plainly:hidden }}"
    )
    said = page.render(Context({"words": "An arm's length.", "raw": "<b>", "hidden": hidden}))
    assert said == "An arm&#x27;s length. &lt;b&gt;"
