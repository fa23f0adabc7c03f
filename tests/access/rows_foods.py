"""Foods and nutrients."""

from tests.access.table import (
    EDIT,
    EDITORS,
    GATE,
    HEALTH,
    OPEN,
    OPEN_NO,
    everyone,
    open_page,
    own_page,
    page,
    row,
    write,
)

SPINACH = {"slug": "spinach"}
OWN_FOOD = {"slug": lambda scene: scene.own_food.slug}
#: A visitor may begin with a food; who may only look may not. Nothing good is sent: 422.
BEGIN = everyone(422) | {"viewer": 403}
FORM = OPEN | {"viewer": 403}
REFUSED_LABEL = EDIT | dict.fromkeys(EDITORS, 422)

ROWS = [
    open_page("foods:index"),
    row("foods:calculator", get=OPEN, post=OPEN),
    open_page("foods:compare"),
    own_page("foods:mine", everyone(200) | GATE),
    open_page("foods:new", FORM),
    row("foods:create", get=OPEN_NO, post=BEGIN),
    open_page("foods:new_supplement", FORM),
    row("foods:create_supplement", get=OPEN_NO, post=BEGIN),
    row("foods:preview", get=OPEN_NO, post=OPEN, args={"kind": "label"}),
    open_page("foods:detail", args=SPINACH),
    open_page("foods:correct", FORM, args=SPINACH),
    row("foods:create_copy", get=OPEN_NO, post=BEGIN, args=SPINACH),
    page("foods:edit", HEALTH, args=OWN_FOOD),
    write("foods:save", REFUSED_LABEL, args=OWN_FOOD),
    write("foods:delete", args=OWN_FOOD),
    write("foods:put_back", args=OWN_FOOD),
    open_page("nutrients:index"),
    open_page("nutrients:detail", args={"key": "magnesium"}),
    open_page("nutrients:sources", args={"key": "magnesium"}),
]
