"""What a person agrees to before Limber keeps facts about their health, and taking it back.

The text is stored with every consent as it was shown, so that a later wording never stands for an
earlier one. Change `VERSION` with every change of `TEXT`.
"""

from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.models import User
from foods.facts import FACTS
from people.models import Avoidance, Consent, HealthFact, Person, PersonChange

VERSION: Final = "2026-11"
#: Shown beside the box, and stored. Translated with `consent_text`.
TEXT: Final = gettext_noop(
    "I agree that what I say here about my health (conditions, medicines, allergies, pregnancy,"
    " symptoms and body measurements) is kept, to plan food that fits and to point out what to"
    " ask a clinician. Only the people who look after this plan can see it. I can take this back"
    " at any time; then these facts are deleted."
)
#: Fields of a person that speak of health, each with what it is once nothing is known.
NOTHING_KNOWN: Final = {
    "life_stage": Person.LifeStage.NONE,
    "gestation_week": None,
    "due_date": None,
    "child_birth_date": None,
    "height_cm": None,
    "weight_kg": None,
    "cramps": Person.Cramps.NONE,
}
#: Changes that hold a health fact, by how `PersonChange.fact` begins.
TELLING: Final = (
    *NOTHING_KNOWN,
    *("condition", "medicine", "avoidance:", "measurement:", "override:", "lift"),
)
HEALTH_STRENGTHS: Final = (Avoidance.Strength.ALLERGY, Avoidance.Strength.INTOLERANCE)


def consent_text() -> str:
    """The text in the reader's language: what is shown is what is stored."""
    return _(TEXT)


def give_consent(*, person: Person, via: str, by: User | None = None) -> Consent:
    """Note that a person agreed to the text as it is shown now.

    `via` is where: "start", "page" or "intake". `by` is who was signed in, if anyone.
    """
    return Consent.objects.create(
        person=person, version=VERSION, text=consent_text(), via=via, by=by
    )


def consent_of(person: Person) -> Consent | None:
    """The consent that holds: the latest one not taken back (1 query)."""
    return Consent.objects.filter(person=person, withdrawn_at__isnull=True).first()


def health_facts_of(person: Person) -> list[tuple[str, str]]:
    """What taking the consent back deletes, in words: (what, which) (6 queries)."""
    told = list(person.health_facts.all())
    avoided = person.avoidances.filter(strength__in=HEALTH_STRENGTHS).select_related("food")
    counted = (
        (_("Measurements"), person.measurements.count()),
        (
            _("Own targets and lifted limits"),
            person.overrides.count() + person.lifted_rules.count(),
        ),
        (_("Answers to intake forms"), person.intakes.count()),
    )
    found = [
        (_("Conditions"), ", ".join(one.text for one in told if one.kind == "condition")),
        (_("Medicines"), ", ".join(one.text for one in told if one.kind == "medicine")),
        (_("Allergies and intolerances"), ", ".join(_avoided(one) for one in avoided)),
        (_("Body and life stage"), ", ".join(_fields(person))),
        *((what, ngettext("%d entry", "%d entries", n) % n if n else "") for what, n in counted),
    ]
    return [(what, which) for what, which in found if which]


def _avoided(row: Avoidance) -> str:
    return row.food.name if row.food else _(FACTS.get(row.fact, row.fact))


def _fields(person: Person) -> list[str]:
    names = {
        "life_stage": _("pregnancy or breastfeeding"),
        "height_cm": _("height"),
        "weight_kg": _("weight"),
        "cramps": _("cramps"),
    }
    return [words for name, words in names.items() if getattr(person, name) != NOTHING_KNOWN[name]]


@transaction.atomic
def withdraw_consent(*, person: Person, by: User | None) -> None:
    """Take every consent back and delete what `health_facts_of` names, the history of it too.

    What was avoided for an allergy or intolerance stays left out as something the person would
    rather not eat: the plan must not begin to serve it.
    """
    held = person.consents.filter(withdrawn_at__isnull=True)
    held.update(withdrawn_at=timezone.now())
    HealthFact.objects.filter(person=person).delete()
    person.avoidances.filter(strength__in=HEALTH_STRENGTHS).update(
        strength=Avoidance.Strength.PREFERENCE
    )
    for rows in (person.measurements, person.overrides, person.lifted_rules, person.intakes):
        rows.all().delete()
    for name, nothing in NOTHING_KNOWN.items():
        setattr(person, name, nothing)
    person.save(update_fields=list(NOTHING_KNOWN))
    telling = Q()
    for beginning in TELLING:
        telling |= Q(fact__startswith=beginning)
    person.changes.filter(telling).delete()
    PersonChange.objects.create(person=person, fact="consent", before=True, after=False, by=by)
