"""Weeks used again: kept as templates, begun from templates or other plans, and in turn."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Tenant
from foods.models import Food
from people.models import Person
from people.queries import targets_on
from people.safety import Problem
from people.targets import usual_portion
from planner import checks
from planner.actions.plans import NewMeal, create_plan, put_meals
from planner.arrivals import Arrival, Thing, judged
from planner.editing import Desk, Stamp, editing
from planner.models import DRINKS, Plan, Rota, RotaWeek, TemplateMeal, WeekTemplate
from planner.patterns import DatedMeal, Pattern, PatternMeal, on_dates
from planner.refusing import Refusal, refusals
from planner.table import table_of
from recipes.models import RecipeRevision
from recipes.queries import ingredients_of


class NoPlanError(Exception):
    """For some of the people no plan is made at all; says for whom, and why."""

    def __init__(self, refused: list[Refusal]) -> None:
        super().__init__("no plan for these people")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Begun:
    """A plan that was begun from another week, and what could not come along, in words."""

    plan: Plan
    left_out: list[str]


def pattern_of_plan(plan: Plan) -> Pattern:
    """The meals of a plan without their dates (3 queries); what was eaten instead happened once."""
    desk = Desk(plan)
    slots = [(slot.key, slot.name) for slot in table_of(plan).slots]
    planned = [pk for pk in desk.on(plan.dates) if not desk.meal(pk)["unplanned"]]
    meals = [_pattern_meal(desk, pk) for pk in planned]
    return Pattern(plan.days, tuple(slots), tuple(meals))


def _pattern_meal(desk: Desk, pk: int) -> PatternMeal:
    row, amounts = desk.meal(pk), desk.amounts(pk)
    seated = dict.fromkeys((person.pk for person in table_of(desk.plan).people), 0.0)
    batch = row["batch_id"]
    return PatternMeal(
        day=(row["date"] - desk.plan.start).days,
        slot=row["slot"],
        revision=desk.rows("batch")[batch]["revision_id"] if batch else None,
        cooking=batch,
        food=row["food_id"],
        grams=sum(amounts.values()) / len(amounts) if row["food_id"] and amounts else None,
        amounts=seated | amounts,
        note=row["note"],
    )


def pattern_of_template(template: WeekTemplate) -> Pattern:
    """The meals of a template (1 query)."""
    names = ("day", "slot", "cooking", "grams", "note")
    meals = tuple(
        PatternMeal(
            revision=row.revision_id,
            food=row.food_id,
            **{name: getattr(row, name) for name in names},
        )
        for row in template.meals.all()
    )
    slots = tuple((key, name) for key, name in template.slots)
    return Pattern(template.days, slots, meals)


@transaction.atomic
def keep_template(*, plan: Plan, name: str) -> WeekTemplate:
    """A plan's meals as a template of its household or practice."""
    pattern = pattern_of_plan(plan)
    template = WeekTemplate.objects.create(
        tenant=plan.tenant, name=name, days=plan.days, slots=[list(slot) for slot in pattern.slots]
    )
    cookings = {meal.cooking: number for number, meal in enumerate(pattern.meals)}
    eaten = [meal for meal in pattern.meals if meal.revision or meal.grams]
    TemplateMeal.objects.bulk_create(
        TemplateMeal(
            template=template,
            day=meal.day,
            slot=meal.slot,
            position=position,
            revision_id=meal.revision,
            cooking=cookings[meal.cooking] if meal.cooking else None,
            food_id=meal.food,
            grams=meal.grams,
            note=meal.note,
        )
        for position, meal in enumerate(eaten)
    )
    return template


