"""Who eats: the facts that targets follow from."""

import datetime as dt
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from people.profiles import PersonFacts, age_on

#: What a person may leave out besides their diet.
ALSO: Final = ("no-pork", "no-alcohol", "low-lactose", "gluten-free")


class PersonQuerySet(models.QuerySet["Person"]):
    """The vocabulary of people lists."""

    def of(self, tenant: Tenant) -> "PersonQuerySet":
        """The people of one tenant."""
        return self.filter(tenant=tenant)

    def active(self) -> "PersonQuerySet":
        """Those not put away in the archive."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "PersonQuerySet":
        """Those put away."""
        return self.filter(archived_at__isnull=False)

    def clients(self) -> "PersonQuerySet":
        """The clients of a practice."""
        return self.filter(is_client=True)

    def with_ties(self) -> "PersonQuerySet":
        """Who sees their own record, may come to see it, or was asked to answer a form."""
        now = timezone.now()
        invited = Q(invitations__revoked_at__isnull=True, invitations__expires_at__gt=now)
        sent = Q(intake_links__revoked_at__isnull=True, intake_links__expires_at__gt=now)
        waiting = sent & Q(intake_links__answered_at__isnull=True)
        unused = invited & Q(invitations__accepted_by__isnull=True)
        answered = Q(intakes__isnull=False)
        found = self.filter(Q(grants__isnull=False) | unused | waiting | answered)
        return self.filter(pk__in=found.values("pk"))

    def ready(self) -> "PersonQuerySet":
        """Those for whom there are targets: their sex and birth date are known."""
        return self.filter(birth_date__isnull=False)


class Person(models.Model):
    """Someone who eats at the table. Needs no login."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class LifeStage(models.TextChoices):
        NONE = "none", _("Neither")
        PREGNANCY = "pregnancy", _("Pregnant")
        LACTATION = "lactation", _("Breastfeeding")

    class Activity(models.TextChoices):
        INACTIVE = "inactive", _("Inactive")
        LOW_ACTIVE = "low-active", _("Low active")
        ACTIVE = "active", _("Active")
        VERY_ACTIVE = "very-active", _("Very active")

    class Diet(models.TextChoices):
        OMNIVORE = "omnivore", _("Everything")
        PESCATARIAN = "pescatarian", _("Pescatarian")
        VEGETARIAN = "vegetarian", _("Vegetarian")
        VEGAN = "vegan", _("Vegan")

    class Reference(models.TextChoices):
        DRI = "dri", _("United States and Canada (DRI)")
        EFSA = "efsa", _("European Union (EFSA)")

    class EnergyMethod(models.TextChoices):
        EER = "eer", _("Estimated energy requirement (NASEM 2023)")
        MIFFLIN = "mifflin", _("Mifflin-St Jeor with an activity level")

    class Cramps(models.TextChoices):
        NONE = "none", _("No cramps")
        NIGHT = "night", _("At night")
        EXERCISE = "exercise", _("With exercise")
        PREGNANCY = "pregnancy", _("In pregnancy")
        UNSURE = "unsure", _("Not sure")

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    """Unknown, and sex with it, only of a client who has not answered yet: see `is_ready`."""
    birth_date_exact = models.BooleanField(default=False)
    life_stage = models.CharField(max_length=10, choices=LifeStage, default=LifeStage.NONE)
    gestation_week = models.PositiveSmallIntegerField(null=True, blank=True)
    """Only where no due date is known."""
    due_date = models.DateField(null=True, blank=True)
    child_birth_date = models.DateField(null=True, blank=True)
    """Of the child who is breastfed."""
    height_cm = models.FloatField(null=True, blank=True)
    weight_kg = models.FloatField(null=True, blank=True)
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.LOW_ACTIVE)
    reference = models.CharField(max_length=4, choices=Reference, default=Reference.DRI)
    energy_method = models.CharField(max_length=8, choices=EnergyMethod, default=EnergyMethod.EER)
    diet = models.CharField(max_length=12, choices=Diet, default=Diet.OMNIVORE)
    diet_also = models.JSONField(default=list, blank=True)
    """Besides the diet: any of `ALSO` ("no-pork", "no-alcohol", "low-lactose", "gluten-free")."""
    cramps = models.CharField(max_length=10, choices=Cramps, default=Cramps.NONE)
    hide_numbers = models.BooleanField(default=False)
    """For people better off without figures: no page and no print that they see shows any."""
    is_client = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["", "female", "male"]), name="person_sex_known"
            ),
            models.CheckConstraint(
                condition=Q(sex="", birth_date__isnull=True, is_client=True)
                | (~Q(sex="") & Q(birth_date__isnull=False)),
                name="person_ready_unless_client",
            ),
            models.CheckConstraint(
                condition=Q(life_stage="none") | Q(sex="female"), name="person_stage_fits_sex"
            ),
            models.CheckConstraint(
                condition=Q(reference__in=["dri", "efsa"]), name="person_reference_known"
            ),
            models.CheckConstraint(
                condition=Q(energy_method__in=["eer", "mifflin"]), name="person_energy_known"
            ),
            models.CheckConstraint(
                condition=Q(cramps__in=["none", "night", "exercise", "pregnancy", "unsure"]),
                name="person_cramps_known",
            ),
            models.CheckConstraint(
                condition=Q(height_cm__isnull=True) | Q(height_cm__range=(40, 260)),
                name="person_height_range",
            ),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=True) | Q(weight_kg__range=(2, 400)),
                name="person_weight_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        """Whether what reference values start from is known. Nobody else gets targets or a plan."""
        return self.birth_date is not None

    def age_on(self, day: dt.date) -> int:
        """Completed years on `day`: the birthday itself counts.

        Raises ValueError in words for a client whose sex or birth date is not known yet.
        """
        if self.birth_date is None:
            raise ValueError(_("Targets need a sex and a birth date."))
        return age_on(self.birth_date, day)

    @property
    def facts(self) -> PersonFacts:
        """What targets follow from, as plain values for `people.profiles`.

        Raises ValueError in words for a client whose sex or birth date is not known yet.
        """
        if self.birth_date is None:
            raise ValueError(_("Targets need a sex and a birth date."))
        return PersonFacts(
            sex=self.sex,
            birth_date=self.birth_date,
            life_stage=self.life_stage,
            gestation_week=self.gestation_week,
            due_date=self.due_date,
            child_birth_date=self.child_birth_date,
            height_cm=self.height_cm,
            weight_kg=self.weight_kg,
            activity=self.activity,
            reference=self.reference,
            energy_method=self.energy_method,
        )
