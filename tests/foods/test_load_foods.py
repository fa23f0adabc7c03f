"""Loading the shipped foods: what it leaves alone, retires and links."""

import pytest

from foods import actions, shipped
from foods.models import Food, Source
from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Only some of the shipped foods, by key: `few("spinach-raw")`."""
    every = shipped.foods()

    def keep(*keys):
        monkeypatch.setattr(
            shipped, "foods", lambda folder=None: [one for one in every if one.key in keys]
        )

    return keep


def test_sources_are_there(few):
    few("spinach-raw")
    actions.load_foods()
    assert set(Source.objects.values_list("key", flat=True)) == {"limber", "fdc", "own"}
    assert not Source.objects.filter(citation="").exists()


def test_a_food_that_left_the_files_is_retired_and_comes_back(few):
    few("spinach-raw", "banana")
    actions.load_foods()
    few("spinach-raw")
    actions.load_foods()
    gone = Food.objects.get(slug="banana")
    assert gone.retired
    assert gone.amounts.exists()
    assert not Food.objects.listed().filter(slug="banana").exists()
    few("spinach-raw", "banana")
    actions.load_foods()
    assert not Food.objects.get(slug="banana").retired


def test_other_sources_and_households_are_not_retired(few):
    few("spinach-raw")
    imported = FoodFactory(source="fdc", digest="d")
    own = FoodFactory(source="own", tenant=TenantFactory())
    actions.load_foods()
    assert not Food.objects.filter(pk__in=[imported.pk, own.pk], retired=True).exists()


def test_doubles_are_linked_anew(few):
    legacy = FoodFactory(source="fdc", data_type="sr_legacy", ndb=11457)
    foundation = FoodFactory(source="fdc", data_type="foundation", ndb=11457)
    few("spinach-raw")
    actions.load_foods()
    spinach = Food.objects.get(slug="spinach-raw")
    assert Food.objects.get(pk=legacy.pk).duplicate_of == spinach
    assert Food.objects.get(pk=foundation.pk).duplicate_of is None
    few("banana")
    actions.load_foods()
    assert Food.objects.get(pk=legacy.pk).duplicate_of is None


def test_of_two_shipped_foods_with_one_number_the_plainer_is_shown(few):
    legacy = FoodFactory(source="fdc", data_type="sr_legacy", ndb=20038)
    every = {one.key: one for one in shipped.foods()}
    few("oats-rolled", "oats-rolled-gluten-free")
    assert every["oats-rolled"].ndb == every["oats-rolled-gluten-free"].ndb
    Food.objects.filter(pk=legacy.pk).update(ndb=every["oats-rolled"].ndb)
    actions.load_foods()
    assert Food.objects.filter(pk=legacy.pk, duplicate_of__slug="oats-rolled").exists()


def test_another_order_of_finds_is_another_content(tmp_path, monkeypatch):
    before = shipped.digest()
    rule = tmp_path / "prominence.py"
    rule.write_text("# another rule")
    monkeypatch.setattr(shipped, "ORDER", rule)
    assert shipped.digest() != before
