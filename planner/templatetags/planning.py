"""How meals are written on the board."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from foods.templatetags.figures import NBSP, figure, fraction, grams, kitchen, number, unit
from knowledge.nutrients import Nutrient
from people.models import Person
from planner import words
from planner.board import Card
from planner.words import place_words, slot_name

register = template.Library()


@register.simple_tag
def portions(card: Card, people: Sequence[Person]) -> str:
    """Who has how much: "Ada 1 · Ben 1½"; one person alone goes without a name.

    A name that ends in a digit takes a colon, for "Person 1 1½" would be misread.
    """
    eating = [person for person in people if person.pk in card.amounts]
    if len(people) == 1:
        return _amount(card, card.amounts[eating[0].pk]) if eating else ""
    return f"{NBSP}· ".join(
        _called(person) + NBSP + _amount(card, card.amounts[person.pk], short=True)
        for person in eating
    )


def _called(person: Person) -> str:
    return f"{person.name}:" if person.name[-1:].isdigit() else person.name


def _amount(card: Card, amount: float, *, short: bool = False) -> str:
    if card.dose is not None:
        name, weight = card.dose
        return kitchen(amount / weight, name)
    if card.revision is None:
        if card.meal.food and card.meal.food.kind == "drink":
            return _litres(amount / (card.meal.food.density or 1.0))
        return grams(amount)
    if short:
        return fraction(amount)
    return portion_words(amount)


@register.simple_tag
def portion_words(amount: float) -> str:
    """Recipe servings in words: "¾ portion", "2½ portions"."""
    text = _("%(amount)s portion") if amount <= 1 else _("%(amount)s portions")
    return text % {"amount": fraction(amount)}


def _litres(amount: float) -> str:
    if amount < 1000:
        return f"{number(amount)}{NBSP}ml"
    return f"{number(amount / 1000, 2).rstrip('0').rstrip('.')}{NBSP}l"


@register.simple_tag
def cost_words(delta: float) -> str:
    """What another dish would cost the week, in points: "costs 1.3 points"."""
    return words.cost_words(delta)


@register.filter
def slot_words(key: str) -> str:
    """The name of a slot of the day."""
    return slot_name(key)


@register.simple_tag
def place(card: Card) -> str:
    """A meal's place: "Tuesday dinner"."""
    return place_words({"date": card.meal.date.isoformat(), "slot": card.meal.slot})


@register.filter
def in_sentence(name: str) -> str:
    """A nutrient's name within a sentence: "magnesium", but "vitamin B12"."""
    return words.in_sentence(name)


@register.filter
def aim(value: float | None, nutrient: Nutrient) -> str:
    """A target or limit without needless decimals: 2.40 -> "2.4 µg", 100.00 -> "100 mg"."""
    if value is None:
        return ""
    text, unit_word = figure(value, nutrient), unit(value, nutrient)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{NBSP}{unit_word}"


@register.filter
def covered_floor(share: float | None) -> str:
    """A covered share in whole percent, rounded down: 99.9 % is not met."""
    return "" if share is None else number(int(share * 100 + 1e-6))


class MealUrls:
    """Addresses of what can be done with a meal, by the route's name; all come back to a focus."""

    def __init__(self, plan: int, meal: int, query: str) -> None:
        self.plan, self.meal, self.query = plan, meal, query

    def __getitem__(self, name: str) -> str:
        pattern = _pattern(name, get_script_prefix())
        return f"{pattern.format(plan=self.plan, meal=self.meal)}?{self.query}"


#: Ids that stand in for a plan's and a meal's while a route is written as a pattern.
PLAN, MEAL = 2_000_000_011, 2_000_000_012


@lru_cache(maxsize=64)
def _pattern(name: str, prefix: str) -> str:
    """A route of a meal as a format string: a week has some hundred of them."""
    url = reverse(f"planner:{name}", args=[PLAN, MEAL])
    return url.replace(str(PLAN), "{plan}").replace(str(MEAL), "{meal}")


@register.simple_tag
def meal_urls(plan: int, meal: int, query: str) -> MealUrls:
    """`{% meal_urls plan.pk meal.pk focus.query as to %}`, then `{{ to.swap }}`."""
    return MealUrls(plan, meal, query)
