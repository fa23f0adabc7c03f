"""Conditions and medicines wherever food enters a plan: refused, asked, noted, never hidden."""

import datetime as dt

import pytest

from people.models import Avoidance, HealthFact, Person, TargetOverride
from planner.board import load_board
from planner.making import clash_of
from planner.models import Generation, Plan
from planner.notes import meal_notes, notes_of
from planner.optimiser.problem import Clash, Result
from planner.questions import question_of
from tests.cast import browser_of, day, url_of, write
from tests.factories import FoodFactory, RecipeFactory


@pytest.fixture
def ben(cast, plan):
    """Ben, at Ada's table."""
    return plan.people.get(name="Ben")


def tells(person, kind, text):
    HealthFact.objects.create(person=person, kind=kind, text=text)


def dish_of(food, slot="dinner", grams=200):
    return RecipeFactory(
        slots=[slot], lines=[(food, grams)], revision__main_food=food, revision__name="The dish"
    )


@pytest.fixture
def natto():
    return FoodFactory(slug="natto", name="Natto", facts={"soy": "contains"})


def test_a_blocked_food_is_refused_with_reason_and_source(ada, plan, ben, natto):
    tells(ben, "medicine", "Marevan 3 mg")
    answer = write(ada, "put", plan, date=day(0), slot="dinner", food="natto")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Natto is not for Ben." in page
    assert "Schurgers" in page  # the source
    assert "accept_unknown" not in page


def test_a_blocked_food_in_a_dish_is_refused_in_a_swap(ada, plan, ben, natto):
    tells(ben, "medicine", "warfarin")
    dish = dish_of(natto)
    meal = plan.meals.get(date=day(0), slot="dinner")
    answer = write(ada, "swap", plan, meal, recipe=dish.slug)
    assert answer.status_code == 422
    assert "natto" in answer.content.decode().lower()


def test_what_a_clinician_decides_about_needs_a_yes(ada, plan, ben):
    tells(ben, "condition", "CKD stage 4")
    FoodFactory(slug="banana", name="Banana, raw", amounts={"potassium": 358})
    posted = {"date": day(0), "slot": "dinner", "food": "banana", "grams": 120}
    asked = write(ada, "put", plan, **posted)
    assert asked.status_code == 422
    assert "The clinician agreed: add it" in asked.content.decode()
    assert write(ada, "put", plan, **posted, accept_unknown="1").status_code == 303


def test_a_small_helping_needs_none(ada, plan, ben):
    tells(ben, "condition", "CKD stage 4")
    FoodFactory(slug="banana", name="Banana, raw", amounts={"potassium": 358})
    assert (
        write(ada, "put", plan, date=day(0), slot="dinner", food="banana", grams=40).status_code
        == 303
    )


def test_a_supplement_is_judged_by_its_dose(ada, plan, ben):
    amounts = {"magnesium": 30000}
    measures = {"tablet": 1.0}
    FoodFactory(slug="mag", name="Magnesium", kind="supplement", amounts=amounts, measures=measures)
    posted = {"date": day(0), "slot": "dinner", "food": "mag"}
    assert write(ada, "put", plan, **posted).status_code == 303
    tells(ben, "condition", "kidney failure")
    answer = write(ada, "put", plan, **posted)
    assert answer.status_code == 422
    assert "Magnesium is not for Ben." in answer.content.decode()


def test_the_search_says_why(ada, plan, ben, natto):
    tells(ben, "medicine", "warfarin")
    url = f"{url_of('add', plan)}?date={day(0)}&slot=dinner&q=natto"
    page = ada.get(url).content.decode()
    assert "someone at the table avoids it" in page
    assert "Natto is not for Ben." in page


def forbidden(plan, person):
    problem = question_of(plan, seed=0, time_limit=1).problem
    eater = next(one for one in problem.eaters if one.key == str(person.pk))
    return eater.forbidden, {target.nutrient for target in eater.targets}


