"""The planner's pages as they were first: start, week, meals, days, prints, the list."""

from tests.access.table import (
    EDIT,
    EDITORS,
    GATE,
    OPEN_NO,
    OWN_MOVED,
    everyone,
    open_page,
    own_page,
    page,
    row,
    write,
)
from tests.cast import day

PLACE = {"date": day(1).isoformat(), "slot": "dinner"}


def half_for_the_first(scene):
    """The names of amounts carry the person's id."""
    return {f"amount_{scene.plan.seats.all()[0].person_id}": "0.5"}


ROWS = [
    # A client without a household came for the plans made for them.
    open_page("planner:start", everyone(200) | {"client": 303}),
    row("planner:begin", get=OPEN_NO, post=everyone(422) | {"viewer": 403}),
    own_page("planner:home", OWN_MOVED),
    own_page(
        "planner:place_food",
        everyone(200) | GATE | {"viewer": 403},
        args={"slug": "spinach"},
    ),
    own_page("planner:today", OWN_MOVED),
    own_page("planner:list_home", OWN_MOVED),
    page("planner:week"),
    page("planner:progress", everyone(303) | {"stranger": 404}),
    write("planner:take"),
    write("planner:keep"),
    write("planner:relax", EDIT | dict.fromkeys(EDITORS, 422)),
    write("planner:undo"),
    write("planner:refill"),
    page("planner:add", query=PLACE),
    write("planner:put", data={"recipe": "lentil-stew", **PLACE}),
    page("planner:why"),
    page("planner:swaps"),
    write("planner:swap", data={"recipe": "lentil-salad"}),
    write("planner:remove"),
    write("planner:lock"),
    write("planner:unlock"),
    page("planner:portions"),
    write("planner:set_portions", data=half_for_the_first),
    page("planner:leftovers"),
    write("planner:add_leftovers", data={"to": f"{day(1)}:dinner"}),
    page("planner:day"),
    page("planner:cook"),
    page("planner:day_print"),
    page("planner:week_print"),
    page("planner:list"),
    page("planner:list_print"),
]
