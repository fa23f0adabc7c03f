"""The optimiser: time to a proven gap, beside the monolithic programme, chance and greed."""

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter

import numpy as np

from planner.optimiser import evaluate, prepare, rank_gap_edits, rank_swaps, solve, warm_up
from planner.optimiser.problem import FoodOffer, Lock, Problem, Result
from tools.bench import _optimiser_instances as ask
from tools.bench._optimiser_monolith import Monolith
from tools.bench._optimiser_plot import plot
from tools.bench._optimiser_rivals import at_random, greedy, targets_met
from tools.bench.report import Report

#: What was promised: gap (share of the objective, or points where it is near zero) and seconds.
NEAR_ZERO = 0.2
RUNS = 3
RIVAL_SECONDS = 60.0
CLIENTS = 10_000
WORK_HOURS_A_WEEK = 40


@dataclass
class Timed:
    """One solve, with when things were so."""

    result: Result
    seconds: float
    first: float
    close: float = float("inf")
    """Seconds until the promised gap was proven."""
    told: list[tuple[float, float]] = field(default_factory=list)


def timed(problem: Problem, gap: float, limit: float) -> Timed:
    """Solve until the promised gap is proven, or the limit."""
    asked = replace(problem, gap=gap, gap_points=NEAR_ZERO, time_limit=limit)
    told: list[tuple[float, float]] = []
    began = perf_counter()
    result = solve(asked, lambda r: told.append((perf_counter() - began, r.objective)))
    seconds = perf_counter() - began
    close = seconds if result.status == "gap" else float("inf")
    return Timed(result, seconds, told[0][0] if told else seconds, close, told)


def repeated(problem: Problem, gap: float, limit: float) -> list[Timed]:
    """A few runs with seeds of their own."""
    return [timed(replace(problem, seed=seed), gap, limit) for seed in range(1, RUNS + 1)]


def run(report: Report) -> None:
    """Every table of docs/optimiser.md."""
    ask.load()
    warm_up()
    one, family = ask.question(ask.WOMAN), ask.question(*ask.FAMILY)
    proven(report, one, family)
    beside_the_monolith(report, one, family)
    beside_chance_and_greed(report, one, family)
    edits(report, one)
    growth(report)
    limits(report, one)


def proven(report: Report, one: Problem, family: Problem) -> None:
    """Time to the promised gap."""
    rows: list[Sequence[object]] = []
    cases: list[tuple[str, Problem, float, float]] = [
        ("woman of 34", one, 0.01, 1.0),
        ("the same, vegetarian", ask.question(ask.WOMAN, diet="vegetarian"), 0.01, 1.0),
        ("the same, vegan", ask.question(ask.WOMAN, diet="vegan"), 0.01, 1.0),
        ("man of 45", ask.question(ask.MAN), 0.01, 1.0),
        ("woman of 34, 1,000 dishes", ask.with_dishes(one, 1000), 0.01, 3.0),
        ("family of four", family, 0.02, 3.0),
    ]
    for name, problem, gap, seconds in cases:
        runs = repeated(problem, gap, 2 * seconds)
        close = median(r.close for r in runs)
        left = median(r.result.objective - r.result.bound for r in runs)
        rows.append(
            [
                name,
                f"{median(r.result.objective for r in runs):.2f}",
                f"{median(r.result.bound for r in runs):.2f}",
                f"{left:.2f}",
                f"{median(r.first for r in runs):.2f}",
                f"{close:.2f}" if np.isfinite(close) else f"not in {2 * seconds:.0f}",
            ]
        )
        report.promise(
            f"{name}: {gap:.0%} or {NEAR_ZERO} pp within {seconds:.0f} s", close <= seconds
        )
        first = max(r.first for r in runs)
        report.promise(f"{name}: a first week within 300 ms", first <= 0.3)
    head = ["week", "objective", "bound", "left", "first plan, s", "proven, s"]
    report.table(head, rows)


def beside_the_monolith(report: Report, one: Problem, family: Problem) -> None:
    """The same question as one programme for HiGHS, one thread."""
    rows: list[Sequence[object]] = []
    for name, problem, gap, limit, times in (
        ("woman of 34", one, 0.01, 2.0, 4.0),
        ("family of four", family, 0.02, 3.0, 20.0),
    ):
        ours = timed(replace(problem, seed=1), gap, limit)
        rival = Monolith(prepare(problem)).programme
        began = perf_counter()
        found = rival.solve(RIVAL_SECONDS, gap=gap, absolute=NEAR_ZERO)
        seconds = perf_counter() - began
        cost = f"{found.objective:.2f}" if found.values is not None else "none"
        rows.append(
            [
                name,
                f"{ours.seconds:.2f}",
                f"{ours.result.objective:.2f}",
                f"{ours.result.bound:.2f}",
                f"{seconds:.1f}",
                cost,
                f"{found.bound:.2f}",
                f"{seconds / ours.seconds:.0f}",
            ]
        )
        report.promise(
            f"{name}: {times:.0f} times as fast as one programme, and no worse",
            seconds >= times * ours.seconds and ours.result.objective <= found.objective + 1e-6,
        )
    head = ["week", "ours, s", "objective", "bound", "HiGHS, s", "objective", "bound", "times"]
    report.table(head, rows)


