"""People's pages: the list, one person, the form, figures, history, put away and back."""

import datetime as dt

import pytest
from django.urls import reverse

from people import actions
from people.consent import consent_of
from people.models import Avoidance, Person, PersonChange
from tests.cast import browser_of
from tests.factories import FoodFactory, PersonFactory, TenantFactory

FORM = {
    "name": "Ann",
    "sex": "female",
    "birth_date": "1992-06-01",
    "life_stage": "none",
    "activity": "active",
    "reference": "efsa",
    "energy_method": "mifflin",
    "cramps": "none",
    "diet": "vegan",
    "diet_also": ["gluten-free"],
    "consent": "on",
}


@pytest.fixture
def home(db):
    return TenantFactory()


@pytest.fixture
def client(home):
    return browser_of(home)


@pytest.fixture
def ann(home):
    return PersonFactory(tenant=home, name="Ann")


def url(name, *args):
    return reverse(f"people:{name}", args=args)


def body(response):
    return response.content.decode()


def test_the_form_makes_a_person(client, home):
    sent = FORM | {"height_cm": "165,5", "weight_kg": "61", "avoid_milk": "allergy"}
    assert client.post(url("create"), sent).status_code == 303
    ann = Person.objects.of(home).get()
    assert (ann.height_cm, ann.weight_kg, ann.reference, ann.energy_method) == (
        165.5,
        61,
        "efsa",
        "mifflin",
    )
    assert (ann.diet, ann.diet_also, ann.birth_date_exact) == ("vegan", ["gluten-free"], True)
    assert [(a.fact, a.strength) for a in ann.avoidances.all()] == [("milk", "allergy")]
    assert consent_of(ann) is not None


def test_us_units_are_stored_in_metric_and_come_back_untouched(client, home):
    home.units = "us"
    home.save()
    client.post(url("create"), FORM | {"height_ft": "5", "height_in": "5", "weight_lb": "143"})
    ann = Person.objects.of(home).get()
    assert ann.height_cm == pytest.approx(165.1)
    assert ann.weight_kg == pytest.approx(64.8637, abs=1e-3)
    Person.objects.update(weight_kg=64.9)
    shown = client.get(url("edit", ann.pk)).context["form"].initial
    assert shown["weight_lb"] == "143.1"
    client.post(
        url("save", ann.pk),
        FORM
        | {k: shown[k] for k in shown if "_" in k and k.rpartition("_")[2] in ("ft", "in", "lb")},
    )
    ann.refresh_from_db()
    assert ann.weight_kg == 64.9


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"sex": ""}, "sex"),
        ({"birth_date": ""}, "birth_date"),
        ({"birth_date": "2199-01-01"}, "birth_date"),
        ({"birth_date": "yesterday"}, "birth_date"),
        ({"height_cm": "nan"}, "height_cm"),
        ({"height_cm": "16"}, "height_cm"),
        ({"weight_kg": "inf"}, "weight_kg"),
        ({"sex": "male", "life_stage": "pregnancy"}, "life_stage"),
        ({"birth_date": "1960-01-01", "life_stage": "lactation"}, "life_stage"),
        ({"life_stage": "pregnancy", "due_date": "2199-01-01"}, "due_date"),
        ({"life_stage": "lactation", "child_birth_date": "2199-01-01"}, "child_birth_date"),
        ({"avoid_milk": "a bit"}, "avoid_milk"),
        ({"consent": "", "weight_kg": "60"}, "consent"),
    ],
)
def test_bad_input_changes_nothing_and_says_why(client, ann, wrong, field):
    before = Person.objects.values().get(pk=ann.pk)
    response = client.post(url("save", ann.pk), FORM | wrong)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Person.objects.values().get(pk=ann.pk) == before
    assert not PersonChange.objects.exists()


def test_nothing_about_health_needs_no_consent(client, home):
    assert client.post(url("create"), FORM | {"consent": ""}).status_code == 303
    assert consent_of(Person.objects.of(home).get()) is None


def test_all_tree_nuts_are_eight_and_come_back_as_one(client, ann):
    client.post(url("save", ann.pk), FORM | {"avoid_tree_nuts": "allergy"})
    assert Avoidance.objects.filter(person=ann, strength="allergy").count() == 8
    assert "all tree nuts" in body(client.get(url("detail", ann.pk)))
    form = client.get(url("edit", ann.pk)).context["form"]
    assert form["avoid_tree_nuts"].value() == "allergy"
    assert not form["avoid_almond"].value()


