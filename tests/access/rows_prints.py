"""Prints beyond the week, the day and the list: cook sheets and cards."""

from tests.access.table import open_page, page

ROWS = [
    page("planner:cook_print"),
    page("planner:cards"),
    open_page("planner:recipe_card", args={"slug": "dal"}),
    open_page("planner:smoothie_print"),
]
