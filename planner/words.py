"""Plan changes, reasons and clashes in words."""

import datetime as dt
import math
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foods.templatetags.figures import midsentence, number
from knowledge.nutrients import BY_KEY
from people.targets import DailyLimit
from planner.forms import SLOT_NAMES
from planner.models import DRINKS, PlanChange
from planner.table import Table


def change_words(change: PlanChange) -> str:
    """One sentence that says what a change did."""
    words = change.words
    if change.verb == "undid":
        return _("Took back: %(what)s") % {"what": _sentence(words["undid"], words)}
    if change.verb == "redid":
        return _("Did again: %(what)s") % {"what": _sentence(words["redid"], words)}
    return _sentence(change.verb, words)


def _sentence(verb: str, words: dict[str, Any]) -> str:
    filled = {
        "place": place_words(words),
        "to": place_words({"date": words.get("to"), "slot": words.get("to_slot")}),
        "dish": words.get("dish", ""),
        "other": words.get("other", ""),
        "places": _places(words.get("places", [])),
        "day": _day(words.get("date")),
        "days": get_text_list([_day(day) for day in words.get("days", [])], _("and")),
        "name": words.get("name", ""),
        "was": words.get("was", ""),
        "who": words.get("who") or _("everyone"),
        "slot": words.get("slot_name", "").lower() or _("the whole day"),
        "template": words.get("template", ""),
        "time": _time(words.get("at", "")),
        "kept": _kept(words.get("kept", 0)),
    }
    return _SENTENCES[verb] % filled


_SENTENCES: Final = {
    "planned": _l("Planned the meals that were free"),
    "swapped": _l("Swapped %(place)s: %(dish)s"),
    "removed": _l("Removed %(dish)s from %(place)s"),
    "added": _l("Added %(dish)s to %(place)s"),
    "added_days": _l("Added %(dish)s on %(days)s"),
    "portioned": _l("Changed the portions of %(dish)s, %(place)s"),
    "locked": _l("Locked %(place)s: %(dish)s"),
    "unlocked": _l("Unlocked %(place)s: %(dish)s"),
    "leftovers": _l("Put leftovers of %(dish)s on %(place)s"),
    "noted": _l("Changed the note on %(dish)s, %(place)s"),
    "moved": _l("Moved %(dish)s from %(place)s to %(to)s"),
    "exchanged": _l("Exchanged %(dish)s, %(place)s, and %(other)s, %(to)s"),
    "copied": _l("Copied %(dish)s to %(places)s"),
    "copied_day": _l("Copied %(day)s to %(days)s%(kept)s"),
    "copied_week": _l("Copied another week"),
    "from_template": _l("Began with the template “%(template)s”"),
    "slot_added": _l("Added the meal “%(name)s” to every day"),
    "slot_renamed": _l("Renamed the meal “%(was)s” to “%(name)s”"),
    "slot_moved": _l("Changed the order of the meals"),
    "slot_removed": _l("Removed the meal “%(name)s” from every day"),
    "went_out": _l("%(day)s, %(slot)s: %(who)s will eat elsewhere"),
    "came_back": _l("%(day)s, %(slot)s: %(who)s will eat here again"),
    "ate": _l("%(who)s ate %(dish)s, %(place)s"),
    "skipped": _l("%(who)s skipped %(dish)s, %(place)s"),
    "unticked": _l("%(who)s: took the tick off %(dish)s, %(place)s"),
    "instead": _l("%(who)s ate something else: %(other)s, %(place)s"),
    "drank": _l("%(who)s drank a glass of %(dish)s, %(day)s"),
    "undrank": _l("%(who)s: a glass of %(dish)s less, %(day)s"),
    "restored": _l("Went back to how the plan was at %(time)s"),
}


def _day(text: str | None) -> str:
    return date_format(dt.date.fromisoformat(text), "l") if text else ""


def _time(text: str) -> str:
    if not text:
        return _("the beginning")
    return date_format(timezone.localtime(dt.datetime.fromisoformat(text)), "D j M, H:i:s")


def _kept(meals: int) -> str:
    """What a copied day found in its place and left there."""
    told = ngettext(
        "; %(meals)d meal there stayed as it was",
        "; %(meals)d meals there stayed as they were",
        meals,
    )
    return told % {"meals": meals} if meals else ""


def _places(places: list[list[str]]) -> str:
    named = [place_words({"date": date, "slot": slot}) for date, slot in places]
    return get_text_list(named, _("and"))


def out_words(table: Table, date: dt.date, slot: str) -> str:
    """Who eats elsewhere: "everyone eats out", "Ben eats out", or ""."""
    away = [person.name for person in table.people if table.is_out(person.pk, date, slot)]
    if not away:
        return ""
    if len(away) == len(table.people):
        return _("nobody eats here")
    return _("without %(names)s") % {"names": get_text_list(away, _("and"))}


def out_sentence(name: str, slot: str) -> str:
    """A day out in words: "Ben, dinner"; "Everyone, the whole day"."""
    return _("%(who)s, %(slot)s") % {
        "who": name or _("Everyone"),
        "slot": slot.lower() or _("the whole day"),
    }


def place_words(words: dict[str, Any]) -> str:
    """A day and a slot, such as "Tuesday dinner"."""
    if not (words.get("date") and words.get("slot")):
        return ""
    day = date_format(dt.date.fromisoformat(words["date"]), "l")
    return _("%(day)s %(slot)s") % {"day": day, "slot": slot_name(words["slot"]).lower()}


def slot_name(key: str) -> str:
    """The name of a slot of the day."""
    if key == DRINKS:
        return _("Drinks")
    return _(SLOT_NAMES[key]) if key in SLOT_NAMES else key.replace("-", " ").capitalize()


