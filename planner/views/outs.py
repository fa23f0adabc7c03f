"""Days out: who eats elsewhere, and who is back."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from planner import actions
from planner.access import plan_required
from planner.forms import OutForm
from planner.models import Plan
from planner.table import Out, Table, table_of
from planner.views.days import day_of
from planner.views.responses import form_errors, panel, perform, refused
from planner.words import out_sentence


@require_safe
@plan_required()
def day_outs(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Who eats elsewhere on a day, and a form for one more."""
    date = day_of(plan, day)
    table = table_of(plan)
    context = {
        "plan": plan,
        "date": date,
        "people": table.people,
        "slots": table.slots,
        "outs": [(out, _words(table, out)) for out in table.outs if out.date == date],
    }
    return panel(request, "day_outs", context)


def _words(table: Table, out: Out) -> str:
    names = {person.pk: person.name for person in table.people}
    slots = {slot.key: slot.name for slot in table.slots}
    return out_sentence(names.get(out.person or 0, ""), slots.get(out.slot, ""))


@require_POST
@plan_required(edit=True)
def set_out(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Someone, or everyone, eats elsewhere."""
    date = day_of(plan, day)
    table = table_of(plan)
    form = OutForm(request.POST, people=table.people, slots=table.slots)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    data = form.cleaned_data
    values = {"slot": data["slot"], "person": data["person"]}
    return perform(request, plan, actions.set_out, plan=plan, date=date, **values)


@require_POST
@plan_required(edit=True)
def back_in(request: Request, plan: Plan, out_id: int) -> HttpResponse:
    """They eat here after all."""
    return perform(request, plan, actions.back_in, plan=plan, out=out_id)
