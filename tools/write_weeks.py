"""Write `docs/weeks/`: one week for each of twelve tables, as people would read it.

    python -m tools.write_weeks [--only NAME] [--seconds 10]

Each page carries the command that makes it again. The weeks are kept to be read: a change of
weights or dishes that makes them worse to cook shows up here before it reaches a kitchen.
"""

import argparse
import datetime as dt
import json
import os
import shlex
import tempfile
import tomllib
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any, Final

from foods.facts import DIETS

TABLES: Final = Path(__file__).with_name("weeks.toml")
FOLDER: Final = Path(__file__).parent.parent / "docs" / "weeks"
START: Final = "2026-11-30"

Plain = dict[str, Any]


def tables() -> list[Plain]:
    """The twelve tables: name, title, who it is for, and the options of `plan_week`."""
    with TABLES.open("rb") as file:
        return list(tomllib.load(file)["table"])


def command_of(table: Plain, seconds: float | None) -> list[str]:
    """The options of `plan_week` for a table."""
    words = [*shlex.split(table["options"]), "--start", START]
    return words if seconds is None else [*words, "--time-limit", f"{seconds:g}"]


def made(words: list[str]) -> Plain:
    """What `plan_week` answers, as a value."""
    from django.core.management import call_command

    out = StringIO()
    call_command("plan_week", *words, "--format", "json", stdout=out)
    told: Plain = json.loads(out.getvalue())
    return told


def page(table: Plain, words: list[str], told: Plain) -> str:
    """A week as a Markdown page."""
    command = "python manage.py plan_week " + shlex.join(words)
    parts = [
        f"# {table['title']}",
        table["about"],
        "\n".join(f"- {_person(person)}" for person in told["people"]),
        _menu(told),
        "\n".join(_reached(told)),
        _quality(told),
        f"Made by\n\n    {command}",
    ]
    return "\n\n".join(parts) + "\n"


def _person(person: Plain) -> str:
    words = [person["sex"], str(person["age"])]
    if person.get("life_stage") not in (None, "none"):
        words.append(person["life_stage"])
    words += [person["diet"]] if person["diet"] != "omnivore" else []
    diet = DIETS[person["diet"]]
    avoided = [word for word in person.get("avoid", []) if word not in diet]
    words += [f"without {word.replace('_', ' ')}" for word in avoided]
    return f"{person['name']}: {', '.join(words)}, {person['energy_kcal']:.0f} kcal a day"


def _menu(told: Plain) -> str:
    slots = told["slots"]
    lines = [
        "| | " + " | ".join(slot.capitalize() for slot in slots) + " | Cooking |",
        "| --- |" + " --- |" * (len(slots) + 1),
    ]
    for drinks in told["drinks"]:
        meals = {m["slot"]: m for m in told["menu"] if m["day"] == drinks["day"]}
        minutes = sum(m["active_minutes"] for m in meals.values() if not m["leftover_of"])
        cells = [_cell(meals[slot]) if slot in meals else "" for slot in slots]
        lines.append(f"| {_day(drinks['date'])} | {' | '.join(cells)} | {minutes:.0f} min |")
    return "\n".join(lines)


def _day(date: str) -> str:
    return f"{dt.date.fromisoformat(date):%a}"


def _cell(meal: Plain) -> str:
    name: str = meal["name"]
    return f"{name} *(left over)*" if meal["leftover_of"] else name


def _reached(told: Plain) -> Iterable[str]:
    yield "Covered on the mean of the week, in % of each person's target:"
    yield ""
    names = [row["name"] for row in told["nutrients"]]
    keys = [row["key"] for row in told["nutrients"]]
    rows = {
        person["name"]: {row["nutrient"]: row["covered"] for row in intake["week"]}
        for person, intake in zip(told["people"], told["intakes"], strict=True)
    }
    shown = [key for key in keys if any(row.get(key) is not None for row in rows.values())]
    yield "| | " + " | ".join(names[keys.index(key)] for key in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)
    for name, row in rows.items():
        cells = ["" if row.get(key) is None else f"{int(100 * row[key] + 1e-6)}" for key in shown]
        yield f"| {name} | " + " | ".join(cells) + " |"


def _quality(told: Plain) -> str:
    lines = [
        f"{told['list_foods']} foods on the shopping list besides pantry staples. "
        f"Objective {told['objective']:.2f}, proven to be at least "
        f"{told['bound']:.2f} for any week of these dishes."
    ]
    missed = [f"- {miss['words']}" for miss in told["misses"]]
    return "\n".join([*lines, *(["", "Not reached:", "", *missed] if missed else [])])


def write(only: str | None, seconds: float | None) -> None:
    """Make and write the weeks."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for table in tables():
        if only and table["name"] != only:
            continue
        words = command_of(table, seconds)
        told = made(words)
        (FOLDER / f"{table['name']}.md").write_text(page(table, words, told))
        print(f"{table['name']}: objective {told['objective']:.2f}, {told['seconds']:.1f} s")


def main() -> None:
    """Write the weeks with a database of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="name of one table")
    parser.add_argument("--seconds", type=float, help="time limit of each week")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="limber-weeks-") as folder:
        os.environ["LIMBER_VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_library", verbosity=0)
        write(asked.only, asked.seconds)


if __name__ == "__main__":
    main()
