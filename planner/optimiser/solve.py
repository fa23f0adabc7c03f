"""The whole answer: bound, search, and what to say about the plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from planner.optimiser import bound as bounds
from planner.optimiser.aggregate import Aggregate
from planner.optimiser.clash import clash_of_rules, find_clash, quick_clash
from planner.optimiser.columns import Array
from planner.optimiser.evaluate import Evaluation, evaluate
from planner.optimiser.feasible import LIST, Model, all_wishes
from planner.optimiser.leftovers import Place
from planner.optimiser.mending import lower_portions, shorten_list
from planner.optimiser.misses import find_misses
from planner.optimiser.prepared import Prepared, nearest, prepare
from planner.optimiser.problem import Clash, PlannedMeal, Problem, Reason, Result
from planner.optimiser.reasons import find_reasons, next_best
from planner.optimiser.search import Search, construct
from planner.optimiser.warm import warm_up

#: Share of the time that the integer programme behind the bound may take, at most.
BOUND_SHARE = 0.4
#: Share of the time kept for reasons, and for proofs where a target is missed.
CLOSING_SHARE, PROOF_SHARE = 0.03, 0.12
#: Seconds that reasons take at least.
CLOSING = 0.03
#: Cooling rounds before the relaxation is asked for a bound.
ROUNDS_AT_ONCE = 2
#: Cooling rounds after it, before the integer programme works on the bound.
TIGHTEN_AFTER = 4
#: Larger programmes are left alone: no better bound in seconds, for hundreds of megabytes.
TIGHTEN_COLUMNS = 6_000
#: A programme's bound holds within the solver's tolerances: this much is taken off it.
SAFETY = 1e-6

#: Seconds past the limit that a plan which still breaks a rule may take to keep it.
GRACE = 2.0

OnImprove = Callable[[Result], None]
ShouldStop = Callable[[], bool]


@dataclass(slots=True)
class Run:
    """One call of `solve` under way."""

    prepared: Prepared
    on_improve: OnImprove | None
    should_stop: ShouldStop | None = None
    started: float = field(default_factory=perf_counter)
    bound: float = -float("inf")
    best: Evaluation | None = None
    meals: tuple[PlannedMeal, ...] = ()
    hopeless: bool = False
    """It is proven that no plan keeps the rules."""

    @property
    def problem(self) -> Problem:
        """The question."""
        return self.prepared.problem

    def elapsed(self) -> float:
        """Seconds since the call."""
        return perf_counter() - self.started

    def left(self) -> float:
        """Seconds for search and bound."""
        short = self.best is None or self.best.terms["shortfall"] > 0
        kept = PROOF_SHARE if short else CLOSING_SHARE
        limit = self.problem.time_limit
        return limit - max(kept * limit, min(CLOSING, 0.2 * limit)) - self.elapsed()

    def close_enough(self) -> bool:
        """Whether the asked gap is proven."""
        if self.best is None or self.best.violations:
            return False
        objective = self.best.objective
        allowed = max(self.problem.gap_points, self.problem.gap * max(objective, 1.0))
        return objective - self.bound <= allowed

    def done(self) -> bool:
        """Whether to stop."""
        return self.hopeless or self.left() <= 0 or self.close_enough() or self.stopped()

    def stopped(self) -> bool:
        """Whether the caller wants no more of it, with a plan to give."""
        asked = self.should_stop is not None and self.should_stop()
        return asked and self.best is not None and not self.best.violations

    def offer(self, search: Search) -> None:
        """Keep the search's best plan if it is the best so far."""
        self.keep(search.engine.meals())

    def keep(self, meals: tuple[PlannedMeal, ...]) -> None:
        """Keep a plan if it is the best so far."""
        value = evaluate(self.prepared, meals)
        if self.best is not None and _rank(self.best) <= _rank(value):
            return
        self.best, self.meals = value, meals
        if self.on_improve and not value.violations:
            self.on_improve(self.result("time"))

    def raise_bound(self, value: float) -> None:
        """A better proof; never more than is proven."""
        self.bound = max(self.bound, value - SAFETY * (1.0 + abs(value)))

    def result(self, status: str) -> Result:
        """The best so far as a result."""
        assert self.best is not None
        objective = float(self.best.objective)
        return Result(
            status=status,
            meals=self.meals,
            objective=objective,
            bound=min(float(self.bound), objective),
            seconds=self.elapsed(),
            terms=self.best.terms,
        )

    def refusal(self, clash: Clash) -> Result:
        """No plan keeps every wish."""
        inf = float("inf")
        return Result("infeasible", (), inf, inf, self.elapsed(), clash=clash)


