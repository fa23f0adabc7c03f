"""Writes of the accounts room."""

from django.http import HttpRequest

from accounts.middleware import SESSION_KEY
from accounts.models import Tenant


def start_guest(*, request: HttpRequest, time_zone: str = "UTC") -> Tenant:
    """A new guest household, remembered by this browser's session only."""
    tenant = Tenant.objects.create(time_zone=time_zone)
    request.session.cycle_key()
    request.session[SESSION_KEY] = str(tenant.key)
    return tenant
