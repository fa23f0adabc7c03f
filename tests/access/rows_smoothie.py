"""The smoothie builder, and the smoothies a household keeps."""

from recipes.own_actions import OwnLine, keep_smoothie
from tests.access.table import (
    EDIT,
    NO,
    OWN_EDIT,
    READ,
    open_page,
    page,
    row,
    write,
)
from tests.cast import day


def own(scene):
    """A smoothie of the tenant asked for."""
    if "smoothie" not in scene.memory:
        line = OwnLine(scene.food, 30.0, 30.0, "g")
        scene.memory["smoothie"] = keep_smoothie(
            tenant=scene.tenant, name="Own smoothie", lines=[line], steps=["Blend."]
        )
    return scene.memory["smoothie"].slug


def placed(scene):
    """A day and a meal, a glass for everyone."""
    glasses = {f"amount_{seat.person_id}": "1" for seat in scene.plan.seats.all()}
    return glasses | {"recipe": own(scene), "dates": day(1).isoformat(), "slot": "breakfast"}


OWN = {"slug": own}

ROWS = [
    open_page("planner:smoothie"),
    open_page("planner:smoothie_foods", query={"q": "lentils"}),
    open_page("planner:smoothie_card", query={"a-lentils": "30"}),
    write("planner:smoothie_keep", post=OWN_EDIT, data={"name": "Mine", "a-lentils": "30"}),
    page("planner:smoothie_kept", args=OWN),
    row("planner:smoothie_change", get=EDIT, post=NO, args=OWN),
    page("planner:smoothie_place", READ | {"viewer": 403}, args=OWN),
    write("planner:smoothie_remove", args=OWN),
    write("planner:smoothie_put", data=placed),
]
