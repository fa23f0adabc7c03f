"""Answers of an intake form as cards, flags in front: what was said, what follows, what changes.

Pure. A card that can be taken over says what would change in the record, from what to what. What
is stricter in the record stays: an answer never turns an allergy into something milder.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from foods.naming import named_in
from knowledge.text import gettext_noop as _
from people import intake_questions as ask
from people.intake_reading import (
    Answers,
    Flag,
    Item,
    Meaning,
    condition,
    conditions_of,
    flags,
    medicine,
)
from people.newcomers import STRENGTHS, spread, stricter

Kind = Literal["flag", "fact", "unknown", "avoid", "plain"]

#: Fields of a person that a card sets, by the card's key.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "about": ("birth_date", "sex"),
    "body": ("height_cm", "weight_kg", "activity"),
    "stage": ("life_stage", "due_date", "gestation_week", "child_birth_date"),
    "diet": ("diet", "diet_also"),
    "cramps": ("cramps",),
}
TITLES: Final[Mapping[str, str]] = {
    "about": _("Birth date and sex"),
    "body": _("Body and activity"),
    "stage": _("Pregnancy and breastfeeding"),
    "diet": _("Way of eating"),
    "cramps": _("Cramps"),
    "avoid": _("Allergies and what to leave out"),
    "lately": _("How they have been"),
    "days": _("Their days"),
    "supplements": _("Supplements"),
    "note": _("In their own words"),
}
#: Cards that only tell: question or field -> card.
TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "supplements": ("supplements",),
    "lately": ("bowel", "kidneys", "little_food", "weight_loss", "eating"),
    "days": ("slots", "cooking", "household", "alcohol", "caffeine"),
    "note": ("note",),
}
DATES: Final = frozenset({"birth_date", "due_date", "child_birth_date"})


@dataclass(frozen=True, slots=True)
class Named:
    """A food as somebody named it, and the foods or facts it was understood as."""

    text: str
    foods: tuple[tuple[int, str], ...] = ()
    """(id, name)."""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is written down about a person before anything is taken over."""

    values: Mapping[str, Any]
    avoids: Mapping[str, str] = field(default_factory=dict)
    """Fact -> strength."""
    foods: Mapping[int, str] = field(default_factory=dict)
    """Food id -> strength."""
    health: frozenset[tuple[str, str]] = frozenset()
    """(kind, text as it is compared)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that taking over would write. `what` is a field, a fact or a food's id."""

    kind: Literal["field", "avoid", "food", "health"]
    what: Any
    before: Any
    after: Any
    name: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One matter of an intake form."""

    key: str
    kind: Kind
    title: str
    said: tuple[tuple[str, str], ...] = ()
    """(question, answer); a question may be empty."""
    changes: tuple[Change, ...] = ()
    flag: Flag | None = None
    item: Item | None = None
    named: tuple[Named, ...] = ()

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What rules say to it."""
        return self.item.meanings if self.item else ()

    @property
    def rank(self) -> int:
        """Where it stands: flags, what blocks, what nobody recognised, allergies, the rest."""
        if self.flag is not None:
            return ("emergency", "same-day", "routine").index(self.flag.urgency)
        if self.kind == "fact":
            return 3 if any(one.level in ("block", "ask_clinician") for one in self.meanings) else 6
        return {"unknown": 4, "avoid": 5}.get(self.kind, 7)


def cards(
    answers: Answers, flag_ids: Iterable[str], record: Record, named: Mapping[str, Named]
) -> list[Card]:
    """The cards of an intake, what matters most in front.

    `named` says what each food that was typed was understood as.
    """
    found = [Card(f"flag:{one.id}", "flag", one.sign, flag=one) for one in flags(flag_ids)]
    found += [_health(one, record) for one in items(answers)]
    found += _avoided(answers, record, named)
    found += [card for key in FIELDS if (card := _fields(key, answers, record)) is not None]
    found += [card for key in TELLING if (card := _told(key, answers)) is not None]
    return sorted(found, key=lambda one: one.rank)


def items(answers: Answers) -> list[Item]:
    """Medicines, then conditions, as answered and understood."""
    drugs = dict.fromkeys(answers.get("medicines", ()))
    return [*map(medicine, drugs), *map(condition, conditions_of(answers))]


