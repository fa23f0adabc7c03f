"""System checks: the start stops where a reference file is broken, and migrations are complete."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from knowledge import completeness


def test_the_shipped_files_are_complete():
    call_command("check", fail_level="WARNING")


def test_a_gap_in_a_reference_file_stops_the_check(monkeypatch):
    monkeypatch.setattr(completeness, "problems", lambda: ["dri.csv: no row for magnesium"])
    with pytest.raises(SystemCheckError, match="no row for magnesium"):
        call_command("check")


@pytest.mark.django_db
def test_the_migrations_are_complete(capsys):
    call_command("makemigrations", check=True, dry_run=True)
