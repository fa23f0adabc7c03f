from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from accounts.models import Tenant


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def clients_of(self, tenant: "Tenant") -> list[str]:
        """Names of those whom a practice let in, or whose answers it holds (1 query)."""
        from people.models import Person

        tied = Person.objects.of(tenant).with_ties().order_by("pk")
        return list(tied.values_list("name", flat=True))
