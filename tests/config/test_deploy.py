"""Production settings: Django's own deployment check, cookies, headers."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.connections import cache_from, email_from
from tests.accounts.people import sign_up
from tests.cast import browser_of, url_of

#: What `docs/deploying.md` tells to set.
PRODUCTION = {
    "LIMBER_HTTPS": "1",
    "LIMBER_BEHIND_PROXY": "1",
    "LIMBER_HSTS_SUBDOMAINS": "1",
    "LIMBER_HSTS_PRELOAD": "1",
    "LIMBER_ALLOWED_HOSTS": "limber.example.org",
    "LIMBER_SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRS",
    "LIMBER_EMAIL_URL": "smtp+tls://user:secret@mail.example.org",
    "LIMBER_EMAIL_FROM": "Limber <plans@example.org>",
}

ASYNC = "DJANGO_ALLOW_ASYNC_UNSAFE"


def manage(*arguments, **env):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        # What Playwright needs in this process is nothing that a server is started with.
        env={key: value for key, value in os.environ.items() if key != ASYNC} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def check(**env):
    return manage("check", "--deploy", "--fail-level", "WARNING", **env)


def test_djangos_deployment_check_is_clean():
    found = check(**PRODUCTION)
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    ("missing", "complaint"),
    [({"LIMBER_HTTPS": "0"}, "security.W008"), ({"LIMBER_EMAIL_URL": ""}, "limber.W001")],
)
def test_the_check_sees_what_is_missing(missing, complaint):
    found = check(**PRODUCTION | missing)
    assert found.returncode != 0
    assert complaint in found.stderr


def test_production_settings_say_what_headers_and_cookies_follow():
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER",
        "DEBUG",
    )
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {names!r}])"
    said = manage("shell", "--no-imports", "-c", code, **PRODUCTION).stdout
    proxy = "('HTTP_X_FORWARDED_PROTO', 'https')"
    assert said.strip() == f"[True, True, True, 31536000, {proxy}, False]"


@pytest.fixture
def secure(settings):
    """The site behind TLS."""
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = True


def test_cookies_are_closed(secure, db):
    browser = Client()
    browser.get(reverse("account_login"), secure=True)
    browser.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": "a pan of green lentils"},
        secure=True,
    )
    assert {"sessionid", "csrftoken"} <= set(browser.cookies)
    for name in ("sessionid", "csrftoken"):
        cookie = browser.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


def test_plain_http_is_sent_to_tls_and_tls_stays(secure, db):
    assert Client().get("/account/login/")["Location"] == "https://testserver/account/login/"
    answer = Client().get("/account/login/", secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


def pages(cast, plan):
    """One of each kind of answer."""
    guest, owner = browser_of(cast.ada), browser_of(cast.practice, cast.users["owner"])
    many = Client(REMOTE_ADDR="203.0.113.9")
    sent = [many.post(reverse("account_login"), {}) for _ in range(31)]
    return {
        "a page": guest.get(url_of("week", plan)),
        "a fragment": guest.get("/foods/?q=oat", headers={"HX-Request": "true"}),
        "a sign-in": Client().get(reverse("account_login")),
        "settings": owner.get(reverse("accounts:members")),
        "a redirect": Client().get(url_of("week", plan)),
        "not found": guest.get("/plans/99999/"),
        "not allowed": browser_of(cast.practice, cast.users["viewer"]).post("/settings/save/"),
        "too often": sent[-1],
        "an export": guest.get(reverse("accounts:export")),
        "staff": Client().get("/staff/"),
    }


def test_every_kind_of_answer_is_closed_to_frames_scripts_and_other_sites(cast, plan):
    found = pages(cast, plan)
    statuses = {name: answer.status_code for name, answer in found.items()}
    assert statuses["not found"] == 404
    assert statuses["not allowed"] == 403
    assert statuses["too often"] == 429
    for name, answer in found.items():
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer["X-Frame-Options"] == "DENY", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert answer["X-Content-Type-Options"] == "nosniff", name


def test_a_broken_page_is_closed_too(cast, monkeypatch):
    from foods.views import index

    browser = browser_of(cast.ada, raise_request_exception=False)
    monkeypatch.setattr(index, "render", lambda *a, **k: 1 / 0)
    answer = browser.get("/foods/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_session_gets_a_new_key_on_sign_in(cast):
    browser = browser_of(cast.ada)
    before = browser.session.session_key
    sign_up(browser)
    assert browser.session.session_key != before


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://u:p%40ss@mail.example.org", 587, False, True),
        ("smtps://u:p%40ss@mail.example.org:4650", 4650, True, False),
    ],
)
def test_the_address_of_a_mail_server(url, port, ssl, tls):
    found = email_from(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "p%40ss" in url else "")


@pytest.mark.parametrize("wrong", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_that_is_none_stops_the_start(wrong):
    with pytest.raises(ValueError, match="LIMBER_EMAIL_URL"):
        email_from(wrong)
    assert manage("check", LIMBER_EMAIL_URL=wrong).returncode != 0


def test_letters_go_to_the_console_and_counts_to_memory_by_default():
    assert email_from("")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert cache_from("")["BACKEND"].endswith("LocMemCache")
    assert cache_from("redis://127.0.0.1/1")["LOCATION"] == "redis://127.0.0.1/1"
    with pytest.raises(ValueError, match="LIMBER_CACHE_URL"):
        cache_from("memcached://x")
