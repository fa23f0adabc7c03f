"""A shopping list on paper, down to the roll of a receipt printer."""

import datetime as dt

from django.http import HttpResponse

from accounts.http import Request
from planner.listing import Listing, load_listing
from planner.models import ShoppingList
from planner.printing.sheets import Heading, owner_of
from planner.views.lists.showing import page_context
from planner.views.papers import Print, chosen, print_response


def list_print(request: Request, shopping: ShoppingList, back_words: str) -> HttpResponse:
    """A list as a print: quantity first, a box to tick, in one column or two."""
    options = chosen(request, "list")
    listing = load_listing(shopping)
    context = page_context(request, shopping, listing, brief=True)
    heading = Heading(owner_of(request.tenant), context["title"], context["span"], context["names"])
    made = Print(
        "list",
        heading,
        context["back_url"],
        back_words,
        f"shopping-list-{_first_day(listing)}",
        {"list": context["list"], "count": context["count"]},
        options.points,
    )
    return print_response(request, made, options)


def _first_day(listing: Listing) -> dt.date | str:
    return listing.dates[0] if listing.dates else "own"
