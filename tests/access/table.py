"""Who gets what from which URL: the language of the access table.

Every route of the site has exactly one row in a `ROWS` list of a `tests/access/rows_*.py` file; a
route without a row fails `test_table.py`, and so does a row without a route. Rows of your part go
into a file of your own. `test_table.py` then asks every route as every role, by GET and by POST,
compares the statuses, and checks that who is refused has written nothing.

    from tests.access.table import EDIT, NO, READ, open_page, page, row, write

    ROWS = [
        page("planner:week"),                        # GET: READ, POST: NO (405 behind the gate)
        write("planner:swap", data={"recipe": "x"}),  # GET: NO, POST: EDIT
        open_page("foods:index"),                    # GET: 200 for all, POST: 405 for all
        row("people:targets", get=HEALTH, post=NO),  # anything else: a status for each role
        write("people:archive", post=EDIT | {"guest": 422}),
    ]

**Roles** (`ROLES`): anonymous (no session), former (kept a session of the practice, member no
more), client (a user with a grant on the practice's Ada and no membership), guest (Ada's own guest
household), owner, editor, dietitian, colleague (another dietitian), viewer of the practice,
stranger (owner of another practice). All but the guest ask for objects of the practice, the guest
for those of the guest household, anonymous for the guest's; so the stranger always asks for what
belongs to others.

**Arguments** of a URL come from its names: `plan_id`, `meal_id`, `person_id`, `food_id`, `day`
(see `scene.py`); a row gives others by `args={"slug": "dal", "link_id": lambda s: s.plan_link.pk}`:
a value or a function of the `Scene`, which may make rows (everything is rolled back). `data` is
what a good page posts, likewise a mapping whose values may be functions of the scene (or one
function that gives the mapping); the plan's `revision` is sent along where the route has a
`plan_id`. `query` is added to GET. `bare=True` where a good answer is no page of the site but a
file or a text: `tests/config/test_pages.py` holds what every page must have. `by_token=True` where
a secret link lets whoever has it write (an intake form, a tick): elsewhere it is an error when a
viewer, stranger, client or visitor changes any row of the practice.

**Statuses** are sets, a status for each role, combined with `|`: `READ | {"viewer": 403}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "anonymous",
    "former",
    "client",
    "guest",
    "owner",
    "editor",
    "dietitian",
    "colleague",
    "viewer",
    "stranger",
)
#: Those whom the tenant gate sends to the start page.
OUTSIDE = ("anonymous", "former", "client")
#: Those who may change the object asked for.
EDITORS = ("guest", "owner", "editor", "dietitian", "colleague")
#: Those with an account.
SIGNED_IN = tuple(role for role in ROLES if role not in ("anonymous", "guest"))

Statuses = Mapping[str, int]


def everyone(status: int) -> dict[str, int]:
    """The same for every role."""
    return dict.fromkeys(ROLES, status)


def these(roles: tuple[str, ...], status: int) -> dict[str, int]:
    """The same for some roles."""
    return dict.fromkeys(roles, status)


GATE = these(OUTSIDE, 303)
#: A page of an object: the stranger does not learn that it exists.
READ = everyone(200) | GATE | {"stranger": 404}
#: A page of an object that speaks of health, or one that leads to edits only.
HEALTH = READ | {"viewer": 403}
#: An edit of an object: back to the page by 303.
EDIT = everyone(303) | GATE | {"viewer": 403, "stranger": 404}
#: The method does not exist; the gate speaks first.
NO = everyone(405) | GATE
#: A page about the visitor's own tenant, without an object of it in the address.
OWN = everyone(200) | GATE
OWN_MOVED = everyone(303)
OWN_EDIT = everyone(303) | GATE | {"viewer": 403}
#: Views open to anyone.
OPEN = everyone(200)
OPEN_NO = everyone(405)
#: Views for who is signed in, with or without a tenant.
ACCOUNT = everyone(200) | these(("anonymous", "guest"), 303)
ACCOUNT_NO = everyone(405) | these(("anonymous", "guest"), 303)
#: Pages of a practice: a household has no such page.
PRACTICE = READ | {"guest": 404}
PRACTICE_EDIT = EDIT | {"guest": 404}

Values = Mapping[str, Any | Callable[..., Any]]
Data = Values | Callable[..., Values]


@dataclass(frozen=True, slots=True)
class Row:
    """A route with what each role gets from it."""

    name: str
    get: Statuses
    post: Statuses
    args: Values = field(default_factory=dict)
    data: Data = field(default_factory=dict)
    query: Values = field(default_factory=dict)
    bare: bool = False
    """Whether a good answer is no page: a text, a file, a fragment."""
    by_token: bool = False
    """Whether who has the secret link may write, whatever their role."""

    @property
    def is_open(self) -> bool:
        """Whether the gate lets anonymous visitors through."""
        return not self.get["anonymous"] == self.post["anonymous"] == 303


@dataclass(frozen=True, slots=True)
class Prefix:
    """All routes whose name begins so and which have no row of their own, asked without objects.

    For the pages of other people's packages, which guard themselves.
    """

    name: str
    get: Statuses
    post: Statuses


def row(
    name: str,
    *,
    get: Statuses,
    post: Statuses,
    args: Values | None = None,
    data: Data | None = None,
    query: Values | None = None,
    bare: bool = False,
    by_token: bool = False,
) -> Row:
    """A row, whole."""
    return Row(name, get, post, args or {}, data or {}, query or {}, bare, by_token)


def page(name: str, get: Statuses = READ, **more: Any) -> Row:
    """A page of an object that is only read."""
    return row(name, get=get, post=NO, **more)


def write(name: str, post: Statuses = EDIT, **more: Any) -> Row:
    """An edit of an object."""
    return row(name, get=NO, post=post, **more)


def open_page(name: str, get: Statuses = OPEN, **more: Any) -> Row:
    """A page that anyone may read."""
    return row(name, get=get, post=OPEN_NO, **more)


def own_page(name: str, get: Statuses = OWN, **more: Any) -> Row:
    """A page about the visitor's own tenant."""
    return row(name, get=get, post=NO, **more)
