"""Foods, supplements and dishes before one person: what stands against each. Pure.

A food is judged by its facts, by its name and by the amounts in a helping. A dish is judged by
every food in it, at the portion it comes in; sodium by the whole portion, since salt is in all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from knowledge.daily_values import daily_value
from knowledge.phrases import closure
from knowledge.safety import Status
from knowledge.safety_rules import Level, Reason, load_rules
from knowledge.safety_rules_subjects import (
    Subject,
    load_food_classes,
    read_subject,
)
from knowledge.safety_rules_words import NUTRIENT_WORDS
from people.care import Care, hits
from people.safety import Ask, Blocker, Caution, Limited, Problem, Spacing, Steady, Weekly
from people.verdicts import named_subject, portion_of

#: Amounts that decide about a helping; all else is told by facts and name.
DECIDING: Final = ("potassium", "sodium", "vitamin_k1", "retinol")
SALTY: Final = frozenset({"salty", "very_salty"})
#: mg of sodium up to which a helping of a single food is low in it (21 CFR 101.61: "low sodium").
LOW_SODIUM: Final = 140.0
#: mg of sodium up to which a dish is not high in it (21 CFR 101.65: a main dish called healthy).
DISH_SODIUM: Final = 600.0
#: Grams up to which a helping of a limited food is small: a tablespoon (design choice).
SMALL: Final = 15.0
#: Where "small" is known better: milk by its lactose (5 g, less than half of what most manage,
#: S052), coffee by its caffeine (a cup holds about half of the 200 mg a day of S075b).
SMALL_BY_CLASS: Final[Mapping[str, float]] = {"lactose": 100.0, "caffeine": 200.0}
#: Classes limited over the week, in grams: two portions of oily fish (S072, NHS) or two tuna
#: steaks (S071b), of 140 g each (NHS: a portion of fish is about 140 g cooked).
WEEKLY: Final[Mapping[str, float]] = {"oily_fish": 280.0, "tuna": 280.0}
#: A tablet that names this many vitamins is a multivitamin.
MANY_VITAMINS: Final = 3
#: Share of the Daily Value from which a nutrient counts as what a tablet is taken for: below, a
#: label may call it nothing (21 CFR 101.9(c)(8)(iii)).
COUNTS_FROM: Final = 0.02
#: Rules that say what a person avoids once more: facts judge that, and know of unknown.
SAID_BY_FACTS: Final = ("allergy-", "diet-")


Problems = list[Problem]


@dataclass(frozen=True, slots=True)
class Foodstuff:
    """What must be known of a food to judge it. `amounts` are (nutrient, per 100 g) pairs."""

    id: int
    name: str
    kind: str = "food"
    """food, drink or supplement."""
    root: int = 0
    """What is bought for it: itself, or the food it is cooked from."""
    contains: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    amounts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Helping:
    """Grams of a food as it is eaten."""

    food: Foodstuff
    grams: float
    cooked: bool = False
    """Heated in the dish: what is raw in the shop is not raw on the plate."""
    shopped: bool = False
    """Bought for the dish and eaten as another food, which stands beside it: only what a person
    avoids is asked of it."""


def food_problems(care: Care, who: str, helping: Helping, traits: Iterable[str] = ()) -> Problems:
    """What stands against a helping of a food or a dose of a supplement."""
    return _problems(care, who, helping, subject_of(helping, traits), alone=True)


def dish_problems(
    care: Care,
    who: str,
    helpings: Iterable[Helping],
    traits: Iterable[str] = (),
    usual: float = 1.0,
) -> Problems:
    """What stands against a dish: each of its foods, and the sodium of the whole.

    `usual` is the share that a usual portion is of this one: sodium is judged by that, because a
    larger portion of a dish makes no saltier dish, and the day's sodium has its own limit.
    """
    found: Problems = []
    sodium = 0.0
    if not (care.avoided or care.record.foods or _reach(care)):
        return found
    for helping in helpings:
        subject = subject_of(helping, traits)
        if helping.shopped:
            found += _avoided(care, who, helping.food, subject)
            continue
        plain = _without_salt(subject)
        found += _problems(care, who, helping, plain, alone=False)
        sodium += dict(helping.food.amounts).get("sodium", 0.0) * helping.grams / 100.0
    if sodium * usual > DISH_SODIUM:
        salt = Subject("salt", frozenset({"food", "salty"}))
        found += [_problem(who, "salt", reason) for reason in care.reasons(salt)]
    return list(dict.fromkeys(found))


def subject_of(helping: Helping, traits: Iterable[str] = ()) -> Subject:
    """A helping as rules see it."""
    food = helping.food
    if food.kind == "supplement":
        return _supplement(food, helping.grams)
    subject = _as_eaten(
        *(food.name, food.contains, food.unknown, food.kind == "drink"),
        *(helping.cooked, frozenset(traits)),
    )
    return portion_of(subject, dict(food.amounts), helping.grams)


@lru_cache(maxsize=20_000)
def _as_eaten(
    name: str,
    contains: frozenset[str],
    unknown: frozenset[str],
    drink: bool,
    cooked: bool,
    traits: frozenset[str],
) -> Subject:
    """A food by name, facts and how it is eaten: all but what its amounts decide."""
    subject = named_subject(name, contains, unknown)
    if not drink:
        subject = replace(subject, classes=subject.classes - {"water", "tap_water"})
    had = (subject.traits - {"raw"}) | {"cooked"} if cooked else subject.traits
    return replace(subject, traits=had | traits)


def _without_salt(subject: Subject) -> Subject:
    if subject.classes.isdisjoint(SALTY):
        return subject
    return replace(subject, classes=subject.classes - SALTY)


def _supplement(food: Foodstuff, grams: float) -> Subject:
    """A supplement by what its label says a dose holds; the name adds what no label tells."""
    read = read_subject(f"{food.name} supplement")
    doses = {_name(key): amount * grams / 100.0 for key, amount in food.amounts}
    named = {key for key in NUTRIENT_WORDS if f"supplement:{key}" in read.classes}
    meant = named | {key for key, dose in doses.items() if _is_meant(key, dose)}
    many = sum(key.startswith("vitamin_") or "_b" in key for key in meant) >= MANY_VITAMINS
    classes = {one for one in read.classes if one not in ("food", "target", "plan")}
    classes |= {"supplement", *(f"supplement:{key}" for key in meant), *food.contains}
    classes |= {"supplement:multivitamin"} if many else set()
    return replace(
        read,
        classes=closure(classes, load_food_classes()),
        traces=food.unknown - classes,
        amounts={**read.amounts, **{key: doses[key] for key in meant if key in doses}},
        recognised=True,
    )


def _name(nutrient: str) -> str:
    """Rules call preformed vitamin A retinol, and folic acid folate."""
    return {"vitamin_a_rae": "retinol", "folic_acid": "folate_dfe"}.get(nutrient, nutrient)


def _is_meant(key: str, dose: float) -> bool:
    if key not in NUTRIENT_WORDS or dose <= 0 or key == "protein":
        return False
    value = daily_value("vitamin_a_rae" if key == "retinol" else key)
    return value is None or dose >= COUNTS_FROM * value.amount


def _problems(care: Care, who: str, helping: Helping, subject: Subject, *, alone: bool) -> Problems:
    food = helping.food
    found = _avoided(care, who, food, subject)
    if not subject.classes.isdisjoint(_reach(care)):
        found += [
            _problem(who, food.name, reason, subject)
            for reason in care.reasons(subject)
            if not reason.rule.startswith(SAID_BY_FACTS) and not _small(reason, helping, alone)
        ]
    return found + _unknown(care, who, subject)


def _avoided(care: Care, who: str, food: Foodstuff, subject: Subject) -> Problems:
    """By facts, as the person told them; a name that says it contains something is believed."""
    found: Problems = []
    for fact, strength in care.avoided.items():
        if fact in food.contains or (fact in food.unknown and fact in subject.classes):
            found.append(Blocker(who, fact, strength))
        elif fact in food.unknown:
            found.append(Caution(who, fact, strength))
    single = hits(care.record.foods, food.id, food.root, food.name)
    found += [Blocker(who, name, strength) for name, strength in single.items()]
    return found


def _unknown(care: Care, who: str, subject: Subject) -> Problems:
    """Facts nobody knows that a rule would block: unsafe until somebody has looked."""
    found: Problems = []
    before = {reason.rule for reason in care.reasons(subject)} if subject.traces else set()
    for fact in sorted(subject.traces - care.avoided.keys()):
        more = closure({fact}, load_food_classes())
        if more.isdisjoint(_reach(care)):
            continue
        worse = care.reasons(replace(subject, classes=subject.classes | more, traces=frozenset()))
        found += [
            Caution(who, fact, "rule", *_why(reason))
            for reason in worse
            if reason.level == "block" and reason.rule not in before
        ]
    return found


def _problem(who: str, fact: str, reason: Reason, subject: Subject | None = None) -> Problem:
    """A reason as a problem of its kind."""
    weekly = _weekly(reason, subject.classes) if subject else ""
    if reason.level == "limit" and weekly:
        return Weekly(who, weekly, "rule", *_why(reason), f"{WEEKLY[weekly]:.0f} g")
    return _KINDS[reason.level](who, fact, "rule", *_why(reason))


def _why(reason: Reason) -> tuple[str, str, tuple[str, ...], Status]:
    return (reason.rule, reason.words, reason.sources, reason.status)


def _weekly(reason: Reason, classes: frozenset[str]) -> str:
    about = _about(reason.rule)
    return next((one for one in WEEKLY if one in about & classes), "")


def _small(reason: Reason, helping: Helping, alone: bool) -> bool:
    """Whether a limit leaves room for this helping; nothing else has a small amount."""
    about = _about(reason.rule)
    subject = subject_of(helping)
    if alone and about & SALTY and subject.classes & about <= SALTY:
        sodium = dict(helping.food.amounts).get("sodium")
        return sodium is not None and sodium * helping.grams / 100.0 <= LOW_SODIUM
    if reason.level != "limit" or helping.food.kind == "supplement":
        return False
    if _weekly(reason, subject.classes):
        return False
    least = min((SMALL_BY_CLASS.get(one, SMALL) for one in about & subject.classes), default=SMALL)
    return helping.grams <= least


@lru_cache(maxsize=2000)
def _reach_of(facts: frozenset[str]) -> frozenset[str]:
    """The classes that any rule about somebody with these facts speaks of."""
    return frozenset().union(*(rule.about for rule in load_rules() if rule.who & facts))


def _reach(care: Care) -> frozenset[str]:
    return _reach_of(care.person.facts)


@lru_cache(maxsize=1000)
def _about(rule: str) -> frozenset[str]:
    return next((one.about for one in load_rules() if one.id == rule), frozenset())


_KINDS: Final[Mapping[Level, type[Problem]]] = {
    "block": Blocker,
    "ask_clinician": Ask,
    "limit": Limited,
    "keep_consistent": Steady,
    "spacing": Spacing,
}
