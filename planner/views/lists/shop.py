"""What all lists of a tenant share: the order of aisles, and what is at home."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, SeeOther, redirect_to
from accounts.roles import may_edit, role_of
from foods.models import Aisle, Food
from planner import list_actions
from planner.list_access import editors_only
from planner.list_adding import read_additions
from planner.list_forms import AddForm
from planner.listing import moved_foods, shop_aisles, wares_of
from planner.listwords import need_words, shop_name
from planner.models import AtHome, ShopFood

#: Foods at home that the page shows.
MOST_HOME = 500


@require_safe
def aisles(request: Request) -> HttpResponse:
    """The aisles in the order of this tenant's shop."""
    role_of(request)
    return render(request, "planner/lists/aisles.html", _aisles_context(request))


def _aisles_context(request: Request) -> dict[str, object]:
    moved = ShopFood.objects.filter(tenant=request.tenant).select_related("food", "aisle")
    return {
        "aisles": list(shop_aisles(request.tenant).values()),
        "moved": [(shop_name(row.food.name), row.aisle.name) for row in moved],
        "may_edit": may_edit(request),
    }


@require_POST
@editors_only
def move_aisle(request: Request) -> HttpResponse:
    """Move an aisle one place up or down."""
    by = {"up": -1, "down": 1}.get(request.POST.get("by", ""))
    pk = request.POST.get("aisle", "")
    if by is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    aisle = get_object_or_404(Aisle, pk=int(pk))
    list_actions.move_aisle(tenant=request.tenant, aisle=aisle, by=by)
    return _aisles(request, f"#aisle-{aisle.pk}")


@require_POST
@editors_only
def order_aisles(request: Request) -> HttpResponse:
    """Put the aisles into the order that someone dragged them to."""
    order = [int(pk) for pk in request.POST.getlist("aisle") if pk.isascii() and pk.isdigit()]
    list_actions.order_aisles(tenant=request.tenant, order=order)
    return _aisles(request)


@require_POST
@editors_only
def usual_aisles(request: Request) -> HttpResponse:
    """Back to the usual order, and every food to its usual aisle."""
    list_actions.usual_aisles(tenant=request.tenant)
    return _aisles(request)


def _aisles(request: Request, place: str = "") -> HttpResponse:
    if not request.htmx:
        return SeeOther(reverse("planner:aisles") + place)
    return render(request, "planner/lists/aisles.html#aisles", _aisles_context(request))


@require_safe
def at_home(request: Request) -> HttpResponse:
    """What is at home, and what is out."""
    role_of(request)
    tenant = request.tenant
    rows = AtHome.objects.filter(tenant=tenant).select_related("food").order_by("food__name")
    shown = list(rows[:MOST_HOME])
    foods = {row.food_id: row.food for row in shown}
    wares = wares_of(foods, shop_aisles(tenant), moved_foods(tenant))
    context = {
        "rows": [
            (row, shop_name(row.food.name), need_words(row.grams or 0, wares[row.food_id]))
            for row in shown
        ],
        "may_edit": may_edit(request),
    }
    return render(request, "planner/lists/at_home.html", context)


@require_POST
@editors_only
def add_home(request: Request) -> HttpResponse:
    """Note what is at home, in words: "500 g oats"; a food alone means enough of it."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return redirect_to(request, reverse("planner:at_home"))
    known = set(AtHome.objects.filter(tenant=request.tenant).values_list("food_id", flat=True))
    unknown = []
    for one in read_additions(request.tenant, form.cleaned_data["text"], known, bare=True):
        if one.food is None:
            unknown.append(one.text)
            continue
        state = AtHome.State.SOME if one.grams else AtHome.State.ENOUGH
        list_actions.set_home(
            tenant=request.tenant, food=one.food, state=state, grams=one.grams or None
        )
    if unknown:
        context = {
            "back_url": reverse("planner:at_home"),
            "errors": [_("No food was found for “%(text)s”.") % {"text": t} for t in unknown],
        }
        return render(request, "planner/lists/refused.html", context, status=422)
    return redirect_to(request, reverse("planner:at_home"))


@require_POST
@editors_only
def set_home(request: Request, food_id: int) -> HttpResponse:
    """Say that there is enough of a food, none, or nothing at all."""
    food = get_object_or_404(Food.objects.visible_to(request.tenant), pk=food_id)
    state = request.POST.get("state", "")
    if state not in ("", AtHome.State.ENOUGH, AtHome.State.NONE):
        raise Http404
    list_actions.set_home(tenant=request.tenant, food=food, state=state)
    return redirect_to(request, reverse("planner:at_home"))
