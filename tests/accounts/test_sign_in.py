"""Sign-in, passwords, letters: throttled, in words, and leading nowhere else."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.people import PASSWORD, sign_in, sign_up

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
PAGES = ("account_login", "account_signup", "account_reset_password", "account_inactive")


def link_of(letters):
    """The only link of the only letter."""
    [letter] = letters
    [link] = re.findall(r"https?://testserver(\S+)", str(letter.body))
    return link


@pytest.fixture
def ada():
    return User.objects.create_user("ada@example.org", PASSWORD)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_our_own_design(client, name):
    page = client.get(reverse(name)).text
    assert 'class="entrance stack"' in page
    assert "not medical advice" in page


def test_thirty_tries_a_minute_are_enough(client, ada):
    answers = [client.post(LOGIN, {"login": f"x{n}@example.org"}) for n in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert answers[30].status_code == 429
    assert "wait a few minutes" in answers[30].text


def test_five_wrong_passwords_close_the_account_for_a_while(client, ada):
    for _ in range(5):
        sign_in(client, ada.email, "wrong password")
    late = sign_in(client, ada.email)
    assert "Too many failed login attempts" in late.text
    assert "_auth_user_id" not in client.session


def test_upper_case_does_not_matter_in_an_address(client, ada):
    assert sign_in(client, "Ada@Example.org").status_code == 302


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:0"]
)
def test_no_sign_in_leads_to_another_site(client, ada, there):
    assert sign_in(client, ada.email, next=there)["Location"] == reverse("planner:mine")


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example"])
def test_nor_does_a_sign_up_or_sign_out(client, there):
    assert sign_up(client, next=there)["Location"] == reverse("planner:home")
    out = client.post(reverse("account_logout"), {"next": there})
    assert out["Location"] == reverse("planner:start")


@pytest.mark.parametrize("password", ["short", "password1234", "1029384756473829", "new@example"])
def test_a_weak_password_is_refused_in_words(client, password):
    page = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": password}
    )
    assert page.status_code == 200
    assert page.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_an_address_has_one_account(client, ada):
    page = sign_up(client, ada.email)
    assert page.context["form"].errors["email"]
    assert User.objects.count() == 1


def test_a_letter_leads_to_a_new_password(client, ada):
    client.post(reverse("account_reset_password"), {"email": ada.email})
    link = link_of(mail.outbox)
    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"password1": "another pan of lentils", "password2": "another pan of lentils"},
    )
    assert sign_in(Client(), ada.email, "another pan of lentils").status_code == 302
    assert "opens no more" in Client().get(link, follow=True).text


def test_an_unknown_address_gets_the_same_answer(client, ada):
    answers = {
        client.post(reverse("account_reset_password"), {"email": email}).headers["Location"]
        for email in (ada.email, "nobody@example.org")
    }
    assert len(answers) == 1


def test_signing_up_sends_a_letter_that_confirms_the_address(client):
    sign_up(client)
    link = link_of(mail.outbox)
    assert "Is new@example.org yours?" in client.get(link).text
    client.post(link)
    assert EmailAddress.objects.get().verified


def test_one_gets_in_before_confirming_unless_the_settings_say_so(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert sign_up(client)["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_no_address_and_no_password_get_into_the_log(client, ada, caplog):
    caplog.set_level("DEBUG")
    sign_in(client, ada.email, "a wrong password")
    sign_in(client, ada.email)
    sign_up(Client(), "second@example.org")
    said = "\n".join(
        record.getMessage() for record in caplog.records if "django.db" not in record.name
    )
    for word in (ada.email, "second@example.org", PASSWORD, "a wrong password"):
        assert word not in said


def test_an_old_form_says_so_and_stays(ada):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(LOGIN, {"login": ada.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [(LOGIN, 303)]
    assert "open for too long" in answer.text


def test_only_our_own_pages_of_allauth_are_reachable(client):
    for path in ("/account/login/code/", "/account/phone/verify/", "/accounts/login/"):
        assert client.get(path).status_code == 404
