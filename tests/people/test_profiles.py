"""Age and life stage on a day."""

import datetime as dt
from dataclasses import replace

import pytest

from people.profiles import (
    PersonFacts,
    age_on,
    months_since,
    profile_on,
    stage_for_safety,
    stage_on,
)
from people.targets import energy_for

DUE = dt.date(2026, 12, 1)
BORN = dt.date(2026, 6, 15)
EXPECTING = PersonFacts("female", dt.date(1995, 3, 1), "pregnancy", due_date=DUE)
FEEDING = PersonFacts("female", dt.date(1995, 3, 1), "lactation", child_birth_date=BORN)


def after(day, days):
    return day + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (dt.date(2025, 2, 28), 24),  # no 29th this year: the year is not yet complete
        (dt.date(2025, 3, 1), 25),
        (dt.date(2028, 2, 28), 27),
        (dt.date(2028, 2, 29), 28),
        (dt.date(2000, 2, 29), 0),
    ],
)
def test_who_is_born_on_29_february_has_a_birthday_on_1_march_in_common_years(day, age):
    assert age_on(dt.date(2000, 2, 29), day) == age


@pytest.mark.parametrize(
    ("days", "stage", "week", "trimester"),
    [
        (-281, "none", None, None),
        (-280, "pregnancy", 0, 1),
        (-280 + 14 * 7 - 1, "pregnancy", 97 / 7, 1),
        (-280 + 14 * 7, "pregnancy", 14, 2),
        (-280 + 28 * 7, "pregnancy", 28, 3),
        (0, "pregnancy", 40, 3),
        (1, "none", None, None),
    ],
)
def test_a_due_date_gives_the_week_and_the_trimester(days, stage, week, trimester):
    found = stage_on(EXPECTING, after(DUE, days))
    assert found.life_stage == stage
    assert found.gestation_week == pytest.approx(week)
    assert found.trimester == trimester


def test_without_a_due_date_the_week_told_holds_on_every_day():
    facts = replace(EXPECTING, due_date=None, gestation_week=30)
    assert [stage_on(facts, after(DUE, n)).gestation_week for n in (-400, 0, 400)] == [30.0] * 3


def test_a_child_born_early_ends_the_pregnancy():
    facts = replace(EXPECTING, child_birth_date=after(DUE, -20))
    assert stage_on(facts, after(DUE, -21)).life_stage == "pregnancy"
    assert stage_on(facts, after(DUE, -20)).life_stage == "none"


def test_breastfeeding_begins_with_the_birth_and_counts_months():
    assert stage_on(FEEDING, after(BORN, -1)).life_stage == "none"
    assert stage_on(FEEDING, BORN).months_after_birth == 0
    half = stage_on(FEEDING, dt.date(2026, 12, 15)).months_after_birth
    assert half == pytest.approx(6)
    later = stage_on(FEEDING, dt.date(2026, 12, 16)).months_after_birth
    assert later is not None
    assert later > 6


def test_energy_changes_the_day_after_half_a_year_of_breastfeeding():
    days = (dt.date(2026, 12, 15), dt.date(2026, 12, 16))
    first, second = (energy_for(profile_on(FEEDING, day)) for day in days)
    assert "first 6 months" in first.equation
    assert "from 7 months" in second.equation


def test_years_of_breastfeeding_are_no_error():
    found = stage_on(FEEDING, after(BORN, 4000))
    assert (found.life_stage, found.months_after_birth) == ("lactation", 60)


def test_neither_stays_neither_whatever_dates_are_left():
    facts = replace(EXPECTING, life_stage="none", child_birth_date=BORN)
    assert stage_on(facts, after(DUE, -10)).life_stage == "none"


@pytest.mark.parametrize(("days", "stage"), [(0, "pregnancy"), (14, "pregnancy"), (15, "none")])
def test_cautions_of_pregnancy_hold_while_a_child_is_late(days, stage):
    assert stage_for_safety(EXPECTING, after(DUE, days)).life_stage == stage
    born = replace(EXPECTING, child_birth_date=after(DUE, 1))
    assert stage_for_safety(born, after(DUE, 2)).life_stage == "none"


def test_months_are_calendar_months():
    assert months_since(dt.date(2026, 1, 31), dt.date(2026, 7, 31)) == 6
    assert months_since(dt.date(2026, 1, 31), dt.date(2026, 2, 28)) < 1


def test_a_profile_carries_what_the_person_chose():
    facts = replace(EXPECTING, reference="efsa", energy_method="mifflin", weight_kg=61.5)
    profile = profile_on(facts, after(DUE, -100))
    assert (profile.reference, profile.energy_method, profile.weight_kg) == (
        "efsa",
        "mifflin",
        61.5,
    )
