"""Lines of a list: tick, add, edit, remove, bring back, clear, seen. Each a plain form first."""

import math
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OpenRequest, Request, redirect_to
from foods.models import Food
from planner import list_actions
from planner.list_access import list_required, thing_at
from planner.list_adding import Addition, read_additions, ware_of
from planner.list_amounts import MOST_GRAMS
from planner.list_forms import AddForm, FoodLineForm, OwnLineForm
from planner.listing import load_listing, shop_aisles
from planner.listwords import need_words, shop_name, typed_words
from planner.models import AtHome, ListLine, ShoppingList
from planner.views.lists.showing import body_context, fresh, list_url
from planner.views.responses import panel


@require_POST
@list_required(edit=True)
def tick(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """Put a line into the basket or take it out again; sent twice, it changes nothing more."""
    return ticked_line(request, shopping, key, list_url(shopping), {"may_edit": True})


def ticked_line(
    request: Request | OpenRequest,
    shopping: ShoppingList,
    key: str,
    back: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Tick a line as the form says; the line and the count for htmx, else back to the line."""
    ticked = request.POST.get("ticked")
    if ticked not in ("0", "1"):
        return panel(
            request,
            "lists/refused",
            {"back_url": back, "errors": [_("Say whether the line is in the basket or not.")]},
            status=422,
        )
    before = shopping.version
    with transaction.atomic():
        thing = thing_at(shopping, key)
        got = _covered(request.POST.get("got", ""))
        list_actions.tick(shopping=shopping, thing=thing, ticked=ticked == "1", got=got)
        shopping.refresh_from_db(fields=["version"])
        listing = load_listing(shopping)
        body = body_context(shopping, listing)
        line = body["list"].line(key)
        if line is None:
            # The plan changed since the page was made: show the list as it is now.
            transaction.set_rollback(True)
    if line is None:
        return redirect_to(request, back)
    if not request.htmx:
        return redirect_to(request, f"{back}#item-{key}")
    # A phone that had seen everything before this tick has seen everything now.
    saw, revisions = request.POST.get("state", ""), listing.state.partition("-")[2]
    if saw != f"{before}-{revisions}" or shopping.version > before + 1:
        body["state"] = saw
    return render(
        request, "planner/list.html#ticked", {**body, **context, "line": line, "swapped": True}
    )


def _covered(text: str) -> float:
    """Grams as bought that a page said are in the basket; 0 for anything else."""
    try:
        grams = float(text)
    except ValueError:
        return 0.0
    return grams if math.isfinite(grams) and 0 <= grams <= MOST_GRAMS * 10 else 0.0


@require_POST
@list_required(edit=True)
def add(request: Request, shopping: ShoppingList) -> HttpResponse:
    """Put on the list what someone typed: foods with their amounts, else their own words."""
    form = AddForm(request.POST)
    if not form.is_valid():
        errors = [str(error) for error in form.errors["text"]]
        context = {"back_url": list_url(shopping), "errors": errors}
        return panel(request, "lists/refused", context, status=422)
    listed = {line.ware.food for line in load_listing(shopping).sheet.every}
    additions = read_additions(request.tenant, form.cleaned_data["text"], listed)
    list_actions.add(shopping=shopping, additions=additions)
    said = " ".join(_added_words(request, one) for one in additions)
    return fresh(request, shopping, said)


def _added_words(request: Request, one: Addition) -> str:
    if one.food is None:
        return _("Added “%(text)s”.") % {"text": one.text}
    name = shop_name(one.food.name)
    if not one.grams:
        return _("%(name)s is on the list already.") % {"name": name}
    amount = need_words(one.grams, ware_of(request.tenant, one.food))
    return _("Added %(amount)s of %(name)s.") % {"amount": amount, "name": name}


@require_safe
@list_required(edit=True)
def edit(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """What one may say of a line."""
    thing = thing_at(shopping, key)
    form = _form_of(request, shopping, thing)
    return _edit_panel(request, shopping, key, thing, form)


def _form_of(
    request: Request, shopping: ShoppingList, thing: Food | ListLine
) -> FoodLineForm | OwnLineForm:
    data = request.POST if request.method == "POST" else None
    if isinstance(thing, ListLine):
        own = {"text": thing.text, "note": thing.note, "aisle": thing.aisle_id}
        return OwnLineForm(data, initial=own)
    row = shopping.lines.filter(food=thing).first()
    home = AtHome.objects.filter(tenant=request.tenant, food=thing).first()
    ware = ware_of(request.tenant, thing)
    aisle = next(a for a in shop_aisles(request.tenant).values() if a.name == ware.aisle)
    initial = {
        "set_grams": typed_words(row.set_grams, ware) if row and row.set_grams else "",
        "note": row.note if row else "",
        "state": home.state if home else "",
        "grams": typed_words(home.grams, ware) if home and home.grams else "",
        "aisle": aisle.pk,
    }
    return FoodLineForm(data, initial=initial, tenant=request.tenant, food=thing)


def _edit_panel(
    request: Request,
    shopping: ShoppingList,
    key: str,
    thing: Food | ListLine,
    form: FoodLineForm | OwnLineForm,
    status: int = 200,
) -> HttpResponse:
    name = shop_name(thing.name) if isinstance(thing, Food) else thing.text
    context = {
        "shopping": shopping,
        "key": key,
        "food": thing if isinstance(thing, Food) else None,
        "name": name,
        "form": form,
        "back_url": f"{list_url(shopping)}#item-{key}",
    }
    return panel(request, "lists/line", context, status=status)


@require_POST
@list_required(edit=True)
def save(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """Keep what someone said of a line: amount, note, aisle, what is at home."""
    thing = thing_at(shopping, key)
    form = _form_of(request, shopping, thing)
    if not form.is_valid():
        return _edit_panel(request, shopping, key, thing, form, status=422)
    _save(request, shopping, thing, form.cleaned_data)
    return fresh(request, shopping, _("Saved."))


@transaction.atomic
def _save(
    request: Request, shopping: ShoppingList, thing: Food | ListLine, said: dict[str, Any]
) -> None:
    if isinstance(thing, ListLine):
        list_actions.edit_line(shopping=shopping, thing=thing, **said)
        return
    tenant = request.tenant
    columns = {name: said[name] for name in ("set_grams", "note")}
    list_actions.edit_line(shopping=shopping, thing=thing, **columns)
    list_actions.move_food(tenant=tenant, food=thing, aisle=said["aisle"])
    list_actions.set_home(tenant=tenant, food=thing, state=said["state"], grams=said["grams"])


@require_POST
@list_required(edit=True)
def remove(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """Take a line off the list; it stays off until someone brings it back."""
    return _set_removed(request, shopping, key, removed=True)


@require_POST
@list_required(edit=True)
def put_back(request: Request, shopping: ShoppingList, key: str) -> HttpResponse:
    """Bring a line back that was removed or cleared."""
    return _set_removed(request, shopping, key, removed=False)


def _set_removed(
    request: Request, shopping: ShoppingList, key: str, *, removed: bool
) -> HttpResponse:
    thing = thing_at(shopping, key)
    on_list = shopping.lines.filter(food=thing).exists() if isinstance(thing, Food) else True
    if not on_list and load_listing(shopping).sheet.line(thing.pk) is None:
        raise Http404
    list_actions.edit_line(shopping=shopping, thing=thing, removed=removed, put_away=False)
    return fresh(request, shopping, _("Removed.") if removed else _("Back on the list."))


@require_POST
@list_required(edit=True)
def clear(request: Request, shopping: ShoppingList) -> HttpResponse:
    """Take what is in the basket off the list."""
    count = list_actions.clear_ticked(shopping=shopping)
    said = ngettext("%(n)d line cleared.", "%(n)d lines cleared.", count) % {"n": count}
    return fresh(request, shopping, said)


@require_POST
@list_required(edit=True)
def seen(request: Request, shopping: ShoppingList) -> HttpResponse:
    """What changed was seen: from here on, new changes are told."""
    list_actions.mark_seen(shopping=shopping)
    return fresh(request, shopping)
