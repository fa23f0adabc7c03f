"""What can be chosen for a print, and that a browser remembers it."""

import pytest
from django.urls import reverse

from planner.printing.options import (
    PAPERS_OF,
    Options,
    options_of,
    page_sheet,
    paper_size,
    type_class,
)
from tests.cast import day


def test_the_usual_is_a4_in_black_and_white():
    assert options_of("week", {}, {}) == Options()
    assert not Options().colour
    assert Options().notes


def test_what_was_asked_for_wins_over_what_was_chosen_before():
    kept = Options(paper="letter", type="large", colour=True).kept
    found = options_of("day", {"paper": "a5"}, kept)
    assert (found.paper, found.type, found.colour) == ("a5", "large", True)


def test_a_box_that_a_form_leaves_out_is_not_ticked():
    kept = Options(colour=True, recipes=True).kept
    assert options_of("week", {"set": "1", "recipes": "1"}, kept).colour is False
    assert options_of("week", {"set": "1", "recipes": "1"}, kept).recipes is True
    assert options_of("week", {"as": "pdf"}, kept).colour is True


@pytest.mark.parametrize(
    "asked",
    [
        {"paper": "a0", "type": "huge", "columns": "9", "per_page": "x"},
        {"paper": "", "type": "\x00", "columns": "-1", "per_page": "4.0"},
        {"paper": "../a4", "type": "normal;", "columns": "²", "per_page": "0"},
    ],
)
def test_what_means_nothing_is_not_asked_for(asked):
    assert options_of("list", asked, {}) == Options()
    assert options_of("list", {}, asked) == Options(notes=False)


def test_a_receipt_is_for_lists_and_cards_and_has_one_column():
    assert [kind for kind, papers in PAPERS_OF.items() if "receipt" in papers] == ["list", "cards"]
    assert options_of("list", {"paper": "receipt", "columns": "2"}, {}).columns == 1
    assert options_of("cards", {"paper": "receipt", "per_page": "4"}, {}).per_page == 1
    assert options_of("week", {}, Options(paper="receipt").kept).paper == "a4"


def test_only_the_week_is_wider_than_high():
    assert page_sheet("week", Options()) == "css/print-a4-landscape.css"
    assert page_sheet("list", Options(paper="receipt")) == "css/print-receipt.css"
    assert paper_size("week", Options(paper="a5")) == (210.0, 148.0)
    assert paper_size("day", Options(paper="letter")) == (215.9, 279.4)


def test_types_differ_and_small_paper_is_set_smaller():
    sizes = [Options(type=name).points for name in ("normal", "large", "larger")]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3
    assert Options(paper="receipt").points < Options().points
    assert type_class(9.5) == "t95"
    assert type_class(12.0) == "t120"


def test_every_size_of_type_has_its_rule():
    from django.contrib.staticfiles import finders

    path = finders.find("css/print-sheet.css")
    assert isinstance(path, str)
    with open(path) as file:
        css = file.read()
    for tenths in range(70, 165, 5):
        assert f".t{tenths} {{ font-size: {tenths / 10:g}pt; }}" in css


@pytest.mark.django_db
class TestRemembered:
    """Choices last as long as the browser's session, and only where a form made them."""

    def test_from_one_print_to_the_next(self, plan, ada):
        week = reverse("planner:week_print", args=[plan.pk])
        other = reverse("planner:day_print", args=[plan.pk, str(day(0))])
        ada.get(week, {"set": "1", "paper": "letter", "colour": "1", "notes": "1"})
        page = ada.get(other).content.decode()
        assert "css/print-letter.css" in page
        assert "paper--colour" in page

    def test_an_address_alone_changes_nothing(self, plan, ada):
        week = reverse("planner:week_print", args=[plan.pk])
        assert "css/print-a5-landscape.css" in ada.get(week, {"paper": "a5"}).content.decode()
        assert "css/print-a4-landscape.css" in ada.get(week).content.decode()
