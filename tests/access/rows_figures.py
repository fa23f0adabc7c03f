"""Figures shown for the day in a household in which somebody hides numbers."""

from tests.access.table import OWN_MOVED, write

ROWS = [
    # A choice of one browser: whoever reads the pages may make it.
    write("people:show_figures", OWN_MOVED, data={"show": "1"}),
]
