"""Grants on a client's record: invited by link, taken up once, taken back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.links import in_days
from people import granting
from people.models import GrantInvitation, Person, PersonGrant
from tests.cast import browser_of


@pytest.fixture
def person(cast):
    """The practice's Ben, whom no account may see yet."""
    return Person.objects.get(tenant=cast.practice, name="Ben")


@pytest.fixture
def dietitian(cast):
    return browser_of(cast.practice, cast.users["dietitian"])


@pytest.fixture
def invitation(person):
    return GrantInvitation.objects.create(person=person, expires_at=in_days(14))


def accept(cast, invitation, who="client"):
    url = reverse("people:accept_grant", args=[invitation.token])
    return browser_of(None, cast.users[who]).post(url)


def test_a_dietitian_makes_an_invitation(cast, dietitian, person):
    dietitian.post(reverse("people:invite_grant", args=[person.pk]))
    [invitation] = person.invitations.all()
    assert invitation.created_by == cast.users["dietitian"]
    page = dietitian.get(reverse("people:grants", args=[person.pk])).content.decode()
    assert invitation.token in page


def test_whoever_takes_it_up_sees_that_record(cast, invitation, person):
    answer = accept(cast, invitation)
    assert answer["Location"] == reverse("planner:mine")
    assert PersonGrant.objects.filter(person=person, user=cast.users["client"]).exists()


def test_it_is_taken_up_once(cast, invitation, person):
    accept(cast, invitation)
    answer = accept(cast, invitation, "former")
    assert answer.status_code == 410
    assert person.grants.count() == 1


def test_of_two_who_press_at_once_one_comes_in(cast, invitation):
    granting.accept(invitation=invitation, user=cast.users["client"])
    with pytest.raises(granting.TakenError):
        granting.accept(invitation=invitation, user=cast.users["former"])


def test_who_sees_it_already_uses_nothing_up(cast, invitation, person):
    PersonGrant.objects.create(person=person, user=cast.users["client"])
    assert accept(cast, invitation).status_code == 303
    invitation.refresh_from_db()
    assert invitation.uses == 0


@pytest.mark.parametrize("end", ["expired", "closed", "forged"])
def test_an_invitation_that_ended_grants_nothing(cast, invitation, person, end):
    if end == "expired":
        GrantInvitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif end == "closed":
        invitation.revoke()
    token = "forged" if end == "forged" else invitation.token
    browser = browser_of(None, cast.users["client"])
    for answer in (
        browser.get(reverse("people:grant", args=[token])),
        browser.post(reverse("people:accept_grant", args=[token])),
    ):
        assert answer.status_code == 410
        assert "opens no more" in answer.content.decode()
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
    assert not person.grants.exists()


def test_who_is_not_signed_in_is_asked_to_and_comes_back(cast, client, invitation):
    url = reverse("people:grant", args=[invitation.token])
    page = client.get(url).content.decode()
    assert f"{reverse('account_login')}?next={url}" in page.replace("%3A", ":")
    assert "<form" not in page


def test_a_grant_is_taken_back(cast, dietitian):
    grant = PersonGrant.objects.get()
    dietitian.post(reverse("people:revoke_grant", args=[grant.person_id, grant.pk]))
    assert not PersonGrant.objects.exists()


def test_a_grant_of_somebody_else_is_not_there(cast, dietitian, person):
    grant = PersonGrant.objects.get()
    answer = dietitian.post(reverse("people:revoke_grant", args=[person.pk, grant.pk]))
    assert answer.status_code == 404
    assert PersonGrant.objects.exists()


def test_another_practice_neither_sees_nor_closes(cast, invitation, person):
    outsider = browser_of(cast.other, cast.users["outsider"])
    own = Person.objects.get(tenant=cast.other, name="Ben")
    close = "people:close_grant_invitation"
    for url in (
        reverse(close, args=[person.pk, invitation.pk]),
        reverse(close, args=[own.pk, invitation.pk]),
    ):
        assert outsider.post(url).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open


def test_a_household_has_no_such_page(cast, ada):
    person = Person.objects.get(tenant=cast.ada, name="Ada")
    assert ada.get(reverse("people:grants", args=[person.pk])).status_code == 404
