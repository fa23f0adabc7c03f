"""Links to plans, what opens behind them, and what a client with a grant sees."""

from accounts.links import in_days
from people.models import GrantInvitation, PersonGrant
from tests.access.table import (
    ACCOUNT,
    ACCOUNT_NO,
    HEALTH,
    NO,
    PRACTICE_EDIT,
    everyone,
    open_page,
    page,
    row,
    these,
    write,
)

TOKEN = {"token": lambda scene: scene.plan_link.token}
LINK = {"link_id": lambda scene: scene.plan_link.pk}
#: Only who was granted somebody's record finds plans there: members have their own pages.
GRANTED = everyone(404) | {"client": 200} | these(("anonymous", "guest"), 303)
#: The page of grants names tokens: for those who may hand them out, and in a practice alone.
GRANTS = HEALTH | {"guest": 404}


def invitation_of(scene):
    """An invitation to see the record asked for."""
    return GrantInvitation.objects.create(person=scene.person, expires_at=in_days(7))


def grant_of(scene):
    """Somebody's grant on the record asked for."""
    user = scene.cast.users["former"]
    return PersonGrant.objects.create(person=scene.person, user=user).pk


INVITATION = {"token": lambda scene: invitation_of(scene).token}

ROWS = [
    open_page("planner:robots", bare=True),
    page("planner:links", HEALTH),
    write("planner:create_link", data={"days": "7"}),
    write("planner:revoke_link", args=LINK),
    open_page("planner:shared", args=TOKEN),
    open_page("planner:shared_print", args=TOKEN),
    open_page("planner:shared_day", args=TOKEN),
    open_page("planner:shared_cook", args=TOKEN),
    row("planner:mine", get=ACCOUNT, post=ACCOUNT_NO),
    row("planner:granted", get=GRANTED, post=ACCOUNT_NO),
    row("planner:granted_print", get=GRANTED, post=ACCOUNT_NO),
    row("planner:granted_list", get=GRANTED, post=ACCOUNT_NO),
    row("planner:granted_day", get=GRANTED, post=ACCOUNT_NO),
    row("planner:granted_cook", get=GRANTED, post=ACCOUNT_NO),
    row("people:grants", get=GRANTS, post=NO),
    write("people:invite_grant", PRACTICE_EDIT),
    write(
        "people:close_grant_invitation",
        PRACTICE_EDIT,
        args={"invitation_id": lambda scene: invitation_of(scene).pk},
    ),
    write("people:revoke_grant", PRACTICE_EDIT, args={"grant_id": grant_of}),
    open_page("people:grant", args=INVITATION),
    # Whoever has the link and an account takes it up: that is what it was made for.
    row(
        "people:accept_grant",
        get=ACCOUNT_NO,
        post=everyone(303),
        args=INVITATION,
        by_token=True,
    ),
]
