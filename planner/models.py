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

    meal = models.ForeignKey(Meal, on_delete=models.CASCADE, related_name="servings")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="servings")
    amount = models.FloatField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PLANNED)

    class Meta:
        ordering: ClassVar = ["person"]
        constraints = [
            models.UniqueConstraint(fields=["meal", "person"], name="one_serving_per_person"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="serving_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "eaten", "skipped"]),
                name="serving_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.amount:g}"


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
    undone = models.BooleanField(default=False)
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


class Generation(models.Model):
    """A week being made, or why it could not be: the page polls this row.

    Any server process may answer a poll or take a wish; the one that started the solve looks at the
    row a few times a second and is the only one to end it well.
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        KEPT = "kept", _("called off: the plan was kept as it was")
        LEFT = "left", _("nobody waited for it any more")
        INFEASIBLE = "infeasible", _("wishes clash")
        FAILED = "failed", _("failed")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="generations")
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    plan_revision = models.PositiveIntegerField()
    seconds_limit = models.FloatField()
    started_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True, blank=True)
    """When a worker took it up; None while it waits in line."""
    seen_at = models.DateTimeField(null=True, blank=True)
    """The last sign of someone who waits for it."""
    taken = models.BooleanField(default=False)
    """The person wants the best so far and waits no longer."""
    ended_at = models.DateTimeField(null=True, blank=True)
    best = models.JSONField(default=dict, blank=True)
    """The best week so far: version, objective, bound, gap, seconds, shortfall, meals by place."""
    clash = models.JSONField(default=list, blank=True)
    given_up = models.JSONField(default=list, blank=True)
    """Wishes that a person gave up for this week, as [code, subject]."""

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["running", "done", "kept", "left", "infeasible", "failed"]),
                name="generation_status_known",
            ),
            # A double submit starts one solve, not two.
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status="running"), name="one_running_generation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.status}"

    @property
    def is_running(self) -> bool:
        """Whether it may still end well."""
        return self.status == self.Status.RUNNING

    @property
    def is_refused(self) -> bool:
        """Whether its wishes clash, and the plan still asks for them."""
        return self.status == self.Status.INFEASIBLE and self.plan_revision == self.plan.revision

    @property
    def is_first(self) -> bool:
        """Whether no week was there before: then any week is better than none."""
        return self.plan_revision == 0


class Tick(models.Model):
    """A line of a plan's shopping list that is in the basket."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="ticks")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "food"], name="one_tick_per_line"),
        ]

    def __str__(self) -> str:
        return str(self.food)
