"""Broken TOML files are refused with an error that says where to look."""

import pytest

from knowledge.entries import keyed, read_entries
from knowledge.tables import TableError


def entry(folder, text):
    path = folder / "things.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_entries(path)


def test_texts_lose_their_line_breaks(tmp_path):
    assert entry(tmp_path, 'a = """\none\ntwo"""').text("a") == "one two"


@pytest.mark.parametrize(
    ("text", "read", "said"),
    [
        ("a = 1", lambda e: e.text("a"), "things.toml, top, 'a': is not a text"),
        ("", lambda e: e.text("a"), "'a': is missing or empty"),
        ('a = "x"', lambda e: e.choice("a", ("y", "z")), "'x' is not one of y, z"),
        ('a = "x"', lambda e: e.texts("a"), "is not a list of texts"),
        ('a = ["x", "x"]', lambda e: e.texts("a"), "says something twice"),
        ("a = [1]", lambda e: e.entries("a"), "is not a list of tables"),
        ("a = true", lambda e: e.integer("a", 0, 9), "not a whole number from 0 to 9"),
        ("a = 10", lambda e: e.integer("a", 0, 9), "not a whole number from 0 to 9"),
        ("a = 1\nb = 2", lambda e: e.only("a"), "'b': is not one of a"),
        (
            '[[a]]\nid = "x"\n[[a]]\nid = "x"',
            lambda e: keyed(e.entries("a")),
            "top, a 2, 'id': 'x' is already taken",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, read, said):
    with pytest.raises(TableError) as caught:
        read(entry(tmp_path, text))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"), [("a = ", "is not valid TOML"), (b"\xff", "is not UTF-8 text")]
)
def test_a_file_that_cannot_be_read(tmp_path, text, said):
    with pytest.raises(TableError, match=f"things.toml: {said}"):
        entry(tmp_path, text)


def test_a_missing_file(tmp_path):
    with pytest.raises(TableError, match=r"nothing.toml: cannot be read"):
        read_entries(tmp_path / "nothing.toml")
