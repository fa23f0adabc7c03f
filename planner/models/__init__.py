"""The planner's rows, by idea: plans, weeks being made, shopping lists, links to them."""

from planner.models.links import PlanLink
from planner.models.lists import (
    AtHome,
    FeedLink,
    ListLine,
    ListLink,
    ShopAisle,
    ShopFood,
    ShoppingList,
)
from planner.models.making import Generation
from planner.models.plans import (
    DRINKS,
    Batch,
    DayOut,
    Meal,
    Plan,
    PlanChange,
    PlanPerson,
    PlanQuerySet,
    PlanSlot,
    Serving,
)
from planner.models.templates import Rota, RotaWeek, TemplateMeal, WeekTemplate

__all__ = [
    "DRINKS",
    "AtHome",
    "Batch",
    "DayOut",
    "FeedLink",
    "Generation",
    "ListLine",
    "ListLink",
    "Meal",
    "Plan",
    "PlanChange",
    "PlanLink",
    "PlanPerson",
    "PlanQuerySet",
    "PlanSlot",
    "Rota",
    "RotaWeek",
    "Serving",
    "ShopAisle",
    "ShopFood",
    "ShoppingList",
    "TemplateMeal",
    "WeekTemplate",
]
