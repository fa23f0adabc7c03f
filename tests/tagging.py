"""The calculator's tagger in tests: from the shared folder where it lies beside the project."""

import os
from pathlib import Path

import pytest

from foods.calculating import tagger

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "nltk_data"


def use_shared_resource() -> None:
    """Let the tagger find the shared resource, unless the environment names another folder."""
    if SHARED.is_dir():
        os.environ.setdefault("NLTK_DATA", str(SHARED))


use_shared_resource()
needs_tagger = pytest.mark.skipif(
    not tagger.available(), reason="the tagger resource is neither installed nor beside the project"
)
