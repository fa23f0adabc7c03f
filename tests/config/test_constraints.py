"""Every named constraint of the database refuses its bad row."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.links import in_days
from accounts.models import Invitation, Membership
from foods.models import (
    FoodAmount,
    FoodFact,
    FoodLabel,
    FoodMeasure,
    FoodPack,
    ImportRun,
    Source,
)
from people.models import (
    Avoidance,
    HealthFact,
    IntakeLink,
    LiftedRule,
    Measurement,
    Person,
    PersonGrant,
    TargetOverride,
)
from planner.models import (
    AtHome,
    Batch,
    DayOut,
    Generation,
    ListLine,
    Meal,
    Plan,
    PlanChange,
    PlanPerson,
    PlanSlot,
    Rota,
    RotaWeek,
    Serving,
    ShopAisle,
    ShopFood,
    ShoppingList,
    WeekTemplate,
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


def list_line(cast, times=1, **columns):
    shopping, _made = ShoppingList.objects.get_or_create(plan_id=cast.plan_id, tenant=cast.ada)
    for _ in range(times):
        ListLine.objects.create(list=shopping, **columns)


def oats_in_the_shop(cast, model, times=1, **columns):
    oats = cast.kitchen.foods["oats"]
    for _ in range(times):
        model.objects.create(tenant=cast.ada, food=oats, **columns)


def two_places(cast):
    aisle = cast.kitchen.foods["oats"].aisle
    for position in (1, 2):
        ShopAisle.objects.create(tenant=cast.ada, aisle=aisle, position=position)


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


def kept(cast, days=1):
    return WeekTemplate.objects.create(tenant=cast.ada, name="Week", days=days)


def kept_food(cast, times=1):
    week = kept(cast)
    for _ in range(times):
        week.meals.create(day=0, slot="x", food=cast.kitchen.foods["oats"], grams=50)


def two_turns(cast):
    rota = Rota.objects.create(tenant=cast.ada, name="Rota", next_start=day(0))
    for _ in range(2):
        RotaWeek.objects.create(rota=rota, position=0, template=kept(cast))


def out(cast, **more):
    for _ in range(2):
        DayOut.objects.create(plan_id=cast.plan_id, date=day(0), **more)


def told(cast, model, times=1, **columns):
    """A row about Ada, so many times over."""
    person = Person.objects.of(cast.ada).earliest("pk")
    for _ in range(times):
        model.objects.create(person=person, **columns)


def fact(cast, times=1, **more):
    told(cast, HealthFact, times, **{"kind": "condition", "text": "gout"} | more)


def lifted(cast, times=1, **more):
    told(cast, LiftedRule, times, **{"rule": "vka-greens", "reason": "Steady."} | more)


def override(cast, times=1, **more):
    columns = {"nutrient": "zinc", "kind": "target", "amount": 9.0, "reason": "Wanted."}
    told(cast, TargetOverride, times, **columns | more)


def measured(cast, times=1, **more):
    told(cast, Measurement, times, **{"kind": "weight", "date": day(0), "value": 70.0} | more)


BAD: dict[str, Any] = {
    "tenant_kind_known": lambda c: TenantFactory(kind="club"),
    "tenant_units_known": lambda c: TenantFactory(units="stone"),
    "invitation_role_known": lambda c: Invitation.objects.create(
        tenant=c.practice, role="king", expires_at=in_days(1)
    ),
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
    "person_ready_unless_client": lambda c: person(c, birth_date=None),
    "person_stage_fits_sex": lambda c: person(c, sex="male", life_stage="lactation"),
    "person_height_range": lambda c: person(c, height_cm=39.9),
    "person_weight_range": lambda c: person(c, weight_kg=400.1),
    "one_avoidance_per_fact": lambda c: avoid_twice(c, fact="egg"),
    "one_avoidance_per_food": lambda c: avoid_twice(c, food=c.kitchen.foods["oats"]),
    "avoidance_fact_or_food": avoid,
    "avoidance_strength_known": lambda c: avoid(c, fact="egg", strength="whim"),
    "intake_link_form_known": lambda c: IntakeLink.objects.create(
        person=Person.objects.earliest("pk"), form="long", expires_at=in_days(1)
    ),
    "plan_days_range": lambda c: Plan.objects.update(days=29),
    "one_seat_per_person": lambda c: again(first(PlanPerson, c)),
    "template_days_range": lambda c: kept(c, days=29),
    "template_dish_or_food": lambda c: kept(c).meals.create(day=0, slot="x"),
    "one_template_meal_per_place": lambda c: kept_food(c, times=2),
    "one_template_per_turn": lambda c: two_turns(c),
    "one_out_per_person": lambda c: out(c, person=Person.objects.earliest("pk")),
    "one_out_for_everyone": lambda c: out(c),
    "one_slot_per_key": lambda c: again(first(PlanSlot, c)),
    "one_meal_per_place": lambda c: again(first(Meal, c)),
    "meal_batch_or_food": meal,
    "one_serving_per_person": lambda c: again(first(Serving, c)),
    "serving_amount_positive": lambda c: serving(c, amount=0),
    "serving_status_known": lambda c: serving(c, status="lost"),
    "serving_had_not_negative": lambda c: serving(c, had=-1),
    "one_change_per_revision": lambda c: again(first(PlanChange, c)),
    "generation_status_known": lambda c: Generation.objects.create(
        plan_id=c.plan_id, plan_revision=1, seconds_limit=1, status="asleep"
    ),
    "one_running_generation": twice_running,
    "person_reference_known": lambda c: person(c, reference="moon"),
    "person_energy_known": lambda c: person(c, energy_method="guess"),
    "person_cramps_known": lambda c: person(c, cramps="always"),
    "one_health_fact": lambda c: fact(c, times=2),
    "health_fact_kind_known": lambda c: fact(c, kind="rumour"),
    "health_fact_says_something": lambda c: fact(c, text=""),
    "one_lift_per_rule": lambda c: lifted(c, times=2),
    "lift_has_reason": lambda c: lifted(c, reason=""),
    "lift_never_an_allergy": lambda c: lifted(c, rule="allergy-milk"),
    "one_grant_per_user": lambda c: again(first(PersonGrant, c)),
    "one_override_per_figure": lambda c: override(c, times=2),
    "override_not_negative": lambda c: override(c, amount=-1.0),
    "override_has_reason": lambda c: override(c, reason=""),
    "override_kind_known": lambda c: override(c, kind="wish"),
    "one_measurement_per_day": lambda c: measured(c, times=2),
    "measurement_positive": lambda c: measured(c, value=0.0),
    "measurement_kind_known": lambda c: measured(c, kind="shoe"),
    "list_of_a_plan_or_of_days": lambda c: ShoppingList.objects.create(tenant=c.ada, start=day(0)),
    "one_line_per_food": lambda c: list_line(c, times=2, food=c.kitchen.foods["oats"]),
    "list_line_food_or_text": lambda c: list_line(c, food=None, text=""),
    "list_line_grams_range": lambda c: list_line(c, text="Tea", set_grams=0),
    "list_line_away_is_ticked": lambda c: list_line(c, text="Tea", put_away=True),
    "one_home_per_food": lambda c: oats_in_the_shop(c, AtHome, times=2, state="none"),
    "home_grams_where_some": lambda c: oats_in_the_shop(c, AtHome, state="some"),
    "one_place_per_aisle": two_places,
    "one_aisle_per_food": lambda c: oats_in_the_shop(
        c, ShopFood, times=2, aisle=c.kitchen.foods["oats"].aisle
    ),
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
