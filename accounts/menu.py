"""What the account menu at the head of every page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Tenant, User


def account_menu(request: HttpRequest) -> dict[str, Any]:
    """`households`: those of who is signed in (1 query, and only where a page shows them)."""
    return {"households": SimpleLazyObject(lambda: _households(request))}


def _households(request: HttpRequest) -> list[Tenant]:
    user = getattr(request, "user", None)
    return list(user.tenants.order_by("pk")) if isinstance(user, User) else []
