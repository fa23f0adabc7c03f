"""Type that fits a page: counted lines, by hand."""

import random

import pytest

from planner.printing.fitting import (
    LEADING,
    Table,
    Words,
    fitting_size,
    lines_of,
    sizes,
    table_height,
)

#: Ten points and a width of 46 hold ten characters of 0.46 em.
TEN = 46.1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("short", 1),
        ("ten chars.", 1),
        ("two words of it", 2),
        ("eleven char", 2),
        ("a fearfullylongword", 3),
        ("antidisestablishmentarianism", 3),
    ],
)
def test_lines_are_counted_word_by_word(text, lines):
    assert lines_of(Words(text), TEN, 10.0) == lines


def test_bold_words_are_wider():
    assert lines_of(Words("ten chars."), TEN, 10.0) == 1
    assert lines_of(Words("ten chars.", bold=1.0), TEN, 10.0) == 2


def test_a_row_is_as_high_as_its_highest_cell():
    cells = [[Words("one")], [Words("one"), Words("two"), Words("three")]]
    table = Table([cells], columns=2, first=0.0, padding=0.0, beside=0.0)
    assert table_height(table, 400.0, 10.0) == pytest.approx(3 * LEADING * 10)


def test_the_largest_that_fits_is_taken():
    table = Table([[[Words("dish")]]] * 7, columns=1)
    room = (500.0, 7 * 1.7 * 10 * 1.05 + 0.1)
    assert fitting_size(table, [], room, most=14.0, least=7.0) == 10.0
    assert fitting_size(table, [], (500.0, 20.0), most=14.0, least=7.0) is None
    notes = [Words("a note")] * 3
    assert fitting_size(table, notes, room, most=14.0, least=7.0) < 10.0  # type: ignore[operator]


def test_sizes_go_down_by_halves():
    assert sizes(9.0, 7.5) == [9.0, 8.5, 8.0, 7.5]
    assert sizes(7.0, 7.0) == [7.0]


def test_larger_type_never_takes_less_room():
    chance = random.Random(17)
    for _ in range(200):
        texts = [" ".join("x" * chance.randint(1, 14) for _ in range(8)) for _ in range(5)]
        table = Table([[[Words(text)] for text in texts]], columns=len(texts))
        width = chance.uniform(300, 900)
        heights = [table_height(table, width, points) for points in (7, 9, 11, 13)]
        assert heights == sorted(heights)
