"""One table for the whole site: who gets what from which URL, read and written."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from planner.models import Plan
from tests.accounts.test_gate import views
from tests.cast import Cast, browser_of, day, meal_at

#: role -> (status of GET, status of POST), by kind of URL. "anonymous" has no session; "former" has
#: a session of a practice they left.
GONE = {"anonymous": (303, 303), "former": (303, 303)}
MEMBERS = ("owner", "editor", "dietitian", "viewer")
EDITORS = ("guest", "owner", "editor", "dietitian")
PAGE = GONE | dict.fromkeys(("guest", *MEMBERS), (200, 405)) | {"stranger": (404, 405)}
WRITE = GONE | dict.fromkeys(EDITORS, (405, 303)) | {"viewer": (405, 403), "stranger": (405, 404)}
MINE = GONE | dict.fromkeys(("guest", "stranger", *MEMBERS), (303, 405))
EVERYONE = ("anonymous", "former", "guest", "stranger", *MEMBERS)
OPEN = dict.fromkeys(EVERYONE, (200, 405))
#: A form whose answer is a page: nothing is written.
ASK = dict.fromkeys(EVERYONE, (200, 200))
BEGIN = dict.fromkeys(EVERYONE, (405, 422)) | {"viewer": (405, 403)}
#: Foods of one's own: the pages that speak of one speak of the stranger's.
FORM = dict.fromkeys(EVERYONE, (200, 405)) | {"viewer": (403, 405)}
STRANGERS = GONE | dict.fromkeys(EDITORS, (405, 404)) | {"viewer": (405, 403)}

TABLE = {
    "foods:compare": OPEN,
    "foods:calculator": ASK,
    "foods:correct": FORM,
    "foods:create": BEGIN,
    "foods:create_copy": BEGIN,
    "foods:create_supplement": BEGIN,
    "foods:delete": STRANGERS | {"stranger": (405, 303)},
    "foods:detail": OPEN,
    "foods:edit": GONE
    | dict.fromkeys(EDITORS, (404, 405))
    | {"viewer": (403, 405), "stranger": (200, 405)},
    "foods:index": OPEN,
    "foods:mine": GONE | dict.fromkeys(("guest", "stranger", *MEMBERS), (200, 405)),
    "foods:new": FORM,
    "foods:new_supplement": FORM,
    "foods:preview": dict.fromkeys(EVERYONE, (405, 200)),
    "foods:put_back": STRANGERS | {"stranger": (405, 303)},
    "foods:save": STRANGERS | {"stranger": (405, 422)},
    "nutrients:detail": OPEN,
    "nutrients:index": OPEN,
    "nutrients:sources": OPEN,
    "people:food_share": GONE | dict.fromkeys(("guest", "stranger", *MEMBERS), (200, 405)),
    "recipes:cook": OPEN,
    "recipes:detail": OPEN,
    "recipes:index": OPEN,
    "recipes:using": OPEN,
    "planner:add": PAGE,
    "planner:add_leftovers": WRITE,
    "planner:begin": BEGIN,
    "planner:cook": PAGE,
    "planner:day": PAGE,
    "planner:day_print": PAGE,
    "planner:home": MINE,
    "planner:keep": WRITE,
    "planner:leftovers": PAGE,
    "planner:list": PAGE,
    "planner:list_home": MINE,
    "planner:list_print": PAGE,
    "planner:lock": WRITE,
    "planner:place_food": GONE
    | dict.fromkeys((*EDITORS, "stranger"), (200, 405))
    | {"viewer": (403, 405)},
    "planner:portions": PAGE,
    "planner:progress": dict.fromkeys(PAGE, (303, 405)) | {"stranger": (404, 405)} | GONE,
    "planner:put": WRITE,
    "planner:refill": WRITE,
    "planner:relax": WRITE | dict.fromkeys(EDITORS, (405, 422)),
    "planner:remove": WRITE,
    "planner:set_portions": WRITE,
    "planner:start": OPEN,
    "planner:swap": WRITE,
    "planner:swaps": PAGE,
    "planner:take": WRITE,
    "planner:tick": WRITE,
    "planner:today": MINE,
    "planner:undo": WRITE,
    "planner:unlock": WRITE,
    "planner:week": PAGE,
    "planner:week_print": PAGE,
    "planner:why": PAGE,
}
PLACE = {"date": day(1).isoformat(), "slot": "dinner"}


def data_for(name: str, plan: Plan) -> dict:
    """What a good page sends."""
    eater = plan.seats.all()[0].person_id
    more = {
        "planner:add_leftovers": {"to": f"{day(1)}:dinner"},
        "planner:put": {"recipe": "lentil-stew", **PLACE},
        "planner:set_portions": {f"amount_{eater}": "0.5"},
        "planner:swap": {"recipe": "lentil-salad"},
        "planner:tick": {"ticked": "1"},
    }
    sent = {"revision": plan.revision} | more.get(name, {})
    return {} if name == "planner:begin" else sent


def slug_of(name: str) -> str:
    if name in ("foods:delete", "foods:edit", "foods:put_back", "foods:save"):
        return "strangers-food"
    of_a_food = ("people:food_share", "planner:place_food", "recipes:using")
    return "spinach" if name in of_a_food or name.startswith("foods:") else "dal"


def args_of(name: str, plan: Plan, cast: Cast) -> dict:
    """The arguments of a URL that speaks of `plan`."""
    known = {
        "plan_id": plan.pk,
        "meal_id": meal_at(plan, 0, "lunch").pk,
        "food_id": cast.kitchen.foods["lentils"].pk,
        "day": day(0).isoformat(),
        "slug": slug_of(name),
        "key": "magnesium",
        "kind": "label",
    }
    wanted = next(kwargs for found, _view, kwargs in views() if found == name)
    return {key: known[key] for key in wanted}


def browsers(cast: Cast):
    """Role -> (browser, the plan it asks for)."""
    practice = {
        role: (browser_of(cast.practice, cast.users[role]), cast.practice_plan_id)
        for role in (*MEMBERS, "former")
    }
    return practice | {
        "anonymous": (browser_of(None), cast.plan_id),
        "guest": (browser_of(cast.ada), cast.plan_id),
        "stranger": (browser_of(cast.stranger), cast.plan_id),
    }


def test_every_url_has_a_row():
    assert {name for name, _view, _kwargs in views()} == set(TABLE)
    assert get_resolver().url_patterns


@pytest.mark.parametrize("name", TABLE)
def test_who_gets_what(cast, solver, name):
    found = {}
    for role, (browser, plan_id) in browsers(cast).items():
        plan = Plan.objects.get(pk=plan_id)
        url = reverse(name, kwargs=args_of(name, plan, cast))
        read = browser.get(url, PLACE)
        with transaction.atomic():
            sent = browser.post(url, data_for(name, plan))
            transaction.set_rollback(True)
        found[role] = (read.status_code, sent.status_code)
    assert found == TABLE[name]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", ["week", "undo"])
def test_other_methods_are_not_there(ada, plan, name, method):
    assert getattr(ada, method)(reverse(f"planner:{name}", args=[plan.pk])).status_code == 405
