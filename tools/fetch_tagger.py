"""Fetch the tagger resource of the calculator into this virtual environment, if it can be had.

`make setup` runs it. Nothing depends on it: without the resource the calculator says so and reads
simple lines. It never fails, never waits longer than `SECONDS`, and leaves no half-written files:
what was fetched is moved into place when it is whole. `NLTK_DATA` names another folder that has it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from foods.calculating.tagger import RESOURCE, available

SECONDS: Final = 60
PLACE: Final = Path(sys.prefix) / "nltk_data" / "taggers" / RESOURCE


def main() -> None:
    """Fetch it where it is not there yet, and say how that went."""
    if available():
        return
    if fetch(PLACE):
        print("Fetched the tagger for free text in the nutrition calculator.")
    else:
        print(
            "The calculator's tagger could not be fetched (no network?): simple lines still work."
        )


def fetch(place: Path, seconds: float = SECONDS) -> bool:
    """Whether the resource now lies at `place`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        command = [sys.executable, "-m", "nltk.downloader", "-q", "-d", folder, RESOURCE]
        try:
            subprocess.run(command, timeout=seconds, capture_output=True, check=True)
            (Path(folder) / "taggers" / RESOURCE).rename(place)
        except (subprocess.SubprocessError, OSError):
            return False
    return True


if __name__ == "__main__":
    main()
