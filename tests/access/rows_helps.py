"""Pages open to anyone beside the planner: red flags, what else helps, the review."""

from tests.access.table import OPEN, open_page, row

ROWS = [
    row("people:red_flags", get=OPEN, post=OPEN, data={"sign": "S102"}),
    row("people:what_else_helps", get=OPEN, post=OPEN, data={"context": "night"}),
    open_page("people:review"),
]
