"""Whether the people of a plan may be given a dish or food: asked wherever one enters by hand."""

from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from foods.facts import FACTS, Facts
from foods.models import Food
from foods.queries import food_facts
from people.models import Person
from people.queries import avoids_of
from people.safety import Blocker, Problem, problems
from recipes.models import RecipeRevision
from recipes.queries import facts_by_revision, ingredients_of


def dish_problems(people: Sequence[Person], revision: RecipeRevision) -> list[Problem]:
    """What stands against a dish (3 queries)."""
    lines = ingredients_of([revision.pk])
    facts = facts_by_revision([revision.pk], lines)[revision.pk]
    foods = {
        food for line in lines.get(revision.pk, ()) for food in (line.food, line.eaten_food) if food
    }
    return _all(people, facts, foods)


def food_problems(people: Sequence[Person], food: Food) -> list[Problem]:
    """What stands against a food (2 queries)."""
    return _all(people, food_facts([food.pk])[food.pk], {food.pk})


def _all(people: Sequence[Person], facts: Facts, foods: set[int]) -> list[Problem]:
    avoids = avoids_of(people)
    found: list[Problem] = []
    for person in people:
        mine = avoids[person.pk]
        found += problems(person.name, mine.facts, facts)
        hit = mine.foods.keys() & foods
        names = Food.objects.filter(pk__in=hit).in_bulk() if hit else {}
        found += [Blocker(person.name, names[food].name, mine.foods[food]) for food in hit]
    return found


def words(found: Iterable[Problem], name: str) -> list[str]:
    """Problems as sentences, one a fact, with everyone it concerns."""
    people: dict[tuple[str, bool], list[str]] = {}
    for problem in found:
        who = people.setdefault((problem.fact, isinstance(problem, Blocker)), [])
        if problem.person not in who:
            who.append(problem.person)
    return [_sentence(name, fact, blocks, who) for (fact, blocks), who in people.items()]


def _sentence(name: str, fact: str, blocks: bool, who: list[str]) -> str:
    filled = {
        "name": name,
        "fact": _(FACTS.get(fact, fact)),
        "people": get_text_list(who, _("and")),
    }
    if fact == name:
        return _("%(name)s is avoided by %(people)s.") % filled
    if blocks:
        return _("%(name)s contains %(fact)s, avoided by %(people)s.") % filled
    words = _("Nobody can say whether %(name)s is free of %(fact)s, avoided by %(people)s.")
    return words % filled
