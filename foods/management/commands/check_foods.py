"""Check that imported foods are whole."""

from itertools import islice
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from foods.importing.building import SOURCE
from foods.importing.consistency import broken_foods
from foods.models import Food

SHOWN: Final = 20


class Command(BaseCommand):
    """`manage.py check_foods`: exit status 1 where a food's rows are not what was imported."""

    help = "Check that the amounts and measures of every imported food are those of its import."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare every imported food with its digest; name the first that differ."""
        broken = [f"{food.source_id} {food.name}" for food in islice(broken_foods(SOURCE), SHOWN)]
        if broken:
            raise CommandError("Foods whose rows are not what was imported: " + "; ".join(broken))
        count = Food.objects.filter(source=SOURCE).count()
        self.stdout.write(f"{count:,} imported foods, each as it was imported.")
