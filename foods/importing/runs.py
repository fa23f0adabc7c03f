"""An import from the first look at the file to the last batch, with its row in the history."""

import csv
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from foods.actions import load_shelves
from foods.importing.archive import DownloadError, open_archive
from foods.importing.building import SOURCE, Builder
from foods.importing.fdc import Download
from foods.importing.record import Checked, Record, Reject
from foods.importing.writing import Writer, Written
from foods.models import ImportReject, ImportRun, Source

#: Foods in one transaction: large enough that its cost does not show, small enough for memory.
BATCH: Final = 1000
LONGEST_REASON: Final = 300
LONGEST_PROBLEM: Final = 500
REJECT_COLUMNS: Final = ("kind", "source_id", "name", "reason")

Progress = Callable[[int, int], object]
"""Told how many foods there are, and how many more were read."""


@dataclass(slots=True)
class Report:
    """What an import did; foods read are written, unchanged or rejected."""

    counts: dict[str, int] = field(default_factory=dict)
    read: int = 0
    written: Written = field(default_factory=Written)
    rejected: int = 0
    warned: int = 0
    """Foods taken over although something in them looks unusual."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is imported and how far; see the command's help."""

    path: Path
    data_types: tuple[str, ...] = ()
    limit: int | None = None
    dry_run: bool = False
    rejects: Path | None = None


def import_fdc(options: Options, *, progress: Progress = lambda total, more: None) -> Report:
    """Import a FoodData Central download.

    Raises DownloadError, with nothing written but the failed run, where the file as a whole is
    wrong. A run that dies leaves every food as it was before or as it is after, never in between.
    """
    run = None if options.dry_run else _start(options)
    try:
        report = _import(options, run, progress)
    except BaseException as error:
        if run is not None:
            _finish(run, ImportRun.Status.FAILED, str(error) or type(error).__name__)
        raise
    if run is not None:
        _finish(run, ImportRun.Status.DONE)
    return report


def _import(options: Options, run: ImportRun | None, progress: Progress) -> Report:
    report = Report()
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="limber-import-"))
        archive = stack.enter_context(open_archive(options.path))
        download = Download(archive, Path(scratch), data_types=options.data_types)
        log = stack.enter_context(_Log(options.rejects))
        report.counts = dict(download.counts)
        total = min(download.total, options.limit or download.total)
        progress(total, 0)
        builder = Builder(download.slots, download.derivations)
        built = map(builder.build, islice(download.foods(), options.limit))
        writer = _writer(run)
        for batch in _batches(built, BATCH):
            _take(batch, writer=writer, run=run, report=report, log=log)
            progress(total, len(batch))
    return report


def _writer(run: ImportRun | None) -> Writer:
    """A writer, with the shelves that foods of an import stand on; a dry run makes none."""
    if run is not None:
        load_shelves()
    return Writer(SOURCE)


def _take(
    batch: Collection[Checked | Reject],
    *,
    writer: Writer,
    run: ImportRun | None,
    report: Report,
    log: "_Log",
) -> None:
    """Write one batch, its rejects and the run's counts in one transaction."""
    checked = [one for one in batch if isinstance(one, Checked)]
    rejects = [one for one in batch if isinstance(one, Reject)]
    records: list[Record] = [one.record for one in checked]
    report.read += len(batch)
    report.rejected += len(rejects)
    report.warned += sum(1 for one in checked if one.warnings)
    if run is None:
        report.written += writer.compare(records)
    else:
        with transaction.atomic():
            written = writer.write(records)
            ImportReject.objects.bulk_create(
                ImportReject(
                    run=run,
                    source_id=reject.source_id,
                    name=reject.name,
                    reason=reject.reason[:LONGEST_REASON],
                )
                for reject in rejects
            )
            _count(run, report, written)
        report.written += written
    log.add(checked, rejects)


def _count(run: ImportRun, report: Report, more: Written) -> None:
    total = report.written + more
    run.read, run.rejected = report.read, report.rejected
    run.created, run.changed, run.unchanged = total.created, total.changed, total.unchanged
    run.save(update_fields=["read", "rejected", "created", "changed", "unchanged"])


def _start(options: Options) -> ImportRun:
    """A run in the history; one that never ended is said to have stopped."""
    source = source_row(SOURCE)
    source.runs.filter(status=ImportRun.Status.RUNNING).update(
        status=ImportRun.Status.FAILED, problem="Stopped before its end."
    )
    return ImportRun.objects.create(
        source=source,
        file_name=options.path.name[:200],
        data_types=", ".join(options.data_types)[:120],
    )


def source_row(key: str) -> Source:
    """The row of a source, made where the shipped library was never loaded."""
    found = Source.objects.filter(key=key).first()
    if found is None:
        load_shelves()
        found = Source.objects.get(key=key)
    return found


def _finish(run: ImportRun, status: ImportRun.Status, problem: str = "") -> None:
    run.status, run.problem = status, problem[:LONGEST_PROBLEM]
    run.ended_at = timezone.now()
    run.save(update_fields=["status", "problem", "ended_at"])


def _batches(found: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(found)
    while batch := list(islice(rest, size)):
        yield batch


class _Log:
    """The file of rejects and warnings, where one is asked for."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> "_Log":
        try:
            self._file = self._path.open("w", encoding="utf-8", newline="") if self._path else None
        except OSError as error:
            raise DownloadError(f"The file of rejects cannot be written: {error}.") from error
        self._writer = csv.writer(self._file, lineterminator="\n") if self._file else None
        if self._writer:
            self._writer.writerow(REJECT_COLUMNS)
        return self

    def __exit__(self, *problem: object) -> None:
        if self._file:
            self._file.close()

    def add(self, checked: Iterable[Checked], rejects: Iterable[Reject]) -> None:
        """Write down what was rejected, and what was taken over with a warning."""
        if self._writer is None:
            return
        for reject in rejects:
            self._writer.writerow(("reject", reject.source_id, reject.name, reject.reason))
        for one in checked:
            for finding in one.warnings:
                record = one.record
                self._writer.writerow(
                    ("warning", record.source_id, record.name, finding.sentence())
                )
