"""Shopping lists: what they are made from, what people say of their lines, links to them.

What the plans need is never stored: it is worked out each time. A row of a line holds only what
people did with it, so ticks, own lines, edits and removals outlive any change of the plans.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.links import SecretLink
from accounts.models import Tenant
from foods.models import Aisle, Food
from planner.models.plans import Plan


class ShoppingListQuerySet(models.QuerySet["ShoppingList"]):
    """The vocabulary of shopping lists."""

    def of(self, tenant: Tenant) -> "ShoppingListQuerySet":
        """The lists of one tenant."""
        return self.filter(tenant=tenant)

    def changed(self) -> None:
        """Note that other phones should look again."""
        self.update(version=F("version") + 1)


class ShoppingList(models.Model):
    """What to buy for some plans over some days."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="shopping_lists")
    name = models.CharField(max_length=80, blank=True)
    plan = models.OneToOneField(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="shopping_list"
    )
    """The plan whose own list this is: all of that plan, whatever its days."""
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    plans = models.ManyToManyField(Plan, related_name="lists", blank=True)
    version = models.PositiveIntegerField(default=0)
    """Counts writes, so that another phone sees that there is something new."""
    seen = models.JSONField(null=True, blank=True)
    """Food -> [grams needed, name] when someone last looked at what changed; None is "never"."""
    seen_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ShoppingListQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False, start__isnull=True, end__isnull=True)
                | Q(plan__isnull=True, start__isnull=False, end__isnull=False, end__gte=F("start")),
                name="list_of_a_plan_or_of_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.plan or self.start)


class ListLine(models.Model):
    """What people did with a line: a food that the plans need or someone added, or own words."""

    list = models.ForeignKey(ShoppingList, on_delete=models.CASCADE, related_name="lines")
    food = models.ForeignKey(
        Food, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.CharField(max_length=120, blank=True)
    """An own line in its writer's words; "" where there is a food."""
    aisle = models.ForeignKey(
        Aisle, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Where an own line stands; a food's aisle is the food's."""
    extra_grams = models.FloatField(default=0.0)
    """Grams as bought that someone added to what the plans need."""
    set_grams = models.FloatField(null=True, blank=True)
    """Grams as bought that someone wants instead of what was worked out."""
    note = models.CharField(max_length=120, blank=True)
    removed = models.BooleanField(default=False)
    ticked_at = models.DateTimeField(null=True, blank=True)
    got_grams = models.FloatField(default=0.0)
    """Grams as bought in the basket, whole packs; 0 where nobody knows how many."""
    put_away = models.BooleanField(default=False)
    """Ticked and cleared from the list: it comes back where more is needed."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "food"], name="one_line_per_food"),
            models.CheckConstraint(
                condition=Q(food__isnull=False, text="") | (Q(food__isnull=True) & ~Q(text="")),
                name="list_line_food_or_text",
            ),
            models.CheckConstraint(
                condition=Q(extra_grams__gte=0, got_grams__gte=0)
                & (Q(set_grams__isnull=True) | Q(set_grams__gt=0)),
                name="list_line_grams_range",
            ),
            models.CheckConstraint(
                condition=Q(put_away=False) | Q(ticked_at__isnull=False),
                name="list_line_away_is_ticked",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.food)


class AtHome(models.Model):
    """What a household has of a food, for all of its lists."""

    class State(models.TextChoices):
        ENOUGH = "enough", _("enough")
        SOME = "some", _("some")
        NONE = "none", _("none")

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="at_home")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=6, choices=State)
    grams = models.FloatField(null=True, blank=True)
    """Grams as bought, where there is some."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "food"], name="one_home_per_food"),
            models.CheckConstraint(
                condition=Q(state="some", grams__isnull=False, grams__gt=0)
                | Q(state__in=["enough", "none"], grams__isnull=True),
                name="home_grams_where_some",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.food}: {self.state}"


class ShopAisle(models.Model):
    """Where an aisle comes on a tenant's own way through the shop."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="shop_aisles")
    aisle = models.ForeignKey(Aisle, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "aisle"], name="one_place_per_aisle"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.aisle}"


class ShopFood(models.Model):
    """The aisle in which a tenant's shop keeps a food, where it is not the usual one."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="shop_foods")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    aisle = models.ForeignKey(Aisle, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "food"], name="one_aisle_per_food"),
        ]

    def __str__(self) -> str:
        return f"{self.food}: {self.aisle}"


class ListLink(SecretLink):
    """A link by which anyone who has it sees a list, and ticks it where that is allowed."""

    list = models.ForeignKey(ShoppingList, on_delete=models.CASCADE, related_name="links")
    tickable = models.BooleanField(default=True)
    note = models.CharField(max_length=80, blank=True)
    """For whom it is, in the sharer's words."""

    def __str__(self) -> str:
        return str(self.list)


class FeedLink(SecretLink):
    """A link by which a calendar reads the meals of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="feeds")
    note = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return str(self.plan)
