"""The day's ticks and glasses, nutrients of a plan, and closing gaps."""

from tests.access.table import EDIT, EDITORS, NO, READ, page, row, write
from tests.cast import day

#: Who eats: Ada of that household.
ADA = {"person": lambda scene: str(scene.person.pk)}
#: Nothing has been done here that could be taken back or done again: the plan is as it was.
HELPING = {"date": day(1).isoformat(), "slot": "dinner", "food": "pumpkin-seeds", "grams": "30"}

ROWS = [
    write("planner:tell", data={**ADA, "status": "eaten"}),
    row("planner:instead", get=READ | {"viewer": 403}, post=NO),
    write("planner:tell_instead", data={**ADA, "words": "Pizza"}),
    write("planner:drink", data={**ADA, "food": "tap-water", "glasses": "1"}),
    write("planner:day_undo"),
    write("planner:day_redo"),
    page("planner:nutrients"),
    page("planner:nutrients_csv", bare=True),
    page("planner:nutrient", args={"key": "magnesium"}),
    page("planner:gaps"),
    # The kitchen of the cast has no pumpkin seeds: who may edit learns that, others nothing.
    write("planner:close_gap", EDIT | dict.fromkeys(EDITORS, 404), data={**ADA, **HELPING}),
]