def compared(text: str) -> str:
    """A text as two of them are compared."""
    return " ".join(text.casefold().split())


def _health(item: Item, record: Record) -> Card:
    known = (item.kind, compared(item.text)) in record.health
    change = Change("health", item.kind, None, item.text, item.name)
    return Card(
        key=f"{item.kind}:{compared(item.text)}",
        kind="unknown" if item.unknown else "fact",
        title=item.text,
        changes=() if known else (change,),
        item=item,
    )


def typed_foods(answers: Answers) -> dict[str, str]:
    """Foods that were named in words, each with how strictly it is left out."""
    liked = dict.fromkeys(named_in(answers.get("dislikes", "")), "preference")
    strict = answers.get("other_strength") or "allergy"
    return liked | dict.fromkeys(named_in(answers.get("other_foods", "")), strict)


def _avoided(answers: Answers, record: Record, named: Mapping[str, Named]) -> list[Card]:
    typed = typed_foods(answers)
    ticked: Mapping[str, str] = answers.get("avoid", {})
    if not typed and not ticked:
        return []
    understood = tuple(named.get(text, Named(text)) for text in typed)
    said = [(ask.ASKED[key][0], ask.STRENGTHS[strength]) for key, strength in ticked.items()]
    said += [(text, ask.STRENGTHS[strength]) for text, strength in typed.items()]
    changes = (*_facts(ticked, typed, understood, record), *_foods(typed, understood, record))
    return [Card("avoid", "avoid", TITLES["avoid"], tuple(said), changes, named=understood)]


def _facts(
    ticked: Mapping[str, str], typed: Mapping[str, str], named: Iterable[Named], record: Record
) -> list[Change]:
    wanted = stricter(
        spread(ticked, ask.ASKED), *(dict.fromkeys(one.facts, typed[one.text]) for one in named)
    )
    return [
        Change("avoid", fact, record.avoids.get(fact), strength)
        for fact, strength in wanted.items()
        if _is_stricter(strength, record.avoids.get(fact))
    ]


def _foods(typed: Mapping[str, str], named: Iterable[Named], record: Record) -> list[Change]:
    return [
        Change("food", pk, record.foods.get(pk), typed[one.text], name)
        for one in named
        for pk, name in one.foods
        if _is_stricter(typed[one.text], record.foods.get(pk))
    ]


def _is_stricter(strength: str, known: str | None) -> bool:
    return known is None or STRENGTHS.index(strength) > STRENGTHS.index(known)


def _fields(key: str, answers: Answers, record: Record) -> Card | None:
    given = [name for name in FIELDS[key] if name in answers]
    if not given or (key in ("stage", "cramps") and _says_nothing(key, answers, record)):
        return None
    changes = [
        Change("field", name, record.values.get(name), value)
        for name in FIELDS[key]
        if name in answers or key == "stage"
        if (value := _value(name, answers.get(name))) != record.values.get(name)
    ]
    often = answers.get("often", "")
    said = ((ask.CHOICES["often"][0], ask.OFTEN[often]),) if key == "cramps" and often else ()
    return Card(key, "plain", TITLES[key], said, tuple(changes))


def _says_nothing(key: str, answers: Answers, record: Record) -> bool:
    """ "Neither", "no cramps": a card only where the record says otherwise."""
    name = FIELDS[key][0]
    return bool(answers.get(name) == "none" == record.values.get(name))


def _value(name: str, said: Any) -> Any:
    if said is not None and name in DATES:
        return dt.date.fromisoformat(said)
    return sorted(said) if isinstance(said, list) else said


def _told(key: str, answers: Answers) -> Card | None:
    said = [one for name in TELLING[key] if (one := _line(name, answers)) is not None]
    return Card(key, "plain", TITLES[key], tuple(said)) if said else None


def _line(name: str, answers: Answers) -> tuple[str, str] | None:
    value = answers.get(name)
    if not value:
        return None
    if name in ask.CHOICES:
        question, choices = ask.CHOICES[name]
        return question, choices.get(str(value), str(value))
    if name == "slots":
        return _("Meals they eat"), ", ".join(ask.SLOTS.get(one, one) for one in value)
    if name == "household":
        return _("Who eats with them"), str(value)
    return "", str(value)
