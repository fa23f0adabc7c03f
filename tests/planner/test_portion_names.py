"""Who has how much, in a line."""

from types import SimpleNamespace as Told
from typing import Any

import pytest

from planner.templatetags.planning import portions

NBSP = "\u00a0"


def line(*names):
    people: Any = [Told(pk=number, name=name) for number, name in enumerate(names)]
    card: Any = Told(
        amounts={one.pk: 1.5 for one in people},
        dose=None,
        revision=Told(),
        meal=Told(food=None),
    )
    return portions(card, people).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ada", "Ben"), "Ada 1½ · Ben 1½"),
        (("Person 1", "Person 2"), "Person 1: 1½ · Person 2: 1½"),
        (("Ada",), "1½ portions"),
    ],
)
def test_a_number_in_a_name_is_not_read_as_an_amount(names, said):
    assert line(*names) == said
