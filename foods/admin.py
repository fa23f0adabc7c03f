"""The staff's view of foods, their sources and the history of imports.

Where a figure comes from is never edited here: shipped foods are files, imported foods are what
their source says (a digest tells). Staff state what imports cannot know: allergen facts, what is
sold, how much of it is edible. Foods of a household or practice are private and not shown.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.forms import ChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from foods.facts import FACTS
from foods.models import (
    Food,
    FoodAmount,
    FoodFact,
    FoodMeasure,
    FoodPack,
    ImportReject,
    ImportRun,
    Source,
)
from knowledge.nutrients import BY_KEY

#: What staff may state of an imported food; everything else is the import's.
STATED = (
    "retired",
    "edible_share",
    "reference_grams",
    "retention_group",
    "pantry",
    "fermented",
)


class ReadOnly:
    """Rows that are looked at, never added, changed or removed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: such rows come from files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a source is quoted, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: plans and history point at them."""
        return False


class Amounts(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """Every figure with where it is from."""

    model = FoodAmount
    fields = ("nutrient", "amount", "unit", "certainty", "origin", "derivation", "form", "where")
    readonly_fields = ("unit", "where")
    ordering = ("pk",)

    @admin.display(description=_("Unit"))
    def unit(self, amount: FoodAmount) -> str:
        """Unit of 100 g's amount."""
        found = BY_KEY.get(amount.nutrient)
        return found.unit if found else ""

    @admin.display(description=_("Source"))
    def where(self, amount: FoodAmount) -> str:
        """What the figure is from, the food's own source where nothing else is stated."""
        return amount.source or str(_("The source of the food"))


class Measures(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """Household measures."""

    model = FoodMeasure
    fields = ("name", "grams", "is_default")


class Stated:
    """Rows that staff may write, for imported foods only: the shipped ones are files."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Food | None = None) -> bool:
        """For imported foods."""
        return _is_imported(obj)

    def has_change_permission(self, request: HttpRequest, obj: Food | None = None) -> bool:
        """For imported foods."""
        return _is_imported(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Food | None = None) -> bool:
        """For imported foods."""
        return _is_imported(obj)


class Facts(Stated, admin.TabularInline):  # type: ignore[type-arg]
    """Allergens and origins; no row is unknown."""

    model = FoodFact

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **options: Any
    ) -> Any:
        """The fact is one of the closed list."""
        if db_field.name == "fact":
            return ChoiceField(choices=[("", "---------"), *FACTS.items()])
        return super().formfield_for_dbfield(db_field, request, **options)


class Packs(Stated, admin.TabularInline):  # type: ignore[type-arg]
    """What a shop sells."""

    model = FoodPack


def _is_imported(food: Food | None) -> bool:
    return food is not None and food.digest != ""


#: Where a food is from first, then what it is.
_FIRST = ("name", "source", "source_id", "data_type", "digest")
_FIELDS = (
    *_FIRST,
    *(
        field.name
        for field in Food._meta.concrete_fields
        if field.name not in {*_FIRST, "id", "tenant", "copy_of"}
    ),
)


@admin.register(Food)
class FoodAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shared foods: search, and filters by source and type."""

    list_display = ("name", "source", "data_type", "brand", "aisle", "kind", "is_offered")
    list_filter = ("source", "data_type", "kind", "retired", "aisle")
    list_select_related = ("aisle",)
    list_per_page = 50
    show_full_result_count = False
    fields = _FIELDS
    search_fields = ("name",)
    search_help_text = _("Name, as on the foods page, or an id of the source.")
    inlines = (Amounts, Measures, Packs, Facts)
    ordering = ("prominence", "name")

    @admin.display(description=_("Offered"), boolean=True)
    def is_offered(self, food: Food) -> bool:
        """Whether lists show it."""
        return not food.retired and food.duplicate_of_id is None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Food]:
        """Shared foods only: what a household enters is its own."""
        return super().get_queryset(request).filter(tenant__isnull=True)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Food], search_term: str
    ) -> tuple[QuerySet[Food], bool]:
        """Foods by name, as everywhere; a number is an id at the source."""
        if search_term.isdigit():
            return queryset.filter(source_id=search_term), False
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Food | None = None) -> list[str]:
        """Everything but what staff state of an imported food."""
        open_fields = STATED if _is_imported(obj) else ()
        return [name for name in _FIELDS if name not in open_fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: foods come from files, imports and households."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Food | None = None) -> bool:
        """Never: plans point at foods; `retired` takes one out of the lists."""
        return False


@admin.register(Source)
class SourceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Sources with how many foods and imports each has."""

    list_display = ("name", "key", "licence", "foods", "imports")
    fields = ("key", "name", "citation", "licence", "url")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With counts, in the one query."""
        foods = (
            Food.objects.filter(source=OuterRef("key"), tenant__isnull=True)
            .order_by()
            .values("source")
            .annotate(count=Count("pk"))
            .values("count")
        )
        rows: QuerySet[Source] = super().get_queryset(request)
        counted: QuerySet[Source] = rows.annotate(
            food_count=Subquery(foods), run_count=Count("runs")
        )
        return counted.order_by("name")

    @admin.display(description=_("Foods"))
    def foods(self, source: Any) -> int:
        """Shared foods of the source."""
        return source.food_count or 0

    @admin.display(description=_("Imports"))
    def imports(self, source: Any) -> int:
        """Runs of the import."""
        return int(source.run_count)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """The history of imports."""

    list_display = (
        "started_at",
        "source",
        "status",
        "read",
        "created",
        "changed",
        "unchanged",
        "rejects",
        "took",
        "file_name",
        "data_types",
    )
    list_filter = ("status",)
    list_select_related = ("source",)
    date_hierarchy = "started_at"
    fields = (
        *("source", "file_name", "data_types", "status", "problem", "started_at", "ended_at"),
        *("read", "created", "changed", "unchanged", "rejects"),
    )
    readonly_fields = ("rejects",)

    @admin.display(description=_("Rejected"), ordering="rejected")
    def rejects(self, run: ImportRun) -> str:
        """How many, with a link to which and why."""
        if not run.rejected:
            return "0"
        url = reverse("admin:foods_importreject_changelist")
        return format_html('<a href="{}?run__id__exact={}">{}</a>', url, run.pk, run.rejected)

    @admin.display(description=_("Seconds"))
    def took(self, run: ImportRun) -> str:
        """How long it ran."""
        if run.ended_at is None:
            return ""
        return f"{(run.ended_at - run.started_at).total_seconds():.0f}"


@admin.register(ImportReject)
class ImportRejectAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Foods that were not taken over, and why."""

    list_display = ("source_id", "name", "reason", "run")
    list_filter = (("run", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("run",)
    search_fields = ("source_id", "name", "reason")
    fields = ("run", "source_id", "name", "reason")
