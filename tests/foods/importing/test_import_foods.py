"""`manage.py import_foods`: what it writes, what a second run does, and what stops it."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from foods.models import (
    Food,
    FoodAmount,
    FoodFact,
    FoodMeasure,
    ImportReject,
    ImportRun,
    Source,
)
from tests.factories import FoodFactory, TenantFactory
from tests.foods.importing.downloads import FIXTURE, copy_of, edit, zipped

pytestmark = pytest.mark.django_db


def run(path=FIXTURE, **options):
    out = StringIO()
    call_command("import_foods", str(path), source="fdc", stdout=out, **options)
    return out.getvalue()


def food(fdc_id) -> Food:
    return Food.objects.get(source="fdc", source_id=str(fdc_id))


def state():
    """Every food, amount and measure, with their ids."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Food, FoodAmount, FoodMeasure, FoodFact)
    ]


def last_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


class TestWhatIsWritten:
    def test_foods_with_their_amounts_and_measures(self):
        out = run()
        assert "8 created, 0 changed, 0 unchanged, 3 rejected" in out
        kale = food(321001)
        assert (kale.name, kale.data_type, kale.ndb) == ("Kale, raw", "foundation", 11233)
        assert kale.slug == "kale-raw-321001"
        assert {a.nutrient: a.amount for a in kale.amounts.all()} == {
            "protein": 2.92,
            "magnesium": 32.7,
            "energy": 35,
        }
        [cup] = kale.measures.all()
        assert (cup.name, cup.grams, cup.is_default) == ("cup, chopped", 21, True)

    def test_allergens_are_unknown_until_someone_states_them(self):
        run()
        assert not FoodFact.objects.exists()
        assert not Food.objects.free_of(["milk"]).exists()

    def test_the_run_is_in_the_history(self):
        run()
        done = last_run()
        assert (done.source.key, done.file_name, done.status) == ("fdc", "fdc", "done")
        assert (done.read, done.created, done.changed, done.unchanged) == (11, 8, 0, 0)
        assert (done.rejected, done.problem) == (3, "")
        assert done.ended_at is not None
        assert done.ended_at >= done.started_at

    def test_rejects_are_kept_with_their_reasons(self):
        run()
        reasons = dict(ImportReject.objects.values_list("source_id", "reason"))
        assert reasons.keys() == {"2500003", "2500004", "2500005"}
        assert "kJ" in reasons["2500003"]

    def test_rejects_and_warnings_go_to_a_file(self, tmp_path):
        path = tmp_path / "rejects.csv"
        run(rejects=path)
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert [row["source_id"] for row in rows if row["kind"] == "reject"] == [
            "2500003",
            "2500004",
            "2500005",
        ]
        assert all(row["reason"] for row in rows)

    def test_a_zip_and_a_folder_write_the_same(self, tmp_path):
        run(zipped(FIXTURE, tmp_path / "fdc.zip"))
        assert "8 unchanged" in run(FIXTURE)

    def test_only_some_data_types(self):
        run(data_type=["foundation", "survey"])
        types = set(Food.objects.filter(source="fdc").values_list("data_type", flat=True))
        assert types == {"foundation", "survey"}
        assert last_run().data_types == "foundation, survey"

    def test_a_limit(self):
        run(limit=2)
        ids = Food.objects.filter(source="fdc").values_list("source_id", flat=True)
        assert set(ids) == {"170001", "321001"}

    def test_a_dry_run_counts_and_writes_nothing(self):
        before = state()
        out = run(dry_run=True)
        assert state() == before
        assert not ImportRun.objects.exists()
        assert "Nothing was written" in out


class TestDryRun:
    def test_it_tells_what_would_change(self, tmp_path):
        run()
        folder = copy_of(tmp_path)
        edit(folder, "food.csv", lambda rows: rows[1].update(description="Kale, curly, raw"))
        assert "0 created, 1 changed, 7 unchanged" in run(folder, dry_run=True)


