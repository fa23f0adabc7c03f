"""Closing a gap: small edits for one person, ranked by the plan's own objective.

Rankings know what totals do not: where hardly any of a nutrient is absorbed from a food (the
calcium of spinach), only what is absorbed counts here.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from foods.models import Food
from foods.nutrition import FoodValues, amount_in
from foods.queries import food_values
from knowledge.absorption import PoorlyAbsorbed, poorly_absorbed
from knowledge.nutrients import BY_KEY, Nutrient
from people.care import Care
from people.care_foods import Foodstuff, Helping, food_problems
from people.models import Person
from people.queries import foodstuffs
from people.safety import Problem, to_confirm
from planner.board import Card
from planner.gap_foods import GAP_FOODS, GapFood
from planner.models import Plan
from planner.offers import Change, good_change
from planner.optimiser.edits import rank_gap_edits
from planner.optimiser.problem import Dish, FoodOffer, GapEdit, Lock
from planner.plates import weekly_grams
from planner.problems import GRAMS_OF, OBJECTIVE, problem_nutrients
from planner.questions import Setting, ask_of_board, setting_of
from planner.strip import Row
from recipes.queries import LibraryDish

#: How many edits of each kind are shown, the least disruptive kind first.
SHOWN: Final = {"food": 5, "portion": 2, "swap": 3}
#: How many are ranked to find them.
RANKED: Final = 500
#: What a percent of the target more is worth, in points of the plan's objective, where the target
#: is met and the objective does not care any more (design choice: more gain before less energy).
GAIN_POINTS: Final = 0.02
#: Changes that an edit names besides the nutrient asked for.
CHANGES: Final = 4
#: A change smaller than this share of a target is not worth words.
WORTH_WORDS: Final = 0.01
#: A target is met from this share on.
MET: Final = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class GapOffer:
    """A small change: what to do, where, and what it does."""

    kind: str
    """food, portion or swap."""
    date: dt.date
    slot: str
    gain: float
    """Of the nutrient asked for: on the mean day."""
    after: float
    """Share of the target that known amounts cover then."""
    changes: list[Change]
    """Everything else that changes noticeably, on the mean day."""
    food: Food | None = None
    grams: float = 0.0
    card: Card | None = None
    """The meal that it stands beside, or that changes."""
    dish: LibraryDish | None = None
    """What would be cooked instead."""
    portions: dict[int, float] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    """What to mind with the food, though it may be had."""
    that_day: float = 0.0
    """The gain on the day itself."""
    had: float = 0.0
    mine: float = 0.0
    """The person's portion as it is, and as it would be."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What can be done about one nutrient of one person."""

    person: Person
    row: Row
    choices: list[Row]
    """Every nutrient that a gap may be closed in, the lowest first."""
    offers: list[GapOffer]
    """By kind, and within a kind the best for the whole plan first."""
    hardly: list[PoorlyAbsorbed]
    """Foods that count for little here."""
    over: bool
    """Whether every day of the plan is over."""

    @property
    def is_met(self) -> bool:
        """Whether known amounts reach the target."""
        return self.row.covered is not None and self.row.covered >= MET


def gaps_of(plan: Plan, person: Person, asked: str, today: dt.date) -> Gaps | None:
    """The edits that raise a nutrient, best first; the lowest where `asked` is none to work for.

    Nothing that is over, was told or is locked changes. None where the person has no target left.
    """
    setting = setting_of(plan)
    choices = _choices(setting, person)
    if not choices:
        return None
    row = next((one for one in choices if one.nutrient.key == asked), choices[0])
    key = row.nutrient.key
    days = [n for n, date in enumerate(plan.dates) if date >= today]
    hardly = poorly_absorbed(key)
    found = _shown(row, _ranked(setting, person, key, days)) if days else []
    return Gaps(
        person=person,
        row=row,
        choices=choices,
        offers=[_offer(setting, person, row, *one) for one in found],
        hardly=list(hardly.values()),
        over=not days,
    )


def _choices(setting: Setting, person: Person) -> list[Row]:
    rows = setting.board.strip(person, setting.plan.dates, OBJECTIVE)
    aimed = [row for row in rows if row.covered is not None]
    return sorted(aimed, key=lambda row: row.covered or 0.0)


