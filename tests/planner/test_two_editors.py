"""Two people edit one plan at once: nothing is lost silently, and history and undo stay true.

Each has a page of their own, drawn at some revision. What they do on a page that is behind is
answered with 409 and changes nothing; they then make it all the same, or leave it. A model of plain
values, which knows nothing of the product's own rows, says what the board must be after each step.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from planner import actions
from planner.editing import Stamp
from planner.models import Plan
from tests.cast import Cast, browser_of, day

EDITS = 200
PLACES = [(day(n), slot) for n in range(3) for slot in ("breakfast", "lunch", "dinner")]
AGAIN = "Make my change all the same"
#: Meal id -> what it is, where, and who has how much.
State = dict[int, dict[str, Any]]
Change = Callable[[State], None]


def board_of(plan: Plan) -> State:
    """The board as the database has it."""
    meals = plan.meals.select_related("batch").prefetch_related("servings")
    return {
        meal.pk: {
            "place": (meal.date, meal.slot),
            "thing": meal.batch.revision_id if meal.batch else -(meal.food_id or 0),
            "locked": meal.locked,
            "note": meal.note,
            "eats": {one.person_id: one.amount for one in meal.servings.all()},
        }
        for meal in meals
    }


@dataclass
class Model:
    """What the plan must be: a line of states with a cursor, and the log of all that was done."""

    line: list[State]
    at: int
    revision: int
    by_revision: dict[int, State]
    log: list[tuple[int, str]] = field(default_factory=list)
    """(user, path) of each change, in order."""

    @property
    def now(self) -> State:
        return self.line[self.at]

    def done(self, state: State, user: int, path: str) -> None:
        """An edit: what was undone before it is not done again. One without effect is none."""
        if state != self.now:
            self.line = [*self.line[: self.at + 1], state]
            self.moved(self.at + 1, user, path)

    def moved(self, at: int, user: int, path: str) -> None:
        self.at = at
        self.revision += 1
        self.by_revision[self.revision] = self.now
        self.log.append((user, path))


@dataclass
class Editor:
    """Somebody with a page open."""

    client: Client
    user: int
    scripts: bool
    """Whether their browser runs scripts: one of the two sends plain forms."""
    revision: int = 0
    seen: State = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How an edit that was made is answered: with what looks different, or by going back."""
        return 200 if self.scripts else 303

    def look(self, model: Model) -> None:
        self.revision, self.seen = model.revision, deepcopy(model.now)


@dataclass
class Wish:
    """An edit that somebody is about to send, and what it does to the model."""

    path: str
    sent: dict[str, Any]
    change: Change | None = None
    """None: along the line of edits, or back to a point of it."""
    meal: int | None = None


class Desk:
    """The plan, the model, and one seeded source of chance."""

    def __init__(self, cast: Cast) -> None:
        self.chance = random.Random(20261122)
        self.plan = Plan.objects.get(pk=cast.practice_plan_id)
        self.people = [seat.person_id for seat in self.plan.seats.all()]
        dishes = (cast.kitchen.dishes[name] for name in ("porridge", "granola", "soup", "stew"))
        self.dishes = [(dish.slug, dish.current_id) for dish in dishes]
        self.food = cast.kitchen.foods["lentils"].pk
        state = board_of(self.plan)
        self.model = Model([{}, state], 1, self.plan.revision, {self.plan.revision: state})
        self.editors = [
            Editor(browser_of(cast.practice, cast.users[role]), cast.users[role].pk, scripts)
            for role, scripts in (("editor", True), ("dietitian", False))
        ]
        for editor in self.editors:
            editor.look(self.model)

    def wish(self, editor: Editor) -> Wish:
        """Something that makes sense on the page as this editor sees it."""
        choose = self.chance.choice
        movable = [pk for pk, row in editor.seen.items() if row["place"][1] != "drinks"]
        step = self.chance.random()
        if step < 0.16 or not movable:
            return Wish(choose(["undo", "undo", "redo"]), {})
        if step < 0.2:
            return Wish("history/restore", {"point": choose(sorted(self.model.by_revision))})
        if step < 0.3:
            return self.put(choose(PLACES))
        kinds = [self.note, self.lock, self.portions, self.swap, self.move, self.remove]
        return choose(kinds)(choose(movable))

    def put(self, place: Any) -> Wish:
        sent = {"date": place[0].isoformat(), "slot": place[1], "food": "lentils", "grams": "80"}
        blank = {"place": place, "thing": -self.food, "locked": False, "note": ""}
        eats = dict.fromkeys(self.people, 80.0)

        def change(state: State) -> None:
            [new] = board_of(self.plan).keys() - state.keys()
            state[new] = blank | {"eats": eats}

        return Wish("put", sent, change)

    def note(self, meal: int) -> Wish:
        note = f"note {self.chance.randrange(10_000)}"
        return self.of_meal(meal, "note/set", {"note": note}, {"note": note})

    def lock(self, meal: int) -> Wish:
        on = self.chance.random() < 0.5
        return self.of_meal(meal, "lock" if on else "unlock", {}, {"locked": on})

    def portions(self, meal: int) -> Wish:
        eats = {person: self.chance.choice([1.0, 1.25, 1.5, 2.0]) for person in self.people}
        sent = {f"amount_{person}": amount for person, amount in eats.items()}
        return self.of_meal(meal, "portions/set", sent, {"eats": eats})

    def swap(self, meal: int) -> Wish:
        slug, revision = self.chance.choice(self.dishes)
        eats = {person: self.chance.choice([0.75, 1.0, 1.5]) for person in self.people}
        sent = {f"amount_{person}": amount for person, amount in eats.items()}
        values = {"thing": revision, "eats": eats}
        return self.of_meal(meal, "swap", sent | {"recipe": slug}, values)

    def of_meal(self, meal: int, verb: str, sent: dict[str, Any], values: dict[str, Any]) -> Wish:
        def change(state: State) -> None:
            state[meal] = state[meal] | values

        return Wish(f"meals/{meal}/{verb}", sent, change, meal)

    def remove(self, meal: int) -> Wish:
        return Wish(f"meals/{meal}/remove", {}, lambda state: state.__delitem__(meal), meal)

    def move(self, meal: int) -> Wish:
        place = self.chance.choice(PLACES)
        how = self.chance.choice(["exchange", "beside"])

        def change(state: State) -> None:
            origin = state[meal]["place"]
            others = [pk for pk, row in state.items() if row["place"] == place and pk != meal]
            for pk in others if how == "exchange" and place != origin else ():
                state[pk] = state[pk] | {"place": origin}
            state[meal] = state[meal] | {"place": place}

        sent = {"date": place[0].isoformat(), "slot": place[1], "how": how}
        return Wish(f"meals/{meal}/move", sent, change, meal)

    def send(self, editor: Editor, wish: Wish, **more: Any) -> Any:
        url = f"/plans/{self.plan.pk}/{wish.path}/"
        sent = {"revision": editor.revision} | wish.sent | more
        return editor.client.post(
            url, sent, headers={"HX-Request": "true"} if editor.scripts else {}
        )

    def took_place(self, editor: Editor, wish: Wish) -> None:
        """What the model says of an edit that was made."""
        model, last = self.model, len(self.model.line) - 1
        if wish.change is not None:
            state = deepcopy(model.now)
            wish.change(state)
            model.done(state, editor.user, wish.path)
        elif wish.path == "history/restore":
            model.done(model.by_revision[wish.sent["point"]], editor.user, wish.path)
        elif wish.path == "undo" and model.at > 0:
            model.moved(model.at - 1, editor.user, wish.path)
        elif wish.path == "redo" and model.at < last:
            model.moved(model.at + 1, editor.user, wish.path)
        editor.look(model)

    def is_true(self) -> None:
        """The database holds what the model says."""
        assert board_of(self.plan) == self.model.now
        assert Plan.objects.values_list("revision", flat=True).get() == self.model.revision


