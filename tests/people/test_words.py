"""Small pure words: what was recognised, what is avoided, where a chart's points lie."""

import datetime as dt

import pytest

from foods.facts import TREE_NUTS
from people.charting import HEIGHT, WIDTH, chart
from people.recognising import recognised, suggestions
from people.restricting import restrictions


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("medicine", "Marevan 3 mg", ("warfarin",)),
        ("medicine", "warfarin", ("warfarin",)),
        ("condition", "kidney disease, stage 3", ("chronic kidney disease",)),
        ("condition", "coeliac", ("coeliac disease",)),
    ],
)
def test_what_is_known_has_a_name(kind, text, names):
    found = recognised(kind, text)
    assert (found.names, found.unknown) == (names, "")


def test_what_is_not_known_is_kept_with_names_like_it():
    found = recognised("medicine", "Xarulto")
    assert (found.names, found.key, found.close) == ((), "", ("xarelto",))
    assert found.unknown


def test_what_is_denied_is_no_condition():
    found = recognised("condition", "no diabetes")
    assert (found.names, found.unknown, found.denied) == ((), "", True)


def test_known_without_a_rule_is_neither_unknown_nor_denied():
    found = recognised("condition", "asthma")
    assert (found.names, found.unknown, found.denied, found.no_rule) == ((), "", False, True)


def test_suggestions_are_the_names_people_use():
    assert {"Marevan".lower(), "warfarin"} <= {name.lower() for name in suggestions("medicine")}


def test_restrictions_come_with_the_strictest_first():
    found = restrictions(
        "vegan",
        ["no-alcohol"],
        [("celery", "preference"), ("milk", "intolerance"), ("egg", "allergy")],
        [("Kiwi", "preference"), ("Apple", "preference")],
    )
    assert [one.strength for one in found] == ["allergy", "intolerance", "diet", "preference"]
    assert found[2].names == ("vegan", "no alcohol")
    assert (found[3].names, found[3].foods) == (("celery",), ("Apple", "Kiwi"))
    assert len({one.icon for one in found}) == len({one.word for one in found}) == 4


def test_every_nut_at_one_strength_is_one_word_and_seven_are_seven():
    every = [(nut, "allergy") for nut in TREE_NUTS]
    assert restrictions("omnivore", [], every, [])[0].names == ("all tree nuts",)
    assert len(restrictions("omnivore", [], every[1:], [])[0].names) == 7


def test_a_chart_keeps_time_and_order():
    days = [dt.date(2026, 1, 1), dt.date(2026, 1, 31), dt.date(2026, 1, 11)]
    found = chart(list(zip(days, [70.0, 66.0, 68.0], strict=True)))
    assert found is not None
    xs, ys = [dot.x for dot in found.dots], [dot.y for dot in found.dots]
    assert xs == sorted(xs)
    assert xs[1] - xs[0] == pytest.approx((xs[2] - xs[0]) / 3)
    assert ys == sorted(ys)
    assert all(0 <= x <= WIDTH for x in xs)
    assert all(0 <= y <= HEIGHT for y in ys)
    assert (found.low, found.high) == (66.0, 70.0)


def test_a_flat_line_lies_in_the_middle_and_one_point_is_no_line():
    day = dt.date(2026, 1, 1)
    flat = chart([(day, 70.0), (day + dt.timedelta(days=3), 70.0)])
    assert flat is not None
    assert {dot.y for dot in flat.dots} == {HEIGHT / 2}
    assert chart([(day, 70.0)]) is None
