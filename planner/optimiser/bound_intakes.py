"""What the bound asks of intakes: targets, floors, caps and energy of the week added up."""

from planner.optimiser.aggregate import Aggregate, hinge
from planner.optimiser.lp import INF

#: Tenths of a target: the steps of the staircase.
TENTHS = 10


def target_terms(out: Aggregate, eater: int) -> None:
    """The staircase of the week's shortfall, and the floors of all days at once."""
    columns, programme = out.prepared.columns, out.programme
    growth = out.prepared.weights.shortfall_growth
    for column in range(len(columns.targets)):
        want, weight = columns.want[eater, column], columns.want_weight[eater, column]
        if weight <= 0:
            continue
        terms, constant = out.intake(eater, column)
        steps = [
            (programme.variable(0, 10.0 if k < TENTHS else INF, weight * (1.0 + growth * k)), 1.0)
            for k in range(TENTHS + 1)
        ]
        programme.row([*terms.items(), *steps], float(want) - constant)
        floors = columns.floor[eater, :, column]
        price = float(columns.floor_weight[eater, column]) * out.prepared.days
        low = {variable: -value for variable, value in terms.items()}
        hinge(out, low, constant - float(floors.mean()), price)


def cap_terms(out: Aggregate, eater: int) -> None:
    columns = out.prepared.columns
    for column in range(len(columns.caps)):
        price = float(columns.cap_weight[eater, column])
        terms, constant = out.intake(eater, columns.cap_slice.start + column)
        hinge(out, terms, float(columns.cap[eater, column]) - constant, price)


def energy_terms(out: Aggregate, eater: int) -> None:
    """The week's mean, and by Jensen what is beyond the band on days.

    Days on which the eater takes nothing from the plan have no need: they are left out.
    """
    prepared, weights = out.prepared, out.prepared.weights
    share = prepared.columns.share[eater]
    terms, constant = out.intake(eater, prepared.columns.width - 1)
    constant -= float(prepared.base[eater, share <= 0, -1].sum()) / prepared.days
    price = 1.0 / max(1, len(prepared.usual))
    mean = 100.0 * float(share.mean())
    edge = weights.energy_band * mean
    for sign in (1.0, -1.0):
        signed = {v: sign * value for v, value in terms.items()}
        centre = sign * (mean - constant)
        hinge(out, signed, centre, price * weights.energy_inside)
        hinge(out, signed, centre + edge, price * weights.energy_beyond)
