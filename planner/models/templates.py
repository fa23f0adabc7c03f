"""Weeks kept to be used again, and several of them in turn."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Tenant
from foods.models import Food
from planner.models.plans import Plan
from recipes.models import RecipeRevision


class TemplateQuerySet(models.QuerySet["WeekTemplate"]):
    """The vocabulary of template lists."""

    def of(self, tenant: Tenant) -> "TemplateQuerySet":
        """The templates of one household or practice."""
        return self.filter(tenant=tenant)


class WeekTemplate(models.Model):
    """Days of meals without dates and people, to begin a plan from."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="week_templates")
    name = models.CharField(max_length=80)
    days = models.PositiveSmallIntegerField()
    slots = models.JSONField(default=list)
    """[key, name] of each slot, in order."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, 28)), name="template_days_range"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateMeal(models.Model):
    """A dish or food on a day and slot of a template; equal `cooking` is one cooking."""

    template = models.ForeignKey(WeekTemplate, on_delete=models.CASCADE, related_name="meals")
    day = models.PositiveSmallIntegerField()
    slot = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.ForeignKey(
        RecipeRevision, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    cooking = models.PositiveSmallIntegerField(null=True, blank=True)
    food = models.ForeignKey(
        Food, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    grams = models.FloatField(null=True, blank=True)
    """Of a food, for each person: the mean of those who had it."""
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "slot", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__isnull=False, cooking__isnull=False, food__isnull=True)
                | Q(revision__isnull=True, food__isnull=False, grams__gt=0),
                name="template_dish_or_food",
            ),
            models.UniqueConstraint(
                fields=["template", "day", "slot", "position"], name="one_template_meal_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.slot}"


class Rota(models.Model):
    """Templates in turn, such as four weeks that come again and again."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="rotas")
    name = models.CharField(max_length=80)
    next_start = models.DateField()
    """The first day of the plan that comes next."""
    next_position = models.PositiveSmallIntegerField(default=0)
    plans = models.ManyToManyField(Plan, related_name="+", blank=True)
    """What was begun from it."""
    templates = models.ManyToManyField(WeekTemplate, through="RotaWeek", related_name="rotas")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class RotaWeek(models.Model):
    """A template's turn."""

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="weeks")
    position = models.PositiveSmallIntegerField()
    template = models.ForeignKey(WeekTemplate, on_delete=models.CASCADE, related_name="turns")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rota", "position"], name="one_template_per_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.template}"
