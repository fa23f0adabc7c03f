"""Rows of a download in order of food, whatever their order in the file."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foods.importing import tables
from foods.importing.archive import DownloadError, open_archive
from foods.importing.tables import Follower, Ordered, Table

TABLE = Table("amount.csv", ("fdc_id", "amount"), optional=("note",))
ROWS = st.lists(st.tuples(st.integers(0, 30), st.text('ab,"\n', max_size=4)), max_size=40)


def write(folder, rows, head=("fdc_id", "amount")):
    with (folder / "amount.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    return folder


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, asked=st.sets(st.integers(0, 30)))
def test_each_food_gets_its_rows_in_their_order(tmp_path_factory, rows, asked):
    folder = write(tmp_path_factory.mktemp("rows"), rows)
    with open_archive(folder) as archive:
        follower = Follower(Ordered(archive, TABLE, folder))
        for food in sorted(asked):
            wanted = [(str(key), text, "") for key, text in rows if key == food]
            assert [tuple(row) for row in follower.of(food)] == wanted


def test_only_files_out_of_order_are_sorted_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "SPILL_AT", 2)
    for rows, spilled in (([(1, "a"), (1, "b"), (7, "c")], False), ([(7, "c"), (1, "a")], True)):
        folder = tmp_path / str(spilled)
        folder.mkdir()
        with open_archive(write(folder, rows)) as archive:
            assert [key for key, _row in Ordered(archive, TABLE, folder)] == sorted(
                key for key, _text in rows
            )
        assert (folder / "amount.csv.sqlite3").exists() is spilled


@pytest.mark.parametrize("keys", [[1, 5, 5], [5, 1, 5]])
def test_an_id_that_stands_twice_is_found_in_any_order(tmp_path, keys):
    with open_archive(write(tmp_path, [(key, "") for key in keys])) as archive:
        assert Ordered(archive, TABLE, tmp_path).repeated() == 5


def test_a_missing_table_gives_no_rows():
    assert Follower(None).of(1) == []


@pytest.mark.parametrize(
    ("head", "rows", "words"),
    [
        (("fdc_id", "value"), [], 'amount.csv has no column "amount"'),
        (("x",), [], 'amount.csv has no column "fdc_id", "amount"'),
        (("fdc_id", "amount"), [("1", "2"), ("2",)], "line 3: 1 cells where the header has 2"),
        (("fdc_id", "amount"), [("x", "2")], "line 2: fdc_id is 'x', not a number"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, head, rows, words):
    with open_archive(write(tmp_path, rows, head)) as archive:
        with pytest.raises(DownloadError) as found:
            Ordered(archive, TABLE, tmp_path)
        assert words in str(found.value)
