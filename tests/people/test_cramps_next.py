"""Why somebody cramps chooses which questions follow and what is shown first."""

import pytest
from django.urls import reverse

from people.models import Person
from tests.cast import browser_of, url_of

PERSON = {
    "name": "Ada",
    "sex": "female",
    "age": "34",
    "activity": "low-active",
    "reference": "dri",
    "energy_method": "eer",
    "diet": "omnivore",
    "consent": "on",
}


@pytest.fixture
def ada(cast):
    return Person.objects.of(cast.ada).get(name="Ada")


def saved(cast, person, **answers):
    url = reverse("people:save", args=[person.pk])
    return browser_of(cast.ada).post(url, PERSON | answers, follow=True)


def test_frequent_cramps_are_told_to_see_somebody(cast, ada):
    page = saved(cast, ada, cramps="night", often="daily")
    assert page.redirect_chain == [(reverse("people:detail", args=[ada.pk]), 303)]
    assert "Make an appointment and ask about blood tests." in page.content.decode()


@pytest.mark.parametrize("answers", [{"cramps": "night", "often": "seldom"}, {"often": "daily"}])
def test_others_are_not(cast, ada, answers):
    page = saved(cast, ada, **({"cramps": "none"} | answers))
    assert "Make an appointment and ask" not in page.content.decode().partition("<main")[0]
    assert [str(one) for one in page.context["messages"]] == ["Saved."]


def test_a_new_medicine_leads_to_where_it_is_named(cast, ada):
    page = saved(cast, ada, cramps="unsure", new_medicine="on")
    assert page.redirect_chain == [(reverse("people:health", args=[ada.pk]), 303)]
    assert "Which medicine is new?" in page.content.decode()
    page = saved(cast, ada, cramps="none", new_medicine="on")
    assert page.redirect_chain == [(reverse("people:detail", args=[ada.pk]), 303)]


def test_the_form_asks_on_and_names_the_signs(cast, ada):
    html = browser_of(cast.ada).get(reverse("people:edit", args=[ada.pk])).content.decode()
    for words in ("How often they come", "They began with a new medicine", "One leg swollen"):
        assert words in html
    assert reverse("people:red_flags") in html


def test_the_start_page_asks_on_too(cast):
    html = browser_of(cast.ada).get(reverse("planner:start") + "?own=1").content.decode()
    posted = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0", "add_person": "1"}
    html += browser_of(cast.ada).post(reverse("planner:begin"), posted).content.decode()
    for context in ("night", "exercise", "pregnancy", "unsure"):
        assert f'data-cramps="{context}"' in html


@pytest.mark.parametrize("context", ["night", "exercise", "pregnancy", "unsure"])
def test_the_week_and_the_person_lead_to_what_fits_first(cast, ada, context):
    ada.cramps = context
    ada.save()
    browser = browser_of(cast.ada)
    week = url_of("week", ada.plans.get())
    for url in (week, reverse("people:detail", args=[ada.pk])):
        html = browser.get(url).content.decode()
        assert f'name="context" value="{context}"' in html, url
    page = browser.post(reverse("people:what_else_helps"), {"context": context})
    first = page.context["groups"][0].helps[0]
    assert context in first.help.contexts


def test_who_may_only_look_is_not_told_that_somebody_cramps(cast):
    person = Person.objects.of(cast.practice).get(name="Ada")
    person.cramps = "night"
    person.save()
    url = url_of("week", person.plans.get())
    for role, told in (("viewer", False), ("editor", True)):
        html = browser_of(cast.practice, cast.users[role]).get(url).content.decode()
        assert ("cramps at night" in html) is told, role
