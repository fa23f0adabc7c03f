"""Everything a household or practice has, as plain JSON: what deletion would remove, no less.

The tables are found by walking the models' cascading foreign keys to `Tenant`, so that a table that
is added later is in the export without anybody thinking of it.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Tenant

VERSION: Final = 1

Model = type[models.Model]


def export(tenant: Tenant) -> dict[str, Any]:
    """The tenant's rows by table (1 query a table, and 1 for each that is only referred to)."""
    tables = {model: _rows(model, paths, tenant) for model, paths in tables_of_a_tenant().items()}
    _name_what_is_shared(tables)
    return {
        "format": "limber-export",
        "version": VERSION,
        "made_at": timezone.now().isoformat(),
        "tables": {model._meta.label_lower: rows for model, rows in tables.items()},
    }


@lru_cache(maxsize=1)
def tables_of_a_tenant() -> dict[Model, tuple[str, ...]]:
    """Every table that goes when a tenant is deleted, with its lookups to the tenant."""
    found: dict[Model, tuple[str, ...]] = {Tenant: ("pk",)}
    for model in sorted(
        apps.get_models(include_auto_created=True), key=lambda one: one._meta.label_lower
    ):
        paths = tuple(_paths(model, ()))
        if paths:
            found[model] = paths
    return found


def _paths(model: Model, seen: tuple[Model, ...]) -> Iterator[str]:
    """Lookups over foreign keys by which a deleted tenant takes a row along."""
    for field in owning_keys(model):
        owner = field.related_model
        if owner is Tenant:
            yield field.name
        elif owner not in seen and owner is not model:
            yield from (f"{field.name}__{path}" for path in _paths(owner, (*seen, model)))


def owning_keys(model: Model) -> list[Any]:
    """Foreign keys whose row takes this one along when it is deleted."""
    keys: list[Any] = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    return [key for key in keys if key.remote_field.on_delete is models.CASCADE]


def _rows(model: Model, paths: tuple[str, ...], tenant: Tenant) -> list[dict[str, Any]]:
    mine = Q()
    for path in paths:
        mine |= Q(**{path: tenant.pk})
    columns = [field.attname for field in model._meta.concrete_fields if not _opens(field)]
    # By primary key, because a row may be reached on two ways.
    keys = model._default_manager.filter(mine).values("pk")
    rows = model._default_manager.filter(pk__in=keys).order_by("pk").values(*columns)
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _opens(field: Any) -> bool:
    """The key of a link or a household: who reads an export by chance must not get in by it."""
    return field.name == "key" and isinstance(field, models.UUIDField)


def _plain(value: Any) -> Any:
    """A value as JSON knows it; JSON columns are that already."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def _name_what_is_shared(tables: dict[Model, list[dict[str, Any]]]) -> None:
    """Add in words what a number points to outside the export: a shared food, a recipe, a user."""
    inside = {model: {row.get("id") for row in rows} for model, rows in tables.items()}
    for model, rows in tables.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                _name(rows, field, inside.get(field.related_model, set()))


def _name(rows: list[dict[str, Any]], field: Any, inside: set[Any]) -> None:
    pointed = {row.get(field.attname) for row in rows} - inside - {None}
    if not pointed:
        return
    others = field.related_model._default_manager.filter(pk__in=pointed)
    names = {other.pk: str(other) for other in others}
    for row in rows:
        if row.get(field.attname) in names:
            row[field.name] = names[row[field.attname]]
