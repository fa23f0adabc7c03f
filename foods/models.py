"""Foods, their amounts, household measures, packs and facts."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from foods.facts import GROUPS, TAGS, State
from foods.search import index


class Aisle(models.Model):
    """Where a shop keeps a food; `position` is the order one walks."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name


class FoodGroup(models.Model):
    """A group of foods that stand for one another, for variety."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where foods come from: a table of this project, a public database, a person's own labels."""

    key = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    citation = models.CharField(max_length=300)
    licence = models.CharField(max_length=120, blank=True)
    url = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One reading of a public database: what it found, and how it ended."""

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    source = models.ForeignKey(Source, on_delete=models.RESTRICT, related_name="runs")
    file_name = models.CharField(max_length=200)
    data_types = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["running", "done", "failed"]), name="import_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.started_at:%Y-%m-%d %H:%M} {self.status}"


class ImportReject(models.Model):
    """A food that was not taken over, and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    source_id = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.reason}"


class FoodQuerySet(models.QuerySet["Food"]):
    """The vocabulary of food lists."""

    def visible_to(self, tenant: Tenant | None) -> "FoodQuerySet":
        """Shared foods and the tenant's own."""
        own = Q(tenant=tenant) if tenant else Q(pk__in=[])
        return self.filter(Q(tenant__isnull=True) | own)

    def listed(self) -> "FoodQuerySet":
        """Foods that lists offer: not retired, and not the double of a food that is shown."""
        return self.filter(retired=False, duplicate_of__isnull=True)

    def matching(self, text: str, *, literal: bool = False) -> "FoodQuerySet":
        """Foods that answer to `text`, best first: any order, form or name of the words, and words
        misspelt or begun; with `literal` as they are written. No words: every food, as before.

        Asks the database at once how to understand the words (2 queries, up to 4 more for words
        that no food is called by); see `foods.search`.
        """
        return self.understood(index.read(text, using=self.db, literal=literal), text)

    def understood(self, reading: index.Reading, text: str) -> "FoodQuerySet":
        """Foods that a search finds, once it was read (`foods.search.index.read`)."""
        found = index.hits(reading.plan)
        if found is None:
            return self.none() if text.strip() else self
        return self.filter(found).order_by(index.lateness(reading.plan), "name", "pk")

    def rich_in(self, nutrient: str, *, share: float, daily_value: float) -> "FoodQuerySet":
        """Foods whose FDA reference amount brings `share` of the nutrient's Daily Value."""
        enough = FoodAmount.objects.filter(
            food=OuterRef("pk"),
            nutrient=nutrient,
            amount__gte=share * daily_value * 100.0 / F("food__reference_grams"),
        )
        return self.filter(reference_grams__gt=0).filter(Exists(enough))

    def free_of(self, facts: Iterable[str]) -> "FoodQuerySet":
        """Foods stated to be free of every one of `facts`: unknown does not count as free."""
        found = self
        for fact in facts:
            stated = FoodFact.objects.filter(food=OuterRef("pk"), fact=fact, state=State.FREE)
            found = found.filter(Exists(stated))
        return found

    def tagged(self, tag: str) -> "FoodQuerySet":
        """Foods of a diet tag such as "vegan" or "gluten_free"."""
        return self.free_of(TAGS.get(tag) or GROUPS[tag])


class Food(models.Model):
    """A food, drink or supplement. Amounts are per 100 g of its edible part."""

    class Kind(models.TextChoices):
        FOOD = "food", _("Food")
        DRINK = "drink", _("Drink")
        SUPPLEMENT = "supplement", _("Supplement")

    tenant = models.ForeignKey(
        Tenant, on_delete=models.CASCADE, null=True, blank=True, related_name="foods"
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=255)
    brand = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FOOD)
    aisle = models.ForeignKey(Aisle, on_delete=models.RESTRICT, related_name="foods")
    group = models.ForeignKey(FoodGroup, on_delete=models.RESTRICT, related_name="foods")
    source = models.CharField(max_length=20, default="limber")
    source_id = models.CharField(max_length=80)
    data_type = models.CharField(max_length=20, blank=True)
    """Kind of record at the source: foundation, sr_legacy, survey or branded; "" elsewhere."""
    digest = models.CharField(max_length=40, blank=True)
    """Of everything an import wrote for this food: tells whether a second run changes it."""
    ndb = models.PositiveIntegerField(null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="doubles"
    )
    """The shipped food with the same figures (NDB number), which lists show instead."""
    copy_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    """What a tenant's corrected copy was made from."""
    prominence = models.PositiveSmallIntegerField(default=0)
    """How late a food comes among equal finds; 0 is the most everyday."""
    retired = models.BooleanField(default=False)
    """No longer offered, but still eaten in plans that have it."""
    edible_share = models.FloatField(default=1.0)
    bought_as = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="cooked_rows"
    )
    cooked_yield = models.FloatField(null=True, blank=True)
    density = models.FloatField(null=True, blank=True)
    pantry = models.BooleanField(default=False)
    reference_grams = models.FloatField(null=True, blank=True)
    retention_group = models.CharField(max_length=60, blank=True)
    fermented = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    objects = FoodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="food_source_once"),
            models.CheckConstraint(
                condition=Q(edible_share__gt=0, edible_share__lte=1), name="food_edible_share_range"
            ),
            models.CheckConstraint(
                condition=Q(bought_as__isnull=True, cooked_yield__isnull=True)
                | Q(bought_as__isnull=False, cooked_yield__gt=0),
                name="food_yield_with_bought_as",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["food", "drink", "supplement"]), name="food_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(density__isnull=True) | Q(density__gt=0), name="food_density_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def purchase(self, edible_grams: float) -> tuple["Food", float]:
        """The food that is bought for `edible_grams` of this one, and its grams as bought."""
        bought = self.bought_as or self
        raw = edible_grams / (self.cooked_yield or 1.0)
        return bought, raw / bought.edible_share