def reason_words(reason: dict[str, Any], *, several: bool = False, hidden: bool = False) -> str:
    """Why a dish is where it is, in one sentence; "" for a kind without words.

    `several` eat: a share is of the day of the one for whom it counts most, who is not named.
    `hidden`: without figures.
    "next_best" has none: the page ranks what else could stand there on the board as it is now.
    """
    nutrient = BY_KEY.get(reason.get("nutrient", ""))
    group = reason.get("group", "")
    filled = {
        "nutrient": in_sentence(nutrient.name) if nutrient else "",
        "share": math.floor(100 * reason.get("share", 0.0) + 1e-6),
        "minutes": round(reason.get("amount", 0.0)),
        "group": group.replace("_", " "),
    }
    quick = _("Little work: %(minutes)d minutes") if filled["minutes"] else _("No work at all")
    variety = _("Brings %(group)s, which no other dish of the week does")
    covers = _("Brings %(share)d %% of the day's %(nutrient)s")
    of_one = _("Brings %(share)d %% of the day's %(nutrient)s for someone at the table")
    if hidden:
        covers = of_one = _("Brings a good part of the day's %(nutrient)s")
    sentences = {
        "covers": of_one if several else covers,
        "keeps": _("Left over: nothing to cook"),
        "quick": quick,
        "locked": _("Kept as it was"),
        "liked": _("Someone at the table likes it"),
        "variety": variety if group else _("Brings a food group that would be missing"),
    }
    return sentences.get(reason["kind"], "") % filled


def cost_words(delta: float) -> str:
    """What a change costs the week in points; less than 0 is a gain."""
    if abs(delta) < NOTHING_LEFT:
        return _("about as good")
    told = _("would cost %(points)s points") if delta > 0 else _("would gain %(points)s points")
    return told % {"points": number(abs(delta), 1)}


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


def way_words(wish: tuple[str, str], start: dt.date, dish: str = "") -> str:
    """What giving up a wish means, as a button says it; `dish` stands at a locked place."""
    code, subject = wish
    sentences = {
        "minutes": _("Allow more long cooking on weekdays"),
        "repeats": _("Let dishes return oftener: %(place)s"),
        "lock": _("Unlock %(place)s: %(dish)s"),
        "no_dish": _("Leave %(place)s empty"),
    }
    return sentences[code] % {"place": _clash_place(subject, start), "dish": dish}


#: Less than this much is left to gain: the week is called the best one.
NOTHING_LEFT = 0.05
#: A shortfall below this is a rounding error.
NOTHING_SHORT = 1e-6


def quality_words(quality: dict[str, Any], share: float = 1.0) -> str:
    """How good a week is, in one sentence; "" where none was made.

    `share` is how much of a day the plan's meals stand for: only so much of a target is asked.

    Objective and bound are in percentage points of mean shortfall and their equivalents: what lies
    between them is the most that any other week of these dishes could be better.
    """
    if not quality:
        return ""
    whole = _("Reaches everyone's targets.")
    part = _("Reaches the %(percent)d %% of everyone's targets that these meals stand for.")
    told = whole if share >= 1.0 else part % {"percent": round(100 * share)}
    missed = quality.get("misses") or (quality.get("shortfall") or 0.0) > NOTHING_SHORT
    reached = "" if missed else told
    return " ".join(part for part in (reached, _proof_words(quality)) if part)


def _proof_words(quality: dict[str, Any]) -> str:
    """How much better any other week could be at most (decision 0008: in points)."""
    left = max(0.0, quality["objective"] - (quality["bound"] or 0.0))
    if left < NOTHING_LEFT:
        return _("No week of these dishes would do noticeably better.")
    return _("At most %(points)s points from the best week of these dishes.") % {
        "points": number(left, 1)
    }


def arriving_words(best: dict[str, Any], share: float = 1.0) -> str:
    """How good the best week so far is; "" before there is one. Which targets it misses is not
    known until the end, so that it claims to reach them only where nothing at all is short."""
    if not best:
        return ""
    return quality_words(best | {"misses": [best] if best.get("shortfall") is None else []}, share)


def state_words(state: str, before: int = 0, busy: bool = False) -> str:
    """What is happening to a week on its way; `before` others wait, `busy`: all workers are."""
    if state == "waiting" and before:
        waits = ngettext(
            "%(count)d week waits in line before yours.",
            "%(count)d weeks wait in line before yours.",
            before,
        )
        return waits % {"count": before}
    if state == "waiting":
        return _("Yours is the next in line.") if busy else _("Getting ready to plan.")
    sentences = {
        "searching": _("Looking for a first week of dishes that everyone may eat."),
        "found": _("A week is here, and still getting better. Take it, or wait a moment."),
        "taken": _("Putting it on the board."),
    }
    return sentences[state]


def over_limit_words(name: str, limit: DailyLimit, amount: float, *, hidden: bool = False) -> str:
    """An upper limit that someone's mean day passes; `hidden`: without figures."""
    counted = BY_KEY[limit.counts]
    if hidden:
        told = {"name": name, "nutrient": in_sentence(counted.name)}
        return _("%(name)s: more %(nutrient)s than the upper limit.") % told
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


def miss_words(miss: dict[str, Any], name: str, *, hidden: bool = False) -> str:
    """A target that is not reached, and the proof of how far any week could go.

    `hidden`: without figures.
    """
    nutrient = BY_KEY[miss["nutrient"]]
    if hidden:
        told = {"name": name, "nutrient": in_sentence(nutrient.name)}
        return _("%(name)s: a little short of %(nutrient)s.") % told
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
