"""The history of a plan: who, when, what, and back to any point."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from planner import actions
from planner.access import may_edit, plan_required
from planner.forms import PointForm
from planner.history import line_of
from planner.models import Plan, PlanChange
from planner.views.responses import form_errors, perform, refused
from planner.words import change_words

#: Changes on one page.
PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as the history shows it."""

    change: PlanChange
    words: str
    is_now: bool
    holds: bool
    """Whether it was not taken back."""


@require_safe
@plan_required()
def past(request: Request, plan: Plan) -> HttpResponse:
    """Every change, the newest first, 50 a page (3 queries)."""
    changes = plan.changes.select_related("by").defer("before", "after").order_by("-revision")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        changes = changes.filter(revision__lt=int(before))
    found = list(changes[: PAGE + 1])
    line = line_of(plan)
    context = {
        "plan": plan,
        "entries": [
            # Taking back and doing again are no edits: they always hold.
            Entry(
                c,
                change_words(c),
                c.revision == plan.revision,
                c.parent is None or c.revision in line,
            )
            for c in found[:PAGE]
        ],
        "older": found[PAGE - 1].revision if len(found) > PAGE else 0,
        "may_edit": may_edit(request),
    }
    return render(request, "planner/past.html", context)


@require_POST
@plan_required(edit=True)
def restore(request: Request, plan: Plan) -> HttpResponse:
    """The plan as it was after a change; this is a change too."""
    form = PointForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    point = form.cleaned_data["point"]
    if not plan.changes.filter(revision=point).exists():
        raise Http404
    return perform(request, plan, actions.restore, plan=plan, revision=point)
