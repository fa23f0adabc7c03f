"""Figures of a person besides the reference values: overrides, and measurements over time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from people.models.persons import Person


class TargetOverride(models.Model):
    """A figure that somebody set instead of the reference value, with the reason why.

    `amount` is per day in the nutrient's own unit (energy: kcal); None says "no target".
    """

    class Kind(models.TextChoices):
        TARGET = "target", _("Target")
        LIMIT = "limit", _("Limit")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="overrides")
    nutrient = models.CharField(max_length=40)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TARGET)
    amount = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["nutrient", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "nutrient", "kind"], name="one_override_per_figure"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="override_not_negative"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
            models.CheckConstraint(
                condition=Q(kind__in=["target", "limit"]), name="override_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient} {self.kind}"


class Measurement(models.Model):
    """Something measured on a day, in metric units."""

    class Kind(models.TextChoices):
        WEIGHT = "weight", _("Weight")
        HEIGHT = "height", _("Height")
        WAIST = "waist", _("Waist")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="measurements")
    kind = models.CharField(max_length=6, choices=Kind)
    date = models.DateField()
    value = models.FloatField()
    """kg for weight, cm otherwise."""

    class Meta:
        ordering: ClassVar = ["kind", "date"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "date"], name="one_measurement_per_day"
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="measurement_positive"),
            models.CheckConstraint(
                condition=Q(kind__in=["weight", "height", "waist"]), name="measurement_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"