class TestAgain:
    def test_a_second_run_changes_nothing(self):
        run()
        before = state()
        out = run()
        assert "0 created, 0 changed, 8 unchanged" in out
        assert state() == before

    def test_a_changed_food_is_changed_in_place(self, tmp_path):
        run()
        before = food(321001)
        folder = copy_of(tmp_path)
        edit(folder, "food.csv", lambda rows: rows[1].update(description="Kale, curly, raw"))
        edit(folder, "food_nutrient.csv", lambda rows: rows[4].update(amount="40"))
        assert "0 created, 1 changed, 7 unchanged" in run(folder)
        after = food(321001)
        assert (after.pk, after.slug) == (before.pk, before.slug)
        assert after.name == "Kale, curly, raw"
        assert after.amounts.get(nutrient="magnesium").amount == 40
        assert after.amounts.count() == 3
        assert after.measures.count() == 1

    def test_a_figure_that_is_gone_is_unknown_again(self, tmp_path):
        run()
        folder = copy_of(tmp_path)
        edit(folder, "food_nutrient.csv", lambda rows: rows.pop(4))
        run(folder)
        assert not food(321001).amounts.filter(nutrient="magnesium").exists()

    def test_what_staff_stated_stays(self, tmp_path):
        run()
        kale = food(321001)
        FoodFact.objects.create(food=kale, fact="milk", state="free")
        Food.objects.filter(pk=kale.pk).update(retired=True, edible_share=0.72)
        folder = copy_of(tmp_path)
        edit(folder, "food_nutrient.csv", lambda rows: rows[4].update(amount="40"))
        run(folder)
        after = food(321001)
        assert (after.retired, after.edible_share, after.facts.count()) == (True, 0.72, 1)

    def test_other_foods_are_left_alone(self):
        own = FoodFactory(
            source="own", source_id="321001", tenant=TenantFactory(), amounts={"iron": 1}
        )
        run()
        run()
        assert Food.objects.get(pk=own.pk).amounts.get().amount == 1

    def test_a_run_that_never_ended_is_said_to_have_stopped(self):
        run()
        ImportRun.objects.update(status="running", ended_at=None)
        run()
        first = ImportRun.objects.earliest("pk")
        assert (first.status, first.problem) == ("failed", "Stopped before its end.")


class TestDoubles:
    def test_a_legacy_food_points_to_the_shipped_one_of_its_number(self):
        other = FoodFactory(slug="spinach-raw-organic", ndb=11457)
        ours = FoodFactory(slug="spinach-raw", ndb=11457)
        kale = FoodFactory(slug="kale-raw", ndb=11233)
        run()
        assert food(170001).duplicate_of == ours
        assert food(321001).duplicate_of is None, "Foundation figures are others"
        shown = set(Food.objects.listed().values_list("pk", flat=True))
        assert {other.pk, ours.pk, kale.pk, food(321001).pk} <= shown
        assert food(170001).pk not in shown


def wrong_unit(rows):
    next(row for row in rows if row["id"] == "1090").update(unit_name="G")


def double(rows):
    rows.append(rows[0])


def cut(path):
    path.write_bytes(path.read_bytes()[:-25])


def drop_column(path):
    path.write_text(path.read_text().replace('"amount"', '"value"'))


BROKEN = {
    "missing column": (
        lambda folder: drop_column(folder / "food_nutrient.csv"),
        'food_nutrient.csv has no column "amount".',
    ),
    "wrong unit": (
        lambda folder: edit(folder, "nutrient.csv", wrong_unit),
        "nutrient.csv gives Magnesium, Mg (id 1090) in G; expected MG.",
    ),
    "duplicate ids": (
        lambda folder: edit(folder, "food.csv", double),
        "food.csv has two rows with fdc_id 170001.",
    ),
    "cut off": (
        lambda folder: cut(folder / "food_nutrient.csv"),
        "Is the file cut off?",
    ),
    "no foods": (
        lambda folder: edit(folder, "food.csv", list.clear),
        "food.csv has no foods of the type",
    ),
    "no amounts file": (
        lambda folder: (folder / "food_nutrient.csv").unlink(),
        "There is no food_nutrient.csv in the download.",
    ),
}