def _rank(value: Evaluation) -> tuple[int, bool, float]:
    """Plans that break fewer rules first, then those whose list fits, then cheaper ones."""
    rules = [rule for rule, _ in value.violations]
    return len(rules) - rules.count("list"), "list" in rules, value.objective


def solve(
    problem: Problem,
    on_improve: OnImprove | None = None,
    should_stop: ShouldStop | None = None,
) -> Result:
    """The best plan within `problem.time_limit` seconds, with a proven bound.

    `on_improve` is called with every better plan while the search goes on (status "time").
    `should_stop` is asked often; once it says yes, the best plan so far is returned.
    The clock starts once the search is compiled, which takes a while on a new machine (`warm_up`).
    Never raises for wishes that cannot hold: the result's status is "infeasible" and its clash
    names them. Raises ValueError only for an eater without portions.
    """
    warm_up()
    run = Run(prepare(problem), on_improve, should_stop)
    run.bound = least_objective(run.prepared)
    clash = quick_clash(run.prepared)
    if clash:
        return run.refusal(clash)
    search = _first(run, {})
    if search is not None and _good_at_once(run, search):
        return _close(run)
    aggregate = bounds.build(run.prepared)
    relaxed = aggregate.programme.solve(max(run.left(), 0.05), relaxed=True)
    if relaxed.infeasible:
        aggregate = bounds.build(run.prepared, with_list=False)
        relaxed = aggregate.programme.solve(max(run.left(), 0.05), relaxed=True)
    if relaxed.infeasible or search is None:
        return _without_plan(run)
    run.raise_bound(relaxed.bound)
    _improve(run, search, aggregate)
    return _close(run)


def _good_at_once(run: Run, search: Search) -> bool:
    """A few rounds before the relaxation, which takes longer than they do on large libraries: no
    term but likes is below 0, so a week that costs next to nothing needs no further proof."""
    for _ in range(ROUNDS_AT_ONCE):
        assert run.best is not None
        if run.best.violations or run.done():
            break
        if search.round():
            run.offer(search)
    return run.close_enough() or run.stopped()


def _first(run: Run, board: dict[Place, int]) -> Search | None:
    """A search from the plan on the board, or from `board`, or from nothing."""
    wanted = board or start_dishes(run.prepared)
    portions = {} if board else start_portions(run.prepared)
    engine = construct(run.prepared, run.problem.seed, wanted, portions)
    if engine is None:
        return None
    search = Search(engine, run.done, warm=bool(wanted))
    run.offer(search)
    search.round()
    run.offer(search)
    return search


def _improve(run: Run, search: Search, aggregate: Aggregate) -> None:
    """Cooling rounds until the time or the gap says stop; the integer programme after a few."""
    search = _legal(run, search)
    rounds = 0
    while not run.done():
        if rounds == TIGHTEN_AFTER:
            search = _legal(run, search)
            _tighten(run, aggregate)
        if search.round():
            run.offer(search)
        rounds += 1
    run.offer(search)


def _tighten(run: Run, aggregate: Aggregate) -> None:
    """Let the integer programme work on the bound for a while, where it is not too large."""
    if len(aggregate.programme.low) > TIGHTEN_COLUMNS:
        return
    seconds = min(run.left(), run.problem.time_limit * BOUND_SHARE)
    if seconds > 0.2:
        run.raise_bound(aggregate.programme.solve(seconds, run.problem.gap / 4).bound)


def _legal(run: Run, search: Search) -> Search:
    """The search as it is, or one from a plan that keeps the rules where it found none."""
    if run.best is None or not run.best.violations:
        return search
    wishes = all_wishes(run.prepared)
    verdict = Model(run.prepared, [*wishes, LIST]).verdict(max(run.left() / 3, 0.1))
    if not verdict.board and {rule for rule, _ in run.best.violations} != {"list"}:
        verdict = Model(run.prepared, wishes).verdict(max(run.left() / 2, 0.1))
        run.hopeless = verdict.feasible is False
    return _first(run, verdict.board) or search if verdict.board else search


