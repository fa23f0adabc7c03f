"""The pages of shopping lists: one list, on screen and on paper, all lists, a new one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to, to_start
from accounts.roles import may_edit, role_of
from planner import list_actions
from planner.access import plan_required
from planner.list_access import editors_only, list_required
from planner.list_forms import NewListForm
from planner.listing import list_of_plan, load_listing, plans_of, remember, state_of
from planner.listwords import days_words
from planner.models import Plan, ShoppingList
from planner.views.list_prints import list_print
from planner.views.lists.showing import body_context, list_url, page_context
from planner.views.week import latest_plan

#: Lists that the page of all lists shows.
MOST_LISTS = 50


@require_safe
def home(request: Request) -> HttpResponse:
    """The list of my week, or the start page where there is none."""
    plan = latest_plan(request)
    return redirect_to(request, list_url(list_of_plan(plan))) if plan else to_start(request)


@require_safe
@plan_required()
def of_plan(request: Request, plan: Plan) -> HttpResponse:
    """A plan's own list: what to buy, by aisle, with boxes to tick."""
    return _page(request, list_of_plan(plan))


@require_safe
@list_required()
def page(request: Request, shopping: ShoppingList) -> HttpResponse:
    """A list of chosen days and plans."""
    return _page(request, shopping)


def _page(request: Request, shopping: ShoppingList) -> HttpResponse:
    listing = load_listing(shopping)
    if shopping.seen is None and listing.needs:
        # The first look: from here on, changes are told.
        remember(shopping, listing)
    return render(request, "planner/list.html", page_context(request, shopping, listing))


@require_safe
@list_required()
def poll(request: Request, shopping: ShoppingList) -> HttpResponse:
    """What another phone changed: nothing (204), or the list as it is now."""
    if request.GET.get("state") == state_of(shopping, plans_of(shopping)):
        return HttpResponse(status=204)
    context = body_context(shopping, load_listing(shopping)) | {"may_edit": may_edit(request)}
    return render(request, "planner/list.html#list-body", context)


@require_safe
@plan_required()
def print_of_plan(request: Request, plan: Plan) -> HttpResponse:
    """A plan's own list on paper."""
    return _print(request, list_of_plan(plan))


@require_safe
@list_required()
def print_page(request: Request, shopping: ShoppingList) -> HttpResponse:
    """A list on paper."""
    return _print(request, shopping)


def _print(request: Request, shopping: ShoppingList) -> HttpResponse:
    return list_print(request, shopping, _("Back to the list"))


@require_safe
def index(request: Request) -> HttpResponse:
    """All lists of this household or practice, the newest first."""
    role_of(request)
    lists = ShoppingList.objects.of(request.tenant).select_related("plan")[:MOST_LISTS]
    rows = [(one, list_url(one), _days(one)) for one in lists]
    context = {"lists": rows, "may_edit": may_edit(request)}
    return render(request, "planner/lists/index.html", context)


def _days(shopping: ShoppingList) -> str:
    if shopping.plan:
        return days_words(shopping.plan.start, shopping.plan.end)
    return days_words(shopping.start, shopping.end) if shopping.start and shopping.end else ""


@require_safe
@editors_only
def new(request: Request) -> HttpResponse:
    """Choose days and plans for a list."""
    return _new(request, NewListForm(tenant=request.tenant, today=timezone.localdate()))


def _new(request: Request, form: NewListForm, status: int = 200) -> HttpResponse:
    return render(request, "planner/lists/new.html", {"form": form}, status=status)


@require_POST
@editors_only
def make(request: Request) -> HttpResponse:
    """Make a list for the chosen days and plans."""
    form = NewListForm(request.POST, tenant=request.tenant, today=timezone.localdate())
    if not form.is_valid():
        return _new(request, form, status=422)
    shopping = list_actions.make_list(tenant=request.tenant, **form.cleaned_data)
    return redirect_to(request, list_url(shopping))


@require_POST
@list_required(edit=True)
def delete(request: Request, shopping: ShoppingList) -> HttpResponse:
    """Throw a list away; a plan's own list stays as long as the plan."""
    if shopping.plan_id:
        raise PermissionDenied
    shopping.delete()
    messages.success(request, _("The list was deleted."))
    return redirect_to(request, reverse("planner:lists"))
