"""Smoothies and dishes: a recipe, its frozen revisions and their lines."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from foods.models import Food

SLOT_KEYS = ("breakfast", "smoothie", "lunch", "dinner", "snack")


class RecipeQuerySet(models.QuerySet["Recipe"]):
    """The vocabulary of recipe lists."""

    def visible_to(self, tenant: Tenant | None) -> "RecipeQuerySet":
        """The shipped library and the tenant's own."""
        own = Q(tenant=tenant) if tenant else Q(pk__in=[])
        return self.filter(Q(tenant__isnull=True) | own)

    def in_use(self) -> "RecipeQuerySet":
        """Recipes with a current revision that are not retired."""
        return self.filter(current__isnull=False, retired=False)

    def for_slot(self, slot: str) -> "RecipeQuerySet":
        """Recipes that fit a slot of the day."""
        fits = RevisionSlot.objects.filter(revision=OuterRef("current"), slot=slot)
        return self.filter(Exists(fits))

    def matching(self, text: str) -> "RecipeQuerySet":
        """Recipes whose name, summary or foods hold every word of `text`."""
        found = self
        for word in text.split():
            in_lines = RecipeLine.objects.filter(
                revision=OuterRef("current"), food__name__icontains=word
            )
            found = found.filter(
                Q(current__name__icontains=word)
                | Q(current__summary__icontains=word)
                | Exists(in_lines)
            )
        return found


class Recipe(models.Model):
    """A dish or smoothie; what it says lives in its revisions."""

    tenant = models.ForeignKey(
        Tenant, on_delete=models.CASCADE, null=True, blank=True, related_name="recipes"
    )
    slug = models.SlugField(max_length=80, unique=True)
    current = models.ForeignKey(
        "RecipeRevision", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    retired = models.BooleanField(default=False)

    objects = RecipeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.slug


class RecipeRevision(models.Model):
    """What a recipe said at one time; never changed once written. A plan keeps its own."""

    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    summary = models.CharField(max_length=240, blank=True)
    cuisine = models.CharField(max_length=40, blank=True)
    servings = models.FloatField()
    active_minutes = models.PositiveSmallIntegerField()
    total_minutes = models.PositiveSmallIntegerField()
    keeps_days = models.PositiveSmallIntegerField(default=0)
    main_food = models.ForeignKey(Food, on_delete=models.RESTRICT, related_name="+")
    equipment = models.JSONField(default=list, blank=True)
    steps = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipe", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=Q(servings__gt=0), name="revision_servings_positive"),
            models.CheckConstraint(
                condition=Q(active_minutes__lte=F("total_minutes")),
                name="revision_active_within_total",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RevisionSlot(models.Model):
    """A slot of the day that a revision fits."""

    class Slot(models.TextChoices):
        BREAKFAST = "breakfast", _("Breakfast")
        SMOOTHIE = "smoothie", _("Smoothie")
        LUNCH = "lunch", _("Lunch")
        DINNER = "dinner", _("Dinner")
        SNACK = "snack", _("Snack")

    revision = models.ForeignKey(RecipeRevision, on_delete=models.CASCADE, related_name="slots")
    slot = models.CharField(max_length=10, choices=Slot)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "slot"], name="revision_slot_once"),
            models.CheckConstraint(condition=Q(slot__in=SLOT_KEYS), name="revision_slot_known"),
        ]

    def __str__(self) -> str:
        return self.slot


class RecipeLine(models.Model):
    """One ingredient, for all servings together: what is bought, and what is eaten.

    `grams` are edible grams of `food`. Eaten is a cooked row (`eaten_food`, `eaten_grams`), else
    `food` x the retention factors of `cooked` (an estimate), else `food` as it is. Never both.
    """

    revision = models.ForeignKey(RecipeRevision, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    quantity = models.FloatField()
    measure = models.CharField(max_length=40)
    food = models.ForeignKey(Food, on_delete=models.RESTRICT, related_name="recipe_lines")
    grams = models.FloatField()
    eaten_food = models.ForeignKey(
        Food, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    eaten_grams = models.FloatField(null=True, blank=True)
    cooked = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=80, blank=True)
    optional = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="one_line_per_position"),
            models.CheckConstraint(
                condition=Q(grams__gt=0, quantity__gt=0), name="line_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(eaten_food__isnull=True, eaten_grams__isnull=True)
                | Q(eaten_food__isnull=False, eaten_grams__gt=0, cooked=""),
                name="line_cooked_row_or_factor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:g} {self.measure} {self.food}"
