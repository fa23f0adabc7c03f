"""What a person must not be given, and why: avoidances, conditions and medicines, lifted limits."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foods.models import Food
from people.models.persons import Person


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


class HealthFact(models.Model):
    """A condition or a medicine, as typed; `key` is what it was recognised as, blank where not."""

    class Kind(models.TextChoices):
        CONDITION = "condition", _("Condition")
        MEDICINE = "medicine", _("Medicine")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="health_facts")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.CharField(max_length=120)
    key = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "text"], name="one_health_fact"),
            models.CheckConstraint(
                condition=Q(kind__in=["condition", "medicine"]), name="health_fact_kind_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="health_fact_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class LiftedRule(models.Model):
    """A limit that a dietitian lifted for a person, with a reason. Never an allergy."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lifted_rules")
    rule = models.CharField(max_length=60)
    """The id of a safety rule."""
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "rule"], name="one_lift_per_rule"),
            models.CheckConstraint(condition=~Q(reason=""), name="lift_has_reason"),
            models.CheckConstraint(
                condition=~Q(rule__startswith="allergy"), name="lift_never_an_allergy"
            ),
        ]

    def __str__(self) -> str:
        return self.rule
