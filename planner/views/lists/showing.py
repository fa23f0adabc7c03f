"""What the pages of shopping lists show, and how they answer."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget, trigger_client_event

from accounts.http import Request, redirect_to
from accounts.roles import may_edit
from people.models import Person
from planner.list_shown import count_words, shown_list
from planner.listing import Listing, load_listing
from planner.listwords import days_words, names_words
from planner.models import ShoppingList


def list_url(shopping: ShoppingList) -> str:
    """The page of a list."""
    if shopping.plan_id:
        return reverse("planner:list", args=[shopping.plan_id])
    return reverse("planner:list_page", args=[shopping.pk])


def body_context(
    shopping: ShoppingList, listing: Listing, *, brief: bool = False
) -> dict[str, Any]:
    """What changes from one look to the next (no queries)."""
    shown = shown_list(listing, brief)
    return {
        "shopping": shopping,
        "list": shown,
        "count": count_words(shown),
        "state": listing.state,
    }


def page_context(
    request: Request, shopping: ShoppingList, listing: Listing, *, brief: bool = False
) -> dict[str, Any]:
    """Everything the list shows, on a page or on paper (2 queries: names; the visitor's role)."""
    plans = [shopping.plan_id] if shopping.plan_id else shopping.plans.values("pk")
    return {
        **body_context(shopping, listing, brief=brief),
        "span": days_words(*listing.dates) if listing.dates else "",
        "names": names_words(_names(plans)),
        "title": shopping.name or _("Shopping list"),
        "may_edit": may_edit(request),
        "back_url": list_url(shopping),
    }


def _names(plans: Any) -> Sequence[str]:
    """Who the plans are for, each once (1 query)."""
    rows = Person.objects.filter(seats__plan__in=plans).order_by("seats__position", "pk")
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


def fresh(request: Request, shopping: ShoppingList, said: str = "") -> HttpResponse:
    """After a change: the list as it is now for htmx, its page for everyone else."""
    if not request.htmx:
        return redirect_to(request, list_url(shopping))
    shopping.refresh_from_db()
    listing = load_listing(shopping)
    context = {**body_context(shopping, listing), "may_edit": True, "said": said}
    response = render(request, "planner/list.html#list-body", context)
    response = retarget(reswap(response, "outerHTML"), "#list-body")
    return trigger_client_event(response, "limber:saved")
