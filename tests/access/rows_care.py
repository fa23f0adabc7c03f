"""Limits that follow from conditions and medicines, and lifting one."""

from tests.access.table import EDIT, HEALTH, NO, row, write

#: A household has nobody who may lift a limit, and an editor of a practice is no dietitian.
LIFT = EDIT | {"guest": 403, "editor": 403}
RULE = {"rule": "oxalate", "reason": "Agreed with the urologist."}

ROWS = [
    row("people:limits", get=HEALTH, post=NO),
    write("people:lift_rule", post=LIFT, data=RULE),
    write("people:restore_rule", data={"rule": "oxalate"}),
]
