"""Closing a gap: small edits, safe, absorbed, one change each, and nothing that is over changes."""

import datetime as dt

import pytest

from foods.models import Food
from people.models import Avoidance, HealthFact
from planner.gap_foods import GAP_FOODS
from planner.gaps import gaps_of, is_offered
from planner.models import Meal, Plan
from planner.questions import setting_of
from tests.cast import browser_of
from tests.planner.weeks import START, WOMAN, fill, plan_of


@pytest.fixture
def week(shipped_library):
    """Three days for one woman without smoothies and snacks: short of some things."""
    plan = plan_of([WOMAN], days=3, slots=("breakfast", "lunch", "dinner"))
    fill(plan, time_limit=0.3)
    plan.meals.filter(slot="breakfast", date__gt=START).delete()
    return Plan.objects.get(pk=plan.pk)


def gaps(plan, asked="", today=START):
    person = plan.people.get()
    return gaps_of(plan, person, asked, today)


@pytest.mark.usefixtures("shipped_library")
def test_every_offered_food_is_in_the_library_with_its_helpings():
    known = set(Food.objects.filter(slug__in=GAP_FOODS).values_list("slug", flat=True))
    assert known == set(GAP_FOODS)
    assert all(grams > 0 for food in GAP_FOODS.values() for grams in food.grams)


def test_the_lowest_nutrient_comes_first_and_every_edit_raises_it(week):
    found = gaps(week)
    assert found.row.covered == min(one.covered for one in found.choices)
    assert found.offers
    for offer in found.offers:
        assert offer.gain > 0
        assert offer.after > found.row.covered


def test_the_least_disruptive_kind_comes_first(week):
    kinds = [offer.kind for offer in gaps(week, "magnesium").offers]
    assert kinds == sorted(kinds, key=["food", "portion", "swap"].index)
    assert kinds[0] == "food"


def test_adding_a_food_brings_what_was_said_and_can_be_undone(week):
    client = browser_of(week.tenant)
    found = gaps(week, "magnesium")
    offer = next(one for one in found.offers if one.kind == "food")
    person = week.people.get()
    data = {"person": person.pk, "food": offer.food.slug, "grams": offer.grams}
    data |= {"date": offer.date.isoformat(), "slot": offer.slot, "revision": week.revision}
    assert client.post(f"/plans/{week.pk}/gaps/close/", data).status_code == 303
    after = gaps(Plan.objects.get(pk=week.pk), "magnesium")
    assert after.row.covered == pytest.approx(offer.after)
    client.post(f"/plans/{week.pk}/undo/", {"revision": week.revision + 1})
    assert gaps(Plan.objects.get(pk=week.pk), "magnesium").row.covered == found.row.covered


def test_what_a_person_must_not_have_is_never_offered(week):
    person = week.people.get()
    for fact in ("milk", "soy", "tree_nut_almond", "sesame", "fish"):
        Avoidance.objects.create(person=person, fact=fact, strength="allergy")
    # Bought fresh: what was loaded for the table is not asked again.
    for asked in ("calcium", "magnesium", "vitamin_d"):
        offers = gaps(Plan.objects.get(pk=week.pk), asked).offers
        foods = [offer.food for offer in offers if offer.food is not None]
        ids = [food.pk for food in foods]
        bad = Food.objects.filter(
            pk__in=ids,
            facts__fact__in=["milk", "soy", "sesame", "fish"],
            facts__state__in=["contains", "unknown"],
        )
        assert not bad.exists()


def test_the_post_checks_safety_again(week):
    person = week.people.get()
    Avoidance.objects.create(person=person, fact="milk", strength="allergy")
    client = browser_of(week.tenant)
    data = {"person": person.pk, "food": "milk-1-percent", "grams": "244"}
    data |= {"date": START.isoformat(), "slot": "breakfast", "revision": week.revision}
    answer = client.post(f"/plans/{week.pk}/gaps/close/", data)
    assert answer.status_code == 422
    assert not Meal.objects.filter(plan=week, food__slug="milk-1-percent").exists()


@pytest.mark.parametrize(
    "data",
    [
        {"grams": "31"},
        {"food": "tap-water"},
        {"person": "0"},
        {"slot": "drinks"},
        {"slot": "brunch"},
        {"date": "2030-01-01"},
        {"grams": "nan"},
    ],
)
def test_only_what_is_offered_is_taken(week, data):
    client = browser_of(week.tenant)
    good = {"person": week.people.get().pk, "food": "pumpkin-seeds", "grams": "30"}
    good |= {"date": START.isoformat(), "slot": "breakfast", "revision": week.revision}
    assert client.post(f"/plans/{week.pk}/gaps/close/", good | data).status_code == 422
    assert Plan.objects.get(pk=week.pk).revision == week.revision
    assert is_offered("pumpkin-seeds", 30.0)


def test_spinach_closes_no_calcium_gap(week):
    found = gaps(week, "calcium")
    assert found.hardly
    slugs = {offer.food.slug for offer in found.offers if offer.food}
    assert not slugs & {"spinach-raw"}


def test_days_that_are_over_stay_as_they_were(week):
    tomorrow = START + dt.timedelta(days=1)
    assert all(offer.date >= tomorrow for offer in gaps(week, "magnesium", tomorrow).offers)
    late = gaps(week, "magnesium", START + dt.timedelta(days=9))
    assert (late.over, late.offers) == (True, [])


def test_locked_meals_and_meals_that_were_told_stay(week):
    week.meals.update(locked=True)
    offers = gaps(Plan.objects.get(pk=week.pk), "magnesium").offers
    assert {offer.kind for offer in offers} <= {"food", "swap"}
    touched = [offer for offer in offers if offer.kind != "food"]
    assert not touched


def test_no_target_is_closed_that_a_clinician_decides_about(week):
    person = week.people.get()
    HealthFact.objects.create(person=person, kind="condition", text="chronic kidney disease")
    found = gaps(Plan.objects.get(pk=week.pk), "potassium")
    assert found is None or "potassium" not in [one.nutrient.key for one in found.choices]


def test_the_panel_works_for_who_hides_numbers(week):
    week.people.update(hide_numbers=True)
    text = browser_of(week.tenant).get(f"/plans/{week.pk}/gaps/").content.decode()
    assert "\u00a0mg" not in text
    assert "\u00a0%" not in text.replace("&nbsp;", "\u00a0")


def test_a_gap_takes_a_fixed_number_of_queries(week, django_assert_max_num_queries):
    person = week.people.get()
    # Table and care 3, board 8, library 6, foods of dishes 3, water 3; foods to add 6.
    with django_assert_max_num_queries(30):
        gaps_of(week, person, "calcium", START)
    assert setting_of(week).values
