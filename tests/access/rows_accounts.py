"""Signing in, settings of a household or practice, members, invitations, one's own data."""

from accounts import inviting
from accounts.models import Membership
from tests.access.table import (
    ACCOUNT,
    ACCOUNT_NO,
    GATE,
    OPEN,
    OWN,
    OWN_EDIT,
    SIGNED_IN,
    everyone,
    open_page,
    own_page,
    row,
    these,
    write,
)

#: Who has no account yet sees the form; who has one is led on.
ENTRANCE = everyone(200) | these(SIGNED_IN, 302)
MOVED = everyone(302)
CHANGED = these(SIGNED_IN, 302) | these(("anonymous", "guest"), 303)
#: What only owners do. The guest owns their household, but nobody else can be a member of it: they
#: are asked to make an account. The stranger, an owner too, asks for what is not theirs.
NOT_OWNERS = ("editor", "dietitian", "colleague", "viewer")
OWNERS = everyone(303) | GATE | these(NOT_OWNERS, 403) | {"stranger": 404}
OWN_OWNERS = OWNERS | {"stranger": 303}
REFUSED_FORM = everyone(422) | GATE | these(NOT_OWNERS, 403)
ACCOUNT_POST = everyone(303)


def member(scene):
    """The viewer of the practice; for the guest, who has no members, any number."""
    found = Membership.objects.filter(tenant=scene.tenant, role="viewer").first()
    return found.pk if found else 1


def invitation(scene):
    """An open link to the practice."""
    if "invitation" not in scene.memory:
        scene.memory["invitation"] = inviting.invite(
            tenant=scene.cast.practice,
            by=scene.cast.users["owner"],
            role="viewer",
            note="",
            days=2,
        )
    return scene.memory["invitation"]


def used_up(scene):
    """A link by which nobody joins any more: who does is tests/accounts/test_invitations.py's."""
    link = invitation(scene)
    type(link).objects.filter(pk=link.pk).update(uses=1)
    return link


ROWS = [
    row("account_login", get=ENTRANCE, post=ENTRANCE),
    row("account_signup", get=ENTRANCE, post=ENTRANCE),
    row("account_logout", get=MOVED | these(SIGNED_IN, 200), post=MOVED),
    open_page("account_inactive"),
    row("account_reauthenticate", get=ACCOUNT, post=ACCOUNT),
    row("account_email", get=ACCOUNT, post=CHANGED),
    open_page("account_email_verification_sent"),
    row("account_confirm_email", get=OPEN, post=everyone(404), args={"key": "x"}),
    row("account_change_password", get=ACCOUNT, post=ACCOUNT),
    # Everyone here has a password: they are led to the page that changes it.
    row("account_set_password", get=CHANGED, post=CHANGED),
    row("account_reset_password", get=OPEN, post=OPEN),
    open_page("account_reset_password_done"),
    row(
        "account_reset_password_from_key",
        get=OPEN,
        post=OPEN,
        args={"uidb36": "x", "key": "x-x"},
    ),
    open_page("account_reset_password_from_key_done"),
    own_page("accounts:settings"),
    write("accounts:save_settings", OWN_EDIT, data={"units": "us", "time_zone": "UTC"}),
    write("accounts:set_kind", OWN_OWNERS, data={"kind": "practice"}),
    row("accounts:switch", get=ACCOUNT_NO, post=everyone(404) | these(("anonymous", "guest"), 303)),
    own_page("accounts:members", OWN | {"guest": 303}),
    write("accounts:set_role", OWNERS, args={"member_id": member}, data={"role": "editor"}),
    write("accounts:remove_member", OWNERS, args={"member_id": member}),
    own_page("accounts:leaving", OWN | {"guest": 303}),
    # Without saying what they leave, nobody leaves anything.
    write("accounts:leave", everyone(303)),
    write("accounts:invite", OWN_OWNERS, data={"role": "viewer", "days": "2"}),
    write("accounts:revoke", OWNERS, args={"invitation_id": lambda scene: invitation(scene).pk}),
    own_page("accounts:data", OWN | these(NOT_OWNERS, 403)),
    own_page("accounts:export", OWN | these(NOT_OWNERS, 403), bare=True),
    write("accounts:delete", REFUSED_FORM, data={"typed": "something else"}),
    write("accounts:take_back", OWN_OWNERS),
    row("accounts:account", get=ACCOUNT, post=ACCOUNT_NO),
    row(
        "accounts:delete_account",
        get=ACCOUNT_NO,
        post=everyone(422) | these(("anonymous", "guest"), 303),
    ),
    row("accounts:keep_account", get=ACCOUNT_NO, post=ACCOUNT_POST),
    row("accounts:visit", get=everyone(303), post=ACCOUNT_NO),
    row("accounts:keep_visit", get=ACCOUNT_NO, post=ACCOUNT_POST),
    row("accounts:leave_visit", get=ACCOUNT_NO, post=ACCOUNT_POST),
    open_page("accounts:join", args={"token": lambda scene: invitation(scene).token}),
    row(
        "accounts:accept",
        get=ACCOUNT_NO,
        post=everyone(410) | these(("anonymous", "guest"), 303),
        args={"token": lambda scene: used_up(scene).token},
    ),
]
