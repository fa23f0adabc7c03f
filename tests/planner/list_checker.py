"""An independent shopping list: from the rows, in fractions, without the planner's own rules.

It shares no code with `planner.shopping`, `planner.listing` or `planner.listwords`.
"""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from foods.models import Food
from planner.models import AtHome, Batch, ListLine, Meal, Serving, ShoppingList
from recipes.models import RecipeLine

#: A float is as exact as so much of its value.
DUST = Fraction(1, 10**9)


@dataclass
class Wanted:
    """What has to be carried home for one food, in grams as bought."""

    food: Any
    cooked: Fraction = Fraction(0)
    added: Fraction = Fraction(0)
    home: Fraction | None = Fraction(0)
    """None: as much as is needed."""
    said_out: bool = False
    fixed: Fraction | None = None
    batches: set[int] = field(default_factory=set)

    @property
    def buy(self) -> Fraction:
        """Grams to buy."""
        if self.fixed is not None:
            return self.fixed
        need = self.cooked + self.added
        return Fraction(0) if self.home is None else max(Fraction(0), need - self.home)

    @property
    def staple(self) -> bool:
        """Whether it stands among the pantry staples: an amount to look for, no packs."""
        brewed = self.food.kind == "drink" and not self.food.packs.exists()
        shelf = self.food.pantry or brewed
        return bool(shelf and not self.said_out and not self.added and self.fixed is None)


def wanted(shopping: ShoppingList) -> dict[int, Wanted]:
    """What a list has to buy, by food."""
    found: dict[int, Wanted] = {}

    def need(food: Any, grams: Fraction) -> Wanted | None:
        shop, raw = food, grams
        if food.bought_as_id is not None:
            raw = grams / Fraction(food.cooked_yield or 1)
            shop = Food.objects.get(pk=food.bought_as_id)
        if shop.slug == "tap-water":
            return None
        one = found.setdefault(shop.pk, Wanted(shop))
        one.cooked += raw / Fraction(shop.edible_share)
        return one

    plans = [shopping.plan] if shopping.plan else list(shopping.plans.all())
    for plan in plans:
        for batch in Batch.objects.filter(plan=plan):
            if _inside(shopping, batch.cook_date):
                _cook(batch, need)
        for meal in Meal.objects.filter(plan=plan, food__isnull=False):
            if _inside(shopping, meal.date):
                for serving in Serving.objects.filter(meal=meal):
                    need(meal.food, Fraction(serving.amount))
    _said(shopping, found)
    return found


def _inside(shopping: ShoppingList, day: Any) -> bool:
    return shopping.start is None or shopping.start <= day <= shopping.end


def _cook(batch: Any, need: Any) -> None:
    """Every ingredient once for all that is eaten of a cooking, whenever that is."""
    eaten = sum(
        (Fraction(s.amount) for s in Serving.objects.filter(meal__batch=batch)), Fraction(0)
    )
    times = eaten / Fraction(batch.revision.servings)
    for line in RecipeLine.objects.filter(revision=batch.revision_id):
        if not line.optional:
            one = need(line.food, Fraction(line.grams) * times)
            if one is not None:
                one.batches.add(batch.pk)


def _said(shopping: ShoppingList, found: dict[int, Wanted]) -> None:
    for line in ListLine.objects.filter(list=shopping, food__isnull=False):
        if line.extra_grams or line.set_grams:
            food: Any = line.food
            one = found.setdefault(food.pk, Wanted(food))
            one.added = Fraction(line.extra_grams)
            one.fixed = None if line.set_grams is None else Fraction(line.set_grams)
    for row in AtHome.objects.filter(tenant=shopping.tenant):
        if row.food_id in found:
            grams = {"enough": None, "none": Fraction(0)}
            found[row.food_id].home = grams.get(row.state, Fraction(row.grams or 0))
            found[row.food_id].said_out = row.state == "none"


def holds(pack: Any) -> Fraction:
    """Grams as bought that one pack covers: of a can, what is left when it is drained."""
    if pack.drained_grams:
        return Fraction(pack.drained_grams) / Fraction(pack.food.edible_share)
    return Fraction(pack.grams)


def complaints(shopping: ShoppingList, sheet: Any) -> list[str]:
    """What is wrong with a list, line by line."""
    wants = {pk: one for pk, one in wanted(shopping).items() if one.cooked or one.added}
    listed = [line.ware.food for line in sheet.every]
    said = [f"{one.food} is missing" for pk, one in wants.items() if pk not in listed]
    said += [f"food {pk} stands there twice" for pk in set(listed) if listed.count(pk) > 1]
    said += [f"food {pk} is not needed" for pk in listed if pk not in wants]
    for line in sheet.every:
        if line.ware.food in wants:
            said += _complaints(wants[line.ware.food], line)
    return said


def _complaints(want: Wanted, line: Any) -> list[str]:
    name, buy = str(want.food), want.buy
    said = []
    if abs(Fraction(line.planned) - want.cooked) > DUST * (1 + want.cooked):
        said.append(f"{name}: {line.planned} planned, {float(want.cooked)} cooked")
    if buy <= DUST:
        return said + ([] if line.place == "home" else [f"{name} is bought and not needed"])
    place = "pantry" if want.staple else "aisle"
    if line.place != place:
        return [*said, f"{name} stands in {line.place}, not {place}"]
    return said + ([] if want.staple else _pack_complaints(want, line, name, buy))


def _pack_complaints(want: Wanted, line: Any, name: str, buy: Fraction) -> list[str]:
    packs = list(want.food.packs.all())
    covered = Fraction(line.covered)
    if covered < buy * (1 - DUST):
        return [f"{name}: {float(covered)} bought, {float(buy)} needed"]
    if not packs:
        return [f"{name}: far too much"] if covered - buy > 50 else []
    if line.choice is None:
        return [f"{name}: no pack chosen"]
    sold = next(
        (
            p
            for p in packs
            if (p.label, p.grams) == (line.choice.pack.label, line.choice.pack.grams)
        ),
        None,
    )
    if sold is None:
        return [f"{name}: no shop sells {line.choice.pack}"]
    count = math.ceil(buy / holds(sold) * (1 - DUST))
    said = []
    if line.choice.count != count:
        said.append(f"{name}: {line.choice.count} packs instead of {count}")
    rest = count * holds(sold) - buy
    if abs(Fraction(line.choice.leftover) - max(Fraction(0), rest)) > DUST * (1 + buy) * 10:
        said.append(f"{name}: {line.choice.leftover} left over instead of {float(rest)}")
    return said
