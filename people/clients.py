"""The clients of a practice as its list shows them, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Tenant
from knowledge.safety import URGENCIES, Urgency
from people.intake_reading import flags
from people.models import Intake, IntakeLink, Person, PersonQuerySet


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client: what came in last, what nobody has looked at yet, and how urgent it is."""

    person: Person
    last_intake: Intake | None
    unread: int
    urgency: Urgency | None
    """Of the most urgent sign in answers that were not taken over yet."""
    waiting_since: dt.datetime | None
    """A form was sent, still opens, and has no answer."""

    @property
    def rank(self) -> tuple[int, int, str]:
        """Urgent signs first, then what is unread, then by name."""
        urgent = len(URGENCIES) if self.urgency is None else URGENCIES.index(self.urgency)
        return urgent, 0 if self.unread else 1, self.person.name.casefold()


def clients_of(tenant: Tenant, *, archived: bool = False, name: str = "") -> PersonQuerySet:
    """A practice's clients, those put away or the others, whose name holds some letters."""
    found = Person.objects.of(tenant).filter(is_client=True, archived_at__isnull=not archived)
    return found.filter(name__icontains=name) if name else found


def client_rows(people: Iterable[Person]) -> list[ClientRow]:
    """Rows of the list, flags in front (3 queries with the people's own)."""
    listed = list(people)
    intakes: dict[int, list[Intake]] = defaultdict(list)
    for intake in Intake.objects.filter(person__in=listed):
        intakes[intake.person_id].append(intake)
    waiting = {
        link.person_id: link.created_at
        for link in IntakeLink.objects.open_now().filter(
            person__in=listed, answered_at__isnull=True
        )
    }
    found = [_row(one, intakes[one.pk], waiting.get(one.pk)) for one in listed]
    return sorted(found, key=lambda row: row.rank)


def _row(person: Person, intakes: list[Intake], waiting: dt.datetime | None) -> ClientRow:
    pending = [one for one in intakes if one.taken_over_at is None]
    urgent = [one.urgency for one in flags(id for intake in pending for id in intake.flags)]
    return ClientRow(
        person=person,
        last_intake=intakes[0] if intakes else None,
        unread=sum(one.seen_at is None for one in intakes),
        urgency=urgent[0] if urgent else None,
        waiting_since=waiting,
    )
