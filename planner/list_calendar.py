"""A plan as a calendar (RFC 5545): an event per meal, at the time of its slot."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from foods.templatetags.figures import fraction, grams
from planner.models import DRINKS, Meal, Plan

#: When a meal begins, local time, and how long it takes in minutes; other slots last all day.
TIMES: Final[dict[str, tuple[dt.time, int]]] = {
    "breakfast": (dt.time(7, 30), 30),
    "smoothie": (dt.time(10), 15),
    "lunch": (dt.time(12, 30), 45),
    "snack": (dt.time(16), 15),
    "dinner": (dt.time(18, 30), 60),
}
PRODUCT: Final = "-//Limber//Meal plan//EN"


@dataclass(frozen=True, slots=True)
class _Event:
    """A meal as a calendar shows it; `number` counts the meals of one place."""

    meal: Meal
    slot: str
    number: int


def calendar_of(plan: Plan) -> bytes:
    """The plan's meals as an iCalendar file; the same plan gives the same bytes (5 queries)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plan.name or _("Meals"))
    stamp = _stamp(plan)
    for event in _events(plan):
        calendar.add_component(_component(plan, event, stamp))
    ical: bytes = calendar.to_ical()
    return ical


def _stamp(plan: Plan) -> dt.datetime:
    """When the plan last changed: what is not new must not look new."""
    last = plan.changes.order_by("-revision").values_list("created_at", flat=True).first()
    return (last or plan.created_at).astimezone(dt.UTC).replace(microsecond=0)


def _events(plan: Plan) -> Iterable[_Event]:
    names = dict(plan.slots.values_list("key", "name"))
    meals = (
        plan.meals.exclude(slot=DRINKS)
        .select_related("batch__revision", "food")
        .prefetch_related("servings__person")
        .order_by("date", "slot", "position")
    )
    counted: dict[tuple[dt.date, str], int] = {}
    for meal in meals:
        place = (meal.date, meal.slot)
        counted[place] = counted.get(place, -1) + 1
        yield _Event(meal, names.get(meal.slot, meal.slot), counted[place])


def _component(plan: Plan, event: _Event, stamp: dt.datetime) -> Event:
    meal = event.meal
    dish = meal.batch.revision.name if meal.batch else str(meal.food)
    found = Event()
    # By its place, not by its row: a place that gets another dish is the same event, changed.
    place = f"{meal.date:%Y%m%d}-{meal.slot}-{event.number}"
    found.add("uid", f"{plan.tenant.key.hex}-{plan.pk}-{place}")
    found.add("dtstamp", stamp)
    found.add("last-modified", stamp)
    found.add("sequence", plan.revision)
    found.add("summary", f"{event.slot}: {dish}")
    found.add("description", _description(meal))
    found.add("transp", "TRANSPARENT")
    for name, moment in zip(("dtstart", "dtend"), _when(plan, meal), strict=True):
        found.add(name, moment)
    return found


def _description(meal: Meal) -> str:
    """Who has how much, and whether there is work to do."""
    amount = grams if meal.batch is None else fraction
    told = [", ".join(f"{s.person.name}: {amount(s.amount)}" for s in meal.servings.all())]
    if meal.batch and meal.batch.cook_date < meal.date:
        told.append(_("Left over: cooked before."))
    elif meal.batch:
        minutes = meal.batch.revision.active_minutes
        told.append(_("%(minutes)d minutes of work.") % {"minutes": minutes})
    return "\n".join(words.replace("\u00a0", " ") for words in told if words)


def _when(plan: Plan, meal: Meal) -> tuple[dt.date, dt.date]:
    """Begin and end, in UTC so that no time zone has to travel along; else the whole day."""
    if meal.slot not in TIMES:
        return meal.date, meal.date + dt.timedelta(days=1)
    begins, minutes = TIMES[meal.slot]
    start = dt.datetime.combine(meal.date, begins, tzinfo=plan.tenant.tz).astimezone(dt.UTC)
    return start, start + dt.timedelta(minutes=minutes)
