"""Recipes."""

from tests.access.table import open_page

ROWS = [
    open_page("recipes:index"),
    open_page("recipes:detail", args={"slug": "dal"}),
    open_page("recipes:cook", args={"slug": "dal"}),
    open_page("recipes:using", args={"slug": "spinach"}),
]
