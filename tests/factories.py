# mypy: disallow-subclassing-any=False
"""Rows for tests, by factory-boy: each factory makes a valid row out of nothing."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from factory.declarations import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from accounts.models import Tenant, User
from foods.facts import FACTS, State
from foods.models import Aisle, Food, FoodAmount, FoodFact, FoodGroup, FoodMeasure, FoodPack
from foods.search.prominence import prominence
from people.models import Person
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot

#: Calling a factory gives a row, which factory-boy's types do not say: to mypy it gives anything.
ModelFactory: Any = DjangoModelFactory


class UserFactory(ModelFactory):
    """Someone who signs in."""

    class Meta:
        model = User

    email = Sequence(lambda n: f"user{n}@example.org")


class TenantFactory(ModelFactory):
    """A guest's household."""

    class Meta:
        model = Tenant


class PersonFactory(ModelFactory):
    """A woman of 34, 165 cm, 65 kg, on 2026-12-01."""

    class Meta:
        model = Person

    tenant = SubFactory(TenantFactory)
    name = Sequence(lambda n: f"Person {n}")
    sex = "female"
    birth_date = dt.date(1992, 6, 1)
    height_cm = 165.0
    weight_kg = 65.0


class AisleFactory(ModelFactory):
    """The aisle of vegetables, made once."""

    class Meta:
        model = Aisle
        django_get_or_create = ("key",)

    key = "vegetables"
    name = LazyAttribute(lambda o: o.key.replace("_", " ").capitalize())


class FoodGroupFactory(ModelFactory):
    """The food group of leafy greens, made once."""

    class Meta:
        model = FoodGroup
        django_get_or_create = ("key",)

    key = "leafy_greens"
    name = LazyAttribute(lambda o: o.key.replace("_", " ").capitalize())


class FoodFactory(ModelFactory):
    """A shared food that is free of every allergen.

    `FoodFactory(amounts={"magnesium": 79, "vitamin_k2": (0, "presumed_nil")}, measures={"cup": 30},
    facts={"milk": "contains", "soy": None}, packs={"bag": 200})`: a nutrient that is not named is
    unknown; a fact of None has no row; the first measure and pack are the usual ones.
    """

    class Meta:
        model = Food
        skip_postgeneration_save = True

    slug = Sequence(lambda n: f"food-{n}")
    name = Sequence(lambda n: f"Food {n}")
    aisle = SubFactory(AisleFactory)
    group = SubFactory(FoodGroupFactory)
    source_id = SelfAttribute("slug")
    prominence = LazyAttribute(lambda o: prominence(name=o.name, source="limber"))
    reference_grams = 100.0

    @post_generation
    def amounts(self: Food, create: bool, given: dict[str, Any] | None, **more: Any) -> None:
        """Amounts per 100 g: a number is known, a pair says how certain it is."""
        FoodAmount.objects.bulk_create(
            FoodAmount(
                food=self, nutrient=nutrient, amount=amount, certainty=certainty, source="a test"
            )
            for nutrient, value in (given or {}).items()
            for amount, certainty in [value if isinstance(value, tuple) else (value, "known")]
        )

    @post_generation
    def measures(self: Food, create: bool, given: dict[str, float] | None, **more: Any) -> None:
        """Grams of household measures."""
        FoodMeasure.objects.bulk_create(
            FoodMeasure(food=self, name=name, grams=grams, is_default=position == 0)
            for position, (name, grams) in enumerate((given or {}).items())
        )

    @post_generation
    def packs(self: Food, create: bool, given: dict[str, float] | None, **more: Any) -> None:
        """Packs a shop sells, by label."""
        FoodPack.objects.bulk_create(
            FoodPack(food=self, label=label, grams=grams, position=position)
            for position, (label, grams) in enumerate((given or {}).items())
        )

    @post_generation
    def facts(self: Food, create: bool, given: dict[str, str | None] | None, **more: Any) -> None:
        """Three-state facts, free unless told."""
        states = dict.fromkeys(FACTS, State.FREE.value) | (given or {})
        FoodFact.objects.bulk_create(
            FoodFact(food=self, fact=fact, state=state) for fact, state in states.items() if state
        )


class RevisionFactory(ModelFactory):
    """A revision of one serving, done in ten minutes, without lines."""

    class Meta:
        model = RecipeRevision

    recipe = SubFactory("tests.factories.RecipeFactory", current=None)
    number = 1
    content_hash = Sequence(lambda n: f"{n:064x}")
    name = Sequence(lambda n: f"Dish {n}")
    servings = 1.0
    active_minutes = 10
    total_minutes = 10
    main_food = SubFactory(FoodFactory)
    steps = ["Put everything into a bowl.", "Eat."]


class RecipeFactory(ModelFactory):
    """A shared recipe with its current revision.

    `RecipeFactory(revision__name="Dal", revision__servings=2, slots=["dinner"],
    lines=[(lentils, 200), (spinach, 60, {"optional": True})])`: a line is a food, its grams for all
    servings and columns of the line; `tenant=` makes it a household's own.
    """

    class Meta:
        model = Recipe
        skip_postgeneration_save = True

    slug = Sequence(lambda n: f"dish-{n}")

    @post_generation
    def revision(self: Recipe, create: bool, given: None, **columns: Any) -> None:
        """The current revision, with `revision__...` as its columns."""
        self.current = RevisionFactory(recipe=self, **columns)
        self.save()

    @post_generation
    def slots(self: Recipe, create: bool, given: Iterable[str] | None, **more: Any) -> None:
        """Slots it fits: lunch unless told."""
        RevisionSlot.objects.bulk_create(
            RevisionSlot(revision=self.current, slot=slot) for slot in given or ["lunch"]
        )

    @post_generation
    def lines(self: Recipe, create: bool, given: Iterable[Any] | None, **more: Any) -> None:
        """Ingredient lines, written in grams unless a line says else."""
        RecipeLine.objects.bulk_create(
            RecipeLine(
                revision=self.current,
                position=position,
                food=food,
                grams=grams,
                **{"quantity": grams, "measure": "g", **(columns[0] if columns else {})},
            )
            for position, (food, grams, *columns) in enumerate(given or ())
        )
