"""What people said of a meal, where pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from people.models import Person
from planner.board import Card
from planner.eaten import EATEN, OTHER, PLANNED, SKIPPED, Told

register = template.Library()

#: In this order on a card.
SHOWN = (EATEN, SKIPPED, OTHER)


@dataclass(frozen=True, slots=True)
class Tick:
    """One person's part of a meal, with what was said of it."""

    person: Person
    told: Told

    @property
    def is_told(self) -> bool:
        """Whether anything was said."""
        return self.told.status != PLANNED


@register.simple_tag
def ticks_of(card: Card, people: Sequence[Person]) -> list[Tick]:
    """Everyone who was to eat, in the order of the table."""
    eating = [person for person in people if person.pk in card.amounts]
    return [Tick(person, card.told.get(person.pk, Told())) for person in eating]


@register.filter
def none_told(ticks: Sequence[Tick]) -> bool:
    """Whether nobody has said anything yet."""
    return not any(tick.is_told for tick in ticks)


@register.simple_tag
def told_on(card: Card, people: Sequence[Person]) -> list[tuple[str, str]]:
    """What was said of a meal, shortly: (status, of whom).

    Nobody is named where everyone at the meal says the same.
    """
    eating = [person for person in people if person.pk in card.amounts]
    said = {person.name: card.told.get(person.pk, Told()).status for person in eating}
    by_status = {status: [name for name in said if said[name] == status] for status in SHOWN}
    return [
        (status, "" if len(names) == len(said) else ", ".join(names))
        for status, names in by_status.items()
        if names
    ]
