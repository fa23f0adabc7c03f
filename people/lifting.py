"""A dietitian lifts a limit for a person, with a reason, or takes that back. Never an allergy."""

from typing import Final

from django.db import transaction

from accounts.models import User
from knowledge.safety_rules import SafetyRule, load_rules
from people.following import may_lift
from people.models import LiftedRule, Person, PersonChange
from people.records import forget_care

#: How the history calls it: "lifted:oxalate".
FACT: Final = "lifted"


def liftable(rule: str) -> SafetyRule | None:
    """The rule, where it is one that may be lifted."""
    return next((one for one in load_rules() if one.id == rule and may_lift(one)), None)


@transaction.atomic
def lift_rule(*, person: Person, rule: str, reason: str, by: User | None) -> LiftedRule:
    """Lift a limit for a person; ValueError for a rule that nobody may lift, or no reason."""
    if liftable(rule) is None or not reason.strip():
        raise ValueError(rule)
    before = person.lifted_rules.filter(rule=rule).first()
    row, _made = LiftedRule.objects.update_or_create(
        person=person, rule=rule, defaults={"reason": reason.strip(), "by": by}
    )
    _note(person, rule, before.reason if before else None, row.reason, by)
    return row


@transaction.atomic
def restore_rule(*, person: Person, rule: str, by: User | None) -> None:
    """The limit holds again; nothing happens where it was not lifted."""
    row = person.lifted_rules.filter(rule=rule).first()
    if row is not None:
        row.delete()
        _note(person, rule, row.reason, None, by)


def _note(
    person: Person, rule: str, before: str | None, after: str | None, by: User | None
) -> None:
    forget_care(person)
    PersonChange.objects.create(
        person=person, fact=f"{FACT}:{rule}"[:60], before=before, after=after, by=by, via="page"
    )
