"""Whether the people of a plan may be given a dish or food: asked wherever one enters by hand."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from foods.facts import FACTS
from foods.models import Food
from people import care_foods
from people.care import Care
from people.care_foods import Foodstuff, Helping
from people.models import Person
from people.queries import care_of, foodstuffs
from people.safety import Ask, Blocker, Caution, Limited, Problem, Weekly, to_confirm
from people.targets import usual_portion
from planner.judging import targets_on_day
from planner.plates import helpings_of
from recipes.models import RecipeRevision
from recipes.nutrition import Ingredient
from recipes.queries import ingredients_of

#: What a food comes to where nobody says how much, in g.
USUAL_GRAMS: Final = 100.0


def dish_problems(
    people: Sequence[Person],
    revision: RecipeRevision,
    day: dt.date | None = None,
    portions: Mapping[int, float] | None = None,
) -> list[Problem]:
    """What stands in a dish's way (2 queries, 3 where care was not loaded).

    Judged on `day`, today where none is named, for the people in `portions` (recipe servings by
    person), or for everyone in their usual portion.
    """
    lines = ingredients_of([revision.pk]).get(revision.pk, ())
    dishes = {revision.pk: (lines, revision.servings)}
    return dishes_problems(people, dishes, day, portions)[revision.pk]


def dishes_problems(
    people: Sequence[Person],
    dishes: Mapping[int, tuple[Sequence[Ingredient], float]],
    day: dt.date | None = None,
    portions: Mapping[int, float] | None = None,
) -> dict[int, list[Problem]]:
    """What stands in the way of several dishes, given by lines and servings (1 query, or 2)."""
    used = {
        food
        for lines, _servings in dishes.values()
        for line in lines
        for food in (line.food, line.eaten_food)
        if food is not None
    }
    foods = foodstuffs(used)
    cares = care_of(people, day or timezone.localdate())
    found: dict[int, list[Problem]] = {}
    for pk, (lines, servings) in dishes.items():
        found[pk] = []
        for person in people:
            usual = usual_of(person, day)
            portion = usual if portions is None else portions.get(person.pk, 0.0)
            if portion > 0:
                helpings = helpings_of(lines, servings, foods, portion)
                share = min(1.0, usual / portion)
                found[pk] += against_dish(cares[person.pk], person.name, helpings, share)
    return found


def food_problems(
    people: Sequence[Person],
    food: Food,
    grams: float | Mapping[int, float] | None = None,
    day: dt.date | None = None,
) -> list[Problem]:
    """What stands in a food's way (1 query, 2 where care was not loaded).

    `grams` are what everybody gets, or by person. Where nothing is said, a helping of 100 g is
    judged, and one dose of a supplement (1 query more).
    """
    if grams is None and food.kind == Food.Kind.SUPPLEMENT:
        measure = food.measures.filter(is_default=True).first()
        grams = measure.grams if measure else None
    return foods_problems(people, {food.pk: grams}, day)[food.pk]


def foods_problems(
    people: Sequence[Person],
    foods: Mapping[int, float | Mapping[int, float] | None],
    day: dt.date | None = None,
) -> dict[int, list[Problem]]:
    """What stands in the way of several foods, each with its grams (1 query, or 2)."""
    known = foodstuffs(list(foods))
    cares = care_of(people, day or timezone.localdate())
    return {
        pk: [
            problem
            for person in people
            if _grams_for(person, grams) > 0
            for problem in against_food(
                cares[person.pk], person.name, known[pk], _grams_for(person, grams)
            )
        ]
        for pk, grams in foods.items()
    }


def _grams_for(person: Person, grams: float | Mapping[int, float] | None) -> float:
    if grams is None:
        return USUAL_GRAMS
    return grams.get(person.pk, 0.0) if isinstance(grams, Mapping) else grams


def against_dish(
    care: Care, name: str, helpings: Iterable[Helping], usual: float = 1.0
) -> list[Problem]:
    """What stands in the way of a dish for one person: blockers, and what needs a yes.

    `usual`: the share that their usual portion is of this one (`care_foods.dish_problems`).
    """
    return to_confirm(care_foods.dish_problems(care, name, helpings, usual=usual))


def against_food(care: Care, name: str, food: Foodstuff, grams: float) -> list[Problem]:
    """What stands in the way of a food or a dose for one person."""
    return to_confirm(care_foods.food_problems(care, name, Helping(food, grams)))


def minds(care: Care) -> bool:
    """Whether somebody minds anything: one fact, "anyone", is everybody's."""
    return bool(care.avoided or care.record.foods or len(care.person.facts) > 1)


def usual_of(person: Person, day: dt.date | None = None) -> float:
    """A person's usual portion; one for a client of whom too little is known."""
    if not person.is_ready:
        return 1.0
    return usual_portion(targets_on_day(person, day or timezone.localdate()).energy.kcal)


def words(found: Iterable[Problem], name: str) -> list[str]:
    """Problems as sentences, each once, with everyone it concerns; what blocks comes first."""
    people: dict[Problem, list[str]] = {}
    for problem in sorted(found, key=lambda one: _ORDER.index(type(one))):
        who = people.setdefault(_same_for_all(problem), [])
        if problem.person not in who:
            who.append(problem.person)
    return list(dict.fromkeys(_sentence(name, one, who) for one, who in people.items()))


_ORDER: Final = (Blocker, Ask, Caution, Limited, Weekly)


def accept_words(found: Iterable[Problem]) -> str:
    """What the button says that adds it all the same."""
    kinds = {type(one) for one in found}
    if Ask in kinds:
        return _("The clinician agreed: add it")
    return _("I checked the label: add it") if Caution in kinds else _("Add it all the same")


def _same_for_all(problem: Problem) -> Problem:
    """The problem without whose it is, and how strongly; a rule's is one, whatever food has it."""
    fact = "" if problem.rule and not isinstance(problem, Caution) else problem.fact
    kept = (problem.rule, problem.words, problem.sources, problem.status, problem.amount)
    return type(problem)("", fact, "", *kept)


def _sentence(name: str, problem: Problem, who: list[str]) -> str:
    filled = {
        "name": name,
        "fact": _(FACTS.get(problem.fact, problem.fact)),
        "people": get_text_list(who, _("and")),
        "why": problem.words,
        "source": "; ".join(problem.sources),
    }
    if isinstance(problem, Caution):
        words = _("Nobody can say whether %(name)s is free of %(fact)s, avoided by %(people)s.")
        return words % filled
    if problem.rule:
        return _rule_sentence(problem) % filled
    if problem.fact == name:
        return _("%(name)s is avoided by %(people)s.") % filled
    return _("%(name)s contains %(fact)s, avoided by %(people)s.") % filled


def _rule_sentence(problem: Problem) -> str:
    if isinstance(problem, Blocker):
        return _("%(name)s is not for %(people)s. %(why)s Source: %(source)s.")
    if isinstance(problem, Ask):
        return _("%(name)s, for %(people)s: ask the clinician first. %(why)s Source: %(source)s.")
    return _("%(name)s, for %(people)s: only a little. %(why)s Source: %(source)s.")
