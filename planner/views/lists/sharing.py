"""Lists and plans for others: downloads, links, calendars."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OpenRequest, Request, redirect_to, shared_page
from accounts.models import User
from planner import list_actions
from planner.access import plan_required
from planner.list_access import list_required
from planner.list_calendar import calendar_of
from planner.list_export import Row, as_csv, as_markdown, as_text
from planner.list_forms import ShareForm
from planner.list_shown import ShownLine, ShownList, shown_list
from planner.listing import list_of_plan, load_listing, plans_of, state_of
from planner.listwords import days_words
from planner.models import FeedLink, ListLink, Plan, ShoppingList
from planner.views.lists.lines import ticked_line
from planner.views.lists.showing import body_context, list_url

#: A calendar reads its plan for so many days; a plan is 28 days at most.
FEED_DAYS = 180


def rows_of(shown: ShownList) -> list[Row]:
    """What there is to buy, by aisle, and the staples at the end."""
    rows = [_row(name, line) for name, lines in shown.aisles for line in lines]
    return rows + [_row(_("Pantry staples: at home?"), line) for line in shown.pantry]


def _row(aisle: str, line: ShownLine) -> Row:
    notes = "; ".join(line.notes)
    return Row(aisle, line.quantity, line.name, notes, line.uses, line.ticked)


def title_of(shopping: ShoppingList, days: str) -> str:
    """A list's title with its days."""
    return f"{shopping.name or _('Shopping list')}, {days}" if days else shopping.name


def _text(shopping: ShoppingList, kind: str) -> str:
    listing = load_listing(shopping)
    rows = rows_of(shown_list(listing))
    title = title_of(shopping, days_words(*listing.dates) if listing.dates else "")
    if kind == "csv":
        header = (_("Aisle"), _("Quantity"), _("Food"), _("Notes"), _("For"), _("In the basket"))
        return as_csv(header, rows)
    return as_markdown(title, rows) if kind == "md" else as_text(title, rows)


def _download(shopping: ShoppingList, kind: str) -> HttpResponse:
    types = {"txt": "text/plain", "md": "text/markdown", "csv": "text/csv"}
    text = _text(shopping, kind)
    # A spreadsheet reads a table as UTF-8 only behind a byte order mark.
    body = text.encode("utf-8-sig" if kind == "csv" else "utf-8")
    response = HttpResponse(body, content_type=f"{types[kind]}; charset=utf-8")
    if kind != "txt":
        response["Content-Disposition"] = f'attachment; filename="shopping-list.{kind}"'
    return response


@require_safe
@list_required()
def text(request: Request, shopping: ShoppingList) -> HttpResponse:
    """The list as plain text."""
    return _download(shopping, "txt")


@require_safe
@list_required()
def markdown(request: Request, shopping: ShoppingList) -> HttpResponse:
    """The list as Markdown."""
    return _download(shopping, "md")


@require_safe
@list_required()
def table(request: Request, shopping: ShoppingList) -> HttpResponse:
    """The list as a table for spreadsheets."""
    return _download(shopping, "csv")


@require_safe
@list_required(edit=True)
def share(request: Request, shopping: ShoppingList) -> HttpResponse:
    """Links to a list, its text, its downloads, and calendars of its plans."""
    return _share(request, shopping, ShareForm())


def _share(
    request: Request, shopping: ShoppingList, form: ShareForm, status: int = 200
) -> HttpResponse:
    plans = plans_of(shopping)
    context = {
        "shopping": shopping,
        "form": form,
        "links": list(shopping.links.order_by("-created_at", "-pk")),
        "plans": [(plan, list(plan.feeds.order_by("-created_at", "-pk"))) for plan in plans],
        "as_text": _text(shopping, "txt"),
        "back_url": list_url(shopping),
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "planner/lists/share.html", context, status=status)


def _user(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


@require_POST
@list_required(edit=True)
def make_link(request: Request, shopping: ShoppingList) -> HttpResponse:
    """A new link to the list."""
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _share(request, shopping, form, status=422)
    list_actions.share_list(shopping=shopping, by=_user(request), **form.cleaned_data)
    return redirect_to(request, reverse("planner:list_share", args=[shopping.pk]))


@require_POST
@list_required(edit=True)
def revoke_link(request: Request, shopping: ShoppingList, link_id: int) -> HttpResponse:
    """Close a link for good."""
    get_object_or_404(shopping.links, pk=link_id).revoke()
    return redirect_to(request, reverse("planner:list_share", args=[shopping.pk]))


@require_safe
@plan_required()
def calendar(request: Request, plan: Plan) -> HttpResponse:
    """The plan's meals as a calendar file."""
    response = _calendar(plan)
    response["Content-Disposition"] = 'attachment; filename="meals.ics"'
    return response


def _calendar(plan: Plan) -> HttpResponse:
    return HttpResponse(calendar_of(plan), content_type="text/calendar; charset=utf-8")


@require_POST
@plan_required(edit=True)
def make_feed(request: Request, plan: Plan) -> HttpResponse:
    """A new link by which a calendar reads this plan."""
    list_actions.feed_plan(plan=plan, by=_user(request), days=FEED_DAYS)
    return _to_feeds(request, plan)


@require_POST
@plan_required(edit=True)
def revoke_feed(request: Request, plan: Plan, link_id: int) -> HttpResponse:
    """Close a calendar's link for good."""
    get_object_or_404(plan.feeds, pk=link_id).revoke()
    return _to_feeds(request, plan)


def _to_feeds(request: Request, plan: Plan) -> HttpResponse:
    shopping = list_of_plan(plan)
    return redirect_to(request, reverse("planner:list_share", args=[shopping.pk]) + "#calendar")


@require_safe
@shared_page(FeedLink)
def feed(request: OpenRequest, link: FeedLink) -> HttpResponse:
    """The plan's meals, for a calendar."""
    return _calendar(link.plan)


@require_safe
@shared_page(ListLink, forms=True)
def shared(request: OpenRequest, link: ListLink) -> HttpResponse:
    """A list by its link: to look at, and to tick where that is allowed."""
    return render(request, "planner/lists/shared.html", _shared_context(link))


def _shared_context(link: ListLink) -> dict[str, object]:
    listing = load_listing(link.list)
    return {
        **body_context(link.list, listing),
        "span": days_words(*listing.dates) if listing.dates else "",
        "title": link.list.name or _("Shopping list"),
        "link": link,
    }


@require_safe
@shared_page(ListLink, forms=True)
def shared_poll(request: OpenRequest, link: ListLink) -> HttpResponse:
    """What another phone changed: nothing (204), or the list as it is now."""
    if request.GET.get("state") == state_of(link.list, plans_of(link.list)):
        return HttpResponse(status=204)
    return render(request, "planner/list.html#list-body", _shared_context(link))


@require_POST
@shared_page(ListLink, forms=True)
def shared_tick(request: OpenRequest, link: ListLink, key: str) -> HttpResponse:
    """Tick a line by a link that allows it."""
    if not link.tickable:
        raise PermissionDenied
    back = reverse("planner:shared_list", args=[link.token])
    return ticked_line(request, link.list, key, back, {"link": link})
