"""Links to a plan: their list, a new one, and closing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from planner.access import plan_required
from planner.models import Plan
from planner.sharing import LinkForm, make_link


@require_safe
@plan_required(edit=True)
def links(request: Request, plan: Plan) -> HttpResponse:
    """Every link to this plan, when it was last used, and a form for another."""
    return _page(request, plan, LinkForm(plan=plan))


@require_POST
@plan_required(edit=True)
def create_link(request: Request, plan: Plan) -> HttpResponse:
    """A new link; its address is shown at the top of the list."""
    form = LinkForm(request.POST, plan=plan)
    if not form.is_valid():
        return _page(request, plan, form, status=422)
    by = request.user if request.user.is_authenticated else None
    link = make_link(plan=plan, by=by, cleaned=form.cleaned_data)
    return redirect_to(request, f"{_list_url(plan)}#link-{link.pk}")


@require_POST
@plan_required(edit=True)
def revoke_link(request: Request, plan: Plan, link_id: int) -> HttpResponse:
    """Close a link for good: whoever has it sees that it is closed."""
    get_object_or_404(plan.links.all(), pk=link_id).revoke()
    messages.success(request, _("The link is closed."))
    return redirect_to(request, _list_url(plan))


def _list_url(plan: Plan) -> str:
    return reverse("planner:links", args=[plan.pk])


def _page(request: Request, plan: Plan, form: LinkForm, status: int = 200) -> HttpResponse:
    rows = list(plan.links.select_related("created_by").order_by("-pk"))
    for link in rows:
        path = reverse("planner:shared", args=[link.token])
        link.address = request.build_absolute_uri(path)
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "open": [link for link in rows if link.is_open],
        "closed": [link for link in rows if not link.is_open],
    }
    return render(request, "planner/links.html", context, status=status)