def test_the_generator_keeps_what_is_blocked_away(plan, ben, natto):
    dish = str(dish_of(natto).current_id)
    assert dish not in forbidden(plan, ben)[0]
    tells(ben, "medicine", "Coumadin")
    out, targets = forbidden(plan, ben)
    assert dish in out
    assert "vitamin_k1" in targets  # the lower edge of what is kept steady


def test_the_generator_has_no_target_that_is_off(plan, ben):
    assert "potassium" in forbidden(plan, ben)[1]
    tells(ben, "medicine", "Zestril")
    assert "potassium" not in forbidden(plan, ben)[1]


def test_oily_fish_in_pregnancy_is_counted_over_the_week(plan):
    someone = plan.people.get(name="Ada")
    Person.objects.filter(pk=someone.pk).update(life_stage="pregnancy")
    salmon = FoodFactory(name="Salmon, roasted", facts={"fish": "contains"})
    dish = dish_of(salmon, grams=140).current_id
    problem = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1).problem
    limits = {limit.nutrient: limit for limit in problem.eaters[0].limits}
    assert limits["grams:oily_fish"].hard
    assert limits["grams:oily_fish"].per_day * plan.days == pytest.approx(280.0)
    found = next(one for one in problem.dishes if one.key == str(dish))
    assert found.nutrients["grams:oily_fish"] == 140.0


def test_nothing_is_solved_where_no_plan_is_made(ada, plan, ben, solver):
    tells(ben, "condition", "anorexia nervosa")
    before = sorted(plan.meals.values_list("pk", flat=True))
    write(ada, "refill", plan)
    row = plan.generations.latest("pk")
    assert row.status == Generation.Status.INFEASIBLE
    assert row.clash == [["no_plan", f"{ben.pk}:refeeding-plan"]]
    assert sorted(plan.meals.values_list("pk", flat=True)) == before
    page = ada.get(url_of("week", plan)).content.decode()
    assert "No plan is made for Ben" in page
    assert "NICE CG32" in page
    assert "speak to a doctor today" in page


def test_dialysis_is_planned_with_the_clinics_own_figures(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    person = plan.people.get(name="Ben")
    tells(person, "condition", "dialysis")
    assert question_of(plan, seed=0, time_limit=1).no_plan
    for nutrient in ("potassium", "sodium", "phosphorus", "protein", "water"):
        TargetOverride.objects.create(
            person=person,
            nutrient=nutrient,
            amount=1000.0,
            reason="Clinic",
            by=cast.users["dietitian"],
        )
    assert not question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1).no_plan


def test_a_note_stands_at_the_meal(ada, cast, plan, ben):
    tells(ben, "medicine", "levothyroxine")
    milk = FoodFactory(name="Milk, whole, nothing added", facts={"milk": "contains"})
    Avoidance.objects.filter(fact="milk").delete()
    meal = plan.meals.get(date=day(0), slot="breakfast")
    dish = dish_of(milk, slot="breakfast")
    write(ada, "swap", plan, meal, recipe=dish.slug)
    board = load_board(Plan.objects.get(pk=plan.pk))
    (note,) = meal_notes(board, ben, day(0), "breakfast")
    assert note.problem.rule == "levothyroxine-dairy-with-dose"
    assert meal_notes(board, plan.people.get(name="Ada"), day(0), "breakfast") == []
    page = ada.get(url_of("week", plan)).content.decode()
    assert "Ben: keep it apart from the medicine." in page


def test_a_dose_in_the_morning_says_nothing_of_dinner(ada, plan, ben):
    tells(ben, "medicine", "levothyroxine")
    milk = FoodFactory(name="Milk, whole, nothing added", facts={"milk": "contains"})
    Avoidance.objects.filter(fact="milk").delete()
    meal = plan.meals.get(date=day(0), slot="dinner")
    write(ada, "swap", plan, meal, recipe=dish_of(milk).slug)
    board = load_board(Plan.objects.get(pk=plan.pk))
    assert meal_notes(board, ben, day(0), "dinner") == []


