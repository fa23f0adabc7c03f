"""A query that is compiled once answers as the plain one does, each time anew."""

from threading import Thread

import pytest
from django.db import connection
from django.db.models import Count

from accounts.models import Membership, Tenant
from accounts.prepared import Prepared
from tests.factories import TenantFactory, UserFactory

pytestmark = pytest.mark.django_db


def _members(tenant):
    rows = Membership.objects.filter(tenant_id=tenant).order_by("pk")
    return rows.values_list("pk", "tenant__key", "tenant__is_guest", "tenant__last_seen_at", "role")


def _counted(tenant, user):
    rows = Tenant.objects.filter(pk=tenant, memberships__user=user)
    return rows.annotate(number=Count("memberships")).values_list("pk", "number")


@pytest.fixture
def tenants():
    found = [TenantFactory(is_guest=False) for _ in range(2)]
    for tenant in found:
        Membership.objects.create(tenant=tenant, user=UserFactory(), role="owner")
    return found


def test_it_answers_as_the_plain_query_for_every_id(tenants):
    prepared = Prepared(_members)
    for tenant in (*tenants, *tenants):
        assert prepared(tenant.pk) == list(_members(tenant.pk))


def test_it_sees_what_was_written_since(tenants):
    prepared = Prepared(_members)
    assert len(prepared(tenants[0].pk)) == 1
    Membership.objects.create(tenant=tenants[0], user=UserFactory(), role="editor")
    assert [row[-1] for row in prepared(tenants[0].pk)] == ["owner", "editor"]


def test_two_ids_are_not_mixed_up(tenants):
    prepared = Prepared(_counted)
    user = tenants[0].memberships.get().user_id
    assert prepared(tenants[0].pk, user) == [(tenants[0].pk, 1)]
    assert prepared(tenants[1].pk, user) == []


def test_it_is_one_query(tenants, django_assert_num_queries):
    prepared = Prepared(_members)
    for _ in range(2):
        with django_assert_num_queries(1):
            prepared(tenants[0].pk)


def test_a_query_that_forgets_an_id_is_refused(tenants):
    with pytest.raises(ValueError, match="1 ids fewer"):
        Prepared(lambda tenant, _user: _members(tenant))(tenants[0].pk, 7)


def test_each_thread_writes_it_down_for_its_own_connection(tenants):
    prepared = Prepared(_members)
    prepared(tenants[0].pk)
    kept = []

    def elsewhere():
        kept.append(prepared in connection.__dict__.get("_prepared", {}))
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert kept == [False]
