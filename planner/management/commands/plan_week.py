"""Make a week from the shipped library and print it; nothing is written to the database."""

import json
import math
from argparse import RawDescriptionHelpFormatter
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from foods.models import Food
from planner import asking, report, report_text
from planner.optimiser import solve
from planner.problems import Ask, build, problem_nutrients
from planner.queries import WATER_SLUG, food_file, water_values
from recipes.models import Recipe
from recipes.queries import LibraryDish, library

#: Exit codes: wishes that clash, and wishes that cannot be read.
INFEASIBLE = 1
BAD_INPUT = 2
#: Options that describe the person named by --sex and --age.
FIRST = ("sex", "age", "height", "weight", "activity", "life-stage", "medicines", "conditions")

EXAMPLES = """
examples:
  manage.py plan_week --sex female --age 34 --height 165 --weight 65
  manage.py plan_week --sex female --age 34 --person "sex=male,age=45,height=180,weight=80" \\
      --person sex=female,age=9,avoid=milk+egg --start 2026-12-01 --format json

  manage.py plan_week --sex male --age 66 --medicines warfarin+ramipril --conditions gout

The JSON is described by docs/plan_week.schema.json. Exit code: 0 a week was made, 1 the wishes
clash or the rules say that no plan is made, 2 a wish could not be read.
"""


class Command(BaseCommand):
    """`manage.py plan_week`: a week of menus for the people described, on the terminal."""

    help = "Make a week of menus from the shipped library and print it."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usual parser, with examples below the options."""
        return super().create_parser(
            prog_name,
            subcommand,
            epilog=EXAMPLES,
            formatter_class=RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who eats, what they avoid, when, and how the answer is printed."""
        person = parser.add_argument_group("who eats")
        person.add_argument("--sex", help="female or male")
        person.add_argument("--age", help="completed years")
        person.add_argument("--height", help="in cm; a stated default where it is not known")
        person.add_argument("--weight", help="in kg; a stated default where it is not known")
        person.add_argument(
            "--activity", help="inactive, low-active (default), active, very-active"
        )
        person.add_argument("--life-stage", help="none (default), pregnancy, lactation")
        person.add_argument(
            "--person",
            action="append",
            default=[],
            metavar="KEY=VALUE,...",
            help=f"one more person; keys: {', '.join(asking.PERSON_KEYS)}; avoid=milk+egg",
        )
        person.add_argument("--medicines", help="generic or brand names: ramipril+warfarin")
        person.add_argument("--conditions", help="such as 'high blood pressure+kidney stones'")
        person.add_argument("--diet", help="of everybody: omnivore, pescatarian, vegetarian, vegan")
        person.add_argument("--avoid", help="by everybody: milk,peanuts,...")
        self._add_week(parser)

    def _add_week(self, parser: CommandParser) -> None:
        week = parser.add_argument_group("what is made")
        week.add_argument("--days", default="7", help="1 to 28 (default 7)")
        week.add_argument("--slots", help="breakfast,smoothie,lunch,dinner (default), snack")
        week.add_argument("--start", help="first day, such as 2026-12-01 (default today)")
        week.add_argument("--seed", type=int, default=0, help="the same seed, the same search")
        week.add_argument("--time-limit", type=float, help="seconds for the whole answer")
        week.add_argument(
            "--gap",
            type=float,
            metavar="POINTS",
            help="stop when no week can be better by more than this (default 0.15)",
        )
        week.add_argument("--explain", action="store_true", help="say why each dish is where it is")
        week.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the wishes, solve, print."""
        try:
            guests = _guests(options)
            ask = _ask(guests, options)
            _gap(options["gap"])
            asking.refuse_no_plan(guests)
        except asking.NoPlanError as error:
            raise CommandError(str(error), returncode=INFEASIBLE) from error
        except asking.AskError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        if not _has_library():
            raise CommandError("The library is not loaded: run manage.py load_library first.")
        made = make(ask, guests, gap=_gap(options["gap"]))
        self._print(made, as_json=options["format"] == "json", explain=options["explain"])

    def _print(self, made: report.Made, *, as_json: bool, explain: bool) -> None:
        infeasible = made.result.status == "infeasible"
        told = report.clash_report(made) if infeasible else report.report(made)
        if explain and not infeasible:
            told["reasons"] = report.reasons(made)
        if as_json:
            told = report_text.with_words(told)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        elif not infeasible:
            self.stdout.write(report_text.table(told))
        if infeasible:
            raise CommandError(report_text.clash_text(told), returncode=INFEASIBLE)


def _has_library() -> bool:
    """Whether there are dishes to choose from; a database without tables has none."""
    try:
        foods = Food.objects.filter(slug=WATER_SLUG)
        return Recipe.objects.in_use().exists() and foods.exists()
    except DatabaseError:
        return False


def _guests(options: dict[str, Any]) -> tuple[asking.Guest, ...]:
    first = {key: options[key.replace("-", "_")] for key in FIRST}
    named = {key: value for key, value in first.items() if value is not None}
    people = ([named] if named else []) + [asking.person_words(t) for t in options["person"]]
    if not people:
        raise asking.AskError("Say who eats: --sex and --age, or --person.")
    return tuple(
        asking.guest_of(number, _with_table(wishes, options))
        for number, wishes in enumerate(people, start=1)
    )


def _with_table(wishes: dict[str, str], options: dict[str, Any]) -> dict[str, str]:
    """A person's own wishes, and what goes for the whole table."""
    avoid = [words for words in (wishes.get("avoid"), options["avoid"]) if words]
    diet = wishes.get("diet") or options["diet"] or ""
    return {**wishes, "diet": diet, "avoid": ",".join(avoid)}


def _ask(guests: tuple[asking.Guest, ...], options: dict[str, Any]) -> Ask:
    usual = settings.SOLVER_SECONDS_ONE if len(guests) == 1 else settings.SOLVER_SECONDS_MANY
    limit = usual if options["time_limit"] is None else options["time_limit"]
    return asking.ask_of(guests, {**options, "time_limit": limit}, timezone.localdate())


def _gap(points: float | None) -> float | None:
    """The gap asked for, in points; raises AskError below 0 or not a number."""
    if points is not None and not 0 <= points < math.inf:
        raise asking.AskError("--gap is a number of points from 0 on.")
    return points


def make(ask: Ask, guests: tuple[asking.Guest, ...], *, gap: float | None = None) -> report.Made:
    """Solve the question with the shipped library (a fixed number of queries, no writes).

    `gap` in points replaces the usual one, the share of the objective too.
    """
    nutrients = problem_nutrients(guest.targets for guest in guests)
    dishes, figures = library(None, nutrients)
    water = water_values(nutrients)
    problem = build(ask, dishes, food_file(dishes), water)
    if gap is not None:
        problem = replace(problem, gap=0.0, gap_points=gap)
    return report.Made(
        ask=ask,
        guests=guests,
        problem=problem,
        result=solve(problem),
        dishes={str(dish.figures.revision.pk): _served(dish) for dish in dishes},
        foods={**figures.foods, water.id: water},
        water=water,
    )


def _served(dish: LibraryDish) -> report.Served:
    revision = dish.figures.revision
    return report.Served(
        dish.slug, revision.name, float(revision.active_minutes), dish.figures.intake
    )
