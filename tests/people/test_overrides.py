"""Somebody's own figures instead of reference values."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.nutrients import KEYS
from people.targets import Override, Profile, mean_targets, targets_for, with_overrides

WOMAN = targets_for(Profile("female", 34, height_cm=165, weight_kg=65))
EFSA = targets_for(Profile("female", 34, height_cm=165, weight_kg=65, reference="efsa"))
AT = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def own(nutrient, amount, kind="target", reason="The clinic asked for it."):
    return Override(nutrient, kind, amount, reason, "dietitian@example.org", AT)


def test_an_own_target_carries_its_reason():
    found = with_overrides(WOMAN, [own("magnesium", 400.0)]).targets["magnesium"]
    assert (found.amount, found.kind, found.source) == (400, "own", "The clinic asked for it.")
    assert found.override is not None
    assert found.override.by == "dietitian@example.org"


def test_no_target_takes_it_away_and_remembers_why():
    found = with_overrides(WOMAN, [own("potassium", None)])
    assert "potassium" not in found.targets
    told = found.override_of("potassium")
    assert told is not None
    assert told.reason == "The clinic asked for it."


def test_k2_has_a_target_only_where_a_person_sets_one():
    assert "vitamin_k2" not in WOMAN.targets
    found = with_overrides(WOMAN, [own("vitamin_k2", 100.0)])
    assert found.targets["vitamin_k2"].amount == 100


def test_an_own_limit_keeps_what_it_counts_and_how_hard_it_is():
    found = with_overrides(WOMAN, [own("sodium", 1800.0, "limit")]).limit_on("sodium")
    assert found is not None
    assert (found.amount, found.kind, found.hard) == (1800, "own", False)
    retinol = with_overrides(WOMAN, [own("vitamin_a_rae", 1500.0, "limit")])
    limit = retinol.limit_on("vitamin_a_rae")
    assert limit is not None
    assert limit.counts == "retinol"


def test_a_limit_where_the_tables_have_none_is_never_passed():
    found = with_overrides(WOMAN, [own("potassium", 2000.0, "limit")]).limit_on("potassium")
    assert found is not None
    assert (found.amount, found.hard) == (2000, True)


def test_a_lifted_limit_is_gone():
    found = with_overrides(WOMAN, [own("calcium", None, "limit")])
    assert found.limit_on("calcium") is None
    assert found.override_of("calcium", "limit") is not None


def test_own_energy_moves_what_is_stated_per_megajoule():
    found = with_overrides(EFSA, [own("energy", 1800.0)])
    assert found.energy.kcal == 1800
    assert found.targets["thiamin_b1"].amount == pytest.approx(0.1 * 1800 * 4.184 / 1000)
    own_b1 = with_overrides(EFSA, [own("thiamin_b1", 2.0), own("energy", 1800.0)])
    assert own_b1.targets["thiamin_b1"].amount == 2


def test_a_week_always_has_an_energy():
    assert with_overrides(WOMAN, [own("energy", None)]).energy == WOMAN.energy


def test_the_mean_over_days_keeps_an_override():
    first = with_overrides(WOMAN, [own("magnesium", 400.0)])
    older = targets_for(Profile("female", 51, height_cm=165, weight_kg=65))
    mean = mean_targets([first, with_overrides(older, [own("magnesium", 400.0)])])
    assert mean.targets["magnesium"].amount == 400
    assert mean.targets["magnesium"].override == own("magnesium", 400.0)


def test_a_target_that_is_off_on_one_day_is_off_in_the_mean():
    off = with_overrides(WOMAN, [own("potassium", None)])
    assert "potassium" not in mean_targets([WOMAN, off]).targets
    assert "potassium" not in mean_targets([off, WOMAN]).targets


OVERRIDES = st.builds(
    own,
    st.sampled_from([key for key in KEYS if key != "energy"]),
    st.none() | st.floats(0, 10_000),
    st.sampled_from(["target", "limit"]),
)


@given(one=OVERRIDES)
def test_an_override_changes_its_own_figure_and_nothing_else(one):
    found = with_overrides(WOMAN, [one])
    others = [key for key in KEYS if key != one.nutrient]
    assert all(found.targets.get(key) == WOMAN.targets.get(key) for key in others)
    assert all(found.limit_on(key) == WOMAN.limit_on(key) for key in others)
    row = found.targets.get(one.nutrient) if one.kind == "target" else found.limit_on(one.nutrient)
    assert (row.amount if row else None) == one.amount
    assert found.energy == WOMAN.energy


@given(listed=st.lists(OVERRIDES, max_size=6, unique_by=lambda one: (one.nutrient, one.kind)))
def test_the_order_of_overrides_does_not_matter(listed):
    forward, backward = with_overrides(WOMAN, listed), with_overrides(WOMAN, listed[::-1])
    assert forward.targets == backward.targets
    assert {one.nutrient: one for one in forward.limits} == {
        one.nutrient: one for one in backward.limits
    }
