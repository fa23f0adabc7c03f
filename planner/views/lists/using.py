"""What to do with the rest of a pack."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request
from foods.models import Food
from planner.list_access import list_required, thing_at
from planner.list_shown import shown_line
from planner.list_using import ideas
from planner.listing import load_listing, plans_of
from planner.listwords import shop_name
from planner.models import ShoppingList
from planner.views.lists.showing import list_url
from planner.views.responses import panel


@require_safe
@list_required(edit=True)
def use_up(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """Dishes that use what is left of a food, with the places where they fit."""
    food = thing_at(shopping, key)
    if not isinstance(food, Food):
        raise Http404
    listing = load_listing(shopping)
    line = listing.sheet.line(food.pk)
    context = {
        "shopping": shopping,
        "name": shop_name(food.name),
        "rest": shown_line(line, listing).rest if line else "",
        "ideas": ideas(plans_of(shopping), food, timezone.localdate()),
        "back_url": f"{list_url(shopping)}#item-{key}",
    }
    return panel(request, "lists/use", context)
