"""The tagger: loaded late, never downloaded, and done without where its resource is missing."""

import subprocess
import sys
import time
from fractions import Fraction

import pytest

from foods.calculating import tagger
from foods.calculating.queries import read_line, reader
from tests.tagging import needs_tagger
from tools import fetch_tagger


@pytest.fixture
def missing(monkeypatch):
    """A machine without the resource, on which importing the library is an error."""
    monkeypatch.setattr("nltk.data.path", [])
    tagger._resource_is_there.cache_clear()
    tagger._parser.cache_clear()
    monkeypatch.setitem(sys.modules, "ingredient_parser", None)
    yield
    tagger._resource_is_there.cache_clear()
    tagger._parser.cache_clear()


def test_without_the_resource_the_grammar_reads(missing):
    assert not tagger.available()
    assert reader() == "grammar"
    assert read_line("1 medium banana", reader()).names == ("banana",)


def test_without_the_resource_the_library_is_not_even_imported(missing):
    with pytest.raises(RuntimeError, match="not on this machine"):
        tagger.read("1 medium banana")


def test_nothing_heavy_is_imported_before_the_first_line():
    code = (
        "import sys, foods.calculating.tagger\n"
        "assert not {'nltk', 'pint', 'ingredient_parser'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@needs_tagger
def test_a_line():
    line = tagger.read("1 large onion (about 150 g), finely chopped")
    assert line.names == ("onion",)
    assert line.size == "large"
    assert "chopped" in line.details
    assert [(a.quantity, a.measure) for a in line.amounts] == [(1, ""), (150, "g")]
    assert 0.5 < line.certainty <= 1


@needs_tagger
@pytest.mark.parametrize(
    ("text", "amounts", "summed"),
    [
        ("1-2 bananas", [(1.5, "", False)], False),
        ("half an avocado", [(0.5, "", False)], False),
        ("1 dozen eggs", [(12, "", False)], False),
        ("2 x 400g tins chickpeas", [(2, "can", False), (400, "g", True)], False),
        ("1 cup plus 2 tbsp flour", [(1, "cup", False), (2, "tbsp", False)], True),
        ("1 glug of olive oil", [(1, "glug", False)], False),
        ("salt to taste", [], False),
    ],
)
def test_amounts(text, amounts, summed):
    line = read_line(text, "tagger")
    assert [(a.quantity, a.measure, a.each) for a in line.amounts] == amounts
    assert line.summed == summed


@needs_tagger
def test_the_filters_of_warnings_stay_as_they_are():
    import warnings

    tagger._parser.cache_clear()
    before = warnings.filters[:]
    tagger.read("1 egg")
    assert warnings.filters == before


@needs_tagger
def test_fractions_become_numbers():
    assert tagger._number(Fraction(1, 2)) == 0.5


def test_a_fetch_without_network_ends_and_leaves_nothing(tmp_path, monkeypatch):
    def nothing_comes(*args, **options):
        raise subprocess.TimeoutExpired("nltk", options["timeout"])

    monkeypatch.setattr(subprocess, "run", nothing_comes)
    place = tmp_path / "taggers" / tagger.RESOURCE
    started = time.monotonic()
    assert not fetch_tagger.fetch(place, seconds=1)
    assert time.monotonic() - started < 10
    assert list(place.parent.iterdir()) == []


def test_what_was_fetched_is_moved_into_place(tmp_path, monkeypatch):
    def fetched(command, **options):
        folder = tmp_path / "taggers" / command[command.index("-d") + 1]
        (folder / "taggers" / tagger.RESOURCE).mkdir(parents=True)

    monkeypatch.setattr(subprocess, "run", fetched)
    place = tmp_path / "taggers" / tagger.RESOURCE
    assert fetch_tagger.fetch(place)
    assert [one.name for one in place.parent.iterdir()] == [tagger.RESOURCE]
