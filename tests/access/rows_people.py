"""Parts that other pages load from the people room."""

from tests.access.table import own_page

ROWS = [
    own_page("people:food_share", args={"slug": "spinach"}),
]
