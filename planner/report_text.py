"""A report in words and tables for a terminal of 80 columns."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.nutrients import BY_KEY
from planner.words import (
    clash_words,
    cost_words,
    exact,
    miss_words,
    reason_words,
    slot_name,
)

Plain = dict[str, Any]

#: Widths of the columns of a strip: nutrient, amount, target, covered, known, limit.
WIDTHS: Final = (16, 12, 12, 8, 19, 12)
#: Portions are quarters of a recipe serving.
QUARTERS: Final = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def table(told: Plain) -> str:
    """The whole report: menu, drinks, strips by person, quality and misses."""
    parts = [_title(told), *_days(told)]
    for person, intake in zip(told["people"], told["intakes"], strict=True):
        parts += _strips(person, intake)
    return "\n\n".join([*parts, _quality(told)])


def with_words(told: Plain) -> Plain:
    """The same report with every miss or clash also as a sentence (`words`)."""
    if "clash" in told:
        clash = [{**w, "words": clash_words([w["code"], w["subject"]])} for w in told["clash"]]
        return {**told, "clash": clash}
    names = {person["key"]: person["name"] for person in told["people"]}
    misses = [{**miss, "words": miss_words(miss, names[miss["person"]])} for miss in told["misses"]]
    return {**told, "misses": misses}


def clash_text(told: Plain) -> str:
    """Why no week could be made."""
    lines = [f"  - {clash_words([wish['code'], wish['subject']])}" for wish in told["clash"]]
    return "\n".join([_("No week fits all of these wishes:"), *lines])


def _title(told: Plain) -> str:
    people = ", ".join(_person(person) for person in told["people"])
    days = ngettext("%(n)d day", "%(n)d days", told["days"]) % {"n": told["days"]}
    return _("%(days)s from %(start)s for %(people)s") % {
        "days": days,
        "start": _date(told["start"]),
        "people": people,
    }


def _person(person: Plain) -> str:
    return _("%(name)s (%(sex)s, %(age)d, %(kcal).0f kcal)") % {
        "name": person["name"],
        "sex": person["sex"],
        "age": person["age"],
        "kcal": person["energy_kcal"],
    }


def _date(text: str) -> str:
    return date_format(date.fromisoformat(text), "D j M Y")


def _days(told: Plain) -> Iterator[str]:
    for drinks in told["drinks"]:
        meals = [meal for meal in told["menu"] if meal["day"] == drinks["day"]]
        lines = [line for meal in meals for line in (_meal(told, meal), *_why(told, meal))]
        water = " / ".join(f"{glasses:g}" for glasses in drinks["glasses"].values())
        lines.append(_line(_("Drinks"), _("%(n)s glasses of tap water") % {"n": water}))
        yield "\n".join([_date(drinks["date"]), *lines])


def _line(slot: str, words: str) -> str:
    return f"  {slot:<10} {words}".rstrip()


def _meal(told: Plain, meal: Plain) -> str:
    keys = [person["key"] for person in told["people"]]
    portions = " / ".join(_portion(meal["portions"].get(key, 0.0)) for key in keys)
    cooked = meal["leftover_of"]
    if cooked is None:
        work = _("%(n)d min") % {"n": meal["active_minutes"]}
    else:
        day = next((d["date"] for d in told["drinks"] if d["day"] == cooked["day"]), None)
        where = f"{date_format(date.fromisoformat(day), 'D')} " if day else ""
        work = _("left over from %(place)s") % {"place": where + slot_name(cooked["slot"]).lower()}
    return _line(slot_name(meal["slot"]), f"{meal['name']}  x {portions}  ({work})")


def _why(told: Plain, meal: Plain) -> Iterator[str]:
    """Lines with the reasons of a meal; none unless they were asked for."""
    for reason in told.get("reasons", ()):
        if (reason["day"], reason["slot"]) == (meal["day"], meal["slot"]):
            words = reason_line(reason)
            if words:
                yield f"    - {words}"


def reason_line(reason: Plain) -> str:
    """A reason as a sentence; "" for a kind without words."""
    if reason["kind"] == "liked":
        return _("Somebody likes it")
    if reason["kind"] == "next_best":
        cost = cost_words(reason["amount"])
        return _("Next best: %(name)s (%(cost)s)") % {"name": reason["name"], "cost": cost}
    return reason_words({key: value for key, value in reason.items() if value is not None})


def _portion(amount: float) -> str:
    """A portion in quarters: 1¼."""
    whole = int(amount)
    part = QUARTERS.get(amount - whole)
    if part is None:
        return f"{amount:g}"
    return f"{whole or ''}{part}"


def _strips(person: Plain, intake: Plain) -> Iterator[str]:
    yield _strip(_("%(name)s, mean of all days") % person, intake["week"])
    for day in intake["days"]:
        yield _strip(f"{person['name']}, {_date(day['date'])}", day["nutrients"])


def _strip(title: str, rows: Sequence[Plain]) -> str:
    head = (title, _("amount"), _("target"), _("covered"), _("known"), _("limit"))
    if len(title) < WIDTHS[0]:
        return "\n".join([_columns(head), *(_columns(_row(row)) for row in rows)])
    return "\n".join([title, _columns(("", *head[1:])), *(_columns(_row(row)) for row in rows)])


def _columns(cells: Iterable[str]) -> str:
    first, *rest = zip(cells, WIDTHS, strict=True)
    return (
        f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)
    ).rstrip()


def _row(row: Plain) -> tuple[str, ...]:
    key, known = row["nutrient"], row["known"]
    complete = known["with_data"] == known["foods"]
    covered = row["covered"]
    return (
        _(BY_KEY[key].name),
        ("" if complete else "≥ ") + exact(key, row["amount"]),
        "-" if row["target"] is None else exact(key, row["target"]),
        # Rounded down: 99.9 % is not met.
        "-" if covered is None else f"{math.floor(100 * covered + 1e-6)} %",
        _("%(with_data)d of %(foods)d, %(share)d %%")
        % {**known, "share": math.floor(100 * known["weight_share"] + 1e-6)},
        "-" if row["limit"] is None else exact(key, row["limit"]),
    )


def _quality(told: Plain) -> str:
    proof = _("no bound found in the time")
    if told["bound"] is not None:
        proof = _("bound %(bound).2f, gap %(percent).0f %%") % {
            "bound": told["bound"],
            "percent": 100 * told["gap"],
        }
    lines = [
        _("Objective %(objective).2f, %(proof)s, %(seconds).1f s") % {**told, "proof": proof},
        _("%(list_foods)d foods on the shopping list besides pantry staples") % told,
    ]
    if told["planned_share"] < 1:
        percent = {"percent": round(100 * told["planned_share"])}
        lines.append(_("These meals are asked for %(percent)d %% of a day.") % percent)
    if not told["misses"]:
        return "\n".join([*lines, _("Every target that was asked for is reached.")])
    names = {person["key"]: person["name"] for person in told["people"]}
    missed = [f"  - {miss_words(miss, names[miss['person']])}" for miss in told["misses"]]
    return "\n".join([*lines, _("Not reached:"), *missed])
