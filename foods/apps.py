"""The foods room."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class FoodsConfig(AppConfig):
    """Keeps the search index in place whatever a migration does to the table of foods."""

    name = "foods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look after the index whenever migrations have run."""
        post_migrate.connect(_index_foods, sender=self)


def _index_foods(using: str, **more: Any) -> None:
    from foods.search import schema

    schema.install(connections[using])
