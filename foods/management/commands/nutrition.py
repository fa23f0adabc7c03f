"""What a few lines of ingredients bring, on the terminal; nothing is written to the database."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from foods.calculating import corrections, reports
from foods.calculating.queries import Calculation, calculate
from foods.calculating.words import problem_of
from foods.models import Food

NOTHING_UNDERSTOOD = 1
BAD_INPUT = 2

EXAMPLES = """
examples:
  manage.py nutrition "30 g raw spinach" "1 medium banana" "1 cup fortified 2% milk"
  manage.py nutrition --format json < ingredients.txt

The JSON is described by docs/nutrition.schema.json. Exit code: 0 something was understood (what was
not is named), 1 nothing was, 2 there was nothing to read.
"""


class Command(BaseCommand):
    """`manage.py nutrition`: ingredient lines to foods, grams and nutrients."""

    help = "Sum up the nutrients of ingredient lines."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usual parser, with examples below the options."""
        return super().create_parser(
            prog_name,
            subcommand,
            epilog=EXAMPLES,
            formatter_class=RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """The lines, and how the answer is printed."""
        parser.add_argument("lines", nargs="*", help="one ingredient each; else standard input")
        parser.add_argument("--format", choices=["table", "json"], default="table")
        parser.add_argument("--all", action="store_true", help="every nutrient in the table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the lines, calculate, print."""
        given = "\n".join(options["lines"]) or ("" if sys.stdin.isatty() else sys.stdin.read())
        sent = corrections.plain(given)
        if not sent.texts:
            raise CommandError(
                "Give at least one line, such as “30 g spinach”.", returncode=BAD_INPUT
            )
        if not _has_foods():
            raise CommandError(
                "There are no foods: run manage.py load_library first.", returncode=BAD_INPUT
            )
        self._print(calculate(None, sent), options)

    def _print(self, calculation: Calculation, options: dict[str, Any]) -> None:
        if options["format"] == "json":
            told = json.dumps(reports.report(calculation), ensure_ascii=False, indent=2)
            self.stdout.write(told)
        elif calculation.counted:
            self.stdout.write(reports.table(calculation, every=options["all"]))
        if not calculation.counted:
            why = "\n".join(f"  {line.text}: {problem_of(line)}" for line in calculation.lines)
            raise CommandError(
                f"None of the lines could be counted.\n{why}", returncode=NOTHING_UNDERSTOOD
            )


def _has_foods() -> bool:
    """Whether there is anything to find; a database without tables has nothing."""
    try:
        return Food.objects.exists()
    except DatabaseError:
        return False