@transaction.atomic
def begin(
    *,
    tenant: Tenant,
    pattern: Pattern,
    people: Sequence[Person],
    start: dt.date,
    template: str = "",
    user_id: int | None = None,
) -> Begun:
    """A new plan with the meals of a pattern, portions fitted to each person's energy need.

    What someone at the table must not be given, or nobody can vouch for, is left out and named.
    Raises NoPlanError where somebody is to have no general menu at all.
    """
    refused = refusals([], people, start)
    if refused:
        raise NoPlanError(refused)
    slots = [slot for slot in pattern.slots if slot[0] != DRINKS]
    plan = create_plan(tenant=tenant, people=people, start=start, days=pattern.days, slots=slots)
    portions = {p.pk: usual_portion(targets_on(p, start).energy.kcal) for p in people}
    dated = on_dates(pattern, start, portions, portions.__getitem__)
    unfit, left_out = _unfit(people, dated)
    verb = "from_template" if template else "copied_week"
    with editing(plan, Stamp(0, user_id), verb, template=template) as desk:
        put_meals(desk, [_new_meal(one) for n, one in enumerate(dated) if n not in unfit])
    return Begun(plan, left_out)


def _new_meal(one: DatedMeal) -> NewMeal:
    cooking = one.meal.cooking
    return NewMeal(
        date=one.date,
        slot=one.meal.slot,
        amounts=one.amounts,
        revision_id=one.meal.revision,
        food_id=one.meal.food,
        batch=("cooking", cooking) if cooking is not None else None,
        note=one.meal.note,
    )


def _thing(meal: PatternMeal) -> Thing:
    """What is on the table."""
    return ("dish", meal.revision) if meal.revision is not None else ("food", meal.food or 0)


def _unfit(people: Sequence[Person], dated: Sequence[DatedMeal]) -> tuple[set[int], list[str]]:
    """Which meals these people are not given, by number, with the reasons in words (4 queries).

    Each is judged on its own day, in the portion that comes along.
    """
    foods = Food.objects.in_bulk({one.meal.food for one in dated} - {None})
    revisions = RecipeRevision.objects.in_bulk({one.meal.revision for one in dated} - {None})
    lines = ingredients_of(list(revisions)) if revisions else {}
    made = {pk: (lines.get(pk, ()), revision.servings) for pk, revision in revisions.items()}
    seated = {person.pk: person for person in people}
    coming = [
        (n, Arrival(seated[person], one.date, _thing(one.meal), amount))
        for n, one in enumerate(dated)
        for person, amount in one.amounts.items()
        if amount > 0
    ]
    unfit: set[int] = set()
    against: dict[Thing, list[Problem]] = defaultdict(list)
    for (n, one), found in zip(coming, judged([one for _n, one in coming], made), strict=True):
        if found:
            unfit.add(n)
            against[one.thing] += found
    names = {("dish", pk): revision.name for pk, revision in revisions.items()}
    names |= {("food", pk): food.name for pk, food in foods.items()}
    return unfit, [
        words for thing, found in against.items() for words in checks.words(found, names[thing])
    ]


@transaction.atomic
def make_rota(
    *, tenant: Tenant, name: str, templates: Sequence[WeekTemplate], start: dt.date
) -> Rota:
    """Templates in turn, the first of them from `start` on."""
    rota = Rota.objects.create(tenant=tenant, name=name, next_start=start)
    RotaWeek.objects.bulk_create(
        RotaWeek(rota=rota, position=position, template=template)
        for position, template in enumerate(templates)
    )
    return rota


@transaction.atomic
def begin_next_of_rota(
    *, rota: Rota, people: Sequence[Person], user_id: int | None = None
) -> Begun | None:
    """The plan whose turn it is; the next turn begins the day after it. None for an empty rota.

    Two who press at once begin one plan each of two turns, never the same one twice.
    """
    locked = Rota.objects.select_for_update().get(pk=rota.pk)
    weeks = list(locked.weeks.select_related("template"))
    if not weeks:
        return None
    template = weeks[locked.next_position % len(weeks)].template
    begun = begin(
        tenant=locked.tenant,
        pattern=pattern_of_template(template),
        people=people,
        start=locked.next_start,
        template=template.name,
        user_id=user_id,
    )
    locked.plans.add(begun.plan)
    locked.next_start = begun.plan.end + dt.timedelta(days=1)
    locked.next_position = (locked.next_position + 1) % len(weeks)
    locked.save(update_fields=["next_start", "next_position"])
    return begun
