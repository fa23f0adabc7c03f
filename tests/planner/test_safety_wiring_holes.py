"""Holes in what keeps harm off a plate, planted one at a time: the quick tests must catch each.

Every way by which food enters a plan is here: the generator, swaps, adding, closing a gap, kept
weeks, moves and copies, smoothies, doses. Slow, for the tests run once for every hole.
"""

import pytest

from tests.holes import Hole, all_is_well, copy_of_the_site, is_caught

MEALS = "planner/views/meals.py"
ADD = "tests/planner/test_add.py"
ARRIVALS = "tests/planner/test_arrivals.py"
CARE = "tests/planner/test_generator_care.py"
DAYS = "tests/planner/test_day_of_judgment.py"
GAP = "tests/planner/test_gap.py"
NO_PLAN = "tests/planner/test_no_plan.py"
SAFETY = "tests/planner/test_safety.py"
HOLES = (
    Hole(
        "a swap is not judged",
        MEALS,
        "return perform_judged(request, plan, actions.swap_meal, ",
        "return perform(request, plan, actions.swap_meal, ",
        ("tests/planner/test_swap.py::test_a_dish_someone_avoids_is_refused",),
    ),
    Hole(
        "a dish is put there unjudged",
        MEALS,
        "return perform_judged(request, plan, actions.add_recipe, ",
        "return perform(request, plan, actions.add_recipe, ",
        (f"{ADD}::test_what_someone_avoids_cannot_be_added",),
    ),
    Hole(
        "a yes to what nobody knows is one to what is there",
        MEALS,
        "if every and (blockers(every) or ",
        "if every and (",
        (f"{ADD}::test_what_someone_avoids_cannot_be_added",),
    ),
    Hole(
        "moves, copies and larger portions are not judged",
        MEALS,
        "found = unfit(desk) if desk is not None else []",
        "found: list[tuple[str, list[Problem]]] = []",
        (f"{ARRIVALS}::test_a_copy_is_judged_on_each_of_its_days",),
    ),
    Hole(
        "a dose is not judged",
        "planner/arrivals.py",
        'if kind == "food":',
        'if kind == "food" and foods[pk].kind == "supplement":\n        return []\n'
        '    if kind == "food":',
        (f"{SAFETY}::test_a_supplement_is_judged_by_its_dose",),
    ),
    Hole(
        "what arrives is judged as of today, whatever the day",
        "planner/arrivals.py",
        "    care = care_on(one.person, date)",
        "    care = care_on(one.person, dt.date.today())",
        (f"{SAFETY}::test_a_dish_is_judged_on_its_own_day",),
    ),
    Hole(
        "dishes are judged as of today, whatever the day",
        "planner/checks.py",
        "cares = care_of(people, day or timezone.localdate())",
        "cares = care_of(people, timezone.localdate())",
        (f"{DAYS}::test_what_was_eaten_instead_is_judged_on_its_day",),
    ),
    Hole(
        "foods are judged as of today, whatever the day",
        "planner/checks.py",
        "    known = foodstuffs(list(foods))\n"
        "    cares = care_of(people, day or timezone.localdate())",
        "    known = foodstuffs(list(foods))\n    cares = care_of(people, timezone.localdate())",
        (f"{DAYS}::test_a_gap_is_closed_with_what_fits_the_day",),
    ),
    Hole(
        "a smoothie for several days is judged on the last",
        "planner/views/smoothie_kept.py",
        "care_on(person, day),",
        "care_on(person, dates[-1]),",
        (f"{DAYS}::test_a_smoothie_is_judged_on_each_of_its_days",),
    ),
    Hole(
        "notes are of the first day",
        "planner/notes.py",
        "minded = care_on(person, card.meal.date)",
        "minded = care_on(person, board.plan.start)",
        (f"{DAYS}::test_a_note_is_of_the_day",),
    ),
    Hole(
        "a print tells everyone of health",
        "planner/printing/sheets.py",
        "return self.health or not note.is_health",
        "return True",
        (f"{DAYS}::test_a_print_tells_who_may_only_look_of_no_health",),
    ),
    Hole(
        "the gap closer offers what somebody must not have",
        "planner/gaps.py",
        'one for one in grams if not to_confirm(food_problems(care, "", Helping(food, one)))',
        "one for one in grams",
        (f"{GAP}::test_what_a_person_must_not_have_is_never_offered",),
    ),
    Hole(
        "a kept week comes whole",
        "planner/actions/templates.py",
        " if n not in unfit",
        "",
        (
            "tests/planner/test_weeks_again.py"
            "::test_what_the_new_people_avoid_is_left_out_and_named",
        ),
    ),
    Hole(
        "a smoothie is poured unjudged",
        "planner/views/smoothie_kept.py",
        "return confirmed_or_refused(request, plan, found, recipe.current.name) or perform(",
        "return perform(",
        ("tests/planner/test_smoothie_kept.py::test_who_must_not_have_it_does_not_get_it",),
    ),
    Hole(
        "an unknown allergen counts as free",
        "people/care_foods.py",
        "            found.append(Caution(who, fact, strength))",
        "            pass",
        (f"{CARE}::test_neither_what_is_there_nor_what_nobody_knows_is_generated",),
    ),
    Hole(
        "a fact that nobody stated counts as free",
        "people/queries.py",
        "        unknown = caring.ALL_FACTS - contains",
        "        unknown = frozenset()",
        (f"{CARE}::test_a_fact_that_nobody_stated_is_unknown",),
    ),
    Hole(
        "what is bought for a dish is not asked about",
        "planner/plates.py",
        "        found.append(Helping(foods[line.food], line.grams * share, shopped=True))\n",
        "",
        (f"{CARE}::test_what_is_bought_is_asked_about_beside_what_is_eaten",),
    ),
    Hole(
        "what a clinician decides about needs no yes",
        "people/safety.py",
        "Blocker | Caution | Ask | Limited)]",
        "Blocker | Caution | Limited)]",
        (f"{CARE}::test_what_a_clinician_decides_about_is_not_generated",),
    ),
    Hole(
        "the generator serves days of vitamin K at once",
        "planner/plates.py",
        "    return all(amount_in(helpings, band.nutrient) <= band.usual for band in steady)",
        "    return True",
        (f"{CARE}::test_no_dish_holds_more_vitamin_k_than_a_usual_day",),
    ),
    Hole(
        "the generator has no band to keep",
        "planner/questions.py",
        "steady={person.pk: steady_on(person, plan.start) for person in people},",
        "steady={person.pk: () for person in people},",
        (f"{SAFETY}::test_the_generator_keeps_what_is_blocked_away",),
    ),
    Hole(
        "the generator judges the smallest portion",
        "planner/problems.py",
        "    most = portions(kcal)[-1]",
        "    most = portions(kcal)[0]",
        (f"{CARE}::test_a_dish_is_judged_at_the_largest_portion_that_may_be_given",),
    ),
    Hole(
        "the generator asks about the first day only",
        "planner/questions.py",
        "care={person.pk: care_over(person, plan.dates) for person in people},",
        "care={person.pk: care_over(person, plan.dates[:1]) for person in people},",
        (f"{CARE}::test_what_holds_on_one_day_of_the_week_holds_for_its_dishes",),
    ),
    Hole(
        "oily fish is not counted over the week",
        "planner/problems.py",
        "(*_limits(seat.targets, water), *_weekly_limits(seat, ask.days))",
        "_limits(seat.targets, water)",
        (f"{SAFETY}::test_oily_fish_in_pregnancy_is_counted_over_the_week",),
    ),
    Hole(
        "a week is made for who must have none",
        "planner/generation.py",
        "    if question.no_plan:",
        "    if False:",
        (f"{NO_PLAN}::test_nothing_is_planned",),
    ),
    Hole(
        "an allergy can be lifted",
        "people/following.py",
        "return rule.verdict in LIFTABLE and not rule.id.startswith(SAID_BY_FACTS)",
        "return rule.verdict in LIFTABLE",
        ("tests/people/test_lifting.py::test_who_may_lift_what",),
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_of_the_site(tmp_path_factory.mktemp("wiring"))


@pytest.mark.slow
def test_without_a_hole_all_is_well(copy):
    all_is_well(copy, HOLES)


@pytest.mark.slow
@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.name)
def test_every_hole_is_caught(copy, hole):
    is_caught(copy, hole)
