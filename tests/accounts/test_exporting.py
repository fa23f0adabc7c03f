"""The export: everything of one's own, nothing of anyone else's, no table forgotten."""

import json

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.urls import reverse

from accounts import inviting
from accounts.exporting import export, owning_keys, tables_of_a_tenant
from accounts.models import Tenant
from people.models import HealthFact, Person
from tests.cast import browser_of

#: Tables that lead to a tenant and are not in the export, each with the reason why.
LEFT_OUT: dict[str, str] = {}
EXPORT = reverse("accounts:export")


def leads_to_tenant(model, seen=()):
    """Whether any foreign key, of whatever kind, leads from a model to a tenant."""
    return model is Tenant or any(
        leads_to_tenant(field.related_model, (*seen, model))
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model not in (*seen, model)
    )


def forgotten(listed):
    known = {one._meta.label for one in tables_of_a_tenant()} | set(LEFT_OUT)
    return {m._meta.label for m in listed if leads_to_tenant(m)} - known


def test_no_table_is_forgotten():
    assert forgotten(apps.get_models(include_auto_created=True)) == set()


@isolate_apps("planner")
def test_a_planted_table_without_an_owner_would_be_found():
    class Planted(models.Model):  # noqa: DJ008
        person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True)

        class Meta:
            app_label = "planner"

    assert forgotten([Planted]) == {"planner.Planted"}
    assert owning_keys(Planted) == []


def rows(tenant):
    """The export as a file would hold it."""
    return json.loads(json.dumps(export(tenant)))["tables"]


def test_it_holds_the_household_whole(cast):
    ada = Person.objects.get(tenant=cast.ada, name="Ada")
    HealthFact.objects.create(person=ada, kind="medicine", text="Marevan", key="warfarin")
    tables = rows(cast.ada)
    assert [row["name"] for row in tables["people.person"]] == ["Ada", "Ben"]
    [fact] = tables["people.healthfact"]
    assert (fact["text"], fact["key"]) == ("Marevan", "warfarin")
    assert {row["id"] for row in tables["planner.plan"]} == {cast.plan_id}
    for name in ("planner.meal", "planner.serving", "planner.batch", "planner.planchange"):
        assert tables[name], name


def test_it_holds_nothing_of_anyone_else(cast):
    every, mine = rows(cast.stranger), rows(cast.ada)
    assert [row["slug"] for row in every["foods.food"]] == ["strangers-food"]
    assert [row["slug"] for row in every["recipes.recipe"]] == ["strangers-own"]
    assert mine["foods.food"] == mine["recipes.recipe"] == []
    for table, found in mine.items():
        theirs = {row["id"] for row in every[table]}
        assert not theirs & {row["id"] for row in found}, table
    text = json.dumps(mine)
    assert "Secret root" not in text
    assert "owner@example.org" not in text


def test_every_row_of_every_tenant_is_in_exactly_one_export(cast):
    parts = [rows(tenant) for tenant in Tenant.objects.all()]
    for model in tables_of_a_tenant():
        ids = [row["id"] for part in parts for row in part[model._meta.label_lower]]
        owned = model._default_manager.all()
        if model._meta.label_lower in ("foods.food", "recipes.recipe"):
            owned = owned.filter(tenant__isnull=False)
        assert len(ids) == len(set(ids)), model
        if model._meta.app_label in ("planner", "people", "accounts"):
            assert len(ids) == owned.count(), model


def test_what_is_shared_is_said_in_words(cast):
    drinks = [row for row in rows(cast.ada)["planner.meal"] if row["food_id"]]
    assert {row["food"] for row in drinks} == {"Tap water"}


def test_no_key_is_in_it(cast):
    link = inviting.invite(
        tenant=cast.practice, by=cast.users["owner"], role="viewer", note="", days=2
    )
    text = json.dumps(rows(cast.practice))
    for key in (link.key, cast.practice.key):
        assert str(key) not in text
        assert key.hex not in text


@pytest.mark.parametrize("role", ["editor", "viewer", "dietitian"])
def test_only_an_owner_takes_it_along(cast, role):
    assert browser_of(cast.practice, cast.users[role]).get(EXPORT).status_code == 403


def test_an_owner_and_a_guest_download_their_own(cast):
    for browser, name in (
        (browser_of(cast.practice, cast.users["owner"]), "Practice"),
        (browser_of(cast.ada), "Ada"),
    ):
        answer = browser.get(EXPORT)
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
        [tenant] = answer.json()["tables"]["accounts.tenant"]
        assert tenant["name"] == name
