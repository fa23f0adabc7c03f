"""A smoothie as an address: what it reads, what buttons do to it, and back again."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from planner.smoothie_mix import (
    FALLBACK_STEP,
    MOST,
    MOST_LINES,
    Line,
    Mix,
    amount_of,
    do,
    read_mix,
    shown,
)
from planner.smoothie_parts import EXAMPLE, GROUPS, PartsError, load_pieces, pieces_of

PIECES = load_pieces()
AMOUNTS = st.floats(0.1, MOST).map(lambda value: float(shown(value))).filter(lambda one: one > 0)
MIXES = st.builds(
    lambda amounts, person, glasses: Mix(
        tuple(Line(food, shown(amount), amount) for food, amount in amounts.items()),
        person,
        glasses,
    ),
    st.dictionaries(st.sampled_from(sorted(PIECES)), AMOUNTS, min_size=1, max_size=MOST_LINES),
    st.sampled_from(["", "7", "man"]),
    st.integers(1, 8),
)


def mix(**amounts):
    return read_mix(QueryDict("&".join(f"a-{k.replace('_', '-')}={v}" for k, v in amounts.items())))


@given(MIXES)
def test_a_mix_survives_its_address(made):
    assert read_mix(QueryDict(made.query)) == made


@given(MIXES, st.text(max_size=30))
def test_no_wish_breaks_a_mix(made, wish):
    after = do(made, wish, PIECES)
    assert len(after.lines) <= MOST_LINES + 1
    assert read_mix(QueryDict(after.query)).foods == after.foods


@given(MIXES)
def test_more_then_less_stays_within_what_is_sensible(made):
    food = made.foods[0]
    piece, before = PIECES[food], made.lines[0].amount
    up = do(made, f"more:{food}", PIECES).lines[0].amount
    assert before <= up <= max(before, piece.most) + 1e-6
    down = do(made, f"less:{food}", PIECES).lines[0].amount
    assert min(before, piece.least) - 1e-6 <= down <= before


def test_an_empty_address_is_the_beginning_and_a_blank_one_is_not():
    assert read_mix(QueryDict("")).fresh
    assert not read_mix(QueryDict("blank=1")).fresh
    assert not read_mix(QueryDict(Mix().query)).fresh


@pytest.mark.parametrize("text", ["", "x", "0", "-3", "nan", "inf", "1501", "1e9", "1,5,5"])
def test_what_is_no_amount_is_kept_as_typed_and_not_counted(text):
    [line] = mix(banana=text).lines
    assert (line.text, line.amount) == (text[:12], None)


def test_a_comma_is_a_point():
    assert amount_of("2,5") == 2.5


def test_strange_names_are_no_foods():
    made = read_mix(QueryDict("a-=3&a-../x=3&a-ban%00ana=4&a-banana=5&n=99&n=0&for=<b>"))
    assert made.foods == ["banana"]
    assert made.glasses == 1


def test_too_many_foods_are_cut():
    made = read_mix(QueryDict("&".join(f"a-food-{n}=1" for n in range(40))))
    assert len(made.lines) == MOST_LINES
    assert do(made, "set:banana:3", PIECES).foods == made.foods


def test_buttons():
    made = mix(banana=118, milk_2_percent=240)
    assert do(made, "more:banana", PIECES).lines[0].amount == 148
    assert do(made, "less:banana", PIECES).lines[0].amount == 88
    assert do(made, "without:banana", PIECES).foods == ["milk-2-percent"]
    assert do(made, "set:kale-raw:60", PIECES).lines[-1] == Line("kale-raw", "60", 60.0)
    swapped = do(made, "swap:milk-2-percent:kefir:240", PIECES)
    assert swapped.foods == ["banana", "kefir"]
    assert do(made, "more:own-food", PIECES) == made


def test_a_food_that_the_table_does_not_know_goes_by_tens():
    made = do(mix(porridge=40), "more:porridge", PIECES)
    assert made.lines[0].amount == 40 + FALLBACK_STEP


def test_a_field_without_an_amount_starts_with_the_usual_one():
    assert do(mix(banana="x"), "more:banana", PIECES).lines[0].amount == PIECES["banana"].usual


def test_the_table_has_every_group_and_the_example():
    assert {piece.group for piece in PIECES.values()} == set(GROUPS)
    assert all(len(pieces_of(group)) >= 6 for group in GROUPS)
    assert set(EXAMPLE) <= set(PIECES)


@pytest.mark.parametrize(
    "row",
    [
        "banana,fruit,10,20,30,5,",
        "banana,fruit,40,20,30,5,",
        "banana,soup,20,20,30,5,",
        "banana,fruit,x,20,30,5,",
        "banana,fruit,20,20,30,0,",
    ],
)
def test_a_broken_table_names_its_line(tmp_path, row):
    path = tmp_path / "parts.csv"
    path.write_text(f"food,group,usual,least,most,step,note\n{row}\n", encoding="utf-8")
    with pytest.raises(PartsError, match="line 2"):
        load_pieces(path)
