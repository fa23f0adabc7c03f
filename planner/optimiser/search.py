"""How a board is found: a first one dish by dish, then rounds of simulated annealing.

The course depends on the seed and the number of moves alone; the clock only cuts it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.engine import Engine
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import FREE, Prepared

#: Moves of each cooling round for each free place: short ones first, for a fair plan early. About
#: 2.5 million moves a second on one core.
MOVES_PER_PLACE = (600, 3_000, 8_000, 16_000, 32_000)
#: Temperatures in the objective's percentage points: a round starts where a fair share of moves
#: make the plan worse and ends where none do. A plan to start from is only warmed.
HOT, WARM, COLD = 0.5, 0.05, 0.004
#: Every second round starts less hot: some weeks lie near the best so far, some far from it.
MILD = 0.12
#: A board that costs more than this has dearer rules too, or breaking them would be cheap there;
#: and each round that ends without a board that keeps them makes them so many times dearer.
USUAL_COST, DEARER = 5.0, 10.0
#: Moves between two looks at the clock.
CHUNK = 10_000


@dataclass(slots=True)
class Search:
    """Rounds on one board; `stop` is asked between chunks of moves."""

    engine: Engine
    stop: Callable[[], bool]
    warm: bool = False
    """Whether the board is a plan to start from."""
    rounds: int = 0
    severity: float = 1.0
    """How much dearer than usual broken rules are, where no board has kept them all yet."""

    def round(self) -> bool:
        """One cooling round from the best board; whether it found a better one."""
        before = self.engine.best
        self.engine.restore()
        objective, broken = self.engine.priced()
        self.severity = self.severity * DEARER if broken > 0 and self.rounds else self.severity
        severity = self.severity * max(1.0, objective / USUAL_COST)
        places = max(1, len(self.engine.facts.places) + len(self.engine.facts.portions) // 8)
        moves = places * MOVES_PER_PLACE[min(self.rounds, len(MOVES_PER_PLACE) - 1)]
        hot = MILD if self.rounds % 2 else HOT
        if self.warm and self.rounds < 2:
            hot = WARM
        self.rounds += 1
        for first in range(0, moves, CHUNK):
            if self.stop():
                break
            self.engine.anneal((first, min(first + CHUNK, moves)), moves, hot, COLD, severity)
        return self.engine.best < before - 1e-9


def construct(
    prepared: Prepared,
    seed: int,
    wanted: dict[Place, int] | None = None,
    portions: dict[Place, Array] | None = None,
) -> Engine | None:
    """A first board: locks, then the dishes wished for, then the cheapest of each menu.

    `portions` [E] go with the wishes; usual ones where there are none. None where some place has
    no dish at all.
    """
    engine = Engine(prepared, seed)
    for place, lock in sorted(prepared.locks.items()):
        if lock.dish is not None and prepared.filled(*place) and lock.dish in prepared.dish_index:
            dish = prepared.dish_index[lock.dish]
            engine.stand(place, dish, locked_portions(prepared, place))
    for place, dish in sorted((wanted or {}).items()):
        free = place not in prepared.locks and prepared.filled(*place)
        if free and dish in prepared.menu(*place).position:
            here = prepared.present[:, place[0], place[1]]
            given = (portions or {}).get(place, prepared.usual)
            engine.stand(place, dish, np.where(here, given, 0.0))
    engine.recount()
    for place in sorted(prepared.free(), key=lambda p: (len(prepared.menu(*p).dishes), p)):
        if engine.board.dish[place] == FREE:
            dishes, price, best = engine.menu_prices(place)
            if not len(dishes):
                return None
            index = int(price.argmin())
            engine.stand(place, int(dishes[index]), best[index])
            engine.recount()
    engine.keep()
    return engine


def locked_portions(prepared: Prepared, place: Place) -> Array:
    """[E] the lock's portions, the usual one where it names none, 0 for who is away."""
    lock = prepared.locks[place]
    given = lock.portions or {}
    out = np.zeros(len(prepared.usual))
    for index, eater in enumerate(prepared.problem.eaters):
        if prepared.present[index, place[0], place[1]]:
            out[index] = given.get(eater.key, prepared.usual[index])
    return out