def _without_plan(run: Run) -> Result:
    """What clashes; where nothing is proven, the places left without a dish."""
    clash = find_clash(run.prepared, max(run.left(), 0.5))
    if clash:
        return run.refusal(clash)
    verdict = Model(run.prepared, all_wishes(run.prepared)).verdict(max(run.left(), 0.5))
    search = _first(run, verdict.board) if verdict.board else None
    if search is None:
        return run.refusal(Clash((("no_dish", run.problem.slots[0].key),)))
    _improve(run, search, bounds.build(run.prepared, with_list=False))
    return _close(run)


def _close(run: Run) -> Result:
    """Proofs of misses, reasons and the status."""
    _mend(run)
    assert run.best is not None
    broken = tuple(v for v in run.best.violations if v[0] != "list")
    if broken:
        clash = find_clash(run.prepared, max(run.problem.time_limit - run.elapsed(), 0.3))
        return run.refusal(clash or clash_of_rules(broken))
    if run.best.violations:
        _bound_without_list(run)
    closing = run.problem.time_limit - run.elapsed()
    result = run.result("gap" if run.close_enough() else "time")
    return Result(
        status=result.status,
        meals=result.meals,
        objective=result.objective,
        bound=result.bound,
        seconds=run.elapsed(),
        terms=result.terms,
        misses=find_misses(run.prepared, run.best, 0.6 * closing),
        reasons=_reasons(run),
    )


def _reasons(run: Run) -> tuple[Reason, ...]:
    """Why each dish is there; what the next best would cost as far as there is time."""
    assert run.best is not None
    others = next_best(run.prepared, run.meals, lambda: run.elapsed() > run.problem.time_limit)
    return (*find_reasons(run.prepared, run.best, run.meals), *others)


def _mend(run: Run) -> None:
    """A plan that breaks a rule when time is up gets a little longer: no false refusals."""
    assert run.best is not None
    if run.best.violations:
        run.keep(lower_portions(run.prepared, run.meals))
        run.keep(shorten_list(run.prepared, run.meals))
    wishes = all_wishes(run.prepared)
    for rules in ([*wishes, LIST], wishes):
        if not _broken(run, listed=LIST in rules) or run.hopeless:
            return
        board = Model(run.prepared, rules).verdict(GRACE / 2).board
        if board:
            _first(run, board)
            run.keep(lower_portions(run.prepared, run.meals))


def _broken(run: Run, *, listed: bool) -> bool:
    """Whether the best plan breaks a rule, the list's length counted or not."""
    assert run.best is not None
    return any(listed or rule != "list" for rule, _ in run.best.violations)


def least_objective(prepared: Prepared) -> float:
    """A bound that needs no proof: every term is at least 0, but for the credit of likes."""
    best_liked = max([0.0, *prepared.like.tolist()])
    places = prepared.days * len(prepared.slot_index)
    return 0.0 - float(prepared.weights.like_weight * best_liked * places)


def _bound_without_list(run: Run) -> None:
    """A plan with too long a list is judged among all plans, long lists included."""
    loose = bounds.build(run.prepared, with_list=False)
    run.bound = least_objective(run.prepared)
    run.raise_bound(loose.programme.solve(0.5, relaxed=True).bound)


def _known_start(prepared: Prepared) -> dict[Place, PlannedMeal]:
    return {
        (m.day, prepared.slot_index[m.slot]): m
        for m in prepared.problem.start
        if m.slot in prepared.slot_index
        and m.dish in prepared.dish_index
        and 0 <= m.day < prepared.days
    }


def start_dishes(prepared: Prepared) -> dict[Place, int]:
    """The plan on the board by place."""
    return {p: prepared.dish_index[m.dish] for p, m in _known_start(prepared).items()}


def start_portions(prepared: Prepared) -> dict[Place, Array]:
    """[E] its portions, each the nearest that the eater may be given."""
    eaters = prepared.problem.eaters
    out: dict[Place, Array] = {}
    for place, meal in _known_start(prepared).items():
        out[place] = np.array(
            [
                nearest(e.portions, meal.portions.get(e.key, float(usual)))
                for e, usual in zip(eaters, prepared.usual, strict=True)
            ]
        )
    return out
