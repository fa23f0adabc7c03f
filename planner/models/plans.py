"""Plans: what is cooked (batches), what is on the table (meals), who eats how much (servings)."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from foods.models import Food
from people.models import Person
from recipes.models import RecipeRevision

#: The slot of the drinks row; every plan has it, no dish goes there.
DRINKS = "drinks"


class PlanQuerySet(models.QuerySet["Plan"]):
    """The vocabulary of plan lists."""

    def of(self, tenant: Tenant) -> "PlanQuerySet":
        """The plans of one tenant."""
        return self.filter(tenant=tenant)


class Plan(models.Model):
    """A menu for some people over some days."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(max_length=80, blank=True)
    start = models.DateField()
    days = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=0)
    people = models.ManyToManyField(Person, through="PlanPerson", related_name="plans")
    quality = models.JSONField(default=dict, blank=True)
    """What the optimiser said of the week it made: objective, bound, gap, seconds, misses."""
    cursor = models.PositiveIntegerField(default=0)
    """Revision of the last edit that holds: undo steps back from it, redo forward; 0 is none."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-start", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, 28)), name="plan_days_range"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.start}"

    @property
    def dates(self) -> list[dt.date]:
        """The days of the plan, in order."""
        return [self.start + dt.timedelta(days=n) for n in range(self.days)]

    @property
    def end(self) -> dt.date:
        """The last day."""
        return self.start + dt.timedelta(days=self.days - 1)


class PlanPerson(models.Model):
    """Someone a plan is for."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="one_seat_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class PlanSlot(models.Model):
    """A place in this plan's day, copied from the defaults."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="slots")
    key = models.SlugField(max_length=20)
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="one_slot_per_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One cooking of a recipe revision. How much is cooked is the sum of what is eaten of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="batches")
    revision = models.ForeignKey(RecipeRevision, on_delete=models.RESTRICT, related_name="batches")
    cook_date = models.DateField()

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"{self.revision} {self.cook_date}"


class Meal(models.Model):
    """A batch, or a food as it is, on a date and slot."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="meals")
    date = models.DateField()
    slot = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="meals"
    )
    food = models.ForeignKey(
        Food, on_delete=models.RESTRICT, null=True, blank=True, related_name="meals"
    )
    locked = models.BooleanField(default=False)
    reasons = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    """What the cook should know, in someone's own words."""
    unplanned = models.BooleanField(default=False)
    """Told afterwards: eaten instead of what was planned. Nothing is cooked or bought for it."""

    class Meta:
        ordering: ClassVar = ["date", "slot", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "date", "slot", "position"], name="one_meal_per_place"
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=False, food__isnull=True)
                | Q(batch__isnull=True, food__isnull=False),
                name="meal_batch_or_food",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.slot}"


class Serving(models.Model):
    """One person's part of a meal: recipe servings of a batch, or grams of a food."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        EATEN = "eaten", _("eaten")
        SKIPPED = "skipped", _("skipped")
        OTHER = "other", _("something else")

    meal = models.ForeignKey(Meal, on_delete=models.CASCADE, related_name="servings")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="servings")
    amount = models.FloatField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PLANNED)
    instead = models.CharField(max_length=120, blank=True)
    """What was eaten instead, in own words: its figures are unknown."""
    had = models.FloatField(null=True, blank=True)
    """Grams of a drink that were drunk so far; None: nobody said."""

    class Meta:
        ordering: ClassVar = ["person"]
        constraints = [
            models.UniqueConstraint(fields=["meal", "person"], name="one_serving_per_person"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="serving_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "eaten", "skipped", "other"]),
                name="serving_status_known",
            ),
            models.CheckConstraint(
                condition=Q(had__isnull=True) | Q(had__gte=0), name="serving_had_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.amount:g}"


class DayOut(models.Model):
    """Someone, or everyone, eats elsewhere: on a whole day, or in one slot of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outs")
    date = models.DateField()
    slot = models.SlugField(max_length=20, blank=True)
    """"" is the whole day."""
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """None is everyone."""

    class Meta:
        ordering: ClassVar = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "date", "slot", "person"],
                condition=Q(person__isnull=False),
                name="one_out_per_person",
            ),
            models.UniqueConstraint(
                fields=["plan", "date", "slot"],
                condition=Q(person__isnull=True),
                name="one_out_for_everyone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.slot}"


class PlanChange(models.Model):
    """What one action changed: undo, history and audit are the same thing.

    `before` and `after` hold the rows that differ, by table and id; None is "not there".
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    verb = models.CharField(max_length=30)
    words = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    parent = models.PositiveIntegerField(null=True, blank=True)
    """Revision of the edit before it (0: the first); None for taking back and doing again."""
    by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "revision"], name="one_change_per_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.verb}"
