"""Every named constraint of the database refuses its bad row."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import Membership
from foods.models import (
    FoodAmount,
    FoodFact,
    FoodLabel,
    FoodMeasure,
    FoodPack,
    ImportRun,
    Source,
)
from people.models import Avoidance, Person
from planner.models import (
    Batch,
    Generation,
    Meal,
    Plan,
    PlanChange,
    PlanPerson,
    PlanSlot,
    Serving,
    Tick,
)
from recipes.models import RecipeLine, RevisionSlot
from tests.cast import day, meal_at
from tests.factories import FoodFactory, PersonFactory, RevisionFactory, TenantFactory

ROOMS = ("accounts", "foods", "recipes", "people", "planner")


def again(row, **changes):
    """A second row like this one."""
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def soup(cast):
    return cast.kitchen.dishes["soup"].current


def first(model, cast):
    """A row of Ada's plan, or any row of the kitchen."""
    return model.objects.order_by("pk").first()


def amount(cast, **more):
    food = cast.kitchen.foods["oats"]
    FoodAmount.objects.create(
        **{"food": food, "nutrient": "zinc", "amount": 1.0, "source": "x"} | more
    )


def person(cast, **more):
    PersonFactory(tenant=cast.ada, **more)


def avoid(cast, **more):
    Avoidance.objects.create(person=Person.objects.earliest("pk"), **more)


def meal(cast, **more):
    Meal.objects.create(**{"plan_id": cast.plan_id, "date": day(0), "slot": "x"} | more)


def serving(cast, **more):
    Serving.objects.update(**more)


def line(cast, **more):
    food = cast.kitchen.foods["oats"]
    columns = {"position": 9, "quantity": 1, "measure": "g", "grams": 1, "food": food} | more
    RecipeLine.objects.create(revision=soup(cast), **columns)


def twice_running(cast):
    for _ in range(2):
        Generation.objects.create(plan_id=cast.plan_id, plan_revision=1, seconds_limit=1)


def twice_ticked(cast):
    for _ in range(2):
        Tick.objects.create(plan_id=cast.plan_id, food=cast.kitchen.foods["oats"])


def measure(cast, **more):
    FoodMeasure.objects.create(
        **{"food": cast.kitchen.foods["oats"], "name": "cup", "grams": 1} | more
    )


def pack(cast, position=0, grams=1.0):
    for _ in range(2):
        FoodPack.objects.create(
            food=cast.kitchen.foods["oats"], label="x", grams=grams, position=position
        )


def avoid_twice(cast, **more):
    avoid(cast, **more)
    avoid(cast, **more)


