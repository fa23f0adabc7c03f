"""Foods by the names that people type: what they mean, and what is no food here."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import Tenant
from foods.facts import expand
from foods.finding import OWN, SHIPPED
from foods.models import Food
from foods.naming import foods_named, named_in
from foods.search import index

#: So many foods one name may stand for: "bread" is a shelf, and all of it is meant.
MOST = 20


@dataclass(frozen=True, slots=True)
class Named:
    """What names mean: foods by id, facts ("milk" is more than milk), and what is no food."""

    foods: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.foods or self.facts)


class FoodNames:
    """The foods that a household may name: this project's table and their own."""

    def __init__(self, tenant: Tenant | None) -> None:
        self.tenant = tenant

    @cached_property
    def _foods(self) -> list[tuple[int, str]]:
        """Every food by id and name (1 query, on the first name only)."""
        foods = Food.objects.visible_to(self.tenant).filter(source__in=(SHIPPED, OWN))
        return list(foods.values_list("pk", "name"))

    def resolve(self, text: str) -> Named:
        """What a text of names means (1 query).

        Up to 9 queries more for each name that begins no food: the search knows other words.
        """
        foods: list[int] = []
        facts: list[str] = []
        unknown: list[str] = []
        for name in named_in(text):
            try:
                facts += sorted(expand([name]))
            except ValueError:
                ids = foods_named(name, self._foods) or self._searched(name)
                foods += ids[:MOST]
                unknown += [] if ids else [name]
        return Named(tuple(dict.fromkeys(foods)), tuple(dict.fromkeys(facts)), tuple(unknown))

    def _searched(self, name: str) -> tuple[int, ...]:
        """What the search takes a name for, where it need not guess."""
        reading = index.read(name, using=Food.objects.db)
        if not reading.typed or reading.corrected or reading.kept:
            return ()
        foods = Food.objects.visible_to(self.tenant).filter(source__in=(SHIPPED, OWN))
        return tuple(foods.understood(reading, name).values_list("pk", flat=True)[:1])