class FoodAmount(models.Model):
    """How much of a nutrient 100 g (edible) hold. No row means unknown, never zero."""

    class Certainty(models.TextChoices):
        KNOWN = "known", _("known")
        PARTIAL = "partial", _("at least")
        PRESUMED_NIL = "presumed_nil", _("presumed nil")

    class Origin(models.TextChoices):
        NATURAL = "natural", _("natural")
        ADDED = "added", _("added")
        SUPPLEMENT = "supplement", _("supplement")

    class Derivation(models.TextChoices):
        ANALYTICAL = "analytical", _("measured or compiled")
        CALCULATED = "calculated", _("calculated")
        LABEL = "label", _("from a label")
        ASSUMED = "assumed", _("assumed")

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="amounts")
    nutrient = models.CharField(max_length=24)
    amount = models.FloatField()
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.KNOWN)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.NATURAL)
    derivation = models.CharField(max_length=10, choices=Derivation, default=Derivation.ANALYTICAL)
    form = models.CharField(max_length=40, blank=True)
    """Chemical form in a supplement: citrate, glycinate, oxide; the amount is elemental."""
    source = models.CharField(max_length=200, blank=True)
    """Where this figure is from; "" is the source of the food itself."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["food", "nutrient"], name="one_amount_per_nutrient"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="amount_not_negative"),
            models.CheckConstraint(
                condition=Q(certainty__in=["known", "partial", "presumed_nil"]),
                name="amount_certainty_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["natural", "added", "supplement"]),
                name="amount_origin_known",
            ),
            models.CheckConstraint(
                condition=~Q(certainty="presumed_nil") | Q(amount=0), name="presumed_nil_is_zero"
            ),
        ]
        indexes = [
            # Consumer: FoodQuerySet.rich_in and the best sources of a nutrient.
            models.Index(fields=["nutrient", "amount"], name="amount_by_nutrient"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient} {self.amount:g}"


class FoodMeasure(models.Model):
    """A household measure: edible grams of one cup, slice, medium fruit ..."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="measures")
    name = models.CharField(max_length=80)
    grams = models.FloatField()
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["food", "name"], name="one_measure_per_name"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="measure_grams_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class FoodPack(models.Model):
    """What a shop sells: grams as bought; for a can also the drained grams that are used."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="packs")
    label = models.CharField(max_length=30)
    grams = models.FloatField()
    drained_grams = models.FloatField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["food", "position"], name="one_pack_per_position"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="pack_grams_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.grams:g} g"


class FoodFact(models.Model):
    """One allergen or origin fact, three-state; no row means unknown."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="facts")
    fact = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["food", "fact"], name="one_state_per_fact"),
            models.CheckConstraint(
                condition=Q(state__in=["contains", "free", "unknown"]), name="fact_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.state}"


class FoodLabel(models.Model):
    """What someone typed off a label, as they typed it: the ground of an own food's figures."""

    class Kind(models.TextChoices):
        LABEL = "label", _("Label of a food")
        SUPPLEMENT = "supplement", _("Label of a supplement")
        COPY = "copy", _("Corrected copy")

    food = models.OneToOneField(Food, on_delete=models.CASCADE, related_name="label")
    kind = models.CharField(max_length=10, choices=Kind)
    typed = models.JSONField(default=dict)
    """Form field -> text, or a list of texts."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["label", "supplement", "copy"]), name="label_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.food_id}"


class ContentVersion(models.Model):
    """Which version of the shipped content this database holds, by digest of its files."""

    name = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"


def facts_of(rows: Iterable[Any]) -> dict[str, State]:
    """Fact rows as a mapping for `foods.facts`."""
    return {row.fact: State(row.state) for row in rows}
