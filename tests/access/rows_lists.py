"""Shopping lists: their lines, aisles, what is at home, downloads, links and calendars."""

from accounts.links import in_days
from planner import list_actions
from planner.listing import list_of_plan
from planner.models import FeedLink, ListLink
from tests.access.table import (
    HEALTH,
    NO,
    OPEN_NO,
    OWN,
    OWN_EDIT,
    everyone,
    open_page,
    own_page,
    page,
    row,
    write,
)
from tests.cast import day


def list_of(scene):
    """The list of the plan asked for."""
    return list_of_plan(scene.plan)


def chosen_days(scene):
    """A list of a day of that plan."""
    plan = scene.plan
    return list_actions.make_list(
        tenant=plan.tenant, name="", start=day(0), end=day(0), plans=[plan]
    ).pk


def list_link(scene):
    """A link to that list that opens and may tick."""
    return ListLink.objects.create(list=list_of(scene), expires_at=in_days(7))


def feed(scene):
    """A calendar's link to that plan that opens."""
    return FeedLink.objects.create(plan=scene.plan, expires_at=in_days(7))


def key(scene):
    """Lentils, which are on the list."""
    return f"f{scene.food.pk}"


def aisle(scene):
    """The aisle of the lentils."""
    return scene.food.aisle_id


LIST = {"list_id": lambda scene: list_of(scene).pk}
LINE = LIST | {"key": key}
LINK = {"token": lambda scene: list_link(scene).token}

ROWS = [
    page("planner:list_page", args=LIST),
    page("planner:list_poll", args=LIST, bare=True),
    page("planner:list_page_print", args=LIST),
    page("planner:list_text", args=LIST, bare=True),
    page("planner:list_markdown", args=LIST, bare=True),
    page("planner:list_table", args=LIST, bare=True),
    page("planner:list_share", HEALTH, args=LIST),
    page("planner:line_edit", HEALTH, args=LINE),
    page("planner:line_use", HEALTH, args=LINE),
    page("planner:calendar", bare=True),
    own_page("planner:lists"),
    own_page("planner:list_new", OWN | {"viewer": 403}),
    own_page("planner:aisles"),
    own_page("planner:at_home"),
    row(
        "planner:list_make",
        get=NO,
        # A stranger's list cannot be made of somebody else's plan.
        post=OWN_EDIT | {"stranger": 422},
        data=lambda s: {"start": day(0), "end": day(1), "plans": [s.plan.pk]},
    ),
    write("planner:list_delete", args={"list_id": chosen_days}),
    write("planner:list_add", args=LIST, data={"text": "kitchen roll"}),
    write("planner:list_clear", args=LIST),
    write("planner:list_seen", args=LIST),
    write("planner:list_link_make", args=LIST, data={"days": "7"}),
    write("planner:list_link_revoke", args=LIST | {"link_id": lambda scene: list_link(scene).pk}),
    write("planner:tick", args=LINE, data={"ticked": "1"}),
    write("planner:line_save", args=LINE, data={"aisle": aisle, "note": "ripe"}),
    write("planner:line_remove", args=LINE),
    write("planner:line_put_back", args=LINE),
    write("planner:feed_make"),
    write("planner:feed_revoke", args={"link_id": lambda scene: feed(scene).pk}),
    write("planner:aisle_move", OWN_EDIT, data={"aisle": aisle, "by": "up"}),
    write("planner:aisles_order", OWN_EDIT, data={"aisle": aisle}),
    write("planner:aisles_usual", OWN_EDIT),
    write("planner:home_add", OWN_EDIT, data={"text": "spinach"}),
    write("planner:home_set", OWN_EDIT, data={"state": "none"}),
    open_page("planner:shared_list", args=LINK),
    open_page("planner:shared_list_poll", args=LINK, bare=True),
    row(
        "planner:shared_tick",
        get=OPEN_NO,
        post=everyone(303),
        args=LINK | {"key": key},
        data={"ticked": "1"},
        by_token=True,
    ),
    open_page("planner:feed", args={"token": lambda scene: feed(scene).token}, bare=True),
]
