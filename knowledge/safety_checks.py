"""Whether the safety rules are whole: part of `knowledge.completeness`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge.medicines import load_classes, load_medicines
from knowledge.nutrients import BY_KEY
from knowledge.phrases import closure
from knowledge.safety import load_safety
from knowledge.safety_rules import SafetyRule, load_elsewhere, load_rules
from knowledge.safety_rules_people import DIETS, GROUPS, load_allergies, load_conditions
from knowledge.safety_rules_subjects import load_food_classes, load_foods
from knowledge.safety_rules_words import CHANGES, NUTRIENT_WORDS, TRAITS
from knowledge.wording import cramp_claims

#: Facts that follow from age, stage or dose and stand in no list of names.
OTHER_FACTS: Final = frozenset(
    {"anyone", "age_1_4", "infant", "minor", "allergy", "selegiline_dose_unknown", *DIETS.values()}
)
KINDS: Final = frozenset({"food", "supplement", "target", "plan", "traces"})
OTHER_SUBJECTS: Final = frozenset(
    {"plan:high_potassium", "plan:no_b12", "plan:high_vitamin_k", "target:water", "together"}
    | {"nut_substitute", "high_protein_meal"}
)
#: The condition that stands for all that is known and has no rule.
NO_RULE: Final = "none_known"
#: Classes that only a red flag speaks of: S032 asks about muscle pain on any statin.
SIGNS_ONLY: Final = frozenset({"statin", "selegiline"})


def safety_rule_problems(folder: Path) -> Iterator[str]:
    """Say which row no rule carries, and which rule asks for something nobody can be."""
    load_medicines(folder)
    load_foods(folder)
    rules = load_rules(folder)
    yield from _uncarried(folder, rules)
    facts, subjects = _facts(folder), _subjects(folder)
    # "clinic_targets" is told by a person's record (people.care), not read from words.
    traits = {*TRAITS, "large", "tap_water", "clinic_targets", *load_food_classes(folder)}
    for rule in rules:
        for name, asked, known in (
            ("who", rule.who | rule.also, facts),
            ("about", rule.about, subjects),
            ("needs or unless", rule.needs | rule.unless, traits),
        ):
            for one in sorted(asked - known):
                yield f"safety_rules.toml: {rule.id} asks in {name} for '{one}', which is unknown"
        if rule.nutrient not in ("", *BY_KEY) or rule.above_ul not in ("", *BY_KEY):
            yield f"safety_rules.toml: {rule.id} names a nutrient that is not in the catalogue"
        for claim in cramp_claims(rule.words):
            yield f"safety_rules.toml: {rule.id} claims something against cramps: {claim}"
    yield from _dead(folder, rules)


def _uncarried(folder: Path, rules: tuple[SafetyRule, ...]) -> Iterator[str]:
    known = load_safety(folder).keys()
    carried = {row for rule in rules for row in rule.rows}
    elsewhere = load_elsewhere(folder).keys()
    for row in sorted(known - carried - elsewhere):
        yield f"safety_rules.toml: no rule carries {row}, and no reason says why not"
    for row in sorted(elsewhere & carried):
        yield f"safety_rules.toml: {row} is carried by a rule and said to be carried elsewhere"
    for row in sorted(elsewhere - known):
        yield f"safety_rules.toml: no safety row has the id '{row}'"


def _dead(folder: Path, rules: tuple[SafetyRule, ...]) -> Iterator[str]:
    """What can be told, or be in a food, and no rule ever asks for: it would restrict nothing."""
    asked = frozenset().union(*(rule.who | rule.also for rule in rules))
    classes = load_classes(folder).keys()
    members = {one for each in load_medicines(folder).values() for one in each.classes}
    for one in sorted(classes - asked - SIGNS_ONLY):
        yield f"medicine_classes.csv: no rule asks for {one}"
    for one in sorted(classes - members):
        yield f"medicine_classes.csv: no medicine belongs to {one}"
    for condition in load_conditions(folder).values():
        if condition.id != NO_RULE and asked.isdisjoint({condition.id, *condition.implies}):
            yield f"conditions.csv: no rule asks for {condition.id}"
    for one in sorted(load_allergies(folder).keys() - GROUPS.keys()):
        if f"allergy_{one}" not in asked:
            yield f"allergies.csv: no rule asks for allergy_{one}"
    about = frozenset().union(*(rule.about | rule.needs | rule.unless for rule in rules))
    implied = load_food_classes(folder)
    for one in sorted(implied):
        if closure({one}, implied).isdisjoint(about):
            yield f"safety_food_classes.csv: no rule is about {one}"


def _facts(folder: Path) -> frozenset[str]:
    conditions = load_conditions(folder).values()
    allergens = {*load_allergies(folder), *(one for group in GROUPS.values() for one in group)}
    return OTHER_FACTS | {
        *load_classes(folder),
        *(one.id for one in conditions),
        *(implied for one in conditions for implied in one.implies),
        *(f"allergy_{one}" for one in allergens),
    }


def _subjects(folder: Path) -> frozenset[str]:
    return (
        KINDS
        | OTHER_SUBJECTS
        | load_food_classes(folder).keys()
        | CHANGES.keys()
        | {f"{kind}:{key}" for kind in ("supplement", "target") for key in NUTRIENT_WORDS}
    )
