"""A plan's rows laid out for one edit: read once, changed in memory, written in few statements.

An edit says only what shall be; what was is remembered the first time a row is touched, so the
history cannot miss a row. New rows have negative ids until they are written.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Final

from django.db.models import F, OuterRef, Subquery

from accounts.json_rows import Exactly, rows_as_json
from accounts.prepared import Prepared
from planner import history
from planner.history import Row, Rows
from planner.models import Meal, Plan, PlanChange, Serving
from planner.table import table_of

#: Columns of a meal from which follows who eats what when.
EATEN: Final = ("date", "slot", "batch_id", "food_id", "unplanned")


class GoneError(Exception):
    """What an edit is about is not (or no longer) part of the plan."""


class RefusedError(Exception):
    """An edit that makes no sense, with the reason in words."""


class Desk:
    """The rows of a plan while an edit is under way; slots are read when asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.quality: dict[str, Any] = plan.quality
        self.words: dict[str, Any] = {}
        """What the history says of this edit besides its verb."""
        self.made: PlanChange | None = None
        """The change this edit became."""
        self.steps: tuple[PlanChange | None, ...] | None = None
        """What undo and redo would do after it, where that is known."""
        self._tables: dict[str, dict[int, Row]] = {}
        self.before: dict[str, dict[int, Row | None]] = defaultdict(dict)
        self._eaters: dict[int, set[int]] | None = None
        self._ids = count(-1, -1)
        self.changed = False

    def rows(self, table: str) -> dict[int, Row]:
        """The rows of a table by id (1 query, the first time)."""
        if table not in self._tables:
            if table in ("meal", "batch", "serving"):
                self._read_meals()
            elif table == "out":
                # They came with the plan, at the revision that this edit was made from.
                self._tables[table] = {
                    out.pk: {"date": out.date, "slot": out.slot, "person_id": out.person}
                    for out in table_of(self.plan).outs
                }
            else:
                self._tables[table] = history.rows_of(self.plan, table)
        return self._tables[table]

    def _read_meals(self) -> None:
        """Meals with their cookings and servings (1 query); a batch nobody eats is not there."""
        columns = history.COLUMNS["meal"]
        meals: dict[int, Row] = {}
        batches: dict[int, Row] = {}
        servings: dict[int, Row] = {}
        for pk, eaten, *values in _meals_of(self.plan.pk):
            meals[pk] = dict(zip(columns, values, strict=False))
            if meals[pk]["batch_id"] is not None:
                pair = dict(zip(history.COLUMNS["batch"], values[-2:], strict=True))
                batches[meals[pk]["batch_id"]] = pair
            for serving, person, amount, status, instead, had in json.loads(eaten or "[]"):
                servings[serving] = {
                    "meal_id": pk,
                    "person_id": person,
                    "amount": float(amount),
                    "status": status,
                    "instead": instead,
                    "had": float(had) if had else None,
                }
        servings = dict(sorted(servings.items()))
        self._tables |= {"meal": meals, "batch": batches, "serving": servings}

    # Reading

    def meal(self, pk: int) -> Row:
        """A meal of the plan; raises GoneError for any other."""
        if pk not in self.rows("meal"):
            raise GoneError
        return self.rows("meal")[pk]

    def servings(self, meal: int) -> dict[int, Row]:
        """Who eats how much of a meal: serving id -> row."""
        if self._eaters is None:
            self._eaters = defaultdict(set)
            for pk, row in self.rows("serving").items():
                self._eaters[row["meal_id"]].add(pk)
        return {pk: self.rows("serving")[pk] for pk in sorted(self._eaters.get(meal, ()))}

    def amounts(self, meal: int) -> dict[int, float]:
        """Person id -> recipe servings, or grams of a food."""
        return {row["person_id"]: row["amount"] for row in self.servings(meal).values()}

    def at(self, date: dt.date, slot: str) -> list[int]:
        """The meals of a place, in order."""
        found = [pk for pk, row in self.rows("meal").items() if _at(row, date, slot)]
        return sorted(found, key=lambda pk: self.rows("meal")[pk]["position"])

    def on(self, dates: Iterable[dt.date]) -> list[int]:
        """The meals of some days, in order."""
        wanted = set(dates)
        found = [(row, pk) for pk, row in self.rows("meal").items() if row["date"] in wanted]
        return [pk for row, pk in sorted(found, key=lambda pair: _order(*pair))]

    def eaten_from(self, batch: int) -> list[int]:
        """The meals of one cooking, the first eaten first."""
        found = [pk for pk, row in self.rows("meal").items() if row["batch_id"] == batch]
        return sorted(found, key=lambda pk: _order(self.rows("meal")[pk], pk))

    # Changing

    def add(self, table: str, **values: Any) -> int:
        """A new row; its id is negative until it is written."""
        pk = next(self._ids)
        self._put(table, pk, values)
        return pk

    def change(self, table: str, pk: int, **values: Any) -> None:
        """Other values for some columns of a row."""
        self._put(table, pk, self.rows(table)[pk] | values)

    def drop(self, table: str, pk: int) -> None:
        """Take a row away; a meal goes with its servings."""
        if table == "meal":
            for serving in self.servings(pk):
                self._put("serving", serving, None)
        self._put(table, pk, None)

    def _put(self, table: str, pk: int, row: Row | None) -> None:
        rows = self.rows(table)
        was = rows.get(pk)
        self.before[table].setdefault(pk, was)
        if table == "serving" and self._eaters is not None:
            meal = (row or was or {}).get("meal_id")
            members = self._eaters.setdefault(meal, set())  # type: ignore[arg-type]
            members.discard(pk) if row is None else members.add(pk)
        if row is None:
            rows.pop(pk, None)
        else:
            rows[pk] = row

    def add_meal(
        self, *, date: dt.date, slot: str, amounts: Mapping[int, float], **values: Any
    ) -> int:
        """A meal after what stands in its place already; nobody has 0 of it."""
        blank: Row = {"batch_id": None, "food_id": None, "locked": False, "reasons": [], "note": ""}
        blank["unplanned"] = False
        place = {"date": date, "slot": slot, "position": self.next_position(date, slot)}
        meal = self.add("meal", **(blank | place | values))
        self.serve(meal, amounts)
        return meal

    def next_position(self, date: dt.date, slot: str) -> int:
        """The position after what stands in a place."""
        rows = self.rows("meal")
        return max((rows[pk]["position"] for pk in self.at(date, slot)), default=-1) + 1

    def serve(self, meal: int, amounts: Mapping[int, float]) -> None:
        """Who eats how much from now on: 0 leaves a person out, others stay as they are."""
        given = {row["person_id"]: pk for pk, row in self.servings(meal).items()}
        for person, amount in amounts.items():
            if person not in given and amount > 0:
                row = {"meal_id": meal, "person_id": person, "amount": amount}
                self.add("serving", **row, status="planned", instead="", had=None)
            elif person in given and amount > 0:
                self.change("serving", given[person], amount=amount)
            elif person in given:
                self.drop("serving", given[person])

    def load(self, rows: Rows) -> None:
        """Bring the named rows back to what a change says, ids included."""
        for values in rows.get("plan", {}).values():
            self.quality = values["quality"] if values else {}
        for table in history.TABLES:
            for key, row in rows.get(table, {}).items():
                self._put(table, int(key), history.parsed(table, row) if row else None)

    # Ending

    def tidy(self) -> None:
        """A batch nobody eats is not cooked; any other is cooked when it is first eaten."""
        touched = set(self.before["batch"])
        for pk, was in self.before["meal"].items():
            for row in (was, self.rows("meal").get(pk)):
                if row is not None and row["batch_id"] is not None:
                    touched.add(row["batch_id"])
        first: dict[int, dt.date] = {}
        for row in self.rows("meal").values() if touched else ():
            if row["batch_id"] in touched:
                first[row["batch_id"]] = min(row["date"], first.get(row["batch_id"], row["date"]))
        for batch in touched & self.rows("batch").keys() if touched else ():
            if batch not in first:
                self.drop("batch", batch)
            elif self.rows("batch")[batch]["cook_date"] != first[batch]:
                self.change("batch", batch, cook_date=first[batch])

    def changes(self, table: str) -> dict[int, tuple[Row | None, Row | None]]:
        """What differs: id -> (as it was, as it is)."""
        if table not in self.before:
            return {}
        now = self.rows(table)
        pairs = {pk: (was, now.get(pk)) for pk, was in self.before[table].items()}
        return {pk: pair for pk, pair in pairs.items() if pair[0] != pair[1]}

    def written(self) -> None:
        """New rows have their final ids now."""
        self._eaters = None
        self.changed = True

    def contents(self) -> tuple[set[int], set[int]]:
        """Ids of the recipe revisions and of the foods on the board."""
        foods = {row["food_id"] for row in self.rows("meal").values()} - {None}
        return {row["revision_id"] for row in self.rows("batch").values()}, foods

    @property
    def feeds_otherwise(self) -> bool:
        """Whether something differs that figures follow from: a lock or a note does not count."""
        if any(self.changes(table) for table in ("slot", "batch", "serving", "out")):
            return True
        return any(
            was is None or now is None or any(was[key] != now[key] for key in EATEN)
            for was, now in self.changes("meal").values()
        )

    def places(self) -> dict[dt.date, frozenset[str]]:
        """The slots that look different now, by day; none named where it is all of the day."""
        meals = self.rows("meal")
        touched = [row for pair in self.changes("meal").values() for row in pair if row]
        for was, now in self.changes("serving").values():
            row = now or was
            if row and row["meal_id"] in meals:
                touched.append(meals[row["meal_id"]])
        batches = self.changes("batch").keys()
        touched += [row for row in meals.values() if row["batch_id"] in batches]
        found: dict[dt.date, frozenset[str]] = {}
        for row in touched:
            found[row["date"]] = found.get(row["date"], frozenset()) | {row["slot"]}
        whole = [row for pair in self.changes("out").values() for row in pair if row]
        return found | {row["date"]: frozenset() for row in whole}


def _servings() -> Subquery:
    """The servings of a meal as JSON; amounts with all their digits."""
    columns = (F("pk"), F("person_id"), Exactly(F("amount")), F("status"), F("instead"))
    return rows_as_json(Serving, "meal", OuterRef("pk"), *columns, Exactly(F("had")))


_meals_of = Prepared(
    lambda plan: (
        Meal.objects.filter(plan_id=plan)
        .order_by("pk")
        .annotate(eaten=_servings())
        .values_list(
            "pk", "eaten", *history.COLUMNS["meal"], "batch__revision_id", "batch__cook_date"
        )
    )
)


def _at(row: Row, date: dt.date, slot: str) -> bool:
    return bool(row["date"] == date and row["slot"] == slot)


def _order(row: Row, pk: int) -> tuple[Any, ...]:
    return row["date"], row["slot"], row["position"], pk
