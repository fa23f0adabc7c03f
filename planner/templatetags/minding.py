"""Restrictions of a table and notes of its meals, where pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _

from foods.facts import FACTS
from knowledge.safety_rules import Reason
from people.access import may_see_health
from people.care import Care, no_plan
from people.following import Following, Told, followings, of_stage
from people.models import Person
from people.queries import care_over
from people.records import load_care
from people.restricting import Restriction, restrictions
from people.safety import Ask, Blocker, Caution, Limited, Spacing, Weekly
from planner.board import Board, Card
from planner.models import Plan
from planner.notes import Note, notes_of
from planner.table import table_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Minded:
    """What must be minded of one person at the table; `told` is empty for who may not know."""

    person: Person
    marks: tuple[Restriction, ...]
    stopped: tuple[Reason, ...]
    """Why no plan is made."""
    told: tuple[Told, ...] = ()
    stage: tuple[Following, ...] = ()
    care: Care | None = None
    """None for who may not know of conditions and medicines."""

    @property
    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.marks or self.stopped or self.told or self.stage)


@register.simple_tag(takes_context=True)
def minded(context: Context, people: Sequence[Person], dates: Any = None) -> list[Minded]:
    """Everyone of whom something must be minded, in the order of the table."""
    load_care(people)
    days = list(dates) if dates else [timezone.localdate()]
    cares = {one.pk: care_over(one, days) for one in people}
    health = any(cares[one.pk].record.facts for one in people) and _may_know(context)
    found = [_minded(one, cares[one.pk], health) for one in people]
    return [one for one in found if one.anything]


@register.simple_tag(takes_context=True)
def minded_at(context: Context, plan: Plan) -> list[Minded]:
    """The same for a plan's table, where a panel has no board."""
    return minded(context, table_of(plan).people, plan.dates)


def _minded(person: Person, care: Care, health: bool) -> Minded:
    record = care.record
    marks = restrictions(
        record.diet, record.also, record.avoids, [(f.name, f.strength) for f in record.foods]
    )
    stage, stopped = of_stage(care), no_plan(care)
    if not health:
        return Minded(person, marks, stopped, stage=stage)
    return Minded(person, marks, stopped, followings(care), stage, care)


@register.simple_tag(takes_context=True)
def may_know(context: Context) -> bool:
    """Whether this visitor may read facts about health: `{% may_know as known %}`."""
    return _may_know(context)


def _may_know(context: Context) -> bool:
    """Whether who looks may know of conditions and medicines; asked once a page."""
    request = context.get("request")
    if request is None or getattr(request, "tenant", None) is None:
        return False
    if not hasattr(request, "may_see_health"):
        request.may_see_health = may_see_health(request)
    return bool(request.may_see_health)


@register.simple_tag(takes_context=True)
def card_notes(context: Context, board: Board, card: Card) -> list[Note]:
    """The notes of a meal that who looks may see."""
    found = notes_of(board).get(card.meal.pk, ())
    if any(one.is_health for one in found) and not _may_know(context):
        return [one for one in found if not one.is_health]
    return list(found)


@register.filter
def note_words(note: Note) -> str:
    """A note in a sentence that names who it is for."""
    one = note.problem
    filled = {
        "name": note.person,
        "fact": _(FACTS.get(one.fact, one.fact)),
        "why": _(one.words),
        "amount": one.amount,
    }
    if not one.rule:
        if isinstance(one, Caution):
            return _("%(name)s: nobody can say whether this is free of %(fact)s.") % filled
        return _("%(name)s: %(fact)s, which they do not eat.") % filled
    return _sentence(one) % filled


def _sentence(one: Any) -> str:
    if isinstance(one, Blocker):
        return _("%(name)s: not this. %(why)s")
    if isinstance(one, Caution):
        return _("%(name)s: nobody can say whether this is free of %(fact)s. %(why)s")
    if isinstance(one, Ask):
        return _("%(name)s: ask the clinician first. %(why)s")
    if isinstance(one, Limited):
        return _("%(name)s: only a little of %(fact)s. %(why)s")
    if isinstance(one, Spacing):
        return _("%(name)s: keep it apart from the medicine. %(why)s")
    if isinstance(one, Weekly):
        return _("%(name)s: at most %(amount)s a week. %(why)s")
    return _("%(name)s: keep it steady. %(why)s")