def test_a_meal_that_became_wrong_says_so(ada, plan):
    someone = plan.people.get(name="Ada")
    spinach = plan.meals.get(date=day(0), slot="dinner").batch.revision.main_food
    Avoidance.objects.create(person=someone, food=spinach)
    page = ada.get(url_of("week", plan)).content.decode()
    assert "Not for everyone" in page
    assert "Ada: Spinach, which they do not eat." in page


def test_restrictions_stand_above_the_week(ada, plan, ben):
    tells(ben, "condition", "high blood pressure")
    tells(ben, "medicine", "zorblax")
    page = ada.get(url_of("week", plan)).content.decode()
    assert 'id="restrictions"' in page
    for words in ("Allergy", "high blood pressure", "Keep the day below 2,300 mg", "zorblax"):
        assert words in page
    assert "not recognised" in page


def test_who_may_only_look_reads_no_health_facts(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    person = plan.people.get(name="Ben")
    tells(person, "condition", "high blood pressure")
    tells(person, "medicine", "levothyroxine")
    seen = {
        role: browser_of(cast.practice, cast.users[role]).get(url_of("week", plan)).content.decode()
        for role in ("dietitian", "viewer")
    }
    assert "high blood pressure" in seen["dietitian"]
    assert "high blood pressure" not in seen["viewer"]
    for words in ("levothyroxine", "keep it apart", "2,300 mg"):
        assert words not in seen["viewer"]
    assert "milk" in seen["viewer"]  # Ada's allergy is for everyone who cooks


def test_what_one_household_tells_restricts_no_other(cast, plan, ben, natto):
    tells(ben, "medicine", "warfarin")
    other = Plan.objects.get(pk=cast.strangers_plan_id)
    answer = write(
        browser_of(cast.stranger), "put", other, date=day(0), slot="dinner", food="natto"
    )
    assert answer.status_code == 303


def test_a_table_that_minds_nothing_asks_nothing(cast, plan, django_assert_num_queries):
    Avoidance.objects.filter(person__plans=plan).delete()
    board = load_board(plan)
    with django_assert_num_queries(0):
        assert notes_of(board) == {}


def test_notes_of_a_board_are_one_query(plan, django_assert_num_queries):
    board = load_board(plan)
    with django_assert_num_queries(1):  # foods
        notes_of(board)
        notes_of(board)


def test_a_dose_of_today_is_judged_by_todays_age(plan):
    someone = plan.people.get(name="Ada")
    Person.objects.filter(pk=someone.pk).update(birth_date=plan.start - dt.timedelta(days=1200))
    nuts = FoodFactory(name="Almonds", facts={"almond": "contains"})
    dish = str(dish_of(nuts).current_id)
    assert dish in forbidden(Plan.objects.get(pk=plan.pk), someone)[0]


def portioned(client, plan, ben, dish, amount):
    meal = plan.meals.get(date=day(0), slot="dinner")
    if meal.batch.revision_id != dish.current_id:
        assert write(client, "swap", plan, meal, recipe=dish.slug).status_code == 303
    sent = {f"amount_{one.pk}": "0.25" for one in plan.people.all()} | {f"amount_{ben.pk}": amount}
    return write(client, "set_portions", plan, meal, **sent)


def test_more_of_a_dish_may_be_more_than_somebody_should_have(ada, plan, ben):
    dish = dish_of(FoodFactory(name="Spinach, boiled", amounts={"potassium": 466}), grams=20)
    tells(ben, "condition", "CKD stage 4")
    assert portioned(ada, plan, ben, dish, "1").status_code == 303
    answer = portioned(ada, plan, ben, dish, "4")
    assert answer.status_code == 422
    assert "The clinician agreed" in answer.content.decode()
    assert portioned(ada, plan, ben, dish, "0.5").status_code == 303


def test_a_yes_said_before_is_not_asked_for_again(ada, plan, ben):
    dish = dish_of(FoodFactory(name="Spinach, boiled", amounts={"potassium": 466}), grams=200)
    assert portioned(ada, plan, ben, dish, "1").status_code == 303
    tells(ben, "condition", "CKD stage 4")
    assert portioned(ada, plan, ben, dish, "2").status_code == 303


@pytest.mark.parametrize("verb", ["put", "swap"])
def test_a_dish_is_judged_on_its_own_day(ada, plan, verb):
    someone = plan.people.get(name="Ada")
    # Five years old on the second day of the plan: whole nuts are out on the first one.
    born = (plan.start + dt.timedelta(days=1)).replace(year=plan.start.year - 5)
    Person.objects.filter(pk=someone.pk).update(birth_date=born)
    dish = dish_of(FoodFactory(name="Almonds", facts={"almond": "contains"}))
    for date, status in ((day(0), 422), (day(1), 303)):
        meal = plan.meals.filter(date=date, batch__isnull=False).first() if verb == "swap" else None
        sent = {} if verb == "swap" else {"date": date, "slot": "dinner"}
        assert write(ada, verb, plan, meal, recipe=dish.slug, **sent).status_code == status


def test_a_food_is_judged_on_its_own_day(ada, plan):
    someone = plan.people.get(name="Ada")
    born = (plan.start + dt.timedelta(days=1)).replace(year=plan.start.year - 5)
    Person.objects.filter(pk=someone.pk).update(birth_date=born)
    FoodFactory(slug="almonds", name="Almonds", facts={"almond": "contains"})
    for date, status in ((day(0), 422), (day(1), 303)):
        sent = {"date": date, "slot": "dinner", "food": "almonds", "grams": "20"}
        assert write(ada, "put", plan, **sent).status_code == status


def test_a_search_judges_the_day_that_is_asked_for(ada, plan):
    someone = plan.people.get(name="Ada")
    born = (plan.start + dt.timedelta(days=1)).replace(year=plan.start.year - 5)
    Person.objects.filter(pk=someone.pk).update(birth_date=born)
    dish_of(FoodFactory(slug="almonds", name="Almonds", facts={"almond": "contains"}))
    for query in ("almonds", "dish"):
        for date, blocked in ((day(0), True), (day(1), False)):
            url = f"{url_of('add', plan)}?date={date}&slot=dinner&q={query}"
            page = ada.get(url).text
            assert ("The dish" if query == "dish" else "Almonds") in page
            assert ("someone at the table avoids it" in page) is blocked


def clashing(plan, ben):
    """A week that was refused for want of dishes, with Ben's kidneys known."""
    tells(ben, "condition", "CKD stage 4")
    question = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1)
    clash = Clash((("no_dish", "dinner"),))
    result = Result("infeasible", (), 0.0, 0.0, 0.0, clash=clash)
    Generation.objects.create(
        plan=plan,
        plan_revision=plan.revision,
        seconds_limit=1.0,
        status=Generation.Status.INFEASIBLE,
        clash=clash_of(question, result),
    )


