"""A practice's clients: the list, the page of one, and who may see them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people import intake_actions
from people.models import Intake, Person
from tests.cast import browser_of
from tests.factories import PersonFactory


@pytest.fixture
def dietitian(cast):
    return browser_of(cast.practice, cast.users["dietitian"])


def make_client(tenant, name="Eve", **more):
    """A client of whom only the first name is known."""
    unknown = {"sex": "", "birth_date": None, "height_cm": None, "weight_kg": None}
    return PersonFactory(tenant=tenant, name=name, is_client=True, **unknown, **more)


def answered(person, **answers):
    link = intake_actions.make_link(person=person, form="short", days=14, by=None)
    answers = {"birth_date": "1960-02-29", "sex": "female"} | answers
    return intake_actions.submit(link=link, answers=answers)


def names(response):
    return [row.person.name for row in response.context["page"]]


def test_a_first_name_makes_a_client(cast, dietitian):
    response = dietitian.post(reverse("people:add_client"), {"name": " Eve "})
    eve = Person.objects.get(name="Eve")
    assert response.status_code == 303
    assert response.url == reverse("people:client", args=[eve.pk])
    assert (eve.tenant, eve.is_client, eve.is_ready) == (cast.practice, True, False)
    assert [change.by for change in eve.changes.all()] == [cast.users["dietitian"]]


def test_no_name_makes_no_client_and_says_so(cast, dietitian):
    response = dietitian.post(reverse("people:add_client"), {"name": "  "})
    assert response.status_code == 422
    assert "Enter a first name." in response.content.decode()
    assert not Person.objects.filter(is_client=True).exists()


def test_a_client_without_a_birth_date_gets_no_plan(cast):
    from planner.actions import create_plan

    eve = make_client(cast.practice)
    with pytest.raises(ValueError, match="Targets need a sex and a birth date"):
        create_plan(
            tenant=cast.practice, people=[eve], start=timezone.localdate(), days=1, slots=[]
        )


@pytest.mark.parametrize("page", ["people:client", "people:detail", "people:edit"])
def test_pages_open_for_a_client_of_whom_only_the_name_is_known(cast, dietitian, page):
    eve = make_client(cast.practice)
    assert dietitian.get(reverse(page, args=[eve.pk])).status_code == 200
    assert dietitian.get(reverse("people:index")).status_code == 200


def test_urgent_signs_stand_first_then_what_is_new_then_names(cast, dietitian):
    for name in ("Zoe", "Yan", "Xia", "Bob"):
        make_client(cast.practice, name)
    people = {one.name: one for one in Person.objects.filter(is_client=True)}
    answered(people["Zoe"], symptoms=["S106"])
    answered(people["Yan"], symptoms=["S103"])
    answered(people["Xia"])
    assert names(dietitian.get(reverse("people:clients"))) == ["Yan", "Zoe", "Xia", "Bob"]


def test_answers_in_the_record_are_urgent_no_more(cast, dietitian):
    yan = make_client(cast.practice, "Yan")
    intake = answered(yan, symptoms=["S103"])
    intake_actions.mark_seen(intake=intake)
    intake_actions.take_over(intake=intake, keys=["about"], by=None)
    row = dietitian.get(reverse("people:clients")).context["page"][0]
    assert (row.urgency, row.unread) == (None, 0)


def test_the_list_is_searched_by_name(cast, dietitian):
    make_client(cast.practice, "Eve")
    make_client(cast.practice, "Stephen")
    assert names(dietitian.get(reverse("people:clients"), {"q": "ev"})) == ["Eve"]
    nobody = dietitian.get(reverse("people:clients"), {"q": "<b>"}).content.decode()
    assert "No client’s name" in nobody.replace("'", "’").replace("&#x27;", "’")
    assert "<b>”" not in nobody


def test_an_archived_client_waits_on_a_tab_of_their_own(cast, dietitian):
    eve = make_client(cast.practice)
    dietitian.post(reverse("people:archive_client", args=[eve.pk]))
    assert names(dietitian.get(reverse("people:clients"))) == []
    assert names(dietitian.get(reverse("people:clients") + "?archived")) == ["Eve"]
    dietitian.post(reverse("people:restore_client", args=[eve.pk]))
    assert names(dietitian.get(reverse("people:clients"))) == ["Eve"]


def test_an_empty_list_says_how_to_begin(dietitian):
    assert "Add one by first name" in dietitian.get(reverse("people:clients")).content.decode()


@pytest.mark.parametrize("clients", [1, 12])
def test_the_list_asks_the_database_a_fixed_number_of_times(
    cast, dietitian, django_assert_num_queries, clients
):
    for number in range(clients):
        answered(make_client(cast.practice, f"Client {number}"), symptoms=["S103"])
    # Three of the gate: session, user, membership with its tenant. The clients, their
    # intakes, their open links. The account menu: the user's households.
    with django_assert_num_queries(7):
        dietitian.get(reverse("people:clients"))


def test_a_household_has_no_clients(cast, ada):
    person = Person.objects.of(cast.ada).first()
    for url in (
        reverse("people:clients"),
        reverse("people:client", args=[person.pk]),
    ):
        assert ada.get(url).status_code == 404
    assert ada.post(reverse("people:add_client"), {"name": "Eve"}).status_code == 404
    assert ada.post(reverse("people:make_intake_link", args=[person.pk])).status_code == 404


def test_another_practice_sees_nobody(cast):
    eve = make_client(cast.practice)
    intake = answered(eve, symptoms=["S103"])
    link = eve.intake_links.get()
    outsider = browser_of(cast.other, cast.users["outsider"])
    assert names(outsider.get(reverse("people:clients"))) == []
    for url in (
        reverse("people:client", args=[eve.pk]),
        reverse("people:intake", args=[eve.pk, intake.pk]),
        reverse("people:consent", args=[eve.pk]),
    ):
        assert outsider.get(url).status_code == 404
    for url in (
        reverse("people:archive_client", args=[eve.pk]),
        reverse("people:restore_client", args=[eve.pk]),
        reverse("people:make_intake_link", args=[eve.pk]),
        reverse("people:revoke_intake_link", args=[eve.pk, link.pk]),
        reverse("people:take_over", args=[eve.pk, intake.pk]),
        reverse("people:withdraw_consent", args=[eve.pk]),
        reverse("people:give_consent", args=[eve.pk]),
    ):
        data = {"all": "1", "sure": "on", "form": "short", "days": "14"}
        assert outsider.post(url, data).status_code == 404
    link.refresh_from_db()
    eve.refresh_from_db()
    assert (link.revoked_at, eve.archived_at, eve.is_ready) == (None, None, False)
    assert Intake.objects.get().seen_at is None


def test_an_intake_of_one_client_does_not_open_under_another(cast, dietitian):
    eve, zoe = make_client(cast.practice), make_client(cast.practice, "Zoe")
    intake, link = answered(eve), eve.intake_links.get()
    assert dietitian.get(reverse("people:intake", args=[zoe.pk, intake.pk])).status_code == 404
    url = reverse("people:take_over", args=[zoe.pk, intake.pk])
    assert dietitian.post(url, {"all": "1"}).status_code == 404
    url = reverse("people:revoke_intake_link", args=[zoe.pk, link.pk])
    assert dietitian.post(url).status_code == 404


def test_who_may_only_look_sees_names_and_no_health(cast):
    eve = make_client(cast.practice)
    intake = answered(eve, symptoms=["S103"], medicines=["warfarin"])
    viewer = browser_of(cast.practice, cast.users["viewer"])
    listed = viewer.get(reverse("people:clients")).content.decode()
    page = viewer.get(reverse("people:client", args=[eve.pk])).content.decode()
    assert "Eve" in listed
    for html in (listed, page):
        assert "Emergency" not in html
        assert "warfarin" not in html
        assert "/s/intake/" not in html
    assert viewer.get(reverse("people:intake", args=[eve.pk, intake.pk])).status_code == 403
    assert viewer.get(reverse("people:consent", args=[eve.pk])).status_code == 403
    for name, args in (
        ("add_client", []),
        ("archive_client", [eve.pk]),
        ("make_intake_link", [eve.pk]),
        ("take_over", [eve.pk, intake.pk]),
        ("withdraw_consent", [eve.pk]),
        ("give_consent", [eve.pk]),
    ):
        response = viewer.post(reverse(f"people:{name}", args=args), {"name": "X", "sure": "on"})
        assert response.status_code == 403, name
