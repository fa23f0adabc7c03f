"""Ten holes, planted one at a time in a copy of the site: the access tests must catch each.

What only the table and its neighbours stand for: if one of these goes unnoticed, they are worth
less than they seem. Slow, for it runs them once for every hole.
"""

import pytest

from tests.holes import Hole, all_is_well, copy_of_the_site, is_caught

TABLE = "tests/access/test_table.py"
LINKS = "tests/planner/test_share_links.py"
HOLES = (
    Hole(
        "a plan of any tenant",
        "planner/access.py",
        "get_object_or_404(Plan.objects.of(request.tenant), pk=plan_id)",
        "get_object_or_404(Plan.objects, pk=plan_id)",
        (f"{TABLE}::test_who_gets_what[planner:week-get]",),
    ),
    Hole(
        "a viewer edits",
        "planner/access.py",
        "if edit and not may_edit(request):",
        "if False and not may_edit(request):",
        (f"{TABLE}::test_who_gets_what[planner:lock-post]",),
    ),
    Hole(
        "one view forgets edit=True",
        "planner/views/meals.py",
        "@plan_required(edit=True)",
        "@plan_required()",
        (f"{TABLE}::test_who_gets_what[planner:swap-post]",),
    ),
    Hole(
        "a person of any tenant",
        "people/access.py",
        "Person.objects.of(request.tenant)",
        "Person.objects",
        (f"{TABLE}::test_who_gets_what[people:grants-get]",),
    ),
    Hole(
        "the gate is open on one view",
        "planner/views/days.py",
        "@require_safe\n@plan_required()\ndef cook",
        "@open_to_anyone\n@require_safe\n@plan_required()\ndef cook",
        (f"{TABLE}::test_the_gate_is_open_exactly_where_the_table_says_so",),
    ),
    Hole(
        "a closed link opens",
        "accounts/links.py",
        "return self.revoked_at is None and self.expires_at > timezone.now()",
        "return self.expires_at > timezone.now()",
        (f"{LINKS}::test_a_closed_link_is_closed_for_good",),
    ),
    Hole(
        "an expired link opens",
        "accounts/links.py",
        "return self.revoked_at is None and self.expires_at > timezone.now()",
        "return self.revoked_at is None",
        (f"{LINKS}::test_an_expired_link_says_so_and_shows_nothing",),
    ),
    Hole(
        "a token is not checked",
        "accounts/links.py",
        "cls._signer().unsign(token)",
        'token.split(":")[0]',
        (f"{LINKS}::test_a_forged_token_opens_nothing",),
    ),
    Hole(
        "a grant shows everyone's plans",
        "planner/access.py",
        "PlanPerson.objects.filter(plan=plan_id, person__grants__user=request.user.pk)",
        "PlanPerson.objects.filter(plan=plan_id)",
        ("tests/planner/test_granted.py::test_a_plan_without_a_seat_of_mine_is_not_there",),
    ),
    Hole(
        "a former member keeps the practice",
        "accounts/middleware.py",
        "tenant.memberships.filter(user=user).exists()",
        "True",
        (f"{TABLE}::test_who_gets_what[planner:week-get]",),
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copy_of_the_site(tmp_path_factory.mktemp("holes"))


@pytest.mark.slow
def test_without_a_hole_all_is_well(copy):
    all_is_well(copy, HOLES)


@pytest.mark.slow
@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.name)
def test_every_hole_is_caught(copy, hole):
    opened = "open_to" in hole.new
    is_caught(copy, hole, "from accounts.http import open_to_anyone\n" if opened else "")


def test_there_are_ten():
    assert len({hole.name for hole in HOLES}) == 10
