"""Writes to shopping lists. Each says that other phones should look again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.links import in_days
from accounts.models import Tenant, User
from foods.models import Aisle, Food
from planner.list_adding import Addition
from planner.listing import load_listing, remember, shop_aisles
from planner.models import (
    AtHome,
    FeedLink,
    ListLine,
    ListLink,
    Plan,
    ShopAisle,
    ShopFood,
    ShoppingList,
)


def _changed(shopping: ShoppingList) -> None:
    ShoppingList.objects.filter(pk=shopping.pk).changed()


@transaction.atomic
def make_list(
    *, tenant: Tenant, name: str, start: dt.date, end: dt.date, plans: Iterable[Plan]
) -> ShoppingList:
    """A list for some days of some plans of this tenant."""
    shopping = ShoppingList.objects.create(tenant=tenant, name=name, start=start, end=end)
    shopping.plans.set(plan for plan in plans if plan.tenant_id == tenant.pk)
    remember(shopping, load_listing(shopping))
    return shopping


def _line(shopping: ShoppingList, thing: Food | ListLine) -> ListLine:
    """The row of a line, locked; a food's is made on first need."""
    if isinstance(thing, Food):
        ListLine.objects.get_or_create(list=shopping, food=thing)
        return ListLine.objects.select_for_update().get(list=shopping, food=thing)
    return ListLine.objects.select_for_update().get(pk=thing.pk, list=shopping)


@transaction.atomic
def tick(*, shopping: ShoppingList, thing: Food | ListLine, ticked: bool, got: float) -> None:
    """Put a line into the basket or take it out; sent twice, it changes nothing more.

    `got` are grams as bought in the basket then, as the page that was ticked said them. Where
    two phones tick, the basket holds what the fuller of the two said.
    """
    row = _line(shopping, thing)
    before = (row.ticked_at is not None, row.got_grams)
    now = (ticked, max(got, row.got_grams) if ticked else 0.0)
    if before == now:
        return
    row.ticked_at = (row.ticked_at or timezone.now()) if ticked else None
    row.got_grams = now[1]
    row.put_away = False
    row.save(update_fields=["ticked_at", "got_grams", "put_away"])
    _changed(shopping)


@transaction.atomic
def edit_line(*, shopping: ShoppingList, thing: Food | ListLine, **columns: Any) -> None:
    """Change what someone said of a line: its note, amount, aisle or own words."""
    row = _line(shopping, thing)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    _changed(shopping)


@transaction.atomic
def add(*, shopping: ShoppingList, additions: Sequence[Addition]) -> None:
    """Put foods and own lines on the list; what was removed or cleared before comes back."""
    for one in additions:
        if one.food is None:
            ListLine.objects.create(list=shopping, text=one.text, aisle=one.aisle)
            continue
        row = _line(shopping, one.food)
        row.extra_grams += one.grams
        if row.set_grams is not None:
            row.set_grams += one.grams
        row.removed = False
        row.save(update_fields=["extra_grams", "set_grams", "removed"])
    _changed(shopping)


@transaction.atomic
def clear_ticked(*, shopping: ShoppingList) -> int:
    """Take what is in the basket off the list; how many lines that were."""
    rows = shopping.lines.filter(ticked_at__isnull=False, put_away=False, removed=False)
    cleared = rows.update(put_away=True)
    _changed(shopping)
    return cleared


@transaction.atomic
def mark_seen(*, shopping: ShoppingList) -> None:
    """What is needed now is what someone has seen."""
    remember(shopping, load_listing(shopping))
    _changed(shopping)


@transaction.atomic
def set_home(*, tenant: Tenant, food: Food, state: str, grams: float | None = None) -> None:
    """Say what is at home of a food, for all lists; "" forgets it."""
    if state:
        AtHome.objects.update_or_create(
            tenant=tenant, food=food, defaults={"state": state, "grams": grams}
        )
    else:
        AtHome.objects.filter(tenant=tenant, food=food).delete()
    ShoppingList.objects.of(tenant).changed()


@transaction.atomic
def move_food(*, tenant: Tenant, food: Food, aisle: Aisle) -> None:
    """Keep a food in another aisle, in all lists; back in its usual one, nothing is kept."""
    if aisle.pk == food.aisle_id:
        ShopFood.objects.filter(tenant=tenant, food=food).delete()
    else:
        ShopFood.objects.update_or_create(tenant=tenant, food=food, defaults={"aisle": aisle})
    ShoppingList.objects.of(tenant).changed()


@transaction.atomic
def order_aisles(*, tenant: Tenant, order: Sequence[int]) -> None:
    """Walk through the aisles in this order; those left out follow as they were."""
    known = shop_aisles(tenant)
    first = [aisle for aisle in dict.fromkeys(order) if aisle in known]
    whole = [*first, *(aisle for aisle in known if aisle not in first)]
    ShopAisle.objects.filter(tenant=tenant).delete()
    ShopAisle.objects.bulk_create(
        ShopAisle(tenant=tenant, aisle_id=aisle, position=n) for n, aisle in enumerate(whole)
    )
    ShoppingList.objects.of(tenant).changed()


def move_aisle(*, tenant: Tenant, aisle: Aisle, by: int) -> None:
    """Move an aisle one place up (-1) or down (1)."""
    order = list(shop_aisles(tenant))
    here = order.index(aisle.pk)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    order_aisles(tenant=tenant, order=order)


@transaction.atomic
def usual_aisles(*, tenant: Tenant) -> None:
    """Back to the usual order, and every food to its usual aisle."""
    ShopAisle.objects.filter(tenant=tenant).delete()
    ShopFood.objects.filter(tenant=tenant).delete()
    ShoppingList.objects.of(tenant).changed()


def share_list(
    *, shopping: ShoppingList, by: User | None, days: int, tickable: bool, note: str
) -> ListLink:
    """A new link to a list."""
    return ListLink.objects.create(
        list=shopping, created_by=by, expires_at=in_days(days), tickable=tickable, note=note
    )


def feed_plan(*, plan: Plan, by: User | None, days: int) -> FeedLink:
    """A new link by which a calendar reads a plan."""
    return FeedLink.objects.create(plan=plan, created_by=by, expires_at=in_days(days))
