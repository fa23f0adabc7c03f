"""Plan changes, reasons and clashes in words."""

import datetime as dt
import math
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foods.templatetags.figures import midsentence, number
from knowledge.nutrients import BY_KEY
from people.targets import DailyLimit
from planner.forms import SLOT_NAMES
from planner.models import DRINKS, PlanChange


def change_words(change: PlanChange) -> str:
    """One sentence that says what a change did."""
    if change.verb == "undid":
        return _("Took back: %(what)s") % {"what": _sentence(change.words["undid"], change.words)}
    return _sentence(change.verb, change.words)


def _sentence(verb: str, words: dict[str, Any]) -> str:
    filled = {"place": place_words(words), "dish": words.get("dish", "")}
    sentences = {
        "planned": _("Planned the meals that were free"),
        "swapped": _("Swapped %(place)s: %(dish)s"),
        "removed": _("Removed %(dish)s from %(place)s"),
        "added": _("Added %(dish)s to %(place)s"),
        "portioned": _("Changed the portions of %(dish)s, %(place)s"),
        "locked": _("Locked %(place)s: %(dish)s"),
        "unlocked": _("Unlocked %(place)s: %(dish)s"),
        "leftovers": _("Put leftovers of %(dish)s on %(place)s"),
    }
    return sentences[verb] % filled


def place_words(words: dict[str, Any]) -> str:
    """A day and a slot, such as "Tuesday dinner"."""
    if "date" not in words:
        return ""
    day = date_format(dt.date.fromisoformat(words["date"]), "l")
    return _("%(day)s %(slot)s") % {"day": day, "slot": slot_name(words["slot"]).lower()}


def slot_name(key: str) -> str:
    """The name of a slot of the day."""
    return _("Drinks") if key == DRINKS else _(SLOT_NAMES.get(key, key))


def reason_words(reason: dict[str, Any]) -> str:
    """Why a dish is where it is, in one sentence; "" for a kind without words."""
    nutrient = BY_KEY.get(reason.get("nutrient", ""))
    filled = {
        "nutrient": in_sentence(nutrient.name) if nutrient else "",
        "share": round(100 * reason.get("share", 0.0)),
    }
    sentences = {
        "covers": _("Brings %(share)d %% of the day's %(nutrient)s"),
        "keeps": _("Left over: nothing to cook"),
        "quick": _("Little work"),
        "locked": _("Kept as it was"),
        "variety": _("Brings a food group that would be missing"),
    }
    return sentences.get(reason["kind"], "") % filled


def clash_words(wish: list[str], start: dt.date | None = None) -> str:
    """One wish of a set that cannot all hold; `start` turns days into weekdays."""
    code, subject = wish
    nutrient = BY_KEY.get(subject.rpartition(":")[2])
    sentences = {
        "no_dish": _("No dish for %(place)s is left that everyone may eat."),
        "limit": _("The limit on %(nutrient)s."),
        "lock": _("What is locked at %(place)s."),
        "minutes": _("At most two dishes with long cooking on a weekday."),
        "list": _("A shopping list of a normal length."),
        "repeats": _("How often a dish may return: %(place)s."),
        "same_day": _("No dish twice on the same day."),
        "forbidden": _("A locked dish that someone at the table avoids."),
        "slot": _("A locked dish that is not made for its place."),
        "leftover": _("A locked leftover that does not keep so long."),
        "unknown_place": _("Something locked in a place this plan does not have."),
        "unknown_dish": _("A locked dish that is no longer there."),
    }
    words = sentences.get(code, _("A wish we cannot name (%(code)s)."))
    name = in_sentence(nutrient.name) if nutrient else subject
    return words % {"place": _clash_place(subject, start), "nutrient": name, "code": code}


def _clash_place(subject: str, start: dt.date | None) -> str:
    day, _colon, slot = subject.rpartition(":")
    name = slot_name(slot or subject).lower()
    if not day.isdigit():
        return name
    if start is not None:
        weekday = date_format(start + dt.timedelta(days=int(day)), "l")
        return _("%(day)s %(slot)s") % {"day": weekday, "slot": name}
    return _("day %(day)d, %(slot)s") % {"day": int(day) + 1, "slot": name}


#: Less than this much is left to gain: the week is called the best one.
NOTHING_LEFT = 0.05


def quality_words(quality: dict[str, Any], share: float = 1.0) -> str:
    """How good a week is, in one sentence; "" where none was made.

    `share` is how much of a day the plan's meals stand for: only so much of a target is asked.

    Objective and bound are in percentage points of mean shortfall and their equivalents: what lies
    between them is the most that any other week of these dishes could be better.
    """
    if not quality:
        return ""
    left = max(0.0, quality["objective"] - (quality["bound"] or 0.0))
    whole = _("Reaches everyone's targets.")
    part = _("Reaches the %(percent)d %% of everyone's targets that these meals stand for.")
    told = whole if share >= 1.0 else part % {"percent": round(100 * share)}
    reached = told if not quality.get("misses") else ""
    if left < NOTHING_LEFT:
        proof = _("No week of these dishes would do better.")
    else:
        proof = _("At most %(points)s points from the best week of these dishes.") % {
            "points": number(left, 1)
        }
    return " ".join(part for part in (reached, proof) if part)


def over_limit_words(name: str, limit: DailyLimit, amount: float) -> str:
    """An upper limit that someone's mean day passes."""
    counted = BY_KEY[limit.counts]
    return _(
        "%(name)s: %(nutrient)s comes to %(amount)s a day, above the upper limit of %(limit)s."
    ) % {
        "name": name,
        "nutrient": in_sentence(counted.name),
        "amount": exact(counted.key, amount, math.ceil),
        "limit": exact(counted.key, limit.amount),
    }


def in_sentence(name: str) -> str:
    """A nutrient's name within a sentence: "magnesium", but "vitamin B12"."""
    return midsentence(_(name))


def miss_words(miss: dict[str, Any], name: str) -> str:
    """A target that is not reached, and the proof of how far any week could go."""
    nutrient = BY_KEY[miss["nutrient"]]
    filled = {
        "name": name,
        "nutrient": _(nutrient.name),
        "amount": exact(miss["nutrient"], miss["per_day"], math.floor),
        "target": exact(miss["nutrient"], miss["target"], math.ceil),
        "most": exact(miss["nutrient"], miss["best_possible"], math.ceil),
    }
    words = _("%(name)s, %(nutrient)s: %(amount)s a day of %(target)s;") % filled
    if miss["best_possible"] < miss["target"]:
        return f"{words} {_('no week of these dishes gives more than %(most)s.') % filled}"
    within = miss["best_within_energy"]
    if within is not None and within < miss["target"]:
        filled["most"] = exact(miss["nutrient"], within, math.ceil)
        return f"{words} {_('no week within the energy need gives more than %(most)s.') % filled}"
    return f"{words} {_('a week may reach it, but none better was found in the time.')}"


def exact(nutrient: str, amount: float, rounded: Any = round) -> str:
    """An amount with its unit; `rounded` keeps a shortfall visible (98.9 of 99 is not 99)."""
    found = BY_KEY[nutrient]
    scale = 10**found.decimals
    # The small term keeps 0.1 + 0.2 from rounding up to the next step.
    sign = {math.floor: 1e-9, math.ceil: -1e-9}.get(rounded, 0.0)
    return f"{rounded(amount * scale + sign) / scale:.{found.decimals}f} {found.unit}"
