"""Who eats: the facts that targets and safety follow from."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from foods.models import Food


class PersonQuerySet(models.QuerySet["Person"]):
    """The vocabulary of people lists."""

    def of(self, tenant: Tenant) -> "PersonQuerySet":
        """The people of one tenant."""
        return self.filter(tenant=tenant)


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

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=6, choices=Sex)
    birth_date = models.DateField()
    birth_date_exact = models.BooleanField(default=False)
    life_stage = models.CharField(max_length=10, choices=LifeStage, default=LifeStage.NONE)
    gestation_week = models.PositiveSmallIntegerField(null=True, blank=True)
    height_cm = models.FloatField(null=True, blank=True)
    weight_kg = models.FloatField(null=True, blank=True)
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.LOW_ACTIVE)
    diet = models.CharField(max_length=12, choices=Diet, default=Diet.OMNIVORE)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["female", "male"]), name="person_sex_known"
            ),
            models.CheckConstraint(
                condition=Q(life_stage="none") | Q(sex="female"), name="person_stage_fits_sex"
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

    def age_on(self, day: dt.date) -> int:
        """Completed years on `day`: the birthday itself counts."""
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if had_birthday else 1)


class Avoidance(models.Model):
    """Something a person does not eat: a fact (allergen or origin) or a single food."""

    class Strength(models.TextChoices):
        ALLERGY = "allergy", _("Allergy")
        INTOLERANCE = "intolerance", _("Intolerance")
        PREFERENCE = "preference", _("Preference")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="avoidances")
    fact = models.CharField(max_length=20, blank=True)
    food = models.ForeignKey(
        Food, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    strength = models.CharField(max_length=12, choices=Strength, default=Strength.ALLERGY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fact"], condition=~Q(fact=""), name="one_avoidance_per_fact"
            ),
            models.UniqueConstraint(
                fields=["person", "food"],
                condition=Q(food__isnull=False),
                name="one_avoidance_per_food",
            ),
            models.CheckConstraint(
                condition=(~Q(fact="") & Q(food__isnull=True))
                | (Q(fact="") & Q(food__isnull=False)),
                name="avoidance_fact_or_food",
            ),
            models.CheckConstraint(
                condition=Q(strength__in=["allergy", "intolerance", "preference"]),
                name="avoidance_strength_known",
            ),
        ]

    def __str__(self) -> str:
        return self.fact or str(self.food)
