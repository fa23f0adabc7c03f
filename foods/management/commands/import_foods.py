"""Import a public food database, with a progress bar."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from foods.importing.archive import DownloadError
from foods.importing.fdc import DATA_TYPES
from foods.importing.runs import Options, Report, import_fdc


def positive(text: str) -> int:
    """A whole number above zero."""
    if not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


class Command(BaseCommand):
    """`manage.py import_foods --source fdc PATH`: running it again changes nothing."""

    help = "Import foods from a download of a public food database (see docs/imports.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read and how far."""
        parser.add_argument("path", type=Path, help="zip file of the download, or its folder")
        parser.add_argument(
            "--source", choices=["fdc"], required=True, help="USDA FoodData Central"
        )
        parser.add_argument(
            "--data-type",
            action="append",
            choices=sorted(DATA_TYPES.values()),
            default=[],
            help="only foods of this type; may be given more than once",
        )
        parser.add_argument("--limit", type=positive, help="stop after so many foods")
        parser.add_argument(
            "--dry-run", action="store_true", help="read and compare, write nothing"
        )
        parser.add_argument("--rejects", type=Path, help="CSV file for rejects and warnings")

    def handle(self, *args: Any, **given: Any) -> None:
        """Import, and say what happened in figures."""
        options = Options(
            path=given["path"],
            data_types=tuple(given["data_type"]),
            limit=given["limit"],
            dry_run=given["dry_run"],
            rejects=given["rejects"],
        )
        quiet = given["verbosity"] == 0
        try:
            with tqdm(desc="Foods", unit="food", ncols=80, disable=quiet) as bar:
                report = import_fdc(options, progress=lambda total, more: advance(bar, total, more))
        except DownloadError as error:
            raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(summary(report, options))


def advance(bar: "tqdm[Any]", total: int, more: int) -> None:
    """Move the bar on."""
    bar.total = total
    bar.update(more)


def summary(report: Report, options: Options) -> str:
    """The figures of an import in words."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(report.counts.items()))
    written = report.written
    lines = [
        f"{options.path.name}: {kinds}; {report.read:,} read.",
        f"{written.created:,} created, {written.changed:,} changed,"
        f" {written.unchanged:,} unchanged, {report.rejected:,} rejected,"
        f" {report.warned:,} with a warning.",
    ]
    if options.rejects is not None:
        lines.append(f"Rejects and warnings: {options.rejects}")
    if options.dry_run:
        lines.append("Nothing was written: this was a dry run.")
    return "\n".join(lines)
