"""A person's facts on a day: age, and the life stage that dates give. Pure.

Somebody born on 29 February has their birthday on 1 March in common years: they have not completed
the year before that day. Pregnancy lasts from 280 days before the due date to the due date itself
(40 weeks, counted from the last period as midwives do); breastfeeding from the child's birth.
Dates speak only of the stage a person has named: "neither" stays neither.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final, cast

from knowledge.energy import Activity
from knowledge.life_stages import LifeStage, Sex
from people.targets import EnergyMethod, Profile, Reference

#: Days of a pregnancy counted from the last period (Naegele's rule).
PREGNANCY_DAYS: Final = 280
#: Some children come late: so long after the due date cautions of pregnancy still hold.
OVERDUE_DAYS: Final = 14
#: The first day of the second trimester (week 14) and of the third (week 28).
TRIMESTER_WEEKS: Final = (14.0, 28.0)
#: Months of breastfeeding that any table knows of; more counts as this many.
MOST_MONTHS: Final = 60.0


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What targets follow from, as written down; figures in metric units."""

    sex: str
    birth_date: dt.date
    life_stage: str = "none"
    gestation_week: int | None = None
    due_date: dt.date | None = None
    child_birth_date: dt.date | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    activity: str = "low-active"
    reference: str = "dri"
    energy_method: str = "eer"


@dataclass(frozen=True, slots=True)
class Stage:
    """A life stage on a day, with the week or months where they are known."""

    life_stage: LifeStage = "none"
    gestation_week: float | None = None
    months_after_birth: float | None = None

    @property
    def trimester(self) -> int | None:
        """1, 2 or 3; None where the week is not known."""
        if self.life_stage != "pregnancy" or self.gestation_week is None:
            return None
        return 1 + sum(self.gestation_week >= week for week in TRIMESTER_WEEKS)


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Completed years on `day`: the birthday itself counts (29 February: 1 March)."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def months_since(birth: dt.date, day: dt.date) -> float:
    """Months from a birth to `day`: exactly n on the day n calendar months later."""
    whole = (day.year - birth.year) * 12 + day.month - birth.month
    return whole + (day.day - birth.day) / 31.0


def stage_on(facts: PersonFacts, day: dt.date) -> Stage:
    """The life stage of a person on a day."""
    if facts.life_stage == "pregnancy":
        if facts.due_date is None:
            return Stage("pregnancy", _week(facts))
        return _expecting(facts, day)
    if facts.life_stage == "lactation":
        return _breastfeeding(facts, day)
    return Stage()


def stage_for_safety(facts: PersonFacts, day: dt.date) -> Stage:
    """The life stage whose cautions hold: a child who is late is still expected."""
    found = stage_on(facts, day)
    due, born = facts.due_date, facts.child_birth_date
    if found.life_stage != "none" or facts.life_stage != "pregnancy" or due is None:
        return found
    late = 0 < (day - due).days <= OVERDUE_DAYS and (born is None or day < born)
    return Stage("pregnancy", PREGNANCY_DAYS / 7) if late else found


def _week(facts: PersonFacts) -> float | None:
    return None if facts.gestation_week is None else float(facts.gestation_week)


def _expecting(facts: PersonFacts, day: dt.date) -> Stage:
    if facts.due_date is None:
        return Stage()
    days = PREGNANCY_DAYS - (facts.due_date - day).days
    born = facts.child_birth_date is not None and day >= facts.child_birth_date
    if born or not 0 <= days <= PREGNANCY_DAYS:
        return Stage()
    return Stage("pregnancy", days / 7)


def _breastfeeding(facts: PersonFacts, day: dt.date) -> Stage:
    born = facts.child_birth_date
    if born is None:
        # Before a due date that was kept, she is still expecting.
        expecting = _expecting(facts, day)
        return expecting if expecting.life_stage == "pregnancy" else Stage("lactation")
    if day < born:
        return _expecting(facts, day)
    return Stage("lactation", months_after_birth=min(MOST_MONTHS, months_since(born, day)))


def profile_on(facts: PersonFacts, day: dt.date) -> Profile:
    """What reference values ask of a person on a day."""
    stage = stage_on(facts, day)
    return Profile(
        sex=cast(Sex, facts.sex),
        age=age_on(facts.birth_date, day),
        life_stage=stage.life_stage,
        height_cm=facts.height_cm,
        weight_kg=facts.weight_kg,
        activity=cast(Activity, facts.activity),
        gestation_week=stage.gestation_week,
        months_after_birth=stage.months_after_birth,
        reference=cast(Reference, facts.reference),
        energy_method=cast(EnergyMethod, facts.energy_method),
    )
