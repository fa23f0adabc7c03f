"""The day page and today."""

import datetime as dt

import pytest
from django.utils import timezone

from planner.models import Plan
from tests.cast import day


def page(client, plan, date, query=""):
    return client.get(f"/plans/{plan.pk}/days/{date}/{query}")


def test_a_day_shows_meals_portions_and_drinks(ada, plan):
    text = page(ada, plan, day(0)).content.decode()
    for words in ("Porridge", "Dal", "Spinach soup", "Tap water", "30 minutes of cooking."):
        assert words in text


def test_a_leftover_needs_no_cooking(ada, plan):
    text = page(ada, plan, day(1)).content.decode()
    assert "left over from Tuesday" in text
    assert "Nothing to cook." in text


def test_an_empty_place_links_to_add_by_its_slot(ada, plan):
    plan.slots.filter(key="dinner").update(name="Abendessen")
    text = page(ada, plan, day(1)).content.decode()
    assert f"/plans/{plan.pk}/add/?date={day(1)}&amp;slot=dinner" in text


def test_the_strip_of_a_day_can_be_anyones(ada, plan):
    ben = plan.seats.last().person_id
    assert '<h2 id="strip-title">Ben' in page(ada, plan, day(0), f"?person={ben}").content.decode()


@pytest.mark.parametrize(
    "date", ["2026-11-30", "2026-12-04", "2026-02-30", "today", "x", "0000-00-00", "1e9", "٢٠٢٦"]
)
@pytest.mark.parametrize("kind", ["", "cook/", "print/"])
def test_a_day_that_is_not_in_the_plan_is_not_found(ada, plan, date, kind):
    assert ada.get(f"/plans/{plan.pk}/days/{date}/{kind}").status_code == 404


def test_today_is_the_day_of_the_newest_plan(ada, plan):
    today = timezone.localdate()
    Plan.objects.filter(pk=plan.pk).update(start=today - dt.timedelta(days=1))
    assert ada.get("/today/")["Location"] == f"/plans/{plan.pk}/days/{today}/"


def test_today_outside_the_plan_is_its_first_day(ada, plan):
    Plan.objects.filter(pk=plan.pk).update(start=dt.date(2020, 1, 1))
    assert ada.get("/today/")["Location"] == f"/plans/{plan.pk}/days/2020-01-01/"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_today_where_the_tenant_lives(cast, ada, plan, zone):
    # 25 hours lie between these two: one of them differs from the server's day.
    cast.ada.__class__.objects.filter(pk=cast.ada.pk).update(time_zone=zone)
    with timezone.override(zone):
        there = timezone.localdate()
    Plan.objects.filter(pk=plan.pk).update(start=there, days=1)
    assert "today</span>" in page(ada, plan, there).content.decode()
