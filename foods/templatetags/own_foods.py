"""What a food's page says where the food is someone's own: whose it is, its dose, its limits."""

from typing import Any

from django import template
from django.http import Http404

from accounts.roles import may_edit
from foods.models import Food, FoodMeasure
from foods.own.limits import DoseLimit, limits_of_dose
from foods.own.listing import DoseFigure, dose_figures

register = template.Library()


@register.simple_tag(takes_context=True)
def may_change(context: dict[str, Any]) -> bool:
    """Whether the visitor may add and change foods: anyone but a member who only looks."""
    request = context["request"]
    if request.tenant is None:
        return True
    try:
        return may_edit(request)
    except Http404:
        return False


@register.simple_tag
def dose_of(food: Food) -> FoodMeasure | None:
    """A supplement's dose (1 query), None for any other food."""
    if food.kind != Food.Kind.SUPPLEMENT:
        return None
    return food.measures.filter(is_default=True).first()


@register.simple_tag
def figures_of_dose(food: Food, dose: FoodMeasure) -> tuple[DoseFigure, ...]:
    """What one dose brings (1 query)."""
    return dose_figures(food.amounts.all(), dose.grams)


@register.simple_tag
def limits_of(figures: tuple[DoseFigure, ...]) -> tuple[DoseLimit, ...]:
    """Upper limits of adults that a dose counts towards."""
    return limits_of_dose({one.nutrient.key: one.amount for one in figures})
