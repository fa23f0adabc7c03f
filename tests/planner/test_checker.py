"""The checker catches every violation, planted once each on a week that is clean."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from foods.models import FoodAmount, FoodFact
from recipes.models import Recipe, RecipeRevision
from tests.factories import FoodFactory, RecipeFactory
from tests.planner.checker import Eats, Sitting, Week, violations

TUESDAY = dt.date(2026, 12, 1)
WEDNESDAY = dt.date(2026, 12, 2)


def dish(slot: str, *, minutes: int = 10, keeps: int = 0) -> int:
    food = FoodFactory(amounts={"iron": 1.0, "retinol": 2.0})
    recipe: Recipe = RecipeFactory(
        slots=[slot],
        lines=[(food, 200)],
        revision__active_minutes=minutes,
        revision__total_minutes=minutes,
        revision__keeps_days=keeps,
    )
    return current(recipe)


def current(recipe: Recipe) -> int:
    assert recipe.current is not None
    return recipe.current.pk


def sitting(date: dt.date, slot: str, revision: int, cooked: dt.date | None = None) -> Sitting:
    cooked = cooked or date
    return Sitting(
        date, slot, {"w": 1.0}, revision=revision, batch=(cooked, revision), cooked=cooked
    )


@pytest.fixture
def week(db: None) -> Week:
    """Two days of breakfast, lunch and dinner; Tuesday's dinner is Wednesday's lunch."""
    dinner = dish("dinner", keeps=2)
    RecipeRevision.objects.get(pk=dinner).slots.create(slot="lunch")
    sittings = [
        sitting(TUESDAY, "breakfast", dish("breakfast")),
        sitting(TUESDAY, "lunch", dish("lunch", minutes=30)),
        sitting(TUESDAY, "dinner", dinner),
        sitting(WEDNESDAY, "breakfast", dish("breakfast")),
        sitting(WEDNESDAY, "lunch", dinner, cooked=TUESDAY),
        sitting(WEDNESDAY, "dinner", dish("dinner")),
    ]
    woman = Eats("w", "female", 34, "none", 2000.0, {"milk"})
    return Week(TUESDAY, 2, ["breakfast", "lunch", "dinner"], [woman], sittings)


def food_at(week: Week, n: int) -> int:
    recipe = RecipeRevision.objects.get(pk=week.sittings[n].revision)
    return recipe.lines.get().food_id


def contains_milk(week: Week) -> None:
    FoodFact.objects.filter(food=food_at(week, 0), fact="milk").update(state="contains")


def milk_stated_unknown(week: Week) -> None:
    FoodFact.objects.filter(food=food_at(week, 0), fact="milk").update(state="unknown")


def milk_not_stated(week: Week) -> None:
    FoodFact.objects.filter(food=food_at(week, 0), fact="milk").delete()


def breaks_a_diet(week: Week) -> None:
    week.people[0].leaves_out |= {"meat"}
    FoodFact.objects.filter(food=food_at(week, 1), fact="meat").update(state="contains")


def avoided_food(week: Week) -> None:
    week.people[0].foods.add(food_at(week, 2))


def too_much_iron(week: Week) -> None:
    # 45 mg is the limit; the day's six servings of 200 g would be within it but for this one.
    FoodAmount.objects.filter(food=food_at(week, 0), nutrient="iron").update(amount=50.0)


def too_much_retinol(week: Week) -> None:
    FoodAmount.objects.filter(food=food_at(week, 0), nutrient="retinol").update(amount=4000.0)


def lost_lock(week: Week) -> None:
    week.sittings[0] = replace(week.sittings[0], portions={"w": 1.25})


def stale_leftover(week: Week) -> None:
    RecipeRevision.objects.filter(pk=week.sittings[4].revision).update(keeps_days=0)


def eaten_before_cooked(week: Week) -> None:
    week.sittings[2] = replace(week.sittings[2], cooked=WEDNESDAY)


def leftover_breakfast(week: Week) -> None:
    RecipeRevision.objects.filter(pk=week.sittings[0].revision).update(keeps_days=3)
    week.sittings[3] = replace(week.sittings[0], date=WEDNESDAY)


def leftover_of_nothing(week: Week) -> None:
    week.sittings[4] = replace(week.sittings[4], batch="never cooked")


def dinner_again(week: Week) -> None:
    week.sittings[4] = sitting(WEDNESDAY, "lunch", dish("lunch"))
    week.sittings[5] = replace(
        week.sittings[2], date=WEDNESDAY, cooked=WEDNESDAY, batch="once more"
    )


def twice_a_day(week: Week) -> None:
    week.sittings[1] = replace(week.sittings[2], slot="lunch", batch="another")


def long_weekday(week: Week) -> None:
    revisions = [s.revision for s in week.sittings[:3]]
    RecipeRevision.objects.filter(pk__in=revisions).update(active_minutes=25, total_minutes=25)


def huge_portion(week: Week) -> None:
    week.sittings[0] = replace(week.sittings[0], portions={"w": 2.0})


def odd_portion(week: Week) -> None:
    week.sittings[0] = replace(week.sittings[0], portions={"w": 1.1})


def hungry(week: Week) -> None:
    week.sittings[0] = replace(week.sittings[0], portions={})


def two_dishes(week: Week) -> None:
    week.sittings.append(sitting(TUESDAY, "lunch", dish("lunch")))


def wrong_slot(week: Week) -> None:
    week.sittings[3] = sitting(WEDNESDAY, "breakfast", dish("dinner"))


def long_list(week: Week) -> None:
    lines = [(FoodFactory(amounts={}), 1.0) for _ in range(60)]
    made: Recipe = RecipeFactory(slots=["breakfast"], lines=lines)
    week.sittings[0] = sitting(TUESDAY, "breakfast", current(made))


PLANTED: list[tuple[Callable[[Week], None], str]] = [
    (contains_milk, "milk is contains"),
    (milk_stated_unknown, "milk is unknown"),
    (milk_not_stated, "milk is unknown"),
    (breaks_a_diet, "meat is contains"),
    (avoided_food, "is avoided by w"),
    (too_much_iron, "iron (total) of w is"),
    (too_much_retinol, "retinol (retinol) of w is"),
    (lost_lock, "what was locked at 2026-12-01 breakfast is gone"),
    (stale_leftover, "is 1 days old, keeps 0"),
    (eaten_before_cooked, "is -1 days old"),
    (leftover_breakfast, "leftovers at 2026-12-02 breakfast"),
    (leftover_of_nothing, "cooked 0 times"),
    (dinner_again, "is cooked 2 times for dinner"),
    (twice_a_day, "a dish twice on 2026-12-01"),
    (long_weekday, "3 long dishes on 2026-12-01"),
    (huge_portion, "w has 2 of the dish"),
    (odd_portion, "w has 1.1 of the dish"),
    (hungry, "nothing to eat for w at 2026-12-01 breakfast"),
    (two_dishes, "two dishes at 2026-12-01 lunch"),
    (wrong_slot, "is no breakfast"),
    (long_list, "foods on the shopping list"),
]


def test_a_clean_week_has_no_violation(week: Week) -> None:
    assert violations(week, week) == []


@pytest.mark.parametrize(("plant", "words"), PLANTED, ids=[plant.__name__ for plant, _ in PLANTED])
def test_a_planted_violation_is_named(
    week: Week, plant: Callable[[Week], None], words: str
) -> None:
    locked = [replace(s, locked=s is week.sittings[0]) for s in week.sittings]
    before = replace(week, sittings=locked) if plant is lost_lock else None
    plant(week)
    found = violations(week, before)
    assert any(words in violation for violation in found), found


def test_a_limit_counts_what_dri_says(week: Week) -> None:
    """Beta-carotene counts towards vitamin A and not towards its limit, which is on retinol."""
    FoodAmount.objects.create(
        food_id=food_at(week, 0), nutrient="vitamin_a_rae", amount=1e6, source="a test"
    )
    FoodAmount.objects.create(
        food_id=food_at(week, 0), nutrient="magnesium", amount=1e6, source="a test"
    )
    assert violations(week) == []


def test_a_weekend_may_take_its_time(week: Week) -> None:
    long_weekday(week)
    shifted = [
        replace(
            s,
            date=s.date + dt.timedelta(days=4),
            cooked=s.cooked + dt.timedelta(days=4),
        )
        for s in week.sittings
    ]
    saturday = replace(week, start=TUESDAY + dt.timedelta(days=4), sittings=shifted)
    assert violations(saturday) == []
