"""USDA's SR Legacy download: it imports whole, and pages show exactly its figures."""

import csv
import html
import io
import random
import re
import zipfile
from collections import defaultdict

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from foods.models import Food, ImportReject, ImportRun
from knowledge.nutrients import BY_KEY
from tests.foods.importing.downloads import bundle

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FOODS = 5745
PAGES = 30
#: Written down here once more, independently of the rules: figures that need no choice.
PLAIN = {
    "1003": "protein",
    "1004": "fat_total",
    "1005": "carbohydrate",
    "1008": "energy",
    "1018": "alcohol",
    "1057": "caffeine",
    "1079": "fibre",
    "1087": "calcium",
    "1089": "iron",
    "1090": "magnesium",
    "1091": "phosphorus",
    "1092": "potassium",
    "1093": "sodium",
    "1095": "zinc",
    "1098": "copper",
    "1101": "manganese",
    "1103": "selenium",
    "1105": "retinol",
    "1106": "vitamin_a_rae",
    "1109": "vitamin_e",
    "1114": "vitamin_d",
    "1162": "vitamin_c",
    "1165": "thiamin_b1",
    "1166": "riboflavin_b2",
    "1167": "niacin_b3",
    "1170": "pantothenic_acid_b5",
    "1175": "vitamin_b6",
    "1178": "vitamin_b12",
    "1180": "choline",
    "1183": "mk4",
    "1185": "vitamin_k1",
    "1186": "folic_acid",
    "1190": "folate_dfe",
    "1253": "cholesterol",
    "1258": "fat_saturated",
    "1272": "dha",
    "1278": "epa",
    "1292": "fat_mono",
    "1293": "fat_poly",
    "2000": "sugars_total",
    "1051": "water",
}


def rows_of(name):
    with zipfile.ZipFile(bundle()) as archive:
        member = next(one for one in archive.namelist() if one.endswith(f"/{name}"))
        yield from csv.DictReader(io.StringIO(archive.read(member).decode()))


@pytest.fixture(scope="module")
def imported(django_db_setup, django_db_blocker):
    """The bundle, imported once for this module and gone after it."""
    path = bundle()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_foods", str(path), source="fdc", verbosity=0)
        yield ImportRun.objects.latest("pk")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def figures():
    """The file's figures as written, by food and nutrient id."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows_of("food_nutrient.csv"):
        found[row["fdc_id"]][row["nutrient_id"]] = row["amount"]
    return found


def shown(cell, nutrient):
    """How a page writes a figure of the file."""
    value, entry = float(cell), BY_KEY[nutrient]
    unit, decimals = entry.unit, entry.decimals
    if nutrient == "water":
        unit = "ml"
    least = 10.0**-decimals
    text = f"<{least:.{decimals}f}" if 0 < value < least / 2 else f"{value:,.{decimals}f}"
    return f"{text} {unit}"


def figure_on(page, name):
    """What the page says 100 g hold of a nutrient; "unknown" where it gives no figure."""
    section = page.split('id="nutrients"', 1)[1].split("</section>", 1)[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", section, re.DOTALL)
    heads = rf'<th scope="row">(?:<a[^>]*>)?{re.escape(name)}\s*<'
    [cells] = [row for row in rows if re.search(heads, row)] or [""]
    first = re.search(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)
    words = re.sub(r"<[^>]+>", "", first[1]) if first else "unknown"
    return html.unescape(words).replace("\u00a0", " ").strip()


def test_it_imports_whole_and_every_reject_says_why(imported):
    assert imported.read == FOODS
    assert imported.created + imported.rejected == FOODS
    assert imported.rejected == ImportReject.objects.filter(run=imported).count()
    assert not ImportReject.objects.filter(reason="").exists()
    assert imported.rejected < 10


def test_a_second_run_reports_no_change(imported):
    with transaction.atomic():
        call_command("import_foods", str(bundle()), source="fdc", verbosity=0)
        again = ImportRun.objects.latest("pk")
        assert (again.created, again.changed, again.unchanged) == (0, 0, imported.created)
        transaction.set_rollback(True)
    call_command("check_foods", verbosity=0)


def test_every_stored_figure_is_the_files(imported, figures):
    for food in Food.objects.filter(source="fdc").prefetch_related("amounts").iterator(500):
        stored = {one.nutrient: one.amount for one in food.amounts.all()}
        of_file = figures[food.source_id]
        for number, nutrient in PLAIN.items():
            if number in of_file:
                assert stored[nutrient] == float(of_file[number]), (food.name, nutrient)
            elif (nutrient, number) != ("vitamin_d", "1114"):
                assert nutrient not in stored, (food.name, nutrient)


def test_thirty_random_foods_show_exactly_its_figures(imported, figures, client):
    ids = sorted(Food.objects.filter(source="fdc").values_list("source_id", flat=True))
    seen = 0
    for source_id in random.Random(30).sample(ids, PAGES):
        food = Food.objects.get(source="fdc", source_id=source_id)
        page = client.get(reverse("foods:detail", args=[food.slug]))
        assert page.status_code == 200
        for number, nutrient in PLAIN.items():
            cell = figures[source_id].get(number)
            wanted = "unknown" if cell is None else shown(cell, nutrient)
            assert figure_on(page.text, BY_KEY[nutrient].name) == wanted, (food.name, nutrient)
            seen += cell is not None
    assert seen > PAGES * 25
