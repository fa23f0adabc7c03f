"""`manage.py tidy`: delete what is due; for cron, once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.retention import tidy


class Command(BaseCommand):
    """Prints how many of what, and no names."""

    help = "Delete what was asked to be deleted and what is kept for a time only."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--dry-run`."""
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up."""
        dry_run = options["dry_run"]
        for name, count in tidy(dry_run=dry_run).items():
            self.stdout.write(f"{count:6} {name}")
        if dry_run:
            self.stdout.write("Nothing was deleted: this was a dry run.")
