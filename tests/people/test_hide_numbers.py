"""Somebody better off without figures sees none: on no page of their plan, and on no print."""

import datetime as dt
import html
import re

import pytest
from django.urls import get_resolver, reverse

from people import actions, hiding
from people.models import Person
from planner.models import Plan
from tests.cast import browser_of, day, meal_at
from tests.factories import FoodFactory

#: A figure of a nutrient or of energy, or a percentage. Grams of food stay: a kitchen needs them.
FIGURE = re.compile(r"\d[\d.,]*\s*(?:mg|µg|mcg|kcal|kJ|IU|%)(?![\w])")
#: Pages of a plan without which it could not be lived with.
WALKED = ("week", "day", "cook", "list", "day_print", "week_print", "list_print", "why", "swaps")


@pytest.mark.parametrize(
    ("share", "state", "words"),
    [
        (1.0, "met", "reached"),
        (2.5, "over", "more than the limit"),
        (0.95, "below", "almost there"),
        (0.75, "below", "a little short"),
        (0.5, "below", "about half"),
        (0.0, "below", "room for more"),
        (None, "none", "no target"),
    ],
)
def test_a_covered_share_in_words(share, state, words):
    assert hiding.covered_words(share, state) == words


def test_a_portion_in_words():
    shares = (0.5, 0.2, 0.05, 0.0, None)
    words = ["rich in it", "a good bit", "a little", "hardly any", "no target"]
    assert [hiding.portion_words(share) for share in shares] == words
    assert hiding.portion_words(1.5, limited=True) == hiding.OVER
    assert hiding.portion_words(1.5) == "rich in it"


@pytest.mark.parametrize(
    ("person", "kind", "handed_over", "hidden"),
    [
        (False, "household", True, False),
        (True, "household", False, True),
        (True, "practice", False, False),
        (True, "practice", True, True),
    ],
)
def test_a_dietitian_at_work_sees_figures_and_what_is_handed_over_has_none(
    person, kind, handed_over, hidden
):
    assert hiding.hides(person, kind, handed_over=handed_over) is hidden


@pytest.fixture
def hidden(cast):
    """Ada and Ben, both without numbers; an own target, a measurement, a meal with reasons."""
    people = list(Person.objects.of(cast.ada))
    for person in people:
        actions.edit_person(person=person, by=None, values={"hide_numbers": True})
        actions.measure(
            person=person, kind="weight", date=dt.date(2026, 11, 1), value=71.3, by=None
        )
        actions.set_override(
            person=person,
            nutrient="magnesium",
            kind="target",
            amount=345.0,
            reason="Wanted.",
            by=None,
        )
    plan = Plan.objects.get(pk=cast.plan_id)
    meal = meal_at(plan, 0, "dinner")
    meal.reasons = [{"kind": "covers", "nutrient": "magnesium", "share": 0.22}]
    meal.save()
    plan.quality = {
        "objective": 3.0,
        "bound": 1.0,
        "misses": [
            {
                "person": people[0].pk,
                "nutrient": "magnesium",
                "per_day": 200.0,
                "target": 320.0,
                "best_possible": 250.0,
                "best_within_energy": None,
            }
        ],
    }
    plan.save()
    return cast


def figures_of(response):
    """Figures in what a page says: its text, and texts for those who hear it."""
    body = response.content.decode()
    main = body.partition("<main")[2].partition("</main>")[0] or body
    spoken = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', main))
    text = html.unescape(re.sub(r"<[^>]+>", " ", main) + " " + spoken).replace("\xa0", " ")
    return FIGURE.findall(text)


def plan_pages(plan):
    """Every address of the planner that a plan, a day and a meal are enough for."""
    given = {"plan_id": plan.pk, "meal_id": meal_at(plan, 0, "dinner").pk}
    given |= {"day": day(0).isoformat()}
    found = {}
    for name, lookups in get_resolver("planner.urls").reverse_dict.lists():
        for possibilities, *_rest in lookups:
            for _pattern, params in possibilities:
                if isinstance(name, str) and "plan_id" in params and set(params) <= given.keys():
                    asked = {key: given[key] for key in params}
                    found[name] = reverse(f"planner:{name}", kwargs=asked)
    return found


def test_no_page_and_no_print_of_their_plan_shows_a_figure(hidden):
    plan = Plan.objects.get(pk=hidden.plan_id)
    client, pages = browser_of(hidden.ada), plan_pages(plan)
    assert set(WALKED) - {"list_print"} <= pages.keys()
    seen: dict[str, list[str]] = {}
    for name, url in pages.items():
        for address in (url, f"{url}?day={day(0)}"):
            response = client.get(address)
            if response.status_code == 200 and not response.streaming:
                seen.setdefault(name, []).extend(figures_of(response))
    assert {name: found for name, found in seen.items() if found} == {}
    assert len(seen) >= len(WALKED)


def test_no_page_about_them_shows_a_figure(hidden):
    client = browser_of(hidden.ada)
    person = Person.objects.of(hidden.ada).first()
    names = ("detail", "history", "measurements")
    urls = [reverse(f"people:{name}", args=[person.pk]) for name in names]
    urls += [reverse("people:target", args=[person.pk, "magnesium"])]
    urls += [reverse("people:food_share", args=["oats"]), reverse("people:index")]
    assert {url: figures_of(client.get(url)) for url in urls} == {url: [] for url in urls}
    body = client.get(urls[1]).content.decode() + client.get(urls[2]).content.decode()
    assert "71.3" not in body


def test_the_same_pages_show_figures_to_everyone_else(cast):
    """Or the tests above would pass on empty pages."""
    plan = Plan.objects.get(pk=cast.plan_id)
    client, pages = browser_of(cast.ada), plan_pages(plan)
    for name in ("week", "day", "day_print"):
        assert figures_of(client.get(pages[name])), name


def test_the_figures_of_one_are_hidden_and_of_the_other_not(cast):
    ada = Person.objects.of(cast.ada).get(name="Ada")
    actions.edit_person(person=ada, by=None, values={"hide_numbers": True})
    plan = Plan.objects.get(pk=cast.plan_id)
    client, url = browser_of(cast.ada), reverse("planner:week", args=[plan.pk])
    ben = Person.objects.of(cast.ada).get(name="Ben")
    assert figures_of(client.get(f"{url}?person={ada.pk}")) == []
    assert figures_of(client.get(f"{url}?person={ben.pk}"))


def test_a_dietitian_sees_figures_on_the_screen_and_none_on_paper(cast):
    person = Person.objects.of(cast.practice).get(name="Ada")
    for one in Person.objects.of(cast.practice):
        actions.edit_person(person=one, by=None, values={"hide_numbers": True})
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    client, pages = browser_of(cast.practice, cast.users["dietitian"]), plan_pages(plan)
    assert figures_of(client.get(reverse("people:detail", args=[person.pk])))
    assert figures_of(client.get(pages["week"]))
    assert figures_of(client.get(pages["day_print"])) == []


def test_food_pages_keep_their_weights(hidden):
    food = FoodFactory(name="Beet", amounts={"magnesium": 23})
    url = reverse("people:food_share", args=[food.slug])
    assert browser_of(hidden.ada).get(url).status_code == 200
