"""Weeks asked for without an account are counted by address, and no address is kept."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from planner.models import Generation, Plan
from tests.cast import browser_of, write
from tests.planner.test_start import BEGIN, form, stored


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def from_address(address, **more):
    """A visitor without a cookie, at an address."""
    return Client(REMOTE_ADDR=address, **more)


def test_guests_of_one_address_are_counted_together(cast, settings, solver):
    """A new visit without a cookie is a new guest, and no new count."""
    settings.GENERATIONS_PER_ADDRESS = 2
    asked = [from_address("198.51.100.7").post(BEGIN, form()) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [303, 303, 429]
    assert asked[-1]["Retry-After"]
    before = stored()
    assert from_address("198.51.100.7").post(BEGIN, form()).status_code == 429
    assert stored() == before
    assert from_address("198.51.100.8").post(BEGIN, form()).status_code == 303


def test_a_network_of_the_new_kind_is_one_address(cast, settings, solver):
    settings.GENERATIONS_PER_ADDRESS = 1
    addresses = ("2001:db8:1:2::a", "2001:db8:1:2::b", "2001:db8:1:3::a")
    asked = [from_address(one).post(BEGIN, form()).status_code for one in addresses]
    assert asked == [303, 429, 303]


def test_what_a_visitor_sends_as_their_address_counts_for_nothing(cast, settings, solver):
    settings.GENERATIONS_PER_ADDRESS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 0
    told = [{"X-Forwarded-For": f"203.0.113.{n}"} for n in range(2)]
    asked = [from_address("198.51.100.9", headers=one).post(BEGIN, form()) for one in told]
    assert [answer.status_code for answer in asked] == [303, 429]


def test_no_address_is_kept(cast, settings, solver, monkeypatch):
    """In the cache stand a digest and a number, for one window."""
    kept = {}
    monkeypatch.setattr(cache, "add", lambda *one, timeout: kept.update({one: timeout}))
    monkeypatch.setattr(cache, "incr", lambda name: 1)
    from_address("198.51.100.10").post(BEGIN, form())
    (((name, count), timeout),) = kept.items()
    assert (count, timeout) == (0, 600)
    assert len(name) == 64
    assert "198" not in json.dumps(list(Generation.objects.values()), default=str)


def test_refills_of_a_guest_count_too_and_an_accounts_do_not(cast, settings, solver, plan):
    settings.GENERATIONS_PER_ADDRESS = 0
    guest = browser_of(cast.ada, REMOTE_ADDR="198.51.100.11")
    assert write(guest, "refill", plan).status_code == 429
    mine = Plan.objects.get(pk=cast.practice_plan_id)
    member = browser_of(cast.practice, cast.users["owner"], REMOTE_ADDR="198.51.100.11")
    assert write(member, "refill", mine).status_code == 303
