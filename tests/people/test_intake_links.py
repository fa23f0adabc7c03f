"""Intake links: made, sent, opened without an account, answered once, closed."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import intake_actions
from people.models import Consent, GrantInvitation, Intake, IntakeLink
from tests.cast import browser_of
from tests.people.test_clients import make_client

GOOD = {"birth_date": "1960-02-29", "sex": "female", "consent": "on"}


@pytest.fixture
def eve(cast):
    return make_client(cast.practice)


@pytest.fixture
def dietitian(cast):
    return browser_of(cast.practice, cast.users["dietitian"])


def link_to(person, form="short", days=14):
    return intake_actions.make_link(person=person, form=form, days=days, by=None)


def form_url(link):
    return reverse("people:intake_form", args=[link.token])


def send(link, browser=None, **more):
    url = reverse("people:send_intake", args=[link.token])
    return (browser or Client()).post(url, GOOD | more)


def test_a_link_is_made_with_its_address_and_a_message(eve, dietitian):
    url = reverse("people:make_intake_link", args=[eve.pk])
    response = dietitian.post(url, {"form": "full", "days": "30"})
    assert response.status_code == 303
    link = eve.intake_links.get()
    assert link.form == "full"
    assert 29 <= (link.expires_at - timezone.now()).days <= 30
    page = dietitian.get(reverse("people:client", args=[eve.pk])).content.decode()
    assert page.count(f"http://testserver{form_url(link)}") == 2, "to copy, and in the message"


@pytest.mark.parametrize("sent", [{"form": "long", "days": "14"}, {"form": "short", "days": "999"}])
def test_a_link_of_another_kind_is_not_made(eve, dietitian, sent):
    url = reverse("people:make_intake_link", args=[eve.pk])
    assert dietitian.post(url, sent).status_code == 422
    assert not eve.intake_links.exists()


@pytest.mark.parametrize("form", ["short", "full"])
def test_the_form_opens_without_an_account_and_is_kept_by_nobody(eve, form):
    link = link_to(eve, form)
    response = Client().get(form_url(link))
    assert response.status_code == 200
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] in ("no-referrer", "same-origin")
    link.refresh_from_db()
    assert link.uses == 1
    assert link.last_used_at is not None


def test_answers_come_in_with_the_consent(eve):
    response = send(link_to(eve), medicines="warfarin", symptoms=["S103"])
    assert response.status_code == 200
    intake, consent = Intake.objects.get(), Consent.objects.get()
    assert (intake.person, intake.flags) == (eve, ["S103"])
    assert intake.answers["medicines"] == ["warfarin"]
    assert (consent.person, consent.via) == (eve, "intake")
    eve.refresh_from_db()
    assert not eve.is_ready, "nothing is in the record before somebody takes it over"
    assert not eve.health_facts.exists()


def test_what_cannot_wait_is_said_first(eve):
    html = send(link_to(eve), symptoms=["S106", "S103"]).content.decode()
    emergency, thanks = (
        html.index("Stop here and get emergency help now."),
        html.index("Thank you,"),
    )
    assert emergency < html.index("tel:112") < thanks < html.index("Frequent cramps")


def test_without_a_sign_the_page_only_thanks(eve):
    html = send(link_to(eve)).content.decode()
    assert "Thank you" in html
    assert "emergency" not in html


def test_who_eats_very_little_is_told_gently_to_see_a_doctor(eve):
    html = send(link_to(eve, "full"), little_food="yes").content.decode()
    assert "Please speak to a doctor before you eat more" in html


def test_no_consent_nothing_kept_and_all_that_was_typed_is_there(eve):
    link = link_to(eve, "full")
    typed = {"medicines": "Marevan 5 mg", "note": "I cook on Sundays", "avoid": ["milk", "soy"]}
    response = send(link, consent="", strength_milk="intolerance", symptoms=["S102"], **typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "We may only keep your answers if you agree" in html
    assert "Marevan 5 mg" in html
    assert "I cook on Sundays" in html
    for box in ('value="milk"', 'value="soy"', 'value="S102"', 'value="female"'):
        before = html.rindex("<input", 0, html.index(box))
        assert "checked" in html[before : html.index(">", html.index(box))], box
    assert '<option value="intolerance" selected>' in html
    link.refresh_from_db()
    assert (Intake.objects.count(), Consent.objects.count(), link.answered_at) == (0, 0, None)


def test_a_link_is_answered_once(eve):
    link = link_to(eve)
    send(link)
    again = Client().get(form_url(link))
    assert again.status_code == 200
    assert "answered already" in again.content.decode()
    second = send(link, symptoms=["S103"]).content.decode()
    assert "Your answers had come in already" in second
    assert "Stop here and get emergency help now." in second, "a second click still says it"
    assert Intake.objects.get().flags == []
    assert Consent.objects.count() == 1


def test_of_two_who_send_at_once_one_is_kept(eve):
    link = link_to(eve)
    first, second = (IntakeLink.objects.get(pk=link.pk) for _ in range(2))
    intake_actions.submit(link=first, answers={})
    with pytest.raises(intake_actions.AnsweredError):
        intake_actions.submit(link=second, answers={})
    assert Intake.objects.count() == 1


def test_another_link_may_be_answered_again(eve):
    send(link_to(eve))
    assert send(link_to(eve)).status_code == 200
    assert Intake.objects.count() == 2


@pytest.mark.parametrize("post", [False, True])
def test_a_link_that_was_closed_or_ran_out_says_so(eve, dietitian, post):
    closed, old = link_to(eve), link_to(eve)
    url = reverse("people:revoke_intake_link", args=[eve.pk, closed.pk])
    assert dietitian.post(url).status_code == 303
    IntakeLink.objects.filter(pk=old.pk).update(expires_at=timezone.now() - dt.timedelta(1))
    for link in (closed, old):
        response = send(link) if post else Client().get(form_url(link))
        assert response.status_code == 410
        assert "no longer opens" in response.content.decode()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("post", [False, True])
def test_a_forged_link_opens_nothing(eve, post):
    link = link_to(eve)
    other = GrantInvitation.objects.create(person=eve, expires_at=link.expires_at)
    for token in (link.token[:-1] + "x", link.key.hex, other.token, "x"):
        name = "people:send_intake" if post else "people:intake_form"
        url = reverse(name, args=[token])
        response = Client().post(url, GOOD) if post else Client().get(url)
        assert response.status_code == 404, token
    assert not Intake.objects.exists()


def test_the_form_shows_the_first_name_and_nothing_else_of_the_record(cast, eve):
    eve.health_facts.create(kind="condition", text="gallstones of 1999")
    eve.weight_kg = 61.7
    eve.save()
    html = Client().get(form_url(link_to(eve))).content.decode()
    assert "Hello Eve" in html
    assert "gallstones" not in html
    assert "61.7" not in html
    assert "Ada" not in html, "the others of the practice"


def test_units_are_the_practices(cast, eve):
    cast.practice.units = "us"
    cast.practice.save()
    html = Client().get(form_url(link_to(eve))).content.decode()
    box = html.index('name="units" value="us"')
    assert "checked" in html[box : html.index(">", box)]


def test_answers_older_than_a_day_are_deleted_and_no_others(eve):
    old = intake_actions.submit(link=link_to(eve), answers={})
    new = intake_actions.submit(link=link_to(eve), answers={})
    then = timezone.now() - dt.timedelta(days=100)
    Intake.objects.filter(pk=old.pk).update(submitted_at=then)
    assert intake_actions.delete_old(timezone.now() - dt.timedelta(days=99)) == 1
    assert list(Intake.objects.all()) == [new]