class TestBadFiles:
    @pytest.mark.parametrize("what", BROKEN)
    def test_one_clear_message_and_an_unchanged_database(self, tmp_path, what):
        run()
        before = state()
        folder = copy_of(tmp_path)
        spoil, words = BROKEN[what]
        spoil(folder)
        edit_all_figures(folder)
        with pytest.raises(CommandError) as stopped:
            run(folder)
        assert words in str(stopped.value)
        assert "\n" not in str(stopped.value)
        assert state() == before
        assert last_run().status == "failed"
        assert last_run().problem == str(stopped.value)

    def test_a_truncated_zip(self, tmp_path):
        path = zipped(FIXTURE, tmp_path / "fdc.zip")
        path.write_bytes(path.read_bytes()[:-300])
        before = state()
        with pytest.raises(CommandError, match=r"fdc\.zip is not a complete zip file"):
            run(path)
        assert state() == before

    def test_a_file_of_rejects_that_cannot_be_written(self, tmp_path):
        with pytest.raises(CommandError, match="rejects cannot be written"):
            run(rejects=tmp_path / "no folder" / "rejects.csv")
        assert not Food.objects.filter(source="fdc").exists()

    def test_a_failure_midway_keeps_whole_batches(self, monkeypatch):
        """What was written before stays whole; the batch that failed leaves nothing."""
        monkeypatch.setattr("foods.importing.runs.BATCH", 3)
        from foods.importing import writing

        insert, calls = writing._insert_rows, []

        def failing(model, *rest):
            calls.append(model)
            if calls.count(FoodMeasure) == 2:
                raise RuntimeError("the disk is full")
            insert(model, *rest)

        monkeypatch.setattr(writing, "_insert_rows", failing)
        with pytest.raises(RuntimeError):
            run()
        assert Food.objects.filter(source="fdc").count() == 3
        assert last_run().problem == "the disk is full"
        call_command("check_foods", stdout=StringIO())


def edit_all_figures(folder):
    """Were anything of this download written, it would show."""
    path = folder / "food.csv"
    path.write_text(path.read_text().replace("raw", "boiled"))


class TestCheck:
    def test_imported_foods_are_whole(self):
        run()
        out = StringIO()
        call_command("check_foods", stdout=out)
        assert "8 imported foods, each as it was imported" in out.getvalue()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda kale: kale.amounts.filter(nutrient="energy").delete(),
            lambda kale: kale.amounts.filter(nutrient="energy").update(amount=36),
            lambda kale: kale.amounts.filter(nutrient="energy").update(origin="added"),
            lambda kale: kale.measures.all().delete(),
            lambda kale: Food.objects.filter(pk=kale.pk).update(name="Curly kale"),
            lambda kale: Food.objects.filter(pk=kale.pk).update(digest=""),
        ],
    )
    def test_a_food_that_is_not_is_named(self, spoil):
        run()
        spoil(food(321001))
        with pytest.raises(CommandError, match="321001"):
            call_command("check_foods")


def test_queries_of_a_run(django_assert_max_num_queries):
    """The size of a batch decides, not the number of foods in it.

    Shelves and sources, 6 and a transaction each; the run, 4; aisles, groups, shipped foods, 3; per
    batch: known foods, foods, their ids, amounts, measures, rejects, run, with savepoints.
    """
    run()
    with django_assert_max_num_queries(30):
        run()


def test_sources_come_with_the_library_or_the_first_import():
    run()
    assert set(Source.objects.values_list("key", flat=True)) == {"limber", "fdc", "own"}
