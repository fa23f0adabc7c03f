"""Progress: a fragment that becomes the week when it is done."""

import pytest

from planner.models import Generation
from planner.views.week import progress_figures
from tests.cast import url_of, write

HTMX = {"HX-Request": "true"}


def test_a_running_solve_shows_its_share_of_the_time(ada, plan, solver):
    solver.hold = True
    write(ada, "refill", plan)
    page = ada.get(url_of("progress", plan) + "?person=7", headers=HTMX).content.decode()
    assert "<progress" in page
    assert "<html" not in page
    assert "?person=7" in page  # the focus comes back with the next poll


def test_a_solve_that_is_done_brings_the_week(ada, plan, solver):
    solver.hold = True
    write(ada, "refill", plan)
    solver.finish()
    answer = ada.get(url_of("progress", plan), headers=HTMX)
    assert answer["HX-Retarget"] == "#live"
    assert 'data-revision="2"' in answer.content.decode()


def test_without_javascript_progress_is_the_week_page(ada, plan, solver):
    solver.hold = True
    write(ada, "refill", plan)
    assert ada.get(url_of("progress", plan)).status_code == 303
    assert "<noscript>" in ada.get(url_of("week", plan)).content.decode()


@pytest.mark.parametrize(("seconds", "percent"), [(0, 0), (2, 50), (4, 97), (900, 97)])
def test_the_bar_is_never_quite_full(seconds, percent):
    figures = progress_figures(Generation(seconds_limit=3.5), seconds)
    assert figures == {"percent": percent, "seconds": seconds}