def test_every_change_is_told_from_what_to_what(client, ann):
    client.post(url("save", ann.pk), FORM | {"height_cm": "170", "avoid_egg": "intolerance"})
    page = body(client.get(url("history", ann.pk)))
    assert "165 cm" in page
    assert "170 cm" in page
    assert "Avoids egg" in page
    changes = {c.fact: (c.before, c.after) for c in ann.changes.all()}
    assert changes["height_cm"] == (165.0, 170.0)
    assert changes["avoidance:egg"] == (None, "intolerance")
    count = ann.changes.count()
    client.post(url("save", ann.pk), FORM | {"height_cm": "170", "avoid_egg": "intolerance"})
    assert ann.changes.count() == count


def test_what_was_understood_stands_beside_what_was_typed(client, ann):
    sent = {"kind": "medicine", "text": "Marevan 3 mg; Xarulto", "consent": "on"}
    assert client.post(url("add_health", ann.pk), sent).status_code == 303
    page = body(client.get(url("health", ann.pk)))
    assert "understood as warfarin" in page
    assert "not recognised: ask your clinician" in page
    assert 'value="xarelto"' in page
    assert [row.key for row in ann.health_facts.all()] == ["warfarin", ""]


def test_a_better_spelling_takes_the_place_of_the_worse(client, ann):
    row = actions.add_health_fact(person=ann, kind="medicine", text="Xarulto", by=None)
    sent = {"kind": "medicine", "text": "xarelto", "replaces": row.pk, "consent": "on"}
    client.post(url("add_health", ann.pk), sent)
    assert [row.text for row in ann.health_facts.all()] == ["xarelto"]


def test_health_facts_need_consent(client, ann):
    response = client.post(url("add_health", ann.pk), {"kind": "medicine", "text": "Marevan"})
    assert response.status_code == 422
    assert not ann.health_facts.exists()


def test_names_are_offered_without_an_address_that_tells_them(client, ann):
    sent = {"kind": "medicine", "text": "mare"}
    assert "<option value=" in body(client.post(url("offer_names", ann.pk), sent))
    assert client.get(url("offer_names", ann.pk), sent).status_code == 405


def test_an_own_target_stands_with_its_reason_and_goes_back(client, ann):
    sent = {"amount": "350", "reason": "Asked for by the clinic."}
    assert client.post(url("set_target", ann.pk, "magnesium"), sent).status_code == 303
    page = body(client.get(url("detail", ann.pk)))
    assert "Asked for by the clinic." in page
    client.post(url("reset_target", ann.pk, "magnesium"), {"kind": "target"})
    assert (
        "Asked for by the clinic."
        not in body(client.get(url("detail", ann.pk))).split("What changed")[0]
    )
    assert [c.after and c.after["amount"] for c in ann.changes.all()] == [None, 350]


@pytest.mark.parametrize(
    ("nutrient", "sent"),
    [
        ("magnesium", {"amount": "350", "reason": ""}),
        ("magnesium", {"amount": "", "reason": "So."}),
        ("magnesium", {"amount": "-1", "reason": "So."}),
        ("magnesium", {"amount": "nan", "reason": "So."}),
        ("vitamin_d", {"amount": "500", "reason": "Above the upper limit."}),
        ("energy", {"how": "none", "reason": "So."}),
        ("energy", {"amount": "90", "reason": "So."}),
        ("calcium", {"kind": "limit", "how": "none", "reason": "Lifted at home."}),
        ("calcium", {"kind": "limit", "amount": "9000", "reason": "Raised at home."}),
    ],
)
def test_an_own_figure_that_may_not_stand_is_refused(client, ann, nutrient, sent):
    assert client.post(url("set_target", ann.pk, nutrient), sent).status_code == 422
    assert not ann.overrides.exists()


def test_a_dietitian_may_lift_a_limit_with_a_reason(cast):
    ada = Person.objects.of(cast.practice).get(name="Ada")
    sent = {"kind": "limit", "how": "none", "reason": "Agreed with the clinic."}
    for role, status in (("editor", 422), ("dietitian", 303)):
        client = browser_of(cast.practice, cast.users[role])
        assert client.post(url("set_target", ada.pk, "calcium"), sent).status_code == status
    assert ada.overrides.get().by == cast.users["dietitian"]


