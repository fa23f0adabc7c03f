"""Wishes as they are typed on a command line, checked and turned into plain values. Pure.

Every mistake raises `AskError` with a sentence that names what was typed and what would do.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from foods.facts import ALLERGENS, DIETS, GROUPS, ORIGINS, expand
from knowledge.energy import ACTIVITIES, DEFAULT_ACTIVITY, Activity
from knowledge.life_stages import LIFE_STAGES, OLDEST, SEXES, YOUNGEST, LifeStage, Sex
from people.care import Care, Fact, Record, care, no_plan
from people.care_targets import Steady, TargetNote, adjust_targets, steady_bands
from people.targets import Profile, Targets, targets_for
from planner.problems import ENERGY_SHARES, Ask, Seat

#: Slots of the day in their order, and those that are planned unless told otherwise.
SLOTS: Final = tuple(ENERGY_SHARES)
DEFAULT_SLOTS: Final = ("breakfast", "smoothie", "lunch", "dinner")
MOST_DAYS: Final = 28
MOST_PEOPLE: Final = 8
#: Seconds a solve may be given.
TIME_RANGE: Final = (0.1, 600.0)
#: Years in which a plan may start: outside, it is a slip of the pen.
YEARS: Final = range(2000, 2101)
PERSON_KEYS: Final = (
    *("name", "sex", "age", "height", "weight", "activity", "life-stage", "diet", "avoid"),
    *("medicines", "conditions"),
)


class AskError(ValueError):
    """A wish that cannot be read; the message says why and what would do."""


class NoPlanError(AskError):
    """The safety rules say that no plan is made; the message says why and where to turn."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone at the table, as asked for."""

    key: str
    name: str
    profile: Profile
    targets: Targets
    diet: str
    avoid: tuple[str, ...]
    """Words for what is left out besides the diet, as typed."""
    facts: frozenset[str]
    """The facts behind diet and words: none of them may be in a dish, or unknown."""
    care: Care
    """What must be minded, conditions and medicines included."""
    notes: tuple[TargetNote, ...] = ()
    """What the safety rules did to the targets."""
    steady: tuple[Steady, ...] = ()

    @property
    def seat(self) -> Seat:
        """The guest as the problem needs them."""
        return Seat(self.key, self.targets, self.care, self.steady)


def guest_of(number: int, wishes: Mapping[str, str]) -> Guest:
    """One person from words by `PERSON_KEYS`, such as {"sex": "female", "age": "34"}."""
    strange = sorted(set(wishes) - set(PERSON_KEYS))
    if strange:
        raise AskError(f"'{strange[0]}' is not known of a person: {', '.join(PERSON_KEYS)}.")
    missing = [key for key in ("sex", "age") if not wishes.get(key)]
    if missing:
        raise AskError(f"Say the {' and the '.join(missing)} of person {number}.")
    diet = one_of("diet", wishes.get("diet") or "omnivore", tuple(DIETS))
    avoid = words_in(wishes.get("avoid", ""), "+,")
    profile, left_out = _profile(wishes), facts_of(avoid)
    minded = _care(wishes, profile, diet, left_out)
    reference = _targets(profile)
    targets, notes = adjust_targets(reference, minded)
    return Guest(
        key=str(number),
        name=wishes.get("name") or f"Person {number}",
        profile=profile,
        targets=targets,
        diet=diet,
        avoid=avoid,
        facts=frozenset(DIETS[diet]) | left_out,
        care=minded,
        notes=notes,
        steady=steady_bands(reference, reference, minded),
    )


def _care(wishes: Mapping[str, str], profile: Profile, diet: str, left_out: frozenset[str]) -> Care:
    facts = [
        Fact(kind, text)
        for kind in ("medicine", "condition")
        for text in words_in(wishes.get(f"{kind}s", ""), "+")
    ]
    avoids = tuple((fact, "allergy") for fact in sorted(left_out))
    record = Record(avoids=avoids, facts=tuple(facts), diet=diet)
    minded = care(record, age=profile.age, life_stage=profile.life_stage)
    for one in minded.unrecognised:
        close = f" Did you mean {', '.join(one.close)}?" if one.close else ""
        raise AskError(f"'{one.text}' is not a {one.kind} that the safety rules know.{close}")
    return minded


def refuse_no_plan(guests: Iterable[Guest]) -> None:
    """Raise NoPlanError where the safety rules make no plan for somebody at the table."""
    for guest in guests:
        reasons = no_plan(guest.care)
        if reasons:
            words = " ".join(dict.fromkeys(reason.words for reason in reasons))
            raise NoPlanError(f"{guest.name}: {words} ({'; '.join(reasons[0].sources)})")


