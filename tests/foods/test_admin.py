"""Staff over foods, sources and imports: what they see, and what nobody edits."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from foods.facts import FACTS
from foods.models import Food, FoodFact, ImportReject, ImportRun, Source
from tests.factories import FoodFactory, TenantFactory, UserFactory

pytestmark = pytest.mark.django_db

#: The hidden fields that say how many rows each inline table of a food's form has.
NO_ROWS = {
    f"{table}-{what}_FORMS": 0
    for table in ("amounts", "measures", "packs", "facts")
    for what in ("TOTAL", "INITIAL")
}


@pytest.fixture
def staff():
    browser = Client()
    browser.force_login(UserFactory(is_staff=True, is_superuser=True))
    return browser


@pytest.fixture
def run():
    source = Source.objects.create(key="fdc", name="USDA FoodData Central", citation="USDA")
    return ImportRun.objects.create(
        source=source, file_name="sr.zip", status="done", read=9, created=5, rejected=1
    )


def imported(**more):
    return FoodFactory(
        **{"source": "fdc", "data_type": "sr_legacy", "digest": "d", "facts": no_facts()} | more
    )


def no_facts():
    return dict.fromkeys(FACTS)


def listed(staff, **query):
    page = staff.get(reverse("admin:foods_food_changelist"), query)
    return [food.name for food in page.context["cl"].result_list]


def change(staff, food, **sent):
    url = reverse("admin:foods_food_change", args=[food.pk])
    rows = {f"amounts-{what}_FORMS": food.amounts.count() for what in ("TOTAL", "INITIAL")}
    return staff.post(url, {**NO_ROWS, **rows, "edible_share": food.edible_share, **sent})


class TestList:
    def test_filters_by_source_and_type(self, staff):
        FoodFactory(name="Ours")
        imported(name="Legacy")
        imported(name="Branded", data_type="branded")
        assert listed(staff, source="limber") == ["Ours"]
        assert listed(staff, source="fdc", data_type="branded") == ["Branded"]

    def test_search_by_words_and_by_id(self, staff):
        imported(name="Kale, raw", source_id="321001")
        imported(name="Spinach, raw", source_id="170001")
        assert listed(staff, q="raw kale") == ["Kale, raw"]
        assert listed(staff, q="170001") == ["Spinach, raw"]

    def test_foods_of_a_household_are_not_shown(self, staff):
        private = FoodFactory(name="Grandmother's broth", tenant=TenantFactory(), source="own")
        assert listed(staff) == []
        page = staff.get(reverse("admin:foods_food_change", args=[private.pk]), follow=True)
        assert "Grandmother" not in page.text.replace("&#x27;", "'").split("doesn")[-1]
        assert Food.objects.get(pk=private.pk).name == "Grandmother's broth"

    def test_queries_do_not_grow_with_the_list(self, staff, django_assert_num_queries):
        for _number in range(5):
            imported()
        # Session; user; their household; filters: sources, types, aisles; count; the page of foods
        # with aisles.
        with django_assert_num_queries(8):
            listed(staff)


class TestFood:
    def test_provenance_is_shown_and_read_only(self, staff):
        food = imported(amounts={"magnesium": 79}, name="Kale, raw", source_id="321001")
        sent = {"name": "Other", "source": "own", "source_id": "1", "digest": "x", "ndb": 7}
        assert change(staff, food, **sent).status_code == 302
        stored = Food.objects.get(pk=food.pk)
        assert (stored.name, stored.source, stored.source_id) == ("Kale, raw", "fdc", "321001")
        assert (stored.digest, stored.ndb) == ("d", None)
        page = staff.get(reverse("admin:foods_food_change", args=[food.pk])).text
        assert 'name="source"' not in page
        assert 'name="amounts-0-amount"' not in page
        assert "321001" in page
        assert "measured or compiled" in page

    def test_staff_take_an_imported_food_off_the_lists(self, staff):
        food = imported()
        change(staff, food, retired="on")
        assert Food.objects.get(pk=food.pk).retired

    def test_staff_state_an_allergen_of_an_imported_food(self, staff):
        food = imported()
        new = {"facts-TOTAL_FORMS": 1, "facts-0-fact": "milk", "facts-0-state": "contains"}
        change(staff, food, **new, **{"facts-0-food": food.pk})
        assert FoodFact.objects.get(food=food).state == "contains"

    def test_a_shipped_food_is_a_file_and_not_edited(self, staff):
        food = FoodFactory(edible_share=0.9)
        change(staff, food, edible_share=0.5, retired="on")
        stored = Food.objects.get(pk=food.pk)
        assert (stored.edible_share, stored.retired) == (0.9, False)

    def test_no_food_is_added_or_deleted_here(self, staff):
        food = imported()
        assert staff.get(reverse("admin:foods_food_add")).status_code == 403
        assert staff.post(reverse("admin:foods_food_delete", args=[food.pk])).status_code == 403
        assert Food.objects.filter(pk=food.pk).exists()


class TestHistory:
    def test_counts_and_the_way_to_the_rejects(self, staff, run):
        ImportReject.objects.create(run=run, source_id="7", name="Cookies", reason="kJ for kcal")
        page = staff.get(reverse("admin:foods_importrun_changelist"))
        assert "sr.zip" in page.text
        link = f"{reverse('admin:foods_importreject_changelist')}?run__id__exact={run.pk}"
        assert f'href="{link}"' in page.text
        rejects = staff.get(link).text
        assert "Cookies" in rejects
        assert "kJ for kcal" in rejects

    @pytest.mark.parametrize("model", [Source, ImportRun, ImportReject])
    def test_history_is_read_only(self, model):
        page = admin.site.get_model_admin(model)
        request = RequestFactory().get("/")
        assert not page.has_add_permission(request)
        assert not page.has_change_permission(request)
        assert not page.has_delete_permission(request)

    def test_history_pages_open(self, staff, run):
        reject = ImportReject.objects.create(run=run, source_id="7", name="x", reason="y")
        for row in (run, run.source, reject):
            name = f"admin:foods_{row._meta.model_name}_change"
            assert staff.get(reverse(name, args=[row.pk])).status_code == 200

    def test_sources_with_their_counts(self, staff, run):
        imported()
        imported()
        page = staff.get(reverse("admin:foods_source_changelist"))
        [row] = page.context["cl"].result_list
        assert (row.food_count, row.run_count) == (2, 1)
