"""What a request wrote: the statements themselves, and a tenant's rows before and after."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from accounts.models import Tenant

ROOMS = ("accounts", "foods", "recipes", "people", "planner", "journal")
#: Bookkeeping that a refused visitor may leave behind: a session, and when a tenant was last seen.
HARMLESS = re.compile(r'"django_session"|UPDATE "accounts_tenant" SET "last_seen_at" = \S+ WHERE')
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement that writes, but for harmless bookkeeping."""
    found: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        if WRITES.match(sql) and not HARMLESS.search(sql):
            found.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        yield found


@cache
def paths_to_tenant() -> dict[type[models.Model], str]:
    """Each model of a tenant, and the shortest way from it to the tenant: "plan__tenant"."""
    found: dict[type[models.Model], str] = {Tenant: "pk"}
    ours = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    grown = True
    while grown:
        grown = False
        for model in ours:
            for field in model._meta.concrete_fields:
                target = field.related_model
                if model not in found and target in found:
                    way = found[target]
                    found[model] = field.name if way == "pk" else f"{field.name}__{way}"
                    grown = True
    return found


def rows_of(tenant: Tenant) -> str:
    """A digest of all rows of a tenant; when it was last seen does not count."""
    digest = hashlib.sha256()
    for model, way in paths_to_tenant().items():
        columns = [f.attname for f in model._meta.concrete_fields if f.name != "last_seen_at"]
        mine = model._base_manager.filter(**{way: tenant.pk}).order_by("pk").values_list(*columns)
        digest.update(repr((model._meta.label, list(mine))).encode())
    return digest.hexdigest()
