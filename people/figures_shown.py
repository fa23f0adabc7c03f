"""Whether pages that are about nobody in particular (foods, recipes, nutrients) show figures.

A household shares its screen. So figures are hidden on those pages as soon as one of its people
hides numbers; the others may show them for the day. A client with an account of their own is
shown none, and no switch. A practice needs its figures.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Tenant, User
from people.models import Person

SESSION_KEY: Final = "figures_shown"


@dataclass(frozen=True, slots=True)
class Hiding:
    """True where figures are hidden now."""

    wanted: bool = False
    """Somebody here hides numbers."""
    may_show: bool = False
    """The others may have a look."""
    shown: bool = False
    """They asked to, today."""

    def __bool__(self) -> bool:
        return self.wanted and not self.shown


def figures(request: HttpRequest) -> dict[str, Any]:
    """`hides_figures`, a `Hiding` (1 query, and only where a page with figures asks)."""
    return {"hides_figures": SimpleLazyObject(lambda: hiding_of(request))}


def hiding_of(request: HttpRequest) -> Hiding:
    """What holds for this visitor (1 query; none without a tenant and an account)."""
    tenant: Tenant | None = getattr(request, "tenant", None)
    user = getattr(request, "user", None)
    if tenant is not None and tenant.kind == Tenant.Kind.PRACTICE:
        return Hiding()
    wanted = Q(tenant=tenant) if tenant is not None else Q()
    if isinstance(user, User):
        wanted |= Q(grants__user=user)
    if not wanted:
        return Hiding()
    hiding = Person.objects.filter(wanted, hide_numbers=True, archived_at=None)
    tenants = set(hiding.order_by().values_list("tenant_id", flat=True))
    if not tenants:
        return Hiding()
    may_show = tenant is not None and tenants == {tenant.pk}
    return Hiding(True, may_show, may_show and is_shown(request, tenant))


def is_shown(request: HttpRequest, tenant: Tenant | None) -> bool:
    """Whether this browser asked today to see figures in this household."""
    return tenant is not None and request.session.get(SESSION_KEY) == _ticket(tenant)


def show(request: HttpRequest, tenant: Tenant, shown: bool) -> None:
    """Show figures in this browser until the day is over, or hide them again."""
    if shown:
        request.session[SESSION_KEY] = _ticket(tenant)
    else:
        request.session.pop(SESSION_KEY, None)


def _ticket(tenant: Tenant) -> list[Any]:
    return [tenant.pk, timezone.localdate(timezone=tenant.tz).isoformat()]