def _profile(wishes: Mapping[str, str]) -> Profile:
    return Profile(
        sex=cast(Sex, one_of("sex", wishes["sex"], SEXES)),
        age=whole("age", wishes["age"], YOUNGEST, OLDEST),
        life_stage=cast(
            LifeStage, one_of("life-stage", wishes.get("life-stage") or "none", LIFE_STAGES)
        ),
        height_cm=_optional_number("height", wishes.get("height")),
        weight_kg=_optional_number("weight", wishes.get("weight")),
        activity=cast(
            Activity, one_of("activity", wishes.get("activity") or DEFAULT_ACTIVITY, ACTIVITIES)
        ),
    )


def _targets(profile: Profile) -> Targets:
    try:
        return targets_for(profile)
    except ValueError as error:
        raise AskError(str(error)) from error


def person_words(text: str) -> dict[str, str]:
    """The words behind "sex=male,age=45,avoid=milk+egg"."""
    found: dict[str, str] = {}
    for part in words_in(text, ","):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not key or not value:
            raise AskError(f"'{part}' is not written as key=value, such as age=45.")
        if key in found:
            raise AskError(f"'{key}' is given twice in '{text}'.")
        found[key] = value
    return found


def facts_of(words: Iterable[str]) -> frozenset[str]:
    """The facts behind words such as "milk" or "tree_nuts"."""
    try:
        return expand(words)
    except ValueError as error:
        known = ", ".join((*GROUPS, *(key for key in (*ALLERGENS, *ORIGINS) if key not in GROUPS)))
        raise AskError(f"{error}. Known: {known}.") from error


def ask_of(guests: Sequence[Guest], options: Mapping[str, Any], today: dt.date) -> Ask:
    """The whole question; `options` are days, slots, start, seed and time_limit, None = default."""
    if not 1 <= len(guests) <= MOST_PEOPLE:
        raise AskError(f"A table has 1 to {MOST_PEOPLE} people, not {len(guests)}.")
    low, high = TIME_RANGE
    seconds = float(options["time_limit"])
    if not low <= seconds <= high:
        raise AskError(f"The time limit must be from {low:g} to {high:g} seconds, not {seconds:g}.")
    if options["seed"] < 0:
        raise AskError(f"The seed must be 0 or more, not {options['seed']}.")
    return Ask(
        start=start_of(options["start"], today),
        days=whole("days", str(options["days"]), 1, MOST_DAYS),
        slots=slots_of(options["slots"]),
        seats=tuple(guest.seat for guest in guests),
        seed=options["seed"],
        time_limit=seconds,
    )


def start_of(text: str | None, today: dt.date) -> dt.date:
    """The first day: "2026-12-01"; today where nothing is said."""
    if not text:
        return today
    try:
        start = dt.date.fromisoformat(text)
    except ValueError as error:
        raise AskError(
            f"The start must be a date such as {today.isoformat()}, not '{text}'."
        ) from error
    if start.year not in YEARS:
        raise AskError(f"The start must be in {YEARS[0]} to {YEARS[-1]}, not {start.year}.")
    return start


def slots_of(text: str | None) -> tuple[str, ...]:
    """Slots in the order of the day: "dinner,lunch"; four of them where nothing is said."""
    wanted = words_in(text, ",") if text is not None else DEFAULT_SLOTS
    if not wanted:
        raise AskError(f"Name at least one slot: {', '.join(SLOTS)}.")
    for slot in wanted:
        one_of("slots", slot, SLOTS)
    return tuple(slot for slot in SLOTS if slot in wanted)


def words_in(text: str, separators: str) -> tuple[str, ...]:
    """The words of a list; empty ones are dropped."""
    for separator in separators:
        text = text.replace(separator, "\n")
    return tuple(word.strip() for word in text.split("\n") if word.strip())


def one_of(name: str, text: str, allowed: Sequence[str]) -> str:
    """`text`, where it is allowed."""
    if text not in allowed:
        raise AskError(f"{name} must be one of {', '.join(allowed)}, not '{text}'.")
    return text


def whole(name: str, text: str, low: int, high: int) -> int:
    """A whole number in a range."""
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise AskError(f"{name} must be a whole number from {low} to {high}, not '{text}'.")
    if not low <= int(text) <= high:
        raise AskError(f"{name} must be from {low} to {high}, not {text}.")
    return int(text)


def _optional_number(name: str, text: str | None) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise AskError(f"{name} must be a number, not '{text}'.") from error
    if not math.isfinite(number):
        raise AskError(f"{name} must be a number, not '{text}'.")
    return number
