"""A practice's clients, intake links and answers, and consent."""

from people import intake_actions
from tests.access.table import (
    EDIT,
    HEALTH,
    NO,
    OPEN,
    OPEN_NO,
    OWN,
    OWN_EDIT,
    PRACTICE,
    PRACTICE_EDIT,
    page,
    row,
    write,
)

ANSWERS = {"birth_date": "1960-02-29", "sex": "female", "consent": "on"}
#: Answers speak of health, and a household has no clients.
ANSWERED = HEALTH | {"guest": 404}


def client_of(scene):
    """The person asked for, who is a client of the practice."""
    scene.person.is_client = True
    scene.person.save()
    return scene.person


def link_of(scene):
    """An intake link to them that opens."""
    return intake_actions.make_link(person=client_of(scene), form="short", days=14, by=None)


def intake_of(scene):
    """Answers that came in by such a link."""
    return intake_actions.submit(link=link_of(scene), answers={"sex": "female"}).pk


CLIENT = {"person_id": lambda scene: client_of(scene).pk}
LINK = CLIENT | {"link_id": lambda scene: link_of(scene).pk}
INTAKE = CLIENT | {"intake_id": intake_of}
TOKEN = {"token": lambda scene: link_of(scene).token}

ROWS = [
    row("people:clients", get=OWN | {"guest": 404}, post=NO),
    write("people:add_client", OWN_EDIT | {"guest": 404}, data={"name": "Eve"}),
    page("people:client", PRACTICE, args=CLIENT),
    write("people:archive_client", PRACTICE_EDIT, args=CLIENT),
    write("people:restore_client", PRACTICE_EDIT, args=CLIENT),
    write(
        "people:make_intake_link",
        PRACTICE_EDIT,
        args=CLIENT,
        data={"form": "short", "days": "14"},
    ),
    write("people:revoke_intake_link", PRACTICE_EDIT, args=LINK),
    page("people:intake", ANSWERED, args=INTAKE),
    write("people:take_over", PRACTICE_EDIT, args=INTAKE, data={"all": "1"}),
    write("people:delete_intake", PRACTICE_EDIT, args=INTAKE, data={"sure": "on"}),
    page("people:consent", HEALTH),
    write("people:give_consent", EDIT, data={"agreed": "on"}),
    write("people:withdraw_consent", EDIT, data={"sure": "on"}),
    # Whoever has the link may answer, once: that is what it was made for.
    row("people:intake_form", get=OPEN, post=OPEN_NO, args=TOKEN),
    row("people:send_intake", get=OPEN_NO, post=OPEN, args=TOKEN, data=ANSWERS, by_token=True),
]
