"""Load the shipped foods and recipes, with a progress bar."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from foods import shipped as shipped_foods
from foods.actions import foods_are_current, load_foods
from recipes import shipped as shipped_recipes
from recipes.actions import load_recipes, recipes_are_current


class Command(BaseCommand):
    """`manage.py load_library`: idempotent; content already loaded is left alone."""

    help = "Load the shipped foods and recipes."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--force` loads again even where nothing changed."""
        parser.add_argument("--force", action="store_true", help="load again even if unchanged")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load foods, then recipes; a broken file stops with its name and changes nothing."""
        try:
            self._foods(force=options["force"])
            self._recipes(force=options["force"])
        except (shipped_foods.ContentError, shipped_recipes.RecipeError) as error:
            raise CommandError(str(error)) from error

    def _foods(self, *, force: bool) -> None:
        if foods_are_current() and not force:
            return
        total = len(shipped_foods.foods())
        with tqdm(total=total, desc="Foods  ", unit="food", ncols=80) as bar:
            load_foods(progress=bar.update)

    def _recipes(self, *, force: bool) -> None:
        if recipes_are_current() and not force:
            return
        total = len(shipped_recipes.recipes())
        with tqdm(total=total, desc="Recipes", unit="dish", ncols=80) as bar:
            load_recipes(progress=bar.update)