def test_a_measurement_becomes_the_weight_only_where_asked(client, ann):
    sent = {"kind": "weight", "date": "2026-01-01", "value": "70", "consent": "on"}
    client.post(url("measure", ann.pk), sent)
    ann.refresh_from_db()
    assert ann.weight_kg == 65
    client.post(url("measure", ann.pk), sent | {"value": "71", "use": "on"})
    ann.refresh_from_db()
    assert ann.weight_kg == 71
    assert ann.measurements.get().value == 71


def test_two_measurements_make_a_chart_with_words(client, ann):
    for day, value in ((1, 70.0), (15, 68.0)):
        date = dt.date(2026, 1, day)
        actions.measure(person=ann, kind="weight", date=date, value=value, by=None)
    page = body(client.get(url("measurements", ann.pk)))
    assert "<polyline" in page
    assert "between 68.0 and 70.0 kg" in page
    assert "style=" not in page.partition("<main")[2]


def test_a_single_food_is_left_out_and_eaten_again(client, ann):
    food = FoodFactory(name="Kiwi", slug="kiwi")
    client.post(url("avoid_food", ann.pk), {"food": "kiwi", "strength": "preference"})
    row = ann.avoidances.get()
    assert (row.food, row.strength) == (food, "preference")
    assert "Kiwi" in body(client.get(url("index")))
    client.post(url("allow_food", ann.pk, row.pk))
    assert not ann.avoidances.exists()


def test_the_food_of_another_household_is_no_food(client, ann):
    FoodFactory(slug="theirs", tenant=TenantFactory())
    sent = {"food": "theirs", "strength": "allergy"}
    assert client.post(url("avoid_food", ann.pk), sent).status_code == 422


def test_putting_away_can_be_undone(client, ann):
    there = client.post(url("archive", ann.pk))
    page = body(client.get(there.url))
    assert "Ann is put away" in page
    client.post(url("restore", ann.pk))
    ann.refresh_from_db()
    assert ann.archived_at is None


def test_only_who_was_put_away_and_sits_nowhere_is_deleted(cast):
    client, ada = browser_of(cast.ada), Person.objects.of(cast.ada).get(name="Ada")
    assert client.post(url("delete", ada.pk)).status_code == 404
    actions.archive_person(person=ada, by=None)
    client.post(url("delete", ada.pk))
    assert Person.objects.filter(pk=ada.pk).exists()
    alone = PersonFactory(tenant=cast.ada)
    actions.archive_person(person=alone, by=None)
    client.post(url("delete", alone.pk))
    assert not Person.objects.filter(pk=alone.pk).exists()


def test_other_households_see_and_change_nothing(client, ann):
    stranger = browser_of(TenantFactory())
    assert "Ann" not in body(stranger.get(url("index")))
    for name in ("detail", "edit", "history", "health", "foods", "measurements"):
        assert stranger.get(url(name, ann.pk)).status_code == 404
    before = Person.objects.values().get(pk=ann.pk)
    for name in ("save", "archive", "add_health", "measure", "avoid_food"):
        assert stranger.post(url(name, ann.pk), FORM).status_code == 404
    assert Person.objects.values().get(pk=ann.pk) == before


def test_a_row_of_somebody_else_is_not_theirs(client, ann, home):
    other = PersonFactory(tenant=home)
    row = actions.add_health_fact(person=other, kind="condition", text="gout", by=None)
    assert client.post(url("drop_health", ann.pk, row.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_the_same_for_few_and_many(client, home, count, django_assert_num_queries):
    for person in PersonFactory.create_batch(count, tenant=home):
        Avoidance.objects.create(person=person, fact="milk")
    # session, tenant, people, avoidances with their foods
    with django_assert_num_queries(4):
        client.get(url("index"))


def test_a_viewer_sees_no_health_facts(cast):
    ada = Person.objects.of(cast.practice).get(name="Ada")
    actions.add_health_fact(person=ada, kind="medicine", text="Marevan", by=None)
    client = browser_of(cast.practice, cast.users["viewer"])
    page = body(client.get(url("detail", ada.pk)))
    assert "milk" in page
    assert "Marevan" not in page
    assert "Targets today" not in page
