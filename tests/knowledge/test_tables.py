"""Broken files are refused with an error that says where to look."""

from pathlib import Path

import pytest

from knowledge.tables import TableError, citation, load_texts, read_table, unique

COLUMNS = ("key", "amount", "kind")


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "things.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_know_their_line_and_strip_their_cells(tmp_path: Path) -> None:
    row = read_table(table(tmp_path, "key,amount,kind\n a , 1.5 ,x;y; \n"), COLUMNS)[0]
    assert (row.line, row.text("key"), row.number("amount")) == (2, "a", 1.5)
    assert row.words("kind") == ("x", "y")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing column 'key'"),
        ("key,kind\na,x\n", "missing column 'amount'"),
        ("key,amount,kind,colour\na,1,x,red\n", "unknown column 'colour'"),
        ("key,kind,amount\na,x,1\n", "not in the order key, amount, kind"),
        ("key,amount,kind\n", "has no rows"),
        ("key,amount,kind\na,1\n", "line 2: 2 cells, expected 3"),
        ("key,amount,kind\na,1,x\nb,1,x,y\n", "line 3: 4 cells, expected 3"),
        ('key,amount,kind\n"a,1,x\n', "not valid CSV"),
    ],
)
def test_a_broken_shape_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableError, match=r"^things\.csv") as caught:
        read_table(table(tmp_path, text), COLUMNS)
    assert said in str(caught.value)


def test_a_missing_file_and_a_wrong_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^nothing\.csv: cannot be read"):
        read_table(tmp_path / "nothing.csv", COLUMNS)
    with pytest.raises(TableError, match="not UTF-8"):
        read_table(table(tmp_path, "key,amount,kind\nµ,1,x\n", "latin-1"), COLUMNS)


@pytest.mark.parametrize("cell", ["abc", "nan", "inf", "1,5", "-1"])
def test_a_number_is_finite_and_not_below_its_minimum(tmp_path: Path, cell: str) -> None:
    row = read_table(table(tmp_path, f'key,amount,kind\na,"{cell}",x\n'), COLUMNS)[0]
    with pytest.raises(TableError, match=r"things\.csv, line 2, column 'amount': ") as caught:
        row.number("amount", 0)
    assert cell in str(caught.value)


@pytest.mark.parametrize("cell", ["1.5", "-1", "101", "1_0", "٣"])
def test_a_whole_number_is_plain_and_in_range(tmp_path: Path, cell: str) -> None:
    row = read_table(table(tmp_path, f"key,amount,kind\na,{cell},x\n"), COLUMNS)[0]
    with pytest.raises(TableError, match="line 2, column 'amount'"):
        row.integer("amount", 0, 100)


def test_an_empty_cell_is_none_where_allowed_and_an_error_elsewhere(tmp_path: Path) -> None:
    row = read_table(table(tmp_path, "key,amount,kind\na,,\n"), COLUMNS)[0]
    assert row.optional_number("amount") is None
    assert row.optional_integer("amount", 0, 9) is None
    assert row.optional_choice("kind", ("x",)) is None
    for read in (lambda: row.number("amount"), lambda: row.integer("amount", 0, 9)):
        with pytest.raises(TableError, match="column 'amount': is empty"):
            read()
    with pytest.raises(TableError, match="column 'kind': is empty"):
        row.choice("kind", ("x",))


def test_a_choice_names_what_is_allowed(tmp_path: Path) -> None:
    row = read_table(table(tmp_path, "key,amount,kind\na,1,z\n"), COLUMNS)[0]
    with pytest.raises(TableError, match="'z' is not one of x, y"):
        row.choice("kind", ("x", "y"))


def test_twice_the_same_key_names_the_first_line(tmp_path: Path) -> None:
    rows = read_table(table(tmp_path, "key,amount,kind\na,1,x\nb,1,x\na,2,x\n"), COLUMNS)
    assert unique(rows, "key", "amount") is rows
    with pytest.raises(TableError, match="line 4, column 'key': a is already on line 2"):
        unique(rows, "key")


def test_a_source_must_exist(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("id,citation\nknown,A report\n")
    path = tmp_path / "facts.csv"
    path.write_text("key,source\na,known\nb,unknown\n")
    known, unknown = read_table(path, ("key", "source"))
    assert citation(known, tmp_path) == "A report"
    with pytest.raises(TableError, match=r"facts\.csv, line 3, column 'source': .*'unknown'"):
        citation(unknown, tmp_path)


def test_every_shipped_source_and_note_has_words() -> None:
    assert all(load_texts("sources.csv", "citation").values())
    assert all(load_texts("notes.csv", "text").values())
