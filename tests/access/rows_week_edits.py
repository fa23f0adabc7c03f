"""Editing a plan beyond one meal: moving, copying, slots, days out, history, templates, rotas."""

from planner.models import DayOut, PlanSlot, Rota, RotaWeek, WeekTemplate
from tests.access.scene import Scene
from tests.access.table import EDIT, EDITORS, NO, OWN_EDIT, own_page, page, row, write
from tests.cast import day


def dinner(scene: Scene) -> int:
    """A slot of the plan."""
    return int(PlanSlot.objects.get(plan=scene.plan, key="dinner").pk)


def out(scene: Scene) -> int:
    """A day out of the plan."""
    return int(DayOut.objects.create(plan=scene.plan, date=day(2)).pk)


def template(scene: Scene) -> int:
    """A kept week of the plan's household or practice."""
    made = WeekTemplate.objects.create(
        tenant=scene.plan.tenant, name="Week", days=1, slots=[["dinner", "Dinner"]]
    )
    return int(made.pk)


def rota(scene: Scene) -> int:
    """One kept week in turn."""
    made = Rota.objects.create(tenant=scene.plan.tenant, name="Rota", next_start=day(30))
    RotaWeek.objects.create(rota=made, position=0, template_id=template(scene))
    return int(made.pk)


def eater(scene: Scene) -> int:
    """Someone whom this visitor may seat (the stranger: nobody of theirs is asked for)."""
    return int(scene.plan.seats.all()[0].person_id)


BEGIN = {"start": day(40).isoformat(), "people": eater}
TEMPLATE = {"template_id": template}
ROTA = {"rota_id": rota}
SLOT = {"slot_id": dinner}
MOVE = {"date": day(1).isoformat(), "slot": "breakfast"}
COPY = {"days": day(1).isoformat(), "slot": "breakfast"}

ROWS = [
    write("planner:redo"),
    page("planner:past"),
    write("planner:restore", data={"point": "1"}),
    page("planner:note"),
    write("planner:set_note", data={"note": "soak"}),
    page("planner:places"),
    write("planner:move", data=MOVE),
    write("planner:copy", data=COPY),
    page("planner:day_copies"),
    write("planner:copy_day", data={"days": day(1).isoformat()}),
    page("planner:day_outs"),
    write("planner:set_out", data={"person": "", "slot": "dinner"}),
    write("planner:back_in", args={"out_id": out}),
    page("planner:slots"),
    write("planner:add_slot", data={"name": "Second breakfast"}),
    write("planner:rename_slot", args=SLOT, data={"name": "Supper"}),
    write("planner:move_slot", args=SLOT, data={"by": "-1"}),
    write("planner:remove_slot", EDIT | dict.fromkeys(EDITORS, 422), args=SLOT),
    page("planner:keep_template"),
    write("planner:save_template", data={"name": "Week"}),
    page("planner:week_copies"),
    write("planner:copy_week", data=BEGIN),
    own_page("planner:templates"),
    write("planner:rename_template", args=TEMPLATE, data={"name": "Better"}),
    write("planner:remove_template", args=TEMPLATE),
    write("planner:begin_template", args=TEMPLATE, data=BEGIN),
    row(
        "planner:create_rota",
        get=NO,
        post=OWN_EDIT | {"stranger": 422},
        data=lambda scene: {
            "name": "Rota",
            "start": day(30).isoformat(),
            "turn": template(scene),
        },
    ),
    write("planner:remove_rota", args=ROTA),
    write("planner:begin_rota", args=ROTA, data=BEGIN),
]