@pytest.fixture
def desk(cast: Cast) -> Desk:
    Plan.objects.exclude(pk=cast.practice_plan_id).delete()
    return Desk(cast)


def test_200_interleaved_edits_lose_nothing(desk: Desk):
    told = {"made": 0, "again": 0, "left": 0, "no more": 0}
    for _ in range(EDITS):
        editor = desk.chance.choice(desk.editors)
        wish = desk.wish(editor)
        behind = editor.revision != desk.model.revision
        answer = desk.send(editor, wish)
        assert answer.status_code == (409 if behind else editor.done), (wish, answer.text[:2000])
        if behind:
            desk.is_true()  # Nothing was changed.
            told[decide(desk, editor, wish, answer.text)] += 1
        else:
            desk.took_place(editor, wish)
            told["made"] += 1
        desk.is_true()
    # Every case was met, so that the test tests them.
    assert min(told.values()) >= 5, told
    check_history(desk)
    check_undo(desk)


def decide(desk: Desk, editor: Editor, wish: Wish, page: str) -> str:
    """After a 409: make the edit all the same where that is offered, or leave it and look."""
    sensible = wish.change is not None and (wish.meal is None or wish.meal in desk.model.now)
    assert (AGAIN in page) == sensible, wish
    if sensible and desk.chance.random() < 0.6:
        editor.revision = desk.model.revision  # As the button has it.
        answer = desk.send(editor, wish, again="1")
        assert answer.status_code == editor.done, answer.text[:2000]
        desk.took_place(editor, wish)
        return "again"
    editor.look(desk.model)
    return "left" if sensible else "no more"


def check_history(desk: Desk) -> None:
    """Every edit that was made stands in the history, by whom, in order."""
    changes = list(desk.plan.changes.filter(revision__gt=1).order_by("revision"))
    assert [change.by_id for change in changes] == [user for user, _path in desk.model.log]
    assert [change.revision for change in changes] == list(range(2, desk.model.revision + 1))
    back = [path for _user, path in desk.model.log]
    for change, path in zip(changes, back, strict=True):
        assert (change.verb == "undid") == (path == "undo")
        assert (change.verb == "redid") == (path == "redo")


def check_undo(desk: Desk) -> None:
    """Back to the beginning and forth to the end, every state on the way is the model's."""
    line, at = desk.model.line, desk.model.at
    for number in reversed(range(at)):
        step(desk, actions.undo)
        assert board_of(desk.plan) == line[number]
    for number in range(1, len(line)):
        step(desk, actions.redo)
        assert board_of(desk.plan) == line[number]


def step(desk: Desk, action: Callable[..., Any]) -> None:
    plan = Plan.objects.get(pk=desk.plan.pk)
    action(plan=plan, stamp=Stamp(plan.revision))
