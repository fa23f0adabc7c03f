"""PDFs from the print view's own templates, made in a process that can be stopped."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders

from planner.printing.engine import MISSING

#: How many are made at once, and how many seconds a visitor waits for a turn.
AT_ONCE: Final = 2
PATIENCE: Final = 10.0
#: Seconds that one PDF may take; a week takes about one, on a busy machine several.
LIMIT: Final = 40.0
ENGINE: Final = (sys.executable, "-m", "planner.printing.engine")

_turns = BoundedSemaphore(AT_ONCE)


class PdfMissingError(Exception):
    """WeasyPrint, or a library that it needs, is not on this computer."""


class PdfFailedError(Exception):
    """This PDF was not made: it took too long, or too many are being made."""


def make_pdf(html: str, sheets: tuple[str, ...]) -> bytes:
    """The PDF of a page with some style sheets of `static/`.

    Raises PdfMissingError and PdfFailedError.
    """
    styles = [_sheet(name) for name in sheets]
    if not _turns.acquire(timeout=PATIENCE):
        raise PdfFailedError
    try:
        return _run(json.dumps({"html": html, "sheets": styles}).encode())
    finally:
        _turns.release()


def _run(page: bytes, *more: str) -> bytes:
    try:
        done = subprocess.run(
            [*ENGINE, *more],
            input=page,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            timeout=LIMIT,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise PdfFailedError from error
    if done.returncode == MISSING:
        raise PdfMissingError
    if done.returncode:
        raise PdfFailedError
    return done.stdout


@lru_cache(maxsize=1)
def pdf_is_possible() -> bool:
    """Whether this computer can make PDFs; found out once, when a print is first looked at."""
    try:
        _run(b"", "--check")
    except PdfMissingError:
        return False
    except PdfFailedError:
        # A slow start says nothing about the next one: the button stays.
        return True
    return True


def _sheet(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_text()
