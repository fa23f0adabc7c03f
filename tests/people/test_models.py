"""Age, and whose people are whose."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.models import Person
from planner.starting import birth_date_for

DATES = st.dates(dt.date(1905, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ((1992, 6, 1), (2026, 5, 31), 33),
        ((1992, 6, 1), (2026, 6, 1), 34),
        ((2004, 2, 29), (2026, 2, 28), 21),
        ((2004, 2, 29), (2026, 3, 1), 22),
        ((2004, 2, 29), (2028, 2, 29), 24),
        ((2026, 12, 1), (2026, 12, 1), 0),
    ],
)
def test_age_counts_completed_years(born, day, age):
    assert Person(birth_date=dt.date(*born)).age_on(dt.date(*day)) == age


@given(born=DATES, day=DATES)
def test_age_grows_by_one_a_year(born, day):
    person = Person(birth_date=born)
    assert 0 <= person.age_on(day + dt.timedelta(days=366)) - person.age_on(day) <= 2


@given(age=st.integers(1, 120), start=st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)))
def test_an_age_from_the_start_page_holds_for_the_whole_plan(age, start):
    person = Person(birth_date=birth_date_for(age, start))
    assert {person.age_on(start + dt.timedelta(days=n)) for n in range(28)} == {age}


def test_people_belong_to_one_tenant(cast):
    assert {p.name for p in Person.objects.of(cast.ada)} == {"Ada", "Ben"}
    assert Person.objects.of(cast.ada).count() == 2
    assert not Person.objects.of(cast.ada) & Person.objects.of(cast.stranger)