def _ranked(
    setting: Setting, person: Person, key: str, days: Collection[int]
) -> list[tuple[GapEdit, "Counter"]]:
    """Edits with the counter that knows the foods in them."""
    counter = counter_of(setting, person, key)
    problem, meals = ask_of_board(setting, locks=_locks(setting))
    problem = replace(problem, dishes=tuple(counter.absorbed(dish) for dish in problem.dishes))
    edits = rank_gap_edits(problem, meals, str(person.pk), key, RANKED, counter.offers(), days)
    return [(edit, counter) for edit in edits if not _is_out(setting, person, edit)]


def _shown(
    row: Row, ranked: Iterable[tuple[GapEdit, "Counter"]]
) -> list[tuple[GapEdit, "Counter"]]:
    """The best few of each kind; of swaps one a meal."""

    def price(pair: tuple[GapEdit, "Counter"]) -> float:
        gain = pair[0].changes.get(row.nutrient.key, 0.0) / (row.target or 1.0)
        return pair[0].delta - GAIN_POINTS * 100 * gain

    found: dict[str, dict[object, tuple[GapEdit, Counter]]] = {kind: {} for kind in SHOWN}
    for pair in sorted(ranked, key=price):
        edit = pair[0]
        spot = edit.key if edit.kind == "food" else (edit.day, edit.slot)
        found[edit.kind].setdefault(spot, pair)
    return [pair for kind, most in SHOWN.items() for pair in list(found[kind].values())[:most]]


def _is_out(setting: Setting, person: Person, edit: GapEdit) -> bool:
    date = setting.plan.start + dt.timedelta(days=edit.day)
    return setting.board.table.is_out(person.pk, date, edit.slot)


def _locks(setting: Setting) -> tuple[Lock, ...]:
    """Meals that stay as they are: locked ones, and those of which something was told."""
    return tuple(
        Lock((card.meal.date - setting.plan.start).days, card.meal.slot, str(card.revision.pk))
        for card in setting.board.all_cards()
        if card.stays and card.revision is not None
    )


@dataclass(frozen=True, slots=True)
class Counter:
    """Foods that may be added, with what they bring and what to mind."""

    key: str
    person: str
    foods: dict[str, Food]
    values: dict[int, FoodValues]
    stuffs: dict[int, Foodstuff]
    grams: dict[str, tuple[float, ...]]
    """Slug -> helpings that the person may have."""
    hardly: dict[int, float]
    """Food -> share of the nutrient that is absorbed."""
    in_dishes: dict[str, float]
    """Dish -> what of the nutrient in a serving is not absorbed."""

    def absorbed(self, dish: Dish) -> Dish:
        """A dish with what is absorbed of the nutrient in place of what is in it."""
        less = self.in_dishes.get(dish.key, 0.0)
        if not less:
            return dish
        left = max(0.0, dish.nutrients.get(self.key, 0.0) - less)
        return replace(dish, nutrients={**dish.nutrients, self.key: left})

    def offers(self) -> list[FoodOffer]:
        """Every food that the person may have and that is a source of the nutrient."""
        return [self._offer(GAP_FOODS[slug], food) for slug, food in self._sources()]

    def _sources(self) -> list[tuple[str, Food]]:
        return [
            (slug, food)
            for slug, food in self.foods.items()
            if self.grams[slug] and food.pk not in self.hardly
        ]

    def _offer(self, offered: GapFood, food: Food) -> FoodOffer:
        stuff = self.stuffs[food.pk]
        weekly = weekly_grams([Helping(stuff, 100.0)])
        amounts = dict(self.values[food.pk].amounts)
        amounts |= {f"{GRAMS_OF}{one}": grams for one, grams in weekly.items()}
        return FoodOffer(offered.slug, amounts, self.grams[offered.slug], offered.slots)


