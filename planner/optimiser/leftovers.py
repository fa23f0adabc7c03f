"""Which meals of a dish are cooked and which are leftovers, told from where the dish stands.

A leftover costs no work and no cooking, so a meal is a leftover wherever an earlier cooking still
keeps; only locks say otherwise.
"""

from collections.abc import Sequence

from planner.optimiser.prepared import Prepared

Place = tuple[int, int]


def derive(
    prepared: Prepared, dish: int, places: Sequence[Place]
) -> dict[Place, tuple[int, str] | None] | None:
    """Place -> cooking it is eaten from (None: cooked here), for the ordered places of one dish.

    None where a rule breaks: twice on a day, more cookings within seven days than allowed.
    """
    out: dict[Place, tuple[int, str] | None] = {}
    source: Place | None = None
    slots = prepared.problem.slots
    last_day = -1
    for place in places:
        day, slot = place
        if day == last_day:
            return None
        last_day = day
        lock = prepared.locks.get(place)
        if lock is not None:
            out[place] = lock.leftover_of
            source = place if lock.leftover_of is None else source
        elif source and slots[slot].leftovers and day - source[0] <= prepared.keeps[dish]:
            out[place] = (source[0], slots[source[1]].key)
        else:
            out[place] = None
            source = place
    return out if cookings_fit(prepared, dish, [p for p, of in out.items() if of is None]) else None


def cookings_fit(prepared: Prepared, dish: int, cooked: Sequence[Place]) -> bool:
    """Whether no seven days hold more cookings of the dish for one slot than it may have."""
    for day, slot in cooked:
        window = [p for p in cooked if p[1] == slot and day <= p[0] < day + 7]
        if len(window) > prepared.max_cook[dish, slot]:
            return False
    return True
