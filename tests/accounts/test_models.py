"""Users, tenants and roles."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Tenant, User
from tests.factories import TenantFactory


def test_a_user_is_an_e_mail_address(db):
    user = User.objects.create_user("Ada@Example.ORG", "a long secret")
    assert (user.email, str(user)) == ("Ada@example.org", "Ada@example.org")
    assert user.check_password("a long secret")
    assert not user.is_staff


def test_a_user_without_password_cannot_sign_in(db):
    assert not User.objects.create_user("ada@example.org").has_usable_password()


def test_a_superuser_may_everything(db):
    root = User.objects.create_superuser("root@example.org", "a long secret")
    assert root.is_staff
    assert root.is_superuser


def test_a_guest_is_an_ordinary_tenant_with_a_key_of_its_own(db):
    one, two = TenantFactory(), TenantFactory()
    assert one.is_guest
    assert one.key != two.key
    assert str(one) == str(one.key)


@pytest.mark.parametrize("zone", ["Nowhere/Town", "", "UTC+25", "../../etc/passwd"])
def test_a_tenant_lives_in_a_real_time_zone(db, zone):
    with pytest.raises(ValidationError):
        Tenant(time_zone=zone).full_clean()


def test_a_tenants_zone_decides_its_today(db):
    assert Tenant(time_zone="Pacific/Auckland").tz.key == "Pacific/Auckland"


@pytest.mark.parametrize("role", ["owner", "editor", "viewer", "dietitian"])
def test_members_have_one_role(cast, role):
    member = cast.practice.memberships.get(user=cast.users[role])
    assert str(member) == f"{role}@example.org · {role}"