def counter_of(setting: Setting, person: Person, key: str) -> Counter:
    """Foods to add for a person, without those they must not have (6 queries)."""
    care = setting.care[person.pk]
    nutrients = problem_nutrients(setting.targets.values())
    listed = Food.objects.visible_to(setting.plan.tenant).listed().filter(slug__in=GAP_FOODS)
    foods = {food.slug: food for food in listed}
    ids = [food.pk for food in foods.values()]
    stuffs = foodstuffs(ids)
    numbers = poorly_absorbed(key)
    hardly = dict(Food.objects.filter(ndb__in=list(numbers)).values_list("pk", "ndb"))
    shares = {pk: numbers[ndb].absorbed for pk, ndb in hardly.items() if ndb is not None}
    return Counter(
        key=key,
        person=person.name,
        foods={slug: foods[slug] for slug in GAP_FOODS if slug in foods},
        values=food_values(ids, nutrients),
        stuffs=stuffs,
        grams={
            slug: _may_have(care, stuffs[food.pk], GAP_FOODS[slug].grams)
            for slug, food in foods.items()
        },
        hardly=shares,
        in_dishes=_not_absorbed(setting, key, shares),
    )


def _may_have(care: Care, food: Foodstuff, grams: Iterable[float]) -> tuple[float, ...]:
    """The helpings against which nothing stands: unknown is not offered, nor what asks first."""
    return tuple(
        one for one in grams if not to_confirm(food_problems(care, "", Helping(food, one)))
    )


def _not_absorbed(setting: Setting, key: str, shares: dict[int, float]) -> dict[str, float]:
    """What of a nutrient in a serving of each dish is not absorbed; {} for most nutrients."""
    if not shares:
        return {}
    dishes = {d.figures.revision.pk: d.figures for d in setting.dishes}
    dishes |= setting.board.figures.dishes
    values = {**setting.values, **setting.board.foods}
    return {
        str(pk): sum(
            (amount_in(part, key, values) or 0.0) * (1.0 - shares[part.food])
            for part in (line.part(dish.revision.servings) for line in dish.ingredients)
            if part.food in shares and part.food in values
        )
        for pk, dish in dishes.items()
    }


def _offer(setting: Setting, person: Person, row: Row, edit: GapEdit, counter: Counter) -> GapOffer:
    date = setting.plan.start + dt.timedelta(days=edit.day)
    cards = [c for c in setting.board.cards.get((date, edit.slot), []) if not c.meal.unplanned]
    card = next((one for one in cards if one.revision is not None), None)
    gain = edit.changes.get(row.nutrient.key, 0.0)
    food = counter.foods.get(edit.key) if edit.kind == "food" else None
    dishes = {str(one.figures.revision.pk): one for one in setting.dishes}
    target = row.target or 1.0
    return GapOffer(
        kind=edit.kind,
        date=date,
        slot=edit.slot,
        gain=gain,
        after=(row.amount + gain) / target,
        changes=_changes(setting, person, edit, row.nutrient),
        food=food,
        grams=edit.grams,
        card=card,
        dish=dishes.get(edit.key) if edit.kind == "swap" else None,
        portions={int(eater): amount for eater, amount in edit.portions.items()},
        notes=_notes(setting.care[person.pk], counter, food, edit.grams),
        that_day=gain * len(setting.plan.dates),
        had=card.amounts.get(person.pk, 0.0) if card else 0.0,
        mine=edit.portions.get(str(person.pk), 0.0),
    )


def _changes(setting: Setting, person: Person, edit: GapEdit, asked: Nutrient) -> list[Change]:
    targets = setting.targets[person.pk]
    aims = {key: target.amount for key, target in targets.targets.items() if key in OBJECTIVE}
    limits = {one.counts: one.amount for one in targets.limits}
    aims |= {"energy": targets.energy.kcal, "sodium": limits.get("sodium", 2300.0)}
    worth = {
        key: abs(edit.changes.get(key, 0.0)) / aim
        for key, aim in aims.items()
        if key != asked.key and abs(edit.changes.get(key, 0.0)) >= WORTH_WORDS * aim
    }
    keys = sorted(worth, key=lambda key: -worth[key])[:CHANGES]
    return [Change(BY_KEY[k], edit.changes[k], good_change(k, edit.changes[k])) for k in keys]


def _notes(care: Care, counter: Counter, food: Food | None, grams: float) -> tuple[Problem, ...]:
    if food is None:
        return ()
    stuff = counter.stuffs[food.pk]
    return tuple(food_problems(care, counter.person, Helping(stuff, grams)))


def is_offered(slug: str, grams: float) -> bool:
    """Whether a helping is one of those that are offered."""
    return slug in GAP_FOODS and grams in GAP_FOODS[slug].grams
