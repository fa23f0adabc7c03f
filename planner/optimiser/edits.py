"""Closing a gap: foods to add, portions to change and dishes to swap for one person.

Priced by the objective of the plan, as everything else; what would break a hard rule that the
board keeps, or touch a locked meal, is left out.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import numpy as np

from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import FREE, Prepared, prepare
from planner.optimiser.problem import Dish, FoodOffer, GapEdit, PlannedMeal, Problem
from planner.optimiser.standing import SLACK, Standing

#: With a nutrient asked for, an edit brings at least this share of its target a day more.
WORTH = 0.005
#: Swaps that are worked out for each meal.
SWAPS = 3


def rank_gap_edits(
    problem: Problem | Prepared,
    meals: Iterable[PlannedMeal],
    person: str,
    nutrient: str | None = None,
    limit: int = 8,
    foods: Iterable[FoodOffer] = (),
    days: Collection[int] | None = None,
) -> tuple[GapEdit, ...]:
    """The `limit` best small changes for `person`, cheapest by the objective first.

    With `nutrient`, those that raise the person's mean of it; without, those that make the plan
    better. `foods` are added by themselves, as foods on the board (`Eater.fixed`). One edit a food,
    a dish and a meal: its best day, helping or portion. `days` are those that may still change,
    None: all. Empty for an unknown person.
    """
    asked = problem.problem if isinstance(problem, Prepared) else problem
    offers = tuple(foods)
    extended = prepare(replace(asked, dishes=(*asked.dishes, *map(_as_dish, offers))))
    if person not in extended.eater_index:
        return ()
    board = Edits(extended, tuple(meals), person, nutrient, days)
    found = [*board.foods(offers), *board.portions(), *board.swaps()]
    best: dict[tuple[str, str, int, str], GapEdit] = {}
    for edit in sorted(found, key=lambda e: (e.delta, e.kind, e.key, e.day, e.slot)):
        spot = (edit.day, edit.slot) if edit.kind == "portion" else (-1, "")
        best.setdefault((edit.kind, edit.key, *spot), edit)
    return tuple(list(best.values())[:limit])


def _as_dish(food: FoodOffer) -> Dish:
    """A food as a dish that stands nowhere: a portion of 1 is 100 g."""
    return Dish(f"food:{food.key}", frozenset(), food.nutrients)


class Edits:
    """What can be done for one person on a board that stands."""

    def __init__(
        self,
        prepared: Prepared,
        meals: tuple[PlannedMeal, ...],
        person: str,
        nutrient: str | None,
        days: Collection[int] | None = None,
    ) -> None:
        """`nutrient` None: whatever makes the plan better; `days` None: any may change."""
        self.days = frozenset(range(prepared.days) if days is None else days)
        self.prepared, self.person, self.nutrient = prepared, person, nutrient
        self.standing = Standing(prepared, meals)
        self.engine = self.standing.engine
        self.eater = prepared.eater_index[person]

    def _edit(self, kind: str, place: Place, key: str) -> GapEdit | None:
        """The change that stands on the board now, if it is one to offer."""
        objective, broken = self.engine.priced(recount=False)
        if broken > self.standing.broken + SLACK:
            return None
        changes = self.standing.changes(self.eater, self.engine.board.week)
        portions = self.engine.board.portion[:, place[0], place[1]]
        eaters = self.prepared.problem.eaters
        here = np.flatnonzero(self.prepared.present[:, place[0], place[1]])
        return GapEdit(
            kind=kind,
            day=place[0],
            slot=self.prepared.problem.slots[place[1]].key,
            key=key,
            delta=objective - self.standing.objective,
            changes=changes,
            portions={eaters[e].key: float(portions[e]) for e in here},
        )

    def _helps(self, edit: GapEdit) -> bool:
        if self.nutrient is None:
            return edit.delta < -SLACK
        more = edit.changes.get(self.nutrient, 0.0)
        targets = self.prepared.problem.eaters[self.eater].targets
        least = sum(WORTH * t.per_day for t in targets if t.nutrient == self.nutrient)
        return more > max(least, SLACK)

    def foods(self, offers: Iterable[FoodOffer]) -> Iterator[GapEdit]:
        """Each food with the helping and the day that are best for it."""
        for offer in offers:
            dish = self.prepared.dish_index[f"food:{offer.key}"]
            places = list(self._places_for(offer))
            if self.person in offer.forbidden or not places:
                continue
            tried = [
                (self.engine.extra_price(self.eater, place[0], dish, grams / 100.0), grams, place)
                for grams in offer.grams
                for place in places
            ]
            for delta, grams, place in sorted(tried):
                edit = self._food(offer, dish, delta, grams, place)
                if self._helps(edit) and not self._passes_limit(dish, grams):
                    yield edit
                    break

    def _places_for(self, offer: FoodOffer) -> Iterator[Place]:
        """The first fitting slot of each day."""
        for day in sorted(self.days):
            for index, slot in enumerate(self.prepared.problem.slots):
                if slot.key in offer.slots and self.prepared.present[self.eater, day, index]:
                    yield day, index
                    break

    def _food(
        self, offer: FoodOffer, dish: int, delta: float, grams: float, place: Place
    ) -> GapEdit:
        per_day = grams / 100.0 / self.prepared.days
        return GapEdit(
            kind="food",
            day=place[0],
            slot=self.prepared.problem.slots[place[1]].key,
            key=offer.key,
            delta=delta,
            changes={n: amount * per_day for n, amount in offer.nutrients.items()},
            grams=grams,
        )

    def _passes_limit(self, dish: int, grams: float) -> bool:
        """Whether the food would lift a mean over a hard limit, or further over it."""
        hard = self.prepared.columns.hard_slice
        more = self.prepared.values[self.eater, dish, hard] * grams / 100.0 / self.prepared.days
        after = self.engine.board.week[self.eater, hard] + more
        return bool(((after > self.prepared.columns.hard[self.eater]) & (more > SLACK)).any())

    def portions(self) -> Iterator[GapEdit]:
        """The person's best other portion of each meal."""
        for place, meal in self.standing.meals.items():
            if not self._may_change(place):
                continue
            had = self.engine.board.portion[self.eater, place[0], place[1]]
            found = []
            for portion in self.prepared.problem.eaters[self.eater].portions:
                if portion != had:
                    self.engine.board.portion[self.eater, place[0], place[1]] = portion
                    found.append(self._edit("portion", place, meal.dish))
            self.engine.board.portion[self.eater, place[0], place[1]] = had
            good = [edit for edit in found if edit is not None and self._helps(edit)]
            yield from sorted(good, key=lambda edit: edit.delta)[:1]
        self.engine.recount()

    def swaps(self) -> Iterator[GapEdit]:
        """The best few other dishes of each meal that no leftover depends on."""
        sources = {meal.leftover_of for meal in self.standing.meals.values()}
        for place, meal in self.standing.meals.items():
            alone = meal.leftover_of is None and (meal.day, meal.slot) not in sources
            if alone and self._may_change(place):
                yield from self._swaps_at(place)
        self.engine.recount()

    def _swaps_at(self, place: Place) -> Iterator[GapEdit]:
        old, portions = self.standing.dish(place), self.standing.portions(place)
        self.engine.clear(place)
        self.engine.recount()
        dishes, price, best = self.engine.menu_prices(place)
        tried = 0
        for index in np.argsort(price, kind="stable"):
            if dishes[index] == old or tried == SWAPS:
                continue
            self.engine.stand(place, int(dishes[index]), best[index])
            key = self.prepared.problem.dishes[int(dishes[index])].key
            edit = self._edit("swap", place, key)
            if edit is not None and self._helps(edit):
                tried += 1
                yield edit
        self.engine.stand(place, old, portions)

    def _may_change(self, place: Place) -> bool:
        present = self.prepared.present[self.eater, place[0], place[1]]
        return (
            bool(present)
            and place[0] in self.days
            and place not in self.prepared.locks
            and self.standing.dish(place) != FREE
        )
