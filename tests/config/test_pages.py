"""What holds on every page: headers, no inline script or style, no other host, the disclaimer."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.access.scene import Scene, valued
from tests.access.walk import address, routes, table
from tests.cast import browser_of

TABLE = table()
ROUTES = {route.name: route for route in routes()}
#: The site's own pages that one can read: all that answer the guest with 200, and the refusals.
READABLE = [
    name
    for name, row in TABLE.items()
    if row.get["guest"] == 200 and not row.bare and not name.startswith("admin:")
]


@pytest.fixture(scope="module")
def pages(cast_rows):
    """Every page once, as Ada sees it, and one of each refusal."""
    scene = Scene(cast_rows, "guest")
    plan, browser = scene.plan, scene.browser
    found = {}
    for name in READABLE:
        query = {key: valued(value, scene) for key, value in TABLE[name].query.items()}
        found[name] = browser.get(address(ROUTES[name], TABLE[name], scene), query)
    undo = reverse("planner:undo", args=[plan.pk])
    found["refused"] = browser.post(undo, {})
    found["stale"] = browser.post(undo, {"revision": "9"})
    found["not found"] = browser.get("/plans/999999/")
    found["not a page"] = browser.get("/nowhere/")
    found["not allowed"] = browser.get(undo)
    found["start with errors"] = browser.post(reverse("planner:begin"), {})
    viewer = browser_of(cast_rows.practice, cast_rows.users["viewer"])
    found["forbidden"] = viewer.post(f"/plans/{cast_rows.practice_plan_id}/undo/", {})
    return found


NAMES = [
    *READABLE,
    "refused",
    "stale",
    "not found",
    "not a page",
    "not allowed",
    "start with errors",
    "forbidden",
]
EVERY = pytest.mark.parametrize("name", NAMES)
#: A wrong method is answered by no page of ours.
EVERY_OWN = pytest.mark.parametrize("name", [name for name in NAMES if name != "not allowed"])


class Tags(HTMLParser):
    """Start tags with attributes, and whether a script or style has text of its own."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.inline, self.open = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open = tag

    def handle_data(self, data):
        if self.open in ("script", "style") and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag):
        self.open = ""


@EVERY
def test_the_policy_allows_this_site_alone(pages, name, db):
    policy = pages[name]["Content-Security-Policy"]
    assert "unsafe-" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert not re.search(r"https?:|\*", policy)


@EVERY
def test_pages_are_not_framed_and_tell_others_nothing(pages, name, db):
    headers = pages[name].headers
    assert headers["X-Frame-Options"] == "DENY"
    # Behind a secret link, not even this site is told the address.
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert headers["X-Content-Type-Options"] == "nosniff"


@EVERY
def test_no_inline_script_style_or_handler(pages, name, db):
    page = Tags(pages[name].content.decode())
    assert page.inline == []
    for tag, attrs in page.tags:
        assert tag != "style"
        assert "style" not in attrs, (tag, attrs)
        assert not [key for key in attrs if key.startswith(("on", "hx-on"))], (tag, attrs)
        assert tag != "script" or attrs.get("src")


@EVERY
def test_nothing_is_loaded_from_another_host(pages, name, db):
    loading = {"src", "srcset", "action", "data", "poster", "hx-get", "hx-post"}
    for tag, attrs in Tags(pages[name].content.decode()).tags:
        keys = loading | ({"href"} if tag in ("link", "use", "image") else set())
        for key in keys & attrs.keys():
            assert not re.match(r"\s*(?:[a-z]+:)?//", attrs[key] or ""), (tag, attrs)


@EVERY_OWN
def test_every_page_carries_the_disclaimer(pages, name, db):
    assert "not medical advice" in pages[name].content.decode()


@EVERY_OWN
def test_every_page_is_one_page_with_one_heading(pages, name, db):
    tags = [tag for tag, _attrs in Tags(pages[name].content.decode()).tags]
    assert (tags.count("html"), tags.count("main"), tags.count("title") >= 1) == (1, 1, True)


@EVERY
def test_ids_are_unique(pages, name, db):
    ids = [a["id"] for _tag, a in Tags(pages[name].content.decode()).tags if "id" in a]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", READABLE)
def test_every_form_that_writes_carries_a_token(pages, name, db):
    text = pages[name].content.decode()
    posts = len(re.findall(r'<form[^>]*method="post"', text))
    assert text.count('name="csrfmiddlewaretoken"') >= posts


def test_cookies_are_out_of_reach_of_scripts(settings):
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