def beside_chance_and_greed(report: Report, one: Problem, family: Problem) -> None:
    """Targets met on the mean by what others do."""
    rows: list[Sequence[object]] = []
    for name, problem in (("woman of 34", one), ("family of four", family)):
        prepared = prepare(problem)
        solved = timed(problem, 0.02, 3.0).result
        dice = [at_random(prepared, seed) for seed in range(50)]
        ways = {
            "ours": [solved.meals],
            "greedy": [greedy(prepared)],
            "random within filters (median of 50)": dice,
        }
        for way, plans in ways.items():
            met = [targets_met(prepared, plan) for plan in plans]
            values = [evaluate(prepared, plan) for plan in plans]
            rows.append(
                [
                    name,
                    way,
                    f"{median(m for m, _ in met):.0f} of {met[0][1]}",
                    f"{median(v.objective for v in values):.1f}",
                    f"{median(len(v.violations) for v in values):.0f}",
                ]
            )
    report.table(["week", "way", "targets met", "objective", "rules broken"], rows)


def _milliseconds(what: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        began = perf_counter()
        what()
        taken.append(1000.0 * (perf_counter() - began))
    return median(taken)


def edits(report: Report, one: Problem) -> None:
    """Swaps, closing a gap, refilling three meals."""
    plan = timed(one, 0.01, 2.0).result
    prepared, person = prepare(one), one.eaters[0].key
    foods = [
        FoodOffer(dish.key, dish.nutrients, (50.0, 100.0), frozenset({"lunch"}))
        for dish in one.dishes[:40]
    ]
    free = [m for m in plan.meals if m.leftover_of is None][-3:]
    kept = tuple(
        Lock(m.day, m.slot, m.dish, m.portions, m.leftover_of) for m in plan.meals if m not in free
    )
    refill = replace(one, locks=kept)
    swaps = _milliseconds(lambda: rank_swaps(prepared, plan.meals, 2, "dinner"))
    gap = _milliseconds(lambda: rank_gap_edits(prepared, plan.meals, person, "calcium", 8, foods))
    three = _milliseconds(lambda: solve(refill))
    report.table(
        ["what", "ms"],
        [["swaps", f"{swaps:.0f}"], ["gap list", f"{gap:.0f}"], ["three meals", f"{three:.0f}"]],
    )
    report.promise("swaps within 50 ms", swaps <= 50)
    report.promise("a gap list within 50 ms", gap <= 50)
    report.promise("three meals refilled within 300 ms", three <= 300)


def growth(report: Report) -> None:
    """Seconds to a relaxation and a fixed effort of search, over the size of the question."""
    base = ask.question(ask.WOMAN)
    series: dict[str, list[tuple[int, float]]] = {"dishes": [], "days": [], "people": []}
    for dishes in (50, 100, 200, 400, 800, 1400, 2000):
        series["dishes"].append((dishes, _effort(ask.with_dishes(base, dishes))))
    for days in (1, 2, 4, 7, 14, 28):
        series["days"].append((days, _effort(ask.question(ask.WOMAN, days=days))))
    for people in range(1, 7):
        series["people"].append((people, _effort(ask.question(*ask.TABLE[:people]))))
    rows = [
        [
            what,
            ", ".join(f"{size}: {seconds:.2f}" for size, seconds in points),
            f"{_exponent(points):.2f}",
        ]
        for what, points in series.items()
    ]
    report.table(["over", "seconds to within 1 pp", "exponent"], rows)
    plot(series)


def _effort(problem: Problem) -> float:
    """Seconds until the week is proven within a point of the best."""
    began = perf_counter()
    solve(replace(problem, gap=0.0, gap_points=1.0, time_limit=20.0, seed=1))
    return perf_counter() - began


def _exponent(points: Sequence[tuple[int, float]]) -> float:
    """Slope in logarithms."""
    sizes, seconds = (
        np.log(np.array(side, dtype=np.float64)) for side in zip(*points, strict=True)
    )
    return float(np.polyfit(sizes, seconds, 1)[0])


def limits(report: Report, one: Problem) -> None:
    """Memory, the time limit, and what a practice would need."""
    late = 0.0
    for limit in (0.3, 1.0, 2.0):
        began = perf_counter()
        solve(replace(one, gap=0.0, gap_points=0.0, time_limit=limit))
        late = max(late, (perf_counter() - began) / limit - 1.0)
    report.promise(f"a time limit is kept within 10 % ({100 * late:+.0f} %)", late <= 0.1)
    megabytes = _memory(replace(ask.with_dishes(one, 1000), gap_points=0.0, time_limit=4.0))
    report.promise(f"memory below 300 MB ({megabytes:.0f} MB with 1,000 dishes)", megabytes < 300)
    began = perf_counter()
    runs = repeated(one, 0.01, 2.0)
    each = (perf_counter() - began) / len(runs)
    an_hour = 3600.0 / each
    hours = CLIENTS / an_hour
    report.say(
        f"{an_hour:,.0f} weeks per core-hour; a week each for {CLIENTS:,} clients takes "
        f"{hours:.1f} core-hours, {100 * hours / WORK_HOURS_A_WEEK:.1f} % of one core "
        f"in a working week of {WORK_HOURS_A_WEEK} h."
    )


MEASURE = """
import pickle, sys
from planner.optimiser import solve
with open(sys.argv[1], "rb") as kept:
    problem = pickle.load(kept)
solve(problem)
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM"))
print(int(peak.split()[1]) / 1024.0)
"""


def _memory(problem: Problem) -> float:
    """Peak megabytes of a worker that solves this: a process of its own, without Django.

    Read from /proc (Linux): the peak of `resource.getrusage` begins at what the parent had.
    """
    with tempfile.NamedTemporaryFile(suffix=".pickle") as kept:
        pickle.dump(problem, kept)
        kept.flush()
        command = [sys.executable, "-c", MEASURE, kept.name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)
