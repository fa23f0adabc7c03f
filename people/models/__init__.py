"""The people room's rows: who eats, what they must not get, figures, changes, clients."""

from people.models.care import Avoidance, HealthFact, LiftedRule
from people.models.changes import PersonChange
from people.models.clients import Consent, GrantInvitation, Intake, IntakeLink, PersonGrant
from people.models.figures import Measurement, TargetOverride
from people.models.persons import ALSO, Person, PersonQuerySet

__all__ = [
    "ALSO",
    "Avoidance",
    "Consent",
    "GrantInvitation",
    "HealthFact",
    "Intake",
    "IntakeLink",
    "LiftedRule",
    "Measurement",
    "Person",
    "PersonChange",
    "PersonGrant",
    "PersonQuerySet",
    "TargetOverride",
]
