"""`manage.py tidy`: deletes what is due and nothing else, and says no names."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from accounts.exporting import export
from accounts.models import Membership, Tenant, User
from config.retention import tidy
from foods.models import Food
from people.models import Intake, Person
from planner.models import Plan
from tests.cast import browser_of
from tests.factories import UserFactory

NOW = timezone.now()
THREE = ("Ada", "Practice", "Stranger")


def ago(days):
    return NOW - dt.timedelta(days=days)


def tenants():
    """The names of those of the three that are still there."""
    return set(Tenant.objects.filter(name__in=THREE).values_list("name", flat=True))


def test_a_household_goes_with_everything_when_its_days_are_over(cast):
    Tenant.objects.filter(pk=cast.stranger.pk).update(delete_after=ago(0))
    others = export(cast.ada)["tables"]
    tidy(dry_run=False)
    assert tenants() == {"Ada", "Practice"}
    assert not Plan.objects.filter(pk=cast.strangers_plan_id).exists()
    assert not Food.objects.filter(slug="strangers-food").exists()
    assert export(cast.ada)["tables"] == others


def test_before_its_days_are_over_nothing_goes(cast):
    Tenant.objects.update(delete_after=timezone.now() + dt.timedelta(minutes=1))
    tidy(dry_run=False)
    assert len(tenants()) == 3


def test_a_guest_who_is_not_seen_is_forgotten_and_a_member_is_not(cast, settings):
    Tenant.objects.filter(pk__in=[cast.ada.pk, cast.practice.pk]).update(last_seen_at=ago(91))
    Tenant.objects.filter(pk=cast.stranger.pk).update(last_seen_at=ago(89))
    tidy(dry_run=False)
    assert tenants() == {"Stranger", "Practice"}


def test_a_visit_keeps_a_guest(cast):
    Tenant.objects.filter(pk=cast.ada.pk).update(last_seen_at=ago(91))
    browser_of(cast.ada).get("/foods/")
    tidy(dry_run=False)
    assert "Ada" in tenants()


def test_seen_is_written_once_a_day(cast, django_assert_num_queries):
    Tenant.objects.filter(pk=cast.ada.pk).update(last_seen_at=ago(2))
    browser = browser_of(cast.ada)
    with django_assert_num_queries(3):  # the session, its household, that it was seen
        browser.get("/settings/")
    with django_assert_num_queries(2):  # the session, its household
        browser.get("/settings/")


def test_answers_to_an_intake_form_go_after_their_days(cast, settings):
    person = Person.objects.filter(tenant=cast.practice)[0]
    for days in (settings.INTAKE_DAYS + 1, settings.INTAKE_DAYS - 1):
        row = Intake.objects.create(person=person, form="short")
        Intake.objects.filter(pk=row.pk).update(submitted_at=ago(days))
    tidy(dry_run=False)
    assert Intake.objects.get().submitted_at > ago(settings.INTAKE_DAYS)


def test_ended_sessions_go(cast):
    browser_of(cast.ada)
    Session.objects.update(expire_date=ago(1))
    browser_of(cast.stranger)
    tidy(dry_run=False)
    assert Session.objects.count() == 1


def test_an_account_goes_and_what_it_made_stays(cast):
    editor = cast.users["editor"]
    User.objects.filter(pk=editor.pk).update(delete_after=ago(0))
    tidy(dry_run=False)
    assert not User.objects.filter(pk=editor.pk).exists()
    assert Plan.objects.filter(pk=cast.practice_plan_id).exists()


def test_the_only_owner_of_others_is_kept(cast):
    User.objects.filter(pk=cast.users["owner"].pk).update(delete_after=ago(0))
    counts = tidy(dry_run=False)
    assert User.objects.filter(pk=cast.users["owner"].pk).exists()
    assert counts["accounts kept, being the only owner where others are members"] == 1


def test_a_dry_run_counts_and_deletes_nothing(cast):
    three = Tenant.objects.filter(name__in=THREE)
    three.update(last_seen_at=ago(91), delete_after=ago(0))
    user = UserFactory(delete_after=ago(0))
    counts = tidy(dry_run=True)
    assert counts["households and practices asked to be deleted"] == 3
    assert counts["guests not seen for long"] == 2
    assert counts["accounts asked to be deleted"] == 1
    assert len(tenants()) == 3
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_the_report_has_counts_and_no_names(cast, options):
    Tenant.objects.filter(pk=cast.ada.pk).update(last_seen_at=ago(91))
    out = StringIO()
    call_command("tidy", *options, stdout=out)
    said = out.getvalue()
    assert "     1 guests not seen for long" in said
    assert ("dry run" in said) == bool(options)
    for name in ("Ada", "Ben", "example.org", str(cast.ada.key)):
        assert name not in said


def test_a_household_that_is_the_owners_alone_goes_first(db):
    user = UserFactory(delete_after=ago(0))
    tenant = Tenant.objects.create(is_guest=False, delete_after=ago(0))
    Membership.objects.create(user=user, tenant=tenant, role="owner")
    tidy(dry_run=False)
    assert not Tenant.objects.filter(pk=tenant.pk).exists()
    assert not User.objects.filter(pk=user.pk).exists()
