"""For whom a smoothie is built: somebody of the household, or an adult nobody in particular."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Tenant
from knowledge.life_stages import Sex
from people.care import Care
from people.care_foods import Foodstuff, Helping, dish_problems, food_problems
from people.care_targets import Steady
from people.models import Person
from people.queries import care_on, steady_on, targets_on
from people.records import load_care
from people.safety import Blocker, Problem, blockers, to_confirm
from people.safety import Steady as KeptSteady
from people.targets import Profile, Targets, targets_for
from planner.notes import Note

#: Whom the targets are of where nobody eats here yet: the DRI's reference bodies, 31 to 50.
REFERENCE_AGE: Final = 40
REFERENCES: Final[dict[str, Sex]] = {"woman": "female", "man": "male"}
#: The whole glass before the rules: what comes together may be much of something, and a smoothie
#: with fruit in it is one of the things that raise blood sugar quickly.
SMOOTHIE: Final = "Smoothie"


@dataclass(frozen=True, slots=True)
class Eater:
    """Somebody with targets; `care` is None for the reference adult."""

    key: str
    name: str
    targets: Targets | None
    """None where no reference values exist for the age and life stage."""
    person: Person | None = None
    care: Care | None = None
    steady: tuple[Steady, ...] = ()

    def problems(self, food: Foodstuff, grams: float) -> list[Problem]:
        """Everything the rules say of a helping."""
        if self.care is None:
            return []
        return food_problems(self.care, self.name, Helping(food, grams))

    def may_have(self, food: Foodstuff, grams: float) -> bool:
        """Whether a helping may be offered without a word: nothing to confirm or keep steady."""
        found = self.problems(food, grams)
        return not to_confirm(found) and not any(isinstance(one, KeptSteady) for one in found)

    def must_not(self, food: Foodstuff, grams: float) -> bool:
        """Whether it is never for them."""
        return bool(blockers(self.problems(food, grams)))


def people_of(tenant: Tenant | None) -> list[Person]:
    """Everyone a smoothie can be built for (1 query, none without a household)."""
    if tenant is None:
        return []
    return list(Person.objects.of(tenant).active().ready())


def eater_of(people: Collection[Person], asked: str) -> Eater | None:
    """Whom the address asks for, the first where it asks for nobody; None for a stranger's person.

    Reads what is minded of that person (1 query).
    """
    if not asked.isdigit():
        return _person(next(iter(people))) if people else _reference(asked)
    found = next((one for one in people if str(one.pk) == asked), None)
    return _person(found) if found else None


def choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """(key, name) of everyone to choose from."""
    named = [(str(one.pk), one.name) for one in people]
    return named or [(key, _reference(key).name) for key in REFERENCES]


def _reference(asked: str) -> Eater:
    key = asked if asked in REFERENCES else "woman"
    names = {"woman": _("an adult woman"), "man": _("an adult man")}
    return Eater(key, names[key], targets_for(Profile(REFERENCES[key], REFERENCE_AGE)))


def _person(person: Person) -> Eater:
    load_care([person])
    today = timezone.localdate()
    care = care_on(person, today)
    try:
        targets, steady = targets_on(person, today), steady_on(person, today)
    except ValueError:
        # Under one year, or a life stage that does not fit the age: no reference values.
        targets, steady = None, ()
    return Eater(str(person.pk), person.name, targets, person, care, steady)


def notes_for(eater: Eater, helpings: Iterable[Helping], whole: Foodstuff | None) -> list[Note]:
    """What the rules say of a glass for somebody, conflicts first, each rule once.

    `whole` is all of it as one food: what no single food reaches, all together may.
    """
    if eater.care is None:
        return []
    listed = list(helpings)
    found = dish_problems(eater.care, eater.name, listed)
    if whole is not None:
        grams = sum(one.grams for one in listed)
        found += food_problems(eater.care, eater.name, Helping(whole, grams))
    kept: dict[tuple[str, str, type[Problem]], Problem] = {}
    for one in found:
        kept.setdefault((one.rule, "" if one.rule else one.fact, type(one)), one)
    told = [_note(one) for one in kept.values()]
    return sorted(told, key=lambda note: (not note.conflict, not isinstance(note.problem, Blocker)))


def _note(problem: Problem) -> Note:
    return Note(problem.person, problem, bool(to_confirm([problem])), problem.fact)


def as_one_food(helpings: Iterable[Helping], amounts: Mapping[str, float]) -> Foodstuff | None:
    """A whole glass as one food, `amounts` of the whole; None where it is empty."""
    grams = sum(one.grams for one in helpings)
    if not grams:
        return None
    shares = tuple(sorted((key, amount * 100.0 / grams) for key, amount in amounts.items()))
    return Foodstuff(0, SMOOTHIE, amounts=shares)