def test_a_clash_names_the_limit_that_a_clinic_sets(ada, plan, ben):
    clashing(plan, ben)
    page = ada.get(url_of("week", plan)).content.decode()
    assert f'id="unset-{ben.pk}-potassium"' in page
    assert "need the potassium limit that a renal dietitian sets" in page
    assert f"/people/{ben.pk}/targets/potassium/" in page


def test_a_viewer_does_not_read_of_it(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    clashing(plan, plan.people.get(name="Ben"))
    viewer = browser_of(cast.practice, cast.users["viewer"])
    page = viewer.get(url_of("week", plan)).content.decode()
    assert 'id="clash"' in page
    assert "potassium limit" not in page


def test_with_the_limit_written_down_the_rule_rests(plan, ben):
    tells(ben, "condition", "CKD stage 4")
    own = TargetOverride.objects.create(
        person=ben, nutrient="potassium", kind="limit", amount=2500.0, reason="Renal clinic"
    )
    loose = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1)
    assert loose.own_limits == ((ben.pk, "potassium"),)  # no clinician set it here
    own.amount = 2000.0
    own.save()
    question = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1)
    assert question.own_limits == ()
    eater = next(one for one in question.problem.eaters if one.key == str(ben.pk))
    held = [one for one in eater.limits if one.nutrient == "potassium"]
    assert [one.hard for one in held] == [True]
    assert held[0].per_day <= 2000.0