BAD: dict[str, Any] = {
    "tenant_kind_known": lambda c: TenantFactory(kind="club"),
    "one_role_per_tenant": lambda c: again(first(Membership, c)),
    "membership_role_known": lambda c: Membership.objects.update(role="king"),
    "food_source_once": lambda c: FoodFactory(source_id="oats"),
    "food_edible_share_range": lambda c: FoodFactory(edible_share=1.01),
    "food_yield_with_bought_as": lambda c: FoodFactory(cooked_yield=0.5),
    "food_kind_known": lambda c: FoodFactory(kind="toy"),
    "food_density_positive": lambda c: FoodFactory(density=0),
    "one_amount_per_nutrient": lambda c: amount(c, nutrient="magnesium"),
    "amount_not_negative": lambda c: amount(c, amount=-0.1),
    "amount_certainty_known": lambda c: amount(c, certainty="sure"),
    "amount_origin_known": lambda c: amount(c, origin="magic"),
    "presumed_nil_is_zero": lambda c: amount(c, certainty="presumed_nil"),
    "one_measure_per_name": measure,
    "measure_grams_positive": lambda c: measure(c, name="bowl", grams=0),
    "one_pack_per_position": pack,
    "pack_grams_positive": lambda c: pack(c, grams=0),
    "one_state_per_fact": lambda c: again(first(FoodFact, c)),
    "fact_state_known": lambda c: FoodFact.objects.update(state="maybe"),
    "import_status_known": lambda c: ImportRun.objects.create(
        source=Source.objects.create(key="x", name="X", citation="X"), file_name="x", status="y"
    ),
    "label_kind_known": lambda c: FoodLabel.objects.create(food=c.kitchen.foods["oats"], kind="x"),
    "one_revision_per_number": lambda c: RevisionFactory(recipe=c.kitchen.dishes["soup"]),
    "revision_servings_positive": lambda c: RevisionFactory(servings=0),
    "revision_active_within_total": lambda c: RevisionFactory(active_minutes=11),
    "revision_slot_once": lambda c: again(first(RevisionSlot, c)),
    "revision_slot_known": lambda c: RevisionSlot.objects.create(revision=soup(c), slot="tea"),
    "one_line_per_position": lambda c: line(c, position=0),
    "line_amount_positive": lambda c: line(c, grams=0),
    "line_cooked_row_or_factor": lambda c: line(c, eaten_grams=5),
    "person_sex_known": lambda c: person(c, sex="other"),
    "person_stage_fits_sex": lambda c: person(c, sex="male", life_stage="lactation"),
    "person_height_range": lambda c: person(c, height_cm=39.9),
    "person_weight_range": lambda c: person(c, weight_kg=400.1),
    "one_avoidance_per_fact": lambda c: avoid_twice(c, fact="egg"),
    "one_avoidance_per_food": lambda c: avoid_twice(c, food=c.kitchen.foods["oats"]),
    "avoidance_fact_or_food": avoid,
    "avoidance_strength_known": lambda c: avoid(c, fact="egg", strength="whim"),
    "plan_days_range": lambda c: Plan.objects.update(days=29),
    "one_seat_per_person": lambda c: again(first(PlanPerson, c)),
    "one_slot_per_key": lambda c: again(first(PlanSlot, c)),
    "one_meal_per_place": lambda c: again(first(Meal, c)),
    "meal_batch_or_food": meal,
    "one_serving_per_person": lambda c: again(first(Serving, c)),
    "serving_amount_positive": lambda c: serving(c, amount=0),
    "serving_status_known": lambda c: serving(c, status="lost"),
    "one_change_per_revision": lambda c: again(first(PlanChange, c)),
    "generation_status_known": lambda c: Generation.objects.create(
        plan_id=c.plan_id, plan_revision=1, seconds_limit=1, status="asleep"
    ),
    "one_running_generation": twice_running,
    "one_tick_per_line": twice_ticked,
}


def named_constraints():
    """name -> constraint, over our rooms."""
    listed = [m for m in apps.get_models() if m._meta.app_label in ROOMS]
    return {c.name: c for model in listed for c in model._meta.constraints}


def test_every_named_constraint_has_its_bad_row():
    assert set(named_constraints()) == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_the_database_refuses(cast, name):
    check = isinstance(named_constraints()[name], models.CheckConstraint)
    # SQLite names a check, PostgreSQL names every constraint.
    words = f"(?i){name}" if check else f"(?i)unique constraint failed|{name}"
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        BAD[name](cast)


@pytest.mark.parametrize("both", [True, False])
def test_a_meal_is_a_batch_or_a_food_never_both(cast, plan, both):
    batch = meal_at(plan, 0, "dinner").batch if both else None
    food = cast.kitchen.foods["oats"] if both else None
    with pytest.raises(IntegrityError), transaction.atomic():
        meal(cast, batch=batch, food=food)


def test_a_food_in_use_cannot_be_deleted(cast):
    with pytest.raises(models.RestrictedError):
        cast.kitchen.foods["oats"].__class__.objects.get(slug="oats").delete()


def test_a_batch_needs_a_plan(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(revision=soup(cast), cook_date=dt.date(2026, 12, 1))
